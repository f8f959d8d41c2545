"""The journal's file: SQLite that is on the disk before anything is believed."""

import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sheetsync.errors import JournalError
from sheetsync.journal.editions import BRAKES, Value, to_second
from sheetsync.language import Phrase
from sheetsync.private_files import make_private_file, refuse_dangling_link

#: 2: brakes; keys hold marks of our own people instead of their addresses.
_VERSION = 2
#: "sjrn": tells our file from any other database.
_APPLICATION_ID = 0x736A726E
_BUSY_TIMEOUT_S = 10.0
_SECRET_LENGTH = 32
#: Added to the name of the run that had a letter when its journal was copied.
_BEFORE_THE_MOVE = "-moved"
_SCHEMA = """
CREATE TABLE secret (value BLOB NOT NULL) STRICT;
CREATE TABLE letters (
    spreadsheet_id TEXT NOT NULL, key TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'unknown')),
    reason TEXT NOT NULL, is_temporary INTEGER NOT NULL,
    recipients TEXT NOT NULL, subject TEXT NOT NULL, content_hash TEXT NOT NULL,
    message_id TEXT NOT NULL, dated_at TEXT NOT NULL, run_id TEXT NOT NULL,
    changed_at TEXT NOT NULL, handed_over_at TEXT NOT NULL,
    PRIMARY KEY (spreadsheet_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX letters_by_state ON letters (spreadsheet_id, state);
CREATE INDEX letters_by_time ON letters (handed_over_at);
CREATE TABLE drafts (
    spreadsheet_id TEXT NOT NULL, key TEXT NOT NULL, place TEXT NOT NULL,
    recipients TEXT NOT NULL, subject TEXT NOT NULL, content_hash TEXT NOT NULL,
    run_id TEXT NOT NULL, changed_at TEXT NOT NULL,
    PRIMARY KEY (spreadsheet_id, key, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE log_rows (
    number INTEGER PRIMARY KEY AUTOINCREMENT, spreadsheet_id TEXT NOT NULL, cells TEXT NOT NULL
) STRICT;
CREATE TABLE digest_items (
    spreadsheet_id TEXT NOT NULL, item TEXT NOT NULL, level INTEGER NOT NULL, day TEXT NOT NULL,
    PRIMARY KEY (spreadsheet_id, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE figures (
    spreadsheet_id TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL,
    PRIMARY KEY (spreadsheet_id, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE published (
    spreadsheet_id TEXT NOT NULL, tab TEXT NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (spreadsheet_id, tab)
) STRICT, WITHOUT ROWID;
CREATE TABLE row_counts (
    spreadsheet_id TEXT NOT NULL, tab TEXT NOT NULL, rows INTEGER NOT NULL,
    PRIMARY KEY (spreadsheet_id, tab)
) STRICT, WITHOUT ROWID;
CREATE TABLE jobs (
    spreadsheet_id TEXT NOT NULL, job TEXT NOT NULL, known_since TEXT NOT NULL,
    PRIMARY KEY (spreadsheet_id, job)
) STRICT, WITHOUT ROWID;
CREATE TABLE periods (
    spreadsheet_id TEXT NOT NULL, job TEXT NOT NULL, period TEXT NOT NULL, done_at TEXT NOT NULL,
    PRIMARY KEY (spreadsheet_id, job, period)
) STRICT, WITHOUT ROWID;
CREATE TABLE notices (
    spreadsheet_id TEXT NOT NULL, topic TEXT NOT NULL, content TEXT NOT NULL, day TEXT NOT NULL,
    PRIMARY KEY (spreadsheet_id, topic)
) STRICT, WITHOUT ROWID;
"""

_PAGES_OF_LOG = 64


class Store:
    """A connection; every statement outside `transaction` commits by itself.

    Args:
        path: the file; made when missing.
        read_only: look only; a missing file is an empty journal, and one of an earlier version is
            brought up to date in memory.

    Raises:
        JournalError: the file cannot be opened, is not a journal, or is a newer one.
        DanglingLinkError: its name is a link to nothing.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._path = path
        self._is_read_only = read_only
        with self._told():
            self._database = self._connected(read_only=read_only)
            self._database.row_factory = sqlite3.Row
            self._prepare()

    def rows(self, sql: str, *values: Value) -> list[sqlite3.Row]:
        """What a query finds."""
        with self._told():
            return self._database.execute(sql, values).fetchall()

    def change(self, sql: str, *values: Value) -> int:
        """Run one statement; how many rows it changed."""
        with self._told():
            return self._database.execute(sql, values).rowcount

    def change_many(self, sql: str, values: Iterable[tuple[Value, ...]]) -> None:
        """Run one statement for each tuple."""
        with self._told():
            self._database.executemany(sql, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block's statements or none; on the disk when the block ends."""
        self.change("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.change("ROLLBACK")
            raise
        self.change("COMMIT")

    @contextmanager
    def transaction_on_disk_with_the_next(self) -> Iterator[None]:
        """All of the block's statements or none, safe from a crash of the process at once.

        A power cut may lose them until the next commit is on the disk: the log is written in
        order, so that commit brings them along.
        """
        self.change("PRAGMA synchronous = NORMAL")
        try:
            with self.transaction():
                yield
        finally:
            self.change("PRAGMA synchronous = FULL")

    def secret(self) -> bytes:
        """Made once with the file; what Message-IDs are derived from."""
        return self.secrets()[0]

    def secrets(self) -> list[bytes]:
        """The secret, then one more for each machine that the journal was brought to."""
        return [bytes(row["value"]) for row in self.rows("SELECT value FROM secret ORDER BY rowid")]

    def move(self) -> None:
        """Tell this copy of a journal from the one that it was made of.

        The other machine may be at work still: it keeps its own name, and so its lease. What it
        did after the copy was made, it told the Send log; that is believed of letters that
        may go out still, as of letters of any other machine.
        """
        with self.transaction():
            self.change("INSERT INTO secret VALUES (?)", secrets.token_bytes(_SECRET_LENGTH))
            self.change(
                "UPDATE letters SET run_id = run_id || ? "
                "WHERE state = 'pending' OR (state = 'failed' AND is_temporary)",
                _BEFORE_THE_MOVE,
            )

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _connected(self, *, read_only: bool) -> sqlite3.Connection:
        if not read_only:
            # Where it cannot be made, SQLite says so.
            with suppress(OSError):
                make_private_file(self._path)
            return sqlite3.connect(self._path, timeout=_BUSY_TIMEOUT_S, isolation_level=None)
        # Not an empty journal: the letters it knows are perhaps on a disk that is not mounted.
        refuse_dangling_link(self._path)
        if not self._path.exists():
            return sqlite3.connect(":memory:", isolation_level=None)
        address = f"{self._path.resolve().as_uri()}?mode=ro"
        return sqlite3.connect(address, uri=True, timeout=_BUSY_TIMEOUT_S, isolation_level=None)

    def _prepare(self) -> None:
        [[version]] = self.rows("PRAGMA user_version")
        [[tables]] = self.rows("SELECT count(*) FROM sqlite_schema")
        if tables:
            self._check(version)
        # NORMAL would lose the last commits at a power cut, and so double letters.
        self.change("PRAGMA journal_mode = WAL")
        # A short log is written over in place. One that grows has the file system note its size at
        # every commit, and each letter waits several times as long for the disk.
        self.change(f"PRAGMA wal_autocheckpoint = {_PAGES_OF_LOG}")
        self.change("PRAGMA synchronous = FULL")
        if not tables:
            with self.transaction():
                self._make()
        elif version < _VERSION:
            self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        """Rewrite what an earlier version left; for somebody who only looks, in memory."""
        if self._is_read_only:
            copy = sqlite3.connect(":memory:", isolation_level=None)
            self._database.backup(copy)
            self._database.close()
            self._database = copy
            self._database.row_factory = sqlite3.Row
        with self.transaction():
            [[version]] = self.rows("PRAGMA user_version")
            # Another process may have been faster.
            if version < _VERSION:
                to_second(self)
                self.change(f"PRAGMA user_version = {_VERSION}")
        if self._is_read_only:
            self.change("PRAGMA query_only = ON")

    def _make(self) -> None:
        """Make the tables, unless another process was faster."""
        if self.rows("SELECT 1 FROM sqlite_schema"):
            return
        for statement in (*_SCHEMA.split(";\n"), BRAKES):
            self.change(statement)
        self.change("INSERT INTO secret VALUES (?)", secrets.token_bytes(_SECRET_LENGTH))
        self.change(f"PRAGMA application_id = {_APPLICATION_ID}")
        self.change(f"PRAGMA user_version = {_VERSION}")

    def _check(self, version: int) -> None:
        [[application_id]] = self.rows("PRAGMA application_id")
        if application_id != _APPLICATION_ID:
            raise JournalError(
                Phrase(ru="{name} — это не журнал", en="{name} is not a journal"),
                cure=Phrase(
                    ru="его папку называет state в config.yaml",
                    en="`state` in config.yaml names its folder",
                ),
                name=self._path.name,
            )
        if version > _VERSION:
            raise JournalError(
                Phrase(
                    ru="{name} записан более новой версией sheetsync",
                    en="{name} was written by a newer sheetsync",
                ),
                cure=Phrase(ru="установите её", en="install that one"),
                name=self._path.name,
            )

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise JournalError(
                Phrase(
                    ru="журнал {name} не открывается: {error}",
                    en="the journal {name} cannot be used: {error}",
                ),
                cure=Phrase(
                    ru="исправьте диск или права; если файл испорчен, отложите его "
                    "в сторону: что отправлено, сказано и во вкладке «Журнал "
                    "отправок»",
                    en="mend the disk or its rights; if the file is broken, move it "
                    "aside: the Send log tab still tells what was sent",
                ),
                name=self._path.name,
                error=error,
            ) from None
