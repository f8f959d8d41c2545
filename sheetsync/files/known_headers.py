"""Headers that the catalogue or the team knows: they tell a file's encoding and delimiter."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from sheetsync.tables.catalogue.modules import all_tabs
from sheetsync.tables.cleaning import header_key
from sheetsync.tables.reading.headers import SEARCHED_ROWS

Row = Sequence[str]
_TELLING_LETTERS = 3


@lru_cache(maxsize=1)
def _catalogue() -> frozenset[str]:
    return frozenset(
        header_key(name) for tab in all_tabs() for column in tab.columns for name in column.names
    )


class KnownHeaders:
    """Headers as they are compared.

    Args:
        own: those of the team's own, from ``columns:`` of config.yaml.
    """

    def __init__(self, own: Iterable[str] = ()) -> None:
        self._keys = _catalogue() | {header_key(header) for header in own}

    def count(self, row: Row) -> int:
        """How many cells of a row are known headers."""
        return sum(header_key(cell) in self._keys for cell in row)

    def count_russian(self, row: Row) -> int:
        """How many cells of a row are known headers with letters beyond ASCII.

        Short ones do not count: under a wrong encoding a letter is soon another one.
        """
        return self.count(
            [cell for cell in row if not cell.isascii() and len(cell.strip()) >= _TELLING_LETTERS]
        )

    def row_in(self, rows: Sequence[Row]) -> int | None:
        """Which of the first rows has the most known headers; None when none has any."""
        first = rows[:SEARCHED_ROWS]
        best = max(range(len(first)), key=lambda at: self.count(first[at]), default=None)
        return best if best is not None and self.count(first[best]) else None
