"""What was done and what was refused, for 400 days. Source: portal.md 7.3."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa

from sheetsync.portal.store.layout import Layout
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.seats import Seat

Action = Literal[
    "link_refused", "letter_asked", "signed_in", "sign_in_refused", "locked", "signed_out",
    "download", "download_refused", "letter_opened", "viewed_as", "signed_out_everywhere",
    "settings_changed", "requisites_asked",
    "decided", "decision_refused",
]  # fmt: skip
_KEPT = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done or refused.

    Attributes:
        action: what.
        person: a masked address; "" where nobody is known.
        partner_id: whose things it was about; "" for none.
        what: the submission, or why it was refused; never a token or a code.
        from_address: of the network, masked.
    """

    action: Action
    person: str = ""
    partner_id: str = ""
    what: str = ""
    from_address: str = ""


def record(store: Store, deed: Deed, now: datetime) -> None:
    """Keep what was done.

    Raises:
        DatabaseError: it could not be kept.
    """
    with store.writing() as connection:
        record_in(connection, store.layout, deed, now)


def record_in(connection: sa.Connection, layout: Layout, deed: Deed, now: datetime) -> None:
    """As `record`, in a transaction."""
    table = layout.audit
    connection.execute(sa.delete(table).where(table.c["at"] < now - _KEPT))
    last = connection.scalar(sa.select(sa.func.max(table.c["id"]))) or 0
    connection.execute(
        sa.insert(table).values(
            id=last + 1,
            at=now,
            person=deed.person,
            partner_id=deed.partner_id,
            action=deed.action,
            what=deed.what,
            from_address=deed.from_address,
        )
    )


def deeds(store: Store) -> tuple[tuple[datetime, Deed], ...]:
    """All that is kept, the oldest first, each with its moment.

    Raises:
        DatabaseError: the store cannot be read.
    """
    table = store.layout.audit
    with store.reading() as connection:
        found = connection.execute(_deeds(table).order_by(table.c["id"]))
        return tuple((at, Deed(*rest)) for at, *rest in found)


def own_deeds(
    store: Store, seat: Seat, actions: Sequence[Action], limit: int = 20
) -> tuple[tuple[datetime, Deed], ...]:
    """What was done about the things of the seat's partner, the last first.

    Raises:
        DatabaseError: the store cannot be read.
    """
    if not seat.partner_id:
        return ()
    table = store.layout.audit
    mine = sa.and_(table.c["partner_id"] == seat.partner_id, table.c["action"].in_(actions))
    query = _deeds(table).where(mine).order_by(table.c["id"].desc()).limit(limit)
    with store.reading() as connection:
        return tuple((at, Deed(*rest)) for at, *rest in connection.execute(query))


def _deeds(table: sa.Table) -> sa.Select[Any]:
    names = ("at", "action", "person", "partner_id", "what", "from_address")
    return sa.select(*(table.c[name] for name in names))
