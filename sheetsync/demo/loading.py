"""Put a demo network into an empty spreadsheet of the sandbox."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from sheetsync.dates import serial_of
from sheetsync.demo.workbook import DemoWorkbook, Formula, Typed, Value
from sheetsync.tables.catalogue import PEOPLE_BY_CODE
from sheetsync.tables.catalogue.names import columns_in_sheet
from sheetsync.tables.cells import a1
from sheetsync.tables.schema import PeopleTab
from sheetsync.workbook.session import Session, quoted

_DAY_S = 24 * 60 * 60
#: So many rows go well in one write; all of a large network would need gigabytes at once.
_ROWS_A_WRITE = 20_000
#: Rows left free below the demo's own, for whoever tries it out.
_FREE_ROWS = 200

Rows = Sequence[Sequence[object]]


def room_for(book: DemoWorkbook) -> dict[str, int]:
    """How many rows each tab needs, by its code."""
    return {code: len(rows) + _FREE_ROWS for code, rows in book.tabs.items()}


def load(session: Session, book: DemoWorkbook) -> None:
    """Write the rows below the headers that `init` made: three writes, or more for a large network.

    Texts and numbers go in as they are, so that a code stays a code; what `Typed` and `Formula`
    hold is entered as a person would.
    """
    headers: dict[str, Rows] = {}
    entered: dict[str, Rows] = {}
    for code, rows in book.tabs.items():
        title = quoted(PEOPLE_BY_CODE[code].title(book.lang))
        own = book.extra_columns.get(code, ())
        if own:
            first = len(columns_in_sheet(PEOPLE_BY_CODE[code])) + 1
            headers[f"{title}!{a1(1, first)}"] = [list(own)]
        positions = _positions(PEOPLE_BY_CODE[code], len(own))
        for number, row in enumerate(rows, start=2):
            for position, value in zip(positions, row, strict=False):
                if isinstance(value, Typed | Formula):
                    entered[f"{title}!{a1(number, position)}"] = [[value.text]]
    _add_columns(session, book)
    for part in _parts(headers, book):
        session.write_values(part, "RAW")
    session.write_values(entered, "USER_ENTERED")


def _parts(headers: Mapping[str, Rows], book: DemoWorkbook) -> Iterator[dict[str, Rows]]:
    """The headers and the rows of all tabs, in writes of so many rows as are sent well at once."""
    part: dict[str, Rows] = dict(headers)
    room = _ROWS_A_WRITE
    for code, rows in book.tabs.items():
        title = quoted(PEOPLE_BY_CODE[code].title(book.lang))
        positions = _positions(PEOPLE_BY_CODE[code], len(book.extra_columns.get(code, ())))
        start = 0
        while start < len(rows):
            taken = rows[start : start + room]
            part[f"{title}!A{start + 2}"] = [_spread(stored_row(row), positions) for row in taken]
            start, room = start + len(taken), room - len(taken)
            if not room:
                yield part
                part, room = {}, _ROWS_A_WRITE
    if part:
        yield part


def _positions(tab: PeopleTab, own: int) -> list[int]:
    """The sheet column of each column of the catalogue, then of the manager's own; from 1."""
    laid_out = columns_in_sheet(tab)
    places = [laid_out.index(column) + 1 for column in tab.columns]
    return [*places, *range(len(laid_out) + 1, len(laid_out) + 1 + own)]


def _spread(row: Sequence[object], positions: Sequence[int]) -> list[object]:
    """A row with room for the column of names, whose formulas stay."""
    spread: list[object] = [None] * (positions[len(row) - 1] if row else 0)
    for position, value in zip(positions, row, strict=False):
        spread[position - 1] = value
    return spread


def _add_columns(session: Session, book: DemoWorkbook) -> None:
    """Room for the columns that a manager added: a write never grows the grid."""
    sheets = session.metadata("sheets.properties(sheetId,title)")["sheets"]
    ids = {sheet["properties"]["title"]: sheet["properties"].get("sheetId", 0) for sheet in sheets}
    session.batch_update(
        [
            {
                "appendDimension": {
                    "sheetId": ids[PEOPLE_BY_CODE[code].title(book.lang)],
                    "dimension": "COLUMNS",
                    "length": len(own),
                }
            }
            for code, own in book.extra_columns.items()
        ]
    )


def stored_row(row: Sequence[Value]) -> list[object]:
    """A row as the API takes it; None leaves a cell alone: what is typed into it comes later."""
    return [_stored(value) for value in row]


def _stored(value: Value) -> object:
    if isinstance(value, Typed | Formula):
        return None
    if isinstance(value, datetime):
        seconds = (value - datetime.combine(value.date(), time())).total_seconds()
        return serial_of(value.date()) + seconds / _DAY_S
    if isinstance(value, date):
        return serial_of(value)
    if isinstance(value, Decimal):
        return float(value)
    return value
