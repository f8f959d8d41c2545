"""What a seat sees of its own submissions and files."""

from functools import lru_cache

import sqlalchemy as sa

from sheetsync.portal.store.desk import seen_by_desk
from sheetsync.portal.store.layout import Layout
from sheetsync.portal.store.meta import digits_of
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.rows import (
    PreparedQueries,
    file_of,
    prepared,
    queries_of,
    read_submissions,
)
from sheetsync.portal.store.seats import Seat
from sheetsync.rules.portal.submissions import FileFacts, StoredSubmission


def own_submissions(store: Store, seat: Seat) -> tuple[StoredSubmission, ...]:
    """What the seat's partner sent, the oldest first; of a link what is of its entity and month.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        return find_all_own(connection, store.layout, seat)


def own_submission(store: Store, seat: Seat, no: str) -> StoredSubmission | None:
    """One submission; None where the seat has none of that number.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        return find_own(connection, store.layout, seat, no)


def own_files(store: Store, seat: Seat, no: str) -> tuple[FileFacts, ...]:
    """The files of a submission, but infected ones; our own people see their partners'.

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
    values = {}
    if seat.role == "desk":
        query = query.where(seen_by_desk(store.layout, seat))
    else:
        query = query.where(_owned_by(store.layout, seat.is_link))
        values = _places_of(seat)
    with store.reading() as connection:
        return tuple(file_of(row) for row in connection.execute(query, values).mappings())


def own_file(store: Store, seat: Seat, no: str, sha256: str | None = None) -> FileFacts | None:
    """One of `own_files`: the first, or the one of a digest; None where there is none such.

    Raises:
        DatabaseError: the store cannot be read.
    """
    files = own_files(store, seat, no)
    return next((one for one in files if sha256 in {None, one.sha256}), None)


def find_all_own(
    connection: sa.Connection, layout: Layout, seat: Seat
) -> tuple[StoredSubmission, ...]:
    """As `own_submissions`, in a transaction."""
    return read_submissions(connection, _queries(layout, seat.is_link), _places_of(seat))


def find_own(
    connection: sa.Connection, layout: Layout, seat: Seat, no: str
) -> StoredSubmission | None:
    """As `own_submission`, in a transaction."""
    # No address that a person typed reaches a database that takes no such sign.
    if not digits_of(no):
        return None
    where = sa.and_(_owned_by(layout, seat.is_link), layout.submission.c["no"] == no)
    found = read_submissions(connection, queries_of(layout, where), _places_of(seat))
    return next(iter(found), None)


def own_numbers(connection: sa.Connection, layout: Layout, seat: Seat) -> frozenset[str]:
    """The numbers of what `own_submissions` gives, in a transaction."""
    query = _queries(layout, seat.is_link).submissions
    return frozenset(row[0] for row in query.rows(connection, _places_of(seat)))


@lru_cache(maxsize=100)
def _queries(layout: Layout, is_link: bool) -> PreparedQueries:  # noqa: FBT001  # what they are kept by
    return prepared(queries_of(layout, _owned_by(layout, is_link)))


def _owned_by(layout: Layout, is_link: bool) -> sa.ColumnElement[bool]:  # noqa: FBT001  # as above
    """Which submissions are a seat's; `_places_of` fills its places."""
    table = layout.submission
    names = ("partner_id", "entity_id", "month") if is_link else ("partner_id",)
    # A desk's seat is of no partner, and no submission is of none.
    mine = (table.c[name] == sa.bindparam(f"seat_{name}") for name in names)
    return sa.and_(table.c["partner_id"] != "", *mine)


def _places_of(seat: Seat) -> dict[str, object]:
    values: dict[str, object] = {"seat_partner_id": seat.partner_id}
    if seat.is_link:
        values |= {"seat_entity_id": seat.entity_id, "seat_month": seat.month}
    return values
