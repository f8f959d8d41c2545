"""The code of the first condition that holds, for every row of a frame."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sheetsync.rules.payables.grouping import Numbers
from sheetsync.tables.schema import Choice


def first_number(conditions: Mapping[int, pd.Series], otherwise: int) -> Numbers:
    """The number of the first condition that holds; an unknown condition does not."""
    masks = [mask.to_numpy(dtype=bool, na_value=False) for mask in conditions.values()]
    numbers: Numbers = np.select(masks, list(conditions), otherwise).astype(np.int64)
    return numbers


def first_code(
    allowed: tuple[Choice, ...], conditions: Mapping[str, pd.Series], otherwise: str = ""
) -> pd.Series:
    """The code of the first condition that holds; an unknown condition does not.

    Args:
        allowed: the codes there are, in their order.
        conditions: a boolean a row, by code; at least one.
        otherwise: the code where none holds, "" for missing.

    Returns:
        A category of the allowed codes, indexed as the conditions are.
    """
    codes = [choice.code for choice in allowed]
    places = {codes.index(code): mask for code, mask in conditions.items()}
    numbers = first_number(places, codes.index(otherwise) if otherwise else -1)
    index = next(iter(conditions.values())).index
    return pd.Series(pd.Categorical.from_codes(numbers, pd.Index(codes)), index=index)
