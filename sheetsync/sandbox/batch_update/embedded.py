"""Requests about charts and slicers: kept and shown as given, never drawn."""

from typing import Any

from sheetsync.sandbox import messages
from sheetsync.sandbox.batch_update.context import Change
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.field_masks import changed, for_change
from sheetsync.sandbox.workbook import Sheet

Json = dict[str, Any]

_IDS = {"charts": "chartId", "slicers": "slicerId"}
_SIZE = {"widthPixels": 600, "heightPixels": 371}


def add_chart(change: Change, request: Json) -> Json:
    """addChart: over the cells of a sheet; a sheet of its own is refused."""
    found = _added(change, "charts", request.get("chart", {}))
    return {"addChart": {"chart": found}}


def add_slicer(change: Change, request: Json) -> Json:
    """addSlicer: likewise."""
    found = _added(change, "slicers", request.get("slicer", {}))
    return {"addSlicer": {"slicer": found}}


def _added(change: Change, kind: str, given: Json) -> Json:
    name = _IDS[kind]
    if "spec" not in given:
        raise refused("No spec specified.")
    number = given.get(name) or change.workbook.new_id()
    if any(found[_IDS[other]] == number for _sheet, other, found in _all(change)):
        raise refused(f"An embedded object with id {number} already exists.")
    found = messages.stored(given) | {name: number, "position": _position(given)}
    anchor = found["position"]["overlayPosition"]["anchorCell"]
    change.workbook.grid_of(anchor["sheetId"]).listed(kind).append(found)
    shown: Json = messages.shown(found)
    return shown


def _position(given: Json) -> Json:
    position = given.get("position", {})
    if position.get("newSheet") or "overlayPosition" not in position:
        raise refused("The sandbox keeps charts and slicers over cells only.")
    overlay: Json = _SIZE | messages.stored(position["overlayPosition"])
    overlay["anchorCell"] = {"sheetId": 0} | overlay.get("anchorCell", {})
    return {"overlayPosition": overlay}


def _all(change: Change) -> list[tuple[Sheet, str, Json]]:
    return [
        (sheet, kind, found)
        for sheet in change.workbook.sheets
        for kind in _IDS
        for found in sheet.objects.get(kind, ())
    ]


def _found(change: Change, number: int) -> tuple[Sheet, str, Json]:
    for sheet, kind, found in _all(change):
        if found[_IDS[kind]] == number:
            return sheet, kind, found
    raise refused(f"No embedded object with id: {number}")


def update_chart_spec(change: Change, request: Json) -> Json:
    """updateChartSpec: the whole spec is replaced."""
    _sheet, _kind, found = _found(change, request.get("chartId", 0))
    found["spec"] = messages.stored(request.get("spec", {}))
    return {}


def update_slicer_spec(change: Change, request: Json) -> Json:
    """updateSlicerSpec: by mask."""
    mask = for_change(request.get("fields"), "SlicerSpec")
    _sheet, _kind, found = _found(change, request.get("slicerId", 0))
    found["spec"] = changed(found["spec"], messages.stored(request.get("spec", {})), mask)
    return {}


def update_position(change: Change, request: Json) -> Json:
    """updateEmbeddedObjectPosition: by mask; may move to another sheet."""
    sheet, kind, found = _found(change, request.get("objectId", 0))
    mask = for_change(request.get("fields"), "OverlayPosition")
    given = request.get("newPosition", {}).get("overlayPosition", {})
    before = found["position"]["overlayPosition"]
    after = changed(before, messages.stored(given), mask)
    found["position"] = _position({"position": {"overlayPosition": after}})
    target = change.workbook.grid_of(found["position"]["overlayPosition"]["anchorCell"]["sheetId"])
    sheet.listed(kind).remove(found)
    target.listed(kind).append(found)
    return {"updateEmbeddedObjectPosition": {"position": messages.shown(found["position"])}}


def update_border(change: Change, request: Json) -> Json:
    """updateEmbeddedObjectBorder: by mask."""
    mask = messages.with_color_pairs(for_change(request.get("fields"), "EmbeddedObjectBorder"))
    _sheet, _kind, found = _found(change, request.get("objectId", 0))
    given = messages.stored(request.get("border", {}))
    found["border"] = changed(found.get("border", {}), given, mask)
    return {}


def delete_object(change: Change, request: Json) -> Json:
    """deleteEmbeddedObject: a chart or a slicer."""
    sheet, kind, found = _found(change, request.get("objectId", 0))
    sheet.listed(kind).remove(found)
    return {}


KINDS = {
    "addChart": add_chart,
    "addSlicer": add_slicer,
    "updateChartSpec": update_chart_spec,
    "updateSlicerSpec": update_slicer_spec,
    "updateEmbeddedObjectPosition": update_position,
    "updateEmbeddedObjectBorder": update_border,
    "deleteEmbeddedObject": delete_object,
}
