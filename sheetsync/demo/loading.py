"""Put a demo network into an empty spreadsheet of the sandbox."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal

from sheetsync.dates import serial_of
from sheetsync.demo.workbook import DemoWorkbook, Formula, Typed, Value
from sheetsync.tables.catalogue.people import BY_CODE
from sheetsync.tables.cells import a1
from sheetsync.workbook.session import Session, quoted

_DAY_S = 24 * 60 * 60


def load(session: Session, book: DemoWorkbook) -> None:
    """Write the rows below the headers that `init` made: three writes.

    Texts and numbers go in as they are, so that a code stays a code; what `Typed` and `Formula`
    hold is entered as a person would.
    """
    headers: dict[str, Sequence[Sequence[object]]] = {}
    plain: dict[str, Sequence[Sequence[object]]] = {}
    entered: dict[str, Sequence[Sequence[object]]] = {}
    for code, rows in book.tabs.items():
        title = quoted(BY_CODE[code].title(book.lang))
        own = book.extra_columns.get(code, ())
        if own:
            headers[f"{title}!{a1(1, len(BY_CODE[code].columns) + 1)}"] = [list(own)]
        if rows:
            plain[f"{title}!A2"] = [[_stored(value) for value in row] for row in rows]
        for number, row in enumerate(rows, start=2):
            for position, value in enumerate(row, start=1):
                if isinstance(value, Typed | Formula):
                    entered[f"{title}!{a1(number, position)}"] = [[value.text]]
    _make_room(session, book)
    session.write_values({**headers, **plain}, "RAW")
    session.write_values(entered, "USER_ENTERED")


def _make_room(session: Session, book: DemoWorkbook) -> None:
    """Grow the tabs: a write never grows the grid."""
    sheets = session.metadata("sheets.properties(sheetId,title)")["sheets"]
    ids = {sheet["properties"]["title"]: sheet["properties"].get("sheetId", 0) for sheet in sheets}
    session.batch_update(
        [
            {
                "updateSheetProperties": {
                    "properties": {
                        "sheetId": ids[BY_CODE[code].title(book.lang)],
                        "gridProperties": {
                            "rowCount": max(1000, len(rows) + 200),
                            "columnCount": len(BY_CODE[code].columns)
                            + len(book.extra_columns.get(code, ())),
                        },
                    },
                    "fields": "gridProperties(rowCount,columnCount)",
                }
            }
            for code, rows in book.tabs.items()
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
