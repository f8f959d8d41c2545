"""Exports, uploads and their conversion into spreadsheets."""

import email.parser
import email.policy
import hashlib
import secrets
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from sheetsync.sandbox import separated, xlsx
from sheetsync.sandbox.access import Upload, World
from sheetsync.sandbox.calls import Answer, Call
from sheetsync.sandbox.drive.files import (
    change_metadata,
    changeable,
    create,
    new_metadata_of,
    visible,
)
from sheetsync.sandbox.drive.resource import full, mask_of, shown
from sheetsync.sandbox.errors import DriveError
from sheetsync.sandbox.field_masks import parsed
from sheetsync.sandbox.identity import Identity
from sheetsync.sandbox.new_files import SPREADSHEET
from sheetsync.sandbox.recalculation import recalculate
from sheetsync.sandbox.state import DriveFile
from sheetsync.sandbox.workbook import Sheet, Workbook, new_sheet_properties

Json = dict[str, Any]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DELIMITERS = {"text/csv": ",", "text/tab-separated-values": "\t", "text/plain": ","}
_ENDINGS = {"text/csv": "csv", "text/tab-separated-values": "tsv", XLSX: "xlsx"}
_PLAIN = "kind,id,name,mimeType"
_UPLOAD_ID_BYTES = 24
#: The zone that a converted upload gets, recorded.
_CONVERTED_ZONE = "America/Los_Angeles"


def answer_export(world: World, call: Call, file_id: str) -> Answer:
    """files.export: CSV or TSV of the first sheet, or all sheets as .xlsx."""
    kind = call.parameter("mimeType") or ""
    with world.store.reading():
        file = visible(world, file_id, call.identity)
        workbook = world.store.workbook(file_id)
        if workbook is None:
            raise DriveError(403, "fileNotExportable", "Export only supports Docs Editors files.")
        content = _exported(world, workbook, kind)
    name = quote(f"{file.resource['name']}.{_ENDINGS[kind]}")
    headers = (("Content-Disposition", f"attachment; filename*=UTF-8''{name}"),)
    return Answer(content, 200, kind, headers)


def _exported(world: World, workbook: Workbook, kind: str) -> bytes:
    if kind == XLSX:
        return xlsx.written(workbook)
    if kind not in ("text/csv", "text/tab-separated-values"):
        raise DriveError(
            400, "badRequest", "The requested conversion is not supported.", location="convertTo"
        )
    first = workbook.sheets[0]
    shown_values = world.switches.csv_shown
    return separated.written(workbook, first, delimiter=_DELIMITERS[kind], shown=shown_values)


def answer_upload(world: World, call: Call) -> Answer:
    """files.create with content: media, multipart or resumable; a spreadsheet is converted."""
    if call.parameter("uploadType") == "resumable":
        return _begun(world, call)
    metadata, kind, content = _parts(call)
    with world.store.writing():
        file = _made(world, call.identity, metadata, kind, content)
        return Answer(shown(file, call.identity, mask_of(call, _PLAIN)))


def _begun(world: World, call: Call) -> Answer:
    """The first half of a resumable upload: what the file is; where to send it is answered."""
    upload_id = secrets.token_urlsafe(_UPLOAD_ID_BYTES)
    metadata = new_metadata_of(call.json())
    world.uploads[upload_id] = Upload(metadata, call.parameter("fields") or _PLAIN)
    query = urlencode({"uploadType": "resumable", "upload_id": upload_id})
    return Answer(b"", 200, "text/plain", (("Location", f"{call.path}?{query}"),))


def answer_upload_content(world: World, call: Call) -> Answer:
    """The second half: the content, in one piece."""
    upload = world.uploads.get(call.parameter("upload_id") or "")
    if upload is None:
        raise DriveError(404, "notFound", "Upload session not found.")
    kind = call.content_type.partition(";")[0].strip().lower() or "application/octet-stream"
    with world.store.writing():
        file = _made(world, call.identity, dict(upload.metadata), kind, call.body)
        answer = Answer(shown(file, call.identity, parsed(upload.fields)))
    del world.uploads[call.parameter("upload_id") or ""]
    return answer


def _made(world: World, identity: Identity, metadata: Json, kind: str, content: bytes) -> DriveFile:
    wanted = metadata.get("mimeType")
    metadata.setdefault("mimeType", kind)
    file = create(world, identity, metadata)
    if wanted == SPREADSHEET:
        _convert(world, file, kind, content)
    else:
        _keep(world, file, content)
    return file


def _keep(world: World, file: DriveFile, content: bytes) -> None:
    """Keep what was uploaded, with what Drive tells of it."""
    file.resource |= {
        "size": str(len(content)),
        "md5Checksum": hashlib.md5(content, usedforsecurity=False).hexdigest(),
        "sha1Checksum": hashlib.sha1(content, usedforsecurity=False).hexdigest(),
        "sha256Checksum": hashlib.sha256(content).hexdigest(),
    }
    world.store.save_file(file)
    world.store.save_content(file.file_id, content)


def answer_reupload(world: World, call: Call, file_id: str) -> Answer:
    """files.update with content: a spreadsheet's sheets are replaced by the upload's."""
    metadata, kind, content = _parts(call)
    with world.store.writing():
        file = changeable(world, file_id, call.identity)
        for name in ("mimeType", "id"):
            metadata.pop(name, None)
        change_metadata(world, file, metadata)
        if file.resource["mimeType"] == SPREADSHEET:
            _convert(world, file, kind, content)
        else:
            _keep(world, file, content)
        return Answer(shown(file, call.identity, mask_of(call, _PLAIN)))


def _parts(call: Call) -> tuple[Json, str, bytes]:
    """The metadata, media type and content of an upload."""
    kind = call.content_type.partition(";")[0].strip().lower()
    upload = call.parameter("uploadType")
    if upload == "media":
        return {}, kind or "application/octet-stream", call.body
    if upload != "multipart":
        raise DriveError(
            400, "badRequest", f"The sandbox knows no uploadType {upload or ''}".rstrip() + "."
        )
    head = f"Content-Type: {call.content_type}\r\n\r\n".encode()
    parser = email.parser.BytesParser(policy=email.policy.HTTP)
    parts = list(parser.parsebytes(head + call.body).iter_parts())
    if len(parts) != len(("metadata", "content")):
        raise DriveError(400, "badContent", "Bad content: two parts are expected.")
    described = parts[0].get_payload(decode=True)
    content = parts[1].get_payload(decode=True)
    assert isinstance(described, bytes)  # noqa: S101  (decode=True gives bytes of a leaf)
    assert isinstance(content, bytes)  # noqa: S101  (likewise)
    try:
        metadata = new_metadata_of(msgspec.json.decode(described or b"{}"))
    except msgspec.DecodeError:
        raise DriveError(400, "parseError", "Parse Error") from None
    return metadata, parts[1].get_content_type(), content


def _convert(world: World, file: DriveFile, kind: str, content: bytes) -> None:
    """Replace all sheets of a spreadsheet by what an upload holds."""
    workbook = world.store.workbook(file.file_id)
    assert workbook is not None  # noqa: S101  (the file is a spreadsheet)
    world.store.changed(workbook, structure=True)

    def blank() -> Any:  # noqa: ANN401  (rows of this file)
        return world.store.blank_rows(file.file_id)

    if kind == XLSX:
        xlsx.read(workbook, content, blank)
    elif kind in _DELIMITERS:
        sheet = Sheet(new_sheet_properties(workbook.new_id(), file.resource["name"]), blank())
        workbook.deleted += workbook.sheets
        workbook.sheets = [sheet]
        separated.fill(workbook, sheet, content, _DELIMITERS[kind])
    else:
        raise DriveError(400, "badRequest", f"A file of type {kind} cannot be converted.")
    workbook.properties["timeZone"] = _CONVERTED_ZONE
    workbook.named_ranges.clear()
    workbook.metadata.clear()
    recalculate(workbook)
    world.touch(file.file_id)


def answer_upload_v2(world: World, call: Call, file_id: str) -> Answer:
    """Drive v2's files.update with media, as gspread's import_csv sends it."""
    kind = call.content_type.partition(";")[0].strip().lower()
    with world.store.writing():
        file = changeable(world, file_id, call.identity)
        converts = (call.parameter("convert") or "").lower() == "true"
        if file.resource["mimeType"] == SPREADSHEET and converts:
            _convert(world, file, kind, call.body)
        else:
            world.store.save_content(file_id, call.body)
        file = visible(world, file_id, call.identity)
        return Answer(_v2(full(file, call.identity)))


def _v2(found: Json) -> Json:
    """A File in the words of Drive v2."""
    return {
        "kind": "drive#file",
        "id": found["id"],
        "title": found["name"],
        "mimeType": found["mimeType"],
        "createdDate": found["createdTime"],
        "modifiedDate": found["modifiedTime"],
        "version": found["version"],
        "labels": {
            "starred": found["starred"],
            "hidden": False,
            "trashed": found["trashed"],
            "restricted": False,
            "viewed": True,
        },
        "parents": [{"kind": "drive#parentReference", "id": parent} for parent in found["parents"]],
        "ownerNames": [owner["displayName"] for owner in found["owners"]],
        "shared": found["shared"],
        "editable": found["capabilities"]["canEdit"],
        "copyable": True,
        "writersCanShare": True,
        "alternateLink": found["webViewLink"],
    }
