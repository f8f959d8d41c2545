"""What to do about a partner, as sentences."""

from datetime import date
from types import MappingProxyType

from sheetsync.language import Lang, Phrase
from sheetsync.language.days import line_day
from sheetsync.language.marks import numbered
from sheetsync.language.marks import quoted as said_by_others
from sheetsync.rules.attention.papers import PAPERS

_SENTENCES = MappingProxyType(
    {
        "neglected": Phrase(
            ru="Позвоните или напишите: последний контакт {day}, нужен раз в {count}.",
            en="Call or write: the last contact was on {day}, one is due every {count}.",
        ),
        "never_touched": Phrase(
            ru="Позвоните или напишите: контактов ещё не было, нужен раз в {count}.",
            en="Call or write: there was no contact yet, one is due every {count}.",
        ),
        "promise": Phrase(
            ru="Свяжитесь, как обещали: контакт назначен на {day}.",
            en="Get in touch as promised: it was set for {day}.",
        ),
        "complaint": Phrase(
            ru="Закройте жалобу от {day}{note}.", en="Settle the complaint of {day}{note}."
        ),
        "question": Phrase(
            ru="Ответьте на вопрос от {day}{note}.", en="Answer the question of {day}{note}."
        ),
        "silent": Phrase(
            ru="Узнайте, что случилось: последняя работа {day}.",
            en="Find out what happened: the last job was on {day}.",
        ),
        "no_jobs": Phrase(
            ru="Узнайте, что случилось: работ ещё не было.",
            en="Find out what happened: there was no job yet.",
        ),
        "tier_drop": Phrase(
            ru="Обсудите с партнёром: за {month} уровень снизился с {before} до {after}.",
            en="Talk it over: in {month} the tier fell from {before} to {after}.",
        ),
        "expiring": Phrase(
            ru="Продлите {paper}: действует до {day}.", en="Renew {paper}: valid until {day}."
        ),
        "expired": Phrase(
            ru="Продлите или закройте {paper}: срок истёк {day}.",
            en="Renew or close {paper}: it ended on {day}.",
        ),
        "unsigned": Phrase(
            ru="Получите {signed}: отправили {day}.",
            en="Get {paper} signed: it was sent on {day}.",
        ),
        "review_due": Phrase(
            ru="Отдайте юристу на проверку {paper}: пора с {day}.",
            en="Have a lawyer review {paper}: due since {day}.",
        ),
        "no_contract": Phrase(
            ru="Заключите договор с {entity}: работы идут без действующего договора.",
            en="Sign a contract with {entity}: jobs go on without one in force.",
        ),
        "incomplete_contract": Phrase(
            ru="Приложите подписанный договор с {entity}: он отмечен действующим"
            " без даты или файла.",
            en="Attach the signed contract with {entity}: it is marked active"
            " without date or file.",
        ),
        "packs": Phrase(ru="Запросите: {documents}.", en="Ask for: {documents}."),
        "inbox": Phrase(
            ru="Решите по заявкам {numbers}: ждут с {day}. Они во вкладке «Входящие».",
            en="Decide on {numbers}: waiting since {day}. They stand in the tab Inbox.",
        ),
        "inbox_desk": Phrase(
            ru="Откройте {desk} и решите по заявкам {numbers}: ждут с {day}.",
            en="Open {desk} and decide on {numbers}: waiting since {day}.",
        ),
        "mail_failed": Phrase(
            ru="Проверьте адрес и отправьте снова: письмо за {period} не дошло{note}.",
            en="Check the address and send again: the letter for {period} did not arrive{note}.",
        ),
    }
)
_MORE = Phrase(ru="Ещё таких: {count}.", en="{count} more like this.")


def sentence(name: str, lang: Lang, /, **facts: str) -> str:
    """A sentence with its facts.

    >>> sentence("promise", "en", day="1 April 2026")
    'Get in touch as promised: it was set for 1 April 2026.'
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


def paper_names(kind: str, number: str, legal_name: str, lang: Lang) -> dict[str, str]:
    """An agreement as people call it, as what is to be done: as it is, and signed.

    >>> named = paper_names("licence", "14/24", "ООО «Север»", "ru")
    >>> named["paper"].replace(chr(160), "_"), named["signed"].replace(chr(160), "_")
    ('лицензию №_14/24 (ООО «Север»)', 'подписанную лицензию №_14/24 (ООО «Север»)')
    """
    which = numbered(number, lang) + (f" ({legal_name})" if legal_name else "")
    return {
        name: f"{phrase.said(lang)} {which}"
        for name, phrase in zip(("paper", "signed"), PAPERS[kind], strict=True)
    }
