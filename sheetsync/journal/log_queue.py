"""Rows that the Send log has yet to hear: written with the state they tell of."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sheetsync.journal.store import Store


@dataclass(frozen=True, slots=True)
class WaitingRows:
    """Rows in the order of their making, and the number of the last one."""

    rows: tuple[Mapping[str, str | int], ...]
    last: int


class LogQueue:
    """The waiting rows of one spreadsheet."""

    def __init__(self, store: Store, spreadsheet_id: str) -> None:
        self._store = store
        self._spreadsheet_id = spreadsheet_id

    def add(self, rows: Iterable[Mapping[str, str | int]]) -> None:
        """Queue rows, inside the transaction of the change they tell of."""
        self._store.change_many(
            "INSERT INTO log_rows (spreadsheet_id, cells) VALUES (?, ?)",
            [(self._spreadsheet_id, json.dumps(dict(row), ensure_ascii=False)) for row in rows],
        )

    def waiting(self) -> WaitingRows:
        """All rows that were not yet noted as appended."""
        found = self._store.rows(
            "SELECT number, cells FROM log_rows WHERE spreadsheet_id = ? ORDER BY number",
            self._spreadsheet_id,
        )
        rows = tuple(json.loads(row["cells"]) for row in found)
        return WaitingRows(rows, last=found[-1]["number"] if found else 0)

    def appended(self, waiting: WaitingRows) -> None:
        """Note that these rows stand in the Send log."""
        self._store.change(
            "DELETE FROM log_rows WHERE spreadsheet_id = ? AND number <= ?",
            *(self._spreadsheet_id, waiting.last),
        )
