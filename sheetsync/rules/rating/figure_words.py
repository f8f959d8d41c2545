"""Figures and nouns of a rating as people of a language write them."""

import math
from functools import lru_cache
from types import MappingProxyType

from sheetsync.language import Lang, Phrase, language
from sheetsync.language.money import NBSP, symbol, whole_money
from sheetsync.language.numbers import number, percent, shortest, signed_percent
from sheetsync.language.plurals import INVOICE, PACK, SCORE, Noun, WorkNoun
from sheetsync.tables.catalogue.rating import KPI, SHARES
from sheetsync.tables.schema import codes

#: So many digits finer a value may be told where two would read alike.
_FINER = 4
_NOUN_OF = MappingProxyType({"feedback": SCORE, "documents": PACK, "payment": INVOICE})
_LABELS = MappingProxyType({choice.code: choice for choice in KPI})
#: Shares whose label alone would not say what the share is of.
_IN_TIME = codes(one for one in KPI if one.in_time)
_SHARE_IN_TIME = Phrase(ru="{share} в срок", en="{share}")
#: A fact with what it is of, where the KPI's name before the figure would not read.
_FACTS = MappingProxyType(
    {
        "on_time": Phrase(ru="в срок {figure}", en="on time {figure}"),
        "documents": Phrase(ru="документы в срок {figure}", en="documents in time {figure}"),
        "payment": Phrase(
            ru="наши счета оплачены в срок {figure}", en="our invoices paid in time {figure}"
        ),
    }
)
_FACT = Phrase(ru="{kpi} {figure}", en="{kpi} {figure}")
#: What must not be less, or not more, than a value.
_SUBJECTS = MappingProxyType(
    {
        "on_time": Phrase(ru="{jobs} в срок", en="{jobs} on time"),
        "defect": Phrase(ru="брака", en="defects"),
        "cancel": Phrase(ru="отмен", en="cancellations"),
        "feedback": Phrase(ru="оценка", en="feedback score"),
        "attention": Phrase(ru="ответов вовремя", en="answered in time"),
        "documents": Phrase(ru="документов в срок", en="documents in time"),
        "payment": Phrase(ru="наших счетов оплачено в срок", en="our invoices paid in time"),
    }
)
_A_MONTH = Phrase(ru="{amount} в месяц", en="{amount} a month")


def kpi_label(kpi: str, lang: Lang) -> str:
    """What people call the KPI.

    >>> kpi_label("defect", "ru"), kpi_label("defect", "en")
    ('брак', 'defects')
    """
    return _LABELS[kpi].label(lang)


def kpi_subject(kpi: str, jobs: WorkNoun, lang: Lang) -> str:
    """What a value is asked of, as the subject of "at least" and "at most".

    >>> from sheetsync.language.plurals import JOB
    >>> kpi_subject("defect", JOB, "ru"), kpi_subject("on_time", JOB, "ru")
    ('брака', 'работ в срок')
    >>> kpi_subject("volume", JOB, "ru"), kpi_subject("payment", JOB, "en")
    ('объём', 'our invoices paid in time')
    """
    phrase = _SUBJECTS.get(kpi)
    return phrase.said(lang, jobs=jobs.none(lang)) if phrase else kpi_label(kpi, lang)


def share_text(share: float, lang: Lang) -> str:
    """A share in per cent.

    >>> share_text(0.4235, "ru").replace(NBSP, "_"), share_text(0.4235, "en")
    ('42_%', '42%')
    """
    return percent(share, lang)


def counted(count: int, noun: Noun, lang: Lang) -> str:
    """So many of them, in the right form.

    >>> from sheetsync.language.plurals import JOB
    >>> counted(1, JOB, "ru"), counted(4, JOB, "ru"), counted(12, PACK, "ru")
    ('1 работа', '4 работы', '12 комплектов')
    """
    return f"{count} {noun.form(count, lang)}"


def records(kpi: str, count: int, jobs: WorkNoun, lang: Lang) -> str:
    """How many facts a KPI stands on: jobs, scores, packs or invoices."""
    return counted(count, _NOUN_OF.get(kpi, jobs), lang)


def figure(kpi: str, value: float, currency: str, lang: Lang) -> str:
    """A KPI's fact as a manager says it.

    >>> figure("on_time", 0.7602, "", "ru").replace(NBSP, "_"), figure("feedback", 4.13, "", "ru")
    ('76_% в срок', '4,1')
    """
    if kpi in SHARES:
        share = share_text(value, lang)
        return _SHARE_IN_TIME.said(lang, share=share) if kpi in _IN_TIME else share
    if kpi == "growth":
        return signed_percent(value, lang)
    if kpi == "volume":
        return _A_MONTH.said(lang, amount=whole_money(value, currency, lang))
    return number(value, lang)


def fact(kpi: str, value: float, currency: str, lang: Lang) -> str:
    """A KPI's fact with its name.

    >>> fact("on_time", 0.89, "", "ru").replace(NBSP, "_"), fact("defect", 0.02, "", "en")
    ('в срок 89_%', 'defects 2%')
    """
    phrase = _FACTS.get(kpi)
    if phrase:
        return phrase.said(lang, figure=share_text(value, lang))
    return _FACT.said(lang, kpi=kpi_label(kpi, lang), figure=figure(kpi, value, currency, lang))


@lru_cache(maxsize=10_000)
def target(kpi: str, value: float, currency: str, lang: Lang) -> str:
    """A KPI's target, with no more decimals than it has.

    >>> target("defect", 0.02, "", "ru").replace(NBSP, "_"), target("cancel", 0.0192, "", "en")
    ('2_%', '1.9%')
    """
    return _finely(kpi, value, currency, lang, finer=0)


def needed_and_now(
    kpi: str, values: tuple[float, float], currency: str, lang: Lang, *, at_most: bool
) -> tuple[str, str]:
    """A value that must be reached and the one that is, told so finely that they differ.

    >>> needed_and_now("defect", (0.1925, 0.3234), "RUB", "en", at_most=True)
    ('19.2%', '32.3%')
    >>> needed_and_now("defect", (0.1921, 0.1924), "RUB", "en", at_most=True)
    ('19.21%', '19.24%')
    """
    wanted, now = values
    told = ("", "")
    for finer in range(_FINER):
        told = (
            needed(kpi, wanted, currency, lang, at_most=at_most, finer=finer),
            _finely(kpi, now, currency, lang, finer=finer),
        )
        if told[0] != told[1]:
            break
    return told


def needed(  # noqa: PLR0913  # a value and how it is told
    kpi: str, value: float, currency: str, lang: Lang, *, at_most: bool, finer: int = 0
) -> str:
    """A value that must be reached, rounded to the safe side; so many digits finer than usual.

    >>> needed("defect", 0.1925, "RUB", "ru", at_most=True).replace(NBSP, "_")
    '19,2_%'
    >>> needed("on_time", 0.9211, "RUB", "en", at_most=False)
    '92.2%'
    """
    factor = _scale(kpi) * 10 ** (_digits(kpi) + finer)
    steps = round(value * factor, 6)
    safe = (math.floor(steps) if at_most else math.ceil(steps)) / factor
    return _finely(kpi, safe, currency, lang, finer=finer)


def _finely(kpi: str, value: float, currency: str, lang: Lang, *, finer: int) -> str:
    text = shortest(value * _scale(kpi), lang, _digits(kpi) + finer)
    return _bound(kpi, text, value, currency, lang)


def _scale(kpi: str) -> int:
    return 100 if kpi in SHARES or kpi == "growth" else 1


def _digits(kpi: str) -> int:
    return {"volume": 0, "feedback": 2}.get(kpi, 1)


def _bound(kpi: str, text: str, value: float, currency: str, lang: Lang) -> str:
    if kpi == "volume":
        return f"{text}{NBSP}{symbol(currency, lang)}"
    if kpi == "feedback":
        return text
    sign = "+" if kpi == "growth" and value > 0 else ""
    return sign + text + language(lang).percent_sign
