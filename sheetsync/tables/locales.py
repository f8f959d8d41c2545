"""How numbers and days are written in a spreadsheet's locale."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import get_date_format
from babel.numbers import get_decimal_symbol, get_group_symbol


@dataclass(frozen=True, slots=True)
class Conventions:
    """What a locale decides.

    Attributes:
        decimal: the decimal sign; "" when the locale is not known.
        grouping: the sign between thousands, any space as " "; "" when not known.
        slashes: order of days written with slashes: day first, month first, or undecided.
        dots: the same for days written with dots.
        has_half_days: whether clocks of twelve hours are read (2:30 PM).
        truths: how a ticked and an unticked box are shown.
    """

    decimal: str = ""
    grouping: str = ""
    slashes: Literal["day", "month", ""] = ""
    dots: Literal["day", ""] = ""
    has_half_days: bool = False
    truths: tuple[str, str] = ("TRUE", "FALSE")


UNKNOWN = Conventions()
#: Where people write 2:30 PM, whatever their clocks on the wall show.
_HALF_DAYS = frozenset({"en"})
#: Google shows them in words of the spreadsheet's locale, whatever language we speak in it.
_TRUTHS = {
    "de": ("WAHR", "FALSCH"),
    "es": ("VERDADERO", "FALSO"),
    "fr": ("VRAI", "FAUX"),
    "it": ("VERO", "FALSO"),
    "nl": ("WAAR", "ONWAAR"),
    "pl": ("PRAWDA", "FAŁSZ"),
    "pt": ("VERDADEIRO", "FALSO"),
    "ru": ("ИСТИНА", "ЛОЖЬ"),
}


@lru_cache(maxsize=64)
def conventions(locale: str | None) -> Conventions:
    """The conventions of a locale such as ``ru_RU``; those of an unknown one decide nothing.

    >>> conventions("ru_RU").decimal, conventions("en_US").slashes
    (',', 'month')
    >>> conventions("de_DE").truths
    ('WAHR', 'FALSCH')
    """
    try:
        known = Locale.parse(locale or "")
    except (UnknownLocaleError, ValueError):
        return UNKNOWN
    grouping = get_group_symbol(known)
    pattern = str(get_date_format("short", known).pattern).lower()
    return Conventions(
        decimal=get_decimal_symbol(known),
        grouping=" " if grouping.isspace() else grouping,
        slashes=_first_part(pattern) if "/" in pattern else "",
        dots="day" if "." in pattern and pattern.startswith("d") else "",
        has_half_days=known.language in _HALF_DAYS,
        truths=_TRUTHS.get(known.language, UNKNOWN.truths),
    )


def _first_part(pattern: str) -> Literal["day", "month", ""]:
    if pattern.startswith("d"):
        return "day"
    return "month" if pattern.startswith("m") else ""
