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


def own_files(store: Store, seat: Seat, no: str) -> tuple[FileFacts, ...]:
    """The files of a submission, but infected ones; our own people see those of all partners.

    Raises:
        DatabaseError: the store cannot be read.
    """
    if not digits_of(no):
        return ()
    table, sent = store.layout.file, store.layout.submission
    query = (
        sa.select(table)
        .join(sent, sent.c["no"] == table.c["submission_no"])
        .where(sent.c["no"] == no, table.c["scan"] != "infected")
        .order_by(table.c["rank"])
    )
    if seat.role != "desk":
        query = query.where(owned_by(store.layout, seat))
    with store.reading() as connection:
        return tuple(file_of(row) for row in connection.execute(query).mappings())


def own_file(store: Store, seat: Seat, no: str, sha256: str | None = None) -> FileFacts | None:
    """One of `own_files`: the first, or the one of a digest; None where there is none such.

    Raises:
        DatabaseError: the store cannot be read.
    """
    files = own_files(store, seat, no)
    return next((one for one in files if sha256 in {None, one.sha256}), None)


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
