"""One column of a tab as it was seen, a place a row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar, overload

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


class Below(Sequence[Item]):
    """The items of a list from one on, without a copy of them.

    Copies of all columns would cost a re-sorted tab as much as finding its rows again.
    """

    __slots__ = ("_items", "_places")

    def __init__(self, items: Sequence[Item], first: int) -> None:
        self._items, self._places = items, range(first, len(items))

    def __len__(self) -> int:
        """How many there are."""
        return len(self._places)

    def __iter__(self) -> Iterator[Item]:
        """Each of them."""
        return islice(self._items, self._places.start, None)

    def __contains__(self, item: object) -> bool:
        """Whether it is one of them."""
        return item in self[:]

    @overload
    def __getitem__(self, at: int) -> Item: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Item]: ...

    def __getitem__(self, at: int | slice) -> Item | Sequence[Item]:
        """One of them, or some, copied."""
        if isinstance(at, int):
            return self._items[self._places[at]]
        places = self._places[at]
        if places.step == 1:
            return self._items[places.start : places.stop]
        return [self._items[place] for place in places]


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
    listed = items[:]
    return [listed[at] for at in places]
