"""The words of the terminal, in both languages, and figures as people read them."""

import math
from collections.abc import Sequence
from decimal import Decimal

from babel.numbers import format_decimal

from sheetsync.language import Lang
from sheetsync.language.numbers import rounded

_LOCALES = {"ru": "ru_RU", "en": "en_US"}

WORDS: dict[str, tuple[str, str]] = {
    "clean": ("The workbook is clean: nothing is wrong.", "Книга в порядке: замечаний нет."),
    "found": ("{errors} errors, {warnings} warnings", "ошибок: {errors}, замечаний: {warnings}"),
    "nothing_yet": (
        "Nothing in it yet: start with the tab {tab!r}",
        "В книге пока ничего нет: начните с вкладки «{tab}»",
    ),
    "cell": ("Cell", "Ячейка"),
    "message": ("What is wrong", "Что не так"),
    "cure": ("What to do", "Что сделать"),
    "more": (
        "… and {count} more: the tab {tab!r}, or --json",
        "… и ещё {count}: вкладка «{tab}» или --json",
    ),
    "left_out": (
        "left out: {count} of {rows} rows of the tab {title!r}, the first is {title}!{cell}",
        "не учтено строк: {count} из {rows} во вкладке «{title}», первая — {title}!{cell}",
    ),
    "untouched": (
        "{title}!A1: the tab is not ours and was not written: rename it, or set tabs: {code}: …",
        "{title}!A1: во вкладке чужая таблица, не записано: переименуйте или tabs: {code}: …",
    ),
    "strongest": ("Strongest", "Сильные"),
    "drag_down": ("Dragging down", "Тянут вниз"),
    "partner": ("Partner", "Партнёр"),
    "group": ("Group", "Группа"),
    "score": ("Score", "Балл"),
    "tier": ("Tier", "Уровень"),
    "why": ("Why", "Почему"),
    "rated": (
        "{period} {state}: {rated} of {all} partners rated",
        "{period}, {state}: оценено партнёров {rated} из {all}",
    ),
    "final": ("final", "окончательный"),
    "preliminary": ("preliminary", "предварительный"),
    "not_rated": ("Groups that are not rated", "Группы без оценки"),
    "ageing": ("Unpaid invoices", "Неоплаченные счета"),
    "receivable": ("Unpaid by partners", "Не оплачено партнёрами"),
    "currency": ("Currency", "Валюта"),
    "bucket": ("Days overdue", "Просрочка, дн."),
    "amount": ("Amount", "Сумма"),
    "count": ("Count", "Число"),
    "worst": ("What waits most", "Что ждёт сильнее всего"),
    "level": ("Level", "Уровень"),
    "number": ("Invoice", "Счёт"),
    "due": ("Due", "Срок"),
    "overdue": (
        "unpaid {unpaid}, overdue {overdue}; packs lacking documents {packs}; alerts {attention}",
        "не оплачено {unpaid}, просрочено {overdue}; без документов {packs}; тревог {attention}",
    ),
    "letters": ("Letters", "Письма"),
    "state": ("State", "Состояние"),
    "reason": ("Why", "Почему"),
    "sent": ("sent", "отправлено"),
    "drafted": ("drafted", "черновиков"),
    "held": ("held", "задержано"),
    "failed": ("failed", "не ушло"),
    "unknown": ("in doubt", "неизвестно"),
    "skipped": ("skipped", "пропущено"),
    "already": ("done before", "было раньше"),
    "left": ("left for the next run", "осталось на следующий запуск"),
    "nothing_due": ("no letter is due", "писем к отправке нет"),
    "not_closed": (
        "the month {period} is not declared complete: set month_closed in the tab {tab!r}",
        "месяц {period} не закрыт: впишите month_closed во вкладке «{tab}»",
    ),
    "not_yet_mail": (
        "before these go to people: {lacks}",
        "прежде чем слать людям: {lacks}",
    ),
    "stopped": ("The mailing stopped", "Рассылка остановлена"),
    "dry_run": ("dry run: would change {tabs}", "пробный запуск, изменились бы: {tabs}"),
    "previews": ("letters to look at: {folder}", "письма на просмотр: {folder}"),
    "other_day": (
        "nothing was published or mailed: {day} is not today; --publish does it all the same",
        "ничего не опубликовано и не отправлено: {day} не сегодня; с --publish будет",
    ),
    "open": ("open", "открыть"),
    "to": ("To", "Кому"),
    "subject": ("Subject", "Тема"),
}


def word(key: str, lang: Lang, **values: object) -> str:
    """A text of the terminal."""
    en, ru = WORDS[key]
    return (ru if lang == "ru" else en).format(**values)


def amount(minor: int, lang: Lang) -> str:
    """Minor units as people of the language write an amount.

    >>> amount(123456, "en")
    '1,234.56'
    """
    return format_decimal(Decimal(minor) / 100, format="#,##0.00", locale=_LOCALES[lang])


def figure(value: object, lang: Lang, places: int = 1) -> str:
    """A number with so many decimal places, half up as everywhere; "" when it is missing.

    >>> figure(62.25, "en"), figure(62.25, "ru"), figure(None, "en")
    ('62.3', '62,3', '')
    """
    if not isinstance(value, int | float) or math.isnan(value):
        return ""
    return format_decimal(
        rounded(value, places), format=f"#,##0.{'0' * places}", locale=_LOCALES[lang]
    )


def texts(values: Sequence[object]) -> tuple[str, ...]:
    """Cells of a terminal table; what is missing is blank."""
    return tuple("" if value is None or value != value else str(value) for value in values)  # noqa: PLR0124  # NaN
