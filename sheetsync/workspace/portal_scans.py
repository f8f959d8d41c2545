"""Files that wait for the virus scanner: looked at, told, moved aside.

While the scanner is away a file stays unopened, and whoever enters invoices hears of it after half
an hour. Source: portal.md 6, scan.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from sheetsync.errors import PortalError, ScannerAwayError
from sheetsync.portal.store.worker import get_value, pending_files, set_values, settle_scan
from sheetsync.portal.vault.scanning import Clamd
from sheetsync.rules.portal.submissions import Event, EventKind, FileFacts
from sheetsync.workspace.portal_worker import PortalWorker

#: So long a scanner may be away before somebody hears of it.
TOLD_AFTER = timedelta(minutes=30)
_AWAY_SINCE = "scanner_away_since"
_AT_ONCE = 20
_ID_BYTES = 16
_SCANNER = "scanner"


def scan_pending(worker: PortalWorker, clamd: Clamd | None) -> int:
    """Have files looked at that nobody has looked at, the first ones that came.

    Args:
        worker: whose files.
        clamd: the scanner; None: there is none, and what still waits for one is let through.

    Returns:
        How many files were looked at.

    Raises:
        DatabaseError: the store cannot be used.
    """
    pending = pending_files(worker.store)
    files = {(file.sha256, file.place): file for _, file in pending}
    numbers: dict[tuple[str, str], list[str]] = {}
    for no, file in pending:
        numbers.setdefault((file.sha256, file.place), []).append(no)
    done = 0
    for key, file in list(files.items())[:_AT_ONCE]:
        try:
            _scan(worker, clamd, file, numbers[key])
        except (ScannerAwayError, PortalError, OSError):
            _note_away(worker)
            return done
        done += 1
    if done or not pending:
        _note_back(worker)
    return done


def away_since(worker: PortalWorker) -> datetime | None:
    """Since when files wait for a scanner that does not answer; None: none does.

    Raises:
        DatabaseError: the store cannot be read.
    """
    text = get_value(worker.store, _AWAY_SINCE)
    return datetime.fromisoformat(text) if text else None


def _scan(
    worker: PortalWorker, clamd: Clamd | None, file: FileFacts, numbers: Sequence[str]
) -> None:
    found = clamd.scan(worker.vault.path(file.place)) if clamd is not None else None
    if found is None or found.is_clean:
        kind: EventKind = "scanned"
        settle_scan(
            worker.store, file, "clean", file.place, _events(worker, kind, file, numbers, "")
        )
        return
    place = worker.vault.set_aside(file.place)
    events = _events(worker, "infected", file, numbers, found.name)
    settle_scan(worker.store, file, "infected", place, events)


def _events(
    worker: PortalWorker, kind: EventKind, file: FileFacts, numbers: Sequence[str], name: str
) -> list[Event]:
    """The events of the submissions that hold a file; the same however often they are made."""
    return [
        Event(
            row_id=hashlib.blake2b(
                f"{no}\0{file.sha256}\0{kind}".encode(), digest_size=_ID_BYTES
            ).hexdigest(),
            submission_no=no,
            kind=kind,
            at=worker.clock.now(),
            by=_SCANNER,
            text=name,
        )
        for no in dict.fromkeys(numbers)
    ]


def _note_away(worker: PortalWorker) -> None:
    if away_since(worker) is None:
        set_values(worker.store, {_AWAY_SINCE: worker.clock.now().isoformat()})


def _note_back(worker: PortalWorker) -> None:
    if away_since(worker) is not None:
        set_values(worker.store, {_AWAY_SINCE: ""})
