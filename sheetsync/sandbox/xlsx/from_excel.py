"""An Excel file as sheets of a workbook of the sandbox."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.styles.numbers import is_datetime
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from sheetsync.sandbox import messages
from sheetsync.sandbox.a1 import column_number, parsed_cells
from sheetsync.sandbox.cells import number, put_error, put_formula
from sheetsync.sandbox.errors import ApiError
from sheetsync.sandbox.formats import ErrorValue, serial_of
from sheetsync.sandbox.ranges import Selection, full_range
from sheetsync.sandbox.rope import Rows
from sheetsync.sandbox.rows import Row
from sheetsync.sandbox.workbook import (
    NEW_COLUMNS,
    NEW_ROWS,
    Sheet,
    Workbook,
    new_sheet_properties,
)
from sheetsync.sandbox.xlsx.texts import unescaped

Json = dict[str, Any]

_PIXELS_A_DIGIT = 7
_PIXELS_A_POINT = 4 / 3
_DAY_S = 86_400
_LOCALE_BRACKET = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_PLAIN = ("General", "general", "")
_KINDS = {"date": "DATE", "time": "TIME", "datetime": "DATE_TIME"}
#: As much as `import` takes. Source: amendments.md 1, ".xlsx that cannot be read".
_MOST_BYTES, _MOST_RATIO, _LEAST_BYTES = 200_000_000, 200, 1_000_000
_HEAD_BYTES = 4096
#: What openpyxl raises at damaged parts, each from another corner.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    InvalidFileException,
    KeyError,
    IndexError,
    AttributeError,
    TypeError,
    ValueError,
    SyntaxError,
)
_ALIGNED = {"top": "TOP", "center": "MIDDLE", "bottom": "BOTTOM"}
_SIDES = {"left": "LEFT", "center": "CENTER", "right": "RIGHT"}


def read(workbook: Workbook, content: bytes, blank_rows: Callable[[], Rows]) -> None:
    """Replace all sheets of a workbook by those of an .xlsx file.

    Args:
        workbook: is filled; its title and locale stay.
        content: the file's bytes.
        blank_rows: makes the cells of a new sheet.

    Raises:
        ApiError: the bytes are no .xlsx file.
    """
    try:
        _refuse_bomb(content)
        book = load_workbook(io.BytesIO(content), rich_text=False)
    except _UNREADABLE as error:
        raise ApiError(400, f"The file is no .xlsx workbook: {error}") from None
    workbook.deleted += workbook.sheets
    workbook.sheets = []
    for page in book.worksheets:
        properties = new_sheet_properties(workbook.new_id(), page.title)
        sheet = Sheet(properties, blank_rows())
        workbook.sheets.append(sheet)
        _read_page(workbook, sheet, page)


def _refuse_bomb(content: bytes) -> None:
    """Stop before anything is unpacked that would fill the memory.

    Raises:
        ApiError: the parts announce too much, or hold a DOCTYPE, which can grow without end.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        unpacked = sum(info.file_size for info in packed.infolist())
        if unpacked > min(_MOST_BYTES, max(_LEAST_BYTES, _MOST_RATIO * len(content))):
            raise ApiError(400, f"The file is too large: it unpacks to {unpacked:,} bytes")
        for info in packed.infolist():
            if info.filename.endswith((".xml", ".rels")):
                with packed.open(info) as part:
                    if b"<!DOCTYPE" in part.read(_HEAD_BYTES).replace(b"\0", b""):
                        raise ApiError(400, f"The part {info.filename} declares entities")


def _read_page(workbook: Workbook, sheet: Sheet, page: Worksheet) -> None:
    sheet.grid["rowCount"] = max(page.max_row, NEW_ROWS)
    sheet.grid["columnCount"] = max(page.max_column, NEW_COLUMNS)
    for cell in _used_cells(page):
        _read_cell(workbook, sheet.rows.edit(cell.row - 1), cell)
    for merged in page.merged_cells.ranges:
        bounds = parsed_cells(merged.coord)
        if bounds:
            sheet.listed("merges").append(full_range(Selection(sheet, bounds).area()))
    frozen = parsed_cells(page.freeze_panes or "A1")
    if frozen:
        pairs = (("frozenRowCount", frozen.top), ("frozenColumnCount", frozen.left))
        sheet.grid.update({name: count for name, count in pairs if count})
    if page.sheet_state != "visible":
        sheet.properties["hidden"] = True
    _read_lists(workbook, sheet, page)
    _read_sizes(sheet, page)


def _used_cells(page: Worksheet) -> Iterator[Cell]:
    for line in page.iter_rows():
        for cell in line:
            if isinstance(cell, Cell) and (
                cell.value is not None or cell.has_style or cell.comment
            ):
                yield cell


def _read_cell(workbook: Workbook, row: Row, cell: Cell) -> None:
    column = cell.column - 1
    value = cell.value
    pattern = cell.number_format
    if cell.data_type == "f" and value is not None:
        text = value if isinstance(value, str) else f"={getattr(value, 'text', '')}"
        put_formula(workbook, row, column, text)
    elif cell.data_type == "e":
        put_error(row, column, ErrorValue(str(value)))
    elif isinstance(value, str):
        row.put(column, unescaped(value) or None)
    elif isinstance(value, bool) or value is None:
        row.put(column, value)
    else:
        row.put(column, number(_serial(value)))
    if cell.comment:
        row.attach(column, "note", cell.comment.text)
    if cell.hyperlink is not None and cell.hyperlink.target:
        row.attach(column, "link", cell.hyperlink.target)
    content = _style(cell) | _number_format(pattern)
    row.set_style(column, workbook.formats.number(messages.stored(content)))


def _serial(value: object) -> float:
    if isinstance(value, datetime):
        seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
        return serial_of(value.date()) + seconds / _DAY_S
    if isinstance(value, date):
        return serial_of(value)
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / _DAY_S
    if isinstance(value, timedelta):
        return value.total_seconds() / _DAY_S
    assert isinstance(value, int | float)  # noqa: S101  (openpyxl has no other kinds)
    return value


def _number_format(pattern: str) -> Json:
    if pattern in _PLAIN:
        return {}
    # Codes mean the same in capitals; a bracket with a locale alone names no currency.
    moment = is_datetime(pattern.lower())
    if moment:
        return {"numberFormat": {"type": _KINDS[moment], "pattern": pattern}}
    if pattern == "@":
        return {"numberFormat": {"type": "TEXT"}}
    kind = "PERCENT" if "%" in pattern else "NUMBER"
    if re.search(r"[$€₽£]", _LOCALE_BRACKET.sub(r"\1", pattern)):
        kind = "CURRENCY"
    return {"numberFormat": {"type": kind, "pattern": pattern}}


def _style(cell: Cell) -> Json:
    found: Json = {}
    fill = _color(cell.fill.fgColor) if cell.fill.fill_type == "solid" else None
    if fill is not None:
        found["backgroundColor"] = fill
    text = _text_format(cell)
    if text:
        found["textFormat"] = text
    aligned = cell.alignment
    if aligned.horizontal in _SIDES:
        found["horizontalAlignment"] = _SIDES[aligned.horizontal]
    if aligned.vertical in ("top", "center"):
        found["verticalAlignment"] = _ALIGNED[aligned.vertical]
    if aligned.wrap_text:
        found["wrapStrategy"] = "WRAP"
    return found


def _text_format(cell: Cell) -> Json:
    font = cell.font
    marks = {"bold": font.b, "italic": font.i, "strikethrough": font.strike}
    text: Json = {name: True for name, value in marks.items() if value}
    color = _color(font.color)
    return text | {"foregroundColor": color} if color else text


def _color(color: Any) -> Json | None:  # noqa: ANN401  (openpyxl's Color has no types)
    if color is None or color.type != "rgb" or not isinstance(color.rgb, str):
        return None
    digits = color.rgb[-6:]
    parts = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return dict(zip(("red", "green", "blue"), parts, strict=True))


def _read_lists(workbook: Workbook, sheet: Sheet, page: Worksheet) -> None:
    for found in page.data_validations.dataValidation:
        if found.type != "list" or not found.formula1:
            continue
        if found.formula1.startswith('"'):
            values = found.formula1[1:-1].replace('""', '"').split(",")
            kind = "ONE_OF_LIST"
        else:
            values, kind = [f"={found.formula1}"], "ONE_OF_RANGE"
        condition = {"type": kind, "values": [{"userEnteredValue": value} for value in values]}
        rule: Json = {"condition": condition, "showCustomUi": True}
        if found.showErrorMessage:
            rule["strict"] = True
        if found.prompt:
            rule["inputMessage"] = found.prompt
        _set_rule(sheet, str(found.sqref), workbook.rules.number(rule))


def _set_rule(sheet: Sheet, places: str, rule: int) -> None:
    for place in places.split():
        bounds = parsed_cells(place)
        if bounds is None:
            continue
        area = Selection(sheet, bounds).area().clipped()
        for index in range(area.top, area.bottom):
            row = sheet.rows.edit(index)
            for column in range(area.left, area.right):
                row.set_rule(column, rule)


def _read_sizes(sheet: Sheet, page: Worksheet) -> None:
    for letters, dimension in page.column_dimensions.items():
        wide = dimension.customWidth and dimension.width
        pixels = round(dimension.width * _PIXELS_A_DIGIT) if wide else None
        _put_size(sheet, "COLUMNS", column_number(letters), pixels, hidden=dimension.hidden)
    for index, line in page.row_dimensions.items():
        pixels = round(line.height * _PIXELS_A_POINT) if line.height else None
        _put_size(sheet, "ROWS", index - 1, pixels, hidden=line.hidden)


def _put_size(
    sheet: Sheet, dimension: str, index: int, pixels: int | None, *, hidden: bool
) -> None:
    size: Json = {"pixelSize": pixels} if pixels else {}
    if hidden:
        size["hiddenByUser"] = True
    if size:
        sheet.sizes[dimension][index] = size
