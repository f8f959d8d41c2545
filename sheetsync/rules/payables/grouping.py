"""Texts and days as numbers, so that keys of 100,000 rows are compared as numbers."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sheetsync.dates import add_months, month_index

Numbers = NDArray[np.int64]

#: Numbers of groups are kept below this, so that the next column still fits beside them.
_ROOM = 2**62
_FIRST_MONTH = "0001-01"


def group_numbers(*columns: pd.Series) -> Numbers:
    """A number a row, the same for rows that agree in all columns; missing agrees with missing.

    The numbers are small: there are no gaps between them.
    """
    groups, count = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        codes, distinct = _codes(column)
        if count * (distinct + 1) > _ROOM:
            groups, count = pd.factorize(groups)[0], len(groups)
        groups = groups * (distinct + 1) + codes + 1
        count *= distinct + 1
    return pd.factorize(groups)[0]


def with_categories(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The frame with columns of text as categories, which are cheap to choose and compare."""
    return frame.assign(**{name: as_category(frame[name]) for name in columns})


def as_category(texts: pd.Series) -> pd.Series:
    """A column of text as categories in the order in which they are met."""
    codes, distinct = pd.factorize(texts)
    return pd.Series(pd.Categorical.from_codes(codes, pd.Index(distinct)), index=texts.index)


def places_in(index: pd.Index, texts: pd.Series) -> Numbers:
    """Where in an index of unique texts each text stands, -1 for those that are not in it."""
    codes, distinct = pd.factorize(texts)
    places = index.get_indexer(pd.Index(distinct).astype("str"))
    return np.append(places, -1)[codes]


def month_numbers(months: pd.Series) -> Numbers:
    """Months counted through; see `month_index`."""
    codes, distinct = pd.factorize(months)
    return np.array([month_index(str(month)) for month in distinct], dtype=np.int64)[codes]


def month_texts(numbers: pd.Series) -> pd.Series:
    """The inverse of `month_numbers`."""
    codes, distinct = pd.factorize(numbers)
    texts = [
        add_months(_FIRST_MONTH, int(number) - month_index(_FIRST_MONTH)) for number in distinct
    ]
    return pd.Series(texts, dtype="str").take(codes).set_axis(numbers.index)


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
