"""What is wrong with the rows of one tab, as findings in the order of its cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sheetsync.tables.cells import a1
from sheetsync.tables.finding_places import FindingPlaces
from sheetsync.tables.keys import doubled_keys
from sheetsync.tables.kinds.given import Read
from sheetsync.tables.row_marks import RowMarks
from sheetsync.tables.schema import Column, Finding, TableSchema
from sheetsync.tables.sheet_columns import Merge, SheetColumns, merge_around
from sheetsync.tables.tab_values import TabValues


@dataclass(frozen=True, slots=True)
class TabFindings:
    """Looks through the rows of one tab.

    Attributes:
        places: makes the findings; knows where the columns stand.
        schema: the columns wanted.
        values: what was read.
        marks: which rows are data.
        merges: merged ranges of the tab.
    """

    places: FindingPlaces
    schema: TableSchema
    values: TabValues
    marks: RowMarks
    merges: Sequence[Merge] = ()

    def all(self, *, unique_keys: bool) -> tuple[Finding, ...]:
        """Every finding about rows and cells, in the order of the tab."""
        found = [
            *self._row_marks(),
            *self._cells(),
            *self._blanks(),
            *(self._doubled() if unique_keys else ()),
        ]
        positions = self.places.positions
        found.sort(key=lambda finding: (finding.row or 0, positions.get(finding.column or "", 0)))
        return tuple(found)

    def _row_marks(self) -> Iterator[Finding]:
        for at in self.marks.totals:
            yield self.places.about_row("TOTALS_ROW", at)
        for at in self.marks.repeated:
            yield self.places.about_row("REPEATED_HEADER", at)

    def _cells(self) -> Iterator[Finding]:
        for column in self.schema.columns:
            noticed = self.values.noticed.get(column.name, {})
            for at, read in noticed.items():
                if self.marks.data[at]:
                    yield from self._cell(at, read, column)
            if any("DATE_ORDER_MISMATCH" in read.warnings for read in noticed.values()):
                yield self.places.about_column("DATE_ORDER_MISMATCH", column.name)

    def _cell(self, at: int, read: Read, column: Column) -> Iterator[Finding]:
        if read.error:
            yield self.places.finding(read.error, at, column.name, read.facts, "cell")
            return
        for code in read.warnings:
            # That a formula makes a value matters for keys alone.
            if code != "KEY_IS_FORMULA" or column.name in self.schema.key_names:
                yield self.places.finding(code, at, column.name, read.facts)

    def _blanks(self) -> Iterator[Finding]:
        """Rows without a key, and required cells that are blank, perhaps inside a merge."""
        strays = self._keyless()
        told: set[tuple[int, Merge]] = set()
        for column in self._required():
            for at in np.flatnonzero(self.values.blank(column.name) & self.marks.data).tolist():
                row, place = self.places.header_row + 1 + at, self.places.positions[column.name]
                merge = merge_around(self.merges, row, place)
                if merge is None:
                    yield from self._blank(at, column, is_stray=at in strays)
                elif (row, merge) not in told:
                    told.add((row, merge))
                    facts = {"range": f"{a1(*merge[:2])}:{a1(*merge[2:])}"}
                    yield self.places.finding("MERGED_CELLS", at, column.name, facts, "row")

    def _blank(self, at: int, column: Column, *, is_stray: bool) -> Iterator[Finding]:
        """A row without any key is told once, at the first column of the key."""
        if not is_stray:
            yield self.places.finding("REQUIRED", at, column.name, {}, "row")
        elif column.name == self.places.key_names[0]:
            yield self.places.finding("MISSING_KEY", at, column.name, {}, "row")

    def _required(self) -> list[Column]:
        """Columns whose blank cells are told; a key that stands alone is one of them."""
        sole_key = self.schema.key_names if len(self.schema.key_names) == 1 else ()
        return [
            column
            for column in self.schema.columns
            if column.name in self.places.positions and (column.required or column.name in sole_key)
        ]

    def _keyless(self) -> frozenset[int]:
        """Offsets of data rows in which every part of the key is blank."""
        if not self.places.key_names:
            return frozenset()
        blank = self.marks.data.copy()
        for name in self.places.key_names:
            blank &= self.values.blank(name)
        return frozenset(np.flatnonzero(blank).tolist())

    def _doubled(self) -> Iterator[Finding]:
        """Rows with the same key, each pointing at another; rows with an open key are left out."""
        names = list(self.places.key_names)
        if not names:
            return
        keys = self.values.frame[names]
        complete = self.marks.data & keys.notna().all(axis=1).to_numpy(dtype=bool)
        for at, other in doubled_keys(keys, complete).items():
            cell = a1(self.places.header_row + 1 + other, self.places.positions[names[-1]])
            yield self.places.finding("DUPLICATE_KEY", at, names[-1], {"other_cell": cell}, "row")


def unnamed_columns(tab: str, columns: SheetColumns, header_row: int) -> Iterator[Finding]:
    """Columns with values under a blank header; they are ignored."""
    for place, column in enumerate(columns.stored, start=1):
        header = column[header_row - 1] if len(column) >= header_row else None
        if str(header or "").strip() or all(value in (None, "") for value in column[header_row:]):
            continue
        yield Finding("UNNAMED_COLUMN", "warning", tab, cell=a1(header_row, place))
