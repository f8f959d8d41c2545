"""One people's tab read as the mirror keeps it, as often as a write has to look again."""

from collections.abc import Mapping
from dataclasses import dataclass

from sheetsync.mirror.finding_rows import rows_of
from sheetsync.mirror.kept import KeptTab
from sheetsync.mirror.placing import column_places, row_keys
from sheetsync.mirror.rows import TabRows
from sheetsync.mirror.seen import SeenTab
from sheetsync.tables.cells import Grid
from sheetsync.workbook.row_search import FoundRows, SeenRows
from sheetsync.workbook.tab_cells import SeenCells, SheetCell
from sheetsync.workspace.mirroring import table_of
from sheetsync.workspace.workbook_reading import Reading


@dataclass(frozen=True, slots=True)
class TabReader:
    """Reads one tab's cells.

    Attributes:
        kept: how the tab is kept.
        reading: of the workbook: how its tabs are read.
        sheet_id: Google's number of the tab.
        title: what it is called.
    """

    kept: KeptTab
    reading: Reading
    sheet_id: int
    title: str

    @property
    def height(self) -> int:
        """How many rows it had when the workbook was read; of one that was not, its whole grid."""
        snapshot = self.reading.snapshot
        state = next((one for one in snapshot.tabs.values() if one.sheet_id == self.sheet_id), None)
        if state is None or state.title not in snapshot.stored:
            return state.row_count if state else 0
        return max(map(len, snapshot.stored[state.title]), default=0)

    def rows(self, grid: Grid) -> TabRows | str:
        """Its rows, or the code of the finding that makes it unusable."""
        table = table_of(self.reading, self.kept.code, self.title, grid)
        return rows_of(SeenTab(self.kept.code, self.sheet_id, self.title, grid, table), self.kept)

    def find(self, grid: Grid) -> FoundRows:
        """Where its rows and columns are; nothing of a tab that cannot be used now."""
        rows = self.rows(grid)
        return FoundRows({}, {}) if isinstance(rows, str) else found_rows(rows)

    def seen_in(self, reading: Reading) -> SeenRows | None:
        """Its rows in a later reading of the workbook; None when it is not there."""
        snapshot = reading.snapshot
        titles = {state.sheet_id: title for title, state in snapshot.tabs.items()}
        title = titles.get(self.sheet_id)
        if title is None or title not in snapshot.stored:
            return None
        grid = snapshot.grid(title)
        return SeenRows(_cells(self.sheet_id, title, grid), self.find(grid))


def found_rows(rows: TabRows) -> FoundRows:
    """Where rows and columns are, as writes take it."""
    columns: Mapping[str, int] = column_places(rows)
    return FoundRows(row_keys(rows), columns, rows.header_row)


def _cells(sheet_id: int, title: str, grid: Grid) -> SeenCells:
    height = max(map(len, grid.stored), default=0)
    rows = [
        [SheetCell(column[at] if at < len(column) else "") for column in grid.stored]
        for at in range(height)
    ]
    return SeenCells(sheet_id, title, rows)
