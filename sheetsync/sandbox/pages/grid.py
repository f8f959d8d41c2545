"""A window of a sheet as rows of cells ready for the template."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sheetsync.sandbox.a1 import column_letters
from sheetsync.sandbox.formats import shown
from sheetsync.sandbox.pages.api_reads import SheetView
from sheetsync.sandbox.pages.conditions import Spot, Window
from sheetsync.sandbox.pages.filter_views import held
from sheetsync.sandbox.pages.styles import css_of

Json = dict[str, Any]

_WIDTH = 100
_DIGIT_WIDTH = 8
_LINK = re.compile(r"https?://|mailto:", re.IGNORECASE)
#: A link into a spreadsheet: this one, or the one that Google's address names.
_PLACE = re.compile(
    r"(?:https://docs\.google\.com/spreadsheets/d/(?P<file>[\w-]+)/edit[^#]*)?"
    r"#gid=(?P<sheet>\d+)(?:&range=(?P<cell>[A-Z]{1,3}\d+)(?::\w+)?|&fvid=(?P<view>\d+))*"
)


@dataclass(frozen=True, slots=True)
class Column:
    """A visible column.

    Attributes:
        index: 0-based.
        letters: its name.
        width: in pixels.
        left: of a frozen one the distance from the left edge, else None.
    """

    index: int
    letters: str
    width: int
    left: int | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A visible cell.

    Attributes:
        column: where it stands.
        text: what it shows.
        entry: what a person would edit, None when that is what it shows.
        classes: CSS classes, separated by spaces.
        style: inline CSS.
        note: its note, "" without one.
        link: where it leads, "" when nowhere.
        options: the values of its list, None without one.
        colspan, rowspan: how far a merge reaches within the window.
    """

    column: Column
    text: str
    entry: str | None
    classes: str
    style: str
    note: str
    link: str
    options: Sequence[str] | None
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A visible row: its number as people count, and its cells."""

    number: int
    cells: list[Cell]


def gutter_of(view: SheetView) -> int:
    """The width of the column of row numbers, in pixels: wide enough for the last one."""
    return max(46, 18 + _DIGIT_WIDTH * len(str(view.row_count)))


def columns_of(view: SheetView) -> list[Column]:
    """The visible columns from the left."""
    found: list[Column] = []
    left = gutter_of(view)
    for index in range(view.column_count):
        metadata = view.columns[index] if index < len(view.columns) else {}
        if metadata.get("hiddenByUser") or metadata.get("hiddenByFilter"):
            continue
        width = int(metadata.get("pixelSize", _WIDTH))
        frozen = index < view.frozen_columns
        found.append(Column(index, column_letters(index), width, left if frozen else None))
        left += width
    return found


@dataclass(frozen=True)
class Grid:
    """Cells of one window.

    Attributes:
        view: the sheet.
        sheet: the Sheet resource with the window's cells.
        first: its first row, 0-based.
        options: looks up the values of a validation rule's list.
    """

    view: SheetView
    sheet: Json
    first: int
    options: Callable[[Json], Sequence[str] | None]

    @property
    def _rows(self) -> list[Json]:
        data = self.sheet.get("data", [{}])
        found: list[Json] = data[0].get("rowData", [])
        return found

    def window(self) -> Window:
        """The values for conditional rules."""
        values = {
            (self.first + offset, column): held(cell)
            for offset, row in enumerate(self._rows)
            for column, cell in enumerate(row.get("values", []))
        }
        shown_columns = [column.index for column in columns_of(self.view)]
        shown_rows = range(self.first, self.first + len(self._rows))
        spots = frozenset((row, column) for row in shown_rows for column in shown_columns)
        return Window(self.view.title, values, spots)

    def rows(self, end: int, by_rule: dict[Spot, Json]) -> list[Row]:
        """The visible rows before `end`.

        Args:
            end: 0-based, not included.
            by_rule: formats that conditional rules give.
        """
        columns = columns_of(self.view)
        merged = _merges(self.sheet.get("merges", []), (self.first, end), columns)
        return [
            Row(
                row + 1,
                [
                    self._cell((row, column.index), column, by_rule, merged)
                    for column in columns
                    if merged.get((row, column.index)) != _COVERED
                ],
            )
            for row in range(self.first, end)
            if not self._hidden(row)
        ]

    def _hidden(self, row: int) -> bool:
        data = self.sheet.get("data", [{}])
        metadata = data[0].get("rowMetadata", [])
        offset = row - self.first
        found = metadata[offset] if offset < len(metadata) else {}
        return bool(found.get("hiddenByUser") or found.get("hiddenByFilter"))

    def _cell(
        self,
        spot: Spot,
        column: Column,
        by_rule: dict[Spot, Json],
        merged: dict[Spot, tuple[int, int]],
    ) -> Cell:
        found = self._found(spot)
        text = str(found.get("formattedValue", ""))
        rule = found.get("dataValidation")
        options = self.options(rule) if rule else None
        rowspan, colspan = merged.get(spot, (1, 1))
        return Cell(
            column=column,
            text=_mark(found) or text,
            entry=text if _mark(found) else self._entry(found, text),
            classes=_classes(found, options, by_rule.get(spot)),
            style=css_of(_format(found, by_rule.get(spot))),
            note=str(found.get("note", "")),
            link=_link(found, str(self.view.spreadsheet["spreadsheetId"])),
            options=options,
            colspan=colspan,
            rowspan=rowspan,
        )

    def _found(self, spot: Spot) -> Json:
        row, column = spot
        rows = self._rows
        cells = rows[row - self.first].get("values", []) if row - self.first < len(rows) else []
        found: Json = cells[column] if column < len(cells) else {}
        return found

    def _entry(self, found: Json, text: str) -> str | None:
        """What a person would edit, where that is not the shown text."""
        entered = found.get("userEnteredValue", {})
        if "formulaValue" in entered:
            return str(entered["formulaValue"])
        locale = str(self.view.spreadsheet["properties"]["locale"])
        value = held(found)
        number_format = found.get("userEnteredFormat", {}).get("numberFormat")
        if isinstance(value, str):
            return None if value == text else value
        plain = shown(value, None, locale)
        kept = number_format and number_format.get("type") not in {"NUMBER", "TEXT"}
        return None if kept or plain == text else plain


_COVERED = (0, 0)


def _merges(
    merges: list[Json], rows: tuple[int, int], columns: list[Column]
) -> dict[Spot, tuple[int, int]]:
    """For the first cell of each merge its rows and columns within the window; covered ones 0."""
    visible = {column.index for column in columns}
    found: dict[Spot, tuple[int, int]] = {}
    for merge in merges:
        top = max(merge["startRowIndex"], rows[0])
        bottom = min(merge["endRowIndex"], rows[1])
        across = [
            column
            for column in range(merge["startColumnIndex"], merge["endColumnIndex"])
            if column in visible
        ]
        spots = [(row, column) for row in range(top, bottom) for column in across]
        found |= dict.fromkeys(spots, _COVERED)
        if spots:
            found[spots[0]] = (bottom - top, len(across))
    return found


def _format(found: Json, by_rule: Json | None) -> Json:
    own: Json = found.get("userEnteredFormat", {})
    if not by_rule:
        return own
    text = {**own.get("textFormat", {}), **by_rule.get("textFormat", {})}
    without = {
        name: value
        for name, value in own.items()
        if not (name.startswith("backgroundColor") and _has_background(by_rule))
    }
    return {**without, **by_rule, "textFormat": text}


def _has_background(cell_format: Json) -> bool:
    return "backgroundColor" in cell_format or "backgroundColorStyle" in cell_format


def _classes(found: Json, options: Sequence[str] | None, by_rule: Json | None) -> str:
    value = found.get("effectiveValue", {})
    names = [
        ("n", "numberValue" in value),
        ("b", "boolValue" in value),
        ("x", "errorValue" in value),
        ("o", options is not None),
        ("t", "note" in found),
        ("k", _is_box(found)),
        ("r", bool(by_rule)),
        ("w", found.get("userEnteredFormat", {}).get("wrapStrategy") == "WRAP"),
    ]
    return " ".join(name for name, applies in names if applies)


def _mark(found: Json) -> str:
    """The box of a cell that is ticked or not, "" for any other cell."""
    value = found.get("effectiveValue", {}).get("boolValue")
    return "" if value is None or not _is_box(found) else ("☑" if value else "☐")


def _is_box(found: Json) -> bool:
    rule = found.get("dataValidation", {})
    return bool(rule.get("condition", {}).get("type") == "BOOLEAN")


def _link(found: Json, file_id: str) -> str:
    """Where a cell leads: to a place in this spreadsheet, a page or mail; never to a script."""
    link = str(found.get("hyperlink", ""))
    if not link:
        value = found.get("effectiveValue", {}).get("stringValue", "")
        link = value if " " not in value else ""
    place = _PLACE.fullmatch(link)
    if place and (place["file"] or file_id) == file_id:
        named = f"?fvid={place['view']}" if place["view"] else ""
        return f"/s/{file_id}/{place['sheet']}{named}#{place['cell'] or ''}"
    return link if _LINK.match(link) else ""
