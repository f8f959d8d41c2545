"""Requests about the basic filter, filter views and banding."""

from typing import Any

from sheetsync.sandbox import messages
from sheetsync.sandbox.batch_update.context import Change
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.field_masks import changed, for_change
from sheetsync.sandbox.messages import with_color_pairs
from sheetsync.sandbox.ranges import area_of, full_range
from sheetsync.sandbox.workbook import Sheet

Json = dict[str, Any]


def set_basic_filter(change: Change, request: Json) -> Json:
    """setBasicFilter: one a sheet; it is stored with all its bounds."""
    found = _stored_filter(change, request.get("filter", {}))
    sheet = change.workbook.grid_of(found["range"]["sheetId"])
    sheet.objects["basicFilter"] = found
    return {}


def _stored_filter(change: Change, given: Json) -> Json:
    """A filter with full bounds, its criteria in both of the forms that answers show."""
    found = messages.stored(given)
    found["range"] = full_range(area_of(change.workbook, found.get("range", {})))
    if "filterSpecs" in found:
        found["criteria"] = {
            str(spec.get("columnIndex", 0)): spec.get("filterCriteria", {})
            for spec in found["filterSpecs"]
        }
    elif "criteria" in found:
        found["filterSpecs"] = [
            {"columnIndex": int(column), "filterCriteria": criteria}
            for column, criteria in found["criteria"].items()
        ]
    return found


def clear_basic_filter(change: Change, request: Json) -> Json:
    """clearBasicFilter: none there is nothing to clear."""
    sheet = change.workbook.grid_of(request.get("sheetId", 0))
    sheet.objects.pop("basicFilter", None)
    return {}


def add_filter_view(change: Change, request: Json) -> Json:
    """addFilterView: the reply carries its id and the title it got."""
    found = _new_view(change, request.get("filter", {}))
    return {"addFilterView": {"filter": messages.shown(found)}}


def _new_view(change: Change, given: Json) -> Json:
    found = _stored_filter(change, given)
    number = found.get("filterViewId") or change.workbook.new_id()
    if any(view["filterViewId"] == number for _sheet, view in _views(change)):
        raise refused(f"Filter view with id {number} already exists.")
    sheet = change.workbook.grid_of(found["range"]["sheetId"])
    views = sheet.listed("filterViews")
    found["filterViewId"] = number
    found.setdefault("title", f"Filter {len(views) + 1}")
    views.append(found)
    return found


def _views(change: Change) -> list[tuple[Sheet, Json]]:
    return [
        (sheet, view)
        for sheet in change.workbook.sheets
        for view in sheet.objects.get("filterViews", ())
    ]


def _view(change: Change, number: int) -> tuple[Sheet, Json]:
    for sheet, view in _views(change):
        if view["filterViewId"] == number:
            return sheet, view
    raise refused(f"No filter view with id: {number}")


def update_filter_view(change: Change, request: Json) -> Json:
    """updateFilterView: by its id."""
    mask = for_change(request.get("fields"), "FilterView")
    given = messages.stored(request.get("filter", {}))
    sheet, before = _view(change, given.get("filterViewId", 0))
    if "criteria" in mask or "filterSpecs" in mask:
        before = {n: v for n, v in before.items() if n not in ("criteria", "filterSpecs")}
    after = changed(before, given, mask) | {"filterViewId": given["filterViewId"]}
    views = sheet.listed("filterViews")
    place = next(i for i, v in enumerate(views) if v["filterViewId"] == given["filterViewId"])
    views[place] = _stored_filter(change, after)
    return {}


def delete_filter_view(change: Change, request: Json) -> Json:
    """deleteFilterView: by its id."""
    sheet, view = _view(change, request.get("filterId", 0))
    sheet.listed("filterViews").remove(view)
    return {}


def duplicate_filter_view(change: Change, request: Json) -> Json:
    """duplicateFilterView: a copy with an id and a title of its own."""
    _sheet, view = _view(change, request.get("filterId", 0))
    copy = {name: value for name, value in view.items() if name != "filterViewId"}
    found = _new_view(change, copy | {"title": f"Copy of {view['title']}"})
    return {"duplicateFilterView": {"filter": messages.shown(found)}}


def add_banding(change: Change, request: Json) -> Json:
    """addBanding: alternating colours; two bands may not share a cell."""
    given = messages.stored(request.get("bandedRange", {}))
    area = change.area(given.get("range", {}))
    for other in area.sheet.objects.get("bandedRanges", ()):
        if area_of(change.workbook, other["range"]).meets(area):
            raise refused(
                "You cannot add alternating background colors to a range that already has "
                "alternating background colors."
            )
    if "rowProperties" not in given and "columnProperties" not in given:
        raise refused("At least one of rowProperties and columnProperties must be set.")
    number = given.get("bandedRangeId") or change.workbook.new_id()
    found = {"bandedRangeId": number} | given | {"range": full_range(area)}
    area.sheet.listed("bandedRanges").append(found)
    return {"addBanding": {"bandedRange": messages.shown(found)}}


def _band(change: Change, number: int) -> tuple[Sheet, Json]:
    for sheet in change.workbook.sheets:
        for found in sheet.objects.get("bandedRanges", ()):
            if found["bandedRangeId"] == number:
                return sheet, found
    raise refused(f"No banded range with id: {number}")


def update_banding(change: Change, request: Json) -> Json:
    """updateBanding: by its id."""
    mask = with_color_pairs(for_change(request.get("fields"), "BandedRange"))
    given = messages.stored(request.get("bandedRange", {}))
    sheet, before = _band(change, given.get("bandedRangeId", 0))
    after = changed(before, given, mask) | {"bandedRangeId": before["bandedRangeId"]}
    after["range"] = full_range(change.area(after.get("range", {})))
    bands = sheet.listed("bandedRanges")
    bands[bands.index(before)] = after
    return {}


def delete_banding(change: Change, request: Json) -> Json:
    """deleteBanding: by its id."""
    sheet, found = _band(change, request.get("bandedRangeId", 0))
    sheet.listed("bandedRanges").remove(found)
    return {}


KINDS = {
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
    "addFilterView": add_filter_view,
    "updateFilterView": update_filter_view,
    "deleteFilterView": delete_filter_view,
    "duplicateFilterView": duplicate_filter_view,
    "addBanding": add_banding,
    "updateBanding": update_banding,
    "deleteBanding": delete_banding,
}
