"""A sheet as separated text, and separated text as a sheet."""

import csv
import io

from sheetsync.sandbox.cells import checked_text, type_in
from sheetsync.sandbox.ranges import Area
from sheetsync.sandbox.values_read import Rendering, matrix
from sheetsync.sandbox.workbook import Sheet, Workbook


def written(workbook: Workbook, sheet: Sheet, *, delimiter: str, shown: bool) -> bytes:
    """A sheet's values as CSV or TSV in UTF-8; no line end after the last line, as recorded.

    Args:
        workbook: for formats and locale.
        sheet: which one.
        delimiter: a comma or a tab.
        shown: what cells show, instead of stored values.
    """
    whole = Area(sheet, 0, 0, sheet.row_count, sheet.column_count)
    rendering = Rendering("FORMATTED_VALUE" if shown else "UNFORMATTED_VALUE")
    lines = matrix(workbook, whole, rendering)
    width = max(map(len, lines), default=0)
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows(line + [""] * (width - len(line)) for line in lines)
    return buffer.getvalue().removesuffix("\r\n").encode()


def fill(workbook: Workbook, sheet: Sheet, content: bytes, delimiter: str) -> None:
    """Type separated text into a blank sheet, growing it where needed.

    Raises:
        ApiError: a text is longer than a cell holds.
    """
    text = content.decode("utf-8-sig", "replace")
    for index, line in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter)):
        sheet.grid["rowCount"] = max(sheet.row_count, index + 1)
        sheet.grid["columnCount"] = max(sheet.column_count, len(line))
        row = sheet.rows.edit(index)
        for column, typed in enumerate(line):
            if typed:
                type_in(workbook, row, column, checked_text(typed))
