"""One cell as it came, a grid of them, and A1 names."""

from collections.abc import Sequence
from dataclasses import dataclass

_LETTERS = 26


def column_letters(column: int) -> str:
    """The letters of a 1-based column.

    >>> column_letters(1), column_letters(27), column_letters(18278)
    ('A', 'AA', 'ZZZ')
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def a1(row: int, column: int) -> str:
    """The A1 name of a cell, both 1-based.

    >>> a1(17, 6)
    'F17'
    """
    return f"{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as the API gives it.

    Attributes:
        stored: UNFORMATTED_VALUE with SERIAL_NUMBER; None or "" when blank.
        shown: FORMATTED_VALUE.
        number_format: type of the effective number format (DATE, TIME, DATE_TIME, CURRENCY,
            PERCENT, NUMBER …); None: infer it from the pair.
        formula: the formula's text, None without one or when unknown.
    """

    stored: object
    shown: str | None
    number_format: str | None = None
    formula: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A tab's cells as rows, ragged as the API returns them.

    Attributes:
        stored, shown: rows of cells, row 1 first.
        merges: 1-based, inclusive: first row, first column, last row, last column.
        number_formats, formulas: where they were fetched, by (row, column).
    """

    stored: Sequence[Sequence[object]] = ()
    shown: Sequence[Sequence[object]] = ()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    number_formats: Sequence[Sequence[str | None]] = ()
    formulas: Sequence[Sequence[str | None]] = ()
    #: True when `stored` and `shown` are columns instead of rows (majorDimension=COLUMNS).
    columns_major: bool = False

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a 1-based place; blank beyond the data."""
        major, minor = (column, row) if self.columns_major else (row, column)
        shown = _at(self.shown, major, minor)
        return Cell(
            stored=_at(self.stored, major, minor),
            shown=None if shown is None else str(shown),
            number_format=_text(_at(self.number_formats, row, column)),
            formula=_text(_at(self.formulas, row, column)),
        )


def _at(rows: Sequence[Sequence[object]], major: int, minor: int) -> object:
    if major > len(rows) or minor > len(rows[major - 1]):
        return None
    return rows[major - 1][minor - 1]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
