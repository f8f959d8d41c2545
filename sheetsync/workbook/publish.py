"""Publish tool tabs: only what changed, in one atomic request, addressed by sheetId.

A tab is computed whole; an unchanged tab costs nothing; in a changed one only the changed blocks
of rows travel. Logs are appended with ids, in the same request. A write whose answer was lost is
read back before it is repeated (design.md 3, Publication; faults.md S14, S15, S26).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from sheetsync.errors import TabGoneError, WriteInDoubtError
from sheetsync.tables.writing import TabCells, Value, cell_data, stored_value
from sheetsync.workbook.session import Session
from sheetsync.workbook.snapshot import Snapshot, TabState
from sheetsync.workbook.staging import staged_write

Request = dict[str, Any]
StoredRows = list[list[object]]

#: One batchUpdate stays below this; Google refuses 10 MB (sheets-api.md 5).
MAX_BODY_BYTES = 8_000_000
_ROUNDS = 3
_FIELDS = "userEnteredValue,userEnteredFormat.numberFormat,userEnteredFormat.textFormat.link"
#: Rows that differ so little apart travel as one block: a cell costs less than a request.
_GAP_ROWS = 3
_SPARE_ROWS = 50


@dataclass(frozen=True, slots=True)
class Publication:
    """What a publication wrote: codes of the replaced tabs, and of the logs appended to."""

    changed: tuple[str, ...]
    appended: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Target:
    """One tab to write: where it is, what it holds, what it shall hold."""

    cells: TabCells
    state: TabState
    present: StoredRows
    wanted: StoredRows


def changed_tabs(
    snapshot: Snapshot, titles: Mapping[str, str], tabs: Sequence[TabCells]
) -> list[TabCells]:
    """The tabs that do not hold already what they shall."""
    return [target.cells for target in _targets(snapshot, titles, tabs)]


def published_content(cells: TabCells) -> list[list[object]]:
    """A tab's rows below the header as Google will give them back, to tell edits by hand later."""
    return [_trimmed([stored_value(value) for value in row]) for row in cells.rows]


def publish(  # noqa: PLR0913  # what to write, and where
    session: Session,
    snapshot: Snapshot,
    titles: Mapping[str, str],
    tabs: Sequence[TabCells],
    logs: Sequence[TabCells] = (),
    *,
    max_body_bytes: int = MAX_BODY_BYTES,
) -> Publication:
    """Write the tabs that changed and append the log rows: all in one request, or nothing.

    Args:
        session: the spreadsheet.
        snapshot: what it held when the run read it.
        titles: the tabs' titles in the snapshot, by code.
        tabs: tool tabs, whole.
        logs: rows to append, each with an id in the tab's key columns.
        max_body_bytes: size that one request may have; what is larger is staged.

    Raises:
        TabGoneError: a tool tab is not there; nothing was written.
        WriteInDoubtError: three times the answer was lost and the rows were not there.
    """
    targets = _targets(snapshot, titles, tabs)
    appends = [(log, _state(snapshot, titles, log)) for log in logs if log.rows]
    done = Publication(
        tuple(target.cells.tab.code for target in targets),
        tuple(log.tab.code for log, _ in appends),
    )
    requests = [request for target in targets for request in _replace_requests(target)]
    requests += [_append_request(log, state) for log, state in appends]
    if _weight(requests) > max_body_bytes:
        for target in targets:
            _write_alone(session, target, max_body_bytes)
        requests, targets = [_append_request(log, state) for log, state in appends], []
    if requests:
        _apply(session, requests, targets, appends)
    return done


def _write_alone(session: Session, target: _Target, max_body_bytes: int) -> None:
    """One tab by itself: in one request while it fits, else staged in a hidden tab."""
    requests = _replace_requests(target)
    if _weight(requests) <= max_body_bytes:
        _apply(session, requests, [target], [])
        return
    height = max(len(target.present), len(target.wanted))
    whole = _write_rows(target, 0, len(target.wanted))
    growth = _growth(target.state, height, len(target.cells.header))
    staged_write(session, growth, whole["updateCells"], height, max_body_bytes)


def _apply(
    session: Session,
    requests: Sequence[Request],
    targets: Sequence[_Target],
    appends: Sequence[tuple[TabCells, TabState]],
) -> None:
    """Send; when the answer was lost, look whether it was applied before sending again."""
    for last in (False,) * (_ROUNDS - 1) + (True,):
        try:
            session.batch_update(requests)
        except WriteInDoubtError:
            if _was_applied(session, targets, appends):
                return
            if last:
                raise
        else:
            return


def _was_applied(
    session: Session, targets: Sequence[_Target], appends: Sequence[tuple[TabCells, TabState]]
) -> bool:
    """The request is atomic, so one sign of it is enough."""
    titles = {
        sheet["properties"].get("sheetId", 0): sheet["properties"]["title"]
        for sheet in session.metadata("sheets.properties(sheetId,title)").get("sheets", [])
    }
    for log, state in appends:
        held = _rows(session.columns([titles[state.sheet_id]], "UNFORMATTED_VALUE")[0])
        return log_row(log, 0) in [_cut(row, len(log.header)) for row in held]
    for target in targets:
        title = titles[target.state.sheet_id]
        return _rows(session.columns([title], "UNFORMATTED_VALUE")[0]) == target.wanted
    return True


def log_row(log: TabCells, number: int) -> list[object]:
    """A log row as Google will give it back, trailing blanks dropped."""
    return _trimmed([stored_value(value) for value in log.rows[number]])


def _targets(
    snapshot: Snapshot, titles: Mapping[str, str], tabs: Sequence[TabCells]
) -> list[_Target]:
    targets = []
    for cells in tabs:
        state = _state(snapshot, titles, cells)
        present = _rows(snapshot.stored.get(state.title, ()))
        wanted = [
            _trimmed([stored_value(value) for value in row]) for row in (cells.header, *cells.rows)
        ]
        if present != wanted:
            targets.append(_Target(cells, state, present, wanted))
    return targets


def _state(snapshot: Snapshot, titles: Mapping[str, str], cells: TabCells) -> TabState:
    title = titles.get(cells.tab.code)
    if title is None or title not in snapshot.tabs:
        raise TabGoneError(
            f"The tool tab {cells.tab.title(cells.lang)!r} is missing; nothing was written",
            cure="run sheetsync init --repair, or give the tab its name back",
        )
    return snapshot.tabs[title]


def _replace_requests(target: _Target) -> list[Request]:
    """Grow the grid if needed, write the changed blocks, blank what stands below."""
    height = max(len(target.present), len(target.wanted))
    requests = _growth(target.state, height, len(target.cells.header))
    requests += [
        _write_rows(target, start, end) for start, end in _blocks(target.present, target.wanted)
    ]
    return requests


def _write_rows(target: _Target, start: int, end: int) -> Request:
    """Rows from 0, end excluded; rows and cells beyond the data become blank."""
    rows: list[Sequence[Value]] = [target.cells.header, *target.cells.rows]
    return {
        "updateCells": {
            "range": {
                "sheetId": target.state.sheet_id,
                "startRowIndex": start,
                "endRowIndex": end,
                "startColumnIndex": 0,
                "endColumnIndex": max(len(target.cells.header), target.state.column_count),
            },
            "rows": [
                {"values": [cell_data(value, target.cells.lang) for value in row]}
                for row in rows[start:end]
            ],
            "fields": _FIELDS,
        }
    }


def _growth(state: TabState, rows: int, columns: int) -> list[Request]:
    if rows <= state.row_count and columns <= state.column_count:
        return []
    grid = {
        "rowCount": max(state.row_count, rows + _SPARE_ROWS),
        "columnCount": max(state.column_count, columns),
    }
    return [
        {
            "updateSheetProperties": {
                "properties": {"sheetId": state.sheet_id, "gridProperties": grid},
                "fields": "gridProperties(rowCount,columnCount)",
            }
        }
    ]


def _blocks(present: StoredRows, wanted: StoredRows) -> list[tuple[int, int]]:
    """Ranges of rows that differ, from 0, end excluded; near ones joined."""
    blocks: list[tuple[int, int]] = []
    for number in range(max(len(present), len(wanted))):
        held = present[number] if number < len(present) else []
        shall = wanted[number] if number < len(wanted) else []
        if held == shall:
            continue
        if blocks and number - blocks[-1][1] <= _GAP_ROWS:
            blocks[-1] = (blocks[-1][0], number + 1)
        else:
            blocks.append((number, number + 1))
    return blocks


def _append_request(log: TabCells, state: TabState) -> Request:
    return {
        "appendCells": {
            "sheetId": state.sheet_id,
            "rows": [{"values": [cell_data(value, log.lang) for value in row]} for row in log.rows],
            "fields": _FIELDS,
        }
    }


def _weight(requests: Sequence[Request]) -> int:
    return len(msgspec.json.encode(requests))


def _rows(columns: Sequence[Sequence[object]]) -> StoredRows:
    """Columns as rows, trailing blanks and blank last rows dropped."""
    height = max(map(len, columns), default=0)
    rows = [
        _trimmed([column[number] if number < len(column) else "" for column in columns])
        for number in range(height)
    ]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _trimmed(row: list[object]) -> list[object]:
    while row and row[-1] in ("", None):
        row.pop()
    return row


def _cut(row: list[object], width: int) -> list[object]:
    return _trimmed(row[:width])
