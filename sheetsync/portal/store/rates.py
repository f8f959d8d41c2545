"""How often somebody did something: counted in the store, so that all web processes count as one.

Source: portal.md 7.2, 7.3 (rates).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from sheetsync.dates import SECONDS_A_DAY
from sheetsync.portal.store.layout import Layout
from sheetsync.portal.store.opening import Store

_BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something may be done.

    Attributes:
        name: of what is counted.
        limit: so often in a window.
        window_s: how long the window is.
        block_s: so long nothing goes after one hit too many; 0: until the window is over.
    """

    name: str
    limit: int
    window_s: int
    block_s: int = 0


def count_hit(store: Store, rate: Rate, who: str, now: datetime, hits: int = 1) -> int:
    """Count what somebody does.

    Args:
        store: where it is counted.
        rate: how often it may be done.
        who: does it; hashed by the caller, no address is kept.
        now: an aware moment.
        hits: so many at once.

    Returns:
        How many seconds to wait; 0 while it may be done.

    Raises:
        DatabaseError: it could not be counted.
    """
    with store.writing() as connection:
        return count_in(connection, store.layout, rate, who, now, hits)


def count_in(  # noqa: PLR0913, PLR0917  # as `count_hit`, in a transaction
    connection: sa.Connection, layout: Layout, rate: Rate, who: str, now: datetime, hits: int = 1
) -> int:
    """As `count_hit`, in a transaction."""
    moment = int(now.timestamp())
    blocked = _blocked(connection, layout, rate, who, moment)
    if blocked:
        return blocked
    window = moment - moment % rate.window_s
    count = _added(connection, layout, _bucket(rate, who), window, hits)
    if count <= rate.limit:
        return 0
    if not rate.block_s:
        return window + rate.window_s - moment
    _added(connection, layout, _bucket(rate, who, _BLOCKED), moment + rate.block_s, 1)
    return rate.block_s


def wait_s(store: Store, rate: Rate, who: str, now: datetime) -> int:
    """How many seconds somebody who is blocked still waits; 0 for whoever is not.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        return _blocked(connection, store.layout, rate, who, int(now.timestamp()))


def blocked_now(store: Store, rate: Rate, now: datetime) -> Mapping[str, int]:
    """Everybody who is blocked by a rate: until which second, by whom it is counted.

    Raises:
        DatabaseError: the store cannot be read.
    """
    table, beginning = store.layout.rate, _bucket(rate, "", _BLOCKED)
    query = (
        sa.select(table.c["bucket"], sa.func.max(table.c["window_at"]))
        .where(table.c["bucket"].startswith(beginning, autoescape=True))
        .where(table.c["window_at"] > int(now.timestamp()))
        .group_by(table.c["bucket"])
    )
    with store.reading() as connection:
        return {row[0].removeprefix(beginning): int(row[1]) for row in connection.execute(query)}


def _blocked(connection: sa.Connection, layout: Layout, rate: Rate, who: str, moment: int) -> int:
    values = {"rate_bucket": _bucket(rate, who, _BLOCKED), "rate_moment": moment}
    until = connection.scalar(_blocked_until(layout), values)
    return int(until) - moment if until else 0


@lru_cache(maxsize=50)
def _blocked_until(layout: Layout) -> sa.Select[Any]:
    """Made once: every page asks for it."""
    table = layout.rate
    return sa.select(sa.func.max(table.c["window_at"])).where(
        table.c["bucket"] == sa.bindparam("rate_bucket"),
        table.c["window_at"] > sa.bindparam("rate_moment"),
    )


def _added(connection: sa.Connection, layout: Layout, bucket: str, window: int, hits: int) -> int:
    table = layout.rate
    row = sa.and_(table.c["bucket"] == bucket, table.c["window_at"] == window)
    changed = connection.execute(sa.update(table).where(row).values(hits=table.c["hits"] + hits))
    if not changed.rowcount:
        # Whoever comes anew takes what nobody asks for any more away.
        connection.execute(sa.delete(table).where(table.c["window_at"] < window - SECONDS_A_DAY))
        connection.execute(sa.insert(table).values(bucket=bucket, window_at=window, hits=hits))
        return hits
    return int(connection.scalar(sa.select(table.c["hits"]).where(row)) or 0)


def _bucket(rate: Rate, who: str, kind: str = "") -> str:
    return f"{rate.name}:{kind}:{who}"
