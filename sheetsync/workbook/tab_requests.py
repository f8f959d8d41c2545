"""The requests that make one tool tab hold what it shall: changed blocks of rows only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sheetsync.language import Lang
from sheetsync.tables.sheet_order import in_sheet_order
from sheetsync.tables.writing import Link, TabCells, Value, cell_data, stored_value
from sheetsync.workbook.snapshot import TabState

Request = dict[str, Any]
StoredRows = list[list[object]]

WRITTEN_FIELDS = "userEnteredValue,userEnteredFormat.numberFormat,userEnteredFormat.textFormat.link"
#: Rows that differ so little apart travel as one block: a cell costs less than a request.
_GAP_ROWS = 3
_SPARE_ROWS = 50
#: Types of values whose cells follow from what they equal.
_SHARED = frozenset({str, date, Link, type(None)})
#: A longer block goes as several requests of the same write, so that none is huge as text.
_ROWS_A_REQUEST = 5_000


@dataclass(frozen=True, slots=True)
class Target:
    """One tab to write.

    Attributes:
        cells: what it shall hold.
        state: where it is.
        present: rows that it holds, header included, trailing blanks dropped.
        wanted: rows that it shall hold, in the same form.
    """

    cells: TabCells
    state: TabState
    present: StoredRows
    wanted: StoredRows

    @property
    def height(self) -> int:
        """Rows that must be covered: those that shall be there, and those that shall go."""
        return max(len(self.present), len(self.wanted))


def target_of(cells: TabCells, state: TabState, columns: Sequence[Sequence[object]]) -> Target:
    """A tab as it stands in the columns that were read, beside what it shall hold.

    Each column is written where its header stands, unless the tab says where its columns are.
    """
    header = [column[0] if column else "" for column in columns]
    placed = cells if cells.tab.is_laid_out else in_sheet_order(cells, header)
    wanted = [stored_row(row) for row in (placed.header, *placed.rows)]
    return Target(placed, state, rows_of(columns), wanted)


def replace_requests(target: Target) -> list[Request]:
    """Grow the grid if needed, write the changed blocks, blank what stands below."""
    requests = growth(target)
    requests += [
        write_rows(target, first, min(first + _ROWS_A_REQUEST, end))
        for start, end in _blocks(target.present, target.wanted)
        for first in range(start, end, _ROWS_A_REQUEST)
    ]
    return requests


def write_rows(target: Target, start: int, end: int) -> Request:
    """Rows from 0, end excluded; rows and cells beyond the data become blank."""
    rows: list[Sequence[Value]] = [target.cells.header, *target.cells.rows]
    known: dict[Value, dict[str, Any]] = {}
    return {
        "updateCells": {
            "range": {
                "sheetId": target.state.sheet_id,
                "startRowIndex": start,
                "endRowIndex": end,
                "startColumnIndex": 0,
                "endColumnIndex": max(len(target.cells.header), target.state.column_count),
            },
            "rows": [
                {"values": [_shared(value, target.cells.lang, known) for value in row]}
                for row in rows[start:end]
            ],
            "fields": WRITTEN_FIELDS,
        }
    }


def _shared(value: Value, lang: Lang, known: dict[Value, dict[str, Any]]) -> dict[str, Any]:
    """The cell, one and the same for equal values: most of a tab's values repeat."""
    # Equal numbers may be shown differently, and so may equal moments.
    if type(value) not in _SHARED:
        return cell_data(value, lang)
    found = known.get(value)
    if found is None:
        found = known[value] = cell_data(value, lang)
    return found


def growth(target: Target) -> list[Request]:
    """Make room in the tab's grid, if it has too little."""
    state, rows, columns = target.state, target.height, len(target.cells.header)
    if rows <= state.row_count and columns <= state.column_count:
        return []
    grid = {
        "rowCount": max(state.row_count, rows + _SPARE_ROWS),
        "columnCount": max(state.column_count, columns),
    }
    return [
        {
            "updateSheetProperties": {
                "properties": {"sheetId": state.sheet_id, "gridProperties": grid},
                "fields": "gridProperties(rowCount,columnCount)",
            }
        }
    ]


def _blocks(present: StoredRows, wanted: StoredRows) -> list[tuple[int, int]]:
    """Ranges of rows that differ, from 0, end excluded; near ones joined."""
    blocks: list[tuple[int, int]] = []
    for number in range(max(len(present), len(wanted))):
        held = present[number] if number < len(present) else []
        shall = wanted[number] if number < len(wanted) else []
        if held == shall:
            continue
        if blocks and number - blocks[-1][1] <= _GAP_ROWS:
            blocks[-1] = (blocks[-1][0], number + 1)
        else:
            blocks.append((number, number + 1))
    return blocks


def rows_of(columns: Sequence[Sequence[object]]) -> StoredRows:
    """Columns as rows, trailing blanks and blank last rows dropped."""
    height = max(map(len, columns), default=0)
    rows = [
        trimmed([column[number] if number < len(column) else "" for column in columns])
        for number in range(height)
    ]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def trimmed(row: list[object]) -> list[object]:
    """The row without its trailing blanks, as Google gives it."""
    while row and row[-1] in ("", None):
        row.pop()
    return row


def stored_row(row: Sequence[Value]) -> list[object]:
    """A row as Google will give it back once it was written."""
    return trimmed([stored_value(value) for value in row])
