"""Files of other programs as others' reports show them."""

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl


def test_csv(case: dict[str, Any], desk: Any) -> None:
    files = desk.folder / "in"
    files.mkdir()
    for name, text in case["input"]["files"].items():
        (files / name).write_bytes(text.encode(case["input"].get("encoding", "utf-8")))
    desk.configure(case["input"].get("config", ""))
    desk.assert_imported(files, case["expected"])


def test_xlsx(case: dict[str, Any], desk: Any) -> None:
    book = openpyxl.Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for title, rows in case["input"]["tabs"].items():
        page = book.create_sheet(title)
        for row in rows:
            page.append([_value(cell) for cell in row])
            for place, cell in enumerate(row, start=1):
                if isinstance(cell, dict) and "pattern" in cell:
                    page.cell(page.max_row, place).number_format = cell["pattern"]
    file = desk.folder / "plain.xlsx"
    book.save(file)
    desk.configure(case["input"].get("config", ""))
    desk.assert_imported(_strict(file) if case["input"].get("strict") else file, case["expected"])


def _value(cell: Any) -> Any:
    if not isinstance(cell, dict):
        return cell
    return date.fromisoformat(cell["day"]) if "day" in cell else cell["value"]


def _strict(file: Path) -> Path:
    """The same book as Excel writes it under "Strict Open XML Spreadsheet"."""
    old = "http://schemas.openxmlformats.org/"
    new = "http://purl.oclc.org/ooxml/"
    names = {
        f"{old}spreadsheetml/2006/main": f"{new}spreadsheetml/main",
        f"{old}officeDocument/2006/relationships": f"{new}officeDocument/relationships",
    }
    made = file.with_name("book.xlsx")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            for before, after in names.items():
                content = content.replace(before.encode(), after.encode())
            target.writestr(name, content)
    return made
