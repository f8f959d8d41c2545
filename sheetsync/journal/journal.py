"""The journal of one spreadsheet, its parts side by side."""

import hashlib
from pathlib import Path
from types import TracebackType
from typing import Self

from sheetsync.dates import Clock
from sheetsync.journal.brakes import Brakes
from sheetsync.journal.drafts import Drafts
from sheetsync.journal.letters import JournaledLetters
from sheetsync.journal.log_queue import LogQueue
from sheetsync.journal.memory import Memory
from sheetsync.journal.store import Store

_OWNER_LENGTH = 16


def move_journal(path: Path) -> None:
    """Make of the copy of a journal one of its own, before it is used on this machine.

    Raises:
        JournalError: it is none, is broken, or is of a newer version.
    """
    store = Store(path)
    try:
        store.move()
    finally:
        store.close()


class Journal:
    """What was sent and done, on this machine; letters belong to one spreadsheet.

    Args:
        path: the SQLite file; made when missing.
        spreadsheet_id: whose letters these are; the sandbox's and Google's never mix.
        clock: for when things happened.
        read_only: for a dry run; writes fail, and a missing file is an empty journal.

    Attributes:
        letters: states of letters.
        brakes: letters in doubt that stopped the mailing of their kind.
        drafts: letters that were only written to a folder or to the test recipient.
        log_queue: rows that the Send log has yet to hear.
        memory: published tabs, row counts, done periods, digests, notices.
        owner: this journal's own name, by which its machine knows its lease again.
        secret: what Message-IDs are derived from; made once with the file.

    Raises:
        JournalError: the file cannot be used.
    """

    def __init__(
        self, path: Path, spreadsheet_id: str, clock: Clock, *, read_only: bool = False
    ) -> None:
        self._store = Store(path, read_only=read_only)
        self.spreadsheet_id = spreadsheet_id
        self.log_queue = LogQueue(self._store, spreadsheet_id)
        self.letters = JournaledLetters(self._store, spreadsheet_id, clock, self.log_queue)
        self.brakes = Brakes(self._store, spreadsheet_id)
        self.drafts = Drafts(self._store, spreadsheet_id, clock, self.log_queue)
        self.memory = Memory(self._store, spreadsheet_id, clock)
        self.secret = self._store.secret()
        names = b"".join(self._store.secrets())
        self.owner = hashlib.sha256(b"owner" + names).hexdigest()[:_OWNER_LENGTH]

    def check_writable(self) -> None:
        """Find out whether anything can be noted here; a file may be readable and no more.

        Raises:
            JournalError: it cannot.
        """
        with self._store.transaction():
            pass

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
