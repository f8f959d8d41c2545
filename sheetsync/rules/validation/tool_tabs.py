"""Tool tabs that somebody typed in (V-GEN-15), and tabs that only bear their titles (V-GEN-16)."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from sheetsync.language import Phrase
from sheetsync.rules.validation.rule import Wording
from sheetsync.tables.catalogue.finding_codes import V_GEN_15, V_GEN_16
from sheetsync.tables.catalogue.modules import tool_by_code
from sheetsync.tables.cells import a1
from sheetsync.tables.schema import Finding

CODE = V_GEN_15
FOREIGN = V_GEN_16
#: Beyond so many cells, a tab was sorted or pasted over: that is told once.
_CELLS_AT_MOST = 10
_HEADER_ROW = 1

WORDING = Wording(
    Phrase(
        ru="[вкладка изменена вручную, ячеек: {cells}.|изменена вручную.]",
        en="[the tab was edited by hand, cells: {cells}.|edited by hand.]",
    ),
    Phrase(
        ru="При следующем запуске будет перезаписана: свои пометки пишите во вкладки с данными.",
        en="The next run writes over it: put notes of your own into the tabs that people fill.",
    ),
    Phrase(ru="правка пропадёт", en="the edit will be lost"),
)
FOREIGN_WORDING = Wording(
    Phrase(
        ru="вкладка не наша: в ней чужая таблица.",
        en="the tab is not ours: it holds another table.",
    ),
    Phrase(
        ru="Переименуйте её и попросите того, кто ведёт sheetsync, создать нашу (`sheetsync init "
        "--repair`) или дать нашей другое название (config.yaml: tabs: {code}: …).",
        en="Rename it and ask whoever runs sheetsync to make ours (`sheetsync init --repair`) or "
        "to give ours another title (config.yaml: tabs: {code}: …).",
    ),
    Phrase(ru="вкладка не записывается", en="the tab is not written"),
)


@dataclass(frozen=True, slots=True)
class PublishedTab:
    """A tool tab as it was published last, and as it stands now.

    Attributes:
        tab: its code.
        published, present: rows of plain cell values below the headers; a link is its shown text.
        strange_headers: positions of headers, from 0, that are not as we write them.
        columns: names of its columns as they stand in the workbook, "" for one that is not ours;
            () for the catalogue's order.
    """

    tab: str
    published: Sequence[Sequence[object]]
    present: Sequence[Sequence[object]]
    strange_headers: Sequence[int] = ()
    columns: Sequence[str] = ()

    @property
    def names(self) -> Sequence[str]:
        """Names of its columns by position."""
        return self.columns or [column.name for column in tool_by_code()[self.tab].columns]


def edited(tabs: Sequence[PublishedTab]) -> Iterator[Finding]:
    """A finding for each cell that changed since it was published, or one for the tab."""
    for tab in tabs:
        cells = [(_HEADER_ROW, at + 1) for at in tab.strange_headers] + list(_changed(tab))
        if len(cells) > _CELLS_AT_MOST:
            yield Finding(CODE, "warning", tab.tab, facts={"cells": str(len(cells))})
        else:
            yield from (_finding(tab, row, column) for row, column in cells)


def foreign(titles: Mapping[str, str]) -> Iterator[Finding]:
    """An error for each tab that bears a tool tab's title and is not ours.

    Args:
        titles: by code of the tool tab.
    """
    for code, title in titles.items():
        yield Finding(FOREIGN, "error", code, cell="A1", facts={"title": title, "code": code})


def _changed(tab: PublishedTab) -> Iterator[tuple[int, int]]:
    """Sheet row and column of the cells that differ."""
    width = len(tab.names)
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
    now = tab.present[row - 2] if 0 <= row - 2 < len(tab.present) else ()
    value = now[column - 1] if column <= len(now) else ""
    return Finding(
        CODE,
        "warning",
        tab.tab,
        row=row,
        column=tab.names[column - 1] or None,
        cell=a1(row, column),
        value="" if value is None else str(value),
    )
