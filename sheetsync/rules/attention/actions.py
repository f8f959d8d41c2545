"""What to do about a partner, as sentences in Russian and English."""

from datetime import date
from types import MappingProxyType

from babel.dates import format_date

from sheetsync.dates import first_day
from sheetsync.language import Lang
from sheetsync.tables.catalogue.documents import AGREEMENT_KIND

_SENTENCES = MappingProxyType(
    {
        "neglected": (
            "Позвонить или написать: последнее касание {day}, нужно раз в {count} дн.",
            "Call or write: the last touch was on {day}, one is due every {count} days.",
        ),
        "never_touched": (
            "Позвонить или написать: касаний ещё не было, нужно раз в {count} дн.",
            "Call or write: there was no touch yet, one is due every {count} days.",
        ),
        "promise": (
            "Связаться, как обещали: касание назначено на {day}.",
            "Get in touch as promised: a touch was set for {day}.",
        ),
        "complaint": ("Закрыть жалобу от {day}{note}.", "Settle the complaint of {day}{note}."),
        "question": (
            "Ответить на вопрос от {day}{note}.",
            "Answer the question of {day}{note}.",
        ),
        "silent": (
            "Узнать, что случилось: последняя работа {day}.",
            "Find out what happened: the last job was on {day}.",
        ),
        "no_jobs": (
            "Узнать, что случилось: работ ещё не было.",
            "Find out what happened: there was no job yet.",
        ),
        "tier_drop": (
            "Обсудить с партнёром: за {month} уровень {before} → {after}.",
            "Talk it over: in {month} the tier went {before} → {after}.",
        ),
        "expiring": (
            "Продлить {paper}: действует до {day}.",
            "Renew {paper}: valid until {day}.",
        ),
        "expired": (
            "Продлить или закрыть {paper}: срок истёк {day}.",
            "Renew or close {paper}: it ended on {day}.",
        ),
        "unsigned": (
            "Добиться подписи: {paper}, отправлено {day}.",
            "Get the signature: {paper}, sent on {day}.",
        ),
        "review_due": (
            "Отдать юристу на проверку {paper}: пора с {day}.",
            "Have a lawyer review {paper}: due since {day}.",
        ),
        "no_contract": (
            "Заключить договор с {entity}: работы идут без действующего договора.",
            "Sign a contract with {entity}: jobs go on without one in force.",
        ),
        "incomplete_contract": (
            "Приложить подписанный договор с {entity}: он отмечен действующим без даты или файла.",
            "Attach the signed contract with {entity}: it is marked active without date or file.",
        ),
        "packs": ("Запросить: {documents}.", "Ask for: {documents}."),
        "mail_failed": (
            "Проверить адрес и отправить снова: письмо за {period} не дошло{note}.",
            "Check the address and send again: the letter for {period} did not arrive{note}.",
        ),
    }
)
_MORE = ("Ещё таких: {count}.", "{count} more like this.")


def sentence(name: str, lang: Lang, /, **facts: str) -> str:
    """A sentence with its facts.

    >>> sentence("promise", "en", day="1 April 2026")
    'Get in touch as promised: a touch was set for 1 April 2026.'
    """
    return _SENTENCES[name][_place(lang)].format(**facts)


def with_more(text: str, others: int, lang: Lang) -> str:
    """The sentence of the oldest case, and how many more there are."""
    return f"{text} {_MORE[_place(lang)].format(count=others)}" if others else text


def day_text(day: date | None, lang: Lang) -> str:
    """A day as people write it in a table; "—" when it is not known.

    >>> day_text(date(2026, 4, 1), "ru"), day_text(date(2026, 4, 1), "en")
    ('01.04.2026', '1 April 2026')
    """
    if day is None:
        return "—"
    return format_date(day, "dd.MM.y" if lang == "ru" else "d MMMM y", locale=lang)


def month_name(month: str, lang: Lang) -> str:
    """A month by its name.

    >>> month_name("2026-03", "ru")
    'март 2026'
    """
    return format_date(first_day(month), "LLLL y", locale=lang)


def quoted(note: str, lang: Lang) -> str:
    """What a person noted, set off from our words; nothing when it is blank.

    >>> quoted("брак", "ru"), quoted("", "ru")
    (': «брак»', '')
    """
    if not note:
        return ""
    return f": «{note}»" if lang == "ru" else f": “{note}”"


def paper_name(kind: str, number: str, legal_name: str, lang: Lang) -> str:
    """An agreement as people call it.

    >>> paper_name("contract", "14/24", "ООО «Север»", "ru")
    'договор № 14/24 (ООО «Север»)'
    """
    label = next(choice.label(lang) for choice in AGREEMENT_KIND if choice.code == kind)
    sign = "№" if lang == "ru" else "no."
    return f"{label} {sign} {number} ({legal_name})" if legal_name else f"{label} {sign} {number}"


def _place(lang: Lang) -> int:
    return 0 if lang == "ru" else 1
