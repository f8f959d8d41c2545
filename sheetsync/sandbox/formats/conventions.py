"""How a locale writes numbers, dates, money and truth; Babel (CLDR) knows most of it."""

import re
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_symbol, get_territory_currencies

_DEFAULT = "en_US"

#: What TRUE and FALSE are called; other languages use the English words.
_TRUTH = {
    "de": ("WAHR", "FALSCH"),
    "es": ("VERDADERO", "FALSO"),
    "fr": ("VRAI", "FAUX"),
    "it": ("VERO", "FALSO"),
    "nl": ("WAAR", "ONWAAR"),
    "pl": ("PRAWDA", "FAŁSZ"),
    "pt": ("VERDADEIRO", "FALSO"),
    "ru": ("ИСТИНА", "ЛОЖЬ"),
}


@dataclass(frozen=True, slots=True)
class MonthNames:
    """Twelve names: full and short, beside a day (``1 января``) and alone (``январь``)."""

    full: tuple[str, ...]
    short: tuple[str, ...]
    full_alone: tuple[str, ...]
    short_alone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conventions:
    """One locale's way to write.

    Attributes:
        locale: Google's name of it, such as ``ru_RU``.
        decimal, grouping: the signs of a number, one character each.
        months: names of the months.
        weekdays: full names, Monday first.
        weekdays_short: short names, Monday first.
        halves: AM and PM.
        truth: what TRUE and FALSE are called.
        day_order: order of day, month and year in a date of digits: ``dmy``, ``mdy``, ``ymd``.
        date_separators: signs that may stand between the parts of such a date.
        currency: the sign of the locale's own currency.
        patterns: the default pattern of each number format type.
    """

    locale: str
    decimal: str
    grouping: str
    months: MonthNames
    weekdays: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    halves: tuple[str, str]
    truth: tuple[str, str]
    day_order: str
    date_separators: str
    currency: str
    patterns: dict[str, str]


@cache
def conventions_of(locale: str) -> Conventions:
    """The conventions of a locale as Google names it; an unknown one writes as en_US."""
    try:
        cldr = Locale.parse(locale)
    except (ValueError, UnknownLocaleError):
        return conventions_of(_DEFAULT)
    symbols = cldr.number_symbols["latn"]
    date_pattern = _long_years(cldr.date_formats["short"].pattern)
    money, currency = _money_pattern(cldr)
    return Conventions(
        locale=locale,
        decimal=symbols["decimal"],
        grouping=symbols["group"],
        months=MonthNames(
            full=_names(cldr.months["format"]["wide"], range(1, 13)),
            short=_names(cldr.months["format"]["abbreviated"], range(1, 13)),
            full_alone=_names(cldr.months["stand-alone"]["wide"], range(1, 13)),
            short_alone=_names(cldr.months["stand-alone"]["abbreviated"], range(1, 13)),
        ),
        weekdays=_names(cldr.days["format"]["wide"], range(7)),
        weekdays_short=_names(cldr.days["format"]["abbreviated"], range(7)),
        halves=("AM", "PM"),
        truth=_TRUTH.get(cldr.language, ("TRUE", "FALSE")),
        day_order="".join(dict.fromkeys(re.findall("[ymd]", date_pattern.lower()))),
        date_separators="".join({"-", "/", *re.findall(r"[./-]", date_pattern)}),
        currency=currency,
        patterns=_default_patterns(date_pattern, _time_pattern(cldr), money),
    )


def _names(cldr: dict[int, str], order: range) -> tuple[str, ...]:
    return tuple(cldr[number] for number in order)


def _long_years(pattern: str) -> str:
    """Google writes four digits of a year where CLDR's short form writes two.

    >>> _long_years("M/d/yy"), _long_years("dd.MM.y")
    ('M/d/yyyy', 'dd.MM.yyyy')
    """
    return re.sub("y+", "yyyy", re.sub(r"[^ymd./ -]", "", pattern, flags=re.IGNORECASE))


def _time_pattern(cldr: Locale) -> str:
    pattern = cldr.time_formats["medium"].pattern
    return "h:mm:ss am/pm" if "a" in pattern else "H:mm:ss"


def _money_pattern(cldr: Locale) -> tuple[str, str]:
    """The default pattern of money and its sign, in CLDR's place before or after."""
    codes = get_territory_currencies(cldr.territory) if cldr.territory else []
    sign = get_currency_symbol(codes[0], locale=cldr) if codes else "$"
    standard = cldr.currency_formats["standard"].pattern
    if standard.lstrip("\u200f").startswith("¤"):
        return f'"{sign}"#,##0.00', sign
    return f"#,##0.00[$\u00a0{sign}]", sign


def _default_patterns(date: str, time: str, money: str) -> dict[str, str]:
    return {
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "SCIENTIFIC": "0.00E+00",
        "CURRENCY": money,
        "DATE": date,
        "TIME": time,
        "DATE_TIME": f"{date} {time.removesuffix(' am/pm').replace('h', 'H')}",
        "TEXT": "@",
    }
