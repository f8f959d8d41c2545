"""Days, instants and months. Source: cells-and-tables.md, Date, and Month, date-time."""

import re
from datetime import date, datetime, time

from sheetsync.dates import month_of
from sheetsync.tables.formats import moment_of
from sheetsync.tables.kinds.date_texts import DayText, day_of_text, month_of_text
from sheetsync.tables.kinds.given import DATE_FORMATS, Given, Read, plain_digits, refused
from sheetsync.tables.schema import Column

_CLOCK = re.compile(r"(?P<day>.*[^ ]) (?P<h>[0-9]{1,2}):(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2}))?")
_MINUTE_S = 60
_HOUR_S = 3600


def read_date(given: Given, column: Column) -> Read:
    """A day. A time of day is dropped and said so; days outside the column's window are refused."""
    moment = _moment(given, column)
    if isinstance(moment, Read):
        return moment
    day, seconds, warnings = moment
    dropped = ("TIME_DROPPED",) if seconds else ()
    return Read(day, warnings=(*warnings, *dropped), facts={"reading": day.isoformat()})


def read_datetime(given: Given, column: Column) -> Read:
    """An instant by the spreadsheet's wall clock, to the minute, without a zone."""
    moment = _moment(given, column)
    if isinstance(moment, Read):
        return moment
    day, seconds, warnings = moment
    clock = time(seconds // _HOUR_S, seconds % _HOUR_S // _MINUTE_S)
    value = datetime.combine(day, clock)
    return Read(value, warnings=warnings, facts={"reading": value.isoformat(" ", "minutes")})


def read_month(given: Given, column: Column) -> Read:
    """A month as ``YYYY-MM``: typed so, or the month of a date cell, which Sheets makes of it."""
    if isinstance(given.stored, str):
        month = month_of_text(given.stored)
        if isinstance(month, Read):
            return month
        if month is not None:
            outside = _outside(month.day, column)
            value = month_of(month.day)
            return outside or Read(value, warnings=month.warnings, facts={"reading": value})
    read = read_date(given, column)
    if not isinstance(read.value, date):
        return read
    warnings = tuple(code for code in read.warnings if code != "TIME_DROPPED")
    value = month_of(read.value)
    return Read(value, warnings=warnings, facts={"reading": value})


def _moment(given: Given, column: Column) -> tuple[date, int, tuple[str, ...]] | Read:
    """Day, second of the day and warnings of a cell, or its refusal."""
    if isinstance(given.stored, str):
        moment = _text_moment(given.stored, given)
    else:
        moment = _serial_moment(given.stored, given)
    if isinstance(moment, Read):
        return moment
    return _outside(moment[0], column) or moment


def _serial_moment(serial: float, given: Given) -> tuple[date, int, tuple[str, ...]] | Read:
    if isinstance(serial, bool):
        return refused("WRONG_TYPE", reading="yes_no")
    if given.number_format not in DATE_FORMATS:
        return refused("WRONG_TYPE", reading="number", stored=plain_digits(serial))
    moment = moment_of(serial)
    if moment is None:
        return refused("DATE_OUT_OF_RANGE", reading=given.seen)
    return (*moment, ())


def _text_moment(text: str, given: Given) -> tuple[date, int, tuple[str, ...]] | Read:
    clock = _CLOCK.fullmatch(text)
    day = day_of_text(clock["day"] if clock else text, given.conventions)
    if not isinstance(day, DayText):
        return day
    if clock is None:
        return day.day, 0, day.warnings
    try:
        at = time(int(clock["h"]), int(clock["m"]), int(clock["s"] or 0))
    except ValueError:
        return refused("BAD_DATE")
    return day.day, at.hour * _HOUR_S + at.minute * _MINUTE_S + at.second, day.warnings


def _outside(day: date, column: Column) -> Read | None:
    """The refusal of a day outside the column's window.

    A serial that is a year itself (2026 shows 18.07.1905) was probably typed into a date cell.
    """
    if column.earliest <= day <= column.latest:
        return None
    return refused("DATE_OUT_OF_RANGE", reading=day.isoformat())
