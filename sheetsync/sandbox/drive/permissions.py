"""permissions: who may see and change a file."""

import re
from typing import Any

from sheetsync.sandbox.access import World
from sheetsync.sandbox.calls import Answer, Call
from sheetsync.sandbox.drive.files import changeable, visible
from sheetsync.sandbox.drive.resource import mask_of, permission_id
from sheetsync.sandbox.errors import DriveError, file_forbidden
from sheetsync.sandbox.field_masks import Mask, projected
from sheetsync.sandbox.state import DriveFile

Json = dict[str, Any]

_PLAIN = "kind,id,type,role"
_ROLES = ("owner", "organizer", "fileOrganizer", "writer", "commenter", "reader")
_TYPES = ("user", "group", "domain", "anyone")
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")


def answer_list(world: World, call: Call, file_id: str) -> Answer:
    """permissions.list: addresses only when `fields` ask for them."""
    mask = mask_of(call, f"kind,nextPageToken,permissions({_PLAIN})")
    with world.store.reading():
        listed = visible(world, file_id, call.identity).resource.get("permissions", [])
    found = {"kind": "drive#permissionList", "permissions": listed}
    return Answer(_projected(found, mask))


def _projected(found: Json, mask: Mask) -> Json:
    whole = {name: ({} if "*" in below else below) for name, below in mask.items()}
    shown: Json = projected(found, whole)
    return shown


def answer_get(world: World, call: Call, file_id: str, number: str) -> Answer:
    """permissions.get."""
    with world.store.reading():
        found = _found(visible(world, file_id, call.identity), number)
    return Answer(_projected(found, mask_of(call, _PLAIN)))


def _found(file: DriveFile, number: str) -> Json:
    for permission in file.resource.get("permissions", []):
        if permission["id"] == number:
            found: Json = permission
            return found
    raise DriveError(404, "notFound", f"Permission not found: {number}.", location="permissionId")


def answer_create(world: World, call: Call, file_id: str) -> Answer:
    """permissions.create: sharing again with the same address changes its role."""
    given = call.json() or {}
    _refuse_wrong(given)
    with world.store.writing():
        file = changeable(world, file_id, call.identity)
        permission = _permission(given)
        if permission["role"] == "owner":
            if call.parameter("transferOwnership") not in ("true", "True"):
                raise DriveError(
                    403,
                    "forbidden",
                    "The transferOwnership parameter must be enabled when the permission role "
                    "is 'owner'.",
                    location="transferOwnership",
                )
            _demote_owner(file)
        others = [one for one in file.resource["permissions"] if one["id"] != permission["id"]]
        file.resource["permissions"] = [*others, permission]
        world.store.save_file(file)
    return Answer(_projected(permission, mask_of(call, _PLAIN)))


def _refuse_wrong(given: Json) -> None:
    if given.get("role") not in _ROLES:
        raise DriveError(
            400, "required", "The permission role field is required.", location="permission.role"
        )
    if given.get("type") not in _TYPES:
        raise DriveError(
            400, "required", "The permission type field is required.", location="permission.type"
        )
    if given["type"] in ("user", "group") and not _EMAIL.match(given.get("emailAddress") or ""):
        raise DriveError(
            400,
            "invalidSharingRequest",
            'Bad Request. User message: "The email address you entered is not valid."',
        )
    if given["type"] == "domain" and not given.get("domain"):
        raise DriveError(
            400,
            "invalid",
            "The specified domain is invalid or not applicable for the given permission type.",
            location="permission.domain",
        )


def _permission(given: Json) -> Json:
    kind = given["type"]
    found: Json = {"kind": "drive#permission", "type": kind, "role": given["role"]}
    if kind == "anyone":
        link_only = not given.get("allowFileDiscovery")
        return (
            found
            | {"id": "anyoneWithLink" if link_only else "anyone"}
            | {"allowFileDiscovery": not link_only}
        )
    if kind == "domain":
        domain = given["domain"]
        return found | {"id": permission_id(domain), "domain": domain, "displayName": domain}
    email = given["emailAddress"]
    name = email.partition("@")[0]
    return found | {
        "id": permission_id(email),
        "emailAddress": email,
        "displayName": name,
        "deleted": False,
        "pendingOwner": False,
    }


def _demote_owner(file: DriveFile) -> None:
    for permission in file.resource["permissions"]:
        if permission["role"] == "owner":
            permission["role"] = "writer"


def answer_update(world: World, call: Call, file_id: str, number: str) -> Answer:
    """permissions.update: another role."""
    given = call.json() or {}
    if given.get("role") not in _ROLES:
        raise DriveError(
            400, "required", "The permission role field is required.", location="permission.role"
        )
    with world.store.writing():
        file = changeable(world, file_id, call.identity)
        permission = _found(file, number)
        if given["role"] == "owner":
            _demote_owner(file)
        permission["role"] = given["role"]
        world.store.save_file(file)
    return Answer(_projected(permission, mask_of(call, _PLAIN)))


def answer_delete(world: World, call: Call, file_id: str, number: str) -> Answer:
    """permissions.delete: not the owner's."""
    with world.store.writing():
        file = changeable(world, file_id, call.identity)
        permission = _found(file, number)
        if permission["role"] == "owner":
            raise file_forbidden()
        file.resource["permissions"].remove(permission)
        world.store.save_file(file)
    return Answer(b"", 204, "text/html")
