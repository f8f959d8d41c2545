"""Document numbers as keys: `№ 12`, `0012` and `12` are one number, and so are УТ-15 and YT-15."""

import re
from collections import defaultdict
from itertools import count

import numpy as np
import pandas as pd

from sheetsync.rules.payables.grouping import Numbers, joint_numbers

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
_DIGITS = "0123456789"
#: So many fit into an integer.
_MOST_DIGITS = 18
#: A head ends where the digits begin; the sign that parts numbers is left to `_keys`.
_NOT_IN_HEADS = re.compile(r"[0-9\0]")
_STEM_AND_DIGITS = re.compile(rf"([^0-9]*)([0-9]{{1,{_MOST_DIGITS}}})")
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
    columns = [normalised_number(invoices[name]) for name in ("number", "ref_number")]
    codes, keys = pd.factorize(pd.concat(columns, ignore_index=True))
    number_key, ref_key = (pd.Categorical.from_codes(part, keys) for part in np.split(codes, 2))
    return invoices.assign(number_key=number_key, ref_key=ref_key)


def key_codes(invoices: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """The keys of number and ref_number as numbers: cheaper to make and to compare than the texts.

    Returns:
        A code a row for number and one for ref_number, -1 where they are missing. Codes are equal
        where the keys are.
    """
    columns = [invoices["number"], invoices["ref_number"]]
    codes = np.full((len(columns), len(invoices)), -1)
    given = pd.concat([column.dropna() for column in columns], ignore_index=True)
    codes[np.array([column.notna() for column in columns])] = _codes(given)
    return codes[0], codes[1]


def _codes(numbers: pd.Series) -> Numbers:
    """A code for each number: its key in three parts, the stem, the digits behind it, how many.

    Most numbers are a head that many share (none, №, УТ-) and digits: such heads are read once
    each, and only numbers that are written otherwise one by one.
    """
    places, heads = pd.factorize(numbers.str.rstrip(_DIGITS))
    stems = _stems([head for head in heads if not _NOT_IN_HEADS.search(head)])
    codes: defaultdict[str, int] = defaultdict(count().__next__)
    stem = np.array([codes[stems.get(head, "")] for head in heads], dtype=np.int64)[places]
    digits = numbers.str.lstrip("".join(set().union(*stems)))
    length = digits.str.len().to_numpy(dtype=np.int64, copy=True)
    is_plain = np.array([head in stems for head in heads], dtype=np.bool_)[places]
    is_plain &= (length > 0) & (length <= _MOST_DIGITS)
    value = np.zeros(len(numbers), dtype=np.int64)
    value[is_plain] = digits[is_plain].astype("int64[pyarrow]").to_numpy()
    other = np.flatnonzero(~is_plain)
    for place, key in zip(other, _keys(numbers.iloc[other].tolist()), strict=True):
        found = _STEM_AND_DIGITS.fullmatch(key)
        text, figures = found.groups() if found else (key, "")
        stem[place], length[place] = codes[text], len(figures)
        value[place] = int(figures) if figures else -1
    # Zeros lead nowhere but behind a stem.
    return joint_numbers(stem, np.where(stem == codes[""], 0, length), value)


def _stems(heads: list[str]) -> dict[str, str]:
    """What is left of each head in the keys of its numbers."""
    # The 1 stands for the digits that follow: N is a number sign only before some.
    keys = _keys([f"{head}1" for head in heads])
    return {head: key[:-1] for head, key in zip(heads, keys, strict=True)}


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
