"""States of letters: a key is reserved, claimed and settled, each step on the disk before the next.

    pending -> sending -> sent
       |          |-----> unknown    perhaps sent; only a person decides
       |          '-----> failed     surely not sent; for good, or until the next run
       '----------------> failed

Source: mail.md 3.3, workbook-and-rules.md 4.6.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sheetsync.dates import Clock
from sheetsync.errors import JournalError
from sheetsync.journal.log_queue import LogQueue
from sheetsync.journal.store import Store
from sheetsync.language import Phrase
from sheetsync.letters.letter import LetterKey

State = Literal["pending", "sending", "sent", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the journal keeps of a letter; not its text.

    Attributes:
        recipients: masked, for people.
        dated_at: of the Date header; kept with the Message-ID.
        run_id: the run that reserved the key last.
    """

    key: LetterKey
    recipients: str
    subject: str
    content_hash: str
    message_id: str
    dated_at: datetime
    run_id: str


@dataclass(frozen=True, slots=True)
class JournaledLetter:
    """A letter and its state.

    Attributes:
        is_temporary: a failed letter may be tried by the next run; a pending one met a refusal that
            stopped a run, so that the next tries others first.
        changed_at: when the state was reached.
        handed_over_at: of a letter that was sent or is in doubt: when it was handed over, or when
            another journal told how it ended.
    """

    envelope: Envelope
    state: State
    reason: str = ""
    is_temporary: bool = False
    changed_at: datetime | None = None
    handed_over_at: datetime | None = None

    @property
    def key(self) -> LetterKey:
        """The letter's key."""
        return self.envelope.key

    @property
    def may_be_sent(self) -> bool:
        """A run may reserve the key again."""
        return self.state == "pending" or (self.state == "failed" and self.is_temporary)


class JournaledLetters:
    """The letters of one spreadsheet."""

    def __init__(self, store: Store, spreadsheet_id: str, clock: Clock, queue: LogQueue) -> None:
        self._store = store
        self._spreadsheet_id = spreadsheet_id
        self._clock = clock
        self._queue = queue

    def states(self) -> dict[LetterKey, JournaledLetter]:
        """Every letter that the journal knows, by key."""
        rows = self._store.rows(
            "SELECT * FROM letters WHERE spreadsheet_id = ?", self._spreadsheet_id
        )
        return {letter.key: letter for letter in map(_letter, rows)}

    def interrupted(self) -> list[JournaledLetter]:
        """Letters in ``sending``: with the host lock held, whoever sent them is dead."""
        rows = self._store.rows(
            "SELECT * FROM letters WHERE spreadsheet_id = ? AND state = 'sending'",
            self._spreadsheet_id,
        )
        return list(map(_letter, rows))

    def reserve(self, envelopes: Iterable[Envelope]) -> None:
        """Note that these letters are about to be sent: they become ``pending``.

        Args:
            envelopes: of letters that are new or that `may_be_sent`.

        Raises:
            JournalError: one of them is in a state that may not be sent; none is reserved.
        """
        with self._store.transaction():
            for envelope in envelopes:
                self._reserve(envelope)

    def claim(self, key: LetterKey, run_id: str) -> None:
        """Turn a pending letter into ``sending``, on the disk before this returns.

        Raises:
            JournalError: it is not pending for this run; it must not be sent.
        """
        now = _text(self._clock.now())
        changed = self._store.change(
            "UPDATE letters SET state = 'sending', changed_at = ?, handed_over_at = ? "
            "WHERE spreadsheet_id = ? AND key = ? AND state = 'pending' AND run_id = ?",
            *(now, now, self._spreadsheet_id, str(key), run_id),
        )
        if changed != 1:
            raise JournalError(
                Phrase(
                    ru="{key} уже не ждёт отправки: письмо взял другой запуск",
                    en="{key} is not pending: another run has it",
                ),
                cure=Phrase(ru="запустите ещё раз", en="run again"),
                key=key,
            )

    def settle(
        self, settled: JournaledLetter, log_rows: Iterable[Mapping[str, str | int]] = ()
    ) -> None:
        """Write how a letter ended, with what the Send log is to hear of it.

        A letter that surely was not handed over is no longer counted in `handed_over_since`.
        The next claim, or the end of the batch, puts this on the disk, which halves the waits for
        it; a power cut before that leaves the one letter in ``sending``, and so in doubt.

        Raises:
            JournalError: the journal does not know the letter.
        """
        stays = settled.state in {"sent", "unknown"}
        with self._store.transaction_on_disk_with_the_next():
            changed = self._store.change(
                "UPDATE letters SET state = ?, reason = ?, is_temporary = ?, changed_at = ?, "
                "handed_over_at = iif(?, handed_over_at, '') "
                "WHERE spreadsheet_id = ? AND key = ?",
                *(settled.state, settled.reason, int(settled.is_temporary)),
                *(_text(self._clock.now()), int(stays), self._spreadsheet_id, str(settled.key)),
            )
            if changed != 1:
                raise JournalError(
                    Phrase(ru="письма {key} нет в журнале", en="{key} is not in the journal"),
                    key=settled.key,
                )
            self._queue.add(log_rows)

    def adopt(
        self, letters: Iterable[JournaledLetter], log_rows: Iterable[Mapping[str, str | int]]
    ) -> None:
        """Take over what another journal knew, as the Send log tells it."""
        with self._store.transaction():
            for letter in letters:
                self._put(letter)
            self._queue.add(log_rows)

    def handed_over_since(self, instant: datetime) -> int:
        """Letters handed over since then, of all spreadsheets: one account sends them."""
        [[count]] = self._store.rows(
            "SELECT count(*) FROM letters WHERE handed_over_at >= ?", _text(instant)
        )
        return int(count)

    def _reserve(self, envelope: Envelope) -> None:
        found = self._store.rows(
            "SELECT * FROM letters WHERE spreadsheet_id = ? AND key = ?",
            *(self._spreadsheet_id, str(envelope.key)),
        )
        if found and not _letter(found[0]).may_be_sent:
            raise JournalError(
                Phrase(ru="{key}: состояние {state}", en="{key} is {state}"),
                cure=Phrase(ru="запустите ещё раз", en="run again"),
                key=envelope.key,
                state=found[0]["state"],
            )
        self._put(JournaledLetter(envelope, "pending"))

    def _put(self, letter: JournaledLetter) -> None:
        envelope = letter.envelope
        self._store.change(
            "INSERT OR REPLACE INTO letters VALUES (?,?, ?,?,?, ?,?,?,?,?,?, ?,?)",
            *(self._spreadsheet_id, str(envelope.key)),
            *(letter.state, letter.reason, int(letter.is_temporary)),
            *(envelope.recipients, envelope.subject, envelope.content_hash),
            *(envelope.message_id, _text(envelope.dated_at), envelope.run_id),
            _text(self._clock.now()),
            _text(letter.handed_over_at) if letter.handed_over_at else "",
        )


def _letter(row: sqlite3.Row) -> JournaledLetter:
    envelope = Envelope(
        LetterKey.parsed(row["key"]),
        *(row["recipients"], row["subject"], row["content_hash"], row["message_id"]),
        datetime.fromisoformat(row["dated_at"]),
        row["run_id"],
    )
    return JournaledLetter(
        envelope,
        row["state"],
        row["reason"],
        bool(row["is_temporary"]),
        datetime.fromisoformat(row["changed_at"]),
        datetime.fromisoformat(row["handed_over_at"]) if row["handed_over_at"] else None,
    )


def _text(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")
