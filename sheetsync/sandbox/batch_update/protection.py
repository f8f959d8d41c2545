"""Requests about protected ranges."""

from typing import Any

from sheetsync.sandbox import messages
from sheetsync.sandbox.batch_update.context import Change
from sheetsync.sandbox.errors import protected, refused
from sheetsync.sandbox.field_masks import changed, for_change
from sheetsync.sandbox.identity import OWNER_EMAIL
from sheetsync.sandbox.protection import may_edit
from sheetsync.sandbox.ranges import stored_range
from sheetsync.sandbox.workbook import Sheet

Json = dict[str, Any]


def add_protected_range(change: Change, request: Json) -> Json:
    """addProtectedRange: without editors given, all present editors of the file may edit."""
    workbook = change.workbook
    given = messages.stored(request.get("protectedRange", {}))
    given.pop("requestingUserCanEdit", None)
    _refuse_contradiction(given)
    sheet = _place(change, given)
    number = given.get("protectedRangeId") or workbook.new_id()
    if any(one["protectedRangeId"] == number for one in _all(change)):
        raise refused(f"Protected range with id {number} already exists.")
    found: Json = {"protectedRangeId": number} | given
    if not found.get("warningOnly"):
        found["editors"] = _editors(change, given)
    listed = sheet.listed("protectedRanges")
    listed.insert(0 if change.world.switches.newest_protection_first else len(listed), found)
    reply = found | {"requestingUserCanEdit": True}
    if not found.get("warningOnly"):
        reply["editors"] = _without_owner(found["editors"])
    else:
        reply["editors"] = {}
    return {"addProtectedRange": {"protectedRange": messages.shown(reply)}}


def _refuse_contradiction(given: Json) -> None:
    editors = given.get("editors", {})
    if given.get("warningOnly") and (editors.get("users") or editors.get("groups")):
        raise refused("ProtectedRange is warningOnly. Editors cannot be set on it.")


def _place(change: Change, given: Json) -> Sheet:
    """The sheet a protected range goes to; its ranges are checked and spelled out."""
    if "namedRangeId" in given:
        for named in change.workbook.named_ranges:
            if named["namedRangeId"] == given["namedRangeId"]:
                return change.workbook.grid_of(named["range"]["sheetId"])
        raise refused(f"No named range with id: {given['namedRangeId']}")
    if "range" not in given:
        raise refused("No range specified.")
    given["range"] = stored_range(change.workbook, given["range"])
    if "unprotectedRanges" in given:
        parts = [stored_range(change.workbook, part) for part in given["unprotectedRanges"]]
        given["unprotectedRanges"] = parts
    return change.workbook.grid_of(given["range"]["sheetId"])


def _editors(change: Change, given: Json) -> Json:
    if "editors" in given:
        return dict(given["editors"])
    file = change.world.store.file(change.workbook.file_id)
    permissions = file.resource.get("permissions", []) if file else []
    writers = [
        permission["emailAddress"]
        for permission in permissions
        if permission["role"] in ("owner", "writer") and "emailAddress" in permission
    ]
    return {"users": writers}


def _without_owner(editors: Json) -> Json:
    users = [user for user in editors.get("users", ()) if user != OWNER_EMAIL]
    rest = {name: value for name, value in editors.items() if name != "users"}
    return ({"users": users} if users else {}) | rest


def _all(change: Change) -> list[Json]:
    return [
        one for sheet in change.workbook.sheets for one in sheet.objects.get("protectedRanges", ())
    ]


def _found(change: Change, number: int) -> tuple[Sheet, Json]:
    for sheet in change.workbook.sheets:
        for one in sheet.objects.get("protectedRanges", ()):
            if one["protectedRangeId"] == number:
                if not may_edit(one, change.identity):
                    raise protected()
                return sheet, one
    raise refused(f"No protected range with id: {number}")


def update_protected_range(change: Change, request: Json) -> Json:
    """updateProtectedRange: by its id; may move to another sheet."""
    mask = for_change(request.get("fields"), "ProtectedRange")
    given = messages.stored(request.get("protectedRange", {}))
    sheet, before = _found(change, given.get("protectedRangeId", 0))
    after = changed(before, given, mask) | {"protectedRangeId": before["protectedRangeId"]}
    after.pop("requestingUserCanEdit", None)
    _refuse_contradiction(after)
    target = _place(change, after)
    listed = sheet.listed("protectedRanges")
    if target is sheet:
        listed[listed.index(before)] = after
    else:
        listed.remove(before)
        target.listed("protectedRanges").append(after)
    return {}


def delete_protected_range(change: Change, request: Json) -> Json:
    """deleteProtectedRange: by its id."""
    sheet, found = _found(change, request.get("protectedRangeId", 0))
    sheet.listed("protectedRanges").remove(found)
    return {}


KINDS = {
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": delete_protected_range,
}
