"""Days with a time of day that were typed or pasted as text. Source: amendments.md 1, "tails"."""

import re
from dataclasses import dataclass
from datetime import time

from sheetsync.tables.kinds.cell_input import CellResult, refused
from sheetsync.tables.locales import Conventions

#: The time behind a day: ``10:05``, ``T10:05:00.173+03:00``, ``2:30 PM``.
_CLOCK = re.compile(
    r"(?P<day>.*[^ ,])(?:,? |(?<=[0-9])T)"
    r"(?P<h>[0-9]{1,2}):(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"(?: ?(?P<half>[AP])\.?M\.?| ?(?:Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?))?",
    re.IGNORECASE,
)
_NOON_H = 12
_HOUR_S = 3600
_MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class ClockText:
    """A text parted into its day and its second of the day."""

    day: str
    seconds: int = 0


def clock_of_text(text: str, written: Conventions) -> ClockText | CellResult:
    """The day's text and the time of day by the wall clock of the text; a zone is not applied.

    Fractions of a second are dropped. A clock of twelve hours is read in English spreadsheets.
    """
    match = _CLOCK.fullmatch(text)
    if match is None:
        return ClockText(text)
    hour = int(match["h"])
    if match["half"]:
        if not written.has_half_days or not 1 <= hour <= _NOON_H:
            return refused("BAD_DATE")
        hour = hour % _NOON_H + (_NOON_H if match["half"] in "pP" else 0)
    try:
        at = time(hour, int(match["m"]), int(match["s"] or 0))
    except ValueError:
        return refused("BAD_DATE")
    return ClockText(match["day"], at.hour * _HOUR_S + at.minute * _MINUTE_S + at.second)
