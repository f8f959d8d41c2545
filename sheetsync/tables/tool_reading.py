"""A tool tab read back: what we wrote, by codes; what a person typed over is missing."""

from collections.abc import Sequence
from datetime import timedelta

import pandas as pd

from sheetsync.dates import day_of
from sheetsync.tables.cells import Grid
from sheetsync.tables.frames import frame_name, series_of
from sheetsync.tables.schema import Choice, Column, ToolTab

_MINOR_UNITS = 100
_HEADER_ROW = 1


def read_tool_tab(tab: ToolTab, grid: Grid | None) -> pd.DataFrame:
    """The rows of a tool tab.

    Args:
        tab: whose columns are wanted.
        grid: its cells, stored values; None when the tab is missing.

    Returns:
        One row a sheet row that is not blank, its index the sheet row; columns by code, money as
        ``<code>_minor``, labels as codes. A cell that cannot be what the column holds is missing,
        and so is a column whose header is not there.
    """
    columns = _columns(grid)
    height = max(map(len, columns), default=0)
    places = {str(column[0]): column for column in reversed(columns) if column}
    found = {
        column.name: next(
            (places[header] for header in (*column.headers, column.name) if header in places), ()
        )
        for column in tab.columns
    }
    rows = [
        number
        for number in range(_HEADER_ROW, height)
        if any(_at(cells, number) not in ("", None) for cells in found.values())
    ]
    index = [number + 1 for number in rows]
    return pd.DataFrame(
        {
            frame_name(column): series_of(
                column, [_value(column, _at(found[column.name], row)) for row in rows], index
            )
            for column in tab.columns
        },
        index=pd.Index(index, dtype="int64"),
    )


def _columns(grid: Grid | None) -> Sequence[Sequence[object]]:
    if grid is None:
        return ()
    if grid.columns_major:
        return grid.stored
    width = max(map(len, grid.stored), default=0)
    return [[_at(row, number) for row in grid.stored] for number in range(width)]


def _at(cells: Sequence[object], number: int) -> object:
    return cells[number] if number < len(cells) else None


def _value(column: Column, stored: object) -> object:
    if stored in ("", None):
        return None
    if column.kind == "enum":
        return _code(column, str(stored))
    is_number = isinstance(stored, int | float) and not isinstance(stored, bool)
    if column.kind in {"date", "datetime"}:
        return _moment(stored) if is_number else None
    if column.kind in {"integer", "decimal", "percent", "money"}:
        return _figure(column, stored) if is_number else None
    if is_number and isinstance(stored, float) and stored.is_integer():
        return str(int(stored))
    return str(stored)


def _code(column: Column, label: str) -> str | None:
    for choice in column.allowed:
        if isinstance(choice, Choice) and label in {choice.code, choice.en, choice.ru}:
            return choice.code
    return None


def _moment(stored: object) -> pd.Timestamp | None:
    serial = float(str(stored))
    try:
        day = day_of(int(serial))
    except OverflowError:
        return None
    seconds = round((serial - int(serial)) * 24 * 60 * 60)
    return pd.Timestamp(day) + timedelta(seconds=seconds)


def _figure(column: Column, stored: object) -> object:
    number = float(str(stored))
    if column.kind == "money":
        return round(number * _MINOR_UNITS)
    if column.kind == "integer":
        return int(number) if number.is_integer() else None
    return number
