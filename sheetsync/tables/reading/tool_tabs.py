"""What a tool tab holds, read back as a frame: tolerant, because only its loss could hurt."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pandas as pd

from sheetsync.dates import month_of
from sheetsync.tables.cells import Grid
from sheetsync.tables.cleaning import cleaned, comparable
from sheetsync.tables.columns.cells import is_blank, is_number
from sheetsync.tables.formats import moment_of
from sheetsync.tables.frames import frame_name, series_of, typed_frame
from sheetsync.tables.kinds.cell_input import CellResult, decimal_of, plain_digits
from sheetsync.tables.kinds.enums import spellings_of
from sheetsync.tables.kinds.money import MINOR_PER_MAJOR
from sheetsync.tables.kinds.number_texts import number_of_text
from sheetsync.tables.locales import UNKNOWN
from sheetsync.tables.reading.headers import SEARCHED_ROWS, find_headers
from sheetsync.tables.reading.sheet_columns import SheetColumns, sheet_columns
from sheetsync.tables.schema import Column, Kind, TableSchema, ToolTab

#: Frames keep whole numbers in 64 bits.
_TOO_LARGE = 2**63


def read_tool_tab(tab: ToolTab, grid: Grid | None) -> pd.DataFrame:
    """A tool tab as a frame by the codes of its columns, money in minor units.

    Args:
        tab: which one.
        grid: its stored values; what is shown is not needed. None when the tab is missing.

    Returns:
        One row for each row that is not blank, its index the sheet row. Labels become codes in
        whichever language they were written; what cannot be read is missing.
    """
    columns = sheet_columns(grid or Grid())
    rows = [columns.row(number) for number in range(1, min(columns.height, SEARCHED_ROWS) + 1)]
    headers = find_headers(rows, TableSchema(key=(), columns=tab.columns))
    if headers.row is None or headers.error:
        return typed_frame(tab.columns)
    numbers = range(headers.row + 1, columns.height + 1)
    frame = pd.DataFrame(
        {
            frame_name(column): _values(
                column, columns, headers.positions.get(column.name), numbers
            )
            for column in tab.columns
        },
        index=pd.Index(list(numbers), dtype="int64"),
    )
    return frame[frame.notna().any(axis=1)]


def _values(
    column: Column, columns: SheetColumns, position: int | None, numbers: range
) -> "pd.Series[Any]":
    cells = columns.stored[position - 1] if position else ()
    value_of = _reader(column)
    values = [
        None if number > len(cells) or is_blank(cells[number - 1]) else value_of(cells[number - 1])
        for number in numbers
    ]
    return series_of(column, values, numbers)


def _reader(column: Column) -> Callable[[object], object]:
    if column.kind != "enum":
        return _READERS.get(column.kind, _text)
    spellings = spellings_of(column.allowed)
    return lambda stored: spellings.get(comparable(_text(stored)))


def _text(stored: object) -> str:
    if isinstance(stored, int | float):
        return plain_digits(stored)
    return cleaned(str(stored)).text


def _number(stored: object) -> Decimal | None:
    if is_number(stored):
        return decimal_of(float(str(stored)))
    read = number_of_text(_text(stored), UNKNOWN, thousands_matter=False)
    return None if isinstance(read, CellResult) else read.value


def _decimal(stored: object) -> float | None:
    number = _number(stored)
    return None if number is None else float(number)


def _integer(stored: object) -> int | None:
    number = _number(stored)
    return _held(number) if number is not None and number == int(number) else None


def _minor(stored: object) -> int | None:
    number = _number(stored)
    return None if number is None else _held(number * MINOR_PER_MAJOR)


def _held(number: Decimal) -> int | None:
    """The whole number, if a column of whole numbers can hold it: a stray 1e300 stops nobody."""
    whole = round(number)
    return whole if abs(whole) < _TOO_LARGE else None


def _instant(stored: object) -> datetime | None:
    if is_number(stored):
        moment = moment_of(float(str(stored)))
        if moment is None:
            return None
        day, seconds = moment
        return datetime.combine(day, time()) + timedelta(seconds=seconds)
    try:
        return datetime.fromisoformat(_text(stored)).replace(tzinfo=None)
    except ValueError:
        return None


def _day(stored: object) -> datetime | None:
    moment = _instant(stored)
    return None if moment is None else datetime.combine(moment.date(), time())


def _month(stored: object) -> str | None:
    if is_number(stored):
        moment = _instant(stored)
        return None if moment is None else month_of(moment)
    return _text(stored)


def _truth(stored: object) -> bool | None:
    return stored if isinstance(stored, bool) else None


_READERS: Mapping[Kind, Callable[[object], object]] = {
    "integer": _integer,
    "decimal": _decimal,
    "percent": _decimal,
    "money": _minor,
    "date": _day,
    "datetime": _instant,
    "month": _month,
    "bool": _truth,
}
