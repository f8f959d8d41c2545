"""Rows appended to a log: under the headers where people left them, told apart by their keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from sheetsync.errors import UnusableTabError
from sheetsync.tables.headers import SEARCHED_ROWS, find_headers
from sheetsync.tables.schema import TableSchema
from sheetsync.tables.writing import TabCells, Value, cell_data, stored_value
from sheetsync.workbook.snapshot import TabState
from sheetsync.workbook.tab_requests import WRITTEN_FIELDS, Request

Columns = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Append:
    """Rows for one log.

    Attributes:
        cells: the rows, in the order of the catalogue's columns.
        title: of the log, as it was read.
        sheet_id: where it is.
        positions: where each of the catalogue's columns stands in the log, from 0.
    """

    cells: TabCells
    title: str
    sheet_id: int
    positions: tuple[int, ...]

    def request(self) -> Request:
        """The request that appends the rows."""
        rows = [{"values": self._in_order(row)} for row in self.cells.rows]
        return {"appendCells": {"sheetId": self.sheet_id, "rows": rows, "fields": WRITTEN_FIELDS}}

    def stands_in(self, columns: Columns) -> bool:
        """Whether the log holds the first of the rows; they are appended all or none."""
        key = [number for number, column in enumerate(self.cells.tab.columns) if column.key]
        first: list[object] = [stored_value(self.cells.rows[0][number]) for number in key]
        places = [self.positions[number] for number in key]
        held = zip_longest(
            *(columns[place] if place < len(columns) else () for place in places), fillvalue=""
        )
        return first in (list(row) for row in held)

    def _in_order(self, row: Sequence[Value]) -> list[dict[str, object]]:
        data: list[dict[str, object]] = [{} for _ in range(max(self.positions) + 1)]
        for position, value in zip(self.positions, row, strict=True):
            data[position] = cell_data(value, self.cells.lang)
        return data


def append_of(cells: TabCells, state: TabState, columns: Columns) -> Append:
    """Rows for a log that stands in the columns that were read.

    Raises:
        UnusableTabError: one of the log's headers is missing or stands twice.
    """
    top = [list(row) for row in islice(zip_longest(*columns, fillvalue=""), SEARCHED_ROWS)]
    headers = find_headers(top, TableSchema(key=(), columns=cells.tab.columns))
    missing = [
        header
        for column, header in zip(cells.tab.columns, cells.header, strict=True)
        if column.name not in headers.positions
    ]
    if missing:
        names = ", ".join(map(repr, missing[:3]))
        trouble = "doubled" if headers.error == "DUPLICATE_HEADER" else f"missing ({names})"
        raise UnusableTabError(
            f"{state.title}: headers of the log are {trouble}; nothing was written",
            cure="give the columns their headers back, or run sheetsync init --repair",
        )
    positions = tuple(headers.positions[column.name] - 1 for column in cells.tab.columns)
    return Append(cells, state.title, state.sheet_id, positions)
