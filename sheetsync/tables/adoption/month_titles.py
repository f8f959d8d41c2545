"""The month that a tab's title names, and the year where one is told.

Source: adoption.md A2, "Unions".
"""

import re
from collections.abc import Sequence

from sheetsync.tables.cells import Grid
from sheetsync.tables.month_names import month_number

_PIECE = re.compile(r"[^\W\d_]+|\d+")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_LAST_MONTH = 12
_YEAR_DIGITS, _SHORT_YEAR_DIGITS = 4, 2
#: What a month's title may hold besides: «за», «г», «оплаты»; more is no month's.
_MOST_PIECES = 4


def title_month(title: str) -> tuple[int, int] | None:
    """The month that a title names, and its year, 0 when it names none.

    >>> title_month("Январь"), title_month("Янв 26"), title_month("01.2026"), title_month("2026-03")
    ((1, 0), (1, 2026), (1, 2026), (3, 2026))
    >>> title_month("Счета 2026"), title_month("Марина")
    (None, None)
    """
    pieces = _PIECE.findall(title)
    numbers = [piece for piece in pieces if piece.isdigit()]
    months = [month for piece in pieces if (month := month_number(piece))]
    if len(pieces) > _MOST_PIECES or len(months) > 1:
        return None
    if months:
        return (months[0], _year(numbers)) if len(numbers) <= 1 else None
    return _in_figures(numbers) if len(numbers) == len(pieces) else None


def _year(numbers: Sequence[str]) -> int:
    """The year of a lone number behind a month's name, of four digits or two."""
    for number in numbers:
        if len(number) == _YEAR_DIGITS:
            return int(number)
        if len(number) == _SHORT_YEAR_DIGITS:
            return 2000 + int(number)
    return 0


def _in_figures(numbers: Sequence[str]) -> tuple[int, int] | None:
    years = [int(number) for number in numbers if len(number) == _YEAR_DIGITS]
    months = [int(number) for number in numbers if len(number) < _YEAR_DIGITS]
    if len(years) == len(months) == 1 and 1 <= months[0] <= _LAST_MONTH:
        return months[0], years[0]
    return None


def year_above(grid: Grid, header_row: int) -> int:
    """The only year that the rows above the headers name; 0 when they name none, or several."""
    texts = (str(cell) for row in grid.stored[: header_row - 1] for cell in row)
    years = {year for text in texts for year in _YEAR.findall(text)}
    return int(years.pop()) if len(years) == 1 else 0
