"""Rows of a log that a colleague's new column has put into the wrong columns, set right.

The header row is read right before each append, yet somebody may insert a column in the moment
between. Such rows are found by their key where they were written, and moved to where the headers
stand now: they stand neither twice nor one column off.

Source: amendments.md 3, Send log; faults.md S02 for looking again after a write.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sheetsync.workbook.tab_requests import Request

Columns = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Appended:
    """Rows as they were appended.

    Attributes:
        positions: the sheet column, from 0, at which each of the log's columns was written.
        key: which of the log's columns make a row's key.
        values: each row as Google gives it back, in the order of the log's columns.
        cells: the same as it is written.
        fields: of a cell that are written.
    """

    sheet_id: int
    positions: tuple[int, ...]
    key: tuple[int, ...]
    values: Sequence[Sequence[object]]
    cells: Sequence[Sequence[Request]]
    fields: str

    def stands_at(self, row: int, positions: Sequence[int], columns: Columns) -> int | None:
        """The sheet row, from 0, that holds a row's key at these positions; None without one."""
        wanted = [self.values[row][number] for number in self.key]
        held = [columns[positions[n]] if positions[n] < len(columns) else () for n in self.key]
        height = min(map(len, held), default=0)
        for place in range(height):
            if [column[place] for column in held] == wanted:
                return place
        return None

    def stands_whole_at(self, row: int, positions: Sequence[int], columns: Columns) -> int | None:
        """The same, but for all of the row: a column may have been moved between the others."""
        place = self.stands_at(row, positions, columns)
        if place is None:
            return None
        held = [_held(columns, position, place) for position in positions]
        return place if held == list(map(_shown, self.values[row])) else None


def mending(appended: Appended, now: Sequence[int], columns: Columns) -> list[Request]:
    """The requests that move rows to where the headers stand now; [] when all stand right.

    Args:
        appended: the rows.
        now: positions of the log's columns as they are now.
        columns: of the tab as it is now, stored values.
    """
    requests: list[Request] = []
    for row in range(len(appended.values)):
        if appended.stands_whole_at(row, now, columns) is not None:
            continue
        place = appended.stands_whole_at(row, appended.positions, columns)
        if place is not None:
            requests += _moved(appended, row, place, now, columns)
    return requests


def _moved(
    appended: Appended, row: int, place: int, now: Sequence[int], columns: Columns
) -> Iterator[Request]:
    """Write the row under its headers, and take away what it left in a column of somebody else."""
    for position, cell in zip(now, appended.cells[row], strict=True):
        yield _written(appended, place, position, cell)
    for position, value in zip(appended.positions, appended.values[row], strict=True):
        is_ours = _held(columns, position, place) == _shown(value)
        if position not in now and is_ours:
            yield _written(appended, place, position, {})


def _held(columns: Columns, position: int, place: int) -> object:
    column = columns[position] if position < len(columns) else ()
    return _shown(column[place]) if place < len(column) else ""


def _shown(value: object) -> object:
    return "" if value is None else value


def _written(appended: Appended, row: int, column: int, cell: Request) -> Request:
    start = {"sheetId": appended.sheet_id, "rowIndex": row, "columnIndex": column}
    body = {"start": start, "rows": [{"values": [cell]}], "fields": appended.fields}
    return {"updateCells": body}
