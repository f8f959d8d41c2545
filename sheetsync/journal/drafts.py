"""Letters that were only drafted: a draft stops a second one at the same place, never a mail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sheetsync.dates import Clock
from sheetsync.journal.log_queue import LogQueue
from sheetsync.journal.store import Store
from sheetsync.letters.letter import LetterKey


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that was written to a folder or to the test recipient.

    Attributes:
        place: the folder or the test address; another place gets its own draft.
        recipients: masked, for people.
    """

    key: LetterKey
    place: str
    recipients: str
    subject: str
    content_hash: str
    run_id: str
    changed_at: datetime | None = None


class Drafts:
    """The drafts of one spreadsheet."""

    def __init__(self, store: Store, spreadsheet_id: str, clock: Clock, queue: LogQueue) -> None:
        self._store = store
        self._spreadsheet_id = spreadsheet_id
        self._clock = clock
        self._queue = queue

    def all(self) -> tuple[Draft, ...]:
        """Every draft, at every place."""
        rows = self._store.rows(
            "SELECT * FROM drafts WHERE spreadsheet_id = ?", self._spreadsheet_id
        )
        return tuple(
            Draft(
                LetterKey.parsed(row["key"]),
                *(row["place"], row["recipients"], row["subject"], row["content_hash"]),
                row["run_id"],
                datetime.fromisoformat(row["changed_at"]),
            )
            for row in rows
        )

    def add(self, draft: Draft, log_rows: Iterable[Mapping[str, str | int]]) -> None:
        """Note a draft, with what the Send log is to hear of it."""
        with self._store.transaction():
            self._store.change(
                "INSERT OR REPLACE INTO drafts VALUES (?,?,?, ?,?,?,?,?)",
                *(self._spreadsheet_id, str(draft.key), draft.place),
                *(draft.recipients, draft.subject, draft.content_hash),
                *(draft.run_id, self._clock.now().isoformat(timespec="seconds")),
            )
            self._queue.add(log_rows)

    def forget(self, key: LetterKey) -> int:
        """Let the letter be drafted again; how many drafts there were."""
        return self._store.change(
            "DELETE FROM drafts WHERE spreadsheet_id = ? AND key = ?",
            *(self._spreadsheet_id, str(key)),
        )
