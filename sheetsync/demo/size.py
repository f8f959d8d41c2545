"""How many cells a network of so many partners takes, reckoned before anything is drawn."""

from bisect import bisect_right
from math import ceil

from sheetsync.tables.catalogue.modules import CORE
from sheetsync.tables.catalogue.names import columns_in_sheet

#: Rows that a partner makes in a tab, at the most: `tests/demo` and the story of the demo hold
#: them against what is drawn. Rows of tabs not named here do not grow with the network.
_ROWS_A_PARTNER = {
    "partners": 1.0,
    "entities": 1.25,
    "agreements": 1.7,
    "jobs": 45.0,
    "invoices": 12.0,
    "documents": 12.0,
    "feedback": 28.0,
    "touches": 14.0,
    "register": 26.0,
    "packs": 13.0,
    "overdue": 0.5,
    "attention": 0.5,
    "ratings": 1.0,
    "rating_details": 42.0,
    "rating_history": 6.0,
    "validation": 0.5,
    "letters": 1.0,
    "partner_links": 1.0,
    "send_log": 3.0,
}
#: Room that a tab has besides: blank rows of a new one, rows that do not grow.
_ROWS_BESIDES = 1_000


def rows_reckoned(size: int) -> dict[str, int]:
    """The rows of every tab once all jobs have run, rather too many than too few.

    Args:
        size: number of partners.

    Returns:
        Rows by tab code, headers and blank ones included.
    """
    return {
        tab.code: _ROWS_BESIDES + ceil(_ROWS_A_PARTNER.get(tab.code, 0) * size) for tab in CORE.tabs
    }


def cells_reckoned(size: int) -> int:
    """The cells of the whole workbook once all jobs have run, rather too many than too few."""
    rows = rows_reckoned(size)
    return sum(rows[tab.code] * len(columns_in_sheet(tab)) for tab in CORE.tabs)


def most_partners(most_cells: int) -> int:
    """The largest network whose workbook surely fits into so many cells."""
    return bisect_right(range(most_cells), most_cells, key=cells_reckoned) - 1
