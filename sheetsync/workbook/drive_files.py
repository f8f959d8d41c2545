"""Files in Drive: each under an id that is known before it is sent, with Drive's own checksum.

Drive finds a new file by its name or its properties only after a while, by its id at once; and two
files may have one name. So an id is generated and kept first: whoever lost the answer asks for that
id, and a second file cannot come about. Source: Drive API, "Pre-generate IDs", "Resumable uploads".
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from sheetsync.errors import (
    AccessDeniedError,
    RequestRefusedError,
    SpreadsheetNotFoundError,
    WriteInDoubtError,
)
from sheetsync.workbook.session import Session

_FILES = "https://www.googleapis.com/drive/v3/files"
_UPLOAD = "https://www.googleapis.com/upload/drive/v3/files"
_FIELDS = "id,size,md5Checksum,sha256Checksum,trashed,webViewLink"
_ALL_DRIVES = {"supportsAllDrives": "true"}
_LISTED = {**_ALL_DRIVES, "includeItemsFromAllDrives": "true", "corpora": "allDrives"}
_DONE = (200, 201)
#: The most that Drive gives at once.
_PAGE = "1000"

Resource = Mapping[str, Any]


def new_id(session: Session) -> str:
    """An id for a file that is made next; one that is never used costs nothing."""
    answer = session.client.http_client.request(
        "get", f"{_FILES}/generateIds", params={"count": "1", "space": "drive", "type": "files"}
    )
    return str(answer.json()["ids"][0])


def upload(session: Session, metadata: Resource, path: Path, kind: str) -> Resource:
    """Make a file with its content; one that is there under its id already is left as it is.

    Args:
        session: speaks to Drive.
        metadata: of the file, its ``id`` from `new_id`.
        path: the content; read into memory.
        kind: its media type.

    Returns:
        What Drive says of the file.
    """
    client = session.client.http_client
    try:
        begun = client.request(
            "post",
            _UPLOAD,
            params={"uploadType": "resumable", "fields": _FIELDS, **_ALL_DRIVES},
            json=metadata,
            headers={"X-Upload-Content-Type": kind},
        )
        sent = client.request(
            "put", begun.headers["Location"], data=path.read_bytes(), headers={"Content-Type": kind}
        )
    except (WriteInDoubtError, RequestRefusedError, SpreadsheetNotFoundError):
        # Lost, refused as a second one, or the upload was forgotten: the file itself tells.
        found = file_of(session, str(metadata["id"]))
        if found is None:
            raise
        return found
    # Anything else is an upload that Drive does not call whole: no checksum, nothing is believed.
    answer: Resource = sent.json() if sent.status_code in _DONE else {"id": metadata["id"]}
    return answer


def file_of(session: Session, file_id: str) -> Resource | None:
    """What Drive says of a file; None for one that is gone or in the bin."""
    try:
        answer = session.client.http_client.request(
            "get", f"{_FILES}/{file_id}", params={"fields": _FIELDS, **_ALL_DRIVES}
        ).json()
    except SpreadsheetNotFoundError:
        return None
    found: Resource = answer
    return None if found.get("trashed") else found


def files_with(session: Session, marks: Mapping[str, str]) -> Iterator[Resource]:
    """All files with these app properties, the newest first, those in the bin left out."""
    parts = [f"appProperties has {{ key='{key}' and value='{marks[key]}' }}" for key in marks]
    query = " and ".join([*parts, "trashed = false"])
    params: dict[str, Any] = {
        "q": query,
        "pageSize": _PAGE,
        "fields": f"nextPageToken,files({_FIELDS})",
        **_LISTED,
    }
    while True:
        answer = session.client.http_client.request("get", _FILES, params=params).json()
        yield from answer.get("files", [])
        if not answer.get("nextPageToken"):
            return
        params["pageToken"] = answer["nextPageToken"]


def download(session: Session, file_id: str, into: BinaryIO) -> bool:
    """Write a file's content; False for one that is gone."""
    try:
        answer = session.client.http_client.request(
            "get", f"{_FILES}/{file_id}", params={"alt": "media", **_ALL_DRIVES}
        )
    except SpreadsheetNotFoundError:
        return False
    into.write(answer.content)
    return True


def throw_away(session: Session, file_id: str) -> None:
    """Put a file into the bin; one that is gone already, or that we may not touch, is left."""
    try:
        session.client.http_client.request(
            "patch",
            f"{_FILES}/{file_id}",
            params={"fields": "id", **_ALL_DRIVES},
            json={"trashed": True},
        )
    except (AccessDeniedError, SpreadsheetNotFoundError, WriteInDoubtError):
        return
