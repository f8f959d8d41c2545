"""What the versions tell: a tab as of an instant, what changed, the history of a row."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa

from sheetsync.mirror.history import History, OpenRows, cells_of, chunks
from sheetsync.mirror.kept import KeptTab
from sheetsync.mirror.keys import NO_KEY, PART
from sheetsync.mirror.layout import ADDED, REMOVED, RETURNED, WHOLE_ROW
from sheetsync.mirror.seen_columns import OWN
from sheetsync.mirror.values import CellPair, Writing
from sheetsync.tables.columns.cells import is_blank

Version = sa.RowMapping
Cells = Mapping[str, CellPair]

#: So many cells tell people which row is meant.
_FIRST_CELLS = 6
_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Change:
    """One changed cell, or a row that came or went.

    Attributes:
        tab: code of the tab.
        key: of the row.
        column: code of the column, `OWN` and a header, or `WHOLE_ROW`.
        was, now: as people saw them; of a row ADDED, REMOVED or RETURNED, "" beside.
        at: when it was seen.
        not_before: the last check that saw it as it was; None: nobody had looked before.
        by: who wrote it.
        sync: number of the sight.
        renamed_from: the key that the row seems to have had.
        row: the row's first cells, as people saw them.
        named: what people know the row by: its key as they saw it, else its first cells.
    """

    tab: str
    key: str
    column: str
    was: str
    now: str
    at: datetime
    not_before: datetime | None
    by: str
    sync: int
    renamed_from: str = ""
    row: str = ""
    named: str = ""

    @property
    def what(self) -> str:
        """What became of the row, "" for a changed cell."""
        return (self.was or self.now) if self.column == WHOLE_ROW else ""


@dataclass(frozen=True, slots=True)
class TabVersions:
    """The versions of one tab, to be read."""

    connection: sa.Connection
    kept: KeptTab
    schema: str | None
    writing: Writing

    def as_of(self, at: datetime | None) -> list[Version]:
        """The rows that stood at an instant, or stand now, in the order of their first sight."""
        table = self._table
        found = sa.select(table).order_by(table.c["_id"])
        if at is None:
            return self._all(found.where(table.c["_valid_to"].is_(None)))
        ended = table.c["_valid_to"].is_(None) | (table.c["_valid_to"] > at)
        rows = self._all(found.where(table.c["_valid_from"] <= at, ended))
        first = self._first_seen(row["_key"] for row in rows)
        return sorted(rows, key=lambda row: (first[row["_key"]], row["_id"]))

    def open_rows(self) -> OpenRows:
        """The rows that stand now, without their cells."""
        return History(self.connection, self.kept, self.schema).open_rows()

    def of_key(self, key: str) -> list[Version]:
        """All versions of the rows whose key is a text, or begins with it as its first part."""
        table = self._table
        is_it = table.c["_key"] == key
        begins = table.c["_key"].startswith(key + PART, autoescape=True)
        doubled = table.c["_key"].startswith(key + "#", autoescape=True)
        return self._all(
            sa.select(table)
            .where(is_it | begins | doubled)
            .order_by(table.c["_key"], table.c["_id"])
        )

    def changes(self, since: datetime | None, until: datetime | None) -> list[Change]:
        """Every changed cell that was seen after `since` and not after `until`, oldest first."""
        table = self._table
        began = self._all(_between(sa.select(table), table.c["_valid_from"], since, until))
        ended = self._all(_between(sa.select(table), table.c["_valid_to"], since, until))
        before = self._by_id({row["_prev"] for row in began if row["_prev"] is not None})
        followed = {row["_prev"] for row in began if self._follows(row, before)}
        found = [one for row in began for one in self._news(row, before)]
        found += [
            self._row_change(row, REMOVED, row["_valid_to"], row["_closed_sync"])
            for row in ended
            if row["_id"] not in followed
        ]
        return sorted(found, key=lambda one: one.at)

    def changes_of(self, rows: Sequence[Version]) -> list[Change]:
        """What changed by some versions: each against the one before it, and ends without one."""
        before = self._by_id({row["_prev"] for row in rows if row["_prev"] is not None})
        after = {row["_prev"] for row in rows if self._follows(row, before)}
        found = [one for row in rows for one in self._news(row, before)]
        found += [
            self._row_change(row, REMOVED, row["_valid_to"], row["_closed_sync"])
            for row in rows
            if row["_valid_to"] is not None and row["_id"] not in after
        ]
        return found

    def of_sync(self, number: int) -> tuple[list[Version], list[Version], dict[int, Version]]:
        """What one sight saw: versions that began, rows that ended, and what each was before.

        Returns:
            Versions that began with it; versions that it ended without another one; by their ids,
            the versions that those which began came after, where they went straight on.
        """
        table = self._table
        began = self._all(sa.select(table).where(table.c["_sync"] == number).order_by("_id"))
        ended = self._all(sa.select(table).where(table.c["_closed_sync"] == number).order_by("_id"))
        before = self._by_id({row["_prev"] for row in began if row["_prev"] is not None})
        followed = {row["_prev"] for row in began if self._follows(row, before)}
        gone = [row for row in ended if row["_id"] not in followed]
        return began, gone, {number: before[number] for number in followed}

    def renamed(self, keys: Collection[str]) -> dict[str, str]:
        """Under which keys rows stand now that once had others, by those."""
        table = self._table
        later = table.alias("l")
        found: dict[str, str] = {}
        for chunk in chunks(keys):
            stands = (
                sa.select(later.c["_id"])
                .where(later.c["_key"] == table.c["_key"], later.c["_valid_to"].is_(None))
                .exists()
            )
            query = sa.select(table.c["_renamed_from"], table.c["_key"]).where(
                table.c["_renamed_from"].in_(chunk), stands
            )
            found |= {row[0]: row[1] for row in self.connection.execute(query)}
        return found

    def count_states(self) -> dict[str, int]:
        """How many open rows there are in each state of their key."""
        table = self._table
        found = self.connection.execute(
            sa.select(table.c["_key_state"], sa.func.count())
            .where(table.c["_valid_to"].is_(None))
            .group_by(table.c["_key_state"])
        )
        return {row[0]: row[1] for row in found}

    def cells(self, row: Version) -> dict[str, CellPair]:
        """The cells of a version that are not blank, by name."""
        return cells_of(self.kept, row, self.writing)

    def differences(self, was: Version, now: Version) -> Iterator[tuple[str, str, str]]:
        """The cells in which two versions differ: column, and both as people saw them."""
        yield from self._differing(self.cells(was), self.cells(now))

    def _differing(self, before: Cells, after: Cells) -> Iterator[tuple[str, str, str]]:
        for name in self._order({*before, *after}):
            one, other = before.get(name), after.get(name)
            if one != other:
                yield name, shown_text(one), shown_text(other)

    def _order(self, names: Collection[str]) -> list[str]:
        known = [column.name for column in self.kept.columns if column.name in names]
        return [*known, *sorted(name for name in names if name.startswith(OWN))]

    def _news(self, row: Version, before: Mapping[int, Version]) -> Iterator[Change]:
        if row["_prev"] is None:
            yield self._row_change(row, ADDED, row["_valid_from"], row["_sync"])
            return
        was = before.get(row["_prev"])
        if was is None:
            return
        if not self._follows(row, before):
            yield self._row_change(row, RETURNED, row["_valid_from"], row["_sync"])
        cells = self.cells(row)
        named = self._named(row, cells)
        for name, old, new in self._differing(self.cells(was), cells):
            yield Change(
                self.kept.code,
                row["_key"],
                name,
                old,
                new,
                row["_valid_from"],
                row["_not_before"],
                row["_by"],
                row["_sync"],
                named=named,
            )

    def _follows(self, row: Version, before: Mapping[int, Version]) -> bool:
        was = before.get(row["_prev"]) if row["_prev"] is not None else None
        return was is not None and bool(was["_valid_to"] == row["_valid_from"])

    def _row_change(self, row: Version, what: str, at: datetime, sync: int) -> Change:
        is_gone, cells = what == REMOVED, self.cells(row)
        return Change(
            self.kept.code,
            row["_key"],
            WHOLE_ROW,
            what if is_gone else "",
            "" if is_gone else what,
            at,
            row["_seen_until" if is_gone else "_not_before"],
            row["_by"],
            sync,
            "" if is_gone else row["_renamed_from"] or "",
            self._told(cells, ()),
            self._named(row, cells),
        )

    def _named(self, row: Version, cells: Cells) -> str:
        """A row's key as people saw it; its first cells where it has none."""
        return self._told(cells, [] if row["_key"].startswith(NO_KEY) else self.kept.key)

    def _told(self, cells: Cells, names: Collection[str]) -> str:
        """Some cells of a row as people saw them; the first ones when none are named."""
        texts = (shown_text(cells.get(name)) for name in names or self._order(cells))
        return _BETWEEN.join(islice(filter(None, texts), _FIRST_CELLS))

    def _first_seen(self, keys: Iterator[str]) -> dict[str, int]:
        table = self._table
        return {
            row[0]: row[1]
            for chunk in chunks(keys)
            for row in self.connection.execute(
                sa.select(table.c["_key"], sa.func.min(table.c["_id"]))
                .where(table.c["_key"].in_(chunk))
                .group_by(table.c["_key"])
            )
        }

    def _by_id(self, ids: Collection[int]) -> dict[int, Version]:
        table = self._table
        return {
            row["_id"]: row
            for chunk in chunks(ids)
            for row in self._all(sa.select(table).where(table.c["_id"].in_(chunk)))
        }

    def _all(self, query: sa.Select[Any]) -> list[Version]:
        return list(self.connection.execute(query).mappings().all())

    @property
    def _table(self) -> sa.Table:
        return self.kept.table(self.schema)


def shown_text(cell: CellPair | None) -> str:
    """A cell as people see it; "" for a blank one."""
    if cell is None or is_blank(cell[0]):
        return ""
    return str(cell[0]) if cell[1] is None else cell[1]


def _between(
    query: sa.Select[Any],
    column: sa.ColumnElement[Any],
    since: datetime | None,
    until: datetime | None,
) -> sa.Select[Any]:
    # In one order, whatever the database: of one instant, as they were written.
    query = query.where(column.is_not(None)).order_by("_id")
    if since is not None:
        query = query.where(column > since)
    return query.where(column <= until) if until is not None else query


def newest_first(changes: Sequence[Change]) -> list[Change]:
    """Changes, the newest first; those of one sight by tab and row as they were."""
    return sorted(changes, key=lambda one: one.at, reverse=True)
