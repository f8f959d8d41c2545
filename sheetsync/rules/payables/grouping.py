"""Texts and days as numbers, so that keys of 100,000 rows are compared as numbers."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sheetsync.dates import add_months, month_index

Numbers = NDArray[np.int64]
Truths = NDArray[np.bool_]
#: The columns of a frame by name.
Columns = dict[str, pd.api.extensions.ExtensionArray]
_DAY_S = 24 * 60 * 60
_NO_SECOND = np.iinfo(np.int64).min
#: What stands for a missing day: the whole days in the number that stands for a missing second.
NO_DAY = _NO_SECOND // _DAY_S

#: What stands for a missing month, below all others.
NO_MONTH = -1

#: Numbers of groups are kept below this, so that the next column still fits beside them.
_ROOM = 2**62
#: Integers this close together are their own codes.
_CLOSE = 2**31
_FIRST_MONTH = "0001-01"


def group_numbers(*columns: pd.Series | Numbers) -> Numbers:
    """A number a row, the same for rows that agree in all columns; missing agrees with missing.

    The numbers are small: there are no gaps between them.
    """
    return pd.factorize(joint_numbers(*columns))[0]


def joint_numbers(*columns: pd.Series | Numbers) -> Numbers:
    """What `group_numbers` tells, with gaps between the numbers: for less work."""
    groups, count = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        codes, distinct = _codes(column)
        if count * (distinct + 1) > _ROOM:
            groups, count = pd.factorize(groups)[0], len(groups)
        groups *= distinct + 1
        groups += codes
        groups += 1
        count *= distinct + 1
    return groups


def with_categories(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The frame with columns of text as categories, which are cheap to choose and compare."""
    return frame.assign(**{name: as_category(frame[name]) for name in columns})


def as_category(texts: pd.Series) -> pd.Series:
    """A column of text as categories in the order in which they are met."""
    if isinstance(texts.dtype, pd.CategoricalDtype):
        return texts
    codes, distinct = pd.factorize(texts)
    return pd.Series(pd.Categorical.from_codes(codes, pd.Index(distinct)), index=texts.index)


def places_in(index: pd.Index, texts: pd.Series) -> Numbers:
    """Where in an index of unique texts each text stands, -1 for those that are not in it."""
    if isinstance(texts.dtype, pd.CategoricalDtype):
        codes, distinct = texts.cat.codes.to_numpy(), texts.cat.categories
    else:
        codes, distinct = pd.factorize(texts)
    return np.append(index.get_indexer(distinct), -1)[codes]


def taken(frame: pd.DataFrame, places: Numbers) -> Columns:
    """The columns of a frame at these places; missing where the place is -1."""
    return {str(name): frame[name].array.take(places, allow_fill=True) for name in frame}


def month_numbers(months: pd.Series) -> Numbers:
    """Months counted through; see `month_index`. `NO_MONTH` for a missing one."""
    codes, distinct = pd.factorize(months)
    numbers = [*(month_index(str(month)) for month in distinct), NO_MONTH]
    return np.array(numbers, dtype=np.int64)[codes]


def months_of(days: pd.Series) -> Numbers:
    """The month of each day, counted as `month_numbers` counts."""
    months = days.to_numpy().astype("datetime64[M]").view(np.int64)
    return months + month_index("1970-01")


def month_texts(numbers: Numbers) -> pd.api.extensions.ExtensionArray:
    """The inverse of `month_numbers`."""
    codes, distinct = pd.factorize(numbers)
    texts = [
        add_months(_FIRST_MONTH, int(number) - month_index(_FIRST_MONTH)) for number in distinct
    ]
    return pd.array(texts, dtype="str").take(codes)


def day_numbers(days: pd.Series) -> Numbers:
    """Days counted from 1970-01-01; a missing day is `NO_DAY`, before all others.

    Days that are numbers already stay as they are.
    """
    if days.dtype == np.int64:
        return days.to_numpy()
    seconds = days.to_numpy().astype("datetime64[s]", copy=False).view(np.int64)
    return seconds // _DAY_S


def year_numbers(days: pd.Series) -> Numbers:
    """Years counted from 1970."""
    codes, distinct = pd.factorize(day_numbers(days))
    return distinct.view("datetime64[D]").astype("datetime64[Y]").view(np.int64)[codes]


def day_number(day: date) -> int:
    """One day counted as `day_numbers` counts."""
    return int(np.datetime64(day, "D").astype(np.int64))


def days_of(numbers: Numbers) -> NDArray[np.datetime64]:
    """The inverse of `day_numbers`."""
    seconds = np.where(numbers == NO_DAY, _NO_SECOND, numbers * _DAY_S)
    return seconds.view("datetime64[s]")


def _codes(column: pd.Series | Numbers) -> tuple[NDArray[np.integer[Any]], int]:
    if isinstance(column, pd.Series) and isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy(), len(column.cat.categories)
    if column.dtype == np.int64 and len(column):
        values = np.asarray(column)
        lowest, highest = int(values.min()), int(values.max())
        if highest - lowest < _CLOSE:
            return values - lowest, highest - lowest + 1
    codes, distinct = pd.factorize(column)
    return codes, len(distinct)
