"""Sessions of people who signed in; of what their browser holds only the hash is kept.

Source: portal.md 7.1, 7.3.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa

from sheetsync.portal.store.layout import Layout
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.seats import Seat

_ID_BYTES = 32
#: Looking at pages is written down this seldom.
_SEEN_EVERY = timedelta(minutes=5)


def new_session(
    connection: sa.Connection, layout: Layout, seat: Seat, now: datetime, lasts: timedelta
) -> str:
    """Open a session; those that are over are taken away.

    Args:
        connection: of a transaction.
        layout: of the store.
        seat: who sits there.
        now: an aware moment.
        lasts: so long at most.

    Returns:
        What the browser holds, 64 hexadecimal digits; nothing kept here leads back to it.
    """
    table = layout.session
    connection.execute(sa.delete(table).where(table.c["ends_at"] < now))
    held = secrets.token_hex(_ID_BYTES)
    connection.execute(
        sa.insert(table).values(
            id_hash=_hashed(held),
            person=seat.person,
            partner_id=seat.partner_id,
            role=seat.role,
            level=seat.level,
            made_at=now,
            seen_at=now,
            ends_at=now + lasts,
        )
    )
    return held


def seat_of_session(store: Store, held: str, now: datetime, idle: timedelta) -> Seat | None:
    """Who sits at a session.

    Args:
        store: where it is kept.
        held: what the browser holds.
        now: an aware moment.
        idle: so long after it was seen last it is over.

    Returns:
        None where there is none, or it is over.

    Raises:
        DatabaseError: the store cannot be read.
    """
    if not held:
        return None
    table = store.layout.session
    mine = table.c["id_hash"] == _hashed(held)
    with store.reading() as connection:
        row = connection.execute(sa.select(table).where(mine)).mappings().one_or_none()
    if row is None or now >= row["ends_at"] or now - row["seen_at"] >= idle:
        return None
    if now - row["seen_at"] >= _SEEN_EVERY:
        with store.writing() as connection:
            connection.execute(sa.update(table).where(mine).values(seen_at=now))
    return Seat(row["partner_id"], row["person"], row["role"], row["level"])


def end_session(store: Store, held: str) -> None:
    """End a session; one that is none stays none.

    Raises:
        DatabaseError: it could not be ended.
    """
    table = store.layout.session
    with store.writing() as connection:
        connection.execute(sa.delete(table).where(table.c["id_hash"] == _hashed(held)))


def _hashed(held: str) -> str:
    return hashlib.sha256(held.encode()).hexdigest()
