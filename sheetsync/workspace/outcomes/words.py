"""The words of the terminal, and figures as people read them."""

import math
from collections.abc import Mapping, Sequence

from sheetsync.language import Lang, Phrase
from sheetsync.language.money import bare_money
from sheetsync.language.numbers import number, typed

WORDS: Mapping[str, Phrase] = {
    "clean": Phrase(
        ru="Таблица в порядке: замечаний нет.", en="The spreadsheet is in order: nothing is wrong."
    ),
    "found": Phrase(
        ru="ошибок: {errors}, замечаний: {warnings}", en="{errors} errors, {warnings} warnings"
    ),
    "nothing_yet": Phrase(
        ru="В таблице пока ничего нет: начните с вкладки «{tab}»",
        en="Nothing in it yet: start with the tab {tab!r}",
    ),
    "first_steps": Phrase(
        ru="С чего начать: сделано {done} из {all}", en="Where to start: {done} of {all} done"
    ),
    "step": Phrase(ru="Шаг", en="Step"),
    "lacks": Phrase(ru="Чего не хватает", en="What it lacks"),
    "cell": Phrase(ru="Ячейка", en="Cell"),
    "message": Phrase(ru="Что не так", en="What is wrong"),
    "cure": Phrase(ru="Что сделать", en="What to do"),
    "of_error": Phrase(ru="Ошибки: {count}", en="Errors: {count}"),
    "of_warning": Phrase(ru="Замечания: {count}", en="Warnings: {count}"),
    "times": Phrase(ru="Раз", en="Times"),
    "and_more": Phrase(ru="{named} и ещё {count}", en="{named} and {count} more"),
    "every_finding": Phrase(
        ru="Каждая ячейка отдельно: вкладка «{tab}» или --json",
        en="Each cell by itself: the tab {tab!r}, or --json",
    ),
    "every_partner": Phrase(
        ru="Все партнёры: вкладка «{tab}», sheetsync ratings или --json; почему такой балл: "
        "sheetsync explain ПАРТНЁР",
        en="All partners: the tab {tab!r}, sheetsync ratings, or --json; why a score is what it "
        "is: sheetsync explain PARTNER",
    ),
    "partners": Phrase(ru="Партнёры", en="Partners"),
    "every_letter": Phrase(
        ru="Каждое письмо отдельно: вкладка «{tab}», sheetsync outbox list или --json",
        en="Each letter by itself: the tab {tab!r}, sheetsync outbox list, or --json",
    ),
    "left_out": Phrase(
        ru="не учтено строк: {count} из {rows} во вкладке «{title}», первая — {title}!{cell}",
        en="left out: {count} of {rows} rows of the tab {title!r}, the first is {title}!{cell}",
    ),
    "untouched": Phrase(
        ru="{title}!A1: во вкладке чужая таблица, не записано: переименуйте или tabs: {code}: …",
        en="{title}!A1: the tab is not ours and was not written: rename it, or set tabs: {code}: …",
    ),
    "strongest": Phrase(ru="Сильные", en="Strongest"),
    "drag_down": Phrase(ru="Тянут вниз", en="Dragging down"),
    "partner": Phrase(ru="Партнёр", en="Partner"),
    "group": Phrase(ru="Группа", en="Group"),
    "score": Phrase(ru="Балл", en="Score"),
    "tier": Phrase(ru="Уровень", en="Tier"),
    "why": Phrase(ru="Почему", en="Why"),
    "rated": Phrase(
        ru="{period}, рейтинг {state}: оценено партнёров — {rated} из {all}",
        en="{period}, {state}: {rated} of {all} partners rated",
    ),
    "final": Phrase(ru="окончательный", en="final"),
    "preliminary": Phrase(ru="предварительный", en="preliminary"),
    "not_rated": Phrase(ru="Группы без оценки", en="Groups that are not rated"),
    "ageing": Phrase(ru="Мы должны", en="We owe"),
    "receivable": Phrase(ru="Нам должны", en="Owed to us"),
    "currency": Phrase(ru="Валюта", en="Currency"),
    "bucket": Phrase(ru="Срок просрочки", en="Age of debt"),
    "amount": Phrase(ru="Сумма", en="Amount"),
    "count": Phrase(ru="Число", en="Count"),
    "worst_in": Phrase(ru="Самое срочное: мы должны", en="Most urgent: we owe"),
    "worst_out": Phrase(ru="Самое срочное: нам должны", en="Most urgent: owed to us"),
    "list_in": Phrase(ru="Мы должны", en="We owe"),
    "list_out": Phrase(ru="Нам должны", en="Owed to us"),
    "level": Phrase(ru="Срочность", en="Urgency"),
    "number": Phrase(ru="Счёт", en="Invoice"),
    "due": Phrase(ru="Срок", en="Due"),
    "unpaid_in": Phrase(
        ru="мы должны по счетам: {unpaid}, просрочено: {overdue}",
        en="unpaid invoices that we owe: {unpaid}, overdue: {overdue}",
    ),
    "unpaid_out": Phrase(
        ru="нам должны по счетам: {unpaid}, просрочено: {overdue}",
        en="unpaid invoices owed to us: {unpaid}, overdue: {overdue}",
    ),
    "nothing_unpaid": Phrase(ru="неоплаченных счетов нет", en="no unpaid invoices"),
    "packs_and_alerts": Phrase(
        ru="комплектов без документов: {packs}; задач: {attention}",
        en="packs lacking documents: {packs}; things to do: {attention}",
    ),
    "letters": Phrase(ru="Письма", en="Letters"),
    "state": Phrase(ru="Состояние", en="State"),
    "reason": Phrase(ru="Почему", en="Why"),
    "sent": Phrase(ru="отправлено", en="sent"),
    "drafted": Phrase(ru="в папке", en="in the folder"),
    "held": Phrase(ru="отложено", en="on hold"),
    "failed": Phrase(ru="не отправлено", en="not sent"),
    "unknown": Phrase(ru="неясно", en="unclear"),
    "skipped": Phrase(ru="пропущено", en="skipped"),
    "already": Phrase(ru="было раньше", en="done before"),
    "left": Phrase(ru="осталось на следующий запуск", en="left for the next run"),
    "nothing_due": Phrase(ru="писем к отправке нет", en="no letter is due"),
    "not_closed": Phrase(
        ru="{month} не закрыт: когда все данные внесены, впишите {period}"
        " в строку month_closed вкладки «{tab}»",
        en="{month} is not closed: once all its data are in, enter {period}"
        " beside month_closed in the tab {tab!r}",
    ),
    "not_yet_mail": Phrase(
        ru="прежде чем слать людям: {lacks}", en="before these go to people: {lacks}"
    ),
    "stopped": Phrase(ru="Рассылка остановлена", en="The mailing stopped"),
    "dry_run": Phrase(
        ru="пробный запуск, изменились бы: {tabs}", en="dry run: would change {tabs}"
    ),
    "previews": Phrase(ru="письма на просмотр: {folder}", en="letters to look at: {folder}"),
    "other_day": Phrase(
        ru="ничего не записано и не отправлено: {day} — не сегодня; с --publish будет записано",
        en="nothing was published or mailed: {day} is not today; --publish does it all the same",
    ),
    "to": Phrase(ru="Кому", en="To"),
    "subject": Phrase(ru="Тема", en="Subject"),
}


def word(key: str, lang: Lang, **values: object) -> str:
    """A text of the terminal."""
    return WORDS[key].said(lang, **values)


def amount(minor: int, lang: Lang) -> str:
    """Minor units as people of the language type an amount.

    >>> amount(123456, "en")
    '1,234.56'
    """
    return typed(bare_money(minor, lang))


def figure(value: object, lang: Lang, places: int = 1) -> str:
    """A number with so many decimal places, half up as everywhere; "" when it is missing.

    >>> figure(62.25, "en"), figure(62.25, "ru"), figure(None, "en")
    ('62.3', '62,3', '')
    """
    if not isinstance(value, int | float) or math.isnan(value):
        return ""
    return typed(number(value, lang, places))


def texts(values: Sequence[object]) -> tuple[str, ...]:
    """Cells of a terminal table; what is missing is blank."""
    return tuple("" if value is None or value != value else str(value) for value in values)  # noqa: PLR0124  # NaN
