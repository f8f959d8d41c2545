"""Columns of frames under construction: filled at once, corrected cell by cell."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from sheetsync.tables.frames import codes_of
from sheetsync.tables.kinds.money import MINOR_PER_MAJOR
from sheetsync.tables.schema import Column

_LARGEST = 2**63 - 1


#: What a reader answered; its type goes with the column's kind.
_Value = Any


class Values(Protocol):
    """A column whose blank cells are missing until a value is put there."""

    def put(self, at: int, value: _Value) -> None:
        """Set one cell to what a careful reader answered."""

    def array(self) -> pd.api.extensions.ExtensionArray | npt.NDArray[Any]:
        """The finished column with its dtype."""


class Counted:
    """Whole numbers: Int64. Money comes as `Decimal` and is kept in minor units."""

    def __init__(self, numbers: npt.NDArray[np.int64], missing: npt.NDArray[np.bool_]) -> None:
        self.numbers, self.missing = numbers, missing

    def put(self, at: int, value: _Value) -> None:
        """Set one cell; an amount in major units."""
        if isinstance(value, Decimal):
            value = int(value * MINOR_PER_MAJOR)
        self.numbers[at] = value
        self.missing[at] = False

    def array(self) -> pd.arrays.IntegerArray:
        """Int64."""
        return pd.arrays.IntegerArray(self.numbers, self.missing)


class Measured:
    """Numbers with a fraction: Float64."""

    def __init__(self, numbers: npt.NDArray[np.float64], missing: npt.NDArray[np.bool_]) -> None:
        self.numbers, self.missing = numbers, missing

    def put(self, at: int, value: _Value) -> None:
        """Set one cell."""
        self.numbers[at] = float(str(value))
        self.missing[at] = False

    def array(self) -> pd.arrays.FloatingArray:
        """Float64."""
        return pd.arrays.FloatingArray(self.numbers, self.missing)


class Moments:
    """Days and instants: datetime64[s]."""

    def __init__(self, moments: npt.NDArray[np.datetime64]) -> None:
        self.moments = moments

    def put(self, at: int, value: _Value) -> None:
        """Set one cell."""
        self.moments[at] = np.datetime64(value, "s")

    def array(self) -> npt.NDArray[np.datetime64]:
        """datetime64[s]."""
        return self.moments


class Listed:
    """Texts, and tuples of addresses."""

    def __init__(self, column: Column, values: list[_Value]) -> None:
        self.values = values
        self.is_multiple = column.kind == "email" and column.multiple

    def put(self, at: int, value: _Value) -> None:
        """Set one cell."""
        self.values[at] = value

    def array(self) -> pd.api.extensions.ExtensionArray | npt.NDArray[Any]:
        """Of texts str, of tuples object."""
        if not self.is_multiple:
            return pd.array(self.values, dtype="str")
        tuples = np.empty(len(self.values), dtype=object)
        tuples[:] = [pd.NA if value is None else value for value in self.values]
        return tuples


class Truths:
    """Yes and no: boolean."""

    def __init__(self, values: list[_Value]) -> None:
        self.values = values

    def put(self, at: int, value: _Value) -> None:
        """Set one cell."""
        self.values[at] = value

    def array(self) -> pd.api.extensions.ExtensionArray | npt.NDArray[Any]:
        """Boolean."""
        return pd.array(self.values, dtype="boolean")


class Chosen:
    """One of a list: category of codes."""

    def __init__(self, column: Column, values: Iterable[_Value]) -> None:
        self.codes = codes_of(column)
        self.places: dict[str | None, int] = {
            None: -1,
            **{code: place for place, code in enumerate(self.codes)},
        }
        self.chosen = np.array(list(map(self.places.__getitem__, values)), dtype=np.int16)

    def put(self, at: int, value: _Value) -> None:
        """Set one cell."""
        self.chosen[at] = self.places[value]

    def array(self) -> pd.api.extensions.ExtensionArray:
        """Category."""
        return pd.Categorical.from_codes(self.chosen, dtype=pd.CategoricalDtype(self.codes))


def fits_int64(value: object) -> bool:
    """Whether a whole number fits its column."""
    return not isinstance(value, int) or -_LARGEST <= value <= _LARGEST
