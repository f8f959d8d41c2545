"""Columns whose cells repeat: each different cell is read once."""

import re
from collections.abc import Hashable

from sheetsync.tables.cell_reading import read_written_cell
from sheetsync.tables.columns.cells import ColumnCells
from sheetsync.tables.columns.values import Chosen, Listed, Truths, Values
from sheetsync.tables.kinds.cell_input import CellResult
from sheetsync.tables.locales import Conventions
from sheetsync.tables.schema import Column

#: Texts that mean themselves and need no reader, by kind.
_PLAIN = {
    "url": re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]+)?(?:/[!-\"$-~]*)?"),
    "month": re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])"),
}
#: Types of stored values that mean the same wherever they stand in a column.
_SPEAKING = frozenset({str, bool})


def fast_repeats(
    cells: ColumnCells, column: Column, written: Conventions
) -> tuple[Values, list[int]]:
    """The cells of a column, each different one read once; offsets of those with trouble."""
    keys = _keys(cells)
    plain = _PLAIN.get(column.kind)
    meanings: dict[Hashable, object] = {}
    trouble: set[Hashable] = set()
    first_places = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
    for key, at in first_places.items():
        if plain and isinstance(key, str) and plain.fullmatch(key):
            meanings[key] = key
            continue
        read = read_written_cell(cells.cell(at), column, written)
        meanings[key] = None if _is_trouble(read) else read.value
        if _is_trouble(read):
            trouble.add(key)
    values = list(map(meanings.__getitem__, keys))
    care = [at for at, key in enumerate(keys) if key in trouble] if trouble else []
    return _values(column, values), care


def _is_trouble(read: CellResult) -> bool:
    return read.error is not None or bool(read.warnings)


def _keys(cells: ColumnCells) -> list[Hashable]:
    """What makes two cells of a column the same: mostly the stored text alone.

    What is shown matters for numbers, and for texts that may be formula errors; 1 and true are
    told apart.
    """
    if set(map(type, cells.stored)) <= _SPEAKING and "#" not in "".join(cells.shown):
        return list(cells.stored)
    return [
        (value.__class__, value if isinstance(value, int | float | str) else repr(value), shown)
        for value, shown in zip(cells.stored, cells.shown, strict=True)
    ]


def _values(column: Column, values: list[object]) -> Values:
    if column.kind == "enum":
        return Chosen(column, values)
    if column.kind == "bool":
        return Truths(values)
    return Listed(column, values)
