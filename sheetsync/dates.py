"""Days, months and working days; nothing here asks what day it is.

A month is the text ``YYYY-MM`` everywhere; a day is a ``datetime.date``.
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Literal, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

#: Day 0 of a spreadsheet's serial numbers. Source: Sheets API, DateTimeRenderOption.SERIAL_NUMBER.
SERIAL_EPOCH = date(1899, 12, 30)
SECONDS_A_DAY = 86_400

_SATURDAY = 5
_MONTHS_A_YEAR = 12
_MONTH_TEXT_LENGTH = len("2026-03")
#: A zone that is only an offset. Source: Sheets API, SpreadsheetProperties.timeZone.
_OFFSET = re.compile(r"(?:GMT|UTC)([+-])(\d{1,2}):?([0-5]\d)?", re.ASCII)
#: No place on earth is further from Greenwich.
_FURTHEST = timedelta(hours=14)


class Clock(Protocol):
    """The only way to ask the time; handed in by whoever opens the workspace."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let so many seconds pass."""
        ...


@lru_cache(maxsize=1_000)
def zone_of(name: str) -> tzinfo:
    """The time zone of a name, or of an offset that Google writes for a zone without one.

    >>> zone_of("Europe/Moscow"), str(zone_of("GMT-03:30"))
    (zoneinfo.ZoneInfo(key='Europe/Moscow'), 'GMT-03:30')

    Raises:
        ValueError: there is no such zone.
    """
    found = _OFFSET.fullmatch(name)
    if found:
        sign = -1 if found[1] == "-" else 1
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if offset > _FURTHEST:
            raise ValueError(f"no time zone is so far from Greenwich: {name!r}")
        return timezone(sign * offset, f"GMT{found[1]}{int(found[2]):02d}:{found[3] or '00'}")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"not a time zone: {name!r}") from None


def serial_of(day: date) -> int:
    """The serial number of a day in a spreadsheet.

    >>> serial_of(date(2026, 3, 1))
    46082
    """
    return (day - SERIAL_EPOCH).days


def day_of(serial: int) -> date:
    """The day of a whole serial number.

    >>> day_of(46082)
    datetime.date(2026, 3, 1)
    """
    return SERIAL_EPOCH + timedelta(days=serial)


def month_of(day: date) -> str:
    """The month of a day.

    >>> month_of(date(2026, 3, 31))
    '2026-03'
    """
    return f"{day.year:04d}-{day.month:02d}"


def month_index(month: str) -> int:
    """Months counted through, so that months can be subtracted: ``12 · year + month``.

    >>> month_index("2026-03") - month_index("2025-12")
    3

    Raises:
        ValueError: the text is not ``YYYY-MM``.
    """
    year, dash, number = month[:4], month[4:5], month[5:]
    if len(month) != _MONTH_TEXT_LENGTH or dash != "-" or not (year + number).isascii():
        raise ValueError(f"not a month YYYY-MM: {month!r}")
    if not 1 <= int(number) <= _MONTHS_A_YEAR:
        raise ValueError(f"not a month YYYY-MM: {month!r}")
    return _MONTHS_A_YEAR * int(year) + int(number)


def add_months(month: str, count: int) -> str:
    """The month so many months later, or earlier for a negative count.

    >>> add_months("2026-01", -1), add_months("2025-11", 3)
    ('2025-12', '2026-02')
    """
    index = month_index(month) - 1 + count
    return f"{index // _MONTHS_A_YEAR:04d}-{index % _MONTHS_A_YEAR + 1:02d}"


def first_day(month: str) -> date:
    """The first day of a month.

    >>> first_day("2026-02")
    datetime.date(2026, 2, 1)
    """
    month_index(month)
    return date(int(month[:4]), int(month[5:]), 1)


def last_day(month: str) -> date:
    """The last day of a month.

    >>> last_day("2028-02")
    datetime.date(2028, 2, 29)
    """
    first = first_day(month)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working days: Monday to Friday unless a day is named otherwise.

    Attributes:
        named: days of the Calendar tab; ``holiday`` is free, ``workday`` is worked.

    Source: workbook-and-rules.md 1.2, Calendar.
    """

    named: Mapping[date, Literal["holiday", "workday"]] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Whether people work on that day."""
        kind = self.named.get(day)
        return kind == "workday" if kind else day.weekday() < _SATURDAY

    def knows_year(self, year: int) -> bool:
        """Whether the tab names any day of the year; if not, only weekends are known (V-CAL-01)."""
        return any(day.year == year for day in self.named)

    def roll_forward(self, day: date) -> date:
        """The day itself when worked, else the next working day. Source: ГК ст. 193."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def add_working(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``; day 1 is the day after. ГК ст. 191."""
        for _ in range(count):
            day = self.roll_forward(day + timedelta(days=1))
        return day

    def nth_working(self, month: str, number: int) -> date:
        """The ``number``-th working day of a month, counted from 1."""
        return self.add_working(first_day(month) - timedelta(days=1), number)
