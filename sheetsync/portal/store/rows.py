"""Rows of the store as submissions, files and events, and back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from sheetsync.portal.store.layout import Layout
from sheetsync.portal.store.meta import digits_of
from sheetsync.rules.portal.submissions import Event, FileFacts, StoredSubmission, Submission

_FILE_FIELDS = tuple(FileFacts.__struct_fields__)
_SUBMISSION_FIELDS = tuple(Submission.__struct_fields__)
#: So many values fit into one statement on every database.
_AT_ONCE = 500


def submission_row(submission: Submission) -> dict[str, object]:
    """A submission as the row that is inserted."""
    return msgspec.structs.asdict(submission)


def event_row(event: Event) -> dict[str, object]:
    """An event as the row that is inserted."""
    row = msgspec.structs.asdict(event)
    row["by_whom"] = row.pop("by")
    return row


def file_rows(no: str, files: Sequence[FileFacts]) -> list[dict[str, object]]:
    """Files of a submission as the rows that are inserted, in their order."""
    return [
        {**msgspec.structs.asdict(file), "submission_no": no, "rank": rank}
        for rank, file in enumerate(files)
    ]


def submission_of(row: sa.RowMapping) -> Submission:
    """The submission of a row."""
    return Submission(**{name: row[name] for name in _SUBMISSION_FIELDS})


def event_of(row: sa.RowMapping) -> Event:
    """The event of a row."""
    names = {name: row["by_whom" if name == "by" else name] for name in Event.__struct_fields__}
    return Event(**names)


def file_of(row: sa.RowMapping) -> FileFacts:
    """The file of a row."""
    return FileFacts(**{name: row[name] for name in _FILE_FIELDS})


def stored_submissions(
    connection: sa.Connection, layout: Layout, where: sa.ColumnElement[bool] | None = None
) -> tuple[StoredSubmission, ...]:
    """Submissions with their files and events, in the order of their numbers.

    Args:
        connection: of one state of the store, so that nothing is half there.
        layout: its tables.
        where: which of `layout.submission`; None: all.
    """
    wanted = sa.true() if where is None else where
    table = layout.submission
    found = connection.execute(sa.select(table).where(wanted)).mappings()
    submissions = sorted((submission_of(row) for row in found), key=lambda one: digits_of(one.no))
    among = sa.select(table.c["no"]).where(wanted)
    files = _files(connection, layout, None if where is None else among)
    events = _events(connection, layout, None if where is None else among)
    return tuple(
        StoredSubmission(submission=one, files=tuple(files[one.no]), events=tuple(events[one.no]))
        for one in submissions
    )


def _files(
    connection: sa.Connection, layout: Layout, among: sa.Select[Any] | None
) -> Mapping[str, list[FileFacts]]:
    table = layout.file
    query = sa.select(table).order_by(table.c["submission_no"], table.c["rank"])
    if among is not None:
        query = query.where(table.c["submission_no"].in_(among))
    return _by_number((row, file_of(row)) for row in connection.execute(query).mappings())


def _events(
    connection: sa.Connection, layout: Layout, among: sa.Select[Any] | None
) -> Mapping[str, list[Event]]:
    table = layout.event
    query = sa.select(table).order_by(table.c["seq"])
    if among is not None:
        query = query.where(table.c["submission_no"].in_(among))
    return _by_number((row, event_of(row)) for row in connection.execute(query).mappings())


def _by_number(pairs: Iterable[tuple[sa.RowMapping, Any]]) -> Mapping[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row, one in pairs:
        found[row["submission_no"]].append(one)
    return found


def insert_events(
    connection: sa.Connection,
    layout: Layout,
    events: Sequence[Event],
    told_at: datetime | None = None,
) -> None:
    """Insert events behind all others; their own `seq` is not looked at.

    Args:
        connection: in a transaction that writes.
        layout: the tables.
        events: in their order.
        told_at: when they stood in the Portal log; None: they wait for that.
    """
    table = layout.event
    last = connection.scalar(sa.select(sa.func.max(table.c["seq"]))) or 0
    rows = [
        {**event_row(event), "seq": seq, "told_at": told_at}
        for seq, event in enumerate(events, last + 1)
    ]
    if rows:
        connection.execute(sa.insert(table), rows)


def known_rows(connection: sa.Connection, layout: Layout, row_ids: Sequence[str]) -> set[str]:
    """Which of these row_ids there are."""
    table = layout.event
    found: set[str] = set()
    for start in range(0, len(row_ids), _AT_ONCE):
        part = row_ids[start : start + _AT_ONCE]
        query = sa.select(table.c["row_id"]).where(table.c["row_id"].in_(part))
        found.update(connection.scalars(query))
    return found
