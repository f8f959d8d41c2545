"""The state in one SQLite file: a transaction a request, safe for several processes.

Workbooks stay decoded in the process. Each transaction first asks the file for a workbook's
version: when another process wrote meanwhile, what it changed is read again, the rest stays.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from sheetsync.errors import SandboxError
from sheetsync.sandbox.rows import Block, Rows
from sheetsync.sandbox.workbook import Interned, Sheet, Workbook

_FORMAT = 1
_SCHEMA = f"""
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS files(
  id TEXT PRIMARY KEY, number INTEGER NOT NULL, resource TEXT NOT NULL, content BLOB
);
CREATE INDEX IF NOT EXISTS newest_files ON files(number);
CREATE TABLE IF NOT EXISTS workbooks(
  file_id TEXT PRIMARY KEY, version INTEGER NOT NULL, meta TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS sheets(
  file_id TEXT NOT NULL, sheet_id INTEGER NOT NULL, position INTEGER NOT NULL,
  meta TEXT NOT NULL, blocks TEXT NOT NULL, PRIMARY KEY(file_id, sheet_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS blocks(
  key INTEGER PRIMARY KEY AUTOINCREMENT, file_id TEXT NOT NULL, version INTEGER NOT NULL,
  record BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS changed_blocks ON blocks(file_id, version);
PRAGMA user_version = {_FORMAT};
"""
_WAIT_S = 60
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


@dataclass
class _Cached:
    workbook: Workbook
    blocks: dict[int, Block] = field(default_factory=dict)


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
        self._cache: dict[str, _Cached] = {}
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
        version = self._execute(
            "SELECT version FROM workbooks WHERE file_id = ?", file_id
        ).fetchone()
        if version is None:
            self._cache.pop(file_id, None)
            return None
        cached = self._cache.get(file_id)
        if cached is None or cached.workbook.version != version[0]:
            cached = self._cache[file_id] = self._loaded(file_id, cached)
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
        self._cache[workbook.file_id] = _Cached(workbook)
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
        return Rows([], self._fetcher(file_id))

    # -- inner life

    def _execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        assert self._connection is not None  # noqa: S101  (only within a transaction)
        return self._connection.execute(statement, values)

    def _connect(self) -> sqlite3.Connection:
        if self._connection is None or self._process != os.getpid():
            self._cache.clear()
            self._connection = _opened(self.path)
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
                self._save(self._cache[file_id].workbook)
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

    def _fetcher(self, file_id: str) -> Callable[[Block], None]:
        def fetch(block: Block) -> None:
            found = self._execute("SELECT record FROM blocks WHERE key = ?", block.key)
            block.decode(found.fetchone()[0])
            self._cache[file_id].blocks[block.key] = block

        return fetch

    def _loaded(self, file_id: str, before: _Cached | None) -> _Cached:
        meta, version = self._execute(
            "SELECT meta, version FROM workbooks WHERE file_id = ?", file_id
        ).fetchone()
        kept = self._still_true(file_id, before) if before else {}
        content = msgspec.json.decode(meta)
        workbook = Workbook(
            file_id,
            content["properties"],
            named_ranges=content["namedRanges"],
            metadata=content["metadata"],
            formats=Interned(content["formats"]),
            rules=Interned(content["rules"]),
            version=version,
            volatile_on=content["volatileOn"],
        )
        found = self._execute(
            "SELECT meta, blocks FROM sheets WHERE file_id = ? ORDER BY position", file_id
        )
        workbook.sheets = [self._sheet(file_id, text, blocks, kept) for text, blocks in found]
        workbook.has_formulas = any(sheet.formulas for sheet in workbook.sheets)
        return _Cached(workbook, kept)

    def _still_true(self, file_id: str, before: _Cached) -> dict[int, Block]:
        """The decoded blocks that no other process wrote since."""
        since = self._execute(
            "SELECT key FROM blocks WHERE file_id = ? AND version > ?",
            file_id,
            before.workbook.version,
        )
        stale = {key for (key,) in since}
        return {key: block for key, block in before.blocks.items() if key not in stale}

    def _sheet(self, file_id: str, text: str, blocks: str, kept: dict[int, Block]) -> Sheet:
        content = msgspec.json.decode(text)
        listed = [
            _same_size(kept.get(key), count) or Block(key, count, formulas)
            for key, count, formulas in msgspec.json.decode(blocks)
        ]
        sizes = {
            name: {int(index): size for index, size in content["sizes"].get(name, {}).items()}
            for name in ("ROWS", "COLUMNS")
        }
        return Sheet(
            content["properties"],
            Rows(listed, self._fetcher(file_id)),
            content["objects"],
            sizes,
            formulas=sum(block.formulas for block in listed),
        )

    def _save(self, workbook: Workbook) -> None:
        workbook.version += 1
        if workbook.file_id in self._rebuilt:
            self._save_structure(workbook)
        else:
            self._execute(
                "UPDATE workbooks SET version = ? WHERE file_id = ?",
                workbook.version,
                workbook.file_id,
            )
        for position, sheet in enumerate(workbook.sheets):
            self._save_sheet(workbook, sheet, position)
        workbook.has_formulas = any(sheet.formulas for sheet in workbook.sheets)

    def _save_structure(self, workbook: Workbook) -> None:
        self._execute(
            "INSERT INTO workbooks VALUES(?, ?, ?) ON CONFLICT(file_id) "
            "DO UPDATE SET version = excluded.version, meta = excluded.meta",
            workbook.file_id,
            workbook.version,
            workbook.meta().decode(),
        )
        for sheet in workbook.deleted:
            self._execute(
                "DELETE FROM sheets WHERE file_id = ? AND sheet_id = ?",
                workbook.file_id,
                sheet.sheet_id,
            )
            for key in (block.key for block in sheet.rows.blocks if block.key):
                self._execute("DELETE FROM blocks WHERE key = ?", key)
        workbook.deleted.clear()

    def _save_sheet(self, workbook: Workbook, sheet: Sheet, position: int) -> None:
        listed_anew = self._save_blocks(workbook, sheet.rows)
        if listed_anew:
            sheet.formulas = sum(block.formulas for block in sheet.rows.blocks)
        if not listed_anew and workbook.file_id not in self._rebuilt:
            return
        self._execute(
            "INSERT OR REPLACE INTO sheets VALUES(?, ?, ?, ?, ?)",
            workbook.file_id,
            sheet.sheet_id,
            position,
            sheet.meta().decode(),
            msgspec.json.encode([(b.key, b.count, b.formulas) for b in sheet.rows.blocks]).decode(),
        )

    def _save_blocks(self, workbook: Workbook, rows: Rows) -> bool:
        """Write what changed; tells whether the list of blocks is another one."""
        listed_anew = rows.rearranged
        rows.rearranged = False
        for key in rows.dropped:
            self._execute("DELETE FROM blocks WHERE key = ?", key)
        rows.dropped = []
        for block in rows.changed.values():
            listed_anew |= self._save_block(workbook, block)
        rows.changed = {}
        return listed_anew

    def _save_block(self, workbook: Workbook, block: Block) -> bool:
        formulas = block.formulas
        record = block.encoded()
        if block.key:
            self._execute(
                "UPDATE blocks SET version = ?, record = ? WHERE key = ?",
                workbook.version,
                record,
                block.key,
            )
            return block.formulas != formulas
        added = self._execute(
            "INSERT INTO blocks(file_id, version, record) VALUES(?, ?, ?)",
            workbook.file_id,
            workbook.version,
            record,
        )
        block.key = added.lastrowid or 0
        self._cache[workbook.file_id].blocks[block.key] = block
        return True


def _same_size(block: Block | None, count: int) -> Block | None:
    return block if block is not None and block.count == count else None


def _opened(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False
        )
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if found == 0 and tables == 0:
            connection.executescript(_SCHEMA)
        elif found != _FORMAT:
            raise SandboxError(
                f"{path} is not a sandbox file of this version.",
                cure="Name another file, or delete this one; it is made again, empty.",
            )
        connection.execute("PRAGMA synchronous = NORMAL")
    except (sqlite3.Error, OSError) as error:
        raise SandboxError(
            f"The sandbox file {path} cannot be opened: {error}.",
            cure="Check the path and its rights; a missing file is made by itself.",
        ) from error
    return connection
