"""Rows of the store as submissions, files and events, and back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa

from sheetsync.portal.store.layout import Layout
from sheetsync.portal.store.meta import digits_of
from sheetsync.rules.portal.submissions import Event, FileFacts, StoredSubmission, Submission
from sheetsync.sql import Prepared

_T = TypeVar("_T")
_FILE_FIELDS = tuple(FileFacts.__struct_fields__)
_SUBMISSION_FIELDS = tuple(Submission.__struct_fields__)
_EVENT_FIELDS = tuple(Event.__struct_fields__)
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
    return Event(**{name: row[_column(name)] for name in _EVENT_FIELDS})


def file_of(row: sa.RowMapping) -> FileFacts:
    """The file of a row."""
    return FileFacts(**{name: row[name] for name in _FILE_FIELDS})


@dataclass(frozen=True)
class Queries:
    """What reads some submissions with their files and events."""

    submissions: sa.Select[Any]
    files: sa.Select[Any]
    events: sa.Select[Any]


@dataclass(frozen=True)
class PreparedQueries:
    """`Queries` of whoever reads the same ones for every page."""

    submissions: Prepared
    files: Prepared
    events: Prepared


def queries_of(layout: Layout, where: sa.ColumnElement[bool] | None = None) -> Queries:
    """What reads submissions.

    Args:
        layout: the tables.
        where: which of `layout.submission`; None: all.
    """
    sent, file, event = layout.submission, layout.file, layout.event
    submissions = sa.select(*(sent.c[name] for name in _SUBMISSION_FIELDS))
    files = sa.select(file.c["submission_no"], *(file.c[name] for name in _FILE_FIELDS))
    events = sa.select(event.c["submission_no"], *(event.c[_column(one)] for one in _EVENT_FIELDS))
    if where is not None:
        among = sa.select(sent.c["no"]).where(where)
        submissions = submissions.where(where)
        files = files.where(file.c["submission_no"].in_(among))
        events = events.where(event.c["submission_no"].in_(among))
    return Queries(
        submissions,
        files.order_by(file.c["submission_no"], file.c["rank"]),
        events.order_by(event.c["seq"]),
    )


def prepared(queries: Queries) -> PreparedQueries:
    """The same queries, to be asked all day."""
    return PreparedQueries(
        Prepared(queries.submissions), Prepared(queries.files), Prepared(queries.events)
    )


def read_submissions(
    connection: sa.Connection,
    queries: Queries | PreparedQueries,
    values: Mapping[str, object] | None = None,
) -> tuple[StoredSubmission, ...]:
    """Submissions with their files and events, in the order of their numbers.

    Args:
        connection: of one state of the store, so that nothing is half there.
        queries: which.
        values: for the places in the queries.
    """
    given = dict(values or {})
    found = _rows(connection, queries.submissions, given)
    submissions = [_made(Submission, _SUBMISSION_FIELDS, row) for row in found]
    if not submissions:
        return ()
    files = _by_number(_rows(connection, queries.files, given), FileFacts, _FILE_FIELDS)
    events = _by_number(_rows(connection, queries.events, given), Event, _EVENT_FIELDS)
    return tuple(
        StoredSubmission(
            submission=one, files=tuple(files.get(one.no, ())), events=tuple(events.get(one.no, ()))
        )
        for one in sorted(submissions, key=lambda one: digits_of(one.no))
    )


def stored_submissions(
    connection: sa.Connection, layout: Layout, where: sa.ColumnElement[bool] | None = None
) -> tuple[StoredSubmission, ...]:
    """As `read_submissions`, of those that are asked for once. See `queries_of`."""
    return read_submissions(connection, queries_of(layout, where))


def _rows(
    connection: sa.Connection, query: sa.Select[Any] | Prepared, values: Mapping[str, object]
) -> Iterable[Sequence[Any]]:
    if isinstance(query, Prepared):
        return query.rows(connection, values)
    return connection.execute(query, values)


def _column(field: str) -> str:
    return "by_whom" if field == "by" else field


def _made(kind: type[_T], fields: Sequence[str], row: Iterable[Any]) -> _T:
    return kind(**dict(zip(fields, row, strict=True)))


def _by_number(
    rows: Iterable[Sequence[Any]], kind: type[_T], fields: Sequence[str]
) -> Mapping[str, list[_T]]:
    found: dict[str, list[_T]] = defaultdict(list)
    for no, *values in rows:
        found[no].append(_made(kind, fields, values))
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
