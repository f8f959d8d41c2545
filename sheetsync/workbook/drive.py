"""Folders in Drive: found by a property we set, made once, shared only when asked."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sheetsync.errors import RequestRefusedError, SpreadsheetNotFoundError, WriteInDoubtError
from sheetsync.workbook.session import Session

FOLDER_TYPE = "application/vnd.google-apps.folder"
#: The app property that says whose folder it is; a rename by a person does not hide it.
PARTNER_PROPERTY = "sheetsyncPartner"
#: Of an app property Google keeps 124 bytes, its name included.
_LONGEST_PROPERTY = 124
_FILES = "https://www.googleapis.com/drive/v3/files"
_FIELDS = "id,name,webViewLink,appProperties"
_SHARED_DRIVES = {"supportsAllDrives": "true", "includeItemsFromAllDrives": "true"}
_ID_IN_URL = re.compile(r"/folders/([A-Za-z0-9_-]+)")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder in Drive.

    Attributes:
        url: where people open it.
        owner: the mark of the partner whose it is (`partner_mark`), "" for others.
    """

    folder_id: str
    name: str
    url: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """What sharing a folder did.

    Attributes:
        added: addresses that may add files now.
        refused: addresses that Google refuses.
        known: addresses that might before.
    """

    added: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    known: tuple[str, ...] = ()

    @property
    def with_access(self) -> tuple[str, ...]:
        """All that may add files."""
        return (*self.known, *self.added)


def folder_id_of(address: str) -> str:
    """The id of a folder, also when its address was given.

    >>> folder_id_of("https://drive.google.com/drive/folders/1AbC?usp=sharing")
    '1AbC'
    """
    match = _ID_IN_URL.search(address)
    return match.group(1) if match else address


def partner_mark(partner_id: str) -> str:
    """What stands for a partner in the property of its folder: the code, of a long one its digest.

    >>> partner_mark("P-001"), len(partner_mark("Я" * 64))
    ('P-001', 64)
    """
    is_kept = len(PARTNER_PROPERTY) + len(partner_id.encode()) <= _LONGEST_PROPERTY
    return partner_id if is_kept else hashlib.sha256(partner_id.encode()).hexdigest()


def is_folder(session: Session, file_id: str) -> bool:
    """Whether an id is that of a folder that we may see."""
    try:
        answer = session.client.http_client.request(
            "get",
            f"{_FILES}/{file_id}",
            params={"supportsAllDrives": "true", "fields": "mimeType"},
        )
    except SpreadsheetNotFoundError:
        return False
    return bool(answer.json()["mimeType"] == FOLDER_TYPE)


def may_edit(session: Session) -> bool:
    """Whether the session's spreadsheet is shared with its account for editing; one read.

    It is Drive's answer about the file, whatever the session's token may do.
    """
    answer = session.client.http_client.request(
        "get",
        f"{_FILES}/{session.spreadsheet_id}",
        params={"supportsAllDrives": "true", "fields": "capabilities(canEdit)"},
    )
    return bool(answer.json().get("capabilities", {}).get("canEdit"))


def folders_in(session: Session, parent_id: str) -> list[Folder]:
    """All folders directly in a folder, those in shared drives included."""
    return list(_listed(session, parent_id))


def made_folder(session: Session, parent_id: str, name: str, partner_id: str = "") -> Folder:
    """Make a folder; when the answer was lost, look for it before making another.

    Args:
        session: speaks to Drive.
        parent_id: where to make it.
        name: as people see it.
        partner_id: whose it is; by it the folder is found again.
    """
    body = {
        "name": name,
        "mimeType": FOLDER_TYPE,
        "parents": [parent_id],
        "appProperties": {PARTNER_PROPERTY: partner_mark(partner_id)} if partner_id else {},
    }
    try:
        answer = session.client.http_client.request(
            "post", _FILES, params={"supportsAllDrives": "true", "fields": _FIELDS}, json=body
        )
    except WriteInDoubtError:
        for folder in _listed(session, parent_id):
            if folder.name == name and folder.owner == partner_mark(partner_id):
                return folder
        raise
    return _folder(answer.json())


def readers_of(session: Session, folder_id: str) -> frozenset[str]:
    """Addresses that a folder is shared with, in lower case."""
    answer = session.client.http_client.request(
        "get",
        f"{_FILES}/{folder_id}/permissions",
        params={"supportsAllDrives": "true", "fields": "permissions(emailAddress)"},
    )
    return frozenset(
        str(permission["emailAddress"]).casefold()
        for permission in answer.json().get("permissions", [])
        if permission.get("emailAddress")
    )


def share_folder(session: Session, folder_id: str, addresses: Sequence[str]) -> Shared:
    """Let people add files to a folder; those who may already are left alone.

    Google writes to nobody about it, and refuses addresses that are no Google account's.
    """
    present = readers_of(session, folder_id)
    added, refused = [], []
    for address in addresses:
        if address.casefold() in present:
            continue
        try:
            session.client.http_client.request(
                "post",
                f"{_FILES}/{folder_id}/permissions",
                params={"supportsAllDrives": "true", "sendNotificationEmail": "false"},
                json={"type": "user", "role": "writer", "emailAddress": address},
            )
        except RequestRefusedError:
            refused.append(address)
        else:
            added.append(address)
    known = tuple(address for address in addresses if address.casefold() in present)
    return Shared(tuple(added), tuple(refused), known)


def _listed(session: Session, parent_id: str) -> Iterator[Folder]:
    query = f"mimeType = '{FOLDER_TYPE}' and '{parent_id}' in parents and trashed = false"
    params: dict[str, str | int | bool | float | list[str] | None] = {
        "q": query,
        "pageSize": "1000",
        "fields": f"nextPageToken,files({_FIELDS})",
        **_SHARED_DRIVES,
    }
    while True:
        answer = session.client.http_client.request("get", _FILES, params=params).json()
        yield from map(_folder, answer.get("files", []))
        if not answer.get("nextPageToken"):
            return
        params["pageToken"] = answer["nextPageToken"]


def _folder(file: Mapping[str, Any]) -> Folder:
    url = file.get("webViewLink") or f"https://drive.google.com/drive/folders/{file['id']}"
    owner = file.get("appProperties", {}).get(PARTNER_PROPERTY, "")
    return Folder(file["id"], file["name"], url, owner)
