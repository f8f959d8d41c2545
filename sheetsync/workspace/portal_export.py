"""What partners sent, written out: for a partner who asks, or for leaving."""

import hashlib
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from sheetsync.errors import PortalError
from sheetsync.portal.store.away import away_of
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.worker import all_submissions
from sheetsync.portal.vault.folder import Vault
from sheetsync.portal.vault.remote import RemoteVault
from sheetsync.private_files import make_private_folder, write_private
from sheetsync.rules.portal.submissions import FileFacts, StoredSubmission

_ODD = re.compile(r"[^\w.-]+")
_FILES = "files"
_LIST = "submissions.json"
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Attributes:
        submissions, files: how many.
        missing: submission and name of files that the vault lacks.
    """

    submissions: int
    files: int
    missing: tuple[tuple[str, str], ...]


def exported(
    store: Store,
    vault: Vault,
    folder: Path,
    partner_id: str = "",
    remote: RemoteVault | None = None,
) -> Exported:
    """Write submissions with their events as JSON, and their files beside.

    Args:
        store: the portal's.
        vault: where files lie; what a scanner found is left where it is.
        folder: written into; made if missing.
        partner_id: whose; "" for everybody's.
        remote: where files are kept that do not lie here any more.

    Raises:
        DatabaseError: the store cannot be read.
        SheetsyncError: the place where files are kept does not answer.
    """
    chosen = [
        one
        for one in all_submissions(store)
        if not partner_id or one.submission.partner_id == partner_id
    ]
    make_private_folder(folder / _FILES)
    count, missing = 0, []
    for one in chosen:
        for file in one.files:
            if file.scan == "infected":
                continue
            target = folder / _FILES / _file_name(one, file)
            if _brought(store, vault, file, target, remote):
                count += 1
            else:
                missing.append((one.submission.no, file.name_shown))
    content = msgspec.json.format(msgspec.json.encode(_told(chosen)), indent=2)
    write_private(folder / _LIST, content)
    return Exported(len(chosen), count, tuple(missing))


def _brought(
    store: Store, vault: Vault, file: FileFacts, target: Path, remote: RemoteVault | None
) -> bool:
    """Copy a file from here or from where it is kept; False where neither has it as it was."""
    if vault.holds(file.place):
        with suppress(PortalError), vault.open(file.place) as source:
            _copied(source, target)
            return True
    away = away_of(store, file.place) if remote is not None else None
    if remote is None or away is None or not away.ref:
        return False
    write_private(target, b"")
    with target.open("wb") as copy:
        is_there = remote.fetch(away.ref, copy)
    with target.open("rb") as copy:
        is_right = is_there and hashlib.file_digest(copy, "sha256").hexdigest() == file.sha256
    if not is_right:
        target.unlink()
    return is_right


def _told(chosen: Sequence[StoredSubmission]) -> list[dict[str, Any]]:
    """Submissions for reading: nothing that opens a form or names a place on this machine."""
    told = []
    for one in chosen:
        sent = msgspec.to_builtins(one.submission)
        sent.pop("once")
        sent["files"] = [
            {
                "name": file.name_shown,
                "sha256": file.sha256,
                "size": file.size,
                "scan": file.scan,
                "file": f"{_FILES}/{_file_name(one, file)}" if file.scan != "infected" else None,
            }
            for file in one.files
        ]
        sent["events"] = [
            {
                "at": event.at.isoformat(),
                "event": event.kind,
                "by": event.by,
                "text": event.text,
                "other": event.other_no,
            }
            for event in one.events
        ]
        told.append(sent)
    return told


def _file_name(one: StoredSubmission, file: FileFacts) -> str:
    """A name that says whose it is and leads nowhere else."""
    stem = _ODD.sub("_", file.name_shown.rpartition(".")[0]).strip("._")[:_LONGEST] or "file"
    return f"{one.submission.no}-{file.sha256[:8]}-{stem}.{file.ext}"


def _copied(source: Any, target: Path) -> None:  # noqa: ANN401  # a file that is read
    write_private(target, b"")
    with target.open("wb") as copy:
        shutil.copyfileobj(source, copy)
