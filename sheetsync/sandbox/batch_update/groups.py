"""Requests about groups of rows or columns that fold."""

from typing import Any

from sheetsync.sandbox import messages
from sheetsync.sandbox.batch_update.context import Change
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.field_masks import for_change
from sheetsync.sandbox.ranges import Stretch, stretch_of
from sheetsync.sandbox.workbook import Sheet

Json = dict[str, Any]

_LISTS = {"ROWS": "rowGroups", "COLUMNS": "columnGroups"}
_CONTROLS = {"ROWS": "rowGroupControlAfter", "COLUMNS": "columnGroupControlAfter"}


def add_group(change: Change, request: Json) -> Json:
    """addDimensionGroup: a group over part of another lies one level deeper."""
    stretch = stretch_of(change.workbook, request.get("range", {}))
    depths = _depths(stretch)
    for index in range(stretch.start, stretch.end):
        depths[index] = depths.get(index, 0) + 1
    _rebuild(stretch, depths)
    stretch.sheet.grid[_CONTROLS[stretch.dimension]] = True
    return {"addDimensionGroup": _reply(stretch)}


def delete_group(change: Change, request: Json) -> Json:
    """deleteDimensionGroup: takes one level off the range."""
    stretch = stretch_of(change.workbook, request.get("range", {}))
    depths = _depths(stretch)
    if not any(depths.get(index) for index in range(stretch.start, stretch.end)):
        raise refused("There is no group at the specified range.")
    for index in range(stretch.start, stretch.end):
        depths[index] = max(depths.get(index, 0) - 1, 0)
    _rebuild(stretch, depths)
    return {"deleteDimensionGroup": _reply(stretch)}


def update_group(change: Change, request: Json) -> Json:
    """updateDimensionGroup: folds or unfolds; the rows or columns hide with it."""
    for_change(request.get("fields"), "DimensionGroup")
    given = request.get("dimensionGroup", {})
    stretch = stretch_of(change.workbook, given.get("range", {}))
    for group in _groups(stretch.sheet, stretch.dimension):
        same = (group["range"]["startIndex"], group["range"]["endIndex"]) == (
            stretch.start,
            stretch.end,
        )
        if same and group["depth"] == given.get("depth", 1):
            _fold(stretch, group, collapsed=bool(given.get("collapsed")))
            return {}
    raise refused("There is no group at the specified range and depth.")


def _fold(stretch: Stretch, group: Json, *, collapsed: bool) -> None:
    group.pop("collapsed", None)
    if collapsed:
        group["collapsed"] = True
    sizes = stretch.sheet.sizes[stretch.dimension]
    for index in range(stretch.start, stretch.end):
        size = sizes.setdefault(index, {})
        size.pop("hiddenByUser", None)
        if collapsed:
            size["hiddenByUser"] = True
        if not size:
            del sizes[index]


def _groups(sheet: Sheet, dimension: str) -> list[Json]:
    return sheet.listed(_LISTS[dimension])


def _depths(stretch: Stretch) -> dict[int, int]:
    depths: dict[int, int] = {}
    for group in _groups(stretch.sheet, stretch.dimension):
        for index in range(group["range"]["startIndex"], group["range"]["endIndex"]):
            depths[index] = max(depths.get(index, 0), group["depth"])
    return depths


def _rebuild(stretch: Stretch, depths: dict[int, int]) -> None:
    """Write the groups anew: for each level its unbroken runs, outer ones first."""
    folded = {
        (group["range"]["startIndex"], group["range"]["endIndex"], group["depth"])
        for group in _groups(stretch.sheet, stretch.dimension)
        if group.get("collapsed")
    }
    groups = []
    for depth in range(1, max(depths.values(), default=0) + 1):
        for start, end in _runs(sorted(i for i, d in depths.items() if d >= depth)):
            edges = {"dimension": stretch.dimension, "startIndex": start, "endIndex": end}
            group: Json = {"range": {"sheetId": stretch.sheet.sheet_id} | edges, "depth": depth}
            if (start, end, depth) in folded:
                group["collapsed"] = True
            groups.append(group)
    stretch.sheet.objects[_LISTS[stretch.dimension]] = groups


def _runs(indexes: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index in indexes:
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _reply(stretch: Stretch) -> Json:
    groups = messages.shown(_groups(stretch.sheet, stretch.dimension))
    return {"dimensionGroups": groups} if groups else {}


KINDS = {
    "addDimensionGroup": add_group,
    "deleteDimensionGroup": delete_group,
    "updateDimensionGroup": update_group,
}
