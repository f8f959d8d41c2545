"""Keys of rows: missing, doubled, and as people read them."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt
import pandas as pd

_PART = " · "

Flags = npt.NDArray[np.bool_]


def doubled_keys(keys: pd.DataFrame, complete: Flags) -> dict[int, int]:
    """Places of rows whose key occurs more than once, each with the place of another such row.

    Args:
        keys: the key columns of all rows.
        complete: rows whose key has no blank or bad part; the others are not compared.
    """
    compared = keys[complete]
    doubled = compared[compared.duplicated(keep=False)]
    if doubled.empty:
        return {}
    places = np.flatnonzero(complete)[np.flatnonzero(compared.duplicated(keep=False))]
    others: dict[int, int] = {}
    groups: dict[tuple[object, ...], list[int]] = {}
    for place, key in zip(places.tolist(), doubled.itertuples(index=False, name=None), strict=True):
        groups.setdefault(key, []).append(place)
    for same in groups.values():
        for place in same:
            others[place] = same[1] if place == same[0] else same[0]
    return others


def key_text(parts: Sequence[object]) -> str:
    """A row's key as people read it, its parts joined by " · "; "" without any part.

    >>> key_text(["E-1", pd.Timestamp(2026, 3, 1), pd.NA])
    'E-1 · 2026-03-01'
    """
    texts = []
    for part in parts:
        if part is None or part is pd.NA or part is pd.NaT or part != part:  # noqa: PLR0124  # NaN
            continue
        texts.append(f"{part:%Y-%m-%d}" if isinstance(part, datetime) else str(part))
    return _PART.join(texts)
