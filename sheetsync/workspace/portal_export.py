"""What partners sent, written out: for a partner who asks, or for leaving."""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from sheetsync.errors import PortalError
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.worker import all_submissions
from sheetsync.portal.vault.folder import Vault
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


def exported(store: Store, vault: Vault, folder: Path, partner_id: str = "") -> Exported:
    """Write submissions with their events as JSON, and their files beside.

    Args:
        store: the portal's.
        vault: where files lie; what a scanner found is left where it is.
        folder: written into; made if missing.
        partner_id: whose; "" for everybody's.

    Raises:
        DatabaseError: the store cannot be read.
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
            try:
                with vault.open(file.place) as source:
                    _copied(source, folder / _FILES / _file_name(one, file))
            except PortalError:
                missing.append((one.submission.no, file.name_shown))
            else:
                count += 1
    content = msgspec.json.format(msgspec.json.encode(_told(chosen)), indent=2)
    write_private(folder / _LIST, content)
    return Exported(len(chosen), count, tuple(missing))


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
