"""Answers in a shared log that cannot be read: people fill its coloured columns as they do tabs."""

from collections.abc import Iterator

from sheetsync.tables.cell_reading import read_cell
from sheetsync.tables.cells import Cell, Grid, a1
from sheetsync.tables.reading.headers import SEARCHED_ROWS, find_headers
from sheetsync.tables.reading.sheet_columns import sheet_columns
from sheetsync.tables.schema import Finding, TableSchema, ToolTab

#: Kinds of answers that are chosen: what else people type is theirs to word.
_OFFERED = frozenset({"enum", "bool"})


def unreadable_answers(tab: ToolTab, grid: Grid, title: str, locale: str) -> Iterator[Finding]:
    """A finding for each answer that is none of those offered: it says nothing until it is mended.

    Args:
        tab: a shared log.
        grid: what it holds.
        title: what it is called in the workbook.
        locale: the spreadsheet's, as ``ru_RU``.
    """
    columns = sheet_columns(grid)
    rows = [columns.row(number) for number in range(1, min(columns.height, SEARCHED_ROWS) + 1)]
    headers = find_headers(rows, TableSchema(key=(), columns=tab.columns))
    header_row, key = headers.row or columns.height, headers.positions.get(tab.key[0], 1)
    for column in (one for one in tab.columns if one.people and one.kind in _OFFERED):
        position = headers.positions.get(column.name)
        cells = columns.stored[position - 1][header_row:] if position else ()
        for row, stored in enumerate(cells, start=header_row + 1):
            read = read_cell(Cell(stored, None), column, locale=locale)
            if position and read.error:
                yield Finding(
                    code=read.error,
                    severity="error",
                    tab=tab.code,
                    row=row,
                    column=column.name,
                    cell=a1(row, position),
                    value=str(stored),
                    row_key=columns.seen(key, row),
                    effect="cell",
                    facts={**read.facts, "title": title},
                )
