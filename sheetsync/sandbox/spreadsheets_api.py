"""The endpoints of whole spreadsheets: create, get, batchUpdate, copyTo."""

from typing import Any

from sheetsync.sandbox import fields, field_masks
from sheetsync.sandbox.access import World
from sheetsync.sandbox.batch_update import apply
from sheetsync.sandbox.calls import Answer, Call, options_of
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.new_files import new_spreadsheet
from sheetsync.sandbox.recalculation import recalculate
from sheetsync.sandbox.resource import Asked, areas_of, spreadsheet
from sheetsync.sandbox.values_api import readable
from sheetsync.sandbox.workbook import Workbook

Json = dict[str, Any]


def answer_create(world: World, call: Call) -> Answer:
    """spreadsheets.create: a spreadsheet with the sheets that the body describes."""
    body = fields.cleaned("Spreadsheet", call.json())
    properties = body.get("properties", {})
    with world.store.writing():
        title = properties.get("title") or "Untitled spreadsheet"
        file = new_spreadsheet(world, {"name": title})
        workbook = world.to_write(file.file_id, call.identity)
        _describe(workbook, body)
        found = spreadsheet(workbook, _asked(call, identity=call.identity))
    return Answer(found)


def _describe(workbook: Workbook, body: Json) -> None:
    """Make the new spreadsheet what the request describes, by way of batchUpdate."""


def _asked(call: Call, **rest: Any) -> Asked:  # noqa: ANN401  (fields of Asked)
    text = call.parameter("fields")
    mask = field_masks.for_answer(text, "Spreadsheet") if text else None
    return Asked(mask or None, **rest)


def answer_get(world: World, call: Call, file_id: str) -> Answer:
    """spreadsheets.get."""
    options = options_of(call, "get")
    with world.store.reading():
        workbook = world.to_read(file_id, call.identity)
        areas = None
        if options.get("ranges"):
            areas = tuple(readable(world, workbook, text) for text in options["ranges"])
        asked = _asked(
            call,
            grid_data=options.get("includeGridData", False),
            areas=areas,
            identity=call.identity,
        )
        return Answer(spreadsheet(workbook, asked))


def answer_batch_update(world: World, call: Call, file_id: str) -> Answer:
    """spreadsheets.batchUpdate: all requests in order, or none."""
    body = fields.cleaned("BatchUpdateSpreadsheetRequest", call.json())
    if not body.get("requests"):
        raise refused("Must specify at least one request.")
    with world.store.writing() as store:
        workbook = world.to_write(file_id, call.identity)
        store.changed(workbook, structure=True)
        replies = apply(world, workbook, body["requests"], call.identity)
        recalculate(workbook)
        found: Json = {"spreadsheetId": file_id, "replies": replies}
        if body.get("includeSpreadsheetInResponse"):
            found["updatedSpreadsheet"] = _updated(world, workbook, call, body)
        if world.switches.comment_state:
            found["commentUpdateState"] = "NO_UPDATES_REQUESTED"
    return Answer(_masked(call, found, "BatchUpdateSpreadsheetResponse"))


def _updated(world: World, workbook: Workbook, call: Call, body: Json) -> Json:
    areas = None
    if body.get("responseRanges"):
        areas = tuple(readable(world, workbook, text) for text in body["responseRanges"])
    asked = Asked(
        grid_data=body.get("responseIncludeGridData", False), areas=areas, identity=call.identity
    )
    return spreadsheet(workbook, asked)


def _masked(call: Call, found: Json, name: str) -> Json:
    text = call.parameter("fields")
    if not text:
        return found
    shown: Json = field_masks.projected(found, field_masks.for_answer(text, name))
    return shown
