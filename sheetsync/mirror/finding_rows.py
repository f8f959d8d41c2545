"""Which cells of a grid are the rows of a tab, and which column each of them belongs to."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from sheetsync.mirror.kept import KeptTab
from sheetsync.mirror.rows import TabRows
from sheetsync.mirror.seen import SeenTab
from sheetsync.mirror.seen_columns import OWN, Below, SeenColumn, in_order, picked
from sheetsync.tables.catalogue.names import name_place
from sheetsync.tables.cleaning import cleaned
from sheetsync.tables.columns.cells import ColumnCells, is_blank
from sheetsync.tables.reading.headers import SEARCHED_ROWS, Headers, find_headers
from sheetsync.tables.reading.sheet_columns import (
    SheetColumns,
    sheet_columns,
    with_merges_filled,
)
from sheetsync.tables.reading.tool_tabs import read_tool_tab
from sheetsync.tables.schema import TableSchema, ToolTab


def rows_of(seen: SeenTab, kept: KeptTab) -> TabRows | str:
    """The rows of a tab, or the code of the finding that makes it unusable."""
    columns = sheet_columns(seen.grid)
    if not columns.height:
        return "EMPTY_SHEET"
    if seen.table is not None:
        if not seen.table.ok or seen.table.header_row is None:
            return seen.table.error or "NO_HEADER"
        headers = Headers(seen.table.header_row, seen.table.positions)
        refused = {
            (finding.column, finding.row): finding.code
            for finding in seen.table.findings
            if finding.column and finding.row and finding.effect == "cell"
        }
        return _catalogue_rows(kept, columns, headers, seen.table.frame, refused)
    if isinstance(kept.tab, ToolTab):
        first = [columns.row(at) for at in range(1, min(columns.height, SEARCHED_ROWS) + 1)]
        headers = find_headers(first, TableSchema(key=(), columns=kept.tab.columns))
        if headers.row is None or headers.error:
            return headers.error or "NO_HEADER"
        return _catalogue_rows(kept, columns, headers, read_tool_tab(kept.tab, seen.grid), {})
    return _own_rows(kept, columns)


def _catalogue_rows(
    kept: KeptTab,
    columns: SheetColumns,
    headers: Headers,
    frame: pd.DataFrame,
    refused: Mapping[tuple[str, int], str],
) -> TabRows:
    header_row = headers.row or 0
    numbers = frame.index.tolist()
    places = in_order([number - header_row - 1 for number in numbers])
    is_filled = {column.name: column.fill_merged for column in kept.columns}
    seen = [
        _seen(name, position, cells, places, with_shown=kept.is_people)
        for name, position in headers.positions.items()
        if name in is_filled
        for cells in [_cells(columns, position, header_row, fill=is_filled[name])]
    ]
    taken = set(headers.positions.values())
    if kept.tab is not None:
        # Names beside codes follow from other tabs.
        taken.add(name_place(kept.tab, columns.row(header_row), headers.positions) or 0)
    seen += list(_own_columns(columns, header_row, taken, places, with_shown=kept.is_people))
    return TabRows(
        kept,
        numbers,
        sorted(seen, key=lambda column: column.name),
        frame,
        refused,
        header_row,
        tuple(column.name for column in kept.columns if column.name not in headers.positions),
        _head(columns, header_row, seen),
    )


def _own_rows(kept: KeptTab, columns: SheetColumns) -> TabRows | str:
    """The rows of a tab that the catalogue does not know; its headers stand in the first row."""
    header_row = next(
        at for at in range(1, columns.height + 1) if any(not is_blank(v) for v in columns.row(at))
    )
    everything = range(columns.height - header_row)
    seen = list(_own_columns(columns, header_row, set(), everything, with_shown=True))
    lacking = [name for name in kept.key if OWN + name not in {column.name for column in seen}]
    if lacking:
        return "MISSING_COLUMN"
    filled = [at for at in everything if any(not is_blank(column.stored[at]) for column in seen)]
    return TabRows(
        kept,
        [header_row + 1 + at for at in filled],
        [
            SeenColumn(
                column.name,
                picked(column.stored, filled),
                picked(column.shown, filled),
                column.position,
            )
            for column in sorted(seen, key=lambda column: column.name)
        ],
        header_row=header_row,
        head=_head(columns, header_row, seen),
    )


def _own_columns(
    columns: SheetColumns,
    header_row: int,
    taken: set[int],
    places: Sequence[int],
    *,
    with_shown: bool,
) -> Iterator[SeenColumn]:
    """Columns with a header that the catalogue does not know and with a value."""
    used: set[str] = set()
    for position in range(1, len(columns.stored) + 1):
        header = cleaned(columns.seen(position, header_row)).text
        if position in taken or not header:
            continue
        name = header
        while name in used:
            name += "'"
        used.add(name)
        cells = _cells(columns, position, header_row, fill=False)
        seen = _seen(OWN + name, position, cells, places, with_shown=with_shown)
        if any(not is_blank(value) for value in seen.stored):
            yield seen


def _cells(columns: SheetColumns, position: int, header_row: int, *, fill: bool) -> ColumnCells:
    fill = fill and bool(columns.grid.merges)
    whole = columns.whole(position)
    if whole is not None and not fill:
        return ColumnCells(Below(whole.stored, header_row), Below(whole.shown, header_row))
    cells = columns.below(position, header_row)
    if fill:
        return with_merges_filled(cells, position, header_row, columns)
    return cells


def _seen(
    name: str, position: int, cells: ColumnCells, places: Sequence[int], *, with_shown: bool
) -> SeenColumn:
    stored = picked(cells.stored, places)
    shown: Sequence[str | None] = [None] * len(stored)
    if with_shown:
        shown = picked(cells.shown, places)
    return SeenColumn(name, stored, shown, position)


def _head(columns: SheetColumns, header_row: int, seen: Sequence[SeenColumn]) -> dict[str, object]:
    """What draws the tab again: its headers, which column each is, and its merges."""
    texts = [columns.seen(at, header_row) for at in range(1, len(columns.stored) + 1)]
    names = {str(column.position - 1): column.name for column in seen}
    return {
        "row": header_row,
        "cells": texts,
        "names": names,
        "merges": list(columns.grid.merges),
    }
