"""Whole rows added to a tab of people's, as one of them would: their formulas go on in it.

The row is inserted below the last one that holds something, never written into a blank one: what
people filled ahead there, or type there this moment, moves down and stays.
Source: portal.md 1 (decision 4).
"""

from collections.abc import Sequence

from sheetsync.tables.own_row_formulas import is_of_its_row
from sheetsync.workbook.cell_edits import CellEdit, NewRow, Request, new_row_requests
from sheetsync.workbook.row_search import SeenRows


def entry_requests(sheet_id: int, seen: SeenRows, rows: Sequence[NewRow]) -> list[Request]:
    """The requests that add rows below the last one, in one go.

    Args:
        sheet_id: Google's number of the tab.
        seen: the tab a moment ago.
        rows: as `fitting` leaves them.
    """
    requests = new_row_requests(sheet_id, seen, rows)
    model, first = model_row(seen), seen.last_row
    # Where nothing stands yet, the row filled ahead is a model; it has moved down by then.
    source = model - 1 if model <= seen.last_row else model - 1 + len(rows)
    written = {cell.column for row in rows for cell in row.cells}
    for place in range(1, _width(seen, model) + 1):
        text = seen.cells.cell(model, place).entered.get("formulaValue")
        if seen.column_at(place) in written or not isinstance(text, str):
            continue
        if is_of_its_row(text, model):
            below = _area(sheet_id, first, len(rows), place)
            copy = {"source": _area(sheet_id, source, 1, place), "destination": below}
            requests.append({"copyPaste": {**copy, "pasteType": "PASTE_FORMULA"}})
    return requests


def fitting(seen: SeenRows, cells: Sequence[CellEdit], looked_up: str) -> tuple[CellEdit, ...]:
    """The cells of a new row that nothing else fills.

    Args:
        seen: the tab a moment ago.
        cells: of the row.
        looked_up: a column that only repeats what a code means: where a formula says that, the
            formula goes on instead.
    """
    model = model_row(seen)
    kept = []
    for cell in cells:
        there = seen.cell(model, cell.column)
        if there.is_filled_from_elsewhere or (cell.column == looked_up and there.is_formula):
            continue
        kept.append(cell)
    return tuple(kept)


def model_row(seen: SeenRows) -> int:
    """The row that a new one is like: the last one, else the first blank one."""
    if seen.found.keys:
        return seen.last_row
    return seen.found.header_row + 1


def _width(seen: SeenRows, row: int) -> int:
    rows = seen.cells.rows
    return len(rows[row - 1]) if row <= len(rows) else 0


def _area(sheet_id: int, row: int, height: int, place: int) -> dict[str, int]:
    return {
        "sheetId": sheet_id,
        "startRowIndex": row,
        "endRowIndex": row + height,
        "startColumnIndex": place - 1,
        "endColumnIndex": place,
    }
