"""values.update, batchUpdate and clear: matrices into cells; null skips, "" clears."""

from dataclasses import dataclass, field
from typing import Any

from sheetsync.sandbox import a1, cells
from sheetsync.sandbox.errors import ApiError, refused
from sheetsync.sandbox.ranges import Area, Selection, exceeds_grid, selected
from sheetsync.sandbox.rows import Row
from sheetsync.sandbox.values_read import Rendering, value_range
from sheetsync.sandbox.workbook import Sheet, Workbook

Json = dict[str, Any]


@dataclass
class Written:
    """What one matrix touched.

    Attributes:
        area: the matrix's rectangle.
        rows, columns: those with at least one written cell.
        cells: how many were written.
    """

    area: Area
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    cells: int = 0

    def reply(self, file_id: str) -> Json:
        """An UpdateValuesResponse; counts of 0 are left out."""
        found: Json = {"spreadsheetId": file_id, "updatedRange": self.area.text()}
        counts = {
            "updatedRows": len(self.rows),
            "updatedColumns": len(self.columns),
            "updatedCells": self.cells,
        }
        return found | {name: count for name, count in counts.items() if count}


def as_rows(body: Json) -> list[list[Any]]:
    """The matrix of a ValueRange, by rows whatever its major dimension; null where ragged."""
    values: list[list[Any]] = body.get("values") or []
    if body.get("majorDimension") != "COLUMNS":
        return values
    height = max(map(len, values), default=0)
    return [[line[i] if i < len(line) else None for line in values] for i in range(height)]


def refuse_nested(values: list[list[Any]], where: str) -> None:
    """Refuse lists and objects inside cells.

    Args:
        values: the matrix as sent.
        where: how the message names it, `values` or `data[0].values`.

    Raises:
        ApiError: the first one that is found, in the words of its protocol buffer.
    """
    for i, line in enumerate(values):
        for j, value in enumerate(line):
            if value.__class__ in (list, dict):
                raise refused(f"Invalid {where}[{i}][{j}]: {_proto_text(value)}")


def _proto_text(value: object, indent: str = "") -> str:
    deeper = indent + "  "
    if isinstance(value, list):
        inner = "".join(
            f"{deeper}values {{\n{deeper}  {_proto_text(item, deeper + '  ')}{deeper}}}\n"
            for item in value
        )
        return f"list_value {{\n{inner}{indent}}}\n"
    if isinstance(value, dict):
        inner = "".join(
            f'{deeper}fields {{\n{deeper}  key: "{key}"\n{deeper}  value {{\n{deeper}    '
            f"{_proto_text(item, deeper + '    ')}{deeper}  }}\n{deeper}}}\n"
            for key, item in value.items()
        )
        return f"struct_value {{\n{inner}{indent}}}\n"
    if isinstance(value, bool):
        return f"bool_value: {'true' if value else 'false'}\n"
    if value is None:
        return "null_value: NULL_VALUE\n"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'string_value: "{escaped}"\n'
    return f"number_value: {value}\n"


def target(selection: Selection, rows: list[list[Any]]) -> Area:
    """The rectangle that a matrix takes when it is written at a range (sheets-api 2.4).

    A range of one cell, or open to the bottom or right, lets the matrix grow there.

    Raises:
        ApiError: the range or the matrix leaves the grid, or the matrix a bounded range.
    """
    selection.refuse_outside(ends_too=True)
    area = selection.area()
    height = len(rows)
    width = max(map(len, rows), default=0)
    one_cell = area.height == 1 and area.width == 1
    if not one_cell:
        _refuse_overflow(selection, area, height, width)
    found = Area(
        area.sheet, area.top, area.left, area.top + max(height, 1), area.left + max(width, 1)
    )
    if found.bottom > area.sheet.row_count or found.right > area.sheet.column_count:
        raise exceeds_grid(found.text(), area.sheet)
    return found


def _refuse_overflow(selection: Selection, area: Area, height: int, width: int) -> None:
    _top, _left, bottom, right = selection.bounds
    where = f"Requested writing within range [{_quoted_text(area)}], but tried writing to"
    if right is not None and width > area.width:
        raise refused(f"{where} column [{a1.column_letters(area.right)}]")
    if bottom is not None and height > area.height:
        raise refused(f"{where} row [{area.bottom + 1}]")


def _quoted_text(area: Area) -> str:
    return area.text()


def write(workbook: Workbook, area: Area, rows: list[list[Any]], *, typed: bool) -> Written:
    """Write a matrix at an area's corner.

    Args:
        workbook: where the sheet is.
        area: the rectangle, from `target`.
        rows: the matrix; null skips a cell, "" clears it.
        typed: texts are understood as typing (USER_ENTERED).
    """
    written = Written(area)
    for index, line in enumerate(rows, area.top):
        if any(value is not None for value in line):
            _write_line(workbook, written, index, line, typed=typed)
    return written


def _write_line(
    workbook: Workbook, written: Written, index: int, line: list[Any], *, typed: bool
) -> None:
    row = written.area.sheet.rows.edit(index)
    written.rows.add(index)
    for column, value in enumerate(line, written.area.left):
        if value is not None:
            _write_value(workbook, row, column, value, typed=typed)
            written.columns.add(column)
            written.cells += 1


def _write_value(workbook: Workbook, row: Row, column: int, value: object, *, typed: bool) -> None:
    if isinstance(value, str):
        text = cells.checked_text(value)
        if not text:
            row.put(column, None)
        elif typed:
            cells.type_in(workbook, row, column, text)
        else:
            row.put(column, text)
    elif isinstance(value, bool):
        row.put(column, value)
    else:
        assert isinstance(value, int | float)  # noqa: S101  (lists were refused before)
        row.put(column, cells.number(value))


def update(
    workbook: Workbook, data: Json, options: Json, where: str = "values"
) -> tuple[Written, Json]:
    """One ValueRange into the cells.

    Args:
        workbook: where to write.
        data: the ValueRange with its `range`.
        options: valueInputOption and what the echo shall hold.
        where: how a message names the matrix.

    Returns:
        What was touched and the UpdateValuesResponse.
    """
    rows = as_rows(data)
    refuse_nested(data.get("values") or [], where)
    area = target(selected(workbook, data.get("range", "")), rows)
    written = write(workbook, area, rows, typed=options["valueInputOption"] == "USER_ENTERED")
    return written, written.reply(workbook.file_id)


def echoed(workbook: Workbook, written: Written, data: Json, rendering: Rendering | None) -> Json:
    """What a write with `includeValuesInResponse` adds to its reply; {} without a rendering."""
    if rendering is None:
        return {}
    major = data.get("majorDimension") or "ROWS"
    return {"updatedData": value_range(workbook, written.area, major, rendering)}


def batch_update(workbook: Workbook, body: Json) -> tuple[Json, list[tuple[Json, Written, Json]]]:
    """values.batchUpdate: all matrices or, when one is refused, none.

    Returns:
        The reply with its totals, and per matrix (reply, what was written, the matrix).

    Raises:
        ApiError: prefixed with the matrix's place.
    """
    answers = []
    for number, data in enumerate(body.get("data") or []):
        try:
            written, reply = update(workbook, data, body, "values")
        except ApiError as error:
            raise refused(f"Invalid data[{number}]: {error.message}") from None
        answers.append((reply, written, data))
    totals = totals_of([written for _reply, written, _data in answers])
    return {"spreadsheetId": workbook.file_id} | totals, answers


def totals_of(all_written: list[Written]) -> Json:
    """The totals of several writes: each row, column and sheet counted once."""
    rows: set[tuple[int, int]] = set()
    columns: set[tuple[int, int]] = set()
    for written in all_written:
        sheet_id = written.area.sheet.sheet_id
        rows |= {(sheet_id, row) for row in written.rows}
        columns |= {(sheet_id, column) for column in written.columns}
    totals = {
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": sum(written.cells for written in all_written),
        "totalUpdatedSheets": len({sheet_id for sheet_id, _row in rows}),
    }
    return {name: count for name, count in totals.items() if count}


def clear(area: Area) -> None:
    """Blank the values of an area; formats, notes and validation stay."""
    for index, row in list(area.sheet.rows.used(area.top, area.bottom)):
        if _holds_values(row, area):
            _clear_row(area.sheet, index, area)


def _holds_values(row: Row, area: Area) -> bool:
    return len(row.values) > area.left or bool(row.extras)


def _clear_row(sheet: Sheet, index: int, area: Area) -> None:
    row = sheet.rows.edit(index)
    last = max(len(row.values), *(column + 1 for column in row.extras), 0)
    for column in range(min(area.right, last) - 1, area.left - 1, -1):
        row.put(column, None)
