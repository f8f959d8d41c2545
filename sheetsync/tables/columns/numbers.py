"""Columns of numbers: all at once where the shown texts are the stored numbers."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sheetsync.tables.cleaning import WIDE_SPACES
from sheetsync.tables.columns.cells import NUMBER_TYPES, ColumnCells, is_blank, number_places
from sheetsync.tables.columns.values import Counted, Measured, Values
from sheetsync.tables.currencies import CURRENCY_WORDS
from sheetsync.tables.kinds.money import MINOR_PER_MAJOR
from sheetsync.tables.locales import Conventions
from sheetsync.tables.schema import Column

_Floats = npt.NDArray[np.float64]
_Flags = npt.NDArray[np.bool_]

#: Display may round to a whole number, so a shown number is never further from the stored one.
_DISPLAY = 0.5
#: Below this, six decimals and the whole part are fewer than fifteen digits.
_PLAIN_LIMIT = 1e9
_PLAIN_PLACES = 1e6
_KEPT_LIMIT = 1e15
_CENT = 100


def fast_numbers(
    cells: ColumnCells, column: Column, written: Conventions
) -> tuple[Values, list[int]]:
    """The plain number cells of a column, and the offsets of those that need care."""
    count = len(cells.stored)
    places = number_places(cells.stored)
    care = [] if len(places) == count else texts_among(cells, len(places))
    found = cells if len(places) == count else cells.subset(places)
    try:
        numbers = np.array(found.stored, dtype=np.float64)
    except OverflowError:
        return _values(column, count), [*care, *places]
    share = column.kind == "percent"
    with np.errstate(over="ignore"):
        seen = numbers * _CENT if share else numbers
    agrees = _agree(seen, found.shown, column, written)
    kept, exact = _kept(numbers, column)
    plain = agrees & exact
    values = _values(column, count)
    where = np.array(places, dtype=np.int64)
    values.numbers[where[plain]] = kept[plain]
    values.missing[where[plain]] = False
    return values, care + where[~plain].tolist()


def texts_among(cells: ColumnCells, count: int) -> list[int]:
    """Offsets of the cells that hold something, but no number; `count` are numbers."""
    if sum(map(cells.stored.count, ("", None))) == len(cells.stored) - count:
        return []
    return [
        at
        for at, value in enumerate(cells.stored)
        if value.__class__ not in NUMBER_TYPES and not is_blank(value)
    ]


def _values(column: Column, count: int) -> Counted | Measured:
    missing = np.ones(count, dtype=bool)
    if column.kind in {"money", "integer"}:
        return Counted(np.zeros(count, dtype=np.int64), missing)
    return Measured(np.zeros(count, dtype=np.float64), missing)


def _kept(numbers: _Floats, column: Column) -> tuple[npt.NDArray[np.generic], _Flags]:
    """The numbers as the column keeps them, and which of them are exact without a closer look."""
    with np.errstate(invalid="ignore", over="ignore"):
        if column.kind in {"money", "integer"}:
            scale = MINOR_PER_MAJOR if column.kind == "money" else 1
            minor = np.rint(numbers * scale)
            exact = (minor / scale == numbers) & (np.abs(minor) < _KEPT_LIMIT)
            return np.where(exact, minor, 0).astype(np.int64), exact
        rounded = np.rint(numbers * _PLAIN_PLACES) / _PLAIN_PLACES
        return numbers, (rounded == numbers) & (np.abs(numbers) < _PLAIN_LIMIT)


def _agree(numbers: _Floats, shown: Sequence[str], column: Column, written: Conventions) -> _Flags:
    """Which shown texts are the numbers themselves, perhaps rounded for display."""
    texts = _decimal_texts(shown, column, written)
    try:
        values = np.array(list(map(float, texts)), dtype=np.float64)
    except ValueError:
        values = np.array([_float(text) for text in texts], dtype=np.float64)
    with np.errstate(invalid="ignore"):
        return np.abs(values - numbers) <= _DISPLAY


def _decimal_texts(shown: Sequence[str], column: Column, written: Conventions) -> list[str]:
    """The shown texts without grouping, percent and currency, with a decimal point.

    A text that is no plain number is left so that it stays none.
    """
    if not shown:
        return []
    joined = _joined(shown, share=column.kind == "percent")
    for space in (" ", *WIDE_SPACES):
        joined = joined.replace(space, "")
    if column.kind == "money":
        for word in _currency_words(column.currency):
            joined = joined.replace(word, "")
    if written.decimal == ",":
        joined = joined.replace(".", "" if written.grouping == "." else "x").replace(",", ".")
    else:
        joined = joined.replace(",", "")
    return joined.split("\n")


def _joined(shown: Sequence[str], *, share: bool) -> str:
    """The texts as lines, one each; of shares without the percent sign, which all must have."""
    joined = "\n".join(shown)
    if joined.count("\n") >= len(shown):
        shown = [text.replace("\n", "x") for text in shown]
        joined = "\n".join(shown)
    if not share:
        return joined
    if f"{joined}\n".count("%\n") != len(shown):
        joined = "\n".join(text if text.endswith("%") else "x" for text in shown)
    return joined.replace("%\n", "\n").removesuffix("%")


@lru_cache(maxsize=16)
def _currency_words(currency: str | None) -> tuple[str, ...]:
    """Signs and words of the currency, or of any when the column has none; longest first."""
    known = [word for word, code in CURRENCY_WORDS.items() if currency in {None, code}]
    words = [*known, *(f"{word}." for word in known), *map(str.upper, known)]
    return tuple(sorted((*words, currency or "₽"), key=len, reverse=True))


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")
