"""Days that stand for no day, and for a day that never comes. Source: amendments.md 1."""

import re
from datetime import date

#: What programs write where they have no day: the first days of Excel, Sheets, 1C and .NET.
_EMPTY_DAYS = frozenset({date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1, 1, 1)})
#: The same as texts that name no day of any calendar, and the empty mask of 1C.
_EMPTY_TEXT = re.compile(
    r"0{4}[-./]00[-./]00|00?[-./]00?[-./]0{4}|1900[-./]01[-./]00|00?[-./]0?1[-./]1900"
    r"|0?1[-./]00?[-./]1900|\. *\.(?: *: *:?)?"
)
#: From this year on a day is no slip of the pen, where it ends a century or a thousand.
_FAR_YEAR = 2199
_CENTURY = 100
#: Further last years: two twice, Oracle's.
_LAST_YEARS = frozenset({2222, 4712})
#: The last day that pandas keeps.
_LAST_OF_PANDAS = date(2262, 4, 11)


def is_empty_day(day: date, seconds: int) -> bool:
    """Whether a day stands for none; only at midnight.

    >>> is_empty_day(date(1899, 12, 30), 0), is_empty_day(date(1899, 12, 30), 36_000)
    (True, False)
    """
    return seconds == 0 and day in _EMPTY_DAYS


def is_empty_text(text: str) -> bool:
    """Whether a text that names no day of any calendar stands for none: ``0000-00-00``.

    >>> is_empty_text("00.01.1900"), is_empty_text("00.03.2026")
    (True, False)
    """
    return _EMPTY_TEXT.fullmatch(text) is not None


def is_open_end(day: date) -> bool:
    """Whether a last day means that there is none: 9999-12-31, 31.12.2999.

    A year such as 2206 or 2602 is more likely a slip than a wish.

    >>> is_open_end(date(2999, 12, 31)), is_open_end(date(2602, 12, 31))
    (True, False)
    """
    far = day.year >= _FAR_YEAR and (
        day.year % _CENTURY == _CENTURY - 1 or day.year % (10 * _CENTURY) == 0
    )
    return far or day.year in _LAST_YEARS or day == _LAST_OF_PANDAS
