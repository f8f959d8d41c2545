"""Sessions of people who signed in; of what their browser holds only the hash is kept.

Source: portal.md 7.1, 7.3.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from sheetsync.portal.store.layout import Layout
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.seats import Level, Role, Seat
from sheetsync.sql import Prepared, Row

#: A session that nobody used for so long is over.
IDLE = timedelta(days=7)
_ID_BYTES = 32
#: Looking at pages is written down this seldom.
_SEEN_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who signed in.

    Attributes:
        person: their address; "partner" for whoever holds a letter's link.
        partner_id: "" for our own people, and for whoever has several partners and chose none.
        confirmed_at: when a one-time letter was last used; None for a letter's session.
        link_version: of the partner's links when it was opened.
        browser: by name, as the list of sessions shows it; "" for unknown.
        is_this: whether it is the one that asks.
    """

    person: str
    partner_id: str
    role: Role
    level: Level
    made_at: datetime
    seen_at: datetime
    ends_at: datetime
    confirmed_at: datetime | None = None
    link_version: int = 1
    browser: str = ""
    is_this: bool = False

    @property
    def seat(self) -> Seat:
        """Where they sit, the person by their whole address."""
        return Seat(self.partner_id, self.person, self.role, self.level)


#: What of it is kept.
SESSION_COLUMNS = tuple(name for name in Session.__dataclass_fields__ if name != "is_this")


@dataclass(frozen=True, slots=True)
class Opening:
    """How a session begins.

    Attributes:
        lasts: so long at most.
        link_version: of the partner's links.
        confirmed_at: when a one-time letter was last used; None: never.
        browser: by name.
        instead_of: what the browser held until now: that session is over, whosever it was.
    """

    lasts: timedelta
    link_version: int = 1
    confirmed_at: datetime | None = None
    browser: str = ""
    instead_of: str = ""


def new_session(
    connection: sa.Connection, layout: Layout, seat: Seat, now: datetime, how: Opening
) -> str:
    """Open a session; those that are over are taken away.

    Args:
        connection: of a transaction.
        layout: of the store.
        seat: who sits there.
        now: an aware moment.
        how: it begins.

    Returns:
        What the browser holds, 64 hexadecimal digits; nothing kept here leads back to it.
    """
    table = layout.session
    over = sa.or_(table.c["ends_at"] < now, table.c["id_hash"] == hashed(how.instead_of))
    connection.execute(sa.delete(table).where(over))
    held = secrets.token_hex(_ID_BYTES)
    connection.execute(
        sa.insert(table).values(
            id_hash=hashed(held),
            person=seat.person,
            partner_id=seat.partner_id,
            role=seat.role,
            level=seat.level,
            made_at=now,
            seen_at=now,
            ends_at=now + how.lasts,
            confirmed_at=how.confirmed_at,
            link_version=how.link_version,
            browser=how.browser,
        )
    )
    return held


def session_of(store: Store, held: str, now: datetime) -> Session | None:
    """Who signed in.

    Args:
        store: where it is kept.
        held: what the browser holds.
        now: an aware moment.

    Returns:
        None where there is none, or it is over.

    Raises:
        DatabaseError: the store cannot be read.
    """
    if not held:
        return None
    with store.reading() as connection:
        row = _query(store.layout).first(connection, {"session_id_hash": hashed(held)})
    return used(store, stored_session(row), held, now) if row else None


def stored_session(row: Row) -> Session:
    """The session that asks, of its `SESSION_COLUMNS`."""
    return Session(**dict(zip(SESSION_COLUMNS, row, strict=True)), is_this=True)


def used(store: Store, session: Session, held: str, now: datetime) -> Session | None:
    """A session that somebody uses now; None where it is over.

    Raises:
        DatabaseError: it could not be written down that it is used.
    """
    if now >= session.ends_at or now - session.seen_at >= IDLE:
        return None
    if now - session.seen_at >= _SEEN_EVERY:
        table = store.layout.session
        mine = table.c["id_hash"] == hashed(held)
        with store.writing() as connection:
            connection.execute(sa.update(table).where(mine).values(seen_at=now))
    return session


@lru_cache(maxsize=50)
def _query(layout: Layout) -> Prepared:
    table = layout.session
    mine = table.c["id_hash"] == sa.bindparam("session_id_hash")
    return Prepared(sa.select(*(table.c[name] for name in SESSION_COLUMNS)).where(mine))


def end_session(store: Store, held: str) -> None:
    """End a session; one that is none stays none.

    Raises:
        DatabaseError: it could not be ended.
    """
    table = store.layout.session
    with store.writing() as connection:
        connection.execute(sa.delete(table).where(table.c["id_hash"] == hashed(held)))


def sessions_of(store: Store, mine: Session, held: str, now: datetime) -> Sequence[Session]:
    """The sessions that `end_sessions` ends, those that were used last at the front.

    Args:
        store: where they are kept.
        mine: whoever asks.
        held: what their browser holds.
        now: an aware moment.

    Raises:
        DatabaseError: the store cannot be read.
    """
    table = store.layout.session
    alive = sa.and_(table.c["ends_at"] > now, table.c["seen_at"] > now - IDLE)
    query = sa.select(table).where(_together(table, mine), alive)
    query = query.order_by(table.c["seen_at"].desc(), table.c["id_hash"])
    with store.reading() as connection:
        return [_session(row, held) for row in connection.execute(query).mappings()]


def end_sessions(connection: sa.Connection, layout: Layout, mine: Session) -> int:
    """Sign somebody out everywhere; of a partner's also whoever came by a letter's link.

    Returns:
        How many sessions ended.
    """
    table = layout.session
    return connection.execute(sa.delete(table).where(_together(table, mine))).rowcount


def _together(table: sa.Table, mine: Session) -> sa.ColumnElement[bool]:
    own = table.c["person"] == mine.person
    if not mine.partner_id:
        return own
    of_partner = table.c["partner_id"] == mine.partner_id
    by_letter = sa.and_(of_partner, table.c["level"] == "letter")
    # The holder of a letter's link has no name that would tell them from those of other partners.
    return by_letter if mine.level == "letter" else sa.or_(own, by_letter)


def _session(row: Any, held: str) -> Session:  # noqa: ANN401  # a row of the table
    return Session(
        **{name: row[name] for name in SESSION_COLUMNS}, is_this=row["id_hash"] == hashed(held)
    )


def hashed(held: str) -> str:
    """What is kept of what a browser holds."""
    return hashlib.sha256(held.encode()).hexdigest()
