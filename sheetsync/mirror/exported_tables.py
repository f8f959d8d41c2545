"""What an export writes: a folder for each tab and for its versions, by months, and their marks.

Rows of a tab belong to the month of its cohort date, versions to the month in which they were first
seen (UTC). Every file of a table has the same columns and types, also where a month has no value
in one of them. A mark tells what a file was made of: equal marks mean equal rows.

Source: road-out.md 6.2.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import sqlalchemy as sa

from sheetsync.mirror.kept import KeptTab
from sheetsync.mirror.layout import Layout
from sheetsync.mirror.mirror import Kept, Mirror
from sheetsync.mirror.versions import TabVersions
from sheetsync.sql.types import UtcMoment
from sheetsync.tables.frames import frame_name

#: The column whose month a row belongs to; rows of other tabs stand in one file.
COHORTS = {"jobs": "due_date", "invoices": "month", "documents": "month", "feedback": "date"}
#: Rows without a month. A word: what Hive writes for none, pandas cannot read (pyarrow 26: "Cannot
#: yet unify dictionaries with nulls"), and older versions of DuckDB take for a text.
NO_MONTH = "none"
_MONTH, _VALID_MONTH = "month", "valid_month"
#: The file of a month, and of a table without months.
FILE = "data.parquet"
_TYPES: Sequence[tuple[type[sa.types.TypeEngine[Any]], pa.DataType]] = (
    (UtcMoment, pa.timestamp("us", tz="UTC")),
    (sa.Boolean, pa.bool_()),
    (sa.BigInteger, pa.int64()),
    (sa.Double, pa.float64()),
    (sa.DateTime, pa.timestamp("us")),
    (sa.Date, pa.date32()),
    (sa.LargeBinary, pa.binary()),
)

#: What a file was made of: equal marks mean equal rows.
Mark = list[int]


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """A folder of the export.

    Attributes:
        code: of the tab.
        name: of the folder.
        rows: which rows it holds.
        columns: of its files, by name.
        month: what a row's month follows from; None: all rows are one file.
        partition: what the folders of months are called.
        forgotten: how often words of the tab were blanked: those were no new versions.
    """

    connection: sa.Connection
    code: str
    name: str
    rows: sa.Select[Any]
    columns: Mapping[str, sa.ColumnElement[Any]]
    month: sa.Column[Any] | None
    partition: str
    forgotten: int

    @property
    def schema(self) -> pa.Schema:
        """Columns and types, whatever values there are."""
        return pa.schema([(name, _arrow_type(one.type)) for name, one in self.columns.items()])

    def marks(self) -> dict[str, Mark]:
        """What the rows of each file are made of, by the file's name in the folder."""
        inner = self.rows.subquery()
        ids, ended = inner.c["_id"], inner.c["_closed_sync"]
        told = [sa.func.count(), sa.func.max(ids), sa.func.sum(ids), sa.func.count(ended)]
        if self.month is None:
            row = self.connection.execute(sa.select(*told)).one()
            return {FILE: self._mark(row)} if row[0] else {}
        by = inner.c[self.month.key]
        found: dict[str, Mark] = {}
        for value, *figures in self.connection.execute(sa.select(by, *told).group_by(by)):
            name = f"{self.partition}={_month_of(value)}/{FILE}"
            mark = self._mark(figures)
            found[name] = _joined(found[name], mark) if name in found else mark
        return found

    def _mark(self, figures: Sequence[Any]) -> Mark:
        return [*(int(figure or 0) for figure in figures), self.forgotten]

    def read(self, name: str) -> pa.Table:
        """The rows of a file."""
        query = self.rows
        if self.month is not None:
            query = query.where(_within(self.month, month_named(name)))
        chosen = query.with_only_columns(*self.columns.values())
        rows = self.connection.execute(chosen).all()
        schema = self.schema
        columns = list(zip(*rows, strict=True)) or [()] * len(schema)
        arrays = [pa.array(one, each.type) for one, each in zip(columns, schema, strict=True)]
        return pa.Table.from_arrays(arrays, schema=schema)


def month_named(name: str) -> str:
    """The month of a file, "" where a table has none.

    >>> month_named("month=2026-03/data.parquet"), month_named("data.parquet")
    ('2026-03', '')
    """
    return name.partition("=")[2].partition("/")[0]


def exported_tables(mirror: Mirror, held: Kept) -> Iterator[ExportedTable]:
    """Everything that is exported: each tab's open rows, then all its versions."""
    for code, versions in held.tabs.items():
        table = versions.kept.table(mirror.database.schema)
        forgotten = _forgotten(versions.connection, mirror.layout, code)
        yield _open_rows(versions, table, forgotten)
        yield ExportedTable(
            versions.connection,
            code,
            f"{code}__hist",
            sa.select(table).order_by(table.c["_id"]),
            dict(table.c.items()),
            table.c["_valid_from"],
            _VALID_MONTH,
            forgotten,
        )


def _open_rows(versions: TabVersions, table: sa.Table, forgotten: int) -> ExportedTable:
    kept = versions.kept
    month = _cohort(kept)
    shown = {"_key": table.c["_key"], "_since": table.c["_valid_from"]}
    shown |= {frame_name(column): table.c[frame_name(column)] for column in kept.columns}
    # The folder's name is the column then; both, in one file, is what engines stumble over.
    shown.pop(_MONTH if month is not None else "", None)
    shown["_extra"] = table.c["_extra"]
    rows = sa.select(table).where(table.c["_valid_to"].is_(None)).order_by(table.c["_id"])
    by = None if month is None else table.c[month]
    return ExportedTable(
        versions.connection, kept.code, kept.code, rows, shown, by, _MONTH, forgotten
    )


def _cohort(kept: KeptTab) -> str | None:
    name = COHORTS.get(kept.code)
    return name if name in {column.name for column in kept.columns} else None


def _forgotten(connection: sa.Connection, layout: Layout, code: str) -> int:
    note = layout.sync.c["note"]
    query = sa.select(sa.func.count()).where(note.startswith(f"forget {code} ", autoescape=True))
    return int(connection.scalar(query) or 0)


def _joined(one: Mark, other: Mark) -> Mark:
    """The mark of the rows of two days of a month: counts and sums add up, the newest is newest."""
    return [one[0] + other[0], max(one[1], other[1]), one[2] + other[2], one[3] + other[3], one[4]]


def _month_of(value: date | str | None) -> str:
    if value is None:
        return NO_MONTH
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
    return value if isinstance(value, str) else f"{value.year:04}-{value.month:02}"


def _within(column: sa.ColumnElement[Any], month: str) -> sa.ColumnElement[bool]:
    """Rows of a month."""
    if not month[:1].isdigit():
        return column.is_(None)
    if isinstance(column.type, sa.Text):
        return column == month
    first = date(int(month[:4]), int(month[5:]), 1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    if isinstance(column.type, sa.Date):
        return (column >= first) & (column < after)
    bounds = [datetime(one.year, one.month, 1, tzinfo=UTC) for one in (first, after)]
    return (column >= bounds[0]) & (column < bounds[1])


def _arrow_type(stored: sa.types.TypeEngine[Any]) -> pa.DataType:
    return next((known for kind, known in _TYPES if isinstance(stored, kind)), pa.string())
