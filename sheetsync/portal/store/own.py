"""What a seat sees of its own submissions and files."""

import sqlalchemy as sa

from sheetsync.portal.store.layout import Layout
from sheetsync.portal.store.meta import digits_of
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.rows import file_of, stored_submissions
from sheetsync.portal.store.seats import Seat
from sheetsync.rules.portal.submissions import FileFacts, StoredSubmission


def own_submissions(store: Store, seat: Seat) -> tuple[StoredSubmission, ...]:
    """What the seat's partner sent, the oldest first; of a link what is of its entity and month.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        return stored_submissions(connection, store.layout, owned_by(store.layout, seat))


def own_submission(store: Store, seat: Seat, no: str) -> StoredSubmission | None:
    """One submission; None where the seat has none of that number.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        return find_own(connection, store.layout, seat, no)


def own_file(store: Store, seat: Seat, no: str, sha256: str | None = None) -> FileFacts | None:
    """A file of a submission; our own people see those of all partners.

    Args:
        store: where it is looked for.
        seat: who asks.
        no: of the submission.
        sha256: which of its files; None: the first.

    Returns:
        None where the seat has none such, and for an infected one.

    Raises:
        DatabaseError: the store cannot be read.
    """
    if not digits_of(no) or not (sha256 or "0").isalnum():
        return None
    table = store.layout.file
    sent = store.layout.submission
    query = (
        sa.select(table)
        .join(sent, sent.c["no"] == table.c["submission_no"])
        .where(sent.c["no"] == no, table.c["scan"] != "infected")
        .order_by(table.c["rank"])
        .limit(1)
    )
    if seat.role != "desk":
        query = query.where(owned_by(store.layout, seat))
    if sha256 is not None:
        query = query.where(table.c["sha256"] == sha256)
    with store.reading() as connection:
        row = connection.execute(query).mappings().one_or_none()
    return file_of(row) if row is not None else None


def find_own(
    connection: sa.Connection, layout: Layout, seat: Seat, no: str
) -> StoredSubmission | None:
    """As `own_submission`, in a transaction."""
    # No address that a person typed reaches a database that takes no such sign.
    if not digits_of(no):
        return None
    where = sa.and_(owned_by(layout, seat), layout.submission.c["no"] == no)
    return next(iter(stored_submissions(connection, layout, where)), None)


def owned_by(layout: Layout, seat: Seat) -> sa.ColumnElement[bool]:
    """Which submissions are the seat's."""
    table = layout.submission
    # A desk's seat is of no partner, and no submission is of none.
    mine = sa.and_(table.c["partner_id"] == seat.partner_id, table.c["partner_id"] != "")
    if not seat.is_link:
        return mine
    return sa.and_(mine, table.c["entity_id"] == seat.entity_id, table.c["month"] == seat.month)
