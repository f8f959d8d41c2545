"""What the worker alone asks of the store: ids without a seat. Source: portal.md 5.5, 5.6."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
import sqlalchemy as sa

from sheetsync.portal.store.meta import (
    digits_of,
    last_number,
    meta_value,
    raise_number,
    set_meta_value,
)
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.rows import (
    event_of,
    file_of,
    file_rows,
    insert_events,
    known_rows,
    stored_submissions,
    submission_of,
    submission_row,
)
from sheetsync.rules.portal.submissions import (
    Event,
    FileFacts,
    ScanState,
    StoredSubmission,
    Submission,
)

#: What a row of the log holds beside its event's own texts, in bytes.
_ROW_BYTES = 600
_AT_ONCE = 500
#: Keys of the worker's own values stand apart from those of the store.
_OWN = "worker."

Untold = tuple[Event, Submission, FileFacts | None]


@dataclass(frozen=True, slots=True)
class Queue:
    """How much waits to be told.

    Attributes:
        untold: events without a row in the Portal log.
        oldest_at: when the oldest of them happened.
    """

    untold: int
    oldest_at: datetime | None


def untold_events(store: Store, limit: int = 500, max_bytes: int = 2_000_000) -> tuple[Untold, ...]:
    """Events that have no row in the Portal log, in order of `seq`, with their submission.

    Args:
        store: whose queue it is.
        limit: at most so many.
        max_bytes: of their rows together; one event is given, however long it is.

    Raises:
        DatabaseError: the store cannot be read.
    """
    event, sent, file = store.layout.event, store.layout.submission, store.layout.file
    query = sa.select(event).where(event.c["told_at"].is_(None)).order_by(event.c["seq"])
    with store.reading() as connection:
        rows = connection.execute(query.limit(limit)).mappings()
        events = _within([event_of(row) for row in rows], max_bytes)
        numbers = list({one.submission_no for one in events})
        submissions: dict[str, Submission] = {}
        files: dict[str, FileFacts] = {}
        for start in range(0, len(numbers), _AT_ONCE):
            part = numbers[start : start + _AT_ONCE]
            found = connection.execute(sa.select(sent).where(sent.c["no"].in_(part))).mappings()
            submissions |= {row["no"]: submission_of(row) for row in found}
            first = sa.select(file).where(file.c["submission_no"].in_(part), file.c["rank"] == 0)
            for row in connection.execute(first).mappings():
                files[row["submission_no"]] = file_of(row)
    return tuple(
        (one, submissions[one.submission_no], files.get(one.submission_no)) for one in events
    )


def queue_of(store: Store) -> Queue:
    """How much waits to be told, and since when.

    Raises:
        DatabaseError: the store cannot be read.
    """
    event = store.layout.event
    query = sa.select(sa.func.count(), sa.func.min(event.c["at"])).where(
        event.c["told_at"].is_(None)
    )
    with store.reading() as connection:
        untold, oldest_at = connection.execute(query).one()
    return Queue(untold, oldest_at)


def mark_told(store: Store, row_ids: Collection[str], at: datetime) -> None:
    """Note that events stand in the Portal log; those that did before keep their hour.

    Raises:
        DatabaseError: nothing was noted.
    """
    with store.writing() as connection:
        _mark_told(connection, store, list(row_ids), at)


def all_submissions(store: Store) -> tuple[StoredSubmission, ...]:
    """All there are, in the order of their numbers.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        return stored_submissions(connection, store.layout)


def record_events(store: Store, events: Sequence[Event]) -> int:
    """Keep events that are not there yet; `row_id` says which.

    Returns:
        How many were new.

    Raises:
        DatabaseError: none was kept.
    """
    with store.writing() as connection:
        return _insert_new(connection, store, events)


def settle_scan(
    store: Store, file: FileFacts, scan: ScanState, place: str, events: Sequence[Event]
) -> None:
    """Note what a scanner said of a file, in every submission that holds it, with its events.

    Args:
        store: where it is noted.
        file: as it was given to the scanner.
        scan: what it said.
        place: where the file lies now.
        events: that tell of it.

    Raises:
        DatabaseError: nothing was noted.
    """
    table = store.layout.file
    with store.writing() as connection:
        connection.execute(
            sa.update(table)
            .where(table.c["sha256"] == file.sha256, table.c["place"] == file.place)
            .values(scan=scan, place=place)
        )
        _insert_new(connection, store, events)


def pending_files(store: Store) -> tuple[tuple[str, FileFacts], ...]:
    """Files that no scanner has looked at, with the number of their submission.

    Raises:
        DatabaseError: the store cannot be read.
    """
    table = store.layout.file
    query = (
        sa.select(table)
        .where(table.c["scan"] == "pending")
        .order_by(table.c["submission_no"], table.c["rank"])
    )
    with store.reading() as connection:
        rows = connection.execute(query).mappings()
        return tuple((row["submission_no"], file_of(row)) for row in rows)


def held_places(store: Store) -> frozenset[str]:
    """Where in the vault files of submissions lie.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        return frozenset(connection.scalars(sa.select(store.layout.file.c["place"])))


def adopt(store: Store, found: Sequence[StoredSubmission], at: datetime) -> int:
    """Keep what the Portal log holds and the store lacks; what is there stays as it is.

    What the log holds is not told again, neither what is adopted nor what a store from a backup has
    not told yet. Numbers go on above.

    Args:
        store: an empty one, or one from a backup.
        found: submissions, files and events of the log, in its order.
        at: the moment that it was read.

    Returns:
        How many submissions and events were missing.

    Raises:
        DatabaseError: nothing was kept.
    """
    layout = store.layout
    with store.writing() as connection:
        known = set(connection.scalars(sa.select(layout.submission.c["no"])))
        fresh = [one for one in found if one.submission.no not in known]
        for one in fresh:
            sent = one.submission
            # The log does not hold what made the form unique; no form will send it again.
            kept = msgspec.structs.replace(sent, once=sent.once or f"adopted {sent.no}")
            connection.execute(sa.insert(layout.submission).values(submission_row(kept)))
            if one.files:
                connection.execute(sa.insert(layout.file), file_rows(sent.no, one.files))
        events = [event for one in found for event in one.events]
        count = _insert_new(connection, store, sorted(events, key=lambda event: event.seq), at)
        _mark_told(connection, store, [event.row_id for event in events], at)
        most = max((digits_of(one.submission.no) for one in found), default=0)
        raise_number(connection, layout, most)
    return len(fresh) + count


def raise_numbers(store: Store, above: int) -> None:
    """Have numbers go on above this one; they never go back.

    Raises:
        DatabaseError: nothing was changed.
    """
    with store.writing() as connection:
        raise_number(connection, store.layout, above)


def highest_number(store: Store) -> int:
    """The digits of the number that was given last.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        return last_number(connection, store.layout)


def get_value(store: Store, key: str) -> str:
    """What the worker keeps under a key; "" for nothing.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        return meta_value(connection, store.layout, _OWN + key)


def set_values(store: Store, values: Mapping[str, str]) -> None:
    """Keep values of the worker by key, together.

    Raises:
        DatabaseError: none was kept.
    """
    with store.writing() as connection:
        for key, value in values.items():
            set_meta_value(connection, store.layout, _OWN + key, value)


def _within(events: Sequence[Event], max_bytes: int) -> list[Event]:
    found: list[Event] = []
    left = max_bytes
    for event in events:
        left -= _ROW_BYTES + len(event.facts.encode()) + len(event.text.encode())
        if left < 0 and found:
            break
        found.append(event)
    return found


def _mark_told(
    connection: sa.Connection, store: Store, row_ids: Sequence[str], at: datetime
) -> None:
    event = store.layout.event
    for start in range(0, len(row_ids), _AT_ONCE):
        part = row_ids[start : start + _AT_ONCE]
        connection.execute(
            sa.update(event)
            .where(event.c["row_id"].in_(part), event.c["told_at"].is_(None))
            .values(told_at=at)
        )


def _insert_new(
    connection: sa.Connection,
    store: Store,
    events: Sequence[Event],
    told_at: datetime | None = None,
) -> int:
    unique = {event.row_id: event for event in events}
    known = known_rows(connection, store.layout, list(unique))
    fresh = [event for row_id, event in unique.items() if row_id not in known]
    insert_events(connection, store.layout, fresh, told_at)
    return len(fresh)
