"""Days, instants and months. Source: cells-and-tables.md, Date, and Month, date-time."""

from datetime import date, datetime, time

from sheetsync.dates import month_of
from sheetsync.tables.formats import moment_of
from sheetsync.tables.kinds.cell_input import (
    DATE_FORMATS,
    CellInput,
    CellResult,
    plain_digits,
    refused,
)
from sheetsync.tables.kinds.clock_texts import clock_of_text
from sheetsync.tables.kinds.date_texts import DayText, day_of_text, month_of_text
from sheetsync.tables.kinds.stand_ins import is_empty_day, is_empty_text, is_open_end
from sheetsync.tables.schema import Column

_EMPTY_DAY = CellResult(warnings=("EMPTY_DAY",))
_MINUTE_S = 60
_HOUR_S = 3600


def read_date(given: CellInput, column: Column) -> CellResult:
    """A day. A time of day is dropped and said so; days outside the column's window are refused."""
    moment = _moment(given, column)
    if isinstance(moment, CellResult):
        return moment
    day, seconds, warnings = moment
    dropped = ("TIME_DROPPED",) if seconds else ()
    return CellResult(day, warnings=(*warnings, *dropped), facts={"reading": day.isoformat()})


def read_datetime(given: CellInput, column: Column) -> CellResult:
    """An instant by the spreadsheet's wall clock, to the minute, without a zone."""
    moment = _moment(given, column)
    if isinstance(moment, CellResult):
        return moment
    day, seconds, warnings = moment
    clock = time(seconds // _HOUR_S, seconds % _HOUR_S // _MINUTE_S)
    value = datetime.combine(day, clock)
    return CellResult(value, warnings=warnings, facts={"reading": value.isoformat(" ", "minutes")})


def read_month(given: CellInput, column: Column) -> CellResult:
    """A month as ``YYYY-MM``: typed so, or the month of a date cell, which Sheets makes of it."""
    if isinstance(given.stored, str):
        month = month_of_text(given.stored)
        if isinstance(month, CellResult):
            return month
        if month is not None:
            outside = _outside(month.day, column)
            value = month_of(month.day)
            return outside or CellResult(value, warnings=month.warnings, facts={"reading": value})
    read = read_date(given, column)
    if not isinstance(read.value, date):
        return read
    warnings = tuple(code for code in read.warnings if code != "TIME_DROPPED")
    value = month_of(read.value)
    return CellResult(value, warnings=warnings, facts={"reading": value})


def _moment(given: CellInput, column: Column) -> tuple[date, int, tuple[str, ...]] | CellResult:
    """Day, second of the day and warnings of a cell, or its refusal."""
    if isinstance(given.stored, str):
        moment = _text_moment(given.stored, given, column)
    else:
        moment = _serial_moment(given.stored, given, column)
    if isinstance(moment, CellResult):
        return moment
    day, seconds, _ = moment
    if is_empty_day(day, seconds) and not column.never_blank:
        return _EMPTY_DAY
    if column.open_ended and is_open_end(day):
        return CellResult()
    return _outside(day, column) or moment


def _serial_moment(
    serial: float, given: CellInput, column: Column
) -> tuple[date, int, tuple[str, ...]] | CellResult:
    if isinstance(serial, bool):
        return refused("WRONG_TYPE", reading="yes_no")
    if serial == 0 and not column.never_blank:
        return _EMPTY_DAY
    if given.number_format not in DATE_FORMATS:
        return refused("WRONG_TYPE", reading="number", stored=plain_digits(serial))
    moment = moment_of(serial)
    if moment is None:
        return refused("DATE_OUT_OF_RANGE", reading=given.seen)
    return (*moment, ())


def _text_moment(
    text: str, given: CellInput, column: Column
) -> tuple[date, int, tuple[str, ...]] | CellResult:
    clock = clock_of_text(text, given.conventions)
    if isinstance(clock, CellResult):
        return clock
    if is_empty_text(clock.day) and not clock.seconds and not column.never_blank:
        return _EMPTY_DAY
    day = day_of_text(clock.day, given.conventions)
    return (day.day, clock.seconds, day.warnings) if isinstance(day, DayText) else day


def _outside(day: date, column: Column) -> CellResult | None:
    """The refusal of a day outside the column's window.

    A serial that is a year itself (2026 shows 18.07.1905) was probably typed into a date cell.
    """
    if column.earliest <= day <= column.latest:
        return None
    return refused("DATE_OUT_OF_RANGE", reading=day.isoformat())
