"""Whether the mail server lets us in, looked at whenever somebody asks for a sign-in letter.

Source: portal.md 12.2 (P12).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sheetsync.dates import Clock
from sheetsync.errors import MailAccountError
from sheetsync.mail.door import MailDoor
from sheetsync.portal.store.letters import SIGN_IN_LETTER
from sheetsync.portal.store.mail_state import (
    Asked,
    MailState,
    asked_in,
    keep_mail_state,
    mail_state_in,
)
from sheetsync.portal.store.opening import Store

#: A server that failed is asked again after so long; one that fails for long, less often.
_SOON, _LATER = timedelta(seconds=15), timedelta(minutes=5)
_YOUNG = timedelta(minutes=10)


@dataclass(slots=True)
class MailWatch:
    """Looks at the account, and notes for the pages what it sees; used by one thread.

    Attributes:
        store: where it is noted.
        door: the way out.
        clock: tells the time.
        sender: the envelope's.
    """

    store: Store
    door: MailDoor
    clock: Clock
    sender: str

    def may_send(self) -> bool:
        """Whether letters may be tried.

        The server is asked first, if anybody wants a sign-in letter or if it failed before.

        Raises:
            MailAccountError: it does not let us in; that is noted.
            DatabaseError: the store cannot be used.
        """
        state = mail_state_in(self.store)
        if not _is_due(state, asked_in(self.store), self.clock.now()):
            return state.failing_since is None or state.by_letter
        try:
            self.door.check(self.sender)
        except MailAccountError:
            keep_mail_state(self.store, state.failed(self.clock.now(), by_letter=False))
            raise
        keep_mail_state(self.store, state.answered(self.clock.now()))
        return True

    def note_letter(self, kind: str, *, has_gone: bool) -> None:
        """A letter went, or the account may send none now; of sign-in letters nothing is noted.

        Raises:
            DatabaseError: the store cannot be used.
        """
        if kind == SIGN_IN_LETTER:
            return
        state = mail_state_in(self.store)
        if not has_gone:
            keep_mail_state(self.store, state.failed(self.clock.now(), by_letter=True))
        elif state.failing_since is not None:
            keep_mail_state(self.store, state.sent())


def _is_due(state: MailState, asked: Asked, now: datetime) -> bool:
    tried_at = state.tried_at
    if asked.last_at is not None and (tried_at is None or asked.last_at > tried_at):
        return True
    if state.failing_since is None or tried_at is None:
        return False
    pause = _SOON if now - state.failing_since < _YOUNG else _LATER
    # Also where the clock was set back.
    return not timedelta(0) <= now - tried_at < pause
