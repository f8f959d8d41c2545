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
        "book.xlsx: cannot be read (File is not a zip file)\n"
        "  cure: save it again as .xlsx, without a password"
    )
