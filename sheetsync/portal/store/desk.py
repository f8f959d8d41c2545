"""What our own people see of what partners sent: one choke point for all of their pages.

Source: portal.md 7.1 (desk), 7.4 (2).
"""

from collections.abc import Collection

import sqlalchemy as sa

from sheetsync.portal.store.layout import Layout
from sheetsync.portal.store.meta import digits_of
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.pages import found_submissions
from sheetsync.portal.store.rows import stored_submissions
from sheetsync.portal.store.seats import Seat
from sheetsync.rules.portal.page_parts import PageSubmission
from sheetsync.rules.portal.submissions import StoredSubmission


def seen_by_desk(layout: Layout, seat: Seat) -> sa.ColumnElement[bool]:
    """Which submissions a seat of our own people sees; none for any other seat."""
    if seat.role != "desk":
        return sa.false()
    if seat.partners is None:
        return sa.true()
    return layout.submission.c["partner_id"].in_(sorted(seat.partners))


def desk_submissions(
    store: Store, seat: Seat, numbers: Collection[str], after_seq: int
) -> tuple[StoredSubmission, ...]:
    """Submissions that a seat of our own people sees, in the order of their numbers.

    Args:
        store: where they are.
        seat: who asks.
        numbers: those that a round has found.
        after_seq: those with a newer event are given besides.

    Raises:
        DatabaseError: the store cannot be read.
    """
    sent, event = store.layout.submission, store.layout.event
    newer = sa.select(event.c["submission_no"]).where(event.c["seq"] > after_seq)
    where = sa.or_(sent.c["no"].in_(sorted(numbers)), sent.c["no"].in_(newer))
    with store.reading() as connection:
        mine = sa.and_(seen_by_desk(store.layout, seat), where)
        return stored_submissions(connection, store.layout, mine)


def desk_submission(store: Store, seat: Seat, no: str) -> StoredSubmission | None:
    """One submission; None where the seat sees none of that number.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        return find_for_desk(connection, store.layout, seat, no)


def found_by_round(store: Store, seat: Seat, stored: StoredSubmission) -> PageSubmission | None:
    """How the last round found a submission that the seat sees.

    Raises:
        DatabaseError: the store cannot be read.
        PortalError: a page was written by another version.
    """
    sent = stored.submission
    if seat.role != "desk":
        return None
    with store.reading() as connection:
        return found_submissions(connection, store.layout, sent.partner_id).get(sent.no)


def month_submissions(
    store: Store, seat: Seat, partner_id: str, month: str
) -> tuple[StoredSubmission, ...]:
    """What a partner sent for a month, in the order of its numbers.

    Raises:
        DatabaseError: the store cannot be read.
    """
    sent = store.layout.submission
    where = sa.and_(
        seen_by_desk(store.layout, seat),
        sent.c["partner_id"] == partner_id,
        sent.c["month"] == month,
    )
    with store.reading() as connection:
        return stored_submissions(connection, store.layout, where)


def find_for_desk(
    connection: sa.Connection, layout: Layout, seat: Seat, no: str
) -> StoredSubmission | None:
    """As `desk_submission`, in a transaction."""
    # No address that a person typed reaches a database that takes no such sign.
    if not digits_of(no):
        return None
    where = sa.and_(seen_by_desk(layout, seat), layout.submission.c["no"] == no)
    return next(iter(stored_submissions(connection, layout, where)), None)
