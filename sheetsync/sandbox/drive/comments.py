"""comments: kept with the file, listed by page."""

from typing import Any

from sheetsync.sandbox.access import World
from sheetsync.sandbox.calls import Answer, Call
from sheetsync.sandbox.drive.files import changeable, visible
from sheetsync.sandbox.drive.resource import mask_of, user
from sheetsync.sandbox.errors import DriveError
from sheetsync.sandbox.field_masks import projected
from sheetsync.sandbox.new_files import new_file_id

Json = dict[str, Any]


def _require_fields(call: Call) -> None:
    if not call.parameter("fields"):
        raise DriveError(
            400,
            "required",
            "The 'fields' parameter is required for this method.",
            location="fields",
        )


def answer_list(world: World, call: Call, file_id: str) -> Answer:
    """comments.list: `fields` are mandatory."""
    _require_fields(call)
    with world.store.reading():
        listed = visible(world, file_id, call.identity).resource.get("comments", [])
    found = {"kind": "drive#commentList", "comments": listed}
    return Answer(projected(found, mask_of(call, "")))


def answer_create(world: World, call: Call, file_id: str) -> Answer:
    """comments.create: `fields` are mandatory."""
    _require_fields(call)
    given = call.json() or {}
    with world.store.writing() as store:
        file = changeable(world, file_id, call.identity)
        comment = {
            "kind": "drive#comment",
            "id": new_file_id()[:11],
            "createdTime": store.now(),
            "modifiedTime": store.now(),
            "author": user(call.identity.email, me=True),
            "content": given.get("content", ""),
            "htmlContent": given.get("content", ""),
            "deleted": False,
            "resolved": False,
            "replies": [],
        }
        if given.get("anchor"):
            comment["anchor"] = given["anchor"]
        file.resource.setdefault("comments", []).append(comment)
        store.save_file(file)
    return Answer(projected(comment, mask_of(call, "")))
