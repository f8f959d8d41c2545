"""The state in one SQLite file: a transaction a request, safe for several processes.

Workbooks stay decoded in the process. Each transaction first asks the file for a workbook's
version: when another process wrote meanwhile, what it changed is read again, the rest stays.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from sheetsync.sandbox.records import Cached, Records
from sheetsync.sandbox.rope import Rows
from sheetsync.sandbox.sqlite_file import opened
from sheetsync.sandbox.workbook import Workbook

#: Decoded blocks kept in the process; about two million cells of twenty columns.
_BLOCKS_KEPT = 2000

Json = dict[str, Any]
Clock = Callable[[], datetime]


@dataclass
class DriveFile:
    """One entry of Drive: a spreadsheet, a folder or an uploaded file.

    Attributes:
        file_id: Google's id of it.
        resource: what Drive keeps: name, mimeType, createdTime, modifiedTime (both in
            RFC 3339), version, parents, permissions, appProperties and so on.
        number: grows with each new file: newest first is by this.
    """

    file_id: str
    resource: Json
    number: int = 0


class Store:
    """The file, and what this process has decoded of it.

    Args:
        path: the SQLite file; made empty when missing.
        clock: tells the aware UTC time that changes are stamped with.

    Raises:
        SandboxError: the file is no sandbox, or cannot be opened.
    """

    def __init__(self, path: Path | str, clock: Clock) -> None:
        self.path = Path(path)
        self.clock = clock
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        self._cache: dict[str, Cached] = {}
        self._records = Records(self._execute, self._cache)
        self._opened: set[str] = set()
        self._changed: set[str] = set()
        self._rebuilt: set[str] = set()
        with self._lock:
            self._connect()

    @contextmanager
    def reading(self) -> Iterator["Store"]:
        """One consistent look at the file."""
        with self._lock, self._transaction("BEGIN"):
            yield self

    @contextmanager
    def writing(self) -> Iterator["Store"]:
        """One change: all of it is stored when the block ends, nothing when it raises."""
        with self._lock, self._transaction("BEGIN IMMEDIATE"):
            yield self

    def close(self) -> None:
        """Let the file go; the next use opens it again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            self._cache.clear()

    def reset(self) -> None:
        """Empty the file: no files, no workbooks."""
        with self.writing():
            for table in ("files", "workbooks", "sheets", "blocks"):
                self._execute(f"DELETE FROM {table}")  # noqa: S608  (the four names above)
            self._cache.clear()

    def now(self) -> str:
        """The clock's time as Drive writes it: RFC 3339, milliseconds, Z."""
        moment = self.clock().astimezone(UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"

    # -- files

    def file(self, file_id: str) -> DriveFile | None:
        """A Drive entry by id."""
        found = self._execute("SELECT resource, number FROM files WHERE id = ?", file_id).fetchone()
        return DriveFile(file_id, msgspec.json.decode(found[0]), found[1]) if found else None

    def files(self) -> list[DriveFile]:
        """All Drive entries, newest first."""
        found = self._execute("SELECT id, resource, number FROM files ORDER BY number DESC")
        return [DriveFile(key, msgspec.json.decode(text), number) for key, text, number in found]

    def save_file(self, file: DriveFile) -> None:
        """Store a Drive entry, a new one as the newest."""
        if not file.number:
            newest = self._execute("SELECT coalesce(max(number), 0) FROM files").fetchone()[0]
            file.number = newest + 1
        self._execute(
            "INSERT INTO files(id, number, resource) VALUES(?, ?, ?) "
            "ON CONFLICT(id) DO UPDATE SET resource = excluded.resource",
            file.file_id,
            file.number,
            msgspec.json.encode(file.resource).decode(),
        )

    def content(self, file_id: str) -> bytes:
        """The bytes of an uploaded file; b"" for a spreadsheet."""
        found = self._execute("SELECT content FROM files WHERE id = ?", file_id).fetchone()
        return bytes(found[0]) if found and found[0] is not None else b""

    def save_content(self, file_id: str, content: bytes) -> None:
        """Keep the bytes of an uploaded file."""
        self._execute("UPDATE files SET content = ? WHERE id = ?", content, file_id)

    def delete_file(self, file_id: str) -> None:
        """Remove a Drive entry and its workbook."""
        self._execute("DELETE FROM files WHERE id = ?", file_id)
        self.delete_workbook(file_id)

    # -- workbooks

    def workbook(self, file_id: str) -> Workbook | None:
        """A workbook as of this transaction."""
        if file_id in self._opened:
            return self._cache[file_id].workbook
        version = self._records.version(file_id)
        if version is None:
            self._cache.pop(file_id, None)
            return None
        cached = self._cache.get(file_id)
        if cached is None or cached.workbook.version != version:
            cached = self._cache[file_id] = self._records.loaded(file_id, cached)
        self._opened.add(file_id)
        cached.workbook.now = self._wall_clock(cached.workbook)
        return cached.workbook

    def _wall_clock(self, workbook: Workbook) -> datetime:
        try:
            zone: tzinfo = ZoneInfo(workbook.properties["timeZone"])
        except (KeyError, ValueError, ZoneInfoNotFoundError):
            zone = UTC
        return self.clock().astimezone(zone).replace(tzinfo=None)

    def add_workbook(self, workbook: Workbook) -> None:
        """Keep a new workbook."""
        self._cache[workbook.file_id] = Cached(workbook)
        self._opened.add(workbook.file_id)
        workbook.now = self._wall_clock(workbook)
        self.changed(workbook, structure=True)

    def changed(self, workbook: Workbook, *, structure: bool = False) -> None:
        """Say that a workbook must be stored: its cells, or its structure too."""
        self._changed.add(workbook.file_id)
        if structure:
            self._rebuilt.add(workbook.file_id)

    def delete_workbook(self, file_id: str) -> None:
        """Forget a workbook and its cells."""
        for table in ("workbooks", "sheets", "blocks"):
            self._execute(f"DELETE FROM {table} WHERE file_id = ?", file_id)  # noqa: S608  (the three names above)
        self._cache.pop(file_id, None)
        self._opened.discard(file_id)
        self._changed.discard(file_id)

    def blank_rows(self, file_id: str) -> Rows:
        """The cells of a new sheet."""
        return Rows([], self._records.fetcher(file_id))

    # -- inner life

    def _execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        assert self._connection is not None  # noqa: S101  (only within a transaction)
        return self._connection.execute(statement, values)

    def _connect(self) -> sqlite3.Connection:
        if self._connection is None or self._process != os.getpid():
            self._cache.clear()
            self._connection = opened(self.path)
            self._process = os.getpid()
        return self._connection

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        connection = self._connect()
        connection.execute(begin)
        self._opened.clear()
        self._changed.clear()
        self._rebuilt.clear()
        try:
            yield
            for file_id in self._changed:
                structure = file_id in self._rebuilt
                self._records.save(self._cache[file_id].workbook, structure=structure)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            for file_id in self._changed:
                self._cache.pop(file_id, None)
            raise
        self._trim()

    def _trim(self) -> None:
        """Forget decoded blocks when the process holds too many."""
        if sum(len(cached.blocks) for cached in self._cache.values()) > _BLOCKS_KEPT:
            for cached in self._cache.values():
                for block in cached.blocks.values():
                    block.rows = block.masks = None
                    block.rendered = {}
                cached.blocks.clear()
