"""Dates, times and durations shown: a serial number through a date section."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from sheetsync.sandbox.formats.conventions import Conventions
from sheetsync.sandbox.formats.sections import Kind, Section, Token

#: Serial 0 of Sheets, Lotus's epoch.
EPOCH = date(1899, 12, 30)
_MS_PER_DAY = 86_400_000
_NOON = 12


def serial_of(day: date) -> int:
    """The serial number of a day.

    >>> serial_of(date(2020, 1, 1))
    43831
    """
    return (day - EPOCH).days


@dataclass(frozen=True, slots=True)
class _Moment:
    """A serial number as wall-clock time; the sheet's own zone, never shifted."""

    at: datetime
    elapsed_ms: int
    half_day: bool
    beside_a_day: bool
    conventions: Conventions


def moment_in_section(serial: float, section: Section, conventions: Conventions) -> str | None:
    """A date, time or duration through one section; None where no calendar reaches.

    Rounded to the millisecond first, since a serial number holds most times inexactly.
    """
    try:
        total_ms = round(serial * _MS_PER_DAY)
        at = datetime.combine(EPOCH, datetime.min.time()) + timedelta(milliseconds=total_ms)
    except OverflowError:
        return None
    plan = _plan(section.tokens)
    moment = _Moment(at, abs(total_ms), plan.half_day, plan.beside_a_day, conventions)
    sign = "-" if plan.elapsed and total_ms < 0 else ""
    return sign + "".join(_shown(token, moment) for token in plan.tokens)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a section's tokens say of every moment that goes through them."""

    tokens: Sequence[Token]
    elapsed: bool
    half_day: bool
    beside_a_day: bool


@lru_cache(maxsize=1024)
def _plan(tokens: tuple[Token, ...]) -> _Plan:
    with_roles = _with_roles(tokens)
    return _Plan(
        tokens=with_roles,
        elapsed=any(token.kind is Kind.ELAPSED for token in tokens),
        half_day=any(token.kind is Kind.HALF for token in tokens),
        beside_a_day=any(token.text in {"d", "dd"} for token in with_roles),
    )


def _with_roles(tokens: Sequence[Token]) -> list[Token]:
    """Lower-case runs, with minutes told from months (written ``n``) and split seconds joined."""
    roles = [
        Token(token.kind, token.text.lower()) if token.kind is Kind.MOMENT else token
        for token in tokens
    ]
    units = [place for place, token in enumerate(roles) if _is_unit(token)]
    for order, place in enumerate(units):
        token = roles[place]
        before = roles[units[order - 1]].text.lower() if order else ""
        after = roles[units[order + 1]].text if order + 1 < len(units) else ""
        minutes = before.startswith(("h", "[h")) or after.startswith("s")
        if token.text in {"m", "mm"} and token.kind is Kind.MOMENT and minutes:
            roles[place] = Token(Kind.MOMENT, "n" * len(token.text))
    return _with_split_seconds(roles)


def _is_unit(token: Token) -> bool:
    return token.kind in {Kind.MOMENT, Kind.ELAPSED}


def _with_split_seconds(tokens: Sequence[Token]) -> list[Token]:
    """Joins ``ss`` ``.`` ``0`` ``0`` so that the zeros show parts of the second."""
    joined: list[Token] = []
    seconds = False
    for token in tokens:
        if token.kind is Kind.DIGIT and seconds:
            parts = joined.pop().text if joined[-1].text.startswith("f") else ""
            joined.append(Token(Kind.MOMENT, parts + "f"))
        else:
            seconds = token.text.startswith("s") or (seconds and token.kind is Kind.POINT)
            joined.append(token)
    return joined


def _shown(token: Token, moment: _Moment) -> str:
    if token.kind is Kind.ELAPSED:
        return _elapsed(token.text.lower(), moment.elapsed_ms)
    if token.kind is Kind.HALF:
        return _half(token.text, moment)
    if token.kind is Kind.POINT:
        return "."
    if token.kind is Kind.MOMENT:
        return _UNITS[token.text[0]](len(token.text), moment)
    return token.text


def _elapsed(unit: str, elapsed_ms: int) -> str:
    divisor = {"h": 3_600_000, "m": 60_000, "s": 1000}[unit[0]]
    return str(elapsed_ms // divisor).rjust(len(unit), "0")


def _half(pattern: str, moment: _Moment) -> str:
    half = moment.conventions.halves[moment.at.hour >= _NOON]
    if "m" in pattern.lower():
        return half
    return half[0] if pattern[0] == "A" else half[0].lower()


def _year(width: int, moment: _Moment) -> str:
    return f"{moment.at.year:04d}" if width > len("yy") else f"{moment.at.year % 100:02d}"


def _month(width: int, moment: _Moment) -> str:
    names = moment.conventions.months
    index = moment.at.month - 1
    match width:
        case 1 | 2:
            return str(moment.at.month).rjust(width, "0")
        case 3:
            return (names.short if moment.beside_a_day else names.short_alone)[index]
        case 5:
            return names.full_alone[index][0].upper()
        case _:
            return (names.full if moment.beside_a_day else names.full_alone)[index]


def _day(width: int, moment: _Moment) -> str:
    match width:
        case 1 | 2:
            return str(moment.at.day).rjust(width, "0")
        case 3:
            return moment.conventions.weekdays_short[moment.at.weekday()]
        case _:
            return moment.conventions.weekdays[moment.at.weekday()]


def _hour(width: int, moment: _Moment) -> str:
    hour = (moment.at.hour - 1) % _NOON + 1 if moment.half_day else moment.at.hour
    return str(hour).rjust(min(width, 2), "0")


def _minute(width: int, moment: _Moment) -> str:
    return str(moment.at.minute).rjust(width, "0")


def _second(width: int, moment: _Moment) -> str:
    return str(moment.at.second).rjust(min(width, 2), "0")


def _part_of_second(width: int, moment: _Moment) -> str:
    return f"{moment.at.microsecond:06d}".ljust(width, "0")[:width]


_UNITS: dict[str, Callable[[int, _Moment], str]] = {
    "y": _year,
    "m": _month,
    "d": _day,
    "h": _hour,
    "n": _minute,
    "s": _second,
    "f": _part_of_second,
}
