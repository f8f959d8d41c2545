"""The Send log tab as the outbox sees it: read whole, appended to, never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sheetsync.errors import MissingTabError, UnusableTabError, WriteInDoubtError
from sheetsync.tables.catalogue.tool import SEND_LOG
from sheetsync.tables.headers import find_tab
from sheetsync.workbook.session import Session

#: A row: values by the codes of the tab's columns.
Row = Mapping[str, str | int]
_CODES = {header: column.name for column in SEND_LOG.columns for header in column.headers}
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class _Seen:
    """The tab as it was read last.

    Attributes:
        order: codes of the columns as they stand, "" for a column of somebody else's.
    """

    sheet_id: int
    order: tuple[str, ...]
    row_ids: set[str] = field(default_factory=set)


class SpreadsheetSendLog:
    """The tab of one spreadsheet.

    Rows are told apart by their ``row_id``: an append whose answer was lost is looked up before it
    is repeated, and what an earlier run appended is not appended again (faults.md S14).

    Args:
        session: the spreadsheet.
        configured: titles of your own by tab code (config.yaml, ``tabs``).
    """

    def __init__(self, session: Session, configured: Mapping[str, str] | None = None) -> None:
        self._session = session
        self._configured = configured or {}
        self._seen: _Seen | None = None

    def rows(self) -> Sequence[Row]:
        """All rows, in the order in which they were appended; two reads.

        Raises:
            MissingTabError: there is no such tab.
            UnusableTabError: one of its headers is missing.
        """
        return self._read()[1]

    def append(self, rows: Sequence[Row]) -> None:
        """Append rows, all or none; those that stand there already are left out.

        Raises:
            MissingTabError: there is no such tab.
            UnusableTabError: one of its headers is missing.
            WriteInDoubtError: three times the answer was lost and the rows were not there.
        """
        for last in (False,) * (_ROUNDS - 1) + (True,):
            seen = self._looked()
            missing = [row for row in rows if row["row_id"] not in seen.row_ids]
            if not missing:
                return
            try:
                self._session.batch_update([_append_request(seen, missing)])
            except WriteInDoubtError:
                self._seen = None
                if last and not {row["row_id"] for row in rows} <= self._looked().row_ids:
                    raise
            else:
                seen.row_ids.update(str(row["row_id"]) for row in missing)

    def _looked(self) -> _Seen:
        return self._seen or self._read()[0]

    def _read(self) -> tuple[_Seen, Sequence[Row]]:
        sheet_id, title = self._place()
        columns = self._session.columns([title], "UNFORMATTED_VALUE")[0]
        order = tuple(_CODES.get(str(column[0]), "") if column else "" for column in columns)
        _check_headers(order, title)
        height = max((len(column) - 1 for column in columns), default=0)
        rows = [_row(order, columns, number) for number in range(1, height + 1)]
        seen = _Seen(sheet_id, order, {str(row["row_id"]) for row in rows})
        self._seen = seen
        return seen, rows

    def _place(self) -> tuple[int, str]:
        """Id and title, looked up right before each reading, since people rename tabs."""
        sheets = self._session.metadata("sheets.properties(sheetId,title)").get("sheets", [])
        ids = {
            sheet["properties"]["title"]: sheet["properties"].get("sheetId", 0) for sheet in sheets
        }
        title = find_tab(SEND_LOG, list(ids), self._configured)
        if title is None:
            raise MissingTabError(
                f"There is no tab {SEND_LOG.en!r} ({SEND_LOG.ru!r}); nothing was sent",
                cure="run sheetsync init --repair, or give the tab its name back",
            )
        return ids[title], title


def _check_headers(order: tuple[str, ...], title: str) -> None:
    for column in SEND_LOG.columns:
        if order.count(column.name) != 1:
            raise UnusableTabError(
                f"{title}!1:1: the header {column.headers[1]!r} ({column.headers[0]!r}) "
                f"{'is missing' if column.name not in order else 'stands twice'}; nothing was sent",
                cure="give the column its header back, or run sheetsync init --repair",
            )


def _row(order: tuple[str, ...], columns: Sequence[Sequence[object]], number: int) -> Row:
    return {
        code: _value(column[number]) if number < len(column) else ""
        for code, column in zip(order, columns, strict=True)
        if code
    }


def _value(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)


def _append_request(seen: _Seen, rows: Sequence[Row]) -> dict[str, Any]:
    cells = [{"values": [_cell(row.get(code, "")) for code in seen.order]} for row in rows]
    return {"appendCells": {"sheetId": seen.sheet_id, "rows": cells, "fields": "userEnteredValue"}}


def _cell(value: str | int) -> dict[str, Any]:
    """Text as ``stringValue``, which is never a formula."""
    if isinstance(value, int):
        return {"userEnteredValue": {"numberValue": value}}
    return {"userEnteredValue": {"stringValue": value}} if value else {}
