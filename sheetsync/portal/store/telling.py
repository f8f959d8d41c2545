"""Events by their place in the order of the store: what is new, and what the log lost again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.rows import event_of, stored_submissions
from sheetsync.rules.portal.submissions import Event, StoredSubmission

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event, and the submission that it is of as it stands now."""

    event: Event
    stored: StoredSubmission


def events_after(store: Store, seq: int, limit: int = 200) -> tuple[NewEvent, ...]:
    """Events behind a place in the order of the store, the first ones; for the worker.

    Args:
        store: whose events they are.
        seq: the place; those behind it are given.
        limit: at most so many.

    Raises:
        DatabaseError: the store cannot be read.
    """
    event, sent = store.layout.event, store.layout.submission
    query = sa.select(event).where(event.c["seq"] > seq).order_by(event.c["seq"]).limit(limit)
    with store.reading() as connection:
        events = [event_of(row) for row in connection.execute(query).mappings()]
        numbers = {one.submission_no for one in events}
        found = stored_submissions(connection, store.layout, sent.c["no"].in_(numbers))
    by_number = {one.submission.no: one for one in found}
    return tuple(NewEvent(one, by_number[one.submission_no]) for one in events)


def last_seq(store: Store) -> int:
    """The place of the last event; 0 for none.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        return connection.scalar(sa.select(sa.func.max(store.layout.event.c["seq"]))) or 0


def told_before(store: Store, moment: datetime) -> frozenset[str]:
    """The row_ids of events that stood in the log before a moment.

    Raises:
        DatabaseError: the store cannot be read.
    """
    event = store.layout.event
    query = sa.select(event.c["row_id"]).where(event.c["told_at"] < moment)
    with store.reading() as connection:
        return frozenset(connection.scalars(query))


def tell_again(store: Store, row_ids: Collection[str]) -> None:
    """Note that events stand in the log no longer, so that they are told once more.

    Raises:
        DatabaseError: nothing was noted.
    """
    event, ids = store.layout.event, list(row_ids)
    with store.writing() as connection:
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            connection.execute(
                sa.update(event).where(event.c["row_id"].in_(part)).values(told_at=None)
            )
