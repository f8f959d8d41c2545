"""Requests that merge cells and take them apart."""

from typing import Any

from sheetsync.sandbox.batch_update.context import Change
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.ranges import Area, Selection, edges, full_range

Json = dict[str, Any]


def merge_cells(change: Change, request: Json) -> Json:
    """mergeCells: each block keeps its top-left value; merges underneath are replaced."""
    area = change.area(request.get("range", {}))
    _refuse_frozen_edge(area)
    kind = request.get("mergeType", "MERGE_ALL")
    merges = area.sheet.listed("merges")
    kept = []
    for found in merges:
        other = Selection(area.sheet, edges(found)).area()
        if not other.meets(area):
            kept.append(found)
        elif not _covers(area, other):
            raise refused("You must select all cells in a merged range to merge or unmerge them.")
    for block in _blocks(area, kind):
        _keep_first(block)
        if block.height * block.width > 1:
            kept.append(full_range(block))
    area.sheet.objects["merges"] = kept
    return {}


def _covers(area: Area, other: Area) -> bool:
    return (
        area.top <= other.top
        and other.bottom <= area.bottom
        and area.left <= other.left
        and other.right <= area.right
    )


def _refuse_frozen_edge(area: Area) -> None:
    rows = area.sheet.grid.get("frozenRowCount", 0)
    columns = area.sheet.grid.get("frozenColumnCount", 0)
    if area.top < rows < area.bottom:
        raise refused("You can't merge frozen and non-frozen rows.")
    if area.left < columns < area.right:
        raise refused("You can't merge frozen and non-frozen columns.")


def _blocks(area: Area, kind: str) -> list[Area]:
    if kind == "MERGE_ROWS":
        return [
            Area(area.sheet, row, area.left, row + 1, area.right)
            for row in range(area.top, area.bottom)
        ]
    if kind == "MERGE_COLUMNS":
        return [
            Area(area.sheet, area.top, column, area.bottom, column + 1)
            for column in range(area.left, area.right)
        ]
    return [area]


def _keep_first(block: Area) -> None:
    for index, found in list(block.sheet.rows.used(block.top, block.bottom)):
        for column in range(block.left, min(block.right, len(found.values))):
            if (index, column) != (block.top, block.left) and found.value(column) is not None:
                block.sheet.rows.edit(index).put(column, None)


def unmerge_cells(change: Change, request: Json) -> Json:
    """unmergeCells: all merges that the range wholly holds; half of one is refused."""
    area = change.area(request.get("range", {}))
    kept = []
    for found in area.sheet.listed("merges"):
        other = Selection(area.sheet, edges(found)).area()
        if not other.meets(area):
            kept.append(found)
        elif not _covers(area, other):
            raise refused("You must select all cells in a merged range to merge or unmerge them.")
    area.sheet.objects["merges"] = kept
    return {}


KINDS = {"mergeCells": merge_cells, "unmergeCells": unmerge_cells}
