"""Rows of the Send log: written for every change of state, and what they say when read back."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args

from sheetsync.journal.letters import Envelope
from sheetsync.letters.letter import LetterKey
from sheetsync.outbox.ports import LogRow

LoggedState = Literal["reserved", "pending", "sent", "drafted", "failed", "unknown"]
_ROW_ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Logged:
    """What the Send log says of a letter last."""

    envelope: Envelope
    state: LoggedState
    reason: str

    @property
    def is_temporary(self) -> bool:
        """A refusal that begins with a server's 4xx; anything else waits for a person."""
        return self.reason.startswith("4")


def log_row(envelope: Envelope, state: LoggedState, reason: str, at: datetime) -> LogRow:
    """One row.

    Its ``run`` is the run that reserved the letter, whoever writes the row: so a row that was
    written late is known to speak of an earlier reservation. Its ``row_id`` follows from what it
    says, so that the same fact is never appended twice.
    """
    key = envelope.key
    told = f"{key}|{envelope.run_id}|{state}"
    return {
        "key": str(key),
        "kind": key.kind,
        "partner_id": key.partner_id,
        "period": key.period,
        "revision": key.revision,
        "to": envelope.recipients,
        "subject": envelope.subject,
        "state": state,
        "reason": reason,
        "message_id": envelope.message_id,
        "content_hash": envelope.content_hash,
        "at": at.isoformat(timespec="seconds"),
        "run_id": envelope.run_id,
        "row_id": hashlib.sha256(told.encode()).hexdigest()[:_ROW_ID_LENGTH],
    }


def latest(rows: Iterable[LogRow]) -> dict[LetterKey, Logged]:
    """What the log says of each letter, drafts left out.

    * ``sent`` is never taken back.
    * Else the last row of the latest reservation speaks; rows of earlier ones came late.

    Rows that people wrote, without a key or with an odd state, say nothing.
    """
    read = [logged for logged in map(_logged, rows) if logged is not None]
    drafts = {
        (logged.envelope.key, logged.envelope.run_id)
        for logged in read
        if logged.state == "drafted"
    }
    found: dict[LetterKey, Logged] = {}
    for logged in read:
        key, run_id = logged.envelope.key, logged.envelope.run_id
        if (key, run_id) in drafts:
            continue
        before = found.get(key)
        if before is None or _overrules(logged, before):
            found[key] = logged
    return found


def _overrules(later: Logged, before: Logged) -> bool:
    if before.state == "sent":
        return False
    is_same_run = later.envelope.run_id == before.envelope.run_id
    return is_same_run or later.state in {"reserved", "sent"}


def _logged(row: LogRow) -> Logged | None:
    try:
        key = LetterKey.parsed(str(row.get("key", "")))
        at = datetime.fromisoformat(str(row.get("at", "")))
    except ValueError:
        return None
    for state in get_args(LoggedState):
        if row.get("state") == state:
            envelope = Envelope(
                key,
                recipients=str(row.get("to", "")),
                subject=str(row.get("subject", "")),
                content_hash=str(row.get("content_hash", "")),
                message_id=str(row.get("message_id", "")),
                dated_at=at if at.tzinfo else at.replace(tzinfo=UTC),
                run_id=str(row.get("run_id", "")),
            )
            return Logged(envelope, state, str(row.get("reason", "")))
    return None
