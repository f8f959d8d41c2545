"""A team's Google spreadsheet as a source: read with a right to look, and nothing but reads."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from sheetsync.dates import Clock
from sheetsync.errors import RequestRefusedError
from sheetsync.tables.adoption.source import Looks, Source, SourceSheet
from sheetsync.tables.cells import Grid, a1
from sheetsync.workbook.session import Session, quoted
from sheetsync.workbook.snapshot import Snapshot, Wanted, read_snapshot

_URL = "https://docs.google.com/spreadsheets/d/{id}/edit#gid={gid}"
_LOOKS = (
    "sheets(properties(title),data("
    "rowData(values(note,hyperlink,formattedValue,effectiveFormat(backgroundColor))),"
    "rowMetadata(hiddenByUser,hiddenByFilter),columnMetadata(hiddenByUser,hiddenByFilter)))"
)
_WHITE = (1.0, 1.0, 1.0)
#: Looks are asked for of as many cells: about a hundred bytes each.
_MOST_CELLS = 100_000

#: Told the titles of all tabs, says which to read.
Choose = Callable[[Sequence[str]], Sequence[str]]


def read_source_spreadsheet(session: Session, choose: Choose, clock: Clock) -> Source:
    """Read a team's spreadsheet in three requests: metadata, stored values, shown texts.

    Args:
        session: of the spreadsheet, opened for reading only.
        choose: which of its tabs are read.
        clock: waits while cells are still calculating.

    Raises:
        UnsettledSnapshotError: people kept changing it meanwhile.
    """
    snapshot = read_snapshot(
        session,
        lambda tabs: Wanted(
            tuple(choose([title for title, tab in tabs.items() if tab.column_count]))
        ),
        clock,
    )
    sheets = [_sheet(snapshot, title) for title in snapshot.stored]
    return Source(
        snapshot.title,
        sheets,
        [title for title, tab in snapshot.tabs.items() if tab.column_count],
        snapshot.locale,
        snapshot.time_zone,
    )


def _sheet(snapshot: Snapshot, title: str) -> SourceSheet:
    url = _URL.format(id=snapshot.spreadsheet_id, gid=snapshot.tabs[title].sheet_id)
    columns = snapshot.grid(title)
    grid = Grid(_rows(columns.stored), _rows(columns.shown), merges=columns.merges)
    return SourceSheet(title, grid, url)


def _rows(columns: Sequence[Sequence[object]]) -> list[list[object]]:
    return [list(row) for row in zip_longest(*columns, fillvalue="")]


def with_looks(session: Session, source: Source) -> Source:
    """The source with notes, links, colours, hidden rows and columns; at most one read.

    They are asked for of its first tabs, as many as one answer should hold: what only looks tell is
    worth no more. The cells stay as they were read; so does all where a tab is gone by now.
    """
    asked = dict(_asked_for(session, source))
    if not asked:
        return source
    try:
        answer = session.metadata(_LOOKS, ranges=list(asked.values()))
    except RequestRefusedError:
        return source
    told = {sheet["properties"]["title"]: _first_data(sheet) for sheet in answer.get("sheets", [])}
    return replace(
        source,
        sheets=[
            _looking(sheet, told[sheet.title])
            if sheet.title in asked and sheet.title in told
            else sheet
            for sheet in source.sheets
        ],
    )


def _asked_for(session: Session, source: Source) -> Iterator[tuple[str, str]]:
    """Titles of the first tabs that hold anything, each with the range of its cells."""
    cells, ranges = 0, list[str]()
    for sheet in source.sheets:
        height, width = len(sheet.grid.stored), max(map(len, sheet.grid.stored), default=0)
        cells += height * width
        if not height * width:
            continue
        ranges.append(f"{quoted(sheet.title)}!A1:{a1(height, width)}")
        if cells > _MOST_CELLS or not session.is_short(_LOOKS, ranges):
            return
        yield sheet.title, ranges[-1]


def _first_data(sheet: Mapping[str, Any]) -> Mapping[str, Any]:
    data: list[Mapping[str, Any]] = sheet.get("data", [])
    return data[0] if data else {}


def _looking(sheet: SourceSheet, data: Mapping[str, Any]) -> SourceSheet:
    rows = [row.get("values", []) for row in data.get("rowData", [])]
    looks = Looks(
        _places(rows, "note"),
        _places(rows, "hyperlink"),
        _row_fills(rows),
        _hidden(data.get("rowMetadata", [])),
        _hidden(data.get("columnMetadata", [])),
    )
    return replace(sheet, looks=looks)


def _places(rows: Sequence[Sequence[Mapping[str, Any]]], key: str) -> dict[tuple[int, int], str]:
    return {
        (number, at): str(cell[key])
        for number, row in enumerate(rows, start=1)
        for at, cell in enumerate(row, start=1)
        if cell.get(key)
    }


def _row_fills(rows: Sequence[Sequence[Mapping[str, Any]]]) -> dict[int, str]:
    """The colour behind the first coloured value of each row."""
    found: dict[int, str] = {}
    for number, row in enumerate(rows, start=1):
        colours = (_colour(cell) for cell in row if cell.get("formattedValue"))
        colour = next(filter(None, colours), "")
        if colour:
            found[number] = colour
    return found


def _colour(cell: Mapping[str, Any]) -> str:
    colour = cell.get("effectiveFormat", {}).get("backgroundColor")
    if colour is None:
        return ""
    parts = tuple(float(colour.get(name, 0)) for name in ("red", "green", "blue"))
    return "" if parts == _WHITE else "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _hidden(metadata: Sequence[Mapping[str, Any]]) -> frozenset[int]:
    return frozenset(
        number
        for number, one in enumerate(metadata, start=1)
        if one.get("hiddenByUser") or one.get("hiddenByFilter")
    )
