"""Typed days: digits in the locale's order, the year first, or a month's name."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from sheetsync.sandbox.formats import Conventions, conventions_of

#: Two-digit years below this belong to the 2000s (unverified for Google; Excel's rule).
_PIVOT = 30
_CENTURY = 100
_LONG_YEAR = 4

_DIGITS = re.compile(r"(\d{1,4})([./-])(\d{1,4})(?:\2(\d{1,4}))?")
_PIECE = re.compile(r"\d+|[^\W\d_]+\.?|[\s,/-]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class TypedDay:
    """A day and the pattern that shows it as it was typed."""

    day: date
    pattern: str


def parse_day(text: str, conventions: Conventions, today: date) -> TypedDay | None:
    """A day as the locale writes it, None when the text is none; a missing year is today's."""
    match = _DIGITS.fullmatch(text)
    if match:
        return _of_digits(match, conventions, today)
    return _with_month_name(text, conventions, today)


def _of_digits(match: re.Match[str], conventions: Conventions, today: date) -> TypedDay | None:
    separator = match[2]
    if separator not in conventions.date_separators:
        return None
    parts = [part for part in (match[1], match[3], match[4]) if part]
    order = _order(parts, conventions.day_order)
    if order is None:
        return None
    pattern = separator.join(_token(unit, part) for unit, part in zip(order, parts, strict=True))
    return _day(dict(zip(order, parts, strict=True)), pattern, today)


def _order(parts: list[str], day_order: str) -> str | None:
    """Which of day, month and year each part is.

    >>> _order(["2026", "03"], "dmy"), _order(["5", "2026"], "mdy"), _order(["1", "2"], "mdy")
    ('ym', 'my', 'md')
    """
    if len(parts[0]) == _LONG_YEAR:
        return "ymd"[: len(parts)]
    if len(parts) == len("my"):
        return "my" if len(parts[1]) == _LONG_YEAR else day_order.replace("y", "")
    return day_order


def _token(unit: str, part: str) -> str:
    if unit == "y":
        return "yyyy" if len(part) == _LONG_YEAR else "yy"
    return unit * len(part)


def _day(units: dict[str, str], pattern: str, today: date) -> TypedDay | None:
    year = _year(units["y"]) if "y" in units else today.year
    two_digits = all(len(units.get(unit, "1")) <= len("dd") for unit in "md")
    if year is None or not two_digits:
        return None
    try:
        return TypedDay(date(year, int(units["m"]), int(units.get("d", 1))), pattern)
    except ValueError:
        return None


def _year(digits: str) -> int | None:
    if len(digits) == _LONG_YEAR:
        return int(digits)
    if len(digits) != len("yy"):
        return None
    short = int(digits)
    return short + (2000 if short < _PIVOT else 2000 - _CENTURY)


@cache
def _months(locale: str) -> dict[str, tuple[int, str]]:
    """Every name of a month in the locale and in English, with its number and token."""
    names: dict[str, tuple[int, str]] = {}
    for months in (conventions_of(locale).months, conventions_of("en_US").months):
        for token, twelve in (
            ("mmm", months.short),
            ("mmm", months.short_alone),
            ("mmmm", months.full),
            ("mmmm", months.full_alone),
        ):
            for number, name in enumerate(twelve, start=1):
                names.setdefault(name.lower().rstrip("."), (number, token))
    return names


@cache
def _weekdays(locale: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for conventions in (conventions_of(locale), conventions_of("en_US")):
        names |= dict.fromkeys((name.lower() for name in conventions.weekdays), "dddd")
        names |= dict.fromkeys((name.lower() for name in conventions.weekdays_short), "ddd")
    return names


#: Words that may follow a year: Russian "года", short "г.".
_YEAR_WORDS = {"г", "года"}


def _with_month_name(text: str, conventions: Conventions, today: date) -> TypedDay | None:
    """``5 января 2026``, ``Jan 5, 2026``, ``5-Jan``, ``январь 2026``, ``Mon, Jan 5, 2026``."""
    pieces = _PIECE.findall(text)
    if "".join(pieces) != text:
        return None
    units: dict[str, str] = {}
    pattern = ""
    for piece in pieces:
        read = _piece(piece, units, conventions.locale)
        if read is None or read[0] in units:
            return None
        unit, token, value = read
        if unit:
            units[unit] = value
        pattern += token
    if "m" not in units or len(units.keys() & {"d", "y"}) == 0:
        return None
    return _day(units, pattern, today)


def _piece(piece: str, units: dict[str, str], locale: str) -> tuple[str, str, str] | None:
    """The unit a piece stands for ("" for none), its token of the pattern, and its digits."""
    if piece.isdigit():
        unit = "d" if len(piece) <= len("dd") and "d" not in units else "y"
        return unit, _token(unit, piece), piece
    word = piece.lower().rstrip(".")
    if word in _months(locale):
        number, token = _months(locale)[word]
        return "m", token, f"{number}"
    if word in _weekdays(locale):
        return "weekday", _weekdays(locale)[word], ""
    if word in _YEAR_WORDS:
        return "", f'"{piece}"', ""
    return ("", piece, "") if not word.strip(" ,/-\u00a0") else None
