"""The table of one tab's versions: read, closed, added to."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import NamedTuple, TypeVar

import sqlalchemy as sa

from sheetsync.mirror.kept import KeptTab
from sheetsync.mirror.seen_columns import OWN, in_order, picked
from sheetsync.mirror.values import CellPair, Writing, json_value
from sheetsync.sql.bulk import fetch_columns, insert_columns
from sheetsync.tables.columns.cells import is_blank
from sheetsync.tables.frames import frame_name

Item = TypeVar("Item")
#: SQLite takes no more than 999 values a statement where it is old.
_CHUNK = 500


class OpenRow(NamedTuple):
    """A row as it stands now, without its cells."""

    id: int
    key: str


@dataclass(frozen=True, slots=True)
class OpenRows:
    """All rows of a tab as they stand now, in the order in which they were written.

    Attributes:
        ids, keys, hashes: of each.
    """

    ids: Sequence[int]
    keys: Sequence[str]
    hashes: Sequence[bytes]

    def __len__(self) -> int:
        """How many there are."""
        return len(self.ids)

    def row(self, at: int) -> OpenRow:
        """One of them."""
        return OpenRow(self.ids[at], self.keys[at])


@dataclass(frozen=True, slots=True)
class NewVersions:
    """Versions to be written, a place each.

    Attributes:
        values: typed, by the columns of the database; ``_raw`` and ``_extra`` too.
        by: who wrote each, "" where that is not known apart from the rest.
    """

    keys: Sequence[str]
    prevs: Sequence[int | None]
    states: Sequence[str]
    renamed_from: Sequence[str | None]
    hashes: Sequence[bytes]
    values: Mapping[str, Sequence[object]]
    by: Sequence[str]


@dataclass(frozen=True, slots=True)
class Moment:
    """When versions begin, and by which sight and whom."""

    at: datetime
    not_before: datetime | None
    sync_id: int
    by: str


class History:
    """One tab's versions in an open transaction."""

    def __init__(self, connection: sa.Connection, kept: KeptTab, schema: str | None) -> None:
        self._connection = connection
        self.kept = kept
        self.table = kept.table(schema)

    def open_rows(self) -> OpenRows:
        """All rows as they stand now."""
        table = self.table
        ids, keys, hashes = fetch_columns(
            self._connection,
            sa.select(table.c["_id"], table.c["_key"], table.c["_hash"]).where(
                table.c["_valid_to"].is_(None)
            ),
        )
        # Sorted here: SQLite would take an index by the id, and look at all that ever stood.
        order = in_order(sorted(range(len(ids)), key=ids.__getitem__))
        return OpenRows(picked(ids, order), picked(keys, order), picked(hashes, order))

    def full(self, ids: Collection[int]) -> dict[int, sa.RowMapping]:
        """Versions with all their columns, by id."""
        table = self.table
        return {
            row["_id"]: row
            for chunk in chunks(ids)
            for row in self._connection.execute(sa.select(table).where(table.c["_id"].in_(chunk)))
            .mappings()
            .all()
        }

    def formulas(self) -> dict[str, tuple[int, str | None]]:
        """Id and formulas of each version that stands, by its key."""
        table = self.table
        found = self._connection.execute(
            sa.select(table.c["_key"], table.c["_id"], table.c["_formulas"]).where(
                table.c["_valid_to"].is_(None)
            )
        )
        return {row[0]: (row[1], row[2]) for row in found}

    def everything(self) -> list[sa.RowMapping]:
        """All versions with all their columns, the oldest first."""
        found = self._connection.execute(sa.select(self.table).order_by(self.table.c["_id"]))
        return list(found.mappings())

    def execute(self, statement: sa.Update, values: Sequence[Mapping[str, object]]) -> None:
        """Run a statement for each set of values."""
        self._connection.execute(statement, [dict(one) for one in values])

    def newest_closed(self, keys: Collection[str]) -> dict[str, int]:
        """The id of the last closed version of each key that has one."""
        table = self.table
        ended = sa.select(table.c["_id"]).where(table.c["_valid_to"].is_not(None)).limit(1)
        if not keys or self._connection.scalar(ended) is None:
            return {}
        return {
            row[0]: row[1]
            for chunk in chunks(keys)
            for row in self._connection.execute(
                sa.select(table.c["_key"], sa.func.max(table.c["_id"]))
                .where(table.c["_key"].in_(chunk), table.c["_valid_to"].is_not(None))
                .group_by(table.c["_key"])
            )
        }

    def close(self, ids: Collection[int], moment: Moment) -> None:
        """End versions; those that have ended already stay as they are."""
        table = self.table
        for chunk in chunks(ids):
            self._connection.execute(
                sa.update(table)
                .where(table.c["_id"].in_(chunk), table.c["_valid_to"].is_(None))
                .values(
                    {
                        "_valid_to": moment.at,
                        "_closed_sync": moment.sync_id,
                        "_seen_until": moment.not_before,
                    }
                )
            )

    def add(self, versions: NewVersions, moment: Moment) -> None:
        """Begin versions."""
        table, count = self.table, len(versions.keys)
        if not count:
            return
        last = self._connection.scalar(sa.select(sa.func.max(table.c["_id"]))) or 0
        columns = {
            "_id": range(last + 1, last + 1 + count),
            "_key": versions.keys,
            "_prev": versions.prevs,
            "_valid_from": [moment.at] * count,
            "_not_before": [moment.not_before] * count,
            "_sync": [moment.sync_id] * count,
            "_by": [by or moment.by for by in versions.by],
            "_key_state": versions.states,
            "_renamed_from": versions.renamed_from,
            "_hash": versions.hashes,
            **versions.values,
        }
        insert_columns(self._connection, table, columns)

    def count_open(self, name: str) -> int:
        """In how many rows that stand now a column of the catalogue holds something."""
        table = self.table
        column = next(column for column in self.kept.columns if column.name == name)
        raw = table.c["_raw"].contains(f'"{name}":', autoescape=True)
        found = self._connection.scalar(
            sa.select(sa.func.count()).where(
                table.c["_valid_to"].is_(None),
                table.c[frame_name(column)].is_not(None) | raw,
            )
        )
        return int(found or 0)


def cells_of(kept: KeptTab, row: sa.RowMapping, writing: Writing) -> dict[str, CellPair]:
    """The cells of a version that are not blank, just as they were seen, by name."""
    raw, is_people = json_value(row["_raw"]), kept.is_people
    found: dict[str, CellPair] = {}
    for column in kept.columns:
        if column.name in raw:
            stored, shown, _code = raw[column.name]
            found[column.name] = (stored, shown)
            continue
        stored, shown = writing.cell(kept.code, column, row[frame_name(column)])
        if not is_blank(stored):
            found[column.name] = (stored, shown if is_people else None)
    for header, value in json_value(row["_extra"]).items():
        found[OWN + header] = tuple(value) if isinstance(value, list) else (value, value)
    return found


def chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items, so many at a time as a statement takes."""
    iterator = iter(items)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk
