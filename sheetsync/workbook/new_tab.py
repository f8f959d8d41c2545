"""A new tab with cells in it; nothing else of the spreadsheet is touched."""

from collections.abc import Iterator, Sequence
from typing import Any

from sheetsync.workbook.filling import MAX_BODY_BYTES, once, weight
from sheetsync.workbook.session import Session
from sheetsync.workbook.tab_cells import Values, entered_of

Request = dict[str, Any]
#: A stored value and the number format that shows it, {} for Google's own.
NewCell = tuple[object, Values]

_FIELDS = "userEnteredValue,userEnteredFormat.numberFormat"
_FIRST_ID = 1_900_000_001


def add_tab(
    session: Session,
    title: str,
    rows: Sequence[Sequence[NewCell]],
    *,
    max_body_bytes: int = MAX_BODY_BYTES,
) -> str:
    """Make a tab at the end.

    Args:
        session: the spreadsheet.
        title: what it shall be called; a number is added where a tab is called so already.
        rows: its cells, the row of headers first.
        max_body_bytes: size that one request may have.

    Returns:
        Its title.

    Raises:
        WriteInDoubtError: three times the answer was lost and the tab was not there.
    """
    there = {properties["sheetId"]: properties["title"] for properties in _tabs(session)}
    number = next(one for one in range(_FIRST_ID, _FIRST_ID + len(there) + 1) if one not in there)
    name = _free(title, set(there.values()))
    first, *rest = _parts(number, rows, max_body_bytes)
    made = [_made(number, name, rows), first]
    once(session, made, lambda: number in {one["sheetId"] for one in _tabs(session)})
    for part in rest:
        # The same cells again are the same cells.
        once(session, [part], lambda: False)
    return name


def _tabs(session: Session) -> Iterator[dict[str, Any]]:
    sheets = session.metadata("sheets.properties(sheetId,title)").get("sheets", [])
    return ({"sheetId": 0, **sheet["properties"]} for sheet in sheets)


def _free(title: str, taken: set[str]) -> str:
    # Google tells titles apart without regard to case.
    known = {one.casefold() for one in taken}
    names = (title if number == 1 else f"{title} {number}" for number in range(1, len(known) + 2))
    return next(name for name in names if name.casefold() not in known)


def _made(number: int, title: str, rows: Sequence[Sequence[NewCell]]) -> Request:
    grid = {
        "rowCount": max(len(rows), 2),
        "columnCount": max(1, *map(len, rows)),
        "frozenRowCount": 1,
    }
    properties = {"sheetId": number, "title": title, "gridProperties": grid}
    return {"addSheet": {"properties": properties}}


def _parts(number: int, rows: Sequence[Sequence[NewCell]], max_bytes: int) -> Iterator[Request]:
    """The cells, in requests that are small enough."""
    told = [{"values": [_cell(cell) for cell in row]} for row in rows]
    start = size = 0
    for at, row in enumerate(told):
        more = weight(row)
        if at > start and size + more > max_bytes:
            yield _written(number, start, told[start:at])
            start, size = at, 0
        size += more
    yield _written(number, start, told[start:])


def _written(number: int, start: int, rows: Sequence[Request]) -> Request:
    place = {"sheetId": number, "rowIndex": start, "columnIndex": 0}
    return {"updateCells": {"start": place, "rows": list(rows), "fields": _FIELDS}}


def _cell(cell: NewCell) -> Request:
    stored, shown_as = cell
    entered = entered_of(stored)
    data: Request = {"userEnteredValue": entered} if entered else {}
    return data | {"userEnteredFormat": {"numberFormat": shown_as}} if shown_as else data
