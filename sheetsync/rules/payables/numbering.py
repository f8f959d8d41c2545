"""Document numbers as keys: `№ 12`, `0012` and `12` are one number, and so are УТ-15 and YT-15."""

import re

import numpy as np
import pandas as pd

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
_DIGITS = "0123456789"
#: A head ends where the digits begin; the sign between parts is taken out by `_keys` alone.
_NOT_IN_HEADS = re.compile(r"[0-9\0]")
_LEADING_ZEROS = re.compile(r"\x000+(?=[0-9]+(?:\x00|$))")


def number_key(number: str) -> str:
    """The key of one number.

    >>> [number_key(text) for text in ("№ 12", "0012", "n12", "ут-15", "YT-15", "000")]
    ['12', '12', '12', 'YT-15', 'YT-15', '0']

    Source: workbook-and-rules.md 3.4, number normalisation.
    """
    return _keys([number])[0]


def normalised_number(numbers: pd.Series) -> pd.Series:
    """The keys of a column of numbers (see `number_key`), missing where the number is missing.

    Most numbers are a head that many share (none, №, УТ-) and digits, so that each head is read
    once; the few that are written otherwise are read one by one.
    """
    given = numbers.dropna()
    places, heads = pd.factorize(given.str.rstrip(_DIGITS))
    plain = [head for head in heads if not _NOT_IN_HEADS.search(head)]
    # The 1 stands for the digits that follow: N is a number sign only before some.
    stems = {
        head: key[:-1] for head, key in zip(plain, _keys([f"{h}1" for h in plain]), strict=True)
    }
    digits = given.str.lstrip("".join(set().union(*plain)))
    keys = _joined(pd.Series([stems.get(head, "") for head in heads], dtype="str"), places, digits)
    is_plain = np.array([head in stems for head in heads], dtype=np.bool_)[places]
    other = ~is_plain | (digits == "").to_numpy()
    if other.any():
        keys[other] = _keys(given[other].tolist())
    return keys.reindex(numbers.index)


def _joined(stems: pd.Series, places: Numbers, digits: pd.Series) -> pd.Series:
    """Stems and digits; zeros lead nowhere but behind a stem."""
    stem = stems.take(places).set_axis(digits.index)
    value = digits.str.lstrip("0")
    value = value.where(value != "", "0")
    return stem + digits.where(stem != "", value)


def with_number_keys(invoices: pd.DataFrame) -> pd.DataFrame:
    """Invoices with the keys of two columns: `number_key` of number, `ref_key` of ref_number.

    Both are categories of the same texts, and what `duplicates` and `credits_of` compare.
    """
    number_codes, ref_codes, distinct = key_codes(invoices)
    return invoices.assign(
        number_key=pd.Categorical.from_codes(number_codes, distinct),
        ref_key=pd.Categorical.from_codes(ref_codes, distinct),
    )


def key_codes(invoices: pd.DataFrame) -> tuple[Numbers, Numbers, pd.Index]:
    """The keys of number and ref_number as numbers: cheaper to compare than the texts.

    Returns:
        A code a row for number, one for ref_number, -1 where they are missing; and the texts that
        the codes stand for.
    """
    # Credit notes are few: what they refer to is read without the blank cells between.
    referring = invoices["ref_number"].dropna()
    keys = normalised_number(pd.concat([invoices["number"], referring], ignore_index=True))
    codes, distinct = pd.factorize(keys)
    ref_codes = np.full(len(invoices), -1)
    ref_codes[invoices["ref_number"].notna().to_numpy()] = codes[len(invoices) :]
    return codes[: len(invoices)], ref_codes, distinct


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
