"""A people's tab right before a row is added to it and right after: what stands, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from sheetsync.errors import UnsettledSnapshotError
from sheetsync.language import Phrase
from sheetsync.rules.payables.entities import known_entities
from sheetsync.rules.portal.entered import unjudged_rows
from sheetsync.rules.portal.inbox import InboxTerms
from sheetsync.rules.portal.ready import header_cells, rows_to_enter
from sheetsync.rules.portal.standing import Standing, standings
from sheetsync.rules.portal.submissions import StoredSubmission
from sheetsync.rules.references import matched
from sheetsync.tables.catalogue.names import NAMES, name_place
from sheetsync.tables.cells import Grid
from sheetsync.tables.columns.cells import is_same_value
from sheetsync.tables.schema import PeopleTab, ToolTab
from sheetsync.tables.table import Table
from sheetsync.tables.writing import cell_data, stored_value, tab_cells
from sheetsync.workbook.cell_edits import CellEdit, NewRow, RowEdit, TabEdits
from sheetsync.workbook.cells import write_cells
from sheetsync.workbook.row_entry import entry_requests, fitting, model_row
from sheetsync.workbook.row_search import FoundRows, RowRef, SeenRows
from sheetsync.workbook.session import Session
from sheetsync.workbook.snapshot import is_one_moment
from sheetsync.workbook.tab_cells import CellsAsRead, SeenCells, SheetCell, read_row_cells
from sheetsync.workspace.mirroring import table_of
from sheetsync.workspace.workbook_reading import Reading


@dataclass(kw_only=True)
class EntryTab:
    """A people's tab in which rows are entered.

    Attributes:
        session: the spreadsheet.
        reading: of the workbook: how its tabs are read, and which legal entities there are.
        tab: Invoices or Closing documents.
        ready: the tab where its rows wait to be copied.
        stored: all submissions.
        table: the tab as it was read last; one that is not `ok` cannot be written to.
        seen: its cells then.
    """

    session: Session
    reading: Reading
    tab: PeopleTab
    ready: ToolTab
    stored: Sequence[StoredSubmission]
    table: Table | None = None
    seen: SeenRows = field(init=False)
    _columns: Sequence[Sequence[object]] = ()

    @property
    def sheet_id(self) -> int:
        """Google's number of the tab, by which it is known whatever it is called."""
        return self.reading.snapshot.tabs[self._title].sheet_id

    def look(self) -> None:
        """Read anew what stands in the tab; two reads.

        Raises:
            TabGoneError, RequestRefusedError: there is no such tab any more.
            UnsettledSnapshotError: somebody sorts or types between the two.
        """
        stored = self.session.columns_of(self.sheet_id)
        shown = self.session.columns_of(self.sheet_id, "FORMATTED_VALUE")
        if not is_one_moment(stored, shown):
            raise UnsettledSnapshotError(
                Phrase(
                    ru="Во вкладке «{title}» как раз двигают строки",
                    en="People are moving rows of {title} this very moment",
                ),
                cure=Phrase(ru="подождите минуту", en="wait a minute"),
                title=self._title,
            )
        merges = self.reading.snapshot.tabs[self._title].merges
        self._columns = stored
        self._see(Grid(stored, shown, merges, columns_major=True), {})

    def _look_closely(self) -> None:
        """Read how the row looks that new ones are like, and its formulas; one read."""
        row = model_row(self.seen)
        if row > max(self.reading.snapshot.tabs[self._title].row_count, len(self.seen.cells.rows)):
            # Nothing was left below the headers.
            return
        cells = read_row_cells(self.session, self.sheet_id, row)
        self.seen = replace(self.seen, cells=self._cells({row: cells}))

    def _see(self, grid: Grid, known: Mapping[int, Sequence[SheetCell]]) -> None:
        self.seen = SeenRows(self._cells(known), self._find(grid))

    def _cells(self, known: Mapping[int, Sequence[SheetCell]]) -> SeenCells:
        return SeenCells(self.sheet_id, self._title, CellsAsRead(self._columns, known))

    def standing(self) -> Mapping[str, Standing]:
        """How submissions stand by this tab alone, whatever may be wrong with its rows."""
        assert self.table is not None  # noqa: S101  # it was looked at
        return standings(self.stored, unjudged_rows(self.tab, self.table, self._entities))

    def row_that_says(self, no: str) -> int:
        """The row that has a submission's number in one of its cells; 0 for none, or several."""
        rows = {row for column in self._columns for row, cell in enumerate(column, 1) if cell == no}
        return rows.pop() if len(rows) == 1 else 0

    def new_rows(self, sent: Sequence[StoredSubmission], terms: InboxTerms) -> list[NewRow]:
        """Submissions as rows of this tab, as the tab where they wait shows them; one read."""
        self._look_closely()
        assert self.table is not None  # noqa: S101  # it was looked at
        shown = rows_to_enter(sent, self.ready, self.tab, self.table, terms)
        cells = tab_cells(shown.tab, shown.frame, terms.lang)
        names = [column.name for column in shown.tab.columns]
        return [
            NewRow(
                "",
                fitting(
                    self.seen,
                    [
                        CellEdit(name, stored_value(value), number_format=_format(cell))
                        for name, value in zip(names, row, strict=True)
                        if (cell := cell_data(value, terms.lang))
                    ],
                    NAMES,
                ),
            )
            for row in cells.rows
        ]

    def write(self, rows: Sequence[NewRow]) -> None:
        """Add rows below the last one; one write.

        Raises:
            WriteInDoubtError: the answer was lost.
            WorkbookError: they surely do not stand.
        """
        self.session.batch_update(entry_requests(self.sheet_id, self.seen, rows))

    def set_right(self, no: str, written: NewRow, before: SeenRows) -> bool:
        """Move the cells of a row of ours that columns, moved at that moment, have put askew.

        Args:
            no: the submission's number, which one of its cells says.
            written: what was written.
            before: the tab by which it was.

        Returns:
            Whether any had to be moved.

        Raises:
            WorkbookError: they could not be moved.
        """
        row = self.row_that_says(no)
        cells = self._askew(row, written, before) if row else []
        if cells:
            edit = RowEdit(RowRef(no, self.seen.values(row)), tuple(cells))

            def find(grid: Grid) -> FoundRows:
                self._find(grid)
                ours = dict.fromkeys(_rows_that_say(no, grid.stored), no)
                return FoundRows(ours, self._places, self._header_row)

            edits = TabEdits((edit,), height=self.seen.last_row)
            write_cells(self.session, self.sheet_id, edits, find)
        return bool(cells)

    def _askew(self, row: int, written: NewRow, before: SeenRows) -> list[CellEdit]:
        """What has to be written into a row so that each value stands under its header alone."""
        wanted = {cell.column: cell for cell in written.cells}
        edits = []
        for name, cell in wanted.items():
            now = self.seen.cell(row, name)
            if self.seen.place_of(name) and not is_same_value(now.stored, cell.value):
                edits.append(CellEdit(name, cell.value, now.stored, cell.number_format))
        for cell in written.cells:
            place = before.place_of(cell.column)
            name = self.seen.column_at(place) if place else ""
            if name and name not in wanted:
                now = self.seen.cell(row, name)
                if is_same_value(now.stored, cell.value):
                    edits.append(CellEdit(name, "", now.stored))
        return edits

    @property
    def _title(self) -> str:
        return self.reading.titles[self.tab.code]

    @property
    def _entities(self) -> pd.Index:
        return known_entities(self.reading.tables).index

    @property
    def _header_row(self) -> int:
        return (self.table.header_row if self.table else None) or 1

    @property
    def _places(self) -> dict[str, int]:
        """Where columns stand, that of names too."""
        if self.table is None or self.table.header_row is None:
            return {}
        places = dict(self.table.positions)
        names = name_place(self.tab, header_cells(self.table), self.table.positions)
        return places | ({NAMES: names} if names else {})

    def _find(self, grid: Grid) -> FoundRows:
        """Columns, and the rows below whose last one a new one belongs.

        Sums and notes below the data are no rows of it: what counts is a legal entity.
        """
        self.table = table_of(self.reading, self.tab.code, self._title, grid)
        if self.table is None or not self.table.ok:
            return FoundRows({}, {})
        codes = matched(self.table.frame["entity_id"], self._entities)
        known = codes[codes.isin(self._entities)].index
        rows = known if len(known) else self.table.frame.index
        return FoundRows(dict.fromkeys(map(int, rows), ""), self._places, self._header_row)


def _rows_that_say(text: str, rows: Sequence[Sequence[object]]) -> list[int]:
    return [number for number, cells in enumerate(rows, start=1) if text in cells]


def _format(data: Mapping[str, object]) -> Mapping[str, str]:
    """The number format of a cell, {} for none."""
    look_of = data.get("userEnteredFormat")
    shown = look_of.get("numberFormat") if isinstance(look_of, Mapping) else None
    return shown if isinstance(shown, Mapping) else {}
