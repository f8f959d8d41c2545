"""A team's workbook as it came: tabs of cells, and what people tell by looks alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from sheetsync.tables.cells import Grid

#: Row and column of a cell, from 1.
Place = tuple[int, int]
NO_NOTES: Mapping[Place, str] = MappingProxyType({})
_NO_ROWS: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Looks:
    """What stands on the cells of a tab besides values.

    Attributes:
        notes: texts of notes.
        links: addresses that cells lead to.
        row_fills: by row, the colour behind its first coloured value, as ``#rrggbb``.
        hidden_rows, hidden_columns: numbers from 1; rows that a filter hides are among them.
    """

    notes: Mapping[Place, str] = field(default_factory=lambda: NO_NOTES)
    links: Mapping[Place, str] = field(default_factory=lambda: NO_NOTES)
    row_fills: Mapping[int, str] = field(default_factory=lambda: _NO_ROWS)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


PLAIN: Final = Looks()


@dataclass(frozen=True, slots=True)
class SourceSheet:
    """One tab of a team's workbook.

    Attributes:
        title: as it stands there.
        grid: its cells by rows, with merges, and number formats as far as they are known.
        url: where a person opens it, so that ``&range=F7`` leads to a cell; "" for a file.
        looks: notes, links, colours, hidden rows and columns, as far as they were asked for.
    """

    title: str
    grid: Grid
    url: str = ""
    looks: Looks = PLAIN


@dataclass(frozen=True, slots=True)
class Source:
    """A team's workbook.

    Attributes:
        name: of the file, the folder or the spreadsheet.
        sheets: its tabs with cells that were asked for, in their order.
        titles: of all its tabs, those that were not asked for included.
        locale: the spreadsheet's as ``ru_RU``; "" for a file, which says nothing of it.
        time_zone: likewise.
    """

    name: str
    sheets: Sequence[SourceSheet]
    titles: Sequence[str]
    locale: str = ""
    time_zone: str = ""
