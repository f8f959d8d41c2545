"""Letters in doubt that stopped the mailing of their kind, until a person resolves them."""

from collections.abc import Iterable

from sheetsync.journal.store import Store
from sheetsync.letters.letter import LetterKey


class Brakes:
    """The brakes of one spreadsheet."""

    def __init__(self, store: Store, spreadsheet_id: str) -> None:
        self._store = store
        self._spreadsheet_id = spreadsheet_id

    def pull(self, keys: Iterable[LetterKey]) -> None:
        """Keep the letters that pulled the brake of their kind."""
        with self._store.transaction():
            self._store.change_many(
                "INSERT OR IGNORE INTO brakes VALUES (?, ?)",
                [(self._spreadsheet_id, str(key)) for key in keys],
            )

    def holding(self, kind: str) -> tuple[LetterKey, ...]:
        """Those of a kind that are in doubt still; none when the brake is loose."""
        rows = self._store.rows(
            "SELECT key FROM brakes JOIN letters USING (spreadsheet_id, key) "
            "WHERE spreadsheet_id = ? AND state IN ('unknown', 'sending') ORDER BY key",
            self._spreadsheet_id,
        )
        keys = (LetterKey.parsed(row["key"]) for row in rows)
        return tuple(key for key in keys if key.kind == kind)
