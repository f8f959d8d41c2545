"""Rows appended to a log: under the headers where people left them, told apart by their keys.

A shared log gets more with its rows: cells for people's answers, blank and dressed for them, and
formulas that show another tab. Neither is ever written again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from sheetsync.errors import UnusableTabError
from sheetsync.language import Phrase
from sheetsync.tables.reading.headers import SEARCHED_ROWS, Headers, find_headers
from sheetsync.tables.schema import Column, TableSchema
from sheetsync.tables.writing import TabCells, cell_data, stored_value
from sheetsync.workbook.answer_cells import DRESSED_FIELDS, answer_dress
from sheetsync.workbook.log_mending import Appended
from sheetsync.workbook.shown_rows import ShownTab
from sheetsync.workbook.snapshot import TabState
from sheetsync.workbook.tab_requests import WRITTEN_FIELDS, Request

Columns = Sequence[Sequence[object]]
Rows = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Append:
    """Rows for one log.

    Attributes:
        cells: the rows, in the order of the catalogue's columns.
        state: the log, as it was read.
        positions: where each of the catalogue's columns stands in the log, from 0.
        shown: the tab that formulas of the rows show; None where the log has none.
    """

    cells: TabCells
    state: TabState
    positions: tuple[int, ...]
    shown: ShownTab | None = None

    @property
    def sheet_id(self) -> int:
        """Where the log is, whatever it is called."""
        return self.state.sheet_id

    @property
    def fields(self) -> str:
        """Of a cell that are written."""
        return DRESSED_FIELDS if self.cells.tab.is_shared else WRITTEN_FIELDS

    def request(self) -> Request:
        """The request that appends the rows."""
        rows = [{"values": self._in_order(row)} for row in self._cells(self.positions)]
        return {
            "appendCells": {"sheetId": self.state.sheet_id, "rows": rows, "fields": self.fields}
        }

    def appended(self, now: tuple[int, ...] | None = None) -> Appended:
        """The rows as they are looked for, and moved, once they were appended.

        Args:
            now: where the log's columns stand by now; None: where they stood.
        """
        columns = self.cells.tab.columns
        return Appended(
            self.sheet_id,
            self.positions,
            key=tuple(number for number, column in enumerate(columns) if column.key),
            values=[[stored_value(value) for value in row] for row in self.cells.rows],
            cells=list(self._cells(now or self.positions)),
            fields=self.fields,
            formulas=frozenset(at for at, column in enumerate(columns) if column.formula),
            answers=frozenset(at for at, column in enumerate(columns) if column.people),
        )

    def stands_in(self, columns: Columns) -> bool:
        """Whether the log holds the first of the rows; they are appended all or none.

        Looked for where they were written and where the headers stand now: somebody may have
        inserted a column before or after.
        """
        appended, now = self.appended(), self.now_at(top_of(columns))
        return any(
            appended.stands_at(0, positions, columns) is not None
            for positions in {self.positions, now}
        )

    def now_at(self, top: Rows) -> tuple[int, ...]:
        """Where the log's columns stand by its first rows; where they stood if one is gone."""
        headers = _headers(self.cells, top)
        names = [column.name for column in self.cells.tab.columns]
        if any(name not in headers.positions for name in names):
            return self.positions
        return tuple(headers.positions[name] - 1 for name in names)

    def _cells(self, positions: Sequence[int]) -> Iterator[list[Request]]:
        """The rows' cells, in the order of the catalogue, for columns that stand there."""
        own = [self._own_cell(column, positions) for column in self.cells.tab.columns]
        lang = self.cells.lang
        for row in self.cells.rows:
            yield [
                cell_data(value, lang) if given is None else given
                for value, given in zip(row, own, strict=True)
            ]

    def _own_cell(self, column: Column, positions: Sequence[int]) -> Request | None:
        """What every row has in a column, whatever its values: an answer's dress, a formula."""
        if column.people:
            return answer_dress(column, self.cells.lang)
        if not column.formula or self.shown is None:
            return None
        tab = self.cells.tab
        (key,) = tab.key
        at = next(at for at, one in enumerate(tab.columns) if one.name == key)
        formula = self.shown.formula(column.name, key, positions[at])
        return {"userEnteredValue": {"formulaValue": formula}}

    def _in_order(self, row: Sequence[Request]) -> list[Request]:
        data: list[Request] = [{} for _ in range(max(self.positions) + 1)]
        for position, cell in zip(self.positions, row, strict=True):
            data[position] = cell
        return data


_DOUBLED = Phrase(
    ru="{title}: заголовки журнала стоят дважды; ничего не записано",
    en="{title}: headers of the log are doubled; nothing was written",
)
_MISSING = Phrase(
    ru="{title}: в журнале нет заголовков ({names}); ничего не записано",
    en="{title}: headers of the log are missing ({names}); nothing was written",
)


def append_of(cells: TabCells, state: TabState, top: Rows, shown: ShownTab | None = None) -> Append:
    """Rows for a log whose first rows were read.

    Args:
        cells: the rows.
        state: the log.
        top: its first rows.
        shown: the tab that the rows' formulas show.

    Raises:
        UnusableTabError: one of the log's headers is missing or stands twice.
    """
    headers = _headers(cells, top)
    missing = [
        header
        for column, header in zip(cells.tab.columns, cells.header, strict=True)
        if column.name not in headers.positions
    ]
    if missing:
        names = ", ".join(map(repr, missing[:3]))
        raise UnusableTabError(
            _DOUBLED if headers.error == "DUPLICATE_HEADER" else _MISSING,
            cure=Phrase(
                ru="верните колонкам их заголовки или запустите sheetsync init --repair",
                en="give the columns their headers back, or run sheetsync init --repair",
            ),
            title=state.title,
            names=names,
        )
    positions = tuple(headers.positions[column.name] - 1 for column in cells.tab.columns)
    return Append(cells, state, positions, shown)


def top_of(columns: Columns) -> Rows:
    """The first rows of a tab that was read as columns."""
    return [list(row) for row in islice(zip_longest(*columns, fillvalue=""), SEARCHED_ROWS)]


def _headers(cells: TabCells, top: Rows) -> Headers:
    return find_headers(top, TableSchema(key=(), columns=cells.tab.columns))
