"""Document numbers as keys: `№ 12`, `0012` and `12` are one number, and so are УТ-15 and YT–15."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
import pandas as pd

from sheetsync.rules.payables.grouping import Numbers, day_number, day_numbers, joint_numbers
from sheetsync.rules.payables.number_words import WrittenDay, without_words

#: Cyrillic letters that look like Latin ones. Source: workbook-and-rules.md 3.4, the last point.
_LOOK_ALIKES = tuple(zip("АВЕКМНОРСТУХ", "ABEKMHOPCTYX", strict=True))
#: Parts the numbers of a column, which are read as one text: a column in a few passes.
_PART = "\0"
#: N is a number sign only where a number follows, else NX-1 and X-1 would be one invoice.
_NUMBER_SIGN = re.compile(r"\0\s*(?:(?:[№#]|N(?=[\s\d№#]))\s*)+")
#: Spaces of every kind, and the signs that take no room. Source: amendments.md 1, invisible signs.
_SPACES = re.compile(
    "[\x01-\x08\t-\r\x0e-\x1f \x7f\x85\xa0\xad\u061c\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064"
    "\u2066-\u2069\u3000\ufe0f\ufeff]+"
)
#: Dashes of every kind count as the hyphen. Source: amendments.md 1, dashes.
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_DIGITS = "0123456789"
#: So many fit into an integer.
_MOST_DIGITS = 18
#: A head ends where the digits begin; the sign that parts numbers is left to `_keys`.
_NOT_IN_HEADS = re.compile(r"[0-9\0]")
_STEM_AND_DIGITS = re.compile(rf"([^0-9]*)([0-9]{{1,{_MOST_DIGITS}}})")
_LEADING_ZEROS = re.compile(r"\x000+(?=[0-9]+(?:\x00|$))")
#: A number has a letter or a digit; a dash alone says that there is none.
_TELLING = re.compile(r"[^\W_]")
_NO_NUMBER = (
    "б/н", "б\\н", "б.н.", "б/н.", "бн", "без номера", "без №", "нет", "нет номера", "н/д", "н.д.",
    "n/a", "n.a.", "no number", "none",
)  # fmt: skip


def number_key(number: str) -> str:
    """The key of one number, for mirrors, logs and digests.

    Words and days that were copied with a number stay in its key; see `folded_number`.

    >>> [number_key(text) for text in ("№ 12", "0012", "n12", "ут–15", "YT-15", "000")]
    ['12', '12', '12', 'YT-15', 'YT-15', '0']

    Source: workbook-and-rules.md 3.4, number normalisation; amendments.md 1, dashes.
    """
    return _keys([number])[0]


def strict_numbers(numbers: Sequence[str]) -> list[str]:
    """What `number_key` tells of each, every dash as it was typed: УТ-15 and УТ–15 differ."""
    return _keys(numbers, dashes=False)


def folded_number(number: str) -> str | None:
    """What finds repeats and credited invoices: the key without copied words and days.

    >>> folded_number("Счёт № 12 от 01.02.2026"), folded_number("INV-001"), folded_number("б/н")
    ('12', 'INV-001', None)

    Returns:
        None for what says that there is no number.

    Source: amendments.md 2, number normalisation, no number.
    """
    return _folds([without_words(number)[0]])[0]


@dataclass(frozen=True, slots=True)
class NumberCodes:
    """The numbers of a frame's rows as codes, equal where `folded_number` is.

    Attributes:
        number: of number, -1 where there is none.
        ref: of ref_number, -1 where there is none.
        written: the day written behind a row's number, by place; few have any.
    """

    number: Numbers
    ref: Numbers
    written: dict[int, WrittenDay]


def number_codes(invoices: pd.DataFrame) -> NumberCodes:
    """The numbers of invoices and what they correct: codes are cheaper than texts.

    Args:
        invoices: rows with number and ref_number.
    """
    columns = [invoices["number"], invoices["ref_number"]]
    codes = np.full((len(columns), len(invoices)), -1)
    is_given = np.array([column.notna() for column in columns])
    given = pd.concat([column.dropna() for column in columns], ignore_index=True)
    codes[is_given], days = _codes(given)
    places = np.flatnonzero(is_given[0])
    written = {int(places[at]): day for at, day in days.items() if at < len(places)}
    return NumberCodes(codes[0], codes[1], written)


def with_number_keys(invoices: pd.DataFrame) -> pd.DataFrame:
    """Invoices with what `repeats_of` and `credits_of` compare.

    Args:
        invoices: rows with number, ref_number and invoice_date, which no row lacks.

    Returns:
        The rows with number_key and ref_key (see `NumberCodes`) and paper_day: the day written
        behind the number, else the invoice date, as `day_numbers` counts.
    """
    codes = number_codes(invoices)
    days = day_numbers(invoices["invoice_date"]).copy()
    for place, written in codes.written.items():
        dated = np.datetime64(int(days[place]), "D").item()
        days[place] = day_number(written.near(dated))
    return invoices.assign(number_key=codes.number, ref_key=codes.ref, paper_day=days)


def _codes(numbers: pd.Series) -> tuple[Numbers, dict[int, WrittenDay]]:
    """A code for each number: its key in three parts, the stem, the digits behind it, how many.

    And the days written behind some, by place.

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
    bare = [without_words(number) for number in numbers.iloc[other]]
    keys = _folds([number for number, _ in bare])
    for place, key in zip(other, keys, strict=True):
        found = _STEM_AND_DIGITS.fullmatch(key or "")
        text, figures = found.groups() if found else (key or "", "")
        stem[place], length[place] = codes[text], len(figures)
        value[place] = int(figures) if figures else -1
    # Zeros lead nowhere but behind a stem.
    told = joint_numbers(stem, np.where(stem == codes[""], 0, length), value)
    told[other[[key is None for key in keys]]] = -1
    days = {int(place): day for place, (_, day) in zip(other, bare, strict=True) if day}
    return told, days


def _stems(heads: list[str]) -> dict[str, str]:
    """What is left of each head in the keys of its numbers."""
    # The 1 stands for the digits that follow: N is a number sign only before some.
    keys = _keys([without_words(f"{head}1")[0] for head in heads])
    return {head: key[:-1] for head, key in zip(heads, keys, strict=True)}


def _folds(bare: Sequence[str]) -> list[str | None]:
    """The keys of numbers without words; None for what says that there is no number."""
    return [None if _says_none(key) else key for key in _keys(bare)]


def _says_none(key: str) -> bool:
    return key in _SAYING_NONE or not _TELLING.search(key)


def _keys(numbers: Sequence[str], *, dashes: bool = True) -> list[str]:
    if not numbers:
        return []
    text = _PART + _PART.join(numbers).upper()
    if text.count(_PART) > len(numbers):
        return _keys([number.replace(_PART, "") for number in numbers], dashes=dashes)
    text = _SPACES.sub("", _NUMBER_SIGN.sub(_PART, text))
    if dashes:
        text = _DASHES.sub("-", text)
    for cyrillic, latin in _LOOK_ALIKES:
        text = text.replace(cyrillic, latin)
    return _LEADING_ZEROS.sub(_PART, text).split(_PART)[1:]


_SAYING_NONE = frozenset(_keys(_NO_NUMBER))
