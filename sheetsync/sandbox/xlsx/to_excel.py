"""A workbook of the sandbox as an Excel file."""

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from openpyxl import Workbook as Book
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from sheetsync.sandbox.a1 import Bounds, bounds_text
from sheetsync.sandbox.cells import number_format
from sheetsync.sandbox.formats import EPOCH
from sheetsync.sandbox.ranges import edges
from sheetsync.sandbox.rows import Row
from sheetsync.sandbox.workbook import Sheet, Workbook
from sheetsync.sandbox.xlsx.texts import escaped, writable

Json = dict[str, Any]

#: Patterns that Sheets uses for a type without a pattern of its own.
_PATTERNS = {
    "DATE": "yyyy-mm-dd",
    "DATE_TIME": "yyyy-mm-dd hh:mm:ss",
    "TIME": "hh:mm:ss",
    "NUMBER": "#,##0.00",
    "PERCENT": "0.00%",
    "CURRENCY": "#,##0.00",
    "TEXT": "@",
    "SCIENTIFIC": "0.00E+00",
}
_MOMENTS = ("DATE", "DATE_TIME", "TIME")
_WRAPPED = "WRAP"
#: Excel counts widths in digits and heights in points.
_PIXELS_A_DIGIT = 7
_PIXELS_A_POINT = 4 / 3
_ALIGNED = {"TOP": "top", "MIDDLE": "center", "BOTTOM": "bottom"}
_LONGEST_LIST = 255
_LONGEST_TITLE = 31


def written(workbook: Workbook) -> bytes:
    """The bytes of an .xlsx file with all sheets."""
    book = Book()
    book.remove(book.worksheets[0])
    for sheet in workbook.sheets:
        _write_sheet(workbook, sheet, book.create_sheet(_excel_title(sheet.title)))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _excel_title(title: str) -> str:
    """The title without what Excel refuses: some signs, and more than 31 characters.

    Of two that become the same openpyxl numbers the second.
    """
    return INVALID_TITLE_REGEX.sub("_", writable(title))[:_LONGEST_TITLE]


def _write_sheet(workbook: Workbook, sheet: Sheet, page: Worksheet) -> None:
    lists: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, row in sheet.rows.used(0, sheet.row_count):
        last = max(
            len(row.values), len(row.formats), len(row.rules), *(c + 1 for c in row.extras), 0
        )
        for column in range(last):
            cell = page.cell(index + 1, column + 1)
            assert isinstance(cell, Cell)  # noqa: S101  (nothing is merged yet)
            _write_cell(workbook, row, column, cell)
            if row.rule(column):
                lists[row.rule(column), column].append(index)
    _write_lists(workbook, lists, page)
    for found in sheet.objects.get("merges", ()):
        page.merge_cells(bounds_text(edges(found)))
    rows, columns = sheet.grid.get("frozenRowCount", 0), sheet.grid.get("frozenColumnCount", 0)
    if rows or columns:
        page.freeze_panes = bounds_text(Bounds(rows, columns, rows + 1, columns + 1))
    if sheet.hidden:
        page.sheet_state = "hidden"
    if "tabColor" in sheet.properties:
        page.sheet_properties.tabColor = _hex(sheet.properties["tabColor"])
    _write_sizes(sheet, page)


def _write_cell(workbook: Workbook, row: Row, column: int, cell: Cell) -> None:
    formula = row.attached(column, "formula")
    value = row.value(column)
    own_format = number_format(workbook, row, column) or {}
    if formula:
        cell.value = writable(formula)
    elif isinstance(value, str):
        # Text stays text, also when it begins with an equals sign.
        cell.value = escaped(value)
        cell.data_type = "s"
    elif isinstance(value, int | float) and own_format.get("type") in _MOMENTS:
        cell.value = _moment(value)
    else:
        cell.value = value
    if own_format:
        pattern = own_format.get("pattern") or _PATTERNS.get(own_format["type"], "General")
        cell.number_format = pattern
    note = row.attached(column, "note")
    if note:
        cell.comment = Comment(writable(note), "")
    link = row.attached(column, "link")
    if link:
        cell.hyperlink = writable(link)
    if row.style(column):
        _write_style(workbook.formats.content(row.style(column)), cell)


def _moment(serial: float) -> datetime | float:
    try:
        return datetime(EPOCH.year, EPOCH.month, EPOCH.day) + timedelta(days=serial)  # noqa: DTZ001  (Excel knows no zones)
    except OverflowError:
        return serial


def _write_style(content: Json, cell: Cell) -> None:
    if "backgroundColor" in content:
        cell.fill = PatternFill("solid", fgColor=_hex(content["backgroundColor"]))
    text = content.get("textFormat")
    if text:
        color = _hex(text["foregroundColor"]) if "foregroundColor" in text else None
        cell.font = Font(
            name=text.get("fontFamily", "Arial"),
            size=text.get("fontSize", 10),
            bold=text.get("bold"),
            italic=text.get("italic"),
            strike=text.get("strikethrough"),
            underline="single" if text.get("underline") else None,
            color=color,
        )
    cell.alignment = Alignment(
        horizontal=(content.get("horizontalAlignment") or "general").lower(),
        vertical=_ALIGNED.get(content.get("verticalAlignment", ""), "bottom"),
        wrap_text=content.get("wrapStrategy") == _WRAPPED,
    )


def _hex(color: Json) -> str:
    parts = [round(color.get(part, 0) * 255) for part in ("red", "green", "blue")]
    return "FF" + "".join(f"{part:02X}" for part in parts)


def _write_lists(
    workbook: Workbook, lists: Mapping[tuple[int, int], Sequence[int]], page: Worksheet
) -> None:
    """Dropdowns, by rule and column, over runs of rows; other rules have no counterpart here.

    Cell by cell openpyxl would look through all cells before, which takes minutes for a workbook.
    """
    found = {number: _dropdown(workbook.rules.content(number)) for number, _ in lists}
    for (number, column), rows in lists.items():
        validation = found[number]
        if validation is None:
            continue
        if not validation.sqref:
            page.add_data_validation(validation)
        for top, bottom in _runs(rows):
            validation.add(bounds_text(Bounds(top, column, bottom + 1, column + 1)))


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of rows without a gap."""
    for _, run in groupby(enumerate(rows), key=lambda numbered: numbered[1] - numbered[0]):
        run_of_rows = [row for _, row in run]
        yield run_of_rows[0], run_of_rows[-1]


def _dropdown(rule: Json) -> DataValidation | None:
    condition = rule["condition"]
    values = [writable(one.get("userEnteredValue", "")) for one in condition.get("values", ())]
    formula = ""
    if condition["type"] == "ONE_OF_LIST":
        formula = '"' + ",".join(values).replace('"', '""') + '"'
    elif condition["type"] == "ONE_OF_RANGE" and values:
        formula = values[0].removeprefix("=")
    if not formula or (formula.startswith('"') and len(formula) > _LONGEST_LIST + 2):
        return None
    found = DataValidation(type="list", formula1=formula, allow_blank=True)
    found.showErrorMessage = bool(rule.get("strict"))
    if rule.get("inputMessage"):
        found.prompt = writable(rule["inputMessage"])[:_LONGEST_LIST]
        found.showInputMessage = True
    return found


def _write_sizes(sheet: Sheet, page: Worksheet) -> None:
    for index, size in sheet.sizes["COLUMNS"].items():
        dimension = page.column_dimensions[get_column_letter(index + 1)]
        if "pixelSize" in size:
            dimension.width = size["pixelSize"] / _PIXELS_A_DIGIT
        dimension.hidden = bool(size.get("hiddenByUser"))
    for index, size in sheet.sizes["ROWS"].items():
        line = page.row_dimensions[index + 1]
        if "pixelSize" in size:
            line.height = size["pixelSize"] / _PIXELS_A_POINT
        line.hidden = bool(size.get("hiddenByUser"))
