"""New files: their ids, their times, and the one blank sheet of a new spreadsheet."""

import secrets
import string
from typing import Any

from sheetsync.sandbox.access import World
from sheetsync.sandbox.state import DriveFile
from sheetsync.sandbox.workbook import (
    Sheet,
    Workbook,
    new_sheet_properties,
    new_workbook_properties,
)

Json = dict[str, Any]

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
#: The folder that has no parent: the caller's My Drive.
ROOT = "0ASandboxRootUk9PVA"
_SIGNS = string.ascii_letters + string.digits + "-_"
_LENGTH = 44


def new_file_id() -> str:
    """An id as Google makes them: 44 characters, the first a 1."""
    return "1" + "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH - 1))


def new_file(world: World, resource: Json) -> DriveFile:
    """Keep a new Drive entry with its times, newest of all."""
    now = world.store.now()
    times = {"createdTime": now, "modifiedTime": now, "version": "1", "parents": [ROOT]}
    chosen = str(resource.pop("id", "")) or new_file_id()
    file = DriveFile(chosen, times | resource)
    world.store.save_file(file)
    return file


def new_spreadsheet(world: World, resource: Json) -> DriveFile:
    """A new spreadsheet in Drive with one blank sheet."""
    file = new_file(world, resource | {"mimeType": SPREADSHEET})
    workbook = Workbook(file.file_id, new_workbook_properties(file.resource["name"]))
    world.store.add_workbook(workbook)
    rows = world.store.blank_rows(file.file_id)
    workbook.sheets.append(Sheet(new_sheet_properties(0, "Sheet1"), rows))
    return file
