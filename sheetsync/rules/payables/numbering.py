"""Document numbers as keys: `№ 12`, `0012` and `12` are one number, and so are УТ-15 and YT-15."""

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sheetsync.rules.payables.grouping import Numbers

#: Cyrillic letters that look like Latin ones. Source: workbook-and-rules.md 3.4, the last point.
_LOOK_ALIKES = tuple(zip("АВЕКМНОРСТУХ", "ABEKMHOPCTYX", strict=True))
#: Parts the numbers of a column, which are read as one text: a column in a few passes.
_PART = "\0"
#: N is a number sign only where a number follows, else NX-1 and X-1 would be one invoice.
_NUMBER_SIGN = re.compile(r"\0\s*(?:(?:[№#]|N(?=[\s\d№#]))\s*)+")
#: Spaces of every kind, and the signs that take no room.
_SPACES = re.compile(
    "[\t-\r\x1c- \x85\xa0\xad\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]+"
)
_LEADING_ZEROS = re.compile(r"\x000+(?=[0-9]+(?:\x00|$))")


def number_key(number: str) -> str:
    """The key of one number.

    >>> [number_key(text) for text in ("№ 12", "0012", "n12", "ут-15", "YT-15", "000")]
    ['12', '12', '12', 'YT-15', 'YT-15', '0']

    Source: workbook-and-rules.md 3.4, number normalisation.
    """
    return _keys([number])[0]


def normalised_number(numbers: pd.Series) -> pd.Series:
    """The keys of a column of numbers (see `number_key`), missing where the number is missing."""
    given = numbers.dropna()
    keys = pd.Series(_keys(given.tolist()), index=given.index, dtype="str")
    return keys.reindex(numbers.index)


def with_number_keys(invoices: pd.DataFrame) -> pd.DataFrame:
    """Invoices with the keys of two columns: `number_key` of number, `ref_key` of ref_number.

    Both are categories of the same texts, and what `duplicates` and `credits_of` compare.
    """
    number_codes, ref_codes, distinct = key_codes(invoices)
    keys = pd.Index(distinct, dtype="str")
    return invoices.assign(
        number_key=pd.Categorical.from_codes(number_codes, keys),
        ref_key=pd.Categorical.from_codes(ref_codes, keys),
    )


def key_codes(invoices: pd.DataFrame) -> tuple[Numbers, Numbers, NDArray[np.object_]]:
    """The keys of number and ref_number as numbers: cheaper to compare than the texts.

    Returns:
        A code a row for number, one for ref_number, -1 where they are missing; and the texts that
        the codes stand for.
    """
    columns = [invoices["number"], invoices["ref_number"]]
    listed = [column.dropna().tolist() for column in columns]
    keys, distinct = pd.factorize(np.array(_keys(listed[0] + listed[1]), dtype=object))
    codes = [np.full(len(invoices), -1) for _ in columns]
    codes[0][columns[0].notna().to_numpy()] = keys[: len(listed[0])]
    codes[1][columns[1].notna().to_numpy()] = keys[len(listed[0]) :]
    return codes[0], codes[1], distinct


def _keys(numbers: list[str]) -> list[str]:
    if not numbers:
        return []
    text = _PART + _PART.join(numbers).upper()
    if text.count(_PART) > len(numbers):
        return _keys([number.replace(_PART, "") for number in numbers])
    text = _SPACES.sub("", _NUMBER_SIGN.sub(_PART, text))
    for cyrillic, latin in _LOOK_ALIKES:
        text = text.replace(cyrillic, latin)
    return _LEADING_ZEROS.sub(_PART, text).split(_PART)[1:]
