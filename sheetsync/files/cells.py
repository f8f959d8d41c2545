"""One cell of an .xlsx file: its value, what it shows where that matters, its format."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time

from sheetsync.dates import serial_of
from sheetsync.files.book import decoded
from sheetsync.tables.excel_formats import excel_format
from sheetsync.tables.formats import shown_currency
from sheetsync.tables.kinds.cell_input import DATE_FORMATS, MOMENT_FORMATS, plain_digits

_DAY_S = 24 * 60 * 60
#: Days between the first days of the two calendars of Excel.
_FROM_1904_DAYS = 1462
#: Excel takes 1900 for a leap year: until its 29 February its days are one behind.
_FIRST_DAY, _FALSE_LEAP_DAY = 1, 60
#: For a sign that is no currency we know, such as Br: never taken for the row's own.
_UNKNOWN_CURRENCY = "¤"
_WHOLE = re.compile(r"-?[0-9]{1,25}")
_PLAIN_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_NOT_FINITE = frozenset({"nan", "inf", "-inf", "+inf", "infinity", "-infinity"})
_HOUR = re.compile(r"T?[0-9]{2}:[0-9]{2}.*")


@dataclass(frozen=True, slots=True)
class KeptCell:
    """A cell: value, shown text where the number alone does not tell, type of its format."""

    stored: object = ""
    shown: object = ""
    number_format: str | None = None


BLANK = KeptCell()


def kept_text_cell(text: str) -> KeptCell:
    """A cell with a text."""
    return KeptCell(text, text)


def kept_number(text: str, pattern: str, *, from_1904: bool) -> KeptCell | None:
    """A cell with a number.

    Args:
        text: the number as the file has it.
        pattern: of its number format.
        from_1904: whether its days are counted from 1904.

    Returns:
        None when the text is no number at all.
    """
    text = text.strip()
    if not _PLAIN_NUMBER.fullmatch(text):
        return kept_text_cell(text) if text.lower() in _NOT_FINITE else None
    value = int(text) if _WHOLE.fullmatch(text) else float(text)
    if not math.isfinite(value):
        return kept_text_cell(text)
    whole = int(value) if value == int(value) else value
    shape = excel_format(pattern)
    if shape.type in MOMENT_FORMATS:
        is_day = shape.type in DATE_FORMATS
        return KeptCell(_day(whole, from_1904=from_1904) if is_day else whole, "", shape.type)
    if shape.type == "PERCENT":
        return KeptCell(whole, "", "PERCENT")
    digits = plain_digits(value)
    if shape.type == "CURRENCY":
        sign = shape.sign if shown_currency(shape.sign) else _UNKNOWN_CURRENCY
        return KeptCell(whole, f"{digits} {sign}", "CURRENCY")
    return KeptCell(whole, digits.zfill(shape.padded_to), "NUMBER")


def _day(serial: float, *, from_1904: bool) -> float:
    """A serial number as spreadsheets of today count: from 30 December 1899."""
    days, rest = divmod(serial, 1)
    if from_1904:
        days += _FROM_1904_DAYS
    elif _FIRST_DAY <= serial < _FALSE_LEAP_DAY:
        days += 1
    # Programs that keep 15 digits write 0.604166666666 for 14:30.
    return days + round(rest * _DAY_S, 3) / _DAY_S if rest else int(days)


def kept_typed(kind: str, text: str) -> KeptCell:
    """A cell whose type the file tells: a truth, a day in ISO form, a text, an error.

    Args:
        kind: the file's letter for the type.
        text: what it holds; not "".
    """
    if kind == "b":
        value = text.strip().lower() in {"1", "true"}
        return KeptCell(value, str(value).upper())
    if kind == "inlineStr":
        return kept_text_cell(text)
    if kind == "d":
        return _iso_moment(text.strip()) or kept_text_cell(decoded(text))
    return kept_text_cell(decoded(text))


def _iso_moment(text: str) -> KeptCell | None:
    """A day, a moment or a time of day in ISO form; its offset says nothing of the wall clock."""
    try:
        if _HOUR.fullmatch(text):
            return KeptCell(_fraction(time.fromisoformat(text)), "", "TIME")
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    day: date = moment.date()
    if moment.time() == time():
        return KeptCell(serial_of(day), "", "DATE")
    return KeptCell(serial_of(day) + _fraction(moment.time()), "", "DATE_TIME")


def _fraction(at: time) -> float:
    """The part of the day that has passed."""
    seconds = at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / 1e6
    return seconds / _DAY_S
