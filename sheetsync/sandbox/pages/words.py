"""The page's own words."""

from dataclasses import dataclass
from functools import cache

from sheetsync.language import Lang, Phrase


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words."""

    lang: Lang
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
    view: str
    all_rows: str
    nothing_in_view: str
    keys: str
    gone: str
    foreign: str
    stale_page: str
    not_listed: str


_PHRASES = {
    "sandbox": Phrase(ru="Песочница", en="Sandbox"),
    "spreadsheets": Phrase(ru="Таблицы", en="Spreadsheets"),
    "none_yet": Phrase(
        ru="Таблиц пока нет. Запустите «sheetsync demo» или создайте таблицу через API.",
        en="No spreadsheet yet. Run “sheetsync demo”, or create one through the API.",
    ),
    "changed": Phrase(ru="изменена", en="changed"),
    "back": Phrase(ru="Все таблицы", en="All spreadsheets"),
    "rows": Phrase(ru="строк", en="rows"),
    "saved": Phrase(ru="Сохранено", en="Saved"),
    "saving": Phrase(ru="Сохраняю…", en="Saving…"),
    "lost": Phrase(
        ru="Песочница не отвечает. Она ещё запущена?",
        en="The sandbox does not answer. Is it still running?",
    ),
    "formula_bar": Phrase(ru="Содержимое ячейки", en="Content of the cell"),
    "tabs": Phrase(ru="Вкладки", en="Tabs"),
    "view": Phrase(ru="Вид", en="View"),
    "all_rows": Phrase(ru="все строки", en="all rows"),
    "nothing_in_view": Phrase(ru="В этом виде строк нет.", en="No row is in this view."),
    "keys": Phrase(
        ru="Стрелки — переход · Enter или ввод — правка · Esc — отмена · Delete — очистка",
        en="Arrows move · Enter or typing edits · Esc cancels · Delete clears",
    ),
    "gone": Phrase(
        ru="Такой таблицы или такой вкладки больше нет.",
        en="There is no such spreadsheet or tab any more.",
    ),
    "foreign": Phrase(
        ru="Страница отвечает только на этом компьютере, по адресу, который напечатала песочница.",
        en="This page answers only on this machine, at the address that the sandbox printed.",
    ),
    "stale_page": Phrase(
        ru="Песочницу перезапустили. Обновите страницу и повторите правку.",
        en="The sandbox was started again. Reload the page and repeat the edit.",
    ),
    "not_listed": Phrase(
        ru="Ячейка принимает только значение из списка: {}.",
        en="The cell takes only a value from its list: {}.",
    ),
}


@cache
def words_in(lang: Lang) -> Words:
    """The words of a language."""
    return Words(lang=lang, **{name: phrase.said(lang) for name, phrase in _PHRASES.items()})
