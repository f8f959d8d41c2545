"""Letters that the web process writes itself, put into the store for the worker to send."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from sheetsync.portal.letter_content import LetterContent, letter_message_id
from sheetsync.portal.web.portal_web import PortalWeb

_ID_LENGTH = 24


@dataclass(frozen=True, slots=True)
class WebLetter:
    """A letter to be queued.

    Attributes:
        kind: of `QueuedLetter`.
        about: what makes it itself; kept hashed alone.
        to: addresses; none: a letter to nobody is over before it begins, and says nothing.
        ends_at: not sent later than this.
    """

    kind: str
    about: str
    to: tuple[str, ...]
    content: LetterContent
    ends_at: datetime | None = None


def queue_in(connection: sa.Connection, web: PortalWeb, letter: WebLetter, now: datetime) -> None:
    """Put a letter into the store, in a transaction."""
    content = letter.content.encoded() if letter.to else ""
    key = f"{letter.kind}/{_digest(letter.about)}"
    domain = web.host.partition(":")[0]
    connection.execute(
        sa.insert(web.store.layout.letter).values(
            key=key,
            kind=letter.kind,
            recipients="\n".join(letter.to),
            content=content,
            state="pending" if letter.to else "failed",
            message_id=letter_message_id(web.store.spreadsheet_id, key, domain),
            tries=0,
            queued_at=now,
            due_at=now,
            ends_at=letter.ends_at,
            changed_at=now,
            reason="" if letter.to else "unknown address",
        )
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_ID_LENGTH]
