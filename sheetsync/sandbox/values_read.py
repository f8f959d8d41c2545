"""values.get and batchGet: cells as matrices, in three renderings, by rows or by columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, repeat, zip_longest
from typing import Any

from sheetsync.sandbox.cells import error_of, shown_text
from sheetsync.sandbox.collector import collector_paused
from sheetsync.sandbox.quick_numbers import Show, quick_shower
from sheetsync.sandbox.ranges import Area
from sheetsync.sandbox.rope import Block
from sheetsync.sandbox.rows import Row
from sheetsync.sandbox.switches import Switches
from sheetsync.sandbox.workbook import Sheet, Workbook

Json = dict[str, Any]
#: Cells from which on the collector is paused.
_BIG = 50_000
#: Sheets of more cells are read a block at a time, and what was decoded and rendered is let go.
_KEPT_CELLS = 1_000_000
#: Whole numbers between these are shown in full.
_SMALL, _LARGE = -(10**15), 10**15
#: What cells hold that show nothing, those of formulas among them.
_NOTHING = frozenset({None, ""})
#: Types of number formats that show a moment, for which FORMATTED_STRING makes a difference.
_MOMENTS = frozenset({"DATE", "TIME", "DATE_TIME"})


@dataclass(frozen=True)
class Rendering:
    """How values are written in an answer.

    Attributes:
        value: FORMATTED_VALUE, UNFORMATTED_VALUE or FORMULA.
        moments_shown: dates as their shown text instead of serial numbers; says nothing
            where all values are shown texts anyway.
        errors_explained: errors with their explanation also where texts are shown.
    """

    value: str = "FORMATTED_VALUE"
    moments_shown: bool = False
    errors_explained: bool = False

    @classmethod
    def asked(cls, options: Json, switches: Switches) -> "Rendering":
        """From the options of a read."""
        return cls(
            options.get("valueRenderOption") or "FORMATTED_VALUE",
            options.get("dateTimeRenderOption") == "FORMATTED_STRING",
            switches.errors_explained,
        )

    @classmethod
    def of_echo(cls, options: Json, switches: Switches) -> "Rendering | None":
        """From the options of a write; None when it asks for no values in its answer."""
        if not options.get("includeValuesInResponse"):
            return None
        return cls(
            options.get("responseValueRenderOption") or "FORMATTED_VALUE",
            options.get("responseDateTimeRenderOption") == "FORMATTED_STRING",
            switches.errors_explained,
        )


def value_range(workbook: Workbook, area: Area, major: str, rendering: Rendering) -> Json:
    """A ValueRange: blank tails of each row (or column) and blank last rows are left out.

    Args:
        workbook: where the sheet is.
        area: what to read; parts beyond the grid are blank.
        major: ROWS or COLUMNS.
        rendering: how values are written.
    """
    found: Json = {"range": area.text(), "majorDimension": major}
    with collector_paused(when=area.height * area.width > _BIG):
        values = matrix(workbook, area, rendering)
        if major == "COLUMNS":
            values = _columns(values)
    if values:
        found["values"] = values
    return found


def matrix(workbook: Workbook, area: Area, rendering: Rendering) -> list[list[Any]]:
    """The rows of an area, blank tails cut and blank last rows left out."""
    lines: list[list[Any]] = []
    left, right = area.left, area.right
    renderer = _Renderer(workbook, rendering)
    for start, block in area.sheet.rows.stretch(area.top, area.bottom):
        first = max(area.top, start)
        last = min(area.bottom, start + block.count)
        lines.extend([] for _ in range(first - area.top - len(lines)))
        rendered = renderer.block(area.sheet, block)[first - start : last - start]
        lines.extend(_windows(rendered, left, right))
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _windows(rows: list[list[Any]], left: int, right: int) -> list[list[Any]]:
    if left == 0 and all(len(row) <= right for row in rows):
        return rows
    windows = []
    for row in rows:
        window = row[left:right]
        while window and window[-1] == "":
            window.pop()
        windows.append(window)
    return windows


def _columns(rows: list[list[Any]]) -> list[list[Any]]:
    columns = [list(column) for column in zip_longest(*rows, fillvalue="")]
    for column in columns:
        while column and column[-1] == "":
            column.pop()
    while columns and not columns[-1]:
        columns.pop()
    return columns


class _Renderer:
    """Renders blocks of rows; a block keeps what was rendered until it changes."""

    def __init__(self, workbook: Workbook, rendering: Rendering) -> None:
        self._workbook = workbook
        self._rendering = rendering
        self._shows: dict[int, Show] = {}

    def block(self, sheet: Sheet, block: Block) -> list[list[Any]]:
        key = (self._rendering, self._workbook.locale)
        rendered = block.rendered.get(key)
        if rendered is None:
            with sheet.rows.looked_at(block, keep=_is_kept(sheet)) as rows:
                rendered = self._rendered(rows)
            if block.rows is not None:
                block.rendered[key] = rendered
        return rendered

    def _rendered(self, rows: list[Row | None]) -> list[list[Any]]:
        if self._rendering.value == "FORMATTED_VALUE" and _alike(rows):
            return self._by_columns(rows)
        return [self._row(row) if row is not None else [] for row in rows]

    def _by_columns(self, rows: list[Row | None]) -> list[list[Any]]:
        """Shown texts of rows that look alike: columns of one type are converted in one go."""
        columns = zip_longest(*(row.values for row in rows if row is not None))
        formats = rows[0].formats if rows[0] is not None else []
        styles = chain(formats, repeat(0))
        shown = [
            self._column(column, style) for column, style in zip(columns, styles, strict=False)
        ]
        lines = [list(line) for line in zip(*shown, strict=True)] or [[] for _ in rows]
        for line in lines:
            while line and line[-1] == "":
                line.pop()
        return lines

    def _column(self, column: tuple[Any, ...], style: int) -> Sequence[Any]:
        kinds = set(map(type, column))
        if not style and kinds == {str}:
            return column
        if not style and kinds == {int} and min(column) > _SMALL and max(column) < _LARGE:
            return list(map(str, column))
        return list(map(self._show(style), column))

    def _row(self, row: Row) -> list[Any]:
        if self._rendering.value != "FORMULA" and _NOTHING.issuperset(row.values):
            return []
        if self._rendering.value == "FORMATTED_VALUE":
            line = self._formatted(row)
        elif self._rendering.moments_shown and row.formats:
            line = self._with_moments(row)
        else:
            line = _without_nulls(row.values)
        if row.extras:
            line = list(line)
            self._annotate(row, line)
        while line and line[-1] == "":
            line.pop()
        return line

    def _formatted(self, row: Row) -> list[Any]:
        formats = row.formats + [0] * (len(row.values) - len(row.formats))
        return [
            self._show(number)(value) if number or value.__class__ is not str else value
            for value, number in zip(row.values, formats, strict=False)
        ]

    def _show(self, number: int) -> Show:
        show = self._shows.get(number)
        if show is None:
            number_format = self._workbook.formats.content(number).get("numberFormat")
            show = self._shows[number] = quick_shower(number_format, self._workbook.locale)
        return show

    def _with_moments(self, row: Row) -> list[Any]:
        line = list(_without_nulls(row.values))
        for column, value in enumerate(line):
            number = row.style(column)
            if number and value.__class__ in (int, float) and self._is_moment(number):
                line[column] = self._show(number)(value)
        return line

    def _is_moment(self, number: int) -> bool:
        number_format = self._workbook.formats.content(number).get("numberFormat", {})
        return number_format.get("type") in _MOMENTS

    def _annotate(self, row: Row, line: list[Any]) -> None:
        """Formulas under FORMULA; errors with explanation unless shown; results with a format."""
        for column in row.extras:
            text = self._annotated(row, column)
            if text is not None:
                line.extend([""] * (column + 1 - len(line)))
                line[column] = text

    def _annotated(self, row: Row, column: int) -> str | None:
        if self._rendering.value == "FORMULA":
            formula: str | None = row.attached(column, "formula")
            if formula is not None:
                return formula
        shown = self._rendering.value == "FORMATTED_VALUE"
        error = error_of(row, column)
        if error is not None:
            bare = shown and not self._rendering.errors_explained
            return error.code if bare else error.unformatted
        if row.attached(column, "shown_as") and (shown or self._rendering.moments_shown):
            return shown_text(self._workbook, row, column)
        return None


def _is_kept(sheet: Sheet) -> bool:
    return sheet.row_count * sheet.column_count <= _KEPT_CELLS


def _alike(rows: list[Row | None]) -> bool:
    """Whether all rows are used, have the same formats and nothing that few cells have."""
    first = rows[0]
    return first is not None and all(
        row is not None and not row.extras and row.formats == first.formats for row in rows
    )


def _without_nulls(values: list[Any]) -> list[Any]:
    """Values with "" for blanks; the very list when there are none, so do not change it."""
    if None not in values:
        return values
    return ["" if value is None else value for value in values]
