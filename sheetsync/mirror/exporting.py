"""The mirror as folders of Parquet, for analysts: only months that changed are written again.

``DIR/<tab>/month=YYYY-MM/data.parquet`` for tabs whose rows have a month, and
``DIR/<tab>/data.parquet`` for the others; ``DIR/<tab>__hist/valid_month=YYYY-MM/data.parquet``
holds every version, by the month in which it was first seen (UTC). The folders are not called
``month`` there: invoices have a column of that name, which means another month. Every file of a tab
has the same columns and types, also where a month has no value in one of them.

Source: road-out.md 6.2.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import sqlalchemy as sa

from sheetsync.errors import DatabaseError, reason_of
from sheetsync.language import Phrase
from sheetsync.mirror.kept import KeptTab
from sheetsync.mirror.layout import Layout
from sheetsync.mirror.mirror import Kept, Mirror
from sheetsync.mirror.versions import TabVersions
from sheetsync.private_files import make_private_folder, write_private, written_private
from sheetsync.sql.types import UtcMoment
from sheetsync.tables.frames import frame_name

#: The column whose month a row belongs to; rows of other tabs stand in one file.
COHORTS = {"jobs": "due_date", "invoices": "month", "documents": "month", "feedback": "date"}
#: Rows without a month. A word: what Hive writes for none, pandas cannot read (pyarrow 26: "Cannot
#: yet unify dictionaries with nulls"), and older versions of DuckDB take for a text.
NO_MONTH = "none"
_MONTH, _VALID_MONTH = "month", "valid_month"
_LIST = ".sheetsync-export.json"
_FORM = 1
_FILE = "data.parquet"
_MONTH_LENGTH = len("2026-03")
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


class _Listed(msgspec.Struct):
    """What was exported.

    Attributes:
        form: of this list.
        spreadsheet_id: whose rows they are.
        layouts: by folder, what its files' columns were.
        marks: by file, relative to the folder.
    """

    form: int
    spreadsheet_id: str
    layouts: dict[str, str] = {}
    marks: dict[str, Mark] = {}


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did.

    Attributes:
        written: files that were written, relative to the folder.
        kept: how many were left, as their rows are the same.
        removed: files whose month has no rows any more.
    """

    written: tuple[str, ...]
    kept: int
    removed: tuple[str, ...]


def export(mirror: Mirror, folder: Path, since: date | None = None) -> Exported:
    """Bring a folder up to date with the mirror.

    Args:
        mirror: what is exported, one state of it.
        folder: made when missing; of one workbook.
        since: months before that day's are left as they are.

    Raises:
        DatabaseError: the mirror cannot be read, the folder cannot be written, or holds what
            another workbook, or somebody else, put there.
    """
    try:
        with mirror.reading() as held:
            listed = _listed(folder, str(held.workbook["spreadsheet_id"]))
            run = _Run(folder, listed, f"{since:%Y-%m}" if since else "")
            for table in _tables(mirror, held):
                run.table(table)
            run.remove_what_is_gone()
            write_private(folder / _LIST, msgspec.json.encode(listed))
    except OSError as error:
        raise DatabaseError(
            Phrase(
                ru="{folder}: не записывается ({reason})",
                en="{folder}: cannot be written ({reason})",
            ),
            cure=Phrase(
                ru="освободите место или исправьте права и повторите: дописано будет остальное",
                en="make room or mend the rights and try again: the rest will be written",
            ),
            folder=str(folder),
            reason=reason_of(error),
        ) from None
    return Exported(tuple(run.written), run.kept, tuple(run.removed))


@dataclass(frozen=True, slots=True)
class _Table:
    """A folder of the export.

    Attributes:
        name: of the folder.
        rows: which rows it holds.
        columns: of its files, by name.
        month: what a row's month follows from; None: all rows are one file.
        partition: what the folders of months are called.
        forgotten: how often words of the tab were blanked: those were no new versions.
    """

    connection: sa.Connection
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
            return {_FILE: self._mark(row)} if row[0] else {}
        by = inner.c[self.month.key]
        found: dict[str, Mark] = {}
        for value, *figures in self.connection.execute(sa.select(by, *told).group_by(by)):
            name = f"{self.partition}={_month_of(value)}/{_FILE}"
            mark = self._mark(figures)
            found[name] = _joined(found[name], mark) if name in found else mark
        return found

    def _mark(self, figures: Sequence[Any]) -> Mark:
        return [*(int(figure or 0) for figure in figures), self.forgotten]

    def read(self, name: str) -> pa.Table:
        """The rows of a file."""
        query = self.rows
        if self.month is not None:
            query = query.where(_within(self.month, name.partition("=")[2][:_MONTH_LENGTH]))
        chosen = query.with_only_columns(*self.columns.values())
        rows = self.connection.execute(chosen).all()
        schema = self.schema
        columns = list(zip(*rows, strict=True)) or [()] * len(schema)
        arrays = [pa.array(one, each.type) for one, each in zip(columns, schema, strict=True)]
        return pa.Table.from_arrays(arrays, schema=schema)


@dataclass
class _Run:
    folder: Path
    listed: _Listed
    since: str
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    there: set[str] = field(default_factory=set)
    kept: int = 0

    def table(self, table: _Table) -> None:
        layout = table.schema.to_string(show_schema_metadata=False)
        is_same = self.listed.layouts.get(table.name) == layout
        for name, mark in table.marks().items():
            path = f"{table.name}/{name}"
            self.there.add(path)
            known = self.listed.marks.get(path) if is_same else None
            is_left = table.month is not None and self._is_before(name) and known is not None
            if is_left or (known == mark and (self.folder / path).exists()):
                self.kept += 1
                continue
            self._write(path, table.read(name))
            self.listed.marks[path] = mark
        self.listed.layouts[table.name] = layout

    def remove_what_is_gone(self) -> None:
        """Months that have no rows any more: else their rows would be read for ever."""
        found = [*self.folder.glob(f"*/{_FILE}"), *self.folder.glob(f"*/*=*/{_FILE}")]
        for file in sorted(found):
            path = file.relative_to(self.folder).as_posix()
            if path in self.there or self._is_before(path.partition("/")[2]):
                continue
            file.unlink()
            if not any(file.parent.iterdir()):
                file.parent.rmdir()
            self.listed.marks.pop(path, None)
            self.removed.append(path)

    def _write(self, path: str, rows: pa.Table) -> None:
        target = self.folder / path
        make_private_folder(target.parent)
        with written_private(target) as file:
            pq.write_table(rows, file, compression="zstd")
        self.written.append(path)

    def _is_before(self, name: str) -> bool:
        month = name.partition("=")[2][:_MONTH_LENGTH]
        return bool(self.since) and month[:1].isdigit() and month < self.since


def _listed(folder: Path, spreadsheet_id: str) -> _Listed:
    """What the folder holds of an earlier export."""
    make_private_folder(folder)
    path = folder / _LIST
    if not path.exists():
        if any(folder.iterdir()):
            raise _not_ours(folder)
        found = _Listed(_FORM, spreadsheet_id)
        # Before the first file: what an export leaves that was killed is known for ours.
        write_private(path, msgspec.json.encode(found))
        return found
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_Listed)
    except msgspec.DecodeError:
        raise _not_ours(folder) from None
    if found.spreadsheet_id != spreadsheet_id or found.form != _FORM:
        raise _not_ours(folder)
    return found


def _not_ours(folder: Path) -> DatabaseError:
    return DatabaseError(
        Phrase(
            ru="{folder}: в папке лежит не выгрузка этой таблицы; ничего не записано",
            en="{folder}: the folder holds no export of this workbook; nothing was written",
        ),
        cure=Phrase(
            ru="назовите пустую папку или ту, куда выгружали раньше",
            en="name an empty folder, or the one of earlier exports",
        ),
        folder=str(folder),
    )


def _tables(mirror: Mirror, held: Kept) -> Iterator[_Table]:
    for code, versions in held.tabs.items():
        table = versions.kept.table(mirror.database.schema)
        forgotten = _forgotten(versions.connection, mirror.layout, code)
        yield _open_rows(versions, table, forgotten)
        yield _Table(
            versions.connection,
            f"{code}__hist",
            sa.select(table).order_by(table.c["_id"]),
            dict(table.c.items()),
            table.c["_valid_from"],
            _VALID_MONTH,
            forgotten,
        )


def _open_rows(versions: TabVersions, table: sa.Table, forgotten: int) -> _Table:
    kept = versions.kept
    month = _cohort(kept)
    shown = {"_key": table.c["_key"], "_since": table.c["_valid_from"]}
    shown |= {frame_name(column): table.c[frame_name(column)] for column in kept.columns}
    # The folder's name is the column then; both, in one file, is what engines stumble over.
    shown.pop(_MONTH if month is not None else "", None)
    shown["_extra"] = table.c["_extra"]
    rows = sa.select(table).where(table.c["_valid_to"].is_(None)).order_by(table.c["_id"])
    by = None if month is None else table.c[month]
    return _Table(versions.connection, kept.code, rows, shown, by, _MONTH, forgotten)


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
