"""Formulas that say of themselves that there is nothing to compute: ``=IF(A2="";"";…)``.

Sheets are filled with them far below the last row in use; most of them cost no more than a look.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from sheetsync.sandbox.formats import CellValue
from sheetsync.sandbox.formulas.book import Book, Place
from sheetsync.sandbox.formulas.references import references

_CELL = r"(?:'(?:[^']|'')*'!|[^\W\d][\w.]*!)?\$?[A-Za-z]{1,3}\$?[0-9]+"
_GUARD = re.compile(
    rf'=\s*IF\(\s*(?P<cells>{_CELL}(?:\s*&\s*{_CELL})*)\s*=\s*""\s*[;,]\s*""\s*[;,]', re.IGNORECASE
)


def empty_by_guard(formulas: Mapping[Place, str], book: Book) -> Iterator[Place]:
    """The formulas whose first words say ``""`` for cells that are all blank.

    Args:
        formulas: their texts by place.
        book: the values of cells without a formula that is to be computed.
    """
    guarded = {
        place: [Place(title or place.title, row, column) for title, row, column in spots]
        for place, text in formulas.items()
        if (spots := _guarding(text))
    }
    values = _values([cell for cells in guarded.values() for cell in cells], book)
    for place, cells in guarded.items():
        if all(cell not in formulas and values.get(cell) in (None, "") for cell in cells):
            yield place


@lru_cache(maxsize=65536)
def _guarding(formula: str) -> tuple[tuple[str | None, int, int], ...]:
    """Title, row and column of each cell that a formula asks first; () when it asks nothing."""
    match = _GUARD.match(formula)
    cells = references(match["cells"]) if match else []
    return tuple((cell.title, cell.first.row or 0, cell.first.column or 0) for cell in cells)


def _values(cells: list[Place], book: Book) -> dict[Place, CellValue]:
    """The values of some cells, read sheet by sheet; blank ones may be missing."""
    found: dict[Place, CellValue] = {}
    for title in {cell.title for cell in cells} & set(book.titles):
        wanted = [cell for cell in cells if cell.title == title]
        rows = [cell.row for cell in wanted]
        used = dict(book.used_rows(title, min(rows), max(rows) + 1))
        for cell in wanted:
            values = used.get(cell.row, ())
            found[cell] = values[cell.column] if cell.column < len(values) else None
    return found
