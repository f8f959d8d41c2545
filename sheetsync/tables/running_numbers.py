"""Numbers that are dragged down empty rows: they tell of no row. Source: amendments.md 1."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from sheetsync.tables.schema import Column

_LONGEST = 9


def is_own_number(column: Column) -> bool:
    """Whether the column's codes are the row's own and may be running numbers."""
    return column.kind == "id" and column.key and not column.refers_to


def without_running_numbers(
    values: "pd.Series[str]", filled: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """The rows that hold a code which is no running number: one more or less than a neighbour's.

    Args:
        values: the column's codes, one a sheet row below the header.
        filled: rows that hold something else besides; they are told as they are.
    """
    holds = values.notna().to_numpy(dtype=bool).copy()
    asked = np.flatnonzero(holds & ~filled).tolist()
    if not asked:
        return holds
    numbers = [_number(text) for text in values.tolist()]
    padded = [None, *numbers, None]
    for at in asked:
        number = numbers[at]
        if number is not None and (padded[at] == number - 1 or padded[at + 2] == number + 1):
            holds[at] = False
    return holds


def _number(text: object) -> int | None:
    is_number = isinstance(text, str) and text.isascii() and text.isdigit()
    return int(str(text)) if is_number and len(str(text)) <= _LONGEST else None
