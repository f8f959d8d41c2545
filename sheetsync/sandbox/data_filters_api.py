"""The endpoints that address cells by data filters, and developer metadata itself."""

from typing import Any

from sheetsync.sandbox import fields, messages
from sheetsync.sandbox.access import World
from sheetsync.sandbox.calls import Answer, Call
from sheetsync.sandbox.errors import ApiError, not_found, refused
from sheetsync.sandbox.metadata import areas_by, selections_by, shown_matches
from sheetsync.sandbox.protection import refuse_protected
from sheetsync.sandbox.recalculation import recalculate
from sheetsync.sandbox.resource import asked_of, spreadsheet
from sheetsync.sandbox.values_api import clear_area, major_of, require_input_option, settle
from sheetsync.sandbox.values_read import Rendering, value_range
from sheetsync.sandbox.values_write import (
    Written,
    as_rows,
    echoed,
    refuse_nested,
    target,
    totals_of,
    write,
)
from sheetsync.sandbox.workbook import Workbook

Json = dict[str, Any]


def answer_search(world: World, call: Call, file_id: str) -> Answer:
    """developerMetadata.search."""
    body = fields.cleaned("SearchDeveloperMetadataRequest", call.json())
    with world.store.reading():
        workbook = world.to_read(file_id, call.identity)
        found = shown_matches(workbook, body.get("dataFilters", []))
    return Answer({"matchedDeveloperMetadata": found} if found else {})


def answer_metadata(world: World, call: Call, file_id: str, number: str) -> Answer:
    """developerMetadata.get."""
    with world.store.reading():
        workbook = world.to_read(file_id, call.identity)
        for one in workbook.metadata:
            if one["metadataId"] == int(number):
                return Answer(messages.shown(one))
    raise not_found()


def answer_get(world: World, call: Call, file_id: str) -> Answer:
    """spreadsheets.getByDataFilter."""
    body = fields.cleaned("GetSpreadsheetByDataFilterRequest", call.json())
    with world.store.reading():
        workbook = world.to_read(file_id, call.identity)
        areas = None
        if body.get("dataFilters"):
            filters = body["dataFilters"]
            areas = tuple(area for one in filters for area in areas_by(workbook, one))
        asked = asked_of(
            call, grid_data=bool(body.get("includeGridData")), areas=areas, identity=call.identity
        )
        return Answer(spreadsheet(workbook, asked))


def answer_batch_get(world: World, call: Call, file_id: str) -> Answer:
    """values.batchGetByDataFilter."""
    body = fields.cleaned("BatchGetValuesByDataFilterRequest", call.json())
    rendering, major = Rendering.asked(body, world.switches), major_of(body)
    with world.store.reading():
        workbook = world.to_read(file_id, call.identity)
        found = [
            {
                "valueRange": value_range(workbook, area, major, rendering),
                "dataFilters": [data_filter],
            }
            for data_filter in body.get("dataFilters", [])
            for area in areas_by(workbook, data_filter)
        ]
    return Answer({"spreadsheetId": file_id} | ({"valueRanges": found} if found else {}))


def answer_batch_clear(world: World, call: Call, file_id: str) -> Answer:
    """values.batchClearByDataFilter."""
    body = fields.cleaned("BatchClearValuesByDataFilterRequest", call.json())
    with world.store.writing():
        workbook = world.to_write(file_id, call.identity)
        filters = body.get("dataFilters", [])
        areas = [area for one in filters for area in areas_by(workbook, one)]
        for area in areas:
            clear_area(workbook, call, area)
        recalculate(workbook)
    cleared = [area.text() for area in areas]
    return Answer({"spreadsheetId": file_id} | ({"clearedRanges": cleared} if cleared else {}))


def answer_batch_update(world: World, call: Call, file_id: str) -> Answer:
    """values.batchUpdateByDataFilter: all or nothing."""
    body = fields.cleaned("BatchUpdateValuesByDataFilterRequest", call.json())
    require_input_option(body)
    with world.store.writing():
        workbook = world.to_write(file_id, call.identity)
        written = _written(workbook, call, body)
        settle(world, workbook, [one for one, _data in written])
        rendering = Rendering.of_echo(body, world.switches)
        responses = [_response(workbook, one, data, rendering) for one, data in written]
    reply = {"spreadsheetId": file_id} | totals_of([one for one, _data in written])
    return Answer(reply | ({"responses": responses} if responses else {}))


def _written(workbook: Workbook, call: Call, body: Json) -> list[tuple[Written, Json]]:
    found = []
    typed = body["valueInputOption"] == "USER_ENTERED"
    for number, data in enumerate(body.get("data", [])):
        try:
            refuse_nested(data.get("values") or [], "values")
            rows = as_rows(data)
            for selection in selections_by(workbook, data.get("dataFilter", {})):
                area = target(selection, rows)
                refuse_protected(workbook, area, call.identity)
                found.append((write(workbook, area, rows, typed=typed), data))
        except ApiError as error:
            raise refused(f"Invalid data[{number}]: {error.message}") from None
    return found


def _response(
    workbook: Workbook, written: Written, data: Json, rendering: Rendering | None
) -> Json:
    reply = written.reply(workbook.file_id) | {"dataFilter": data["dataFilter"]}
    del reply["spreadsheetId"]
    return reply | echoed(workbook, written, data, rendering)
