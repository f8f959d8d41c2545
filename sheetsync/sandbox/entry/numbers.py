"""Typed numbers: grouped, percent, money, scientific."""

import math
import re
from decimal import Decimal
from functools import cache

from sheetsync.sandbox.entry.entered import Entered, as_number
from sheetsync.sandbox.formats import Conventions, NumberFormat, conventions_of

#: Signs of money understood in every locale beside the locale's own.
_CURRENCIES = "$€£₽"
#: Where a locale groups with a space, any of these is typed.
_SPACES = "\u0020\u00a0\u202f"


@cache
def _grammar(locale: str) -> re.Pattern[str]:
    conventions = conventions_of(locale)
    grouping = _SPACES if conventions.grouping in _SPACES else conventions.grouping
    decimal = re.escape(conventions.decimal)
    signs = "|".join(re.escape(sign) for sign in sorted({*_CURRENCIES, conventions.currency}))
    return re.compile(
        rf"""
        (?P<open>\()?
        (?P<sign>[-+])?
        (?P<before>{signs})?[{_SPACES}]?
        (?P<inner_sign>-)?
        (?P<whole>\d{{1,3}}(?P<grouped>[{grouping}]\d{{3}}(?:[{grouping}]\d{{3}})*)|\d+|(?={decimal}\d))
        (?:{decimal}(?P<fraction>\d*))?
        (?:[eE](?P<exponent>[-+]?\d+))?
        [{_SPACES}]?
        (?:(?P<after>{signs})|(?P<percent>%))?
        (?P<close>\))?
        """,
        re.VERBOSE,
    )


def parse_number(text: str, conventions: Conventions) -> Entered | None:
    """A number as the locale writes it, None when the text is none.

    Grouping signs count only in whole groups of three; a percent, a currency sign, a grouping
    sign or an exponent sets the number format that shows it as typed.
    """
    match = _grammar(conventions.locale).fullmatch(text)
    if match is None or not _is_sound(match):
        return None
    number = _value(match)
    if number is None:
        return None
    return Entered(number, _format(match, conventions))


def _is_sound(match: re.Match[str]) -> bool:
    signs = [match["sign"], match["inner_sign"], match["open"]]
    return (
        bool(match["open"]) == bool(match["close"])
        and sum(sign is not None for sign in signs) <= 1
        and not (match["before"] and (match["after"] or match["percent"]))
        and not (match["inner_sign"] and not match["before"])
    )


def _value(match: re.Match[str]) -> int | float | None:
    digits = re.sub(r"\D", "", match["whole"]) or "0"
    exact = Decimal(f"{digits}.{match['fraction'] or 0}E{match['exponent'] or 0}")
    if match["percent"]:
        exact = exact.scaleb(-2)
    negative = match["open"] or match["inner_sign"] or match["sign"] == "-"
    number = float(-exact if negative else exact)
    return as_number(number) if math.isfinite(number) else None


def _format(match: re.Match[str], conventions: Conventions) -> NumberFormat | None:
    decimals = ".00" if match["fraction"] else ""
    if match["percent"]:
        whole = "#,##0" if match["grouped"] else "0"
        return {"type": "PERCENT", "pattern": f"{whole}{decimals}%"}
    if currency := match["before"] or match["after"]:
        return {"type": "CURRENCY", "pattern": _money(currency, decimals, conventions)}
    if match["exponent"]:
        return {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if match["grouped"]:
        return {"type": "NUMBER", "pattern": f"#,##0{decimals}"}
    return None


def _money(currency: str, decimals: str, conventions: Conventions) -> str:
    if currency == conventions.currency:
        return conventions.patterns["CURRENCY"].replace(".00", decimals)
    return f"[${currency}]#,##0{decimals}"
