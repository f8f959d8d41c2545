"""What letters are sent with: journal, door, Send log and lease, and what all ways share."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from sheetsync.dates import Clock
from sheetsync.journal.journal import Journal
from sheetsync.journal.letters import Envelope, JournaledLetter
from sheetsync.language import Lang
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.mail.addresses import Mailbox, masked
from sheetsync.mail.door import MailDoor
from sheetsync.mail.mime import message_id
from sheetsync.outbox.log_rows import LoggedState, latest, log_row
from sheetsync.outbox.ports import Lease, LogRow, SendLog
from sheetsync.outbox.reasons import worded
from sheetsync.outbox.reconciling import adoptions

#: States in which a run leaves a letter.
Settled = Literal["pending", "sent", "failed", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingContext:
    """The parts that the workspace hands in, and one run's settings.

    Attributes:
        sender: of the From header.
        bounce: the envelope's sender, in ASCII.
        run_id: unique to this run.
        lang: of reasons in the Send log.
        test_recipient: gets every letter instead of the partners, "" for none.
        letters_per_day: how many the account may hand over in 24 hours; None for any number.
        batch_size: letters that are reserved in the Send log by one request.
    """

    journal: Journal
    door: MailDoor
    send_log: SendLog
    lease: Lease
    clock: Clock
    sender: Mailbox
    bounce: str
    run_id: str
    lang: Lang = "ru"
    test_recipient: str = ""
    letters_per_day: int | None = None
    batch_size: int = 25

    @property
    def is_mail(self) -> bool:
        """Whether letters go to the partners' own addresses; else they are drafts."""
        return self.door.outcome == "sent" and not self.test_recipient

    def envelope(self, letter: Letter, before: JournaledLetter | None = None) -> Envelope:
        """The letter as the journal keeps it.

        Args:
            letter: about to be reserved.
            before: its earlier state. A letter that may have been delivered and is sent again by a
                person's decision keeps Message-ID and Date, by which receivers tell doubles; one
                that surely was refused gets a fresh Date.
        """
        dated_at = self.clock.now()
        own_id = self.message_id(letter.key)
        if before is not None:
            own_id = before.envelope.message_id or own_id
            was_refused = before.state != "pending" or before.is_temporary
            dated_at = dated_at if was_refused else before.envelope.dated_at
        return Envelope(
            key=letter.key,
            recipients=shown(letter.to),
            subject=letter.subject,
            content_hash=letter.content_hash,
            message_id=own_id,
            dated_at=dated_at,
            run_id=self.run_id,
        )

    def message_id(self, key: LetterKey) -> str:
        """The Message-ID that follows from a key, in this journal."""
        journal = self.journal
        return message_id(key, journal.spreadsheet_id, journal.secret, self.sender.domain)

    def row(self, envelope: Envelope, state: LoggedState, reason: str = "") -> LogRow:
        """A row of the Send log, as of now."""
        return log_row(envelope, state, reason, self.clock.now())

    def flush(self, *more: LogRow) -> None:
        """Append what the Send log has yet to hear, and these rows, in one request.

        Raises:
            WorkbookError: they do not stand there for sure; they wait for the next time.
        """
        waiting = self.journal.log_queue.waiting()
        if waiting.rows or more:
            self.send_log.append((*waiting.rows, *more))
            self.journal.log_queue.appended(waiting)

    def take_over(self) -> None:
        """Take the lease, then bring journal and Send log together.

        The host lock is held, so what the journal has in ``sending`` was left by a dead run.

        Raises:
            RunActiveError: another machine holds the lease.
            WorkbookError: the Send log cannot be read or written.
        """
        self.lease.acquire()
        for letter in self.journal.letters.interrupted():
            self.settle(letter.envelope, "unknown", worded("interrupted", self.lang))
        self.flush()
        adopted = self._news()
        unknown = [letter for letter in adopted if letter.state == "unknown"]
        rows = [self.row(letter.envelope, "unknown", letter.reason) for letter in unknown]
        self.journal.letters.adopt(adopted, rows)

    def has_unfinished_business(self) -> bool:
        """Whether an earlier run left letters in ``sending`` or rows untold."""
        return bool(self.journal.log_queue.waiting().rows or self.journal.letters.interrupted())

    def states(self) -> Mapping[LetterKey, JournaledLetter]:
        """Every letter's state as `take_over` would leave it; reads only.

        Raises:
            WorkbookError: the Send log cannot be read.
        """
        states = self.journal.letters.states()
        for letter in self.journal.letters.interrupted():
            reason = worded("interrupted", self.lang)
            states[letter.key] = replace(letter, state="unknown", reason=reason)
        return {**states, **{letter.key: letter for letter in self._news()}}

    def settle(
        self, envelope: Envelope, state: Settled, reason: str = "", *, is_temporary: bool = False
    ) -> None:
        """Settle a letter in the journal, and queue the row that tells of it."""
        letter = JournaledLetter(envelope, state, reason, is_temporary)
        self.journal.letters.settle(letter, [self.row(envelope, state, reason)])

    def _news(self) -> list[JournaledLetter]:
        """What the Send log knows and the journal does not."""
        known = self.journal.letters.states()
        elsewhere = worded("elsewhere", self.lang)
        logged = latest(self.send_log.rows(), self.journal.spreadsheet_id)
        return list(adoptions(known, logged, elsewhere))


def shown(recipients: tuple[str, ...]) -> str:
    """Recipients, masked."""
    return ", ".join(map(masked, recipients))
