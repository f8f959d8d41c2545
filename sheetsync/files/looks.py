"""What an .xlsx sheet tells besides values: merges, links, notes, colours, hidden rows, columns."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from openpyxl.utils import column_index_from_string

from sheetsync.files.book import TextGatherer
from sheetsync.files.markup import MAIN, RELATION, Attributes
from sheetsync.files.source import kept_text
from sheetsync.tables.adoption.source import Looks, Place

_TRUE = frozenset({"1", "true", "on"})
_CORNERS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")
#: Links and notes of more cells than that are nobody's handwork.
_MOST_PLACES = 200_000
#: A column element may cover all columns of a sheet.
_LAST_COLUMN = 16_384

Merge = tuple[int, int, int, int]


@dataclass(slots=True)
class LooksReader:
    """Listens to what stands around a sheet's cells.

    Attributes:
        fills: colours by the number of a style of cells, "" for none.
        targets: where links lead, by their ids.
        merges: as `Grid.merges` has them.
    """

    fills: tuple[str, ...] = ()
    targets: Mapping[str, str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    _links: dict[Place, str] = field(default_factory=dict)
    _row_fills: dict[int, str] = field(default_factory=dict)
    _hidden_rows: set[int] = field(default_factory=set)
    _hidden_columns: set[int] = field(default_factory=set)

    @property
    def starts(self) -> dict[str, Callable[[Attributes], None]]:
        """What hears which element."""
        return {
            f"{MAIN} mergeCell": self._merge,
            f"{MAIN} hyperlink": self._link,
            f"{MAIN} col": self._column,
        }

    def row(self, number: int, attributes: Attributes) -> None:
        """A row begins."""
        if attributes.get("hidden", "").lower() in _TRUE:
            self._hidden_rows.add(number)

    def cell(self, row: int, style: str) -> None:
        """A cell of a row holds a value; the row's first colour counts."""
        if self.fills and row not in self._row_fills and style.isdecimal():
            fill = self.fills[int(style)] if int(style) < len(self.fills) else ""
            if fill:
                self._row_fills[row] = fill

    def looks(self, notes: Mapping[Place, str]) -> Looks:
        """What was told, with the notes that stand in a part of their own."""
        return Looks(
            notes,
            self._links,
            self._row_fills,
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
        )

    def _merge(self, attributes: Attributes) -> None:
        corners = corners_of(attributes.get("ref", ""))
        if corners and corners[:2] != corners[2:] and len(self.merges) < _MOST_PLACES:
            self.merges.append(corners)

    def _link(self, attributes: Attributes) -> None:
        corners = corners_of(attributes.get("ref", ""))
        target = self.targets.get(attributes.get(f"{RELATION} id", ""), "")
        if corners and target and len(self._links) < _MOST_PLACES:
            self._links[corners[:2]] = kept_text(target)

    def _column(self, attributes: Attributes) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        is_hidden = attributes.get("hidden", "").lower() in _TRUE
        if is_hidden and first.isdecimal() and last.isdecimal():
            self._hidden_columns.update(range(int(first), min(int(last), _LAST_COLUMN) + 1))


def corners_of(ref: str) -> Merge | None:
    """The corners of an A1 range, 1-based, inclusive; None for another text.

    >>> corners_of("A3:C4"), corners_of("B7"), corners_of("Лист!A1")
    ((3, 1, 4, 3), (7, 2, 7, 2), None)
    """
    found = _CORNERS.fullmatch(ref)
    if found is None:
        return None
    top, left = int(found[2]), column_index_from_string(found[1].upper())
    if found[3] is None:
        return top, left, top, left
    return top, left, int(found[4]), column_index_from_string(found[3].upper())


class NotesReader:
    """Listens to a part with notes.

    Attributes:
        found: texts by cell.
    """

    def __init__(self) -> None:
        self._gatherer = TextGatherer()
        self._place: Place | None = None
        self.text = self._gatherer.text
        self.found: dict[Place, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if name == f"{MAIN} comment":
            corners = corners_of(attributes.get("ref", ""))
            self._place = corners[:2] if corners else None
        self._gatherer.start(name)

    def end(self, name: str) -> None:
        """An element ends."""
        self._gatherer.end(name)
        if name == f"{MAIN} comment":
            text = self._gatherer.taken().strip()
            if self._place and text and len(self.found) < _MOST_PLACES:
                self.found[self._place] = text


@dataclass(slots=True)
class FillsReader:
    """Listens to styles: which colour stands behind cells of each style; "" for none."""

    _colours: list[str] = field(default_factory=list)
    _used: list[int] = field(default_factory=list)
    _is_in_fill: bool = False
    _is_in_styles: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if name == f"{MAIN} fill":
            self._colours.append("")
            self._is_in_fill = True
        elif name == f"{MAIN} fgColor" and self._is_in_fill:
            self._colours[-1] = _rgb(attributes.get("rgb", ""))
        elif name == f"{MAIN} cellXfs":
            self._is_in_styles = True
        elif name == f"{MAIN} xf" and self._is_in_styles:
            number = attributes.get("fillId", "0")
            self._used.append(int(number) if number.isdecimal() else 0)

    def end(self, name: str) -> None:
        """An element ends."""
        if name == f"{MAIN} fill":
            self._is_in_fill = False
        elif name == f"{MAIN} cellXfs":
            self._is_in_styles = False

    def text(self, text: str) -> None:
        """Styles have no text."""

    @property
    def colours(self) -> tuple[str, ...]:
        """By the number of a style of cells; () when none is coloured."""
        found = tuple(
            self._colours[number] if number < len(self._colours) else "" for number in self._used
        )
        return found if any(found) else ()


def _rgb(text: str) -> str:
    """A colour as ``#rrggbb``; "" for one that a theme or a palette tells, and for white."""
    digits = text[-6:].lower()
    is_colour = re.fullmatch(r"[0-9a-f]{6}", digits) is not None and digits != "ffffff"
    return f"#{digits}" if is_colour else ""
