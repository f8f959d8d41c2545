"""Protected ranges: who may write where."""

from typing import Any

from sheetsync.sandbox.errors import protected
from sheetsync.sandbox.identity import OWNER_EMAIL, Identity
from sheetsync.sandbox.ranges import Area, Selection, edges
from sheetsync.sandbox.workbook import Sheet, Workbook

Json = dict[str, Any]


def may_edit(found: Json, identity: Identity) -> bool:
    """Whether a caller may write inside a protected range."""
    if identity.role == "owner" or found.get("warningOnly"):
        return True
    editors = found.get("editors", {})
    return identity.email in editors.get("users", ())


def refuse_protected(workbook: Workbook, area: Area, identity: Identity) -> None:
    """Refuse a write that touches a range protected against the caller.

    Raises:
        ApiError: as Google words it.
    """
    for found in area.sheet.objects.get("protectedRanges", ()):
        if may_edit(found, identity):
            continue
        guarded = _guarded(workbook, area.sheet, found)
        if guarded is not None and guarded.meets(area) and not _excepted(area, found):
            raise protected()


def _guarded(workbook: Workbook, sheet: Sheet, found: Json) -> Area | None:
    if "range" in found:
        return Selection(sheet, edges(found["range"])).area()
    for named in workbook.named_ranges:
        if named["namedRangeId"] == found.get("namedRangeId"):
            return Selection(sheet, edges(named["range"])).area()
    return None


def _excepted(area: Area, found: Json) -> bool:
    for part in found.get("unprotectedRanges", ()):
        free = Selection(area.sheet, edges(part)).area()
        if (
            free.top <= area.top
            and free.left <= area.left
            and area.bottom <= free.bottom
            and area.right <= free.right
        ):
            return True
    return False


def shown_protection(found: Json, identity: Identity) -> Json:
    """A protected range as reads show it: the owner is always among the editors."""
    shown = dict(found)
    if may_edit(found, identity):
        shown["requestingUserCanEdit"] = True
    editors = found.get("editors", {})
    others = [user for user in editors.get("users", ()) if user != OWNER_EMAIL]
    shown["editors"] = editors | {"users": [OWNER_EMAIL, *others]}
    return shown
