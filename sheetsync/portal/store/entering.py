"""What the worker alone asks of acceptances and notes of them: ids without a seat.

Source: portal.md 1 (decision 4), 5.5.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

import sqlalchemy as sa

from sheetsync.portal.store.acceptance_rows import acceptance_of, reason_text
from sheetsync.portal.store.opening import Store
from sheetsync.rules.portal.acceptances import Acceptance


def acceptances_under_way(store: Store) -> tuple[Acceptance, ...]:
    """Those that are asked for, on their way or written, the oldest first.

    Raises:
        DatabaseError: the store cannot be read.
    """
    table = store.layout.acceptance
    query = sa.select(table).where(table.c["state"] != "failed")
    with store.reading() as connection:
        rows = connection.execute(query.order_by(table.c["asked_at"], table.c["submission_no"]))
        return tuple(acceptance_of(row) for row in rows.mappings())


def begin_writing(store: Store, numbers: Collection[str], at: datetime) -> None:
    """Note that rows are on their way: from now on nobody knows whether they stand.

    Raises:
        DatabaseError: nothing was noted, and nothing may be written.
    """
    _note(store, numbers, state="writing", tried_at=at, reason="")


def take_back(store: Store, numbers: Collection[str], reason: Mapping[str, str]) -> None:
    """Note that rows surely do not stand yet, and why; they are tried again.

    Raises:
        DatabaseError: nothing was noted.
    """
    _note(store, numbers, state="asked", tried_at=None, reason=reason_text(reason))


def note_written(store: Store, rows: Mapping[str, int]) -> None:
    """Note that rows stand.

    Args:
        store: where it is noted.
        rows: of the people's tab by number of the submission; 0 where nobody has looked.

    Raises:
        DatabaseError: nothing was noted.
    """
    for no, row in rows.items():
        _note(store, [no], state="written", reason="", row_number=row)


def note_failed(store: Store, reasons: Mapping[str, Mapping[str, str]]) -> None:
    """Note why rows are not entered; whoever asked reads it and decides anew.

    Args:
        store: where it is noted.
        reasons: by number of the submission and language.

    Raises:
        DatabaseError: nothing was noted.
    """
    for no, reason in reasons.items():
        _note(store, [no], state="failed", tried_at=None, reason=reason_text(reason))


def end_acceptances(store: Store, settled: Collection[str]) -> None:
    """Forget acceptances that a look at the workbook is done with: those that were written.

    Args:
        store: where they are.
        settled: submissions that nobody can accept any more; of those, failed ones too.

    Raises:
        DatabaseError: nothing was changed.
    """
    table = store.layout.acceptance
    failed = [one.no for one in all_acceptances(store) if one.state == "failed"]
    over = sorted(set(failed) & set(settled))
    is_over = sa.and_(table.c["state"] == "failed", table.c["submission_no"].in_(over))
    with store.writing() as connection:
        connection.execute(sa.delete(table).where(sa.or_(table.c["state"] == "written", is_over)))


def all_acceptances(store: Store) -> tuple[Acceptance, ...]:
    """All there are, those that failed too.

    Raises:
        DatabaseError: the store cannot be read.
    """
    table = store.layout.acceptance
    with store.reading() as connection:
        rows = connection.execute(sa.select(table).order_by(table.c["submission_no"]))
        return tuple(acceptance_of(row) for row in rows.mappings())


def _note(store: Store, numbers: Collection[str], **values: object) -> None:
    table = store.layout.acceptance
    if numbers:
        with store.writing() as connection:
            mine = table.c["submission_no"].in_(sorted(numbers))
            connection.execute(sa.update(table).where(mine).values(**values))
