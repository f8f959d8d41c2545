"""Document numbers of a frame as codes, equal where two numbers are one."""

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import count

import numpy as np
import pandas as pd

from sheetsync.rules.payables.grouping import Numbers, day_number, day_numbers, joint_numbers
from sheetsync.tables.document_numbers import folded_numbers, number_keys
from sheetsync.tables.document_numbers import number_key as number_key  # noqa: PLC0414  # its place of before
from sheetsync.tables.number_words import WrittenDay, without_words

_DIGITS = "0123456789"
#: So many fit into an integer.
_MOST_DIGITS = 18
#: A head ends where the digits begin; the sign that parts numbers is left to `number_keys`.
_NOT_IN_HEADS = re.compile(r"[0-9\0]")
_STEM_AND_DIGITS = re.compile(rf"([^0-9]*)([0-9]{{1,{_MOST_DIGITS}}})")


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
    keys = folded_numbers([number for number, _ in bare])
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
    keys = number_keys([without_words(f"{head}1")[0] for head in heads])
    return {head: key[:-1] for head, key in zip(heads, keys, strict=True)}
