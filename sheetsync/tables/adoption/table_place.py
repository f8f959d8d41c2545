"""Where a tab's table is: headers, rows, totals, bands.

Source: adoption.md A2, "Where the table is".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median

from sheetsync.tables.adoption.known_names import KnownNames, known_names
from sheetsync.tables.adoption.thresholds import (
    A_TOTALS_ROW,
    A_VALUE,
    CELLS_BESIDE_BANDS,
    COLUMNS_SEARCHED,
    FEWEST_HEADERS,
    FEWEST_NUMBERED,
    HEADER_ROWS_SEARCHED,
    IS_HEADER,
    NAME_LIKE,
    STRANGE_TEXT,
)
from sheetsync.tables.catalogue.synonyms import TOTALS, UNITS
from sheetsync.tables.cells import Grid
from sheetsync.tables.cleaning import header_key

_PATH = " / "


@dataclass(frozen=True, slots=True)
class TablePlace:
    """A table in a tab; rows are 1-based.

    Attributes:
        header_rows: one, or two where a merged cell stands above its parts.
        headers: by column, "" for none; of two rows the path, as "Оплата / дата".
        first_row, last_row: of what stands below, without totals and blank rows at the end.
        totals: rows that sum up others.
        bands: rows with one text, which names what the rows below belong to.
        other_table: the row of headers of another table below, which ends this one; 0 for none.
    """

    header_rows: tuple[int, ...]
    headers: tuple[str, ...]
    first_row: int
    last_row: int
    totals: tuple[int, ...] = ()
    bands: tuple[int, ...] = ()
    other_table: int = 0


def find_table(grid: Grid, names: KnownNames | None = None) -> TablePlace | None:
    """The table of a tab by the headers that are likest to known names; None without any.

    Args:
        grid: by rows, with its merges.
        names: those that are known; None: of people's tabs.
    """
    searched = list(enumerate(grid.stored[:HEADER_ROWS_SEARCHED], start=1))
    names = names or known_names()
    scored = [(_header_score(row[:COLUMNS_SEARCHED], names), -number) for number, row in searched]
    best, negative = max(scored, default=(0.0, 0))
    if best < IS_HEADER:
        return None
    return table_at(grid, _storeys(grid, -negative))


def is_totals(row: Sequence[object]) -> bool:
    """Whether a row sums up others: its first text begins with a word of totals.

    >>> is_totals(["", "Всего:", 2016500]), is_totals(["Тотальный ремонт", 5])
    (True, False)
    """
    texts = [header_key(cell) for cell in row if isinstance(cell, str) and cell.strip()]
    return bool(texts) and any(_begins(texts[0], word) for word in TOTALS)


def _begins(text: str, word: str) -> bool:
    return text.startswith(word) and not text[len(word) : len(word) + 1].isalnum()


def _header_score(row: Sequence[object], names: KnownNames) -> float:
    filled = [cell for cell in row if not _is_blank(cell)]
    total = sum(_cell_score(cell, names) for cell in filled)
    return total + (A_TOTALS_ROW if len(filled) > 1 and _holds_values_of_totals(row) else 0.0)


def _holds_values_of_totals(row: Sequence[object]) -> bool:
    """A header may be called Total; a row of totals holds sums beside the word."""
    return is_totals(row) and any(_is_value(cell) for cell in row)


def _cell_score(cell: object, names: KnownNames) -> float:
    if _is_value(cell):
        return A_VALUE
    alike = names.best_likeness(str(cell))
    return alike if alike >= NAME_LIKE else STRANGE_TEXT


def _is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _is_value(cell: object) -> bool:
    """Whether a cell holds what no header does: a number, a mark, an address, mostly digits."""
    if _is_blank(cell):
        return False
    if not isinstance(cell, str):
        return True
    digits = sum(letter.isdigit() for letter in cell)
    return "@" in cell or 2 * digits >= len(cell.strip())


def _storeys(grid: Grid, found: int) -> tuple[int, ...]:
    """The row of headers, with the one above or below that belongs to it."""
    for upper in (found - 1, found):
        if upper >= 1 and _stands_above(grid, upper):
            return (upper, upper + 1)
    return (found,)


def _stands_above(grid: Grid, upper: int) -> bool:
    """Whether merges of a row head parts of the row below: two texts there at least, no value."""
    if len(grid.stored) <= upper:
        return False
    above = [cell for cell in grid.stored[upper - 1] if not _is_blank(cell)]
    below = grid.stored[upper]
    parts = [
        sum(not _is_blank(cell) for cell in below[left - 1 : right])
        for top, left, bottom, right in grid.merges
        if top == bottom == upper and right > left
    ]
    is_names = not any(_is_value(cell) for cell in (*above, *below))
    return is_names and len(above) > 1 and max(parts, default=0) > 1


def headers_at(grid: Grid, header_rows: tuple[int, ...]) -> tuple[str, ...]:
    """The texts of headers by column, "" for none; of two rows the path."""
    width = max(len(grid.stored[number - 1]) for number in header_rows)
    rows = [
        [_text(grid, number, column) for column in range(1, width + 1)] for number in header_rows
    ]
    if len(rows) == 1:
        return tuple(rows[0])
    for top, left, bottom, right in grid.merges:
        if top == bottom == header_rows[0]:
            rows[0][left - 1 : right] = [rows[0][left - 1]] * (min(right, width) - left + 1)
    return tuple(_PATH.join(filter(None, path)) for path in zip(*rows, strict=True))


def _text(grid: Grid, row: int, column: int) -> str:
    stored = grid.cell(row, column).stored
    return "" if stored is None else " ".join(str(stored).split())


def table_at(grid: Grid, header_rows: tuple[int, ...]) -> TablePlace:
    """The table below headers that are known, one row of them or two."""
    headers = headers_at(grid, header_rows)
    first = header_rows[-1] + 1
    if first <= len(grid.stored) and _is_legend(grid.stored[first - 1], headers):
        first += 1
    other = _other_table(grid, first, headers)
    rows = list(_filled_rows(grid, first, other - 1 if other else len(grid.stored)))
    totals = tuple(number for number, row in rows if is_totals(row))
    of_table = [(number, row) for number, row in rows if number not in totals]
    return TablePlace(
        header_rows,
        headers,
        first,
        max((number for number, _ in of_table), default=first - 1),
        totals,
        tuple(_bands(of_table)),
        other,
    )


def _is_legend(row: Sequence[object], headers: Sequence[str]) -> bool:
    """Whether the row below the headers only numbers the columns, or tells their units."""
    filled = [_text_of(cell) for cell in row if not _is_blank(cell)]
    if filled and all(text in UNITS for text in map(header_key, filled)):
        return True
    numbers = [str(number) for number in range(1, len(filled) + 1)]
    named = sum(bool(header) for header in headers)
    return len(filled) >= max(FEWEST_NUMBERED, named) and filled == numbers


def _text_of(cell: object) -> str:
    """A cell's text, a whole number without its point."""
    is_whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell) if is_whole and isinstance(cell, float) else cell).strip()


def _other_table(grid: Grid, first: int, headers: Sequence[str]) -> int:
    """The first row below a blank one that is a header of another table; 0 for none."""
    names, own = known_names(), {header_key(header) for header in headers if header}
    rows = islice(_heads(grid, first), HEADER_ROWS_SEARCHED)
    return next(
        (
            number
            for number, row in rows
            if not own.issuperset(header_key(cell) for cell in row if not _is_blank(cell))
            and _header_score(row[:COLUMNS_SEARCHED], names) >= IS_HEADER
        ),
        0,
    )


def _heads(grid: Grid, first: int) -> Iterator[tuple[int, Sequence[object]]]:
    """Rows below a blank one that hold texts alone, several of them."""
    above: Sequence[object] = ["-"]
    for number, row in enumerate(grid.stored[first - 1 :], start=first):
        filled = [cell for cell in row if not _is_blank(cell)]
        is_text = len(filled) >= FEWEST_HEADERS and not any(map(_is_value, filled))
        if is_text and all(map(_is_blank, above)):
            yield number, row
        above = row


def _filled_rows(grid: Grid, first: int, last: int) -> Iterator[tuple[int, Sequence[object]]]:
    for number, row in enumerate(grid.stored[first - 1 : last], start=first):
        if not all(_is_blank(cell) for cell in row):
            yield number, row


def _bands(rows: Sequence[tuple[int, Sequence[object]]]) -> Iterator[int]:
    counts = [sum(not _is_blank(cell) for cell in row) for _, row in rows]
    if not counts or median(counts) < CELLS_BESIDE_BANDS:
        return
    for (number, row), count in zip(rows, counts, strict=True):
        if count == 1 and isinstance(row[0], str) and row[0].strip():
            yield number
