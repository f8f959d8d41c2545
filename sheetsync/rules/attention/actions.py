"""What to do about a partner, as sentences."""

from datetime import date
from types import MappingProxyType

from sheetsync.language import Lang, Phrase
from sheetsync.language.days import line_day
from sheetsync.language.marks import numbered
from sheetsync.language.marks import quoted as said_by_others
from sheetsync.language.numbers import breaking
from sheetsync.tables.catalogue.documents import AGREEMENT_KIND

_SENTENCES = MappingProxyType(
    {
        "neglected": Phrase(
            ru="Позвонить или написать: последнее касание {day}, нужно раз в {count} дн.",
            en="Call or write: the last touch was on {day}, one is due every {count} days.",
        ),
        "never_touched": Phrase(
            ru="Позвонить или написать: касаний ещё не было, нужно раз в {count} дн.",
            en="Call or write: there was no touch yet, one is due every {count} days.",
        ),
        "promise": Phrase(
            ru="Связаться, как обещали: касание назначено на {day}.",
            en="Get in touch as promised: a touch was set for {day}.",
        ),
        "complaint": Phrase(
            ru="Закрыть жалобу от {day}{note}.", en="Settle the complaint of {day}{note}."
        ),
        "question": Phrase(
            ru="Ответить на вопрос от {day}{note}.", en="Answer the question of {day}{note}."
        ),
        "silent": Phrase(
            ru="Узнать, что случилось: последняя работа {day}.",
            en="Find out what happened: the last job was on {day}.",
        ),
        "no_jobs": Phrase(
            ru="Узнать, что случилось: работ ещё не было.",
            en="Find out what happened: there was no job yet.",
        ),
        "tier_drop": Phrase(
            ru="Обсудить с партнёром: за {month} уровень {before} → {after}.",
            en="Talk it over: in {month} the tier went {before} → {after}.",
        ),
        "expiring": Phrase(
            ru="Продлить {paper}: действует до {day}.", en="Renew {paper}: valid until {day}."
        ),
        "expired": Phrase(
            ru="Продлить или закрыть {paper}: срок истёк {day}.",
            en="Renew or close {paper}: it ended on {day}.",
        ),
        "unsigned": Phrase(
            ru="Добиться подписи: {paper}, отправлено {day}.",
            en="Get the signature: {paper}, sent on {day}.",
        ),
        "review_due": Phrase(
            ru="Отдать юристу на проверку {paper}: пора с {day}.",
            en="Have a lawyer review {paper}: due since {day}.",
        ),
        "no_contract": Phrase(
            ru="Заключить договор с {entity}: работы идут без действующего договора.",
            en="Sign a contract with {entity}: jobs go on without one in force.",
        ),
        "incomplete_contract": Phrase(
            ru="Приложить подписанный договор с {entity}: он отмечен действующим"
            " без даты или файла.",
            en="Attach the signed contract with {entity}: it is marked active"
            " without date or file.",
        ),
        "packs": Phrase(ru="Запросить: {documents}.", en="Ask for: {documents}."),
        "mail_failed": Phrase(
            ru="Проверить адрес и отправить снова: письмо за {period} не дошло{note}.",
            en="Check the address and send again: the letter for {period} did not arrive{note}.",
        ),
    }
)
_MORE = Phrase(ru="Ещё таких: {count}.", en="{count} more like this.")


def sentence(name: str, lang: Lang, /, **facts: str) -> str:
    """A sentence with its facts.

    >>> sentence("promise", "en", day="1 April 2026")
    'Get in touch as promised: a touch was set for 1 April 2026.'
    """
    return _SENTENCES[name].said(lang, **facts)


def with_more(text: str, others: int, lang: Lang) -> str:
    """The sentence of the oldest case, and how many more there are."""
    return f"{text} {_MORE.said(lang, count=others)}" if others else text


def day_text(day: date | None, lang: Lang) -> str:
    """A day as people write it in a table; "—" when it is not known.

    >>> day_text(date(2026, 4, 1), "ru"), day_text(date(2026, 4, 1), "en")
    ('01.04.2026', '1 April 2026')
    """
    return "—" if day is None else line_day(day, lang)


def quoted(note: str, lang: Lang) -> str:
    """What a person noted, set off from our words; nothing when it is blank.

    >>> quoted("брак", "ru"), quoted("", "ru")
    (': «брак»', '')
    """
    return f": {said_by_others(note, lang)}" if note else ""


def paper_name(kind: str, number: str, legal_name: str, lang: Lang) -> str:
    """An agreement as people call it.

    >>> paper_name("contract", "14/24", "ООО «Север»", "ru")
    'договор № 14/24 (ООО «Север»)'
    """
    label = next(choice.label(lang) for choice in AGREEMENT_KIND if choice.code == kind)
    name = f"{label} {breaking(numbered(number, lang))}"
    return f"{name} ({legal_name})" if legal_name else name
