"""Figures and nouns of a rating as people of a language write them.

Ratings are worded ten thousand at a time, so numbers are formatted here and not by Babel.
"""

import math
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.numbers import get_currency_symbol

from sheetsync.language import Lang
from sheetsync.language.numbers import rounded
from sheetsync.tables.catalogue.rating import KPI, SHARES
from sheetsync.tables.schema import codes

_NBSP = "\u00a0"
_MINUS = "\u2212"
#: Closer than this, two numbers are shown alike.
_SAME = 1e-9
#: So many digits finer a value may be told where two would read alike.
_FINER = 4
Noun = Literal["job", "score", "pack", "invoice"]
_NOUN_OF: dict[str, Noun] = {"feedback": "score", "documents": "pack", "payment": "invoice"}
_NOUNS: dict[Noun, dict[Lang, dict[str, str]]] = {
    "job": {
        "ru": {"one": "работа", "few": "работы", "many": "работ"},
        "en": {"one": "job", "other": "jobs"},
    },
    "score": {
        "ru": {"one": "отзыв", "few": "отзыва", "many": "отзывов"},
        "en": {"one": "score", "other": "scores"},
    },
    "pack": {
        "ru": {"one": "комплект", "few": "комплекта", "many": "комплектов"},
        "en": {"one": "pack", "other": "packs"},
    },
    "invoice": {
        "ru": {"one": "счёт", "few": "счёта", "many": "счетов"},
        "en": {"one": "invoice", "other": "invoices"},
    },
}
_LABELS: dict[Lang, dict[str, str]] = {
    "ru": {choice.code: choice.ru for choice in KPI},
    "en": {choice.code: choice.en for choice in KPI},
}
#: Shares whose label alone would not say what the share is of.
_IN_TIME = codes(one for one in KPI if one.in_time)


def kpi_label(kpi: str, lang: Lang) -> str:
    """What people call the KPI.

    >>> kpi_label("defect", "ru"), kpi_label("defect", "en")
    ('брак', 'defects')
    """
    return _LABELS[lang][kpi]


def number(value: float, lang: Lang, digits: int = 1) -> str:
    """A number with so many decimals and a true minus.

    >>> number(46.8, "ru"), number(-4.4, "en"), number(101123.5, "en", 0)
    ('46,8', '−4.4', '101,124')
    """
    text = f"{rounded(value, digits):,.{digits}f}".replace("-", _MINUS)
    if lang == "ru":
        text = text.replace(",", _NBSP).replace(".", ",")
    return text


def shortest(value: float, lang: Lang, digits: int = 2) -> str:
    """A number with no more decimals than it needs, at most so many.

    >>> shortest(4.8, "ru"), shortest(95.0, "ru"), shortest(98.5, "en")
    ('4,8', '95', '98.5')
    """
    needed = next(
        (count for count in range(digits) if abs(value - float(rounded(value, count))) < _SAME),
        digits,
    )
    return number(value, lang, needed)


def percent(share: float, lang: Lang, digits: int = 0) -> str:
    """A share in per cent.

    >>> percent(0.4235, "ru"), percent(0.4235, "en"), percent(0.1925, "ru", 1)
    ('42 %', '42%', '19,3 %')
    """
    return number(100 * share, lang, digits) + (" %" if lang == "ru" else "%")


def money(amount: float, currency: str, lang: Lang) -> str:
    """A whole amount with its currency.

    >>> money(101123.49, "RUB", "ru").replace(_NBSP, "_"), money(101123.49, "RUB", "en")
    ('101_123 ₽', '101,123 RUB')
    """
    return f"{number(amount, lang, 0)} {_symbol(currency, lang)}"


def _symbol(currency: str, lang: Lang) -> str:
    return get_currency_symbol(currency, "ru") if lang == "ru" else currency


def counted(count: int, noun: Noun, lang: Lang) -> str:
    """So many of them, in the right form.

    >>> counted(1, "job", "ru"), counted(4, "job", "ru"), counted(12, "pack", "ru")
    ('1 работа', '4 работы', '12 комплектов')
    """
    return f"{count} {_NOUNS[noun][lang][_plural_form(count, lang)]}"


@lru_cache(maxsize=10_000)
def _plural_form(count: int, lang: Lang) -> str:
    return Locale.parse(lang).plural_form(count)


def records(kpi: str, count: int, lang: Lang) -> str:
    """How many facts a KPI stands on: jobs, scores, packs or invoices."""
    return counted(count, _NOUN_OF.get(kpi, "job"), lang)


def signed_percent(ratio: float, lang: Lang, digits: int = 0) -> str:
    """A change in per cent, with its sign.

    >>> signed_percent(0.17, "ru"), signed_percent(-0.5, "en")
    ('+17 %', '−50%')
    """
    return ("+" if ratio > 0 else "") + percent(ratio, lang, digits)


def figure(kpi: str, value: float, currency: str, lang: Lang) -> str:
    """A KPI's fact as a manager says it.

    >>> figure("on_time", 0.7602, "RUB", "ru"), figure("feedback", 4.13, "RUB", "ru")
    ('76 % в срок', '4,1')
    """
    if kpi in SHARES:
        in_time = " в срок" if lang == "ru" and kpi in _IN_TIME else ""
        return percent(value, lang) + in_time
    if kpi == "growth":
        return signed_percent(value, lang)
    if kpi == "volume":
        a_month = " в месяц" if lang == "ru" else " a month"
        return money(value, currency, lang) + a_month
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
        return f"{text} {_symbol(currency, lang)}"
    if kpi == "feedback":
        return text
    sign = "+" if kpi == "growth" and value > 0 else ""
    return f"{sign}{text} %" if lang == "ru" else f"{sign}{text}%"
