"""A Drive file as answers show it, by the `fields` parameter."""

from hashlib import sha256
from typing import Any

from sheetsync.sandbox.calls import Call
from sheetsync.sandbox.errors import DriveError
from sheetsync.sandbox.field_masks import Mask, parsed, projected
from sheetsync.sandbox.identity import OWNER_EMAIL, Identity
from sheetsync.sandbox.new_files import SPREADSHEET
from sheetsync.sandbox.state import DriveFile

Json = dict[str, Any]

FOLDER = "application/vnd.google-apps.folder"

_KNOWN = frozenset(
    (
        "appProperties",
        "capabilities",
        "contentHints",
        "contentRestrictions",
        "copyRequiresWriterPermission",
        "createdTime",
        "description",
        "driveId",
        "explicitlyTrashed",
        "exportLinks",
        "fileExtension",
        "folderColorRgb",
        "fullFileExtension",
        "hasAugmentedPermissions",
        "hasThumbnail",
        "headRevisionId",
        "iconLink",
        "id",
        "imageMediaMetadata",
        "inheritedPermissionsDisabled",
        "isAppAuthorized",
        "kind",
        "labelInfo",
        "lastModifyingUser",
        "linkShareMetadata",
        "md5Checksum",
        "mimeType",
        "modifiedByMe",
        "modifiedByMeTime",
        "modifiedTime",
        "name",
        "originalFilename",
        "ownedByMe",
        "owners",
        "parents",
        "permissionIds",
        "permissions",
        "properties",
        "quotaBytesUsed",
        "resourceKey",
        "sha1Checksum",
        "sha256Checksum",
        "shared",
        "sharedWithMeTime",
        "sharingUser",
        "shortcutDetails",
        "size",
        "spaces",
        "starred",
        "teamDriveId",
        "thumbnailLink",
        "thumbnailVersion",
        "trashed",
        "trashedTime",
        "trashingUser",
        "version",
        "videoMediaMetadata",
        "viewedByMe",
        "viewedByMeTime",
        "viewersCanCopyContent",
        "webContentLink",
        "webViewLink",
        "writersCanShare",
    )
)


def permission_id(email: str) -> str:
    """The id under which an address appears in all permission lists."""
    return str(int(sha256(email.casefold().encode()).hexdigest()[:16], 16)).zfill(20)[:20]


def user(email: str, *, me: bool = False) -> Json:
    """A User resource."""
    return {
        "kind": "drive#user",
        "displayName": email,
        "me": me,
        "permissionId": permission_id(email),
        "emailAddress": email,
    }


def owner_permission() -> Json:
    """The permission every new file has."""
    return {
        "kind": "drive#permission",
        "id": permission_id(OWNER_EMAIL),
        "type": "user",
        "emailAddress": OWNER_EMAIL,
        "role": "owner",
        "displayName": OWNER_EMAIL,
        "deleted": False,
        "pendingOwner": False,
    }


def full(file: DriveFile, identity: Identity) -> Json:
    """Everything a File resource can show."""
    kept = file.resource
    permissions = kept.get("permissions", [])
    owned = identity.role == "owner"
    found = {
        "kind": "drive#file",
        "id": file.file_id,
        "trashed": False,
        "starred": False,
        "explicitlyTrashed": False,
        "spaces": ["drive"],
        "shared": len(permissions) > 1,
        "ownedByMe": owned,
        "owners": [user(OWNER_EMAIL, me=owned)],
        "lastModifyingUser": user(identity.email, me=True),
        "permissionIds": [permission["id"] for permission in permissions],
        "webViewLink": _view_link(file),
        "capabilities": {
            "canEdit": identity.writes,
            "canCopy": True,
            "canShare": identity.writes,
            "canDelete": owned,
            "canTrash": owned,
            "canRename": identity.writes,
            "canDownload": True,
        },
        "writersCanShare": True,
        "viewersCanCopyContent": True,
        "copyRequiresWriterPermission": False,
    }
    return found | {name: value for name, value in kept.items() if name != "comments"}


def _view_link(file: DriveFile) -> str:
    """Where people open a file."""
    if file.resource["mimeType"] == SPREADSHEET:
        return f"https://docs.google.com/spreadsheets/d/{file.file_id}/edit?usp=drivesdk"
    if file.resource["mimeType"] == FOLDER:
        return f"https://drive.google.com/drive/folders/{file.file_id}"
    return f"https://drive.google.com/file/d/{file.file_id}/view?usp=drivesdk"


def mask_of(call: Call, plain: str) -> Mask:
    """The `fields` parameter as a tree, or a default one.

    Raises:
        DriveError: it is no mask.
    """
    text = call.parameter("fields") or plain
    try:
        mask = parsed(text)
    except ValueError:
        raise invalid_selection(text) from None
    return {} if "*" in mask else mask


def invalid_selection(text: str) -> DriveError:
    """Drive's refusal of a `fields` parameter."""
    return DriveError(400, "invalidParameter", f"Invalid field selection {text}", location="fields")


def shown(file: DriveFile, identity: Identity, mask: Mask) -> Json:
    """A File with the fields that a mask asks for.

    Raises:
        DriveError: the mask names a field that files do not have.
    """
    for name in mask:
        if name not in _KNOWN:
            raise invalid_selection(name)
    found: Json = projected(full(file, identity), _without_stars(mask))
    return found


def _without_stars(mask: Mask) -> Mask:
    if "*" in mask:
        return {}
    return {name: _without_stars(below) for name, below in mask.items()}
