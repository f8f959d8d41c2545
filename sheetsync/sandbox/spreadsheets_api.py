"""The endpoints of whole spreadsheets: create, get, batchUpdate, copyTo."""

from typing import Any

from sheetsync.sandbox import field_masks, fields
from sheetsync.sandbox.access import World
from sheetsync.sandbox.batch_update import apply
from sheetsync.sandbox.calls import Answer, Call, options_of
from sheetsync.sandbox.copying import copy_of_sheet, free_title
from sheetsync.sandbox.dimensions import refuse_too_many
from sheetsync.sandbox.drive.files import create
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.identity import Identity
from sheetsync.sandbox.new_files import SPREADSHEET
from sheetsync.sandbox.recalculation import recalculate
from sheetsync.sandbox.resource import Asked, asked_of, sheet_properties, spreadsheet
from sheetsync.sandbox.values_api import readable
from sheetsync.sandbox.workbook import Workbook

Json = dict[str, Any]


def answer_create(world: World, call: Call) -> Answer:
    """spreadsheets.create: a spreadsheet with the sheets that the body describes."""
    body = fields.cleaned("Spreadsheet", call.json())
    properties = body.get("properties", {})
    with world.store.writing():
        title = properties.get("title") or "Untitled spreadsheet"
        file = create(world, call.identity, {"name": title, "mimeType": SPREADSHEET})
        workbook = world.to_write(file.file_id, call.identity)
        _describe(world, workbook, body, call.identity)
        recalculate(workbook)
        found = spreadsheet(workbook, asked_of(call, identity=call.identity))
    return Answer(found)


def _describe(world: World, workbook: Workbook, body: Json, identity: Identity) -> None:
    """Make a new spreadsheet what the body describes, by way of batchUpdate's requests."""
    given = {name: value for name, value in body.get("properties", {}).items() if name != "title"}
    requests: list[Json] = []
    if given:
        mask = ",".join(given)
        requests.append({"updateSpreadsheetProperties": {"properties": given, "fields": mask}})
    sheets = body.get("sheets", [])
    if sheets:
        blank = workbook.sheets[0]
        blank.properties |= {"sheetId": workbook.new_id(), "title": workbook.file_id}
        for number, sheet in enumerate(sheets):
            requests += _sheet_requests(sheet, number)
        requests.append({"deleteSheet": {"sheetId": blank.sheet_id}})
    if requests:
        apply(world, workbook, requests, identity)
    names = [{"addNamedRange": {"namedRange": named}} for named in body.get("namedRanges", [])]
    apply(world, workbook, names, identity)


def _sheet_requests(sheet: Json, number: int) -> list[Json]:
    """The requests that make one described sheet: itself, its cells, what lies over them."""
    properties = {"sheetId": number} | sheet.get("properties", {})
    properties.setdefault("title", f"Sheet{number + 1}")
    sheet_id = properties["sheetId"]
    requests: list[Json] = [{"addSheet": {"properties": properties}}]
    for data in sheet.get("data", []):
        start = {"sheetId": sheet_id, "rowIndex": data.get("startRow", 0)}
        start["columnIndex"] = data.get("startColumn", 0)
        rows = data.get("rowData", [])
        if rows:
            requests.append({"updateCells": {"start": start, "rows": rows, "fields": "*"}})
    requests += [{"mergeCells": {"range": found}} for found in sheet.get("merges", [])]
    rules = sheet.get("conditionalFormats", [])
    requests += [
        {"addConditionalFormatRule": {"rule": rule, "index": index}}
        for index, rule in enumerate(rules)
    ]
    protections = sheet.get("protectedRanges", [])
    requests += [{"addProtectedRange": {"protectedRange": found}} for found in protections]
    if "basicFilter" in sheet:
        requests.append({"setBasicFilter": {"filter": sheet["basicFilter"]}})
    return requests


def answer_get(world: World, call: Call, file_id: str) -> Answer:
    """spreadsheets.get."""
    options = options_of(call, "get")
    with world.store.reading():
        workbook = world.to_read(file_id, call.identity)
        areas = None
        if options.get("ranges"):
            areas = tuple(readable(world, workbook, text) for text in options["ranges"])
        asked = asked_of(
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


def answer_copy_to(world: World, call: Call, file_id: str, number: str) -> Answer:
    """sheets.copyTo: into another spreadsheet as its last sheet, called `Copy of …`."""
    body = fields.cleaned("CopySheetToAnotherSpreadsheetRequest", call.json())
    with world.store.writing() as store:
        source = world.to_read(file_id, call.identity)
        sheet = source.grid_of(int(number))
        target = world.to_write(body.get("destinationSpreadsheetId", ""), call.identity)
        store.changed(target, structure=True)
        rows = store.blank_rows(target.file_id)
        copy = copy_of_sheet(source, sheet, target, rows, target.new_id())
        copy.properties["title"] = free_title(target, f"Copy of {sheet.title}", 1)
        target.sheets.append(copy)
        refuse_too_many(target, world.switches.most_cells)
        recalculate(target)
        return Answer(sheet_properties(copy, len(target.sheets) - 1))


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
