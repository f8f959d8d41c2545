"""What an .xlsx sheet tells besides values: merges, notes, links, colours, hidden rows, columns."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from sheetsync.files import SourceTab, read_source
from sheetsync.files.looks import corners_of
from sheetsync.tables.adoption.source import PLAIN, Looks
from tests.files.books import HEAD, MAIN, book, packed

OURS = Path(__file__).parents[1] / "tables" / "adoption" / "workbooks"


def only_tab(path: Path) -> SourceTab:
    (tab,) = read_source(path)
    return tab


def test_a_workbook_of_a_team_keeps_its_looks() -> None:
    partners, invoices, other = read_source(OURS / "own_names.xlsx")
    assert partners.grid.merges == ((1, 1, 1, 8),)
    assert partners.looks.notes == {(3, 8): "работает / на паузе / не работаем"}
    assert invoices.looks.links == {(5, 1): "https://drive.example/s/1"}
    assert invoices.looks.row_fills == {6: "#c6efce", 9: "#ffc7ce"}
    assert other.looks == Looks()


def test_two_storeys_keep_what_stands_over_what() -> None:
    _, register = read_source(OURS / "two_storeys.xlsx")
    assert set(register.grid.merges) == {
        (3, 1, 3, 3), (3, 6, 3, 7), (3, 4, 4, 4), (3, 5, 4, 5), (3, 8, 4, 8), (3, 9, 4, 9)
    }  # fmt: skip


def test_hidden_rows_and_columns_are_data_that_is_known_as_hidden(tmp_path: Path) -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for number in range(1, 6):
        sheet.append([number, number, number, number])
    sheet.row_dimensions[3].hidden = True
    for letter in "BC":
        sheet.column_dimensions[letter].hidden = True
    sheet["A1"].comment = Comment("  первая\nстрока ", "Ира")
    sheet["D5"].comment = Comment("  ", "Ира")
    sheet["A2"].fill = PatternFill("solid", fgColor=Color(theme=4))
    sheet["B2"].fill = PatternFill("solid", fgColor="00FFC000")
    sheet["A4"].fill = PatternFill("solid", fgColor="FFFFFFFF")
    made.save(tmp_path / "a.xlsx")
    tab = only_tab(tmp_path / "a.xlsx")
    assert len(tab.grid.stored) == 5
    assert tab.looks == Looks(
        {(1, 1): "первая\nстрока"}, {}, {2: "#ffc000"}, frozenset({3}), frozenset({2, 3})
    )


@pytest.mark.parametrize(
    ("around", "merges"),
    [
        ('<mergeCells><mergeCell ref="A1:B2"/></mergeCells>', ((1, 1, 2, 2),)),
        ('<mergeCells><mergeCell ref="A1"/><mergeCell/></mergeCells>', ()),
        ('<mergeCells><mergeCell ref="лист!A1:B2"/></mergeCells>', ()),
        ('<hyperlinks><hyperlink ref="A1" location="B2"/><hyperlink/></hyperlinks>', ()),
        ('<cols><col hidden="1" min="x" max="2"/></cols>', ()),
    ],
)
def test_what_is_not_in_order_around_cells_harms_no_cell(
    tmp_path: Path, around: str, merges: tuple[tuple[int, int, int, int], ...]
) -> None:
    parts = book('<row><c s="x"><v></v></c></row><row><c><v>7</v></c></row>')
    text = str(parts["xl/worksheets/sheet1.xml"])
    parts["xl/worksheets/sheet1.xml"] = text.replace("</worksheet>", f"{around}</worksheet>")
    tab = only_tab(packed(tmp_path / "a.xlsx", parts))
    assert (tab.grid.stored[1], tab.grid.merges, tab.looks) == ([7], merges, Looks())


def test_colours_of_styles_that_are_cut_are_none(tmp_path: Path) -> None:
    parts = book('<row><c s="1"><v>7</v></c><c s="2"><v>8</v></c></row>')
    parts["xl/styles.xml"] = (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><fgColor rgb="FFFF0000"/><fills><fill><patternFill>'
        '<fgColor rgb="FF00FF00"/></patternFill></fill></fills><cellXfs><xf/>'
        '<xf fillId="7"/><xf fillId="x"/></cellXfs></styleSheet>'
    )
    assert only_tab(packed(tmp_path / "a.xlsx", parts)).looks.row_fills == {1: "#00ff00"}


def test_a_hostile_hidden_stretch_is_no_longer_than_a_sheet(tmp_path: Path) -> None:
    parts = book("<row><c><v>7</v></c></row>")
    text = str(parts["xl/worksheets/sheet1.xml"])
    columns = '<cols><col hidden="true" min="2" max="999999999"/></cols>'
    parts["xl/worksheets/sheet1.xml"] = text.replace("<sheetData>", f"{columns}<sheetData>")
    hidden = only_tab(packed(tmp_path / "a.xlsx", parts)).looks.hidden_columns
    assert (min(hidden), max(hidden)) == (2, 16_384)


def test_a_csv_file_has_no_looks(tmp_path: Path) -> None:
    (tmp_path / "Партнёры.csv").write_text("Партнёр ID;Название\nП-1;Юг\n", encoding="utf-8")
    assert only_tab(tmp_path).looks is PLAIN


def test_corners_are_read_with_and_without_dollars() -> None:
    assert corners_of("$A$3:c4") == (3, 1, 4, 3)
    assert corners_of("") is None
