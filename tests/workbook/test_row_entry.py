"""Rows that are added go on with the formulas above, and break none that fills whole columns."""

from sheetsync.workbook.cell_edits import CellEdit, NewRow
from sheetsync.workbook.row_entry import entry_requests, fitting
from sheetsync.workbook.row_search import FoundRows, SeenRows
from sheetsync.workbook.tab_cells import CellsAsRead, SeenCells, SheetCell

SHEET = 7
TYPED = SheetCell("E-1", entered={"stringValue": "E-1"})


def formula(text: str, stored: object = 1) -> SheetCell:
    return SheetCell(stored, entered={"formulaValue": text})


def seen(*last: SheetCell, keys: tuple[int, ...] = (2,)) -> SeenRows:
    """A tab with columns A, B and C, its last row as told."""
    head = [SheetCell(text) for text in ("A", "B", "C")]
    cells = SeenCells(SHEET, "Tab", [head, list(last)])
    return SeenRows(cells, FoundRows(dict.fromkeys(keys, ""), {"a": 1, "b": 2}))


def copies(found: SeenRows, *rows: NewRow) -> list[tuple[int, int, int, int]]:
    """Of formulas that go on: column, row of the model, first row and number of rows."""
    asked = [one["copyPaste"] for one in entry_requests(SHEET, found, rows) if "copyPaste" in one]
    assert all(one["pasteType"] == "PASTE_FORMULA" for one in asked)
    return [
        (
            one["source"]["startColumnIndex"],
            one["source"]["startRowIndex"],
            one["destination"]["startRowIndex"],
            one["destination"]["endRowIndex"] - one["destination"]["startRowIndex"],
        )
        for one in asked
    ]


ROW = NewRow("", (CellEdit("a", "E-1"),))


def test_a_formula_of_its_own_row_goes_on_in_each_new_one() -> None:
    found = seen(TYPED, TYPED, formula("=B2*2"))
    assert copies(found, ROW, ROW) == [(2, 1, 2, 2)]


def test_formulas_about_other_things_do_not() -> None:
    for text in ("=TODAY()", "=ARRAYFORMULA(B2:B*2)", "=MAP(B2:B9;F)", "=Rates!B2"):
        assert copies(seen(TYPED, TYPED, formula(text)), ROW) == []
    assert copies(seen(TYPED, TYPED, TYPED), ROW) == []


def test_what_is_written_is_not_copied_over() -> None:
    assert copies(seen(formula("=B2*2"), TYPED), ROW) == []


def test_where_nothing_stands_the_row_filled_ahead_is_the_model_and_has_moved_down() -> None:
    found = seen(SheetCell(), SheetCell(), formula("=B2*2", ""), keys=())
    assert copies(found, ROW, ROW) == [(2, 3, 1, 2)]


def test_a_cell_that_a_formula_elsewhere_fills_is_left_to_it() -> None:
    spilled = SheetCell("Firm")
    cells = [CellEdit("a", "E-1"), CellEdit("b", "Firm")]
    assert [one.column for one in fitting(seen(TYPED, spilled), cells, "")] == ["a"]
    # What only repeats a code is left to the formula beside it, whatever it says now.
    looked_up = formula('=IF(A2="";"";A2)', "")
    assert [one.column for one in fitting(seen(TYPED, looked_up), cells, "b")] == ["a"]
    assert [one.column for one in fitting(seen(TYPED, looked_up), cells, "")] == ["a", "b"]
    assert [one.column for one in fitting(seen(TYPED, TYPED), cells, "b")] == ["a", "b"]


def test_a_row_with_another_formula_in_its_place_is_written_as_a_person_would() -> None:
    requests = entry_requests(SHEET, seen(TYPED, TYPED), [ROW])
    assert [next(iter(one)) for one in requests] == ["insertDimension", "updateCells"]
    assert requests[0]["insertDimension"]["range"]["startIndex"] == 2


def test_cells_that_were_read_by_columns_are_made_when_they_are_asked_for() -> None:
    known = SheetCell("=B2*2", entered={"formulaValue": "=B2*2"})
    rows = CellsAsRead([["A", "E-1"], ["B"], ["C", "", 5]], {2: [TYPED, known]})
    assert len(rows) == 3
    assert [cell.stored for cell in rows[0]] == ["A", "B", "C"]
    assert [cell.stored for cell in rows[2]] == ["", "", 5]
    assert rows[1] == [TYPED, known]
    assert rows[-1] == rows[2]
    assert rows[1:] == [rows[1], rows[2]]
    assert list(rows) == rows[:]
    cells = SeenCells(SHEET, "Tab", rows)
    assert [cells.cell(2, place) for place in (1, 2, 3)] == [TYPED, known, SheetCell()]
    assert len(CellsAsRead([], {})) == 0
