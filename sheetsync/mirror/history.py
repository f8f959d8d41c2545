"""The table of one tab's versions: read, closed, added to."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

import sqlalchemy as sa

from sheetsync.mirror.kept import KeptTab
from sheetsync.mirror.rows import OWN
from sheetsync.mirror.values import CellPair, Writing, json_value
from sheetsync.sql import insert_rows
from sheetsync.tables.columns.cells import is_blank
from sheetsync.tables.frames import frame_name

Item = TypeVar("Item")
#: SQLite takes no more than 999 values a statement where it is old.
_CHUNK = 500
_OWN_COLUMNS = (
    "_id", "_key", "_prev", "_valid_from", "_not_before", "_sync", "_by", "_key_state",
    "_renamed_from", "_hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A row as it stands now, without its cells."""

    id: int
    key: str
    hash: bytes
    state: str


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version to be written.

    Attributes:
        values: typed, in the order of the kept columns, then ``_raw`` and ``_extra``.
        by: who wrote it, where that is known apart from the rest.
    """

    key: str
    prev: int | None
    state: str
    renamed_from: str | None
    hash: bytes
    values: Sequence[object]
    by: str = ""


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

    def open_rows(self) -> list[OpenRow]:
        """All rows as they stand now, in the order in which they were written."""
        table = self.table
        found = self._connection.execute(
            sa.select(table.c["_id"], table.c["_key"], table.c["_hash"], table.c["_key_state"])
            .where(table.c["_valid_to"].is_(None))
            .order_by(table.c["_id"])
        )
        return [OpenRow(row[0], row[1], bytes(row[2]), row[3]) for row in found]

    def full(self, ids: Collection[int]) -> dict[int, sa.RowMapping]:
        """Versions with all their columns, by id."""
        table = self.table
        return {
            row["_id"]: row
            for chunk in chunks(ids)
            for row in self._connection.execute(
                sa.select(table).where(table.c["_id"].in_(chunk))
            ).mappings()
        }

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

    def add(self, versions: Sequence[NewVersion], moment: Moment) -> None:
        """Begin versions."""
        table = self.table
        last = self._connection.scalar(sa.select(sa.func.max(table.c["_id"]))) or 0
        names = [frame_name(column) for column in self.kept.columns]
        rows = [
            (
                number,
                one.key,
                one.prev,
                moment.at,
                moment.not_before,
                moment.sync_id,
                one.by or moment.by,
                one.state,
                one.renamed_from,
                one.hash,
                *one.values,
            )
            for number, one in enumerate(versions, start=last + 1)
        ]
        insert_rows(self._connection, table, [*_OWN_COLUMNS, *names, "_raw", "_extra"], rows)

    def values_of(self, row: sa.RowMapping) -> list[object]:
        """The values of a version, as `NewVersion` takes them."""
        names = [frame_name(column) for column in self.kept.columns]
        return [row[name] for name in (*names, "_raw", "_extra")]

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
    raw = json_value(row["_raw"])
    found: dict[str, CellPair] = {}
    for column in kept.columns:
        if column.name in raw:
            stored, shown, _code = raw[column.name]
            found[column.name] = (stored, shown)
            continue
        stored, shown = writing.cell(kept.code, column, row[frame_name(column)])
        if not is_blank(stored):
            found[column.name] = (stored, shown if kept.is_people else None)
    for header, value in json_value(row["_extra"]).items():
        found[OWN + header] = tuple(value) if isinstance(value, list) else (value, value)
    return found


def chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items, so many at a time as a statement takes."""
    iterator = iter(items)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk
