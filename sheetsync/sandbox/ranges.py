"""Ranges on a workbook's sheets: from A1 text, from GridRange, and back to what replies say."""

from dataclasses import dataclass
from typing import Any

from sheetsync.sandbox import a1
from sheetsync.sandbox.a1 import Bounds
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.workbook import Sheet, Workbook

Json = dict[str, Any]

#: The columns and rows that bound a GridRange, and the dimension each belongs to.
ROW_EDGES = ("startRowIndex", "endRowIndex")
COLUMN_EDGES = ("startColumnIndex", "endColumnIndex")
EDGES = {"ROWS": ROW_EDGES, "COLUMNS": COLUMN_EDGES}


@dataclass(frozen=True)
class Area:
    """A rectangle of cells on a sheet, 0-based and half-open, inside or outside the grid."""

    sheet: Sheet
    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        """Rows spanned."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Columns spanned."""
        return self.right - self.left

    def text(self) -> str:
        """The range as replies write it: `Sheet1!A1:B2`, one cell without a colon."""
        cells = Bounds(self.top, self.left, self.bottom, self.right)
        return f"{a1.quoted_title(self.sheet.title)}!{a1.bounds_text(cells)}"

    def meets(self, other: "Area") -> bool:
        """Whether two rectangles share a cell."""
        return (
            self.sheet is other.sheet
            and self.top < other.bottom
            and other.top < self.bottom
            and self.left < other.right
            and other.left < self.right
        )

    def clipped(self) -> "Area":
        """The part inside the grid."""
        rows, columns = self.sheet.row_count, self.sheet.column_count
        return Area(
            self.sheet,
            min(self.top, rows),
            min(self.left, columns),
            min(self.bottom, rows),
            min(self.right, columns),
        )


@dataclass(frozen=True)
class Selection:
    """A resolved A1 range: the sheet, the sides that were given, and whether they were.

    Attributes:
        sheet: where.
        bounds: the rectangle as written, with None for open sides.
    """

    sheet: Sheet
    bounds: Bounds

    def area(self) -> Area:
        """The rectangle with open sides taken to the grid's edges."""
        top, left, bottom, right = self.bounds
        return Area(
            self.sheet,
            top or 0,
            left or 0,
            self.sheet.row_count if bottom is None else bottom,
            self.sheet.column_count if right is None else right,
        )

    def refuse_outside(self, *, ends_too: bool) -> None:
        """Refuse a range that starts (or, if asked, ends) outside the grid.

        Raises:
            ApiError: with the grid's size, as Google words it.
        """
        rows, columns = self.sheet.row_count, self.sheet.column_count
        top, left, bottom, right = self.bounds
        outside = (top or 0) >= rows or (left or 0) >= columns
        if ends_too:
            outside = outside or (bottom or 0) > rows or (right or 0) > columns
        if outside:
            cells = a1.bounds_text(self.bounds)
            raise exceeds_grid(f"{a1.quoted_title(self.sheet.title)}!{cells}", self.sheet)


def exceeds_grid(text: str, sheet: Sheet) -> Exception:
    """Google's refusal of a range beyond the grid."""
    return refused(
        f"Range ({text}) exceeds grid limits. "
        f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
    )


def selected(workbook: Workbook, text: str) -> Selection:
    """Look an A1 range up: cells, a whole sheet or a named range (sheets-api 2.2).

    Without a `!` an unquoted text is a cell of the first visible sheet when it looks like
    one, else a named range, else a sheet's title; a quoted one is a title.

    Raises:
        ApiError: it names nothing.
    """
    written = a1.split(text)
    if written.title is None:
        return _unquoted(workbook, text)
    sheet = workbook.titled(written.title)
    if sheet is None:
        raise a1.unparsable(text)
    if not written.rest:
        if text.endswith("!"):
            raise a1.unparsable(text)
        return Selection(sheet, Bounds(None, None, None, None))
    cells = a1.parsed_cells(written.rest)
    if cells is not None:
        return Selection(sheet, cells)
    return _named(workbook, written.rest) or _fail(text)


def _unquoted(workbook: Workbook, text: str) -> Selection:
    cells = a1.parsed_cells(text)
    if cells is not None:
        return Selection(workbook.first_visible(), cells)
    named = _named(workbook, text)
    if named is not None:
        return named
    sheet = workbook.titled(text)
    if sheet is None:
        raise a1.unparsable(text)
    return Selection(sheet, Bounds(None, None, None, None))


def _fail(text: str) -> Selection:
    raise a1.unparsable(text)


def _named(workbook: Workbook, name: str) -> Selection | None:
    folded = name.casefold()
    for named in workbook.named_ranges:
        if named["name"].casefold() == folded:
            sheet = workbook.sheet(named["range"]["sheetId"])
            return Selection(sheet, edges(named["range"])) if sheet else None
    return None


def edges(grid_range: Json) -> Bounds:
    """The sides of a GridRange, None where open."""
    return Bounds(
        grid_range.get("startRowIndex"),
        grid_range.get("startColumnIndex"),
        grid_range.get("endRowIndex"),
        grid_range.get("endColumnIndex"),
    )


def area_of(workbook: Workbook, grid_range: Json) -> Area:
    """A GridRange as a rectangle inside the grid; open sides reach the grid's edges.

    Raises:
        ApiError: the sheet is unknown, the range is empty or begins outside the grid.
    """
    sheet = workbook.grid_of(grid_range.get("sheetId", 0))
    top, left, bottom, right = edges(grid_range)
    _refuse_disorder("startRowIndex", top, "endRowIndex", bottom)
    _refuse_disorder("startColumnIndex", left, "endColumnIndex", right)
    area = Selection(sheet, edges(grid_range)).area()
    _refuse_beyond(grid_range, sheet)
    return area.clipped()


def _refuse_disorder(start_name: str, start: int | None, end_name: str, end: int | None) -> None:
    for name, number in ((start_name, start), (end_name, end)):
        if number is not None and number < 0:
            raise refused(f"range.{name} must be greater than or equal to 0, but was {number}")
    if end is not None and (start or 0) >= end:
        raise refused(
            f"range.{end_name}[{end}] must be greater than range.{start_name}[{start or 0}]"
        )


def _refuse_beyond(grid_range: Json, sheet: Sheet) -> None:
    counts = (("Row", sheet.row_count), ("Column", sheet.column_count))
    for word, count in counts:
        start = grid_range.get(f"start{word}Index", 0)
        if start >= count:
            raise refused(
                f"range.start{word}Index[{start}] is after last {word.lower()} in grid[{count}]"
            )


def stored_range(workbook: Workbook, grid_range: Json) -> Json:
    """A GridRange checked and with its sheetId spelled out, as objects keep it."""
    area_of(workbook, grid_range)
    return {"sheetId": 0} | grid_range


def full_range(area: Area) -> Json:
    """A rectangle as a stored GridRange with all sides."""
    return {
        "sheetId": area.sheet.sheet_id,
        "startRowIndex": area.top,
        "endRowIndex": area.bottom,
        "startColumnIndex": area.left,
        "endColumnIndex": area.right,
    }


@dataclass(frozen=True)
class Stretch:
    """Some rows or some columns of a sheet, 0-based and half-open."""

    sheet: Sheet
    dimension: str
    start: int
    end: int

    @property
    def count(self) -> int:
        """How many rows or columns."""
        return self.end - self.start


def stretch_of(workbook: Workbook, given: Json) -> Stretch:
    """A DimensionRange within the grid; open sides reach the grid's edges.

    Raises:
        ApiError: the sheet is unknown, the dimension missing, or the range empty or outside.
    """
    sheet = workbook.grid_of(given.get("sheetId", 0))
    dimension = given.get("dimension", "")
    if dimension not in EDGES:
        raise refused("No dimension specified.")
    size = sheet.row_count if dimension == "ROWS" else sheet.column_count
    start, end = given.get("startIndex", 0), given.get("endIndex", size)
    _refuse_disorder("startIndex", start, "endIndex", end)
    word = "row" if dimension == "ROWS" else "column"
    if start >= size:
        raise refused(f"range.startIndex[{start}] is after last {word} in grid[{size}]")
    return Stretch(sheet, dimension, start, min(end, size))
