"""Where the columns of a tool tab stand in a workbook: as its headers say, in whatever order.

A workbook of an earlier version has them in that version's order, and colours, filter views and
widths that `init` made for it; people drag columns. So a run writes each column under its header.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sheetsync.tables.cells import column_letters
from sheetsync.tables.cleaning import header_key
from sheetsync.tables.schema import ToolTab
from sheetsync.tables.spellings import spellings
from sheetsync.tables.writing import TabCells, Value

#: The position of one of the tab's columns, None where a column stands that is not ours.
Order = tuple[int | None, ...]


def sheet_order(tab: ToolTab, header: Sequence[object]) -> Order:
    """Which of the tab's columns stands at each position of the sheet.

    Columns are known by their headers, of any language and version. A header that nobody knows
    stands for a column that is missing, the one of that place before others: somebody typed over
    it. Columns that find no place so come behind the last one.

    Args:
        tab: the tool tab.
        header: its first row.

    Returns:
        The catalogue's order unless at least half of the headers are there.
    """
    row = [header_key(cell) for cell in header]
    while row and not row[-1]:
        row.pop()
    order = _known(tab, row)
    if 2 * len([at for at in order if at is not None]) < len(tab.columns):
        return tuple(range(len(tab.columns)))
    missing = [at for at in range(len(tab.columns)) if at not in order]
    for position, found in enumerate(order):
        if found is None and missing:
            there = position if position in missing else missing[0]
            missing.remove(there)
            order[position] = there
    return (*order, *missing)


def _known(tab: ToolTab, row: Sequence[str]) -> list[int | None]:
    free = [spellings(column) for column in tab.columns]
    order: list[int | None] = []
    for text in row:
        at = next((at for at, names in enumerate(free) if text and text in names), None)
        if at is not None:
            free[at] = frozenset()
        order.append(at)
    return order


def in_sheet_order(cells: TabCells, header: Sequence[object]) -> TabCells:
    """A tab's cells in the order in which its columns stand in the workbook."""
    order = sheet_order(cells.tab, header)
    if order == tuple(range(len(cells.tab.columns))):
        return cells
    return replace(
        cells,
        header=tuple("" if at is None else cells.header[at] for at in order),
        rows=[_in_order(row, order) for row in cells.rows],
    )


def _in_order(row: Sequence[Value], order: Order) -> tuple[Value, ...]:
    return tuple(None if at is None else row[at] for at in order)


@dataclass(frozen=True, slots=True)
class TabPlace:
    """A tool tab's place in the workbook, for links to its cells.

    Attributes:
        tab: the tab.
        url: its address inside the spreadsheet; "" where nobody can lead there.
        order: of its columns.
    """

    tab: ToolTab
    url: str
    order: Order

    def rows(self, first: int, last: int) -> str:
        """The address of whole rows, 1-based, both included; "" where there is none."""
        return self._range(0, first, len(self.order) - 1, last)

    def cells(self, name: str, first: int, last: int) -> str:
        """The address of a column's cells from one row to another; "" where there is none."""
        columns = [column.name for column in self.tab.columns]
        at = self.order.index(columns.index(name))
        return self._range(at, first, at, last)

    def _range(self, left: int, first: int, right: int, last: int) -> str:
        if not self.url:
            return ""
        span = f"{column_letters(left + 1)}{first}:{column_letters(right + 1)}{last}"
        return f"{self.url}&range={span}"
