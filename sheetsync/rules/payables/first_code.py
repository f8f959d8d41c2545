"""The code of the first condition that holds, for every row of a frame."""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sheetsync.rules.payables.grouping import Truths
from sheetsync.tables.schema import Choice


def first_number(conditions: Mapping[int, pd.Series | Truths], otherwise: int) -> NDArray[np.int8]:
    """The number of the first condition that holds; numbers are small."""
    masks = [np.asarray(mask).view(np.int8) for mask in conditions.values()]
    numbers = np.full(len(masks[0]), otherwise, dtype=np.int8)
    # From the last to the first, so that the first has the last word. Small numbers are mixed a
    # hundred times faster than they are chosen.
    for number, mask in reversed(list(zip(conditions, masks, strict=True))):
        numbers += mask * (np.int8(number) - numbers)
    return numbers


def first_code(
    allowed: tuple[Choice, ...],
    conditions: Mapping[str, pd.Series | Truths],
    otherwise: str = "",
) -> "pd.Categorical[str]":
    """The code of the first condition that holds.

    Args:
        allowed: the codes there are, in their order.
        conditions: a boolean a row, by code; at least one.
        otherwise: the code where none holds, "" for missing.

    Returns:
        A category of the allowed codes.
    """
    codes = [choice.code for choice in allowed]
    places = {codes.index(code): mask for code, mask in conditions.items()}
    numbers = first_number(places, codes.index(otherwise) if otherwise else -1)
    return pd.Categorical.from_codes(numbers, pd.Index(codes))


def is_one_of(codes: pd.Series, wanted: Collection[str]) -> Truths:
    """Whether each of a category's codes is one of those wanted; a missing one is not."""
    numbers = codes.cat.codes.to_numpy()
    places = [place for place, code in enumerate(codes.cat.categories) if code in wanted]
    masks: list[Truths] = [numbers == place for place in places]
    is_met: Truths = np.logical_or.reduce(masks)
    return is_met
