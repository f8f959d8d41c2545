"""Formulas: computed again when a request changed what they name, and kept pointing at it.

A workbook without formulas costs nothing here; one with many costs what its request changed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from sheetsync.sandbox import formulas
from sheetsync.sandbox.a1 import bounds_text, quoted_title
from sheetsync.sandbox.cells import error_of, number
from sheetsync.sandbox.formats import CellValue, ErrorValue
from sheetsync.sandbox.formulas import Book, Computed, Place
from sheetsync.sandbox.outdated import (
    blocks_naming,
    changed_areas,
    is_volatile,
    outdated,
    outline_of,
)
from sheetsync.sandbox.ranges import edges
from sheetsync.sandbox.rows import Row
from sheetsync.sandbox.shifts import Shift
from sheetsync.sandbox.workbook import Sheet, Workbook


def recalculate(workbook: Workbook) -> None:
    """Compute the formulas that a request may have changed, and store what came out.

    These are the ones that it wrote, those that name a cell that it wrote, or such a formula, and
    those of which only computing tells what they name, or when.
    """
    if not workbook.has_formulas:
        workbook.outline = outline_of(workbook)
        return
    texts = outdated(workbook, changed_areas(workbook))
    workbook.outline = outline_of(workbook)
    workbook.volatile_on = _day_number(workbook) if is_volatile(workbook) else 0
    if not texts:
        return
    _store_all(workbook, formulas.evaluate(texts, book_of(workbook)))


def _store_all(workbook: Workbook, results: Mapping[Place, Computed]) -> None:
    for place, computed in results.items():
        sheet = workbook.titled(place.title)
        if sheet is not None and _differs(sheet.rows.row(place.row), place.column, computed):
            _store(sheet.rows.edit(place.row), place.column, computed)


def is_stale(workbook: Workbook) -> bool:
    """Whether TODAY() and its like were computed on an earlier day."""
    return workbook.volatile_on not in (0, _day_number(workbook))


def _day_number(workbook: Workbook) -> int:
    return workbook.now.date().toordinal()


def _formula_cells(workbook: Workbook, naming: str) -> Iterator[tuple[Sheet, int, Row, int]]:
    """The cells of formulas that may name cells of a sheet: their sheet, row number and column."""
    for sheet, start, block in blocks_naming(workbook, naming):
        for offset, row in enumerate(sheet.rows.rows_of(block)):
            for column, extra in row.extras.items() if row else ():
                if "formula" in extra:
                    assert row is not None  # noqa: S101  (blank rows have no extras)
                    yield sheet, start + offset, row, column


def book_of(workbook: Workbook) -> Book:
    """What formulas may look at; read while the store is open for reading or writing."""

    def used_rows(title: str, top: int, bottom: int) -> Iterator[tuple[int, Sequence[CellValue]]]:
        sheet = workbook.titled(title)
        if sheet is not None:
            for index, row in sheet.rows.used(top, bottom):
                yield index, _values(row)

    names = {}
    for named in workbook.named_ranges:
        sheet = workbook.sheet(named["range"]["sheetId"])
        if sheet is not None:
            cells = bounds_text(edges(named["range"]))
            names[named["name"]] = f"{quoted_title(sheet.title)}!{cells}"
    titles = [sheet.title for sheet in workbook.sheets]
    return Book(titles, used_rows, workbook.locale, workbook.now, names)


def _values(row: Row) -> Sequence[CellValue]:
    if not row.extras:
        return row.values
    return [error_of(row, column) or value for column, value in enumerate(row.values)]


def _differs(row: Row | None, column: int, computed: Computed) -> bool:
    if row is None:
        return True
    before = error_of(row, column) or row.value(column)
    return (
        before != computed.value
        or type(before) is not type(computed.value)
        or row.attached(column, "shown_as") != computed.number_format
    )


def _store(row: Row, column: int, computed: Computed) -> None:
    formula = row.attached(column, "formula")
    value = computed.value
    if isinstance(value, ErrorValue):
        row.put(column, value.code)
        row.attach(column, "error", [value.code, value.explanation])
    else:
        row.put(column, number(value) if isinstance(value, float) else value)
    row.attach(column, "formula", formula)
    shown_as = computed.number_format
    row.attach(column, "shown_as", dict(shown_as) if shown_as else None)


def shift_formulas(workbook: Workbook, sheet: Sheet, dimension: str, shift: Shift) -> None:
    """Let all formulas follow rows or columns that were inserted, deleted or moved."""
    changed = (sheet.title, dimension)
    _rewrite(workbook, sheet.title, lambda text, home: formulas.shifted(text, home, changed, shift))


def retitle_formulas(workbook: Workbook, before: str, after: str | None) -> None:
    """Let all formulas follow a renamed sheet; a deleted one reads #REF!."""
    _rewrite(workbook, before, lambda text, _home: formulas.retitled(text, before, after))


def _rewrite(workbook: Workbook, naming: str, rewritten: Callable[[str, str], str]) -> None:
    if not workbook.has_formulas:
        return
    for sheet, index, row, column in list(_formula_cells(workbook, naming)):
        before = str(row.attached(column, "formula"))
        after = rewritten(before, sheet.title)
        if after != before:
            sheet.rows.edit(index).attach(column, "formula", after)
