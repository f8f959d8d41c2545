"""Copies of whole sheets, within a workbook or into another one."""

import copy
from typing import Any

from sheetsync.sandbox.rope import Rows
from sheetsync.sandbox.rows import Row
from sheetsync.sandbox.workbook import Sheet, Workbook

Json = dict[str, Any]


def free_title(workbook: Workbook, pattern: str, first: int) -> str:
    """A title nobody has: `Sheet2`, `Copy of Jobs`, `Copy of Jobs 2`.

    Args:
        workbook: whose titles are taken.
        pattern: with `{}` where a number always stands, or a text that gets one if taken.
        first: the number to begin with.
    """
    number = first
    while True:
        title = pattern.format(number) if "{}" in pattern else pattern
        if "{}" not in pattern and number > 1:
            title = f"{pattern} {number}"
        if workbook.titled(title) is None:
            return title
        number += 1


def copy_of_sheet(
    source: Workbook, sheet: Sheet, target: Workbook, rows: Rows, sheet_id: int
) -> Sheet:
    """A sheet's cells, sizes and objects as a new sheet; its title is the caller's.

    Args:
        source: where the sheet is.
        sheet: what to copy.
        target: where the copy goes; formats and rules are renumbered for it.
        rows: the target's blank cells to fill.
        sheet_id: the copy's number; objects get new numbers unless it is the sheet's own.
    """
    for index, row in list(sheet.rows.used(0, sheet.rows.length())):
        rows.put(index, [_renumbered(row, source, target)])
    target.has_formulas = target.has_formulas or source.has_formulas
    objects = _on_sheet(sheet.objects, sheet_id)
    if sheet_id != sheet.sheet_id:
        _give_new_ids(target, objects)
    return Sheet(
        copy.deepcopy(sheet.properties) | {"sheetId": sheet_id},
        rows,
        objects,
        copy.deepcopy(sheet.sizes),
    )


def _renumbered(row: Row, source: Workbook, target: Workbook) -> Row:
    fresh = row.copy()
    if source is not target:
        fresh.formats = [target.formats.number(source.formats.content(n)) for n in row.formats]
        fresh.rules = [target.rules.number(source.rules.content(n)) for n in row.rules]
    return fresh


def _on_sheet(found: Any, sheet_id: int) -> Any:  # noqa: ANN401  (any JSON)
    """A copy of some objects with all their ranges on another sheet."""
    if isinstance(found, list):
        return [_on_sheet(item, sheet_id) for item in found]
    if not isinstance(found, dict):
        return found
    return {
        name: sheet_id if name == "sheetId" else _on_sheet(value, sheet_id)
        for name, value in found.items()
    }


def _give_new_ids(target: Workbook, objects: Json) -> None:
    for name, field in (
        ("protectedRanges", "protectedRangeId"),
        ("bandedRanges", "bandedRangeId"),
        ("filterViews", "filterViewId"),
        ("charts", "chartId"),
        ("slicers", "slicerId"),
    ):
        for found in objects.get(name, ()):
            found[field] = target.new_id()
