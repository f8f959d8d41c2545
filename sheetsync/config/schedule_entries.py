"""What `schedule:` may say: a time that exists, days that come; a wrong one would never be due."""

import re
from collections.abc import Iterator
from typing import Any

from sheetsync.errors import ConfigError

_TIME = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d", re.ASCII)
_MINUTES_AN_HOUR, _MINUTES_A_DAY = 60, 24 * 60
_SUNDAY = 7
_LAST_DAY = 31


def check_schedule(entries: object, name: str) -> None:
    """Refuse times and days that no clock and no calendar shows.

    Args:
        entries: what stands under ``schedule:``, as YAML gives it; its types are checked later.
        name: of the config file.

    Raises:
        ConfigError: naming the key and the cure.
    """
    if not isinstance(entries, list):
        return
    for number, entry in enumerate(entries):
        if isinstance(entry, dict):
            for key, problem, cure in _problems(entry):
                raise ConfigError(f"{name}: schedule[{number}].{key}: {problem}", cure=cure)


def _problems(entry: dict[Any, Any]) -> Iterator[tuple[str, str, str]]:
    """Key, what is wrong with it, and the cure."""
    at, days, day = entry.get("at", "08:00"), entry.get("weekdays", ()), entry.get("day", 1)
    if not isinstance(at, str) or not _TIME.fullmatch(at):
        yield "at", f"{at!r} is not a time HH:MM", _cure_of_time(at)
    for weekday in days if isinstance(days, list | tuple) else ():
        if not _is_whole(weekday) or not 1 <= weekday <= _SUNDAY:
            meant = f"write {_SUNDAY} for Sunday" if _is_zero(weekday) else "write numbers"
            yield "weekdays", f"there is no day {weekday!r}", f"{meant}: 1 is Monday, 7 is Sunday"
    if _is_whole(day) and day != -1 and not 1 <= day <= _LAST_DAY:
        yield "day", f"no month has a day {day}", "write 1 to 28, or -1 for the last day"


def _cure_of_time(at: object) -> str:
    """What to write instead; YAML reads 17:00 without quotes as 1020, minutes of the day."""
    form = 'write hours and minutes in quotes: at: "{}"'
    if _is_whole(at) and isinstance(at, int) and 0 <= at < _MINUTES_A_DAY:
        return form.format(f"{at // _MINUTES_AN_HOUR:02d}:{at % _MINUTES_AN_HOUR:02d}")
    digits = re.fullmatch(r"([01]?\d|2[0-3])[.,\- ]?([0-5]\d)", str(at).strip(), re.ASCII)
    return form.format(f"{int(digits[1]):02d}:{digits[2]}" if digits else "08:00")


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_zero(value: object) -> bool:
    return _is_whole(value) and value == 0
