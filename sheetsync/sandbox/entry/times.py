"""Typed times of day and durations."""

import re
from dataclasses import dataclass

_DAY_S = 86_400
_NOON = 12
_HOURS = 24
_MINUTES = 60

_TIME = re.compile(
    r"(?P<h>\d{1,4})(?::(?P<m>\d{2})(?::(?P<s>\d{2})(?P<part>[.,]\d{1,3})?)?)?"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TypedTime:
    """A time as a share of a day, and the pattern that shows it as it was typed."""

    days: float
    pattern: str


def parse_time(text: str) -> TypedTime | None:
    """``9:05``, ``18:00:30.5``, ``6 pm``; from 24 hours on it is a duration. None when none.

    >>> parse_time("18:00")
    TypedTime(days=0.75, pattern='hh:mm')
    >>> parse_time("36:00:00")
    TypedTime(days=1.5, pattern='[h]:mm:ss')
    """
    match = _TIME.fullmatch(text)
    if match is None or not _is_sound(match):
        return None
    hours = int(match["h"])
    if match["half"]:
        hours = hours % _NOON + (_NOON if match["half"].lower() == "p" else 0)
    seconds = float((match["s"] or "0") + (match["part"] or "").replace(",", "."))
    total_s = hours * 3600 + int(match["m"] or 0) * _MINUTES + seconds
    return TypedTime(total_s / _DAY_S, _pattern(match))


def _is_sound(match: re.Match[str]) -> bool:
    if match["m"] is None and match["half"] is None:
        return False
    if match["half"] and not 1 <= int(match["h"]) <= _NOON:
        return False
    return int(match["m"] or 0) < _MINUTES and int(match["s"] or 0) < _MINUTES


def _pattern(match: re.Match[str]) -> str:
    duration = not match["half"] and int(match["h"]) >= _HOURS
    hours = "[h]" if duration else "h" * min(len(match["h"]), 2)
    minutes = ":mm" if match["m"] else ""
    seconds = ":ss" if match["s"] else ""
    part = "." + "0" * (len(match["part"]) - 1) if match["part"] else ""
    return f"{hours}{minutes}{seconds}{part}{' am/pm' if match['half'] else ''}"
