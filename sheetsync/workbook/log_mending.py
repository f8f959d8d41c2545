"""Rows of a log that a colleague's new column has put into the wrong columns, set right.

The header row is read right before each append, yet somebody may insert a column in the moment
between. Such rows are found by their key where they were written, and moved to where the headers
stand now: they stand neither twice nor one column off.

Source: amendments.md 3, Send log; faults.md S02 for looking again after a write.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sheetsync.workbook.answer_cells import DRESS_FIELDS
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
        formulas: which of the columns hold formulas; a log with some is read by its formulas.
        answers: which of the columns are people's: written blank, and perhaps answered since.
    """

    sheet_id: int
    positions: tuple[int, ...]
    key: tuple[int, ...]
    values: Sequence[Sequence[object]]
    cells: Sequence[Sequence[Request]]
    fields: str
    formulas: frozenset[int] = frozenset()
    answers: frozenset[int] = frozenset()

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
        told = [at for at in range(len(positions)) if at not in self.answers]
        stands = all(self._is_held(row, place, at, positions[at], columns) for at in told)
        return place if stands else None

    def is_ours_at(self, row: int, place: int, position: int, columns: Columns) -> bool:
        """Whether a sheet column still holds what was written there for a row, and no blank."""
        if position not in self.positions:
            return False
        is_blank = _held(columns, position, place) in ("", None)
        at = self.positions.index(position)
        return not is_blank and self._is_held(row, place, at, position, columns)

    def _is_held(self, row: int, place: int, at: int, position: int, columns: Columns) -> bool:
        held = _held(columns, position, place)
        if at not in self.formulas:
            return held == _shown(self.values[row][at])
        # Google has adapted its addresses to the columns as they are now: its beginning tells.
        formula = str(self.cells[row][at]["userEnteredValue"]["formulaValue"])
        return str(held).startswith(formula.partition("$")[0])


def mending(appended: Appended, now: Sequence[int], columns: Columns) -> list[Request]:
    """The requests that move rows to where the headers stand now; [] when all stand right.

    Args:
        appended: the rows.
        now: positions of the log's columns as they are now.
        columns: of the tab as it is now, stored values, or formulas where it has some.
    """
    requests: list[Request] = []
    for row in range(len(appended.values)):
        if appended.stands_whole_at(row, now, columns) is not None:
            continue
        place = appended.stands_whole_at(row, appended.positions, columns)
        if place is not None:
            requests += _moved(appended, row, place, now, columns)
    return requests


def formulas_again(appended: Appended, now: Sequence[int], columns: Columns) -> list[Request]:
    """The requests that write the formulas of rows once more, where they do not stand as told.

    Args:
        appended: the rows, their formulas as they shall be.
        now: positions of the log's columns as they are now.
        columns: of the tab as it is now, formulas as such.
    """
    requests: list[Request] = []
    for row, cells in enumerate(appended.cells):
        place = appended.stands_at(row, now, columns)
        for at in sorted(appended.formulas) if place is not None else ():
            formula = cells[at]["userEnteredValue"]["formulaValue"]
            if place is not None and _held(columns, now[at], place) != formula:
                requests.append(_written(appended, place, now[at], cells[at], "userEnteredValue"))
    return requests


def _moved(
    appended: Appended, row: int, place: int, now: Sequence[int], columns: Columns
) -> Iterator[Request]:
    """Write the row under its headers, and take away what it left in a column of somebody else."""
    for at, (position, cell) in enumerate(zip(now, appended.cells[row], strict=True)):
        is_answer = at in appended.answers
        if not is_answer or appended.is_ours_at(row, place, position, columns):
            yield _written(appended, place, position, cell)
        else:
            # People may have answered by now; only the cell is to look like one for answers.
            yield _written(appended, place, position, cell, DRESS_FIELDS)
    for position in appended.positions:
        if position not in now and appended.is_ours_at(row, place, position, columns):
            yield _written(appended, place, position, {})


def _held(columns: Columns, position: int, place: int) -> object:
    column = columns[position] if position < len(columns) else ()
    return _shown(column[place]) if place < len(column) else ""


def _shown(value: object) -> object:
    return "" if value is None else value


def _written(appended: Appended, row: int, column: int, cell: Request, fields: str = "") -> Request:
    start = {"sheetId": appended.sheet_id, "rowIndex": row, "columnIndex": column}
    body = {"start": start, "rows": [{"values": [cell]}], "fields": fields or appended.fields}
    return {"updateCells": body}
