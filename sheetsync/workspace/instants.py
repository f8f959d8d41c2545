"""Instants as people write them: a day of the workbook, its beginning or its end, or a moment."""

from datetime import UTC, date, datetime, time, timedelta

from sheetsync.dates import zone_of

_DAY_LENGTH = len("2026-03-01")


def instant_of(told: str | date | datetime, zone: str, *, end: bool) -> datetime:
    """The instant, in UTC.

    Args:
        told: a day, or a moment; without a zone it is one of the workbook's clock.
        zone: the workbook's.
        end: of a day its last instant, not its first.

    Raises:
        ValueError: it is neither.
        OverflowError: there is no day after it.

    >>> instant_of("2026-03-31", "Europe/Moscow", end=False).isoformat()
    '2026-03-30T21:00:00+00:00'
    >>> instant_of(datetime(2026, 3, 31, 14, 30), "Europe/Moscow", end=True).isoformat()
    '2026-03-31T11:30:00+00:00'
    """
    if isinstance(told, str):
        is_day = len(told) == _DAY_LENGTH
        told = date.fromisoformat(told) if is_day else datetime.fromisoformat(told)
    if isinstance(told, datetime):
        aware = told if told.tzinfo else told.replace(tzinfo=zone_of(zone))
        return aware.astimezone(UTC)
    local = datetime.combine(told + timedelta(days=int(end)), time(), zone_of(zone))
    return local.astimezone(UTC) - timedelta(microseconds=int(end))
