"""USER_ENTERED: a typed text understood as Sheets understands a person's typing."""

import re
from datetime import date

from sheetsync.sandbox.entry.dates import TypedDay, parse_day
from sheetsync.sandbox.entry.entered import Entered, as_number
from sheetsync.sandbox.entry.numbers import parse_number
from sheetsync.sandbox.entry.times import TypedTime, parse_time
from sheetsync.sandbox.formats import Conventions, NumberFormat, conventions_of, serial_of

_BLANKS = " \t\u00a0"
_DAY_AND_TIME = re.compile(
    r"(?P<day>.+?),?\s+(?P<time>\d{1,2}(?::\d{2}\S*)?(?:\s?[ap]\.?m\.?)?)", re.IGNORECASE
)
_DIGIT = re.compile(r"[0-9]")
_NUMERIC = {"NUMBER", "PERCENT", "CURRENCY", "SCIENTIFIC"}
_MOMENTS = {"DATE", "TIME", "DATE_TIME"}


def parse_entry(
    text: str, locale: str, today: date, current: NumberFormat | None = None
) -> Entered:
    """What a cell holds after a person typed this text into it.

    Args:
        text: as typed; "" empties the cell.
        locale: the spreadsheet's locale, such as ``ru_RU``.
        today: gives the year of a date typed without one (``12.05`` in ru_RU is 12 May).
        current: the cell's own number format, None for the automatic one. A cell formatted as
            plain text keeps every typed text, and a percent cell takes 5 as 5 %.

    Returns:
        The value, the number format that comes along where the typed form asks for another
        than the cell has, and the formula. What is neither formula, truth, number, date nor
        time is text. A leading apostrophe is consumed and keeps the rest as text; a leading
        ``+`` before anything but a number makes a formula, as phone numbers typed that way
        show in Google.

    Source: sheets-api 2.4; ValueInputOption.USER_ENTERED.
    """
    kind = (current or {}).get("type", "")
    if not text or kind == "TEXT":
        return Entered(text or None)
    if text.startswith("'"):
        return Entered(text[1:])
    if text.startswith("=") and len(text) > 1:
        return Entered(None, None, text)
    typed = _typed_value(text.strip(_BLANKS), conventions_of(locale), today)
    if typed is not None:
        return _over(typed, kind)
    if text.startswith("+") and len(text) > 1:
        return Entered(None, None, f"={text}")
    return Entered(text)


def _typed_value(text: str, conventions: Conventions, today: date) -> Entered | None:
    upper = text.upper()
    if upper in {"TRUE", conventions.truth[0]}:
        return Entered(value=True)
    if upper in {"FALSE", conventions.truth[1]}:
        return Entered(value=False)
    if not _DIGIT.search(text):
        return None
    return parse_number(text, conventions) or _parse_moment(text, conventions, today)


def _parse_moment(text: str, conventions: Conventions, today: date) -> Entered | None:
    if time := parse_time(text):
        return _moment(None, time)
    if day := parse_day(text, conventions, today):
        return _moment(day, None)
    match = _DAY_AND_TIME.fullmatch(text)
    if match is None:
        return None
    day = parse_day(match["day"], conventions, today)
    time = parse_time(match["time"])
    return _moment(day, time) if day and time else None


def _moment(day: TypedDay | None, time: TypedTime | None) -> Entered:
    serial = (serial_of(day.day) if day else 0) + (time.days if time else 0)
    kind = "_".join(name for name, part in (("DATE", day), ("TIME", time)) if part)
    pattern = " ".join(part.pattern for part in (day, time) if part)
    return Entered(as_number(serial), {"type": kind, "pattern": pattern})


def _over(typed: Entered, kind: str) -> Entered:
    """The typed value in a cell that already has a format of its own."""
    value, wanted = typed.value, typed.number_format
    if wanted is None:
        if kind == "PERCENT" and isinstance(value, int | float) and not isinstance(value, bool):
            return Entered(as_number(value / 100))
        return typed
    stays = (
        wanted["type"] == kind
        or (wanted["type"] == "NUMBER" and kind in _NUMERIC)
        or (wanted["type"] in _MOMENTS and kind in _MOMENTS)
    )
    return Entered(value) if stays else typed
