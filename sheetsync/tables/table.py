"""What was read: one Table a tab, all of them together as Tables."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

import pandas as pd

from sheetsync.dates import WorkCalendar
from sheetsync.language import Lang
from sheetsync.tables.catalogue.modules import people_by_code
from sheetsync.tables.cells import Cell, Grid
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.origins import CellPlace, Origins
from sheetsync.tables.schema import Finding
from sheetsync.tables.settings.keys import Settings


@cache
def _no_rows(code: str) -> pd.DataFrame:
    return typed_frame(people_by_code()[code].columns)


@dataclass(frozen=True, slots=True)
class Table:
    """A tab as typed rows and the findings met on the way.

    Attributes:
        ok: False when the whole table cannot be used; then `error` says why.
        error: EMPTY_SHEET, NO_HEADER, MISSING_COLUMN, DUPLICATE_HEADER or None.
        header_row: 1-based sheet row of the headers, None without one.
        frame: one row a data row, its index the sheet row; a column per schema column, named
            `Column.name`, missing as NA. dtypes: text, id, month and the like ``str``; money
            ``Int64`` minor units; integer ``Int64``; decimal, percent ``Float64`` (percent as a
            fraction); date, datetime ``datetime64[s]``; bool ``boolean``; enum ``category`` of
            codes; e-mail with `multiple` an object column of tuples. `read_table` keeps only rows
            without an error; in `Tables` all data rows are there, bad cells NA, and money columns
            carry their unit (``amount_minor``).
        findings: errors and warnings of cells, rows, columns and the whole table.
        positions: 1-based sheet column of each schema column that has a header.
        title: the tab's title as it stands in the workbook.
        origins: where its cells really stand, of a tab that is read through a mapping.
        lacking: by name of a column, the rows whose tab has no such column.
    """

    ok: bool
    error: str | None
    header_row: int | None
    frame: pd.DataFrame
    findings: tuple[Finding, ...] = ()
    positions: Mapping[str, int] = field(default_factory=dict)
    title: str = ""
    grid: Grid = field(default_factory=Grid)
    origins: Origins | None = None
    lacking: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def place(self, cell: str) -> CellPlace:
        """The cell that people see by an A1 address of the tab, or the tab itself by ""."""
        return self.origins.at(cell) if self.origins else CellPlace(self.title, cell)

    def cell(self, row: int, column: str) -> Cell:
        """The cell as it came. A column without a header gives a blank cell."""
        position = self.positions.get(column)
        return self.grid.cell(row, position) if position else Cell(None, None)


@dataclass(frozen=True, slots=True)
class Tables:
    """All people's tabs of one snapshot.

    Attributes:
        tables: by tab code; a tab that is missing is not in it.
        settings: what the Settings tab says.
        calendar: what the Calendar tab says.
        locale: the spreadsheet's locale, as ``ru_RU``.
        lang: the language of the tool tabs.
        findings: of all tabs together, those of the rules included once `with_findings` was given
            them.
    """

    tables: Mapping[str, Table]
    settings: Settings
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    locale: str = "ru_RU"
    lang: Lang = "ru"
    findings: tuple[Finding, ...] = ()

    def frame(self, code: str) -> pd.DataFrame:
        """All rows of a tab, bad cells as NA; no rows, but all columns, when the tab is missing."""
        table = self.tables.get(code)
        return table.frame if table is not None else _no_rows(code).copy()

    def sound(self, code: str, *columns: str, despite: Collection[str] = ()) -> pd.DataFrame:
        """The rows of a tab that a rule may use.

        Args:
            code: the tab.
            columns: the columns the rule uses; a row with an error in one of them is left out.
            despite: codes of findings that this rule handles itself.

        Returns:
            The rows without an error of effect "row", and without an error of effect "cell" in
            one of `columns`. Nothing when the whole tab is unusable.
        """
        table = self.tables.get(code)
        if table is None:
            return self.frame(code)
        bad: set[int] = set()
        for finding in self.findings:
            if finding.tab != code or finding.severity != "error" or finding.code in despite:
                continue
            if finding.effect == "tab":
                return table.frame.iloc[:0]
            if finding.row is not None and (
                finding.effect == "row" or (finding.effect == "cell" and finding.column in columns)
            ):
                bad.add(finding.row)
        return table.frame[~table.frame.index.isin(bad)] if bad else table.frame

    def with_findings(self, findings: Iterable[Finding]) -> "Tables":
        """The same tables with more findings."""
        return replace(self, findings=(*self.findings, *findings))
