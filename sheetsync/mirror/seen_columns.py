"""One column of a tab as it was seen, a place a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")
#: Before the header of a column that the catalogue does not know: after all names of ours.
OWN = "~"


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """One column, a place a row.

    Attributes:
        name: of the catalogue, or `OWN` and the header.
        stored: values as the API gave them.
        shown: of None where texts are not read.
        position: of the column in the sheet, from 1.
    """

    name: str
    stored: Sequence[object]
    shown: Sequence[str | None]
    position: int = 0


def has_blanks(values: Sequence[object]) -> bool:
    """Whether a stored value of a column is nothing at all."""
    # The first look is cheap, and enough where no zero stands either.
    return not all(values) and ("" in values or None in values)


def in_order(places: Sequence[int]) -> Sequence[int]:
    """The same places; a range where they are all from the first on, which `picked` knows."""
    everything = range(len(places))
    return everything if list(places) == list(everything) else places


def picked(items: Sequence[Item], places: Sequence[int]) -> Sequence[Item]:
    """Some of the items; all of them, as they are, where a range asks for every one in order."""
    if isinstance(places, range) and places == range(len(items)):
        return items
    return [items[at] for at in places]
