"""Put a demo network into an empty spreadsheet of the sandbox."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal

from sheetsync.dates import serial_of
from sheetsync.demo.workbook import DemoWorkbook, Formula, Typed, Value
from sheetsync.tables.catalogue import PEOPLE_BY_CODE
from sheetsync.tables.cells import a1
from sheetsync.workbook.session import Session, quoted

_DAY_S = 24 * 60 * 60


#: Rows left free below the demo's own, for whoever tries it out.
_FREE_ROWS = 200


def room_for(book: DemoWorkbook) -> dict[str, int]:
    """How many rows each tab needs, by its code."""
    return {code: len(rows) + _FREE_ROWS for code, rows in book.tabs.items()}


def load(session: Session, book: DemoWorkbook) -> None:
    """Write the rows below the headers that `init` made: three writes.

    Texts and numbers go in as they are, so that a code stays a code; what `Typed` and `Formula`
    hold is entered as a person would.
    """
    headers: dict[str, Sequence[Sequence[object]]] = {}
    plain: dict[str, Sequence[Sequence[object]]] = {}
    entered: dict[str, Sequence[Sequence[object]]] = {}
    for code, rows in book.tabs.items():
        title = quoted(PEOPLE_BY_CODE[code].title(book.lang))
        own = book.extra_columns.get(code, ())
        if own:
            headers[f"{title}!{a1(1, len(PEOPLE_BY_CODE[code].columns) + 1)}"] = [list(own)]
        if rows:
            plain[f"{title}!A2"] = [[_stored(value) for value in row] for row in rows]
        for number, row in enumerate(rows, start=2):
            for position, value in enumerate(row, start=1):
                if isinstance(value, Typed | Formula):
                    entered[f"{title}!{a1(number, position)}"] = [[value.text]]
    _add_columns(session, book)
    session.write_values({**headers, **plain}, "RAW")
    session.write_values(entered, "USER_ENTERED")


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


def _stored(value: Value) -> object:
    """A value as the API takes it; None leaves the cell alone."""
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
