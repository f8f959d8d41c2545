"""Rows that our people ask for at the desk: one a submission at a time, nothing decided meanwhile.

Source: portal.md 1 (decision 4), 8 (`accept`).
"""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from sheetsync.portal.store.acceptance_rows import acceptance_of, acceptance_row
from sheetsync.portal.store.deciding import Decision, DecisionEnd, is_open_to
from sheetsync.portal.store.desk import find_for_desk, seen_by_desk
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.seats import Seat
from sheetsync.rules.portal.acceptances import Acceptance
from sheetsync.tables.catalogue.portal import PAPER_KINDS


def ask_for_row(
    store: Store, seat: Seat, name: str, decision: Decision, now: datetime
) -> DecisionEnd:
    """Have the worker enter a submission's row; whoever clicks second asks for the same row.

    Args:
        store: where it is kept.
        seat: whose click it is.
        name: how events name that person.
        decision: of the kind "accepted".
        now: an aware moment.

    Raises:
        DatabaseError: nothing was changed.
    """
    table = store.layout.acceptance
    mine = table.c["submission_no"] == decision.no
    with store.writing() as connection:
        stored = find_for_desk(connection, store.layout, seat, decision.no)
        if stored is None or stored.submission.kind not in PAPER_KINDS:
            return "unknown"
        row = connection.execute(sa.select(table).where(mine)).mappings().first()
        before = acceptance_of(row) if row else None
        if before and (before.is_under_way or before.once == decision.once):
            return "done"
        if not is_open_to(connection, store.layout, stored, decision):
            return "overtaken"
        asked = Acceptance(no=decision.no, state="asked", by=name, asked_at=now, once=decision.once)
        connection.execute(sa.delete(table).where(mine))
        connection.execute(sa.insert(table).values(acceptance_row(asked)))
    return "done"


def acceptances_seen(store: Store, seat: Seat) -> Mapping[str, Acceptance]:
    """What was asked for and is not done with, of what a seat of our own people sees, by number.

    Raises:
        DatabaseError: the store cannot be read.
    """
    layout = store.layout
    table, sent = layout.acceptance, layout.submission
    mine = sa.select(sent.c["no"]).where(seen_by_desk(layout, seat))
    query = sa.select(table).where(table.c["submission_no"].in_(mine))
    with store.reading() as connection:
        found = [acceptance_of(row) for row in connection.execute(query).mappings()]
    return {one.no: one for one in found}
