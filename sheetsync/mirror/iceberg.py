"""The mirror as tables of Apache Iceberg: their catalogue is in the mirror's own database.

``DIR/iceberg/<tab>`` and ``DIR/iceberg/<tab>__hist`` have the rows and columns of the folders of
Parquet; the month of a folder is a column, by which the table is partitioned. Each export that
finds news is one commit a table: the months that changed are taken out and written again, and what
they were made of is noted in the same commit. So an export that is repeated, was killed or runs
beside another one doubles nothing. The last snapshot of a commit says ``sheetsync.export`` in its
summary: that one is a whole state of the table.

Rows that were forgotten or pruned would stay in older snapshots: the table of that tab begins anew
then, and its older snapshots are gone from the disk.

Source: road-out.md 0 and 6.2; https://iceberg.apache.org/spec/; pyiceberg 0.12.
"""

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import msgspec
import pyarrow as pa
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.exceptions import CommitFailedException, NoSuchTableError
from pyiceberg.expressions import AlwaysTrue, BooleanExpression, In
from pyiceberg.io.pyarrow import pyarrow_to_schema
from pyiceberg.partitioning import PARTITION_FIELD_ID_START, PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.table import Table
from pyiceberg.table.name_mapping import MappedField, NameMapping
from pyiceberg.transforms import IdentityTransform

from sheetsync.errors import DatabaseError
from sheetsync.language import Phrase
from sheetsync.mirror.exported_tables import ExportedTable, Mark, month_named
from sheetsync.private_files import make_private_folder
from sheetsync.sql import Database

#: How the catalogue and its only namespace are called.
CATALOGUE, NAMESPACE = "sheetsync", "mirror"
#: In a snapshot's summary: when all of the table was there.
WHOLE = "sheetsync.export"
_MARKS = "sheetsync.marks"
_PROPERTIES = {
    "format-version": "2",
    "write.parquet.compression-codec": "zstd",
    # A commit that was overtaken would be put on top of the other one: the rows twice.
    "commit.retry.num-retries": "0",
    "write.metadata.delete-after-commit.enabled": "true",
    "write.metadata.previous-versions-max": "20",
}
#: What a mark counts: rows first, how often words were blanked last.
_ROWS, _FORGOTTEN = 0, -1
#: The transaction takes SQLite's lock when it begins: one that reads first and writes later fails.
_WRITES = {"sheetsync_writes": True}

#: Built by `__new__`, which checkers of types take for the fields of the class.
_is_in: Callable[..., BooleanExpression] = In

Marks = dict[str, Mark]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A table as the mirror has it, and as Iceberg does."""

    ours: ExportedTable
    marks: Marks
    theirs: Table | None

    @property
    def known(self) -> Marks:
        """What Iceberg's table was made of."""
        if self.theirs is None:
            return {}
        return msgspec.json.decode(self.theirs.properties.get(_MARKS, "{}"), type=Marks)

    @property
    def lost_rows(self) -> bool:
        """Whether versions were blanked or deleted that older snapshots still have."""
        if {mark[_FORGOTTEN] for mark in self.known.values()} - {self.ours.forgotten}:
            return True
        is_history = self.ours.name != self.ours.code
        return is_history and any(
            mark[_ROWS] > self.marks.get(name, [0])[_ROWS] for name, mark in self.known.items()
        )


class IcebergShelf:
    """The tables of one mirror.

    Args:
        database: the mirror's; the catalogue is written there.
        folder: an absolute one, of this export alone.
    """

    def __init__(self, database: Database, folder: Path) -> None:
        self.folder = folder
        # The catalogue would open a database by itself, with the password among its properties, and
        # know no schema: it is given ours.
        self.catalog = SqlCatalog(
            CATALOGUE, uri="sqlite://", init_catalog_tables="false", warehouse=str(folder)
        )
        self.catalog.engine.dispose()
        self.catalog.engine = database.engine.execution_options(
            schema_translate_map={None: database.schema}, **_WRITES
        )

    def keep(
        self, tables: Iterable[ExportedTable], is_left: Callable[[str], bool]
    ) -> tuple[str, ...]:
        """Bring Iceberg's tables up to date; the names of those that have a new snapshot.

        Args:
            tables: of one state of the mirror; those of a tab one after the other.
            is_left: whether a file's month is to be left as it is once it has been written.

        Raises:
            DatabaseError: another export is writing, or an earlier one wrote elsewhere.
        """
        self.catalog.create_tables()
        self.catalog.create_namespace_if_not_exists(NAMESPACE)
        make_private_folder(self.folder)
        changed = []
        try:
            for _, of_tab in groupby(tables, key=lambda table: table.code):
                changed += self._tab([self._pair(table) for table in of_tab], is_left)
        except CommitFailedException:
            raise DatabaseError(
                Phrase(
                    ru="Таблицы Iceberg пишет ещё кто-то",
                    en="Somebody else is writing the tables of Iceberg",
                ),
                cure=Phrase(
                    ru="повторите, когда другая выгрузка закончится",
                    en="try again once the other export is done",
                ),
            ) from None
        return tuple(changed)

    def _tab(self, pairs: Sequence[_Pair], is_left: Callable[[str], bool]) -> list[str]:
        if any(pair.lost_rows for pair in pairs):
            for pair in pairs:
                self._drop(pair.ours.name)
            pairs = [_Pair(pair.ours, pair.marks, None) for pair in pairs]
        return [pair.ours.name for pair in pairs if self._table(pair, is_left)]

    def _pair(self, ours: ExportedTable) -> _Pair:
        try:
            theirs = self.catalog.load_table((NAMESPACE, ours.name))
        except NoSuchTableError:
            return _Pair(ours, ours.marks(), None)
        except FileNotFoundError:
            theirs = None
        if theirs is None or not _is_whole(theirs):
            # Somebody deleted the folder, or files of it: the table is written again.
            self._drop(ours.name)
            return _Pair(ours, ours.marks(), None)
        if Path(theirs.location()) != self.folder / ours.name:
            raise DatabaseError(
                Phrase(
                    ru="Таблицы Iceberg этого зеркала лежат в {folder}",
                    en="The tables of Iceberg of this mirror are in {folder}",
                ),
                cure=Phrase(
                    ru="выгружайте туда же или удалите ту папку: тогда они начнутся заново",
                    en="export to that one, or delete it: then they begin anew",
                ),
                folder=str(Path(theirs.location()).parent.parent),
            )
        return _Pair(ours, ours.marks(), theirs)

    def _table(self, pair: _Pair, is_left: Callable[[str], bool]) -> bool:
        """Whether a table has news, which are written then."""
        schema = _schema(pair.ours)
        is_same = pair.theirs is not None and set(schema.names) <= set(
            pair.theirs.schema().column_names
        )
        known = pair.known if is_same else {}
        stays = {name for name in known if is_left(name)}
        changed = [
            name
            for name, mark in pair.marks.items()
            if name not in stays and known.get(name) != mark
        ]
        gone = [name for name in known if name not in stays and name not in pair.marks]
        if not changed and not gone:
            return False
        marks = {name: known[name] if name in stays else mark for name, mark in pair.marks.items()}
        marks |= {name: known[name] for name in stays}
        old = [name for name in (*changed, *gone) if name in known] if is_same else None
        _commit(
            self._made(pair, schema),
            _where(pair.ours, old),
            _rows(pair.ours, changed),
            {_MARKS: msgspec.json.encode(marks).decode()},
        )
        return True

    def _made(self, pair: _Pair, schema: pa.Schema) -> Table:
        """Iceberg's table, with all columns of ours."""
        if pair.theirs is not None:
            with pair.theirs.update_schema() as update:
                update.union_by_name(_numbered(schema))
            return pair.theirs
        location = self.folder / pair.ours.name
        # What a table left that is gone from the catalogue may hold words that were forgotten.
        shutil.rmtree(location, ignore_errors=True)
        numbered = _numbered(schema)
        return self.catalog.create_table(
            (NAMESPACE, pair.ours.name),
            numbered,
            location=str(location),
            partition_spec=_by_month(pair.ours, numbered),
            properties=_PROPERTIES,
        )

    def _drop(self, name: str) -> None:
        self.catalog.drop_table((NAMESPACE, name))
        shutil.rmtree(self.folder / name, ignore_errors=True)


def _is_whole(table: Table) -> bool:
    """Whether all files of the table are there."""
    return all(Path(task.file.file_path).exists() for task in table.scan().plan_files())


def _commit(
    table: Table, old: BooleanExpression | None, rows: pa.Table | None, noted: dict[str, str]
) -> None:
    """Months out, months in, and what they were made of: all or nothing."""
    whole = {WHOLE: "whole"}
    has_old = old is not None and any(True for _ in table.scan(row_filter=old).plan_files())
    with table.transaction() as transaction:
        if old is not None and has_old:
            transaction.delete(old, snapshot_properties={} if rows else whole)
        if rows:
            transaction.append(rows, snapshot_properties=whole)
        transaction.set_properties(noted)


def _where(ours: ExportedTable, names: Sequence[str] | None) -> BooleanExpression | None:
    """The rows of some files; of None all rows, and of no file none."""
    if names is None or (names and ours.month is None):
        return AlwaysTrue()
    return _is_in(ours.partition, {month_named(name) for name in names}) if names else None


def _rows(ours: ExportedTable, names: Sequence[str]) -> pa.Table | None:
    schema = _schema(ours)
    found = []
    for name in names:
        rows = ours.read(name)
        if ours.month is not None:
            months = pa.array([month_named(name)] * len(rows), pa.string())
            rows = rows.append_column(ours.partition, months)
        found.append(rows.select(schema.names))
    return pa.concat_tables(found) if found else None


def _schema(ours: ExportedTable) -> pa.Schema:
    if ours.month is None:
        return ours.schema
    return ours.schema.append(pa.field(ours.partition, pa.string()))


def _numbered(schema: pa.Schema) -> Schema:
    """As Iceberg wants it: each column has a number."""
    names = NameMapping(
        [
            MappedField.model_validate({"field-id": number, "names": [name]})
            for number, name in enumerate(schema.names, start=1)
        ]
    )
    return pyarrow_to_schema(schema, name_mapping=names)


def _by_month(ours: ExportedTable, schema: Schema) -> PartitionSpec:
    if ours.month is None:
        return PartitionSpec()
    source = schema.find_field(ours.partition).field_id
    return PartitionSpec(
        PartitionField(
            source_id=source,
            field_id=PARTITION_FIELD_ID_START,
            transform=IdentityTransform(),
            name=ours.partition,
        )
    )
