"""Long lists in pieces, so that no page is heavy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

_T = TypeVar("_T")
_MOST = 50
_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Piece(Generic[_T]):
    """A piece of a list.

    Attributes:
        rows: what stands on the page.
        first, last, count: from which to which of how many, from 1.
        before, after: where the neighbouring pieces begin, as the address has it; "" for none.
    """

    rows: tuple[_T, ...]
    first: int
    last: int
    count: int
    before: str = ""
    after: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the list is elsewhere."""
        return not self.before and not self.after


def piece_of(rows: Sequence[_T], most: int = _MOST) -> Piece[_T]:
    """The piece of a list that the address asks for (`from`, from 1); the first for nonsense."""
    asked = request.args.get("from", "")
    start = int(asked) - 1 if asked.isascii() and asked.isdigit() and len(asked) <= _DIGITS else 0
    start = start - start % most if 0 <= start < len(rows) else 0
    end = min(start + most, len(rows))
    return Piece(
        rows=tuple(rows[start:end]),
        first=start + 1,
        last=end,
        count=len(rows),
        before=str(start - most + 1) if start else "",
        after=str(end + 1) if end < len(rows) else "",
    )
