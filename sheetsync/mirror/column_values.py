"""The values of a whole column of a frame as its database column takes them."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from sheetsync.mirror.values import database_value, is_storable
from sheetsync.tables.frames import dtype_of
from sheetsync.tables.schema import Column, Kind

_Turn = Callable[["pd.Series[Any]"], list[object] | None]


def database_values(column: Column, typed: "pd.Series[Any]") -> list[object]:
    """What `database_value` says of each value of a column, at once.

    Args:
        column: of the catalogue.
        typed: the column of the tab's frame.
    """
    dtype = typed.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        # The code of a missing one is -1: the last.
        codes: list[int] = typed.cat.codes.tolist()
        known = [*(database_value(column, one) for one in dtype.categories), None]
        return [known[code] for code in codes]
    if dtype == dtype_of(column):
        turn: _Turn = _TURNS.get(column.kind, _texts)
        found = turn(typed)
        if found is not None:
            return found
    return [database_value(column, value) for value in typed.tolist()]


def _texts(typed: Any) -> list[object] | None:  # noqa: ANN401  # see `_whole`
    if not isinstance(typed.dtype, pd.StringDtype):
        return None
    texts: list[Any] = _whole(typed)
    return texts if is_storable("".join(filter(None, texts))) else None


def _instants(unit: str) -> _Turn:
    def turn(typed: "pd.Series[Any]") -> list[object]:
        found: list[object] = typed.to_numpy().astype(f"datetime64[{unit}]").tolist()
        return found

    return turn


def _whole(typed: Any) -> list[object]:  # noqa: ANN401  # a series; its stubs know no None here
    found: list[object] = typed.to_numpy(dtype=object, na_value=None).tolist()
    return found


def _numbers(typed: "pd.Series[Any]") -> list[object]:
    numbers = typed.to_numpy(dtype="float64", na_value=math.nan)
    listed: list[object] = numbers.tolist()
    for at in np.flatnonzero(~np.isfinite(numbers)):
        listed[at] = None
    return listed


_TURNS: Mapping[Kind, _Turn] = {
    "date": _instants("D"),
    "datetime": _instants("us"),
    "money": _whole,
    "integer": _whole,
    "bool": _whole,
    "decimal": _numbers,
    "percent": _numbers,
}
