"""Rows that are no data: blank ones, totals, headers repeated further down."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sheetsync.tables.cleaning import header_key
from sheetsync.tables.columns.cells import ColumnCells
from sheetsync.tables.reading.sheet_columns import SheetColumns

Flags = npt.NDArray[np.bool_]

#: How a row of totals begins, in any case. Source: cells-and-tables.md, Tables.
TOTALS_WORDS = ("итого", "всего", "total", "subtotal")
_FIRST_LETTERS = frozenset("иИвВtTsS \u00a0")
_AFTER_WORD = frozenset(" :.,")


@dataclass(frozen=True, slots=True)
class RowMarks:
    """Offsets below the header of rows that are no data, and of the rest.

    Attributes:
        totals: rows of totals.
        repeated: rows that repeat the header.
        data: whether a row is data.
    """

    totals: tuple[int, ...]
    repeated: tuple[int, ...]
    data: Flags


def repeated_headers(
    columns: SheetColumns, positions: Sequence[int], header_row: int
) -> tuple[int, ...]:
    """Offsets of rows that hold the headers once more, in every used column."""
    first = columns.stored[positions[0] - 1]
    header = str(first[header_row - 1]).strip().casefold()
    if header not in "\n".join(map(str, first[header_row:])).casefold():
        return ()
    same = [
        number
        for number in range(header_row + 1, len(first) + 1)
        if isinstance(text := first[number - 1], str) and text.strip().casefold() == header
    ]
    wanted = columns.row(header_row)
    return tuple(
        number - header_row - 1
        for number in same
        if len(positions) > 1 and _same_headers(columns.row(number), wanted, positions)
    )


def _same_headers(
    row: Sequence[object], headers: Sequence[object], positions: Sequence[int]
) -> bool:
    return all(header_key(row[at - 1]) == header_key(headers[at - 1]) for at in positions)


def totals_rows(
    columns: SheetColumns, header_row: int, keyless: Flags, unread: int | None = None
) -> tuple[int, ...]:
    """Offsets of rows without a key in which some cell begins with a totals word.

    Args:
        columns: the whole tab, unused columns too.
        header_row: the header's sheet row.
        keyless: rows whose key is blank or a totals word (`is_totals_key`).
        unread: 1-based place of a column that tells nothing: a partner may be called Total.
    """
    return tuple(
        at
        for at in np.flatnonzero(keyless).tolist()
        if any(
            _starts_totals(value)
            for place, value in enumerate(columns.row(header_row + 1 + at), start=1)
            if place != unread
        )
    )


def _starts_totals(value: object) -> bool:
    return isinstance(value, str) and value.strip().casefold().startswith(TOTALS_WORDS)


def totals_keys(cells: ColumnCells) -> list[int]:
    """Offsets of key cells that say no more than Total: a code such as TOTAL-1 is none of them."""
    return [
        at
        for at, value in enumerate(cells.stored)
        if value.__class__ is str and value[:1] in _FIRST_LETTERS and _is_totals_key(value)
    ]


def _is_totals_key(text: str) -> bool:
    key = text.strip().casefold()
    for word in TOTALS_WORDS:
        if key.startswith(word) and (key == word or key[len(word)] in _AFTER_WORD):
            return True
    return False
