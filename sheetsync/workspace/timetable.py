"""What is due: one answer for cron and for the scheduler that keeps running.

A job is due when a scheduled moment has passed and its period is not done; never because the
clock shows some time right now. So a missed run is made up for, and a clock that is set back
repeats nothing (mail.md 4.2).
"""

import calendar
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sheetsync.config import ScheduleEntry

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
#: How far back a scheduled moment may lie for any job: two months and a little.
_LOOK_BACK_DAYS = 70


def due(
    entry: ScheduleEntry,
    now: datetime,
    zone: ZoneInfo,
    done: Collection[str],
    since: datetime,
) -> tuple[str, ...]:
    """The periods of a schedule entry that should have run by now and have not, oldest first.

    Args:
        entry: when the job is to run.
        now: the present instant, aware.
        zone: the company's zone; `entry.at` is its wall-clock time.
        done: periods that have run.
        since: the instant the entry was enabled; nothing before it is made up for.

    Returns:
        Names of periods: ``2026-04-15T09`` (UTC) for hours, ``2026-04-15`` for days, ``2026-04``
        for months. Of missed ones only the last `entry.catch_up`.
    """
    moments: list[str] = []
    for name, at in _moments(entry, now, zone):
        if at < since or len(moments) >= max(entry.catch_up, 1):
            break
        moments.append(name)
    return tuple(name for name in reversed(moments) if name not in done)


def next_moment(entry: ScheduleEntry, now: datetime, zone: ZoneInfo) -> datetime:
    """The first scheduled instant after `now`, in UTC."""
    horizon = now + timedelta(days=_LOOK_BACK_DAYS)
    upcoming = now
    for _, at in _moments(entry, horizon, zone):
        if at <= now:
            break
        upcoming = at
    return upcoming


def _moments(entry: ScheduleEntry, now: datetime, zone: ZoneInfo) -> Iterator[tuple[str, datetime]]:
    """Scheduled instants up to `now`, the latest first, with the names of their periods."""
    hour, minute = (int(part) for part in entry.at.split(":"))
    if entry.every == "hour":
        yield from _hours(now, minute)
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
            yield (f"{day:%Y-%m}" if entry.every == "month" else f"{day}"), at


def _hours(now: datetime, minute: int) -> Iterator[tuple[str, datetime]]:
    at = now.astimezone(UTC).replace(minute=minute, second=0, microsecond=0)
    if at > now:
        at -= _HOUR
    for _ in range(_LOOK_BACK_DAYS * 24):
        yield f"{at:%Y-%m-%dT%H}", at
        at -= _HOUR


def _is_scheduled(entry: ScheduleEntry, day: date) -> bool:
    if entry.every == "month":
        last = calendar.monthrange(day.year, day.month)[1]
        return day.day == (last if entry.day == -1 else min(entry.day, last))
    return not entry.weekdays or day.isoweekday() in entry.weekdays
