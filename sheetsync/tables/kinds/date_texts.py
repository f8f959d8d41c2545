"""Days and months that were typed or pasted as text. Source: cells-and-tables.md, Date, "Text"."""

import re
from dataclasses import dataclass
from datetime import date

from sheetsync.tables.kinds.cell_input import CellResult, refused
from sheetsync.tables.locales import Conventions
from sheetsync.tables.month_names import month_number

_CENTURY = 2000
_MONTHS = 12
_YEAR_FIRST = re.compile(
    r"(?P<y>[0-9]{4})(?P<mark>[-./])(?P<m>[0-9]{1,2})(?P=mark)(?P<d>[0-9]{1,2})"
)
_YEAR_LAST = re.compile(
    r"(?P<a>[0-9]{1,2})(?P<mark>[./])(?P<b>[0-9]{1,2})(?P=mark)(?P<y>[0-9]{4}|[0-9]{2})"
)
_GODA = r"(?: ?(?:г\.?|год\.?|года))?"
_YEAR_TAIL = re.compile(r"(?<=[0-9]) ?(?:г\.?|год\.?|года)", re.IGNORECASE)
_DAY_NAMED = re.compile(
    rf"(?P<d>[0-9]{{1,2}}) (?P<m>[^\W\d_]+\.?),? (?P<y>[0-9]{{4}}|[0-9]{{2}}){_GODA}", re.IGNORECASE
)
_NAMED_DAY = re.compile(r"(?P<m>[^\W\d_]+\.?) (?P<d>[0-9]{1,2}),? (?P<y>[0-9]{4})")
_MONTH_FIRST_NUMBER = re.compile(r"(?P<m>[0-9]{1,2})\.(?P<y>[0-9]{4})")
_YEAR_FIRST_NUMBER = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})")
_NAMED_MONTH = re.compile(rf"(?P<m>[^\W\d_]+\.?),? (?P<y>[0-9]{{4}}){_GODA}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DayText:
    """A day and what was noticed while it was read."""

    day: date
    warnings: tuple[str, ...] = ()


def day_of_text(text: str, written: Conventions) -> DayText | CellResult:
    """The day that a cleaned text means, or the refusal. Nothing rolls over.

    Year first with ``-``, ``.`` or ``/``; day, month, year with dots; slashes as the locale writes
    them; months by name in Russian and English; «г.», «года» may stand behind.
    """
    tail = re.search(f"{_YEAR_TAIL.pattern}$", text, re.IGNORECASE)
    text = text[: tail.start()] if tail else text
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        return _day(match["y"], int(match["m"]), int(match["d"]))
    match = _YEAR_LAST.fullmatch(text)
    if match:
        return _year_last(match, written)
    match = _DAY_NAMED.fullmatch(text) or _NAMED_DAY.fullmatch(text)
    month = month_number(match["m"]) if match else None
    if match is None or month is None:
        return refused("BAD_DATE")
    return _day(match["y"], month, int(match["d"]))


def month_of_text(text: str) -> DayText | CellResult | None:
    """The first day of the month that a text names, or the refusal; None when it names a day.

    ``2026-03`` as it should be typed; ``03.2026`` and ``март 2026`` with a warning.
    """
    match = _YEAR_FIRST_NUMBER.fullmatch(text)
    if match:
        strict = len(match["m"]) == len("03")
        read = _day(match["y"], int(match["m"]), 1)
        return DayText(read.day) if strict and isinstance(read, DayText) else read
    match = _MONTH_FIRST_NUMBER.fullmatch(text)
    if match:
        return _day(match["y"], int(match["m"]), 1)
    match = _NAMED_MONTH.fullmatch(text)
    month = month_number(match["m"]) if match else None
    return _day(match["y"], month, 1) if match and month else None


def _year_last(match: re.Match[str], written: Conventions) -> DayText | CellResult:
    """Day and month in the order of the locale, where it decides one."""
    first, second = int(match["a"]), int(match["b"])
    order = written.slashes if match["mark"] == "/" else written.dots
    either = first <= _MONTHS and second <= _MONTHS and first != second
    if either and not order:
        return refused(
            "AMBIGUOUS_DATE",
            either=_iso(match["y"], second, first),
            **{"or": _iso(match["y"], first, second)},
        )
    if order == "month" and first <= _MONTHS:
        return _day(match["y"], first, second)
    if match["mark"] == "/" and order == "day" and second > _MONTHS:
        return _day(match["y"], first, second, "DATE_ORDER_MISMATCH")
    mismatch = ("DATE_ORDER_MISMATCH",) if order == "month" else ()
    return _day(match["y"], second, first, *mismatch)


def _iso(year: str, month: int, day: int) -> str:
    return f"{_full_year(year)}-{month:02d}-{day:02d}"


def _full_year(year: str) -> int:
    return int(year) if len(year) == len("2026") else _CENTURY + int(year)


def _day(year: str, month: int, day: int, *warnings: str) -> DayText | CellResult:
    try:
        found = date(_full_year(year), month, day)
    except ValueError:
        return refused("BAD_DATE")
    short = () if len(year) == len("2026") else ("TWO_DIGIT_YEAR",)
    return DayText(found, ("DATE_AS_TEXT", *short, *warnings))
