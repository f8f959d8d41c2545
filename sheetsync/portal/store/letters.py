"""The portal's own letters in its store: reserved by key, claimed, settled, each step on the disk.

pending -> sending -> sent | failed | unknown. A letter that was claimed and not settled is perhaps
sent; nobody sends it again by itself. Source: portal.md 1 (decision 12); mail.md 3.3.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from sheetsync.portal.store.opening import Store

LetterState = Literal["pending", "sending", "sent", "failed", "unknown"]
#: The kind of a one-time letter.
SIGN_IN_LETTER = "sign-in"
#: What was written stands no longer in the store once nobody can send it.
_OVER: frozenset[LetterState] = frozenset({"sent", "failed"})


@dataclass(frozen=True, slots=True)
class QueuedLetter:
    """A letter of the portal.

    Attributes:
        key: unique: `receipt/S-1042`, `returned/S-1042/ROW`, `sign-in/HASH`.
        kind: receipt, returned, sign-in, ...
        recipients: addresses.
        content: JSON of what it is written of; never shown, it may hold a sign-in link.
        message_id: of its header, the same however often it is tried.
        queued_at: an aware moment, UTC.
        due_at: not before.
        ends_at: not after: a sign-in link that is not good any more is not sent.
        tries: how often it was claimed.
        state: where it stands.
        changed_at: since when.
        reason: why it failed or waits.
    """

    key: str
    kind: str
    recipients: tuple[str, ...]
    content: str = field(repr=False)
    message_id: str
    queued_at: datetime
    due_at: datetime
    ends_at: datetime | None = None
    tries: int = 0
    state: LetterState = "pending"
    changed_at: datetime | None = None
    reason: str = ""


def queue_together(store: Store, about: str, letters: Sequence[QueuedLetter]) -> int:
    """Reserve the keys of all letters about one thing; of none where one of them was before.

    Who reads which of them may change in between: an address that had its letter gets no other one.

    Args:
        store: where they are kept.
        about: how their keys begin: each is this, or this and a slash and more.
        letters: all of them.

    Returns:
        How many were queued: all of them, or 0.

    Raises:
        DatabaseError: none was kept.
    """
    key = store.layout.letter.c["key"]
    told = sa.or_(key == about, key.startswith(f"{about}/", autoescape=True))
    with store.writing() as connection:
        if not letters or connection.scalar(sa.select(key).where(told).limit(1)):
            return 0
        connection.execute(sa.insert(store.layout.letter), [_row(one) for one in letters])
    return len(letters)


def _row(letter: QueuedLetter) -> dict[str, object]:
    return {
        "key": letter.key,
        "kind": letter.kind,
        "recipients": "\n".join(letter.recipients),
        "content": letter.content,
        "state": "pending",
        "message_id": letter.message_id,
        "tries": 0,
        "queued_at": letter.queued_at,
        "due_at": letter.due_at,
        "ends_at": letter.ends_at,
        "changed_at": letter.queued_at,
        "reason": "",
    }


def letters_due(store: Store, now: datetime, limit: int = 100) -> tuple[QueuedLetter, ...]:
    """Pending letters whose time has come, the longest due first.

    Raises:
        DatabaseError: the store cannot be read.
    """
    table = store.layout.letter
    query = (
        sa.select(table)
        .where(table.c["state"] == "pending", table.c["due_at"] <= now)
        .order_by(table.c["due_at"], table.c["key"])
        .limit(limit)
    )
    return _letters(store, query)


def letters_in(store: Store, states: Sequence[LetterState]) -> tuple[QueuedLetter, ...]:
    """Letters of these states, those that reached it first at the front.

    A letter to nobody, as it is kept of an address that is not known, is none: whoever tries
    addresses must not make our people look for letters that failed.

    Raises:
        DatabaseError: the store cannot be read.
    """
    table = store.layout.letter
    query = sa.select(table).where(table.c["state"].in_(states), table.c["recipients"] != "")
    return _letters(store, query.order_by(table.c["changed_at"], table.c["key"]))


def claim_letter(store: Store, key: str, now: datetime) -> bool:
    """Claim a pending letter before it is handed over; False: somebody else has it.

    Raises:
        DatabaseError: it is not claimed.
    """
    table = store.layout.letter
    with store.writing() as connection:
        changed = connection.execute(
            sa.update(table)
            .where(table.c["key"] == key, table.c["state"] == "pending")
            .values(state="sending", tries=table.c["tries"] + 1, changed_at=now)
        )
    return changed.rowcount == 1


def settle_letter(
    store: Store, key: str, state: LetterState, now: datetime, reason: str = ""
) -> None:
    """Say how a claimed letter ended; what it was written of goes once nobody can send it.

    Args:
        store: where it is.
        key: whose.
        state: `pending` where it was surely not sent and is tried again.
        now: an aware moment.
        reason: why it was not sent.

    Raises:
        DatabaseError: nothing was changed.
    """
    values: dict[str, object] = {"state": state, "changed_at": now, "reason": reason}
    if state in _OVER:
        values["content"] = ""
    table = store.layout.letter
    with store.writing() as connection:
        connection.execute(sa.update(table).where(table.c["key"] == key).values(values))


def postpone_letter(store: Store, key: str, due_at: datetime, now: datetime, reason: str) -> None:
    """Have a letter that was surely not sent tried again, not before a moment.

    Args:
        store: where it is.
        key: whose.
        due_at: when it is tried again.
        now: an aware moment.
        reason: why it was not sent.

    Raises:
        DatabaseError: nothing was changed.
    """
    table = store.layout.letter
    with store.writing() as connection:
        connection.execute(
            sa.update(table)
            .where(table.c["key"] == key, table.c["state"].in_(("pending", "sending")))
            .values(state="pending", due_at=due_at, changed_at=now, reason=reason)
        )


def doubt_claimed(store: Store, now: datetime) -> int:
    """Have letters that a dead worker claimed count as perhaps sent; how many there were.

    Asked once by a worker that has just taken the lock: nobody else is sending then.

    Raises:
        DatabaseError: nothing was changed.
    """
    table = store.layout.letter
    with store.writing() as connection:
        changed = connection.execute(
            sa.update(table)
            .where(table.c["state"] == "sending")
            .values(state="unknown", changed_at=now)
        )
    return changed.rowcount


def _letters(store: Store, query: sa.Select[tuple[object, ...]]) -> tuple[QueuedLetter, ...]:
    with store.reading() as connection:
        rows = connection.execute(query).mappings().all()
    names = [name for name in QueuedLetter.__dataclass_fields__ if name != "recipients"]
    return tuple(
        QueuedLetter(
            recipients=tuple(filter(None, row["recipients"].split("\n"))),
            **{name: row[name] for name in names},
        )
        for row in rows
    )
