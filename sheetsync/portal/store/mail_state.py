"""Whether letters go out at the moment: noted by the worker, told on the page of the sign-in.

The same for whoever asks: the worker asks the mail server about its account whenever anybody wants
a sign-in letter, also for an address that is not known and gets none. What becomes of a sign-in
letter itself is never noted: it would tell known addresses from others. Source: portal.md 7.2, 12.2
(P12).
"""

from datetime import datetime, timedelta
from typing import Self

import msgspec
import sqlalchemy as sa

from sheetsync.portal.store.layout import Layout
from sheetsync.portal.store.meta import meta_value, set_meta_value
from sheetsync.portal.store.opening import Store

_KEY, _FIRST_ASKED, _LAST_ASKED = "mail", "mail.first_asked", "mail.last_asked"
#: Whoever asks for a letter is told after so long that none goes.
PATIENCE = timedelta(minutes=1)


class MailState(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the worker last saw of the mail server.

    Attributes:
        answered_at: when the server last let us in.
        tried_at: when it was last asked.
        failing_since: since when letters do not go; None: they do.
        by_letter: whether that was said of a letter; then the next letter that goes ends it, and
            an account that lets us in does not (a day's quota is told at the letter alone).
    """

    answered_at: datetime | None = None
    tried_at: datetime | None = None
    failing_since: datetime | None = None
    by_letter: bool = False

    @staticmethod
    def decoded(text: str) -> "MailState":
        """What the store holds; nothing known for what another version wrote."""
        try:
            return _DECODER.decode(text) if text else MailState()
        except msgspec.MsgspecError:
            return MailState()

    def answered(self, now: datetime) -> Self:
        """The server let us in."""
        since = self.failing_since if self.by_letter else None
        return type(self)(now, now, since, by_letter=since is not None)

    def sent(self) -> Self:
        """A letter went."""
        return type(self)(self.answered_at, self.tried_at)

    def failed(self, now: datetime, *, by_letter: bool) -> Self:
        """The server does not let us in, or took a letter for too many."""
        said = by_letter or self.by_letter
        tried_at = self.tried_at if by_letter else now
        return type(self)(self.answered_at, tried_at, self.failing_since or now, by_letter=said)


#: Made before any thread asks; see `portal.store.pages`.
_DECODER = msgspec.json.Decoder(MailState)


class Asked(msgspec.Struct, frozen=True):
    """When sign-in letters were asked for, by anybody.

    Attributes:
        first_at: since the server last answered the first time; None for never.
        last_at: the last time.
    """

    first_at: datetime | None = None
    last_at: datetime | None = None


def note_asked(connection: sa.Connection, layout: Layout, now: datetime) -> None:
    """Somebody asks for a sign-in letter, known or not; in a transaction."""
    asked, state = _asked(connection, layout), _state(connection, layout)
    is_answered = state.answered_at is not None and (asked.first_at or now) <= state.answered_at
    if asked.first_at is None or is_answered:
        set_meta_value(connection, layout, _FIRST_ASKED, now.isoformat())
    set_meta_value(connection, layout, _LAST_ASKED, now.isoformat())


def asked_in(store: Store) -> Asked:
    """When sign-in letters were asked for.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        return _asked(connection, store.layout)


def mail_state_in(store: Store) -> MailState:
    """What the worker last saw.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        return _state(connection, store.layout)


def keep_mail_state(store: Store, state: MailState) -> None:
    """Keep what the worker sees.

    Raises:
        DatabaseError: it was not kept.
    """
    with store.writing() as connection:
        set_meta_value(connection, store.layout, _KEY, msgspec.json.encode(state).decode())


def is_mail_down(store: Store, now: datetime) -> bool:
    """Whether no letter goes: the server does not take them, or nobody has tried for a minute.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        state, asked = _state(connection, store.layout), _asked(connection, store.layout)
    if state.failing_since is not None:
        return True
    first_at = asked.first_at
    if first_at is None or (state.answered_at is not None and state.answered_at >= first_at):
        return False
    return now - first_at >= PATIENCE


def _state(connection: sa.Connection, layout: Layout) -> MailState:
    return MailState.decoded(meta_value(connection, layout, _KEY))


def _asked(connection: sa.Connection, layout: Layout) -> Asked:
    first, last = (meta_value(connection, layout, key) for key in (_FIRST_ASKED, _LAST_ASKED))
    return Asked(*(datetime.fromisoformat(one) if one else None for one in (first, last)))
