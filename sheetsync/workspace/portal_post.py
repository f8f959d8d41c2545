"""The portal's own letters put on the wire: claimed, sent, settled, each step on the disk.

Not through the outbox: a sign-in letter may not wait for the run lock, the lease and the Send log.
A letter is claimed when the server has said 354, so that a process that dies before has surely not
sent it; one that was claimed and never settled is in doubt, and nobody repeats it by himself.

Source: portal.md 1 (decision 12); mail.md 3.3.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from sheetsync.dates import Clock
from sheetsync.errors import LetterInDoubtError, LetterRefusedError, MailAccountError
from sheetsync.language import DEFAULT, Phrase, is_language
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.letters.plain import PlainWords, plain_letter
from sheetsync.letters.rendering import Templates
from sheetsync.mail.addresses import Mailbox
from sheetsync.mail.door import MailDoor
from sheetsync.mail.mime import composed
from sheetsync.mail.redirect import as_test
from sheetsync.portal.letter_content import LetterContent, letter_message_id
from sheetsync.portal.store.letters import (
    LetterState,
    QueuedLetter,
    claim_letter,
    doubt_claimed,
    letters_due,
    postpone_letter,
    settle_letter,
)
from sheetsync.portal.store.opening import Store
from sheetsync.workspace.portal_mail_watch import MailWatch

#: A letter that was surely not sent is tried again after so long; the younger, the sooner.
_SOON, _LATER = timedelta(seconds=15), timedelta(minutes=5)
_YOUNG = timedelta(minutes=10)
#: So long it is tried at all.
_PATIENCE = timedelta(days=3)
_TOO_LATE = Phrase(
    ru="срок прошёл раньше, чем её удалось отправить", en="it was over before it went"
)


class _TakenError(Exception):
    """Somebody else has claimed the letter meanwhile."""


@dataclass(frozen=True, slots=True)
class PostReport:
    """What a look at the letters brought.

    Attributes:
        sent, failed, unknown, postponed: how many.
        stopped_by: why the account cannot send now; None where it can.
    """

    sent: int = 0
    failed: int = 0
    unknown: int = 0
    postponed: int = 0
    stopped_by: MailAccountError | None = None


@dataclass(slots=True, kw_only=True)
class PortalPost:
    """Sends what is due; used by one thread.

    Attributes:
        store: where letters wait.
        door: the way out.
        clock: tells the time.
        sender: of the From header.
        bounce: the envelope's sender.
        templates: of all letters.
        test_recipient: asked for each letter: who gets it instead, "" for nobody; None while it is
            not known yet, and nothing is sent.
        stop: asked before each letter.
    """

    store: Store
    door: MailDoor
    clock: Clock
    sender: Mailbox
    bounce: str
    templates: Templates
    test_recipient: Callable[[], str | None] = lambda: ""
    stop: Callable[[], bool] = lambda: False

    def begin(self) -> int:
        """Note letters that a dead worker left claimed as in doubt; how many there are.

        Raises:
            DatabaseError: nothing was noted.
        """
        return doubt_claimed(self.store, self.clock.now())

    def send_due(self) -> PostReport:
        """Send the letters whose time has come, the longest due first.

        Raises:
            DatabaseError: the store cannot be used; nothing more is sent.
        """
        instead = self.test_recipient()
        if instead is None:
            return PostReport()
        try:
            may_send = self._watch.may_send()
        except MailAccountError as error:
            # None of them would go, and whoever asks next must not wait behind them.
            return PostReport(stopped_by=error)
        if not may_send:
            return PostReport()
        return self._sent(letters_due(self.store, self.clock.now()), instead)

    def _sent(self, letters: Sequence[QueuedLetter], instead: str) -> PostReport:
        """What became of letters, until the account can send no more."""
        counts = {"sent": 0, "failed": 0, "unknown": 0, "postponed": 0}
        for queued in letters:
            if self.stop():
                break
            try:
                outcome = self._handled(queued, instead)
            except MailAccountError as error:
                self._postpone(queued, error.message)
                self._watch.note_letter(queued.kind, has_gone=False)
                return PostReport(**counts, stopped_by=error)
            except _TakenError:
                continue
            counts[outcome] += 1
            if outcome == "sent":
                self._watch.note_letter(queued.kind, has_gone=True)
        return PostReport(**counts, stopped_by=None)

    def close(self) -> None:
        """Say good-bye to the mail server."""
        self.door.close()

    @property
    def _watch(self) -> MailWatch:
        return MailWatch(self.store, self.door, self.clock, self.bounce)

    def _handled(self, queued: QueuedLetter, instead: str) -> str:
        """What became of a letter.

        Raises:
            MailAccountError: the account cannot send; the letter is surely not sent.
        """
        now = self.clock.now()
        if queued.ends_at is not None and queued.ends_at <= now:
            return self._settled(queued, "failed", _TOO_LATE.said(DEFAULT))
        try:
            raw, to = self._composed(queued, instead)
            refused = self.door.deliver(raw, self.bounce, to, lambda: self._claim(queued))
        except LetterRefusedError as error:
            is_old = now - queued.queued_at > _PATIENCE
            if error.temporary and not is_old:
                return self._postpone(queued, error.message)
            return self._settled(queued, "failed", error.message)
        except LetterInDoubtError as error:
            return self._settled(queued, "unknown", error.message)
        except msgspec.MsgspecError as error:
            return self._settled(queued, "failed", str(error))
        return self._settled(queued, "sent", "; ".join(refused))

    def _claim(self, queued: QueuedLetter) -> None:
        if not claim_letter(self.store, queued.key, self.clock.now()):
            raise _TakenError

    def _settled(self, queued: QueuedLetter, state: LetterState, reason: str) -> str:
        settle_letter(self.store, queued.key, state, self.clock.now(), reason)
        return state

    def _postpone(self, queued: QueuedLetter, reason: str) -> str:
        now = self.clock.now()
        due_at = now + (_SOON if now - queued.queued_at < _YOUNG else _LATER)
        postpone_letter(self.store, queued.key, due_at, now, reason)
        return "postponed"

    def _composed(self, queued: QueuedLetter, instead: str) -> tuple[bytes, tuple[str, ...]]:
        letter = letter_of(queued, self.sender.name, self.templates)
        if instead:
            letter = as_test(letter, instead)
        message_id = queued.message_id or letter_message_id(
            self.store.spreadsheet_id, queued.key, self.sender.domain
        )
        raw = composed(
            letter, sender=self.sender, message_id=message_id, dated_at=_dated_at(queued)
        )
        return raw, letter.to


def letter_of(queued: QueuedLetter, sender: str, templates: Templates) -> Letter:
    """A queued letter as it will be read.

    Args:
        queued: as the store keeps it.
        sender: who writes, by name.
        templates: of all letters.

    Raises:
        msgspec.MsgspecError: its content is no letter's.
    """
    content = LetterContent.decoded(queued.content)
    kind, _, rest = queued.key.partition("/")
    words = PlainWords(
        subject=content.subject,
        text=content.text,
        lang=content.lang if is_language(content.lang) else DEFAULT,
        sender=sender,
        reply_to=content.reply_to,
    )
    key = LetterKey(kind, rest, f"{_dated_at(queued):%Y-%m-%d}")
    return plain_letter(key, queued.recipients, words, templates)


def _dated_at(queued: QueuedLetter) -> datetime:
    """The Date header, the same at each try."""
    return queued.queued_at.replace(microsecond=0)
