"""files.create, get, list, update, delete and copy."""

import re
from typing import Any

from sheetsync.sandbox.access import World
from sheetsync.sandbox.calls import Answer, Call
from sheetsync.sandbox.copying import copy_of_sheet
from sheetsync.sandbox.drive.query import matches, parsed_query, sorted_files
from sheetsync.sandbox.drive.resource import (
    FOLDER,
    mask_of,
    owner_permission,
    shown,
    user,
)
from sheetsync.sandbox.errors import DriveError, file_forbidden, file_not_found
from sheetsync.sandbox.field_masks import projected
from sheetsync.sandbox.identity import Identity
from sheetsync.sandbox.new_files import (
    ROOT,
    SPREADSHEET,
    new_file,
    new_file_id,
    new_spreadsheet,
)
from sheetsync.sandbox.state import DriveFile

Json = dict[str, Any]

_PLAIN = "kind,id,name,mimeType"
_WRITABLE = (
    "name",
    "mimeType",
    "description",
    "starred",
    "trashed",
    "parents",
    "properties",
    "appProperties",
    "folderColorRgb",
    "createdTime",
    "modifiedTime",
    "originalFilename",
    "writersCanShare",
    "copyRequiresWriterPermission",
    "contentHints",
)
_MOST_A_PAGE = 1000
_PAGE = 100
_IDS = 10
_GENERATED = re.compile(r"1[A-Za-z0-9_-]{32,}")


def visible(world: World, file_id: str, identity: Identity) -> DriveFile:
    """A file that the caller may see.

    Raises:
        DriveError: it is missing, or somebody else's.
    """
    if file_id in world.forbidden:
        raise file_forbidden()
    file = world.store.file(file_id)
    if file is None or not identity.reads:
        raise file_not_found(file_id)
    return file


def changeable(world: World, file_id: str, identity: Identity) -> DriveFile:
    """A file that the caller may change.

    Raises:
        DriveError: it is missing, somebody else's, or only to be read.
    """
    file = visible(world, file_id, identity)
    if not identity.writes:
        raise file_forbidden()
    return file


def metadata_of(body: object) -> Json:
    """The writable fields of a File in a request; unknown ones are ignored, as Drive does."""
    if body is None:
        return {}
    if not isinstance(body, dict):
        raise DriveError(400, "parseError", "Parse Error")
    return {name: body[name] for name in _WRITABLE if body.get(name) is not None}


def new_metadata_of(body: object) -> Json:
    """The same for a new file, whose id may have been generated before."""
    metadata = metadata_of(body)
    if isinstance(body, dict) and body.get("id"):
        metadata["id"] = str(body["id"])
    return metadata


def create(world: World, identity: Identity, metadata: Json) -> DriveFile:
    """Keep a new file, folder or spreadsheet.

    Raises:
        DriveError: the caller has no storage, or a parent is unknown.
    """
    if not identity.writes or not world.switches.own_storage:
        raise DriveError(
            403, "storageQuotaExceeded", "The user's Drive storage quota has been exceeded."
        )
    resource: Json = {"name": "Untitled", "mimeType": "application/octet-stream"} | metadata
    if "id" in metadata:
        _check_id(world, metadata["id"], resource["mimeType"])
    resource["parents"] = parents_of(world, metadata.get("parents", []))
    resource["permissions"] = [owner_permission()]
    if resource["mimeType"] == SPREADSHEET:
        return new_spreadsheet(world, resource)
    return new_file(world, resource)


def _check_id(world: World, file_id: str, kind: str) -> None:
    """Refuse an id that was not generated, or that a file has. Source: Drive API, generate IDs."""
    if not _GENERATED.fullmatch(file_id) or kind.startswith("application/vnd.google-apps."):
        raise DriveError(400, "invalid", "The provided file ID is not usable.", location="file.id")
    if world.store.file(file_id) is not None:
        raise DriveError(409, "fileIdInUse", "A file already exists with the provided ID.")


def parents_of(world: World, given: list[str]) -> list[str]:
    """Folder ids, `root` spelled out.

    Raises:
        DriveError: one is unknown.
    """
    found = [ROOT if parent == "root" else parent for parent in given]
    for parent in found:
        if parent != ROOT and world.store.file(parent) is None:
            raise file_not_found(parent)
    return found or [ROOT]


def answer_create(world: World, call: Call) -> Answer:
    """files.create without content."""
    metadata = new_metadata_of(call.json())
    with world.store.writing():
        file = create(world, call.identity, metadata)
        return Answer(shown(file, call.identity, mask_of(call, _PLAIN)))


def answer_get(world: World, call: Call, file_id: str) -> Answer:
    """files.get: metadata, or with alt=media the content of an uploaded file."""
    with world.store.reading():
        if file_id == "root":
            file = DriveFile(ROOT, {"name": "My Drive", "mimeType": FOLDER})
        else:
            file = visible(world, file_id, call.identity)
        if call.parameter("alt") != "media":
            return Answer(shown(file, call.identity, mask_of(call, _PLAIN)))
        if file.resource["mimeType"].startswith("application/vnd.google-apps"):
            raise DriveError(
                403,
                "fileNotDownloadable",
                "Only files with binary content can be downloaded. "
                "Use Export with Docs Editors files.",
                location="alt",
            )
        return Answer(world.store.content(file_id), 200, file.resource["mimeType"])


def answer_generate_ids(_world: World, call: Call) -> Answer:
    """files.generateIds: ids for files that are made later, so that none is made twice."""
    count = call.parameter("count") or str(_IDS)
    if not count.isdigit() or not 1 <= int(count) <= _MOST_A_PAGE:
        raise DriveError(400, "invalidParameter", f"Invalid value '{count}'.", location="count")
    ids = [new_file_id() for _ in range(int(count))]
    space = call.parameter("space") or "drive"
    return Answer({"kind": "drive#generatedIds", "space": space, "ids": ids})


def answer_about(_world: World, call: Call) -> Answer:
    """about.get: who asks; `fields` are mandatory."""
    if not call.parameter("fields"):
        raise DriveError(
            400,
            "required",
            "The 'fields' parameter is required for this method.",
            location="fields",
        )
    found = {
        "kind": "drive#about",
        "user": user(call.identity.email, me=True),
        "storageQuota": {"limit": "16106127360", "usage": "0", "usageInDrive": "0"},
    }
    return Answer(projected(found, mask_of(call, "")))


def answer_list(world: World, call: Call) -> Answer:
    """files.list: newest first unless ordered, in pages."""
    wanted = parsed_query(call.parameter("q") or "")
    start = _page_start(call.parameter("pageToken"))
    size = _page_size(call.parameter("pageSize"))
    with world.store.reading():
        files = world.store.files() if call.identity.reads else []
    files = [file for file in files if file.file_id not in world.forbidden]
    files = [file for file in files if matches(wanted, file, call.identity)]
    files = sorted_files(files, call.parameter("orderBy") or "")
    page = files[start : start + size]
    mask = mask_of(call, "kind,incompleteSearch,nextPageToken,files(kind,id,name,mimeType)")
    found: Json = {"kind": "drive#fileList", "incompleteSearch": False, "files": []}
    if start + size < len(files):
        found["nextPageToken"] = f"~!!~{start + size}"
    found = projected(found, {name: {} for name in mask})
    if "files" in found:
        found["files"] = [shown(file, call.identity, mask.get("files", {})) for file in page]
    return Answer(found)


def _page_start(token: str | None) -> int:
    digits = (token or "").removeprefix("~!!~")
    if not digits:
        return 0
    if not digits.isdigit():
        raise DriveError(400, "invalid", "Invalid Value", location="pageToken")
    return int(digits)


def _page_size(text: str | None) -> int:
    if not text:
        return _PAGE
    if not text.isdigit() or not 1 <= int(text) <= _MOST_A_PAGE:
        raise DriveError(
            400,
            "invalidParameter",
            f"Invalid value '{text}'. Values must be within the range: [1, {_MOST_A_PAGE}]",
            location="pageSize",
        )
    return int(text)


def answer_update(world: World, call: Call, file_id: str) -> Answer:
    """files.update: rename, move (addParents, removeParents), trash, app properties."""
    metadata = metadata_of(call.json())
    with world.store.writing():
        file = changeable(world, file_id, call.identity)
        change_metadata(world, file, metadata)
        _move(world, file, call)
        return Answer(shown(file, call.identity, mask_of(call, _PLAIN)))


def change_metadata(world: World, file: DriveFile, metadata: Json) -> None:
    """Take new metadata over; a new name is the spreadsheet's title too.

    Raises:
        DriveError: parents are given, which need addParents and removeParents.
    """
    if "parents" in metadata:
        raise DriveError(
            403,
            "fieldNotWritable",
            "The parents field is not directly writable in update requests. "
            "Use the addParents and removeParents parameters instead.",
        )
    for name in ("properties", "appProperties"):
        if name in metadata:
            both = file.resource.get(name, {}) | metadata[name]
            metadata[name] = {key: value for key, value in both.items() if value is not None}
    before = file.resource["modifiedTime"]
    file.resource |= metadata
    if "modifiedTime" not in metadata:
        file.resource["modifiedTime"] = max(before, world.store.now())
    file.resource["version"] = str(int(file.resource["version"]) + 1)
    world.store.save_file(file)
    workbook = world.store.workbook(file.file_id) if "name" in metadata else None
    if workbook is not None:
        workbook.properties["title"] = metadata["name"]
        world.store.changed(workbook, structure=True)


def _move(world: World, file: DriveFile, call: Call) -> None:
    added = [parent for parent in (call.parameter("addParents") or "").split(",") if parent]
    removed = (call.parameter("removeParents") or "").split(",")
    if not added and removed == [""]:
        return
    kept = [parent for parent in file.resource.get("parents", []) if parent not in removed]
    if added:
        kept += [parent for parent in parents_of(world, added) if parent not in kept]
    file.resource["parents"] = kept
    world.store.save_file(file)


def answer_delete(world: World, call: Call, file_id: str) -> Answer:
    """files.delete: at once, a folder with all that is in it; only the owner may."""
    with world.store.writing():
        file = visible(world, file_id, call.identity)
        if call.identity.role != "owner":
            raise file_forbidden()
        _delete(world, file)
    return Answer(b"", 204, "text/html")


def _delete(world: World, file: DriveFile) -> None:
    if file.resource["mimeType"] == FOLDER:
        for inner in world.store.files():
            if file.file_id in inner.resource.get("parents", []):
                _delete(world, inner)
    world.store.delete_file(file.file_id)


def answer_copy(world: World, call: Call, file_id: str) -> Answer:
    """files.copy: sheet ids are kept; without a name it is called `Copy of …`."""
    metadata = metadata_of(call.json())
    with world.store.writing():
        source = visible(world, file_id, call.identity)
        inherited = {
            name: source.resource[name]
            for name in ("mimeType", "parents", "properties", "appProperties", "description")
            if name in source.resource
        }
        name = f"Copy of {source.resource['name']}"
        file = create(world, call.identity, {"name": name} | inherited | metadata)
        _copy_content(world, source, file)
        return Answer(shown(file, call.identity, mask_of(call, _PLAIN)))


def _copy_content(world: World, source: DriveFile, file: DriveFile) -> None:
    original = world.store.workbook(source.file_id)
    workbook = world.store.workbook(file.file_id)
    if original is None or workbook is None:
        world.store.save_content(file.file_id, world.store.content(source.file_id))
        return
    workbook.properties = original.properties | {"title": file.resource["name"]}
    workbook.named_ranges = [dict(named) for named in original.named_ranges]
    workbook.metadata = [dict(found) for found in original.metadata]
    workbook.sheets = [
        copy_of_sheet(
            original, sheet, workbook, world.store.blank_rows(file.file_id), sheet.sheet_id
        )
        for sheet in original.sheets
    ]
