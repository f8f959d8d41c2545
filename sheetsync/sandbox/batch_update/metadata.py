"""Requests about developer metadata."""

from typing import Any

from sheetsync.sandbox import messages
from sheetsync.sandbox.batch_update.context import Change
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.field_masks import changed, for_change
from sheetsync.sandbox.metadata import found_by, stored_location
from sheetsync.sandbox.workbook import Workbook

Json = dict[str, Any]

_IDS = 2**31 - 1


def create(change: Change, request: Json) -> Json:
    """createDeveloperMetadata: keys may repeat, an id that was asked for may not."""
    workbook = change.workbook
    given = request.get("developerMetadata", {})
    if not given.get("metadataKey"):
        raise refused("developerMetadata.metadataKey must be specified.")
    if given.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise refused("developerMetadata.visibility must be specified.")
    number = given.get("metadataId")
    if number is None:
        number = _new_id(workbook)
    elif any(one["metadataId"] == number for one in workbook.metadata):
        raise refused(f"Developer metadata with id {number} already exists.")
    found = {"metadataId": number, "metadataKey": given["metadataKey"]}
    if given.get("metadataValue"):
        found["metadataValue"] = given["metadataValue"]
    found["location"] = stored_location(workbook, given.get("location", {}))
    found["visibility"] = given["visibility"]
    workbook.metadata.append(found)
    return {"createDeveloperMetadata": {"developerMetadata": messages.shown(found)}}


def _new_id(workbook: Workbook) -> int:
    taken = {one["metadataId"] for one in workbook.metadata}
    number = workbook.new_id()
    while number in taken:
        number = number % _IDS + 1
    return number


def update(change: Change, request: Json) -> Json:
    """updateDeveloperMetadata: everything the filters match; the reply lists it."""
    workbook = change.workbook
    mask = for_change(request.get("fields"), "DeveloperMetadata")
    given = request.get("developerMetadata", {})
    if "location" in given:
        given = given | {"location": stored_location(workbook, given["location"])}
    if "location" in mask:
        mask["location"] = {}
    numbers = {
        one["metadataId"]
        for data_filter in request.get("dataFilters", [])
        for one in found_by(workbook, data_filter)
    }
    updated = []
    for place, one in enumerate(workbook.metadata):
        if one["metadataId"] in numbers:
            after = one | given if "*" in mask else changed(one, given, mask)
            after["metadataId"] = one["metadataId"]
            workbook.metadata[place] = after
            updated.append(messages.shown(after))
    if not updated:
        raise refused("No developer metadata found for the given data filters.")
    return {"updateDeveloperMetadata": {"developerMetadata": updated}}


def delete(change: Change, request: Json) -> Json:
    """deleteDeveloperMetadata: everything the filter matches; the reply lists it."""
    gone = found_by(change.workbook, request.get("dataFilter", {}))
    change.workbook.metadata[:] = [one for one in change.workbook.metadata if one not in gone]
    shown = [messages.shown(one) for one in gone]
    reply = {"deletedDeveloperMetadata": shown} if shown else {}
    return {"deleteDeveloperMetadata": reply}


KINDS = {
    "createDeveloperMetadata": create,
    "updateDeveloperMetadata": update,
    "deleteDeveloperMetadata": delete,
}
