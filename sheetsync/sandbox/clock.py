"""The time, for a sandbox that no test has given another clock."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """This machine's time, aware, UTC."""
    return datetime.now(UTC)  # noqa: TID251  (the sandbox plays Google, and Google has a clock)
