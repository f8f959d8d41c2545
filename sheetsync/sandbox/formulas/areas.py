"""Which cells some formulas need to be computed: one area a sheet."""

import re
from collections.abc import Mapping
from functools import lru_cache

from sheetsync.sandbox.formulas.book import Book, Place
from sheetsync.sandbox.formulas.dialect import function_names
from sheetsync.sandbox.formulas.references import Corner, Reference, references

#: Functions whose result names cells only when they are computed.
INDIRECT = {"INDIRECT", "OFFSET"}
_LITERAL = re.compile(r'\bINDIRECT\(\s*"((?:[^"]|"")*)"\s*\)', re.IGNORECASE)
_QUOTES, _QUOTE = '""', '"'
_FAR = 2**31 - 1


class Area:
    """What of one sheet is needed: some runs of rows, and the columns around them all."""

    def __init__(self) -> None:
        self.left, self.right = _FAR, 0
        self._rows: set[tuple[int, int]] = set()

    def add(self, first: Corner, last: Corner) -> None:
        """Take in a range; a corner without a row or column leaves that side open."""
        rows = [row for row in (first.row, last.row) if row is not None]
        columns = [column for column in (first.column, last.column) if column is not None]
        open_below = first.row is None or last.row is None
        open_right = first.column is None or last.column is None
        top = min(rows) if rows else 0
        self._rows.add((top, _FAR if open_below else max(rows) + 1))
        self.left = min(self.left, min(columns) if columns else 0)
        self.right = _FAR if open_right else max(self.right, max(columns) + 1)

    def spans(self) -> list[tuple[int, int]]:
        """The runs of rows, joined where they meet."""
        joined: list[tuple[int, int]] = []
        for top, bottom in sorted(self._rows):
            if joined and top <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(joined[-1][1], bottom))
            else:
                joined.append((top, bottom))
        return joined


def needed_areas(formulas: Mapping[Place, str], book: Book) -> dict[str, Area]:
    """The cells that formulas name, by title; the whole book where only computing tells."""
    areas: dict[str, Area] = {}
    for place, text in formulas.items():
        told = _told_by_indirect(text)
        for reference in [*references(text), *(told or ())]:
            title = reference.title or place.title
            if title in book.titles:
                _add(areas.setdefault(title, Area()), reference)
        if told is None:
            for title in book.titles:
                areas.setdefault(title, Area()).add(Corner(None, None), Corner(None, None))
    return areas


def _add(area: Area, reference: Reference) -> None:
    area.add(reference.first, reference.last or reference.first)


@lru_cache(maxsize=65536)
def _told_by_indirect(formula: str) -> tuple[Reference, ...] | None:
    """The cells that INDIRECT names in so many words; None where only computing tells."""
    texts = _LITERAL.findall(formula)
    if len(texts) != sum(name in INDIRECT for name in function_names(formula)):
        return None
    return tuple(
        reference for text in texts for reference in references(f"={text.replace(_QUOTES, _QUOTE)}")
    )
