"""The month of an invoice that a file says nothing of: offered from its day, and told."""

from dataclasses import replace

from sheetsync.tables.cell_reading import read_cell
from sheetsync.tables.cells import Grid
from sheetsync.tables.reading.headers import Headers
from sheetsync.tables.schema import PeopleTab

MONTH, DAY = "month", "invoice_date"


def with_months(
    grid: Grid, headers: Headers, tab: PeopleTab, locale: str
) -> tuple[Grid, frozenset[int]]:
    """A file's tab of invoices with blank months filled from the day of the invoice.

    The work may be another month's: whoever imports is told each row.

    Args:
        grid: by rows.
        headers: where they stand; without a column of days nothing is filled.
        tab: the catalogue's.
        locale: how days are written in the file.

    Returns:
        The tab, and its 1-based rows that were filled.

    Source: adoption.md A3, month: proposed, never sure.
    """
    days = headers.positions.get(DAY)
    if days is None or headers.row is None:
        return grid, frozenset()
    width = max(map(len, grid.stored))
    at = headers.positions.get(MONTH, width + 1)
    stored = [[*row, *[""] * (at - len(row))] for row in grid.stored]
    shown = [[*row, *[""] * (at - len(row))] for row in grid.shown]
    filled = set()
    for row in range(headers.row + 1, len(stored) + 1):
        day = read_cell(grid.cell(row, days), tab.column(DAY), locale=locale).value
        if day is not None and stored[row - 1][at - 1] in ("", None):
            stored[row - 1][at - 1] = shown[row - 1][at - 1] = f"{day:%Y-%m}"
            filled.add(row)
    if filled and at > width:
        stored[headers.row - 1][at - 1] = shown[headers.row - 1][at - 1] = MONTH
    if not filled:
        return grid, frozenset()
    return replace(grid, stored=stored, shown=shown), frozenset(filled)
