"""A tool tab too large for one request: written to a hidden tab, then moved in one request.

So a tab is never half new: until the last request people see the old one, after it the new one
(design.md 3, Publication). A staging tab left by a run that died is removed by the next.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from sheetsync.workbook.session import Session
from sheetsync.workbook.tab_requests import Request

_TITLE = "sheetsync staging"
_STAGING_ID = 2_000_000_011


def staged_write(
    session: Session,
    growth: Sequence[Request],
    write: Mapping[str, Any],
    height: int,
    max_bytes: int,
) -> None:
    """Apply one huge ``updateCells`` request so that it takes effect at once.

    Args:
        session: the spreadsheet.
        growth: requests that make room in the target tab.
        write: the body of the ``updateCells`` request, from the tab's first row on.
        height: rows of the target that must be covered; those beyond the data become blank.
        max_bytes: size that one request may have.
    """
    target = write["range"]["sheetId"]
    width = write["range"]["endColumnIndex"]
    rows = write["rows"]
    session.batch_update([*_leftovers(session), _staging_tab(len(rows), width)])
    for start, part in _chunks(rows, max_bytes):
        place = {"sheetId": _STAGING_ID, "rowIndex": start, "columnIndex": 0}
        body = {"start": place, "rows": part, "fields": write["fields"]}
        session.batch_update([{"updateCells": body}])
    source = _area(_STAGING_ID, 0, len(rows), width)
    destination = _area(target, 0, len(rows), width)
    session.batch_update(
        [
            *growth,
            *(
                {"copyPaste": {"source": source, "destination": destination, "pasteType": kind}}
                for kind in ("PASTE_VALUES", "PASTE_FORMAT")
            ),
            *_blanks(target, len(rows), height, width, write["fields"]),
            {"deleteSheet": {"sheetId": _STAGING_ID}},
        ]
    )


def _leftovers(session: Session) -> list[Request]:
    sheets = session.metadata("sheets.properties(sheetId,title)").get("sheets", [])
    ids = [sheet["properties"].get("sheetId", 0) for sheet in sheets]
    return [{"deleteSheet": {"sheetId": _STAGING_ID}}] if _STAGING_ID in ids else []


def _staging_tab(rows: int, columns: int) -> Request:
    grid = {"rowCount": rows, "columnCount": columns}
    return {
        "addSheet": {
            "properties": {
                "sheetId": _STAGING_ID,
                "title": _TITLE,
                "hidden": True,
                "gridProperties": grid,
            }
        }
    }


def _chunks(
    rows: Sequence[Mapping[str, Any]], max_bytes: int
) -> Iterator[tuple[int, Sequence[Mapping[str, Any]]]]:
    start = size = 0
    for number, row in enumerate(rows):
        weight = len(msgspec.json.encode(row))
        if number > start and size + weight > max_bytes:
            yield start, rows[start:number]
            start, size = number, 0
        size += weight
    yield start, rows[start:]


def _blanks(target: int, start: int, end: int, width: int, fields: str) -> list[Request]:
    if end <= start:
        return []
    area = _area(target, start, end, width)
    return [{"updateCells": {"range": area, "rows": [], "fields": fields}}]


def _area(sheet_id: int, start: int, end: int, width: int) -> Request:
    return {
        "sheetId": sheet_id,
        "startRowIndex": start,
        "endRowIndex": end,
        "startColumnIndex": 0,
        "endColumnIndex": width,
    }
