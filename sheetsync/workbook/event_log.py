"""A log that a process appends to for as long as it lives: each row once, whatever people move.

The header row is read by sheetId right before each append, so that rows go under the headers as
they stand. A row that was perhaps written is looked up by its key before it is written again, and
one that a column inserted at that very moment has put one column off is moved. What Google applies
late is written twice all the same: whoever reads the log drops a repeated key.

Source: portal.md 5.5, step 2.
"""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sheetsync.dates import Clock
from sheetsync.errors import (
    MissingTabError,
    RequestRefusedError,
    TabGoneError,
    WriteInDoubtError,
)
from sheetsync.language import Phrase
from sheetsync.tables.reading.headers import SEARCHED_ROWS, find_headers, find_tab
from sheetsync.tables.schema import TableSchema, ToolTab
from sheetsync.tables.writing import TabCells
from sheetsync.workbook.log_appends import Append, append_of, top_of
from sheetsync.workbook.log_mending import Appended, mending
from sheetsync.workbook.session import Session
from sheetsync.workbook.snapshot import TabState

_ROUNDS = 3
#: So long after an answer was lost it is looked up what became of the write.
_PAUSE_S = 5.0

Columns = Sequence[Sequence[object]]
Top = Sequence[Sequence[object]]


class EventLog:
    """One log of a spreadsheet.

    Args:
        session: the spreadsheet.
        clock: waits after a lost answer.
        tab: the log; its key is one column.
        configured: titles of your own by tab code (config.yaml, ``tabs``).
        sheet_id: where it was when it was last known; None: looked up by its title.
    """

    def __init__(
        self,
        session: Session,
        clock: Clock,
        tab: ToolTab,
        configured: Mapping[str, str] | None = None,
        sheet_id: int | None = None,
    ) -> None:
        self._session = session
        self._clock = clock
        self._tab = tab
        self._configured = configured or {}
        self._state = None if sheet_id is None else _state(sheet_id, tab.en)
        self._last: Appended | None = None
        self._is_settled = False

    @property
    def sheet_id(self) -> int | None:
        """Where the log is, None as long as nobody has looked."""
        return None if self._state is None else self._state.sheet_id

    def append(self, cells: TabCells) -> None:
        """Append rows, all or none; until `settled` is said, the next ones are looked up first.

        Args:
            cells: the rows, in the order of the catalogue's columns.

        Raises:
            MissingTabError: there is no such tab; nothing was written.
            UnusableTabError: one of its headers is missing or doubled; nothing was written.
            WriteInDoubtError: three times the answer was lost and the rows were not there.
            WorkbookError: Google refused, or did not answer in time.
        """
        missing = cells if self._is_settled else self._not_there(cells)
        self._is_settled = False
        for last in (False,) * (_ROUNDS - 1) + (True,):
            if not missing.rows:
                return
            append = self._placed(missing)
            try:
                self._session.batch_update([append.request()])
            except WriteInDoubtError:
                self._clock.sleep(_PAUSE_S)
                missing = self._not_there(missing)
                if last and missing.rows:
                    raise
            else:
                return

    def settled(self) -> None:
        """Note that whoever appends knows of all rows that stand there, so that none comes twice.

        Said once the rows are marked as told: a process that dies in between looks them up.
        """
        self._is_settled = True

    def set_right(self) -> None:
        """Move rows of the last append that a column inserted meanwhile has put one column off.

        Raises:
            WorkbookError: they could not be looked up, or moved.
        """
        if self._last is not None:
            self._set_right(self._read())

    def row_ids(self) -> set[str]:
        """The keys that stand in the log; two reads at most.

        Raises:
            MissingTabError: there is no such tab.
            UnusableTabError: one of its headers is missing or doubled.
        """
        return self._there(self._read())

    @property
    def _key(self) -> int:
        return next(number for number, column in enumerate(self._tab.columns) if column.key)

    def _placed(self, cells: TabCells) -> Append:
        """The rows under the headers as they stand; what the last append left askew set right."""
        append = append_of(cells, *self._header())
        if self._last is not None and self._last.positions != append.positions:
            self._set_right(self._read())
        self._last = append.appended()
        return append

    def _header(self) -> tuple[TabState, Top]:
        """Where the log is, and its first rows: one read, two where it has to be looked up."""
        state = self._found()
        try:
            top = self._top(state)
        except (RequestRefusedError, TabGoneError):
            self._state = None
            state = self._found()
            top = self._top(state)
        return state, top

    def _top(self, state: TabState) -> Top:
        """The first row; more of them only where that one is no header row."""
        top = self._session.top_rows([state.sheet_id], 1)[state.sheet_id]
        if find_headers(top, TableSchema(key=self._tab.key, columns=self._tab.columns)).row:
            return top
        return self._session.top_rows([state.sheet_id], SEARCHED_ROWS)[state.sheet_id]

    def _found(self) -> TabState:
        if self._state is not None:
            return self._state
        sheets = self._session.metadata("sheets.properties(sheetId,title)").get("sheets", [])
        ids = {one["properties"]["title"]: one["properties"].get("sheetId", 0) for one in sheets}
        title = find_tab(self._tab, list(ids), self._configured)
        if title is None:
            raise MissingTabError(
                Phrase(
                    ru="Нет вкладки «{ru}» ({en}); присланное ждёт в базе портала",
                    en="There is no tab {en!r} ({ru!r}); what partners sent waits in the store",
                ),
                cure=Phrase(
                    ru="запустите sheetsync init --repair или верните вкладке её название",
                    en="run sheetsync init --repair, or give the tab its name back",
                ),
                en=self._tab.en,
                ru=self._tab.ru,
            )
        self._state = _state(ids[title], title)
        return self._state

    def _read(self) -> Columns:
        """All stored cells of the log, wherever it is now; one read once it was found."""
        state = self._found()
        try:
            return self._session.columns_of(state.sheet_id)
        except (RequestRefusedError, TabGoneError):
            self._state = None
            return self._session.columns_of(self._found().sheet_id)

    def _not_there(self, cells: TabCells) -> TabCells:
        """The rows that do not stand in the log; those in the wrong columns are moved first."""
        columns = self._set_right(self._read())
        there = self._there(columns)
        return replace(cells, rows=[row for row in cells.rows if str(row[self._key]) not in there])

    def _there(self, columns: Columns) -> set[str]:
        """The keys in the columns of the log."""
        append = append_of(_empty(self._tab), self._found(), top_of(columns))
        names = self._tab.columns[self._key].names
        return set(map(str, columns[append.positions[self._key]])) - {*names, ""}

    def _set_right(self, columns: Columns) -> Columns:
        """The log once the rows of the last append stand under their headers.

        Raises:
            UnusableTabError: one of its headers is missing or doubled.
            WriteInDoubtError: they could not be moved for sure.
        """
        last = self._last
        if last is None:
            return columns
        for _ in range(_ROUNDS):
            now = append_of(_empty(self._tab), self._found(), top_of(columns)).positions
            requests = mending(last, now, columns)
            if not requests:
                self._last = replace(last, positions=now)
                return columns
            with contextlib.suppress(WriteInDoubtError):
                self._session.batch_update(requests)
            columns = self._read()
        raise WriteInDoubtError(
            Phrase(
                ru="{log}: строки попали не в те колонки, и сдвинуть их не удалось",
                en="{log}: rows stand in the wrong columns and could not be moved",
            ),
            cure=Phrase(
                ru="попросите того, кто двигает там колонки, подождать минуту",
                en="ask whoever moves columns there to wait a minute",
            ),
            log=self._found().title,
        )


def _state(sheet_id: int, title: str) -> TabState:
    return TabState(sheet_id=sheet_id, title=title, index=0, row_count=0, column_count=0)


def _empty(tab: ToolTab) -> TabCells:
    return TabCells(tab, "en", tuple(column.header("en") for column in tab.columns), ())
