"""What is wrong with the rows of one tab, as findings in the order of its cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from sheetsync.tables.cells import a1, column_letters
from sheetsync.tables.keys import doubled_keys, key_text
from sheetsync.tables.kinds.cell_input import CellResult
from sheetsync.tables.reading.headers import Headers
from sheetsync.tables.reading.row_marks import RowMarks
from sheetsync.tables.reading.sheet_columns import Merge, SheetColumns, merge_around
from sheetsync.tables.reading.tab_values import TabValues
from sheetsync.tables.schema import Column, Effect, Finding, TableSchema


class FindingPlaces:
    """Makes the findings of one tab; what many of them share is worked out once.

    Attributes:
        header_row: sheet row of the headers.
        positions: 1-based sheet column of each column that has a header.
        key_names: the columns of the row's key.
    """

    def __init__(
        self,
        tab: str,
        columns: SheetColumns,
        headers: Headers,
        frame: pd.DataFrame,
        key_names: Sequence[str],
    ) -> None:
        self.tab = tab
        self.header_row = headers.row or 0
        self.positions = headers.positions
        self.key_names = key_names
        self._columns = columns
        self._frame = frame

    def finding(
        self, code: str, at: int, column: str, facts: Mapping[str, str], effect: Effect = "none"
    ) -> Finding:
        """A finding about a cell; what takes nothing out of the computations is a warning.

        Args:
            code: what is wrong.
            at: offset of the row from the first one below the header.
            column: name of the column.
            facts: what the message names besides.
            effect: what an error takes out.
        """
        row = self.header_row + 1 + at
        position = self.positions[column]
        return Finding(
            code,
            "warning" if effect == "none" else "error",
            self.tab,
            row,
            column,
            f"{_letters(position)}{row}",
            self._columns.seen(position, row),
            self._row_key(at),
            effect,
            facts,
        )

    def about_column(self, code: str, column: str) -> Finding:
        """A warning about a whole column; it points at the header."""
        cell = f"{_letters(self.positions[column])}{self.header_row}"
        return Finding(code, "warning", self.tab, None, column, cell)

    def about_row(self, code: str, at: int) -> Finding:
        """A warning about a row that is no data."""
        row = self.header_row + 1 + at
        return Finding(code, "warning", self.tab, row, cell=f"A{row}")

    def _row_key(self, at: int) -> str:
        return key_text([parts[at] for parts in self._key_parts])

    @cached_property
    def _key_parts(self) -> list[list[object]]:
        return [self._frame[name].tolist() for name in self.key_names]


_letters = lru_cache(maxsize=256)(column_letters)


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

    def _cell(self, at: int, read: CellResult, column: Column) -> Iterator[Finding]:
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
            effect: Effect = "row" if column.blank_drops_row else "cell"
            yield self.places.finding("REQUIRED", at, column.name, {}, effect)
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
