"""The page's own words in Russian and English."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words."""

    lang: str
    sandbox: str
    spreadsheets: str
    none_yet: str
    changed: str
    back: str
    rows: str
    saved: str
    saving: str
    lost: str
    formula_bar: str
    tabs: str
    keys: str
    gone: str
    foreign: str
    stale_page: str
    not_listed: str


_ENGLISH = Words(
    lang="en",
    sandbox="Sandbox",
    spreadsheets="Spreadsheets",
    none_yet="No spreadsheet yet. Run “sheetsync demo”, or create one through the API.",
    changed="changed",
    back="All spreadsheets",
    rows="rows",
    saved="Saved",
    saving="Saving…",
    lost="The sandbox does not answer. Is it still running?",
    formula_bar="Content of the cell",
    tabs="Tabs",
    keys="Arrows move · Enter or typing edits · Esc cancels · Delete clears",
    gone="There is no such spreadsheet or tab any more.",
    foreign="This page answers only on this machine, at the address that the sandbox printed.",
    stale_page="The sandbox was started again. Reload the page and repeat the edit.",
    not_listed="The cell takes only a value from its list: {}.",
)

_RUSSIAN = Words(
    lang="ru",
    sandbox="Песочница",
    spreadsheets="Таблицы",
    none_yet="Таблиц пока нет. Запустите «sheetsync demo» или создайте таблицу через API.",
    changed="изменена",
    back="Все таблицы",
    rows="строк",
    saved="Сохранено",
    saving="Сохраняю…",
    lost="Песочница не отвечает. Она ещё запущена?",
    formula_bar="Содержимое ячейки",
    tabs="Листы",
    keys="Стрелки двигают · Enter или набор правит · Esc отменяет · Delete очищает",
    gone="Такой таблицы или такого листа больше нет.",
    foreign="Страница отвечает только на этом компьютере, по адресу, который напечатала песочница.",
    stale_page="Песочницу перезапустили. Обновите страницу и повторите правку.",
    not_listed="Ячейка принимает только значение из списка: {}.",
)

WORDS = {"en": _ENGLISH, "ru": _RUSSIAN}
