"""Figures and nouns of a rating as people of a language write them.

They stand in cells, which people search and copy, so the spaces before units are plain ones.
"""

import math
from functools import lru_cache
from types import MappingProxyType

from sheetsync.language import Lang, Phrase, language
from sheetsync.language.money import symbol, whole_money
from sheetsync.language.numbers import breaking, number, percent, shortest, signed_percent
from sheetsync.language.plurals import INVOICE, JOB, PACK, SCORE, Noun
from sheetsync.tables.catalogue.rating import KPI, SHARES
from sheetsync.tables.schema import codes

#: So many digits finer a value may be told where two would read alike.
_FINER = 4
_NOUN_OF = MappingProxyType({"feedback": SCORE, "documents": PACK, "payment": INVOICE})
_LABELS = MappingProxyType({choice.code: choice for choice in KPI})
#: Shares whose label alone would not say what the share is of.
_IN_TIME = codes(one for one in KPI if one.in_time)
_SHARE_IN_TIME = Phrase(ru="{share} в срок", en="{share}")
_A_MONTH = Phrase(ru="{amount} в месяц", en="{amount} a month")


def kpi_label(kpi: str, lang: Lang) -> str:
    """What people call the KPI.

    >>> kpi_label("defect", "ru"), kpi_label("defect", "en")
    ('брак', 'defects')
    """
    return _LABELS[kpi].label(lang)


def share_text(share: float, lang: Lang) -> str:
    """A share in per cent.

    >>> share_text(0.4235, "ru"), share_text(0.4235, "en")
    ('42 %', '42%')
    """
    return breaking(percent(share, lang))


def counted(count: int, noun: Noun, lang: Lang) -> str:
    """So many of them, in the right form.

    >>> counted(1, JOB, "ru"), counted(4, JOB, "ru"), counted(12, PACK, "ru")
    ('1 работа', '4 работы', '12 комплектов')
    """
    return f"{count} {noun.form(count, lang)}"


def records(kpi: str, count: int, lang: Lang) -> str:
    """How many facts a KPI stands on: jobs, scores, packs or invoices."""
    return counted(count, _NOUN_OF.get(kpi, JOB), lang)


def figure(kpi: str, value: float, currency: str, lang: Lang) -> str:
    """A KPI's fact as a manager says it.

    >>> figure("on_time", 0.7602, "RUB", "ru"), figure("feedback", 4.13, "RUB", "ru")
    ('76 % в срок', '4,1')
    """
    if kpi in SHARES:
        share = share_text(value, lang)
        return _SHARE_IN_TIME.said(lang, share=share) if kpi in _IN_TIME else share
    if kpi == "growth":
        return breaking(signed_percent(value, lang))
    if kpi == "volume":
        return _A_MONTH.said(lang, amount=breaking(whole_money(value, currency, lang)))
    return number(value, lang)


@lru_cache(maxsize=10_000)
def target(kpi: str, value: float, currency: str, lang: Lang) -> str:
    """A KPI's target, with no more decimals than it has.

    >>> target("defect", 0.02, "RUB", "ru"), target("cancel", 0.0192, "RUB", "ru")
    ('2 %', '1,9 %')
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

    >>> needed("defect", 0.1925, "RUB", "ru", at_most=True)
    '19,2 %'
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
        return f"{text} {symbol(currency, lang)}"
    if kpi == "feedback":
        return text
    sign = "+" if kpi == "growth" and value > 0 else ""
    return sign + text + breaking(language(lang).percent_sign)
