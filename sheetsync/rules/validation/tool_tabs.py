"""Tool tabs that somebody typed in: the next run writes over it (V-GEN-15)."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from sheetsync.rules.validation.rule import Phrase, Wording
from sheetsync.tables.catalogue.tool import BY_CODE
from sheetsync.tables.cells import a1
from sheetsync.tables.schema import Finding

CODE = "V-GEN-15"
#: Beyond so many cells, a tab was sorted or pasted over: that is told once.
_CELLS_AT_MOST = 10
_HEADER_ROW = 1

WORDING = Wording(
    Phrase(
        "[вкладка изменена вручную, ячеек: {cells}.|изменена вручную.]",
        "[the tab was edited by hand, cells: {cells}.|edited by hand.]",
    ),
    Phrase(
        "При следующем запуске будет перезаписана: свои пометки пишите во вкладки с данными.",
        "The next run writes over it: put notes of your own into the tabs that people fill.",
    ),
    Phrase("правка пропадёт", "the edit will be lost"),
)


@dataclass(frozen=True, slots=True)
class PublishedTab:
    """A tool tab as it was published last, and as it stands now.

    Attributes:
        tab: its code.
        published, present: rows of plain cell values below the headers; a link is its shown text.
    """

    tab: str
    published: Sequence[Sequence[object]]
    present: Sequence[Sequence[object]]


def edited(tabs: Sequence[PublishedTab]) -> Iterator[Finding]:
    """A finding for each cell that changed since it was published, or one for the tab."""
    for tab in tabs:
        cells = list(_changed(tab))
        if len(cells) > _CELLS_AT_MOST:
            yield Finding(CODE, "warning", tab.tab, facts={"cells": str(len(cells))})
        else:
            yield from (_finding(tab, row, column) for row, column in cells)


def _changed(tab: PublishedTab) -> Iterator[tuple[int, int]]:
    """Sheet row and column of the cells that differ."""
    width = len(BY_CODE[tab.tab].columns)
    rows = zip_longest(tab.published, tab.present, fillvalue=())
    for row, (before, now) in enumerate(rows, start=_HEADER_ROW + 1):
        cells = zip_longest(before[:width], now[:width])
        for column, (old, new) in enumerate(cells, start=1):
            if not _same(old, new):
                yield row, column


def _same(old: object, new: object) -> bool:
    if isinstance(old, int | float) and isinstance(new, int | float):
        return math.isclose(old, new, rel_tol=1e-12, abs_tol=1e-9)
    return (old or "") == (new or "") if not (old == 0 or new == 0) else old == new


def _finding(tab: PublishedTab, row: int, column: int) -> Finding:
    now = tab.present[row - 2] if row - 2 < len(tab.present) else ()
    value = now[column - 1] if column <= len(now) else ""
    return Finding(
        CODE,
        "warning",
        tab.tab,
        row=row,
        column=BY_CODE[tab.tab].columns[column - 1].name,
        cell=a1(row, column),
        value="" if value is None else str(value),
    )
