"""The mirror as folders of Parquet, for analysts: only months that changed are written again.

``DIR/<tab>/month=YYYY-MM/data.parquet`` for tabs whose rows have a month, and
``DIR/<tab>/data.parquet`` for the others; ``DIR/<tab>__hist/valid_month=YYYY-MM/data.parquet``
holds every version, by the month in which it was first seen (UTC). The folders are not called
``month`` there: invoices have a column of that name, which means another month. Every file of a tab
has the same columns and types, also where a month has no value in one of them.

Source: road-out.md 6.2.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from sheetsync.errors import DatabaseError, MissingExtraError, reason_of
from sheetsync.language import Phrase
from sheetsync.language.phrases import as_it_is
from sheetsync.mirror.exported_tables import (
    FILE,
    ExportedTable,
    Mark,
    exported_tables,
    month_named,
)
from sheetsync.mirror.mirror import Mirror
from sheetsync.private_files import make_private_folder, write_private, written_private

if TYPE_CHECKING:
    from sheetsync.mirror.iceberg import IcebergShelf

#: The folder of Iceberg's tables in that of the export.
ICEBERG = "iceberg"
_LIST = ".sheetsync-export.json"
_FORM = 1


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
        snapshots: Iceberg's tables that have a new snapshot.
    """

    written: tuple[str, ...]
    kept: int
    removed: tuple[str, ...]
    snapshots: tuple[str, ...] = ()


def export(
    mirror: Mirror, folder: Path, since: date | None = None, *, iceberg: bool = False
) -> Exported:
    """Bring a folder up to date with the mirror.

    Args:
        mirror: what is exported, one state of it.
        folder: made when missing; of one workbook.
        since: months before that day's are left as they are.
        iceberg: keep tables of Iceberg as well; their catalogue is written into the mirror's
            database, which is open for that.

    Raises:
        MissingExtraError: pyiceberg is not installed; nothing was written.
        DatabaseError: the mirror cannot be read, the folder cannot be written, or holds what
            another workbook, or somebody else, put there.
    """
    shelf = _iceberg_shelf(mirror, folder) if iceberg else None
    try:
        with mirror.reading() as held:
            listed = _listed(folder, str(held.workbook["spreadsheet_id"]))
            run = _Run(folder, listed, f"{since:%Y-%m}" if since else "")
            tables = list(exported_tables(mirror, held))
            for table in tables:
                run.table(table)
            snapshots = shelf.keep(tables, run.is_before) if shelf else ()
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
    return Exported(tuple(run.written), run.kept, tuple(run.removed), snapshots)


@dataclass
class _Run:
    folder: Path
    listed: _Listed
    since: str
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    there: set[str] = field(default_factory=set)
    kept: int = 0

    def table(self, table: ExportedTable) -> None:
        layout = table.schema.to_string(show_schema_metadata=False)
        is_same = self.listed.layouts.get(table.name) == layout
        for name, mark in table.marks().items():
            path = f"{table.name}/{name}"
            self.there.add(path)
            known = self.listed.marks.get(path) if is_same else None
            is_left = table.month is not None and self.is_before(name) and known is not None
            if is_left or (known == mark and (self.folder / path).exists()):
                self.kept += 1
                continue
            self._write(path, table.read(name))
            self.listed.marks[path] = mark
        self.listed.layouts[table.name] = layout

    def remove_what_is_gone(self) -> None:
        """Months that have no rows any more: else their rows would be read for ever."""
        found = [*self.folder.glob(f"*/{FILE}"), *self.folder.glob(f"*/*=*/{FILE}")]
        for file in sorted(found):
            path = file.relative_to(self.folder).as_posix()
            if path in self.there or self.is_before(path.partition("/")[2]):
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

    def is_before(self, name: str) -> bool:
        """Whether a file's month is one to be left as it is."""
        month = month_named(name)
        return bool(self.since) and month[:1].isdigit() and month < self.since


def _iceberg_shelf(mirror: Mirror, folder: Path) -> "IcebergShelf":
    try:
        from sheetsync.mirror.iceberg import IcebergShelf  # noqa: PLC0415  # an extra
    except ImportError:
        raise MissingExtraError(
            Phrase(
                ru="Библиотека pyiceberg не установлена",
                en="The library pyiceberg is not installed",
            ),
            cure=as_it_is('pip install "sheetsync[iceberg]"'),
        ) from None
    return IcebergShelf(mirror.database, folder.resolve() / ICEBERG)


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
