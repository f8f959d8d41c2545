"""The Send log tab as the outbox sees it: read whole, appended to, never changed.

But for one thing: rows that a column inserted in the moment of an append has put into the wrong
columns are moved under their headers (`log_mending`).
"""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sheetsync.errors import (
    MissingTabError,
    RequestRefusedError,
    TabGoneError,
    UnusableTabError,
    WriteInDoubtError,
)
from sheetsync.language import Phrase
from sheetsync.tables.catalogue.logs import SEND_LOG
from sheetsync.tables.reading.headers import find_tab
from sheetsync.workbook.log_mending import Appended, mending
from sheetsync.workbook.session import Session

#: A row: values by the codes of the tab's columns.
Row = Mapping[str, str | int]
Columns = Sequence[Sequence[object]]
_NAMES = tuple(column.name for column in SEND_LOG.columns)
_FIELDS = "userEnteredValue"
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class _Seen:
    """The tab as it was read last.

    Attributes:
        order: codes of the columns as they stand, "" for a column of somebody else's.
    """

    sheet_id: int
    title: str
    order: tuple[str, ...]
    row_ids: set[str] = field(default_factory=set)

    @property
    def positions(self) -> tuple[int, ...]:
        """Where each of the log's own columns stands, from 0."""
        return tuple(map(self.order.index, _NAMES))


class SpreadsheetSendLog:
    """The tab of one spreadsheet.

    Rows are told apart by their ``row_id``: an append whose answer was lost is looked up before it
    is repeated, and what an earlier run appended is not appended again (faults.md S14). The header
    row is read by sheetId right before each append, since people move columns during a run.

    Args:
        session: the spreadsheet.
        configured: titles of your own by tab code (config.yaml, ``tabs``).
    """

    def __init__(self, session: Session, configured: Mapping[str, str] | None = None) -> None:
        self._session = session
        self._configured = configured or {}
        self._seen: _Seen | None = None

    def rows(self) -> Sequence[Row]:
        """All rows, in the order in which they stand; two reads.

        Raises:
            MissingTabError: there is no such tab.
            UnusableTabError: one of its headers is missing.
        """
        seen, columns = self._read()
        height = max((len(column) - 1 for column in columns), default=0)
        return [_row(seen.order, columns, number) for number in range(1, height + 1)]

    def append(self, rows: Sequence[Row]) -> None:
        """Append rows, all or none; those that stand there already are left out.

        Raises:
            MissingTabError: there is no such tab.
            UnusableTabError: one of its headers is missing.
            WriteInDoubtError: three times the answer was lost and the rows were not there.
        """
        for last in (False,) * (_ROUNDS - 1) + (True,):
            known = self._seen or self._read()[0]
            missing = [row for row in rows if row["row_id"] not in known.row_ids]
            if not missing:
                return
            seen = self._with_headers_of_now(known)
            appended = _appended(seen, missing)
            try:
                self._session.batch_update([_append_request(seen, missing)])
            except WriteInDoubtError:
                there = self._set_right(appended)
                if last and not {row["row_id"] for row in rows} <= there.row_ids:
                    raise
            else:
                seen.row_ids.update(str(row["row_id"]) for row in missing)
                if self._order(seen.sheet_id) != seen.order:
                    self._set_right(appended)
                return

    def _with_headers_of_now(self, known: _Seen) -> _Seen:
        """The tab with its header row as it stands now; read anew where the tab is gone."""
        try:
            order = self._order(known.sheet_id)
        except (RequestRefusedError, TabGoneError):
            return self._read()[0]
        _check_headers(order, known.title)
        self._seen = _Seen(known.sheet_id, known.title, order, known.row_ids)
        return self._seen

    def _order(self, sheet_id: int) -> tuple[str, ...]:
        rows = self._session.top_rows([sheet_id], 1)[sheet_id]
        return _codes(rows[0] if rows else ())

    def _set_right(self, appended: Appended) -> _Seen:
        """Look where rows came to stand, and move those that stand in the wrong columns.

        Raises:
            WriteInDoubtError: they could not be moved for sure.
        """
        for _ in range(_ROUNDS):
            seen, columns = self._read()
            requests = mending(appended, seen.positions, columns)
            if not requests:
                return seen
            with contextlib.suppress(WriteInDoubtError):
                self._session.batch_update(requests)
        raise WriteInDoubtError(
            Phrase(
                ru="{log}: строки попали не в те колонки, и сдвинуть их не удалось",
                en="{log}: rows stand in the wrong columns and could not be moved",
            ),
            cure=Phrase(
                ru="попросите того, кто двигает там колонки, подождать конца "
                "запуска, и запустите ещё раз",
                en="ask whoever moves columns there to wait until the run has ended, and run again",
            ),
            log=SEND_LOG.ru,
        )

    def _read(self) -> tuple[_Seen, Columns]:
        sheet_id, title = self._place()
        columns = self._session.columns([title], "UNFORMATTED_VALUE")[0]
        order = _codes(column[0] if column else "" for column in columns)
        _check_headers(order, title)
        ids = columns[order.index("row_id")][1:]
        seen = _Seen(sheet_id, title, order, {str(row_id) for row_id in ids})
        self._seen = seen
        return seen, columns

    def _place(self) -> tuple[int, str]:
        """Id and title, looked up right before each reading, since people rename tabs."""
        sheets = self._session.metadata("sheets.properties(sheetId,title)").get("sheets", [])
        ids = {
            sheet["properties"]["title"]: sheet["properties"].get("sheetId", 0) for sheet in sheets
        }
        title = find_tab(SEND_LOG, list(ids), self._configured)
        if title is None:
            raise MissingTabError(
                Phrase(
                    ru="Нет вкладки «{ru}» ({en}); ничего не отправлено",
                    en="There is no tab {en!r} ({ru!r}); nothing was sent",
                ),
                cure=Phrase(
                    ru="запустите sheetsync init --repair или верните вкладке её название",
                    en="run sheetsync init --repair, or give the tab its name back",
                ),
                en=SEND_LOG.en,
                ru=SEND_LOG.ru,
            )
        return ids[title], title


def _codes(headers: Iterable[object]) -> tuple[str, ...]:
    """The columns' codes up to our last one: what people keep behind it is no matter."""
    codes = {header: column.name for column in SEND_LOG.columns for header in column.every_header}
    order = [codes.get(str(header), "") for header in headers]
    while order and not order[-1]:
        order.pop()
    return tuple(order)


_DOUBLED = Phrase(
    ru="{title}!1:1: заголовок «{ru}» ({en}) стоит дважды; ничего не отправлено",
    en="{title}!1:1: the header {ru!r} ({en!r}) stands twice; nothing was sent",
)
_MISSING = Phrase(
    ru="{title}!1:1: нет заголовка «{ru}» ({en}); ничего не отправлено",
    en="{title}!1:1: the header {ru!r} ({en!r}) is missing; nothing was sent",
)


def _check_headers(order: tuple[str, ...], title: str) -> None:
    for column in SEND_LOG.columns:
        if order.count(column.name) != 1:
            raise UnusableTabError(
                _DOUBLED if column.name in order else _MISSING,
                cure=Phrase(
                    ru="верните колонке её заголовок или запустите sheetsync init --repair",
                    en="give the column its header back, or run sheetsync init --repair",
                ),
                title=title,
                ru=column.header("ru"),
                en=column.header("en"),
            )


def _row(order: tuple[str, ...], columns: Columns, number: int) -> Row:
    return {
        code: _value(column[number]) if number < len(column) else ""
        for code, column in zip(order, columns, strict=False)
        if code
    }


def _value(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)


def _appended(seen: _Seen, rows: Sequence[Row]) -> Appended:
    return Appended(
        seen.sheet_id,
        seen.positions,
        key=(_NAMES.index("row_id"),),
        values=[[row.get(name, "") for name in _NAMES] for row in rows],
        cells=[[_cell(row.get(name, "")) for name in _NAMES] for row in rows],
        fields=_FIELDS,
    )


def _append_request(seen: _Seen, rows: Sequence[Row]) -> dict[str, Any]:
    cells = [{"values": [_cell(row.get(code, "")) for code in seen.order]} for row in rows]
    return {"appendCells": {"sheetId": seen.sheet_id, "rows": cells, "fields": _FIELDS}}


def _cell(value: str | int) -> dict[str, Any]:
    """Text as ``stringValue``, which is never a formula."""
    if isinstance(value, int):
        return {"userEnteredValue": {"numberValue": value}}
    return {"userEnteredValue": {"stringValue": value}} if value else {}
