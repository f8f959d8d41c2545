"""A clock that stands still until somebody sleeps."""

from datetime import UTC, datetime, timedelta


class StillClock:
    """Tells the instant it was given; sleeping moves it on at once.

    >>> clock = StillClock(datetime(2026, 4, 15, 8, 0, tzinfo=UTC))
    >>> clock.sleep(90)
    >>> clock.now().isoformat(), clock.slept_s
    ('2026-04-15T08:01:30+00:00', 90.0)
    """

    def __init__(self, now: datetime) -> None:
        self._now = now.astimezone(UTC)
        self.slept_s = 0.0

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Move on by so many seconds."""
        self._now += timedelta(seconds=seconds)
        self.slept_s += seconds
