"""Fill people's tabs with what an import brings: all of them at once, or none.

Into a tab with rows of people's the new ones are inserted below the last of these, never written
over what stands there: notes and sums below move down, and what somebody types this moment too.

Small imports are one request. Larger ones are written to hidden tabs first, in parts, and moved
from there by one request, so that an import that died on the way has changed no people's tab: it
can simply be run again, and removes what the first left.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import Any

import msgspec

from sheetsync.errors import WriteInDoubtError
from sheetsync.language import Phrase, Sayable
from sheetsync.tables.importing.entries import Entry, NumberFormat
from sheetsync.tables.importing.transfer import Transfer, by_runs
from sheetsync.workbook.session import Session
from sheetsync.workbook.setup.names import NameFormulas
from sheetsync.workbook.tab_requests import Request

#: Google advises bodies of 2 MB at most. Source: sheets-api.md 5.
MAX_BODY_BYTES = 2_000_000
_ROUNDS = 3
_STAGING_TITLE = "sheetsync import"
_FIRST_STAGING_ID = 2_000_000_101


@dataclass(frozen=True, slots=True)
class Fill:
    """What goes into which tab, and how large the tab is now.

    Attributes:
        names: the formulas of its column of names; None without one.
        going_on: 1-based columns whose formulas of the last row go on in the new ones.
        alike: how many rows that say what the first new one says stand in the tab already.
    """

    transfer: Transfer
    sheet_id: int
    row_count: int
    column_count: int
    names: NameFormulas | None = None
    going_on: tuple[int, ...] = ()
    alike: int = 0

    @property
    def height(self) -> int:
        """How many rows are written."""
        return max(map(len, self.transfer.columns.values()), default=0)


_PART = Phrase(ru="часть {number}", en="part {number}")


def fill_tabs(
    session: Session,
    fills: Sequence[Fill],
    tell: Callable[[Sayable], None],
    *,
    max_body_bytes: int = MAX_BODY_BYTES,
) -> None:
    """Write all tabs, or none.

    Args:
        session: the spreadsheet.
        fills: one a tab.
        tell: told what is being done.
        max_body_bytes: size that one request may have.

    Raises:
        WriteInDoubtError: three times the answer was lost and the rows were not there.
    """
    tidy = [{"deleteSheet": {"sheetId": sheet_id}} for sheet_id in _staging_ids(session)]
    dressing = [
        request for fill in fills for request in (*_inserted(fill), *_room(fill), *_headers(fill))
    ]
    formats = [
        request for fill in fills for request in (*_formats(fill), *_names(fill), *_going_on(fill))
    ]
    values = [request for fill in fills for request in _values(fill)]
    whole = [*tidy, *dressing, *values, *formats]
    if weight(whole) <= max_body_bytes:
        once(session, whole, lambda: _is_filled(session, fills[0]))
        return
    staged = list(enumerate(values, start=_FIRST_STAGING_ID))
    tabs = [_staging_tab(sheet_id, values) for sheet_id, values in staged]
    once(session, [*tidy, *tabs], lambda: len(_staging_ids(session)) == len(tabs))
    for number, part in enumerate(_parts(staged, max_body_bytes), start=1):
        tell(_PART.given(number=number))
        # The same cells again are the same cells.
        once(session, [part], lambda: False)
    moves = [_move(sheet_id, values) for sheet_id, values in staged]
    gone = [{"deleteSheet": {"sheetId": sheet_id}} for sheet_id, _ in staged]
    once(session, [*dressing, *moves, *formats, *gone], lambda: not _staging_ids(session))


def once(session: Session, requests: Sequence[Request], was_applied: Callable[[], bool]) -> None:
    """Send; when the answer was lost, look whether it was applied before sending again."""
    for last in (False,) * (_ROUNDS - 1) + (True,):
        try:
            session.batch_update(requests)
        except WriteInDoubtError:
            if was_applied():
                return
            if last:
                raise
        else:
            return


def _staging_ids(session: Session) -> list[int]:
    """Hidden tabs of an import, of one that died too."""
    sheets = session.metadata("sheets.properties(sheetId,title,hidden)").get("sheets", [])
    return [
        int(sheet["properties"].get("sheetId", 0))
        for sheet in sheets
        if sheet["properties"]["title"].startswith(_STAGING_TITLE)
        and sheet["properties"].get("hidden")
    ]


def _is_filled(session: Session, fill: Fill) -> bool:
    target = fill.transfer.target
    columns = session.columns([target.title], "UNFORMATTED_VALUE")[0]
    if target.last_row:
        return rows_alike(columns, fill.transfer) > fill.alike
    return any(
        cell not in ("", False)
        for position, cells in enumerate(columns, start=1)
        if position != target.name_position
        for cell in cells[target.header_row :]
    )


def rows_alike(columns: Sequence[Sequence[object]], transfer: Transfer) -> int:
    """How many rows of a tab say what the first new row does, wherever columns stand now.

    Args:
        columns: stored cells of the tab.
        transfer: with at least one row.
    """
    values = (entries[0].value for entries in transfer.columns.values())
    wanted: Counter[object] = Counter(value for value in values if value not in ("", False))
    return sum(not wanted - Counter(row) for row in zip_longest(*columns, fillvalue=""))


def _inserted(fill: Fill) -> Iterator[Request]:
    """Blank rows below the last one of people's, that look like it."""
    last = fill.transfer.target.last_row
    if last:
        yield {
            "insertDimension": {
                "range": {
                    "sheetId": fill.sheet_id,
                    "dimension": "ROWS",
                    "startIndex": last,
                    "endIndex": last + fill.height,
                },
                "inheritFromBefore": True,
            }
        }


def _going_on(fill: Fill) -> Iterator[Request]:
    """People's own formulas of the last row, for the new ones."""
    last = fill.transfer.target.last_row
    for position in fill.going_on:
        yield {
            "copyPaste": {
                "source": _area(fill.sheet_id, last - 1, 1, position - 1, 1),
                "destination": _area(fill.sheet_id, last, fill.height, position - 1, 1),
                "pasteType": "PASTE_FORMULA",
            }
        }


def _room(fill: Fill) -> list[Request]:
    """More rows and columns where the tab has too few."""
    target = fill.transfer.target
    # What was inserted has grown the tab.
    there = fill.row_count + (fill.height if target.last_row else 0)
    rows = target.above + fill.height
    columns = max(fill.transfer.columns, default=0)
    if rows <= there and columns <= fill.column_count:
        return []
    grid = {
        "rowCount": max(rows, there),
        "columnCount": max(columns, fill.column_count),
    }
    properties = {"sheetId": fill.sheet_id, "gridProperties": grid}
    fields = "gridProperties(rowCount,columnCount)"
    return [{"updateSheetProperties": {"properties": properties, "fields": fields}}]


def _names(fill: Fill) -> Iterator[Request]:
    """Formulas where the file brought no name: in its own rows, and in those that were added."""
    target = fill.transfer.target
    if fill.names is None or target.name_position is None:
        return
    first = target.above + 1
    brought = fill.transfer.columns.get(target.name_position, ())
    blank = [row for row, entry in enumerate(brought, start=first) if entry.value == ""]
    # Rows that were there had their formulas; those that are inserted have none.
    there = 0 if target.last_row else fill.row_count
    below = max(there + 1, first + len(brought))
    yield from fill.names.requests([*blank, *range(below, first + fill.height)])


def _headers(fill: Fill) -> Iterator[Request]:
    row = fill.transfer.target.header_row - 1
    for position, header in fill.transfer.new_headers.items():
        yield _written(fill.sheet_id, row, position - 1, [[Entry(header)]])


def _values(fill: Fill) -> Iterator[Request]:
    """The cells, a request for each run of neighbouring columns; no column between is touched."""
    for position, rows in by_runs(fill.transfer.columns):
        yield _written(fill.sheet_id, fill.transfer.target.above, position - 1, rows)


def _written(sheet_id: int, row: int, column: int, rows: Sequence[Sequence[Entry]]) -> Request:
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column},
            "rows": [{"values": [_cell(entry) for entry in entries]} for entries in rows],
            "fields": "userEnteredValue",
        }
    }


def _cell(entry: Entry) -> Request:
    """Text as ``stringValue``, which is never a formula."""
    match entry.value:
        case "":
            return {}
        case bool():
            return {"userEnteredValue": {"boolValue": entry.value}}
        case str():
            return {"userEnteredValue": {"stringValue": entry.value}}
        case _:
            return {"userEnteredValue": {"numberValue": entry.value}}


def _formats(fill: Fill) -> Iterator[Request]:
    """The formats of days, shares and the like, one request a run of rows."""
    for position, entries in fill.transfer.columns.items():
        row = fill.transfer.target.above
        for shown_as, run in groupby(_with_blanks_joined(entries)):
            count = len(list(run))
            if shown_as is not None:
                kept = {"type": shown_as.type, "pattern": shown_as.pattern}
                yield {
                    "repeatCell": {
                        "range": _area(fill.sheet_id, row, count, position - 1, 1),
                        "cell": {"userEnteredFormat": {"numberFormat": kept}},
                        "fields": "userEnteredFormat.numberFormat",
                    }
                }
            row += count


def _with_blanks_joined(entries: Sequence[Entry]) -> Iterator[NumberFormat | None]:
    """The formats row by row; a blank cell has that of the cell above, so that runs are long."""
    last: NumberFormat | None = None
    for entry in entries:
        last = last if entry.value == "" else entry.number_format
        yield last


def _staging_tab(sheet_id: int, values: Mapping[str, Any]) -> Request:
    rows = values["updateCells"]["rows"]
    grid = {"rowCount": len(rows), "columnCount": len(rows[0]["values"])}
    title = f"{_STAGING_TITLE} {sheet_id - _FIRST_STAGING_ID + 1}"
    return {
        "addSheet": {
            "properties": {
                "sheetId": sheet_id,
                "title": title,
                "hidden": True,
                "gridProperties": grid,
            }
        }
    }


def _parts(staged: Sequence[tuple[int, Mapping[str, Any]]], max_bytes: int) -> Iterator[Request]:
    """The cells for the hidden tabs, in requests that are small enough."""
    for sheet_id, values in staged:
        rows = values["updateCells"]["rows"]
        start = size = 0
        for number, row in enumerate(rows):
            bytes_here = weight(row)
            if number > start and size + bytes_here > max_bytes:
                yield _staged_rows(sheet_id, start, rows[start:number])
                start, size = number, 0
            size += bytes_here
        yield _staged_rows(sheet_id, start, rows[start:])


def _staged_rows(sheet_id: int, start: int, rows: Sequence[Mapping[str, Any]]) -> Request:
    place = {"sheetId": sheet_id, "rowIndex": start, "columnIndex": 0}
    return {"updateCells": {"start": place, "rows": rows, "fields": "userEnteredValue"}}


def _move(sheet_id: int, values: Mapping[str, Any]) -> Request:
    """From a hidden tab to where the cells belong: values only, the tab keeps its looks."""
    start, rows = values["updateCells"]["start"], values["updateCells"]["rows"]
    height, width = len(rows), len(rows[0]["values"])
    return {
        "copyPaste": {
            "source": _area(sheet_id, 0, height, 0, width),
            "destination": _area(
                start["sheetId"], start["rowIndex"], height, start["columnIndex"], width
            ),
            "pasteType": "PASTE_VALUES",
        }
    }


def _area(sheet_id: int, row: int, height: int, column: int, width: int) -> Request:
    return {
        "sheetId": sheet_id,
        "startRowIndex": row,
        "endRowIndex": row + height,
        "startColumnIndex": column,
        "endColumnIndex": column + width,
    }


def weight(request: object) -> int:
    """How many bytes a request takes."""
    return len(msgspec.json.encode(request))
