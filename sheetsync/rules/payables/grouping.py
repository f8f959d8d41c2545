"""Rows that agree in several columns get one number, so that keys are compared as numbers."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


def group_numbers(*columns: pd.Series) -> Numbers:
    """A number a row, the same for rows that agree in all columns; missing agrees with missing."""
    groups = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        codes, distinct = _codes(column)
        groups = pd.factorize(groups * (distinct + 1) + codes + 1)[0]
    return groups


def day_numbers(days: pd.Series) -> Numbers:
    """Days counted from 1970-01-01; a missing day is the smallest number there is."""
    return days.to_numpy().astype("datetime64[D]").astype(np.int64)


def days_of(numbers: Numbers, index: pd.Index) -> pd.Series:
    """The inverse of `day_numbers`."""
    return pd.Series(numbers.astype("datetime64[D]").astype("datetime64[s]"), index=index)


def _codes(column: pd.Series) -> tuple[Numbers, int]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy().astype(np.int64), len(column.cat.categories)
    codes, distinct = pd.factorize(column)
    return codes, len(distinct)
