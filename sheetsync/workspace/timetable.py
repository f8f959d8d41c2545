"""What is due: one answer for cron and for the scheduler that keeps running.

A job is due when a scheduled moment has passed and is not done; never because the clock shows
some time right now. So a missed run is made up for, and a clock that is set back repeats nothing
(mail.md 4.2).
"""

import calendar
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from sheetsync.config import ScheduleEntry

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_MINUTES_AN_HOUR = 60
#: How far back a scheduled moment may lie for any job: two months and a little.
_LOOK_BACK_DAYS = 70


class _Moment(NamedTuple):
    """A scheduled instant.

    Attributes:
        name: by which it is noted as done; two entries of one job share no name, unless they mean
            the same instant.
        period: the hour, day or month of it. Earlier versions noted only that, and what they
            noted as done stays done.
        at: the instant, in UTC.
    """

    name: str
    period: str
    at: datetime


def due(
    entry: ScheduleEntry,
    now: datetime,
    zone: tzinfo,
    done: Collection[str],
    since: datetime,
) -> tuple[str, ...]:
    """The moments of a schedule entry that should have run by now and have not, oldest first.

    Args:
        entry: when the job is to run.
        now: the present instant, aware.
        zone: the company's zone; `entry.at` is its wall-clock time.
        done: names of moments that have run.
        since: the instant the entry was enabled; nothing before it is made up for.

    Returns:
        Names of moments: ``2026-04-15T09:15Z`` (UTC) for hours, ``2026-04-15T08:00`` (wall clock)
        for days and months. Of missed ones only the last `entry.catch_up`.
    """
    moments: list[_Moment] = []
    for moment in _moments(entry, now, zone):
        if moment.at < since or len(moments) >= max(entry.catch_up, 1):
            break
        moments.append(moment)
    return tuple(
        moment.name
        for moment in reversed(moments)
        if moment.name not in done and moment.period not in done
    )


def next_moment(entry: ScheduleEntry, now: datetime, zone: tzinfo) -> datetime:
    """The first scheduled instant after `now`, in UTC."""
    horizon = now + timedelta(days=_LOOK_BACK_DAYS)
    upcoming = now
    for moment in _moments(entry, horizon, zone):
        if moment.at <= now:
            break
        upcoming = moment.at
    return upcoming


def _moments(entry: ScheduleEntry, now: datetime, zone: tzinfo) -> Iterator[_Moment]:
    """Scheduled instants up to `now`, the latest first."""
    hour, minute = (int(part) for part in entry.at.split(":"))
    if entry.every == "hour":
        yield from _hours(now, minute, zone)
        return
    wall_clock = time(hour, minute)
    today = now.astimezone(zone).date()
    for back in range(-1, _LOOK_BACK_DAYS * 2):
        day = today - back * _DAY
        if not _is_scheduled(entry, day):
            continue
        # In the hour that a zone skips, the offset before it applies: 02:30 becomes 03:30.
        at = datetime.combine(day, wall_clock, tzinfo=zone).astimezone(UTC)
        if at <= now:
            period = f"{day:%Y-%m}" if entry.every == "month" else f"{day}"
            yield _Moment(f"{day}T{wall_clock:%H:%M}", period, at)


def _hours(now: datetime, minute: int, zone: tzinfo) -> Iterator[_Moment]:
    """The instants at which the company's clock shows this minute, hour after hour of UTC."""
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    # The hour that it is now, and as many before it.
    for _ in range(_LOOK_BACK_DAYS * 24 + 1):
        at = _in_hour(hour, minute, zone)
        if at is not None and at <= now:
            yield _Moment(f"{at:%Y-%m-%dT%H:%M}Z", f"{at:%Y-%m-%dT%H}", at)
        hour -= _HOUR


def _in_hour(hour: datetime, minute: int, zone: tzinfo) -> datetime | None:
    """The instant of an hour of UTC at which the company's clock shows a minute.

    Zones differ from UTC by half and quarter hours too. None: Lord Howe skips half an hour in
    spring, and with it some minutes of one hour.
    """
    for instant in (hour, hour + _HOUR):
        shown = instant.astimezone(zone).minute
        at = hour + timedelta(minutes=(minute - shown) % _MINUTES_AN_HOUR)
        if at.astimezone(zone).minute == minute:
            return at
    return None


def _is_scheduled(entry: ScheduleEntry, day: date) -> bool:
    if entry.every == "month":
        last = calendar.monthrange(day.year, day.month)[1]
        return day.day == (last if entry.day == -1 else min(entry.day, last))
    return not entry.weekdays or day.isoweekday() in entry.weekdays
