"""Requests about named ranges."""

import re
from typing import Any

from sheetsync.sandbox import a1, messages
from sheetsync.sandbox.batch_update.context import Change
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.field_masks import changed, for_change
from sheetsync.sandbox.ranges import stored_range

Json = dict[str, Any]

_NAME = re.compile(r"^[^\W\d]\w{0,249}$")


def add_named_range(change: Change, request: Json) -> Json:
    """addNamedRange: its id is a text of digits."""
    given = messages.stored(request.get("namedRange", {}))
    _refuse_name(change, given.get("name", ""), None)
    number = given.get("namedRangeId") or str(change.workbook.new_id())
    if any(named["namedRangeId"] == number for named in change.workbook.named_ranges):
        raise refused(f"Named range with id {number} already exists.")
    area = stored_range(change.workbook, given.get("range", {}))
    named = {"namedRangeId": number, "name": given["name"], "range": area}
    change.workbook.named_ranges.append(named)
    return {"addNamedRange": {"namedRange": messages.shown(named)}}


def _refuse_name(change: Change, name: str, own: Json | None) -> None:
    reads_as_cells = a1.parsed_cells(name) is not None or name.upper() in ("TRUE", "FALSE")
    if not _NAME.match(name) or reads_as_cells:
        raise refused("The name given to this range is invalid.")
    for named in change.workbook.named_ranges:
        if named is not own and named["name"].casefold() == name.casefold():
            raise refused(f'A named range with the name "{name}" already exists.')


def _found(change: Change, number: str) -> Json:
    for named in change.workbook.named_ranges:
        if named["namedRangeId"] == number:
            return named
    raise refused(f"No named range with id: {number}")


def update_named_range(change: Change, request: Json) -> Json:
    """updateNamedRange: by its id."""
    mask = for_change(request.get("fields"), "NamedRange")
    given = messages.stored(request.get("namedRange", {}))
    before = _found(change, given.get("namedRangeId", ""))
    after = changed(before, given, mask) | {"namedRangeId": before["namedRangeId"]}
    _refuse_name(change, after.get("name", ""), before)
    after["range"] = stored_range(change.workbook, after.get("range", {}))
    listed = change.workbook.named_ranges
    listed[listed.index(before)] = after
    return {}


def delete_named_range(change: Change, request: Json) -> Json:
    """deleteNamedRange: by its id."""
    change.workbook.named_ranges.remove(_found(change, request.get("namedRangeId", "")))
    return {}


KINDS = {
    "addNamedRange": add_named_range,
    "updateNamedRange": update_named_range,
    "deleteNamedRange": delete_named_range,
}
