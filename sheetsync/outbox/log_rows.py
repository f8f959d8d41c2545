"""Rows of the Send log: written for every change of state, and what they say when read back."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal, get_args

from sheetsync.journal.letters import Envelope
from sheetsync.letters.letter import LetterKey
from sheetsync.outbox.ports import LogRow

#: ``skipped`` is what a later version says of a letter that a person decided not to send.
LoggedState = Literal["reserved", "pending", "sent", "skipped", "drafted", "failed", "unknown"]
_ROW_ID_LENGTH = 16
_FINAL = frozenset({"sent", "skipped"})
_HANDED_OVER = frozenset({"sent", "unknown"})
#: Within one reservation the gravest state speaks; ``unknown`` only until it is resolved.
_RANKS = {"unknown": 0, "reserved": 1, "pending": 2, "failed": 3}
_RANKS_IN_DOUBT = _RANKS | {"unknown": 4}
#: A server's refusal of the account in the middle of a letter; 421 is about the line.
_REFUSAL = re.compile(r"\b(?:4(?!21)|5)\d\d ")


@dataclass(frozen=True, slots=True)
class Logged:
    """What the Send log says of a letter last.

    Attributes:
        handed_over_at: of a letter that was sent or is in doubt: when that was first told.
    """

    envelope: Envelope
    state: LoggedState
    reason: str
    handed_over_at: datetime | None = None

    @property
    def is_temporary(self) -> bool:
        """A refusal that begins with a server's 4xx; anything else waits for a person.

        Of a pending letter: a refusal stopped the run, so that others go first.
        """
        if self.state == "pending":
            return tells_refusal(self.reason)
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


def latest(rows: Iterable[LogRow], spreadsheet_id: str = "") -> dict[LetterKey, Logged]:
    """What the log says of each letter, drafts left out; the order of the rows says nothing.

    People sort the tab, and rows that waited come late. So:

    * ``sent`` and ``skipped`` are never taken back.
    * ``unknown`` stays until a person resolves it, which a ``pending`` of the same reservation
      tells: a run itself never lets a letter go that it has handed over.
    * Else the latest reservation speaks, by the time of its row ``reserved``; within it the gravest
      state: ``failed``, ``pending``, ``reserved``.

    Rows that people wrote, without a key or with an odd state, say nothing.

    Args:
        rows: of the tab, in any order.
        spreadsheet_id: whose log it is; by it addresses in keys of the first version become marks.

    Source: amendments.md 3, Send log.
    """
    read = [logged for row in rows if (logged := _logged(row, spreadsheet_id)) is not None]
    drafts = {
        (logged.envelope.key, logged.envelope.run_id)
        for logged in read
        if logged.state == "drafted"
    }
    runs: dict[LetterKey, dict[str, list[Logged]]] = defaultdict(lambda: defaultdict(list))
    for logged in read:
        key, run_id = logged.envelope.key, logged.envelope.run_id
        if (key, run_id) not in drafts:
            runs[key][run_id].append(logged)
    return {key: _speaking(list(by_run.values())) for key, by_run in runs.items()}


def tells_refusal(reason: str) -> bool:
    """Whether a pending letter's reason is a refusal that stopped a run: others go first then."""
    return bool(_REFUSAL.search(reason))


def key_of(row: LogRow, spreadsheet_id: str) -> LetterKey | None:
    """The letter that a row tells of; None when a person wrote something else there."""
    try:
        return LetterKey.parsed(str(row.get("key", ""))).marked(spreadsheet_id)
    except ValueError:
        return None


def _speaking(runs: Sequence[Sequence[Logged]]) -> Logged:
    """The row that tells a letter's state, of its rows by reservation."""
    rows = [row for run in runs for row in run]
    final = [row for row in rows if row.state in _FINAL]
    if final:
        return _timed(max(final, key=_moment), rows)
    in_doubt = [run for run in runs if "unknown" in _states(run) and "pending" not in _states(run)]
    speaking = max(in_doubt or runs, key=_reserved_at)
    ranks = _RANKS_IN_DOUBT if in_doubt else _RANKS
    return _timed(max(speaking, key=lambda row: (ranks[row.state], *_moment(row))), rows)


def _timed(speaking: Logged, rows: Iterable[Logged]) -> Logged:
    """The row with the time of the letter's end: a person who resolves a doubt sends nothing."""
    if speaking.state not in _HANDED_OVER:
        return speaking
    run_id = speaking.envelope.run_id
    told = (row for row in rows if row.envelope.run_id == run_id and row.state in _HANDED_OVER)
    return replace(speaking, handed_over_at=min(row.envelope.dated_at for row in told))


def _states(run: Iterable[Logged]) -> set[str]:
    return {row.state for row in run}


def _reserved_at(run: Sequence[Logged]) -> tuple[datetime, str]:
    """When a reservation was made; of one whose row is gone, when it was first heard of."""
    return min(_moment(row) for row in run if row.state == "reserved" or not _has_reserved(run))


def _has_reserved(run: Iterable[Logged]) -> bool:
    return "reserved" in _states(run)


def _moment(row: Logged) -> tuple[datetime, str]:
    # Of two in one second the run's own name, which begins with its time, decides.
    return row.envelope.dated_at, row.envelope.run_id


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _logged(row: LogRow, spreadsheet_id: str) -> Logged | None:
    key = key_of(row, spreadsheet_id)
    try:
        at = _instant(str(row.get("at", "")))
    except (ValueError, OverflowError):
        return None
    if key is None:
        return None
    for state in get_args(LoggedState):
        if row.get("state") == state:
            envelope = Envelope(
                key,
                recipients=str(row.get("to", "")),
                subject=str(row.get("subject", "")),
                content_hash=str(row.get("content_hash", "")),
                message_id=str(row.get("message_id", "")),
                dated_at=at,
                run_id=str(row.get("run_id", "")),
            )
            return Logged(envelope, state, str(row.get("reason", "")))
    return None
