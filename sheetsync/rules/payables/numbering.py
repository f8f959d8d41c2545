"""Document numbers as keys: `№ 12`, `0012` and `12` are one number, and so are УТ-15 and YT-15."""

import re

import numpy as np
import pandas as pd

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
    return _keys([number.replace(_PART, "")])[0]


def normalised_number(numbers: pd.Series) -> pd.Series:
    """The keys of a column of numbers (see `number_key`), missing where the number is missing."""
    given = numbers.dropna()
    keys = pd.Series(_keys(_listed(given)), index=given.index, dtype="str")
    return keys.reindex(numbers.index)


def with_number_keys(invoices: pd.DataFrame) -> pd.DataFrame:
    """Invoices with the keys of two columns: `number_key` of number, `ref_key` of ref_number.

    Both are categories of the same texts, and what `duplicates` and `credits_of` compare.
    """
    numbers, references = invoices["number"], invoices["ref_number"].dropna()
    is_given = numbers.notna().to_numpy()
    listed = _keys([*_listed(numbers[is_given]), *_listed(references)])
    codes, distinct = pd.factorize(np.array(listed, dtype=object))
    keys = pd.Index(distinct, dtype="str")
    number_codes = np.full(len(invoices), -1)
    number_codes[is_given] = codes[: is_given.sum()]
    ref_codes = np.full(len(invoices), -1)
    ref_codes[invoices["ref_number"].notna().to_numpy()] = codes[is_given.sum() :]
    return invoices.assign(
        number_key=pd.Categorical.from_codes(number_codes, keys),
        ref_key=pd.Categorical.from_codes(ref_codes, keys),
    )


def _listed(numbers: pd.Series) -> list[str]:
    return numbers.str.replace(_PART, "", regex=False).tolist()


def _keys(numbers: list[str]) -> list[str]:
    text = _NUMBER_SIGN.sub(_PART, _PART + _PART.join(numbers).upper())
    text = _SPACES.sub("", text)
    for cyrillic, latin in _LOOK_ALIKES:
        text = text.replace(cyrillic, latin)
    return _LEADING_ZEROS.sub(_PART, text).split(_PART)[1:] if numbers else []
