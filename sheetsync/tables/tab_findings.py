"""What is wrong with the rows of one tab, as findings in the order of its cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sheetsync.tables.cells import a1, column_letters
from sheetsync.tables.headers import Headers
from sheetsync.tables.keys import doubled_keys, key_text
from sheetsync.tables.kinds.given import Read
from sheetsync.tables.row_marks import RowMarks
from sheetsync.tables.schema import Column, Effect, Finding, TableSchema
from sheetsync.tables.sheet_columns import SheetColumns, merge_around
from sheetsync.tables.tab_values import TabValues

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class TabFindings:
    """Looks through the rows of one tab."""

    tab: str
    schema: TableSchema
    columns: SheetColumns
    headers: Headers
    values: TabValues
    marks: RowMarks

    def all(self, *, unique_keys: bool) -> tuple[Finding, ...]:
        """Every finding about rows and cells, in the order of the tab."""
        found = [
            *self._row_marks(),
            *self._cell_findings(),
            *self._blanks(),
            *(self._doubled() if unique_keys else ()),
        ]
        places = self.headers.positions
        found.sort(key=lambda finding: (finding.row or 0, places.get(finding.column or "", 0)))
        return tuple(found)

    @property
    def _header_row(self) -> int:
        return self.headers.row or 0

    def _row_marks(self) -> Iterator[Finding]:
        for code, offsets in (
            ("TOTALS_ROW", self.marks.totals),
            ("REPEATED_HEADER", self.marks.repeated),
        ):
            for at in offsets:
                row = self._header_row + 1 + at
                yield Finding(code, "warning", self.tab, row, cell=a1(row, 1))

    def _cell_findings(self) -> Iterator[Finding]:
        for column in self.schema.columns:
            mismatch = False
            for at, read in self.values.noticed.get(column.name, {}).items():
                if not self.marks.data[at]:
                    continue
                if read.error:
                    yield self._finding(read.error, at, column, read.facts, effect="cell")
                    continue
                for code in self._told(read, column):
                    mismatch |= code == "DATE_ORDER_MISMATCH"
                    yield self._finding(code, at, column, read.facts)
            if mismatch:
                yield self._about_column("DATE_ORDER_MISMATCH", column)

    def _told(self, read: Read, column: Column) -> Sequence[str]:
        """The warnings of a cell; that a formula makes it matters for keys alone."""
        if column.name in self.schema.key_names:
            return read.warnings
        return [code for code in read.warnings if code != "KEY_IS_FORMULA"]

    def _blanks(self) -> Iterator[Finding]:
        """Rows without a key, and required cells that are blank, perhaps inside a merge."""
        strays = self._keyless()
        merges: set[tuple[int, tuple[int, int, int, int]]] = set()
        for column in self._required():
            for at in np.flatnonzero(self.values.blank(column.name) & self.marks.data).tolist():
                row, place = self._header_row + 1 + at, self.headers.positions[column.name]
                merge = merge_around(self.columns.grid.merges, row, place)
                if merge is not None:
                    if (row, merge) not in merges:
                        merges.add((row, merge))
                        facts = {"range": f"{a1(*merge[:2])}:{a1(*merge[2:])}"}
                        yield self._row_error("MERGED_CELLS", at, column, facts)
                elif at not in strays:
                    yield self._row_error("REQUIRED", at, column, {})
                elif column.name == self._key_names[0]:
                    yield self._row_error("MISSING_KEY", at, column, {})

    @property
    def _key_names(self) -> list[str]:
        """The key's columns that have a header."""
        return [name for name in self.schema.key_names if name in self.headers.positions]

    def _required(self) -> list[Column]:
        """Columns whose blank cells are told; those of a key that stands alone as well."""
        sole_key = self.schema.key_names if len(self.schema.key_names) == 1 else ()
        return [
            column
            for column in self.schema.columns
            if column.name in self.headers.positions
            and (column.required or column.name in sole_key)
        ]

    def _keyless(self) -> frozenset[int]:
        """Offsets of data rows in which every part of the key is blank."""
        if not self._key_names:
            return frozenset()
        blank = self.marks.data.copy()
        for name in self._key_names:
            blank &= self.values.blank(name)
        return frozenset(np.flatnonzero(blank).tolist())

    def _doubled(self) -> Iterator[Finding]:
        names = self._key_names
        if not names:
            return
        keys = self.values.frame[names]
        complete = self.marks.data & keys.notna().all(axis=1).to_numpy(dtype=bool)
        column = next(column for column in self.schema.columns if column.name == names[-1])
        for at, other in doubled_keys(keys, complete).items():
            place = self.headers.positions[column.name]
            facts = {"other_cell": a1(self._header_row + 1 + other, place)}
            yield self._row_error("DUPLICATE_KEY", at, column, facts)

    def _row_error(self, code: str, at: int, column: Column, facts: Mapping[str, str]) -> Finding:
        return self._finding(code, at, column, facts, effect="row")

    def _finding(
        self,
        code: str,
        at: int,
        column: Column,
        facts: Mapping[str, str],
        *,
        effect: Effect = "none",
    ) -> Finding:
        """A finding about a cell; what takes nothing out of the computations is a warning."""
        row = self._header_row + 1 + at
        position = self.headers.positions[column.name]
        cell = self.columns.grid.cell(row, position)
        return Finding(
            code,
            "warning" if effect == "none" else "error",
            self.tab,
            row,
            column.name,
            a1(row, position),
            cell.shown or str(cell.stored or ""),
            self._row_key(at),
            effect,
            facts,
        )

    def _row_key(self, at: int) -> str:
        return key_text([self.values.frame[name].iat[at] for name in self._key_names])

    def _about_column(self, code: str, column: Column) -> Finding:
        letters = column_letters(self.headers.positions[column.name])
        return Finding(
            code, "warning", self.tab, None, column.name, cell=f"{letters}{self._header_row}"
        )


def unnamed_columns(tab: str, columns: SheetColumns, header_row: int) -> Iterator[Finding]:
    """Columns with values under a blank header; they are ignored."""
    for place, column in enumerate(columns.stored, start=1):
        header = column[header_row - 1] if len(column) >= header_row else None
        if str(header or "").strip() or all(value in (None, "") for value in column[header_row:]):
            continue
        cell = a1(header_row, place)
        yield Finding("UNNAMED_COLUMN", "warning", tab, cell=cell)
