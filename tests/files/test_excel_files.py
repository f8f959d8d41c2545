import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from sheetsync.errors import SourceFileError
from sheetsync.files import SourceTab, read_source
from sheetsync.files.archive import opened
from sheetsync.files.book import Book
from sheetsync.files.markup import MOST_ELEMENTS, Guard
from sheetsync.files.sheet import Budget, SheetReader
from tests.files.books import Parts, book, links, packed, sheet, workbook


def saved(
    path: Path, *rows: Sequence[object], formats: dict[str, str] | None = None, iso: bool = False
) -> SourceTab:
    """The only sheet of a file, written and read."""
    book = Workbook(iso_dates=iso)
    page = book.worksheets[0]
    page.title = "Работы"
    for row in rows:
        page.append(list(row))
    for cell, pattern in (formats or {}).items():
        page[cell].number_format = pattern
    book.save(path / "book.xlsx")
    (tab,) = read_source(path / "book.xlsx")
    return tab


def cell(tab: SourceTab, row: int, column: int) -> tuple[object, str | None, str | None]:
    found = tab.grid.cell(row, column)
    return found.stored, found.shown, found.number_format


def test_values_come_with_their_types(tmp_path: Path) -> None:
    moment = datetime.fromisoformat("2026-03-01T14:30")
    day, hour = date(2026, 3, 1), time(6, 0)
    row = ["P-1", 12, 12.5, True, day, moment, hour, None, timedelta(hours=36)]
    tab = saved(tmp_path, row)
    assert tab.name == "Работы"
    assert [cell(tab, 1, at) for at in range(1, 10)] == [
        ("P-1", "P-1", None),
        (12, "12", "NUMBER"),
        (12.5, "12.5", "NUMBER"),
        (True, "TRUE", None),
        (46082, "", "DATE"),
        (46082 + 14.5 / 24, "", "DATE_TIME"),
        (0.25, "", "TIME"),
        ("", "", None),
        (1.5, "", "TIME"),
    ]


def test_days_in_iso_form_need_no_format(tmp_path: Path) -> None:
    moment = datetime.fromisoformat("2026-03-01T14:30")
    row = [date(2026, 3, 1), moment, time(6, 0)]
    plain = dict.fromkeys(("A1", "B1", "C1"), "General")
    tab = saved(tmp_path, row, formats=plain, iso=True)
    assert [cell(tab, 1, at) for at in range(1, 4)] == [
        (46082, "", "DATE"),
        (46082 + 14.5 / 24, "", "DATE_TIME"),
        (0.25, "", "TIME"),
    ]


@pytest.mark.parametrize(
    ("value", "pattern", "read"),
    [
        (0.6, "0%", (0.6, "", "PERCENT")),
        (77, "0000000000", (77, "0000000077", "NUMBER")),
        (1234.5, '#,##0.00 "₽"', (1234.5, "1234.5 ₽", "CURRENCY")),
        (5, "[$$-409]#,##0", (5, "5 $", "CURRENCY")),
        (5, "@", (5, "5", "NUMBER")),
    ],
)
def test_a_format_tells_what_a_number_is(
    tmp_path: Path, value: float, pattern: str, read: tuple[object, ...]
) -> None:
    assert cell(saved(tmp_path, [value], formats={"A1": pattern}), 1, 1) == read


def test_formulas_without_a_value_are_told_and_their_text_is_kept(tmp_path: Path) -> None:
    tab = saved(tmp_path, ["x", "=1/0", ArrayFormula("C1", "=SUM(A1:A2)")])
    assert tab.grid.stored == [["x", "=1/0", "=SUM(A1:A2)"]]
    assert tab.valueless == ("B1", "C1")


def test_a_formula_comes_as_the_value_that_the_file_keeps(tmp_path: Path) -> None:
    saved(tmp_path, ["=1+1", '="a"&"b"', "=1/0"])
    kept = {
        "A1": '<c r="A1"><f>1+1</f><v>2</v></c>',
        "B1": '<c r="B1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>',
        "C1": '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    }
    rewrite(tmp_path / "book.xlsx", kept)
    (tab,) = read_source(tmp_path / "book.xlsx")
    assert tab.grid.stored == [[2, "ab", "#DIV/0!"]]
    assert tab.valueless == ()


def rewrite(path: Path, cells: dict[str, str]) -> None:
    """Write cells as Excel would have: openpyxl keeps no values of formulas."""
    with ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    for cell, written in cells.items():
        sheet = re.sub(rf'<c r="{cell}".*?</c>', written, sheet)
        assert written in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)


def test_error_cells_are_texts(tmp_path: Path) -> None:
    assert cell(saved(tmp_path, ["#DIV/0!"]), 1, 1) == ("#DIV/0!", "#DIV/0!", None)


def test_blank_rows_at_the_end_are_none(tmp_path: Path) -> None:
    assert saved(tmp_path, ["a"], [None], ["b"], [None, None]).grid.stored == [["a"], [], ["b"]]


def test_what_is_no_excel_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_text("no zip", encoding="utf-8")
    with pytest.raises(SourceFileError) as caught:
        read_source(tmp_path / "book.xlsx")
    assert str(caught.value) == (
        "book.xlsx: is plain text, such as CSV, that is only called .xlsx\n"
        "  cure: give it the ending .csv, put it into a folder of its own and import the folder"
    )


def read_parts(path: Path, parts: Parts) -> SourceTab:
    (tab,) = read_source(packed(path / "book.xlsx", parts))
    return tab


def test_formulas_without_values_keep_their_text_shared_ones_moved(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1*2</f></c>'
        '<c r="B1" t="str"><f>C1&amp;""</f><v></v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v/></c>'
        '<c r="B2"><f>NOW()</f><v>5</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/></c><c r="B3"><f t="shared" si="7"/></c></row>'
    )
    tab = read_parts(tmp_path, book(rows))
    assert tab.grid.stored == [["=B1*2"], ["=B2*2", 5], ["=B3*2", "="]]
    assert tab.valueless == ("A1", "A2", "A3", "B3")


def test_a_shared_formula_with_a_value_moves_to_cells_without_one(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">$B$1+B1</f><v>4</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'
    )
    tab = read_parts(tmp_path, book(rows))
    assert tab.grid.stored == [[4], ["=$B$1+B2"]]


def test_cells_stand_where_their_addresses_say(tmp_path: Path) -> None:
    rows = (
        '<row r="3"><c r="c3"><v>3</v></c><c r="$A$3"><v>1</v></c></row>'
        '<row r="1"><c r="B1"><v>2</v></c></row>'
        '<row><c><v>9</v></c><c r="B3"><v>7</v></c></row>'
    )
    tab = read_parts(tmp_path, book(rows))
    assert tab.grid.stored == [["", 2], [9], [1, 7, 3]]
    assert tab.grid.cell(3, 2).number_format == "NUMBER"


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ('<c t="b"><v>1</v></c>', (True, "TRUE", None)),
        ('<c t="b"><v>false</v></c>', (False, "FALSE", None)),
        ('<c t="d"><v>2026-03-01T14:30:00Z</v></c>', (46082 + 14.5 / 24, "", "DATE_TIME")),
        ('<c t="d"><v>06:00:00</v></c>', (0.25, "", "TIME")),
        ('<c t="d"><v>весной</v></c>', ("весной", "весной", None)),
        ('<c t="e"><v>#N/A</v></c>', ("#N/A", "#N/A", None)),
        ("<c><v>NaN</v></c>", ("NaN", "NaN", None)),
        ("<c><v>1e999</v></c>", ("1e999", "1e999", None)),
        ("<c><v>1.5E3</v></c>", (1500, "1500", "NUMBER")),
        (
            "<c><v>40702810500000000001</v></c>",
            (40702810500000000001, "40702810500000000000", "NUMBER"),
        ),
        ('<c t="inlineStr"/>', (None, None, None)),
        (
            '<c t="inlineStr"><is><r><t>a</t></r><rPh><t>x</t></rPh><r><t>b</t></r></is></c>',
            ("ab", "ab", None),
        ),
        ('<c t="str"><v>P-1_x000D_</v></c>', ("P-1", "P-1", None)),
        ('<c t="str"><v>_xD83D__xDE00_ _x005F_x0041_</v></c>', ("😀 _x0041_", "😀 _x0041_", None)),
        ('<c t="s"><v>0</v></c>', ("Век\nтор", "Век\nтор", None)),
    ],
)  # fmt: skip
def test_a_cell_is_what_its_type_says(tmp_path: Path, cell: str, read: tuple[object, ...]) -> None:
    tab = read_parts(tmp_path, book(f"<row>{cell}</row>", shared=["Век_x000D_\nтор_x0000_"]))
    found = tab.grid.cell(1, 1)
    assert (found.stored, found.shown, found.number_format) == read


@pytest.mark.parametrize(
    ("value", "pattern", "read"),
    [
        ("1000", "#,##0.00\\ [$₽-419]", (1000, "1000 ₽", "CURRENCY")),
        ("1000", "[$-419]#,##0.00", (1000, "1000", "NUMBER")),
        ("1000", "#,##0.00\\ [$€-2]", (1000, "1000 €", "CURRENCY")),
        # A sign nobody knows is never taken for the row's own currency.
        ("1000", "#,##0.00\\ [$Br-423]", (1000, "1000 ¤", "CURRENCY")),
        ("46082", "DD.MM.YYYY", (46082, "", "DATE")),
        ("46082.604166666664", "YYYY-MM-DD HH:MM", (46082 + 14.5 / 24, "", "DATE_TIME")),
        ("0.25", "HH:MM", (0.25, "", "TIME")),
        # Excel's 1 January 1900 is a spreadsheet's day 2; from 1 March on they count alike.
        ("1", "dd.mm.yyyy", (2, "", "DATE")),
        ("59", "dd.mm.yyyy", (60, "", "DATE")),
        ("61", "dd.mm.yyyy", (61, "", "DATE")),
        ("0", "dd.mm.yyyy", (0, "", "DATE")),
    ],
)
def test_a_pattern_tells_days_and_currencies(
    tmp_path: Path, value: str, pattern: str, read: tuple[object, ...]
) -> None:
    rows = f'<row><c s="1"><v>{value}</v></c></row>'
    found = read_parts(tmp_path, book(rows, patterns=[pattern])).grid.cell(1, 1)
    assert (found.stored, found.shown, found.number_format) == read


def test_sheets_share_the_bound_of_cells(tmp_path: Path) -> None:
    far = sheet('<row r="1000000"><c r="A1000000"><v>1</v></c></row>')
    parts = book("") | {
        "xl/workbook.xml": workbook("a", "b", "c"),
        "xl/_rels/workbook.xml.rels": links(*[("worksheet", "worksheets/sheet1.xml")] * 3),
        "xl/worksheets/sheet1.xml": far,
    }
    path = packed(tmp_path / "book.xlsx", parts)
    with pytest.raises(SourceFileError, match="the sheet 'c' reaches down to A1000000"):
        read_source(path)
    parts["xl/workbook.xml"] = workbook("a", "b")
    assert [len(tab.grid.stored) for tab in read_source(packed(path, parts))] == [1_000_000] * 2


def test_a_part_with_too_many_elements_is_refused() -> None:
    guard = Guard("book.xlsx", "sheet1.xml", SheetReader("x", Book(()), Budget("book.xlsx")))
    guard.count = MOST_ELEMENTS
    with pytest.raises(SourceFileError, match="more than 12,000,000 cells and marks"):
        guard.start("row", {})


def test_a_workbook_without_its_own_links_is_found_where_it_always_is(tmp_path: Path) -> None:
    parts = book("<row><c><v>1</v></c></row>")
    del parts["_rels/.rels"]
    assert read_parts(tmp_path, parts).grid.stored == [[1]]


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.mkdir()
    (path / "x").touch()
    with pytest.raises(SourceFileError, match=r"holds no \.csv file"):
        read_source(path)
    with pytest.raises(SourceFileError, match="cannot be read"), opened(path):
        pass
