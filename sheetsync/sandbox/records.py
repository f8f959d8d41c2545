"""Workbooks as records of the file: a record a workbook, a sheet and a block of rows."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from sheetsync.sandbox.rope import Block, Rows
from sheetsync.sandbox.workbook import Interned, Sheet, Workbook

Execute = Callable[..., sqlite3.Cursor]


@dataclass
class Cached:
    """A workbook as this process has decoded it.

    Attributes:
        workbook: all but the cells.
        blocks: the blocks of rows decoded so far, by the key of their record.
    """

    workbook: Workbook
    blocks: dict[int, Block] = field(default_factory=dict)


class Records:
    """Reads and writes workbooks within the transaction that is open.

    Args:
        execute: runs a statement in it.
        cache: what the process has decoded, by file id.
    """

    def __init__(self, execute: Execute, cache: dict[str, Cached]) -> None:
        self._execute = execute
        self._cache = cache

    def version(self, file_id: str) -> int | None:
        """How often the workbook was written; None when there is none."""
        found = self._execute("SELECT version FROM workbooks WHERE file_id = ?", file_id)
        row = found.fetchone()
        return int(row[0]) if row else None

    def fetcher(self, file_id: str) -> Callable[[Block], None]:
        """What fills a block of a workbook from its record."""

        def fetch(block: Block) -> None:
            found = self._execute("SELECT record FROM blocks WHERE key = ?", block.key)
            block.decode(found.fetchone()[0])
            self._cache[file_id].blocks[block.key] = block

        return fetch

    def loaded(self, file_id: str, before: Cached | None) -> Cached:
        """A workbook read anew; decoded blocks that nobody changed meanwhile are kept."""
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
            outline=content.get("outline", {}),
        )
        found = self._execute(
            "SELECT meta, blocks FROM sheets WHERE file_id = ? ORDER BY position", file_id
        )
        workbook.sheets = [self._sheet(file_id, text, blocks, kept) for text, blocks in found]
        workbook.has_formulas = any(sheet.formulas for sheet in workbook.sheets)
        workbook.shared_as_stored = workbook.shared()
        return Cached(workbook, kept)

    def _still_true(self, file_id: str, before: Cached) -> dict[int, Block]:
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
            Rows(listed, self.fetcher(file_id)),
            content["objects"],
            sizes,
            formulas=sum(block.formulas for block in listed),
        )

    def save(self, workbook: Workbook, *, structure: bool) -> None:
        """Write a workbook: its changed blocks, and its structure if asked or if it grew.

        Typing a date, for instance, may add to the formats that cells share.
        """
        workbook.version += 1
        structure = structure or workbook.shared() != workbook.shared_as_stored
        if structure:
            self._save_structure(workbook)
        else:
            self._execute(
                "UPDATE workbooks SET version = ? WHERE file_id = ?",
                workbook.version,
                workbook.file_id,
            )
        for position, sheet in enumerate(workbook.sheets):
            self._save_sheet(workbook, sheet, position, structure=structure)
        workbook.has_formulas = any(sheet.formulas for sheet in workbook.sheets)

    def _save_structure(self, workbook: Workbook) -> None:
        self._execute(
            "INSERT INTO workbooks VALUES(?, ?, ?) ON CONFLICT(file_id) "
            "DO UPDATE SET version = excluded.version, meta = excluded.meta",
            workbook.file_id,
            workbook.version,
            workbook.meta().decode(),
        )
        workbook.shared_as_stored = workbook.shared()
        for sheet in workbook.deleted:
            self._execute(
                "DELETE FROM sheets WHERE file_id = ? AND sheet_id = ?",
                workbook.file_id,
                sheet.sheet_id,
            )
            for key in (block.key for block in sheet.rows.blocks if block.key):
                self._execute("DELETE FROM blocks WHERE key = ?", key)
        workbook.deleted.clear()

    def _save_sheet(
        self, workbook: Workbook, sheet: Sheet, position: int, *, structure: bool
    ) -> None:
        listed_anew = self._save_blocks(workbook, sheet.rows)
        if listed_anew:
            sheet.formulas = sum(block.formulas for block in sheet.rows.blocks)
        if not listed_anew and not structure:
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
