"""Letters to the folder or the test recipient, and rehearsals that leave no trace but files."""

from collections.abc import Sequence
from dataclasses import replace

from sheetsync.errors import (
    LetterInDoubtError,
    LetterRefusedError,
    MailAccountError,
    SheetsyncError,
)
from sheetsync.journal.drafts import Draft
from sheetsync.journal.letters import Envelope
from sheetsync.language import Phrase
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.mail.addresses import without_addresses
from sheetsync.mail.door import MailDoor
from sheetsync.mail.mime import composed
from sheetsync.mail.redirect import as_test
from sheetsync.outbox.brake import IN_A_ROW, Brake
from sheetsync.outbox.ports import OpenWay, settled_mail
from sheetsync.outbox.reasons import worded
from sheetsync.outbox.report import LetterOutcome
from sheetsync.outbox.sending_context import SendingContext, shown


class Drafting(OpenWay):
    """A draft stops a second draft at the same place, never a mail. See `Way`.

    Nothing of a draft can be in doubt for a partner, so it is recorded once it is made.
    """

    def __init__(self, context: SendingContext) -> None:
        self._context = context
        self._place = context.test_recipient or context.door.place
        self._without_answer = 0
        self._read()

    def has_unfinished_business(self) -> bool:
        """See `SendingContext.has_unfinished_business`."""
        return self._context.has_unfinished_business()

    def take_over(self) -> None:
        """See `SendingContext.take_over`."""
        self._context.take_over()
        self._read()

    def settled_before(self, letter: Letter) -> LetterOutcome | None:
        """Settled as a mail, or drafted at this place before."""
        draft = self._drafts.get(letter.key)
        mail = settled_mail(letter, self._states.get(letter.key))
        if mail is not None or draft is None:
            return mail
        has_changed = draft.content_hash != letter.content_hash
        return LetterOutcome(letter.key, draft.recipients, "already", has_changed=has_changed)

    def reserve(self, letters: Sequence[Letter]) -> None:  # noqa: ARG002  # a draft binds nobody
        """Hold the lease on."""
        self._context.lease.renew()

    def hand_over(self, letter: Letter) -> LetterOutcome:
        """Write or send the draft, then record it."""
        context = self._context
        try:
            envelope = deliver_draft(context, letter, context.door)
        except LetterRefusedError as error:
            return _failed(letter, without_addresses(error.message_in(context.lang)))
        except LetterInDoubtError as error:
            self._count_silence(error)
            return _failed(letter, worded("no_answer", context.lang))
        self._without_answer = 0
        draft = Draft(
            letter.key,
            self._place,
            *(envelope.recipients, envelope.subject, envelope.content_hash, context.run_id),
        )
        rows = [context.row(envelope, "reserved"), context.row(envelope, "drafted", self._place)]
        context.journal.drafts.add(draft, rows)
        return LetterOutcome(letter.key, envelope.recipients, "drafted")

    def finish(self) -> None:
        """Tell the Send log and give the lease back."""
        self._context.flush()
        self._context.lease.release()

    def _count_silence(self, error: LetterInDoubtError) -> None:
        """Each letter without an answer takes minutes; a few tell enough."""
        self._without_answer += 1
        if self._without_answer >= IN_A_ROW:
            raise MailAccountError(
                Phrase(
                    ru="{count} писем подряд остались без ответа от {place}; последнее: {last}",
                    en="{count} drafts in a row got no answer from {place}; the last: {last}",
                ),
                cure=Phrase(
                    ru="посмотрите, что с почтовым сервером, и только потом запускайте снова",
                    en="look at the mail server before you run again",
                ),
                count=IN_A_ROW,
                place=self._context.door.place,
                last=error.words,
            )

    def _read(self) -> None:
        self._states = self._context.journal.letters.states()
        drafts = self._context.journal.drafts.all()
        self._drafts: dict[LetterKey, Draft] = {
            draft.key: draft for draft in drafts if draft.place == self._place
        }


class Rehearsal(OpenWay):
    """A dry run: files to look at in a folder, nothing in journal or Send log. See `Way`."""

    def __init__(self, context: SendingContext, folder: MailDoor) -> None:
        self._context = context
        self._folder = folder
        self._states = context.states()
        self._brake = Brake(context.journal, lambda: self._states) if context.is_mail else None

    def has_unfinished_business(self) -> bool:
        """Nothing is cleared up."""
        return False

    def take_over(self) -> None:
        """Nothing: a rehearsal changes no state."""

    def settled_before(self, letter: Letter) -> LetterOutcome | None:
        """As the run itself would see it."""
        return settled_mail(letter, self._states.get(letter.key))

    def brake(self, letter: Letter) -> SheetsyncError | None:
        """As the run itself would see it."""
        return self._brake.holding(letter.key.kind) if self._brake else None

    def reserve(self, letters: Sequence[Letter]) -> None:
        """Nothing."""

    def hand_over(self, letter: Letter) -> LetterOutcome:
        """Write the files."""
        try:
            envelope = deliver_draft(self._context, letter, self._folder)
        except LetterRefusedError as error:
            reason = error.message_in(self._context.lang)
            return _failed(letter, without_addresses(reason))
        return LetterOutcome(letter.key, envelope.recipients, "drafted")

    def finish(self) -> None:
        """Nothing to tell."""


def deliver_draft(context: SendingContext, letter: Letter, door: MailDoor) -> Envelope:
    """Compose the letter, for the test recipient if there is one, and hand it over.

    Returns:
        What the journal keeps of it.

    Raises:
        LetterRefusedError, LetterInDoubtError, MailAccountError: it was not drafted for sure.
    """
    draft = as_test(letter, context.test_recipient) if context.test_recipient else letter
    envelope = replace(context.envelope(letter), message_id=context.message_id(draft.key))
    raw = composed(
        draft,
        sender=context.sender,
        message_id=envelope.message_id,
        dated_at=envelope.dated_at,
    )
    door.deliver(raw, context.bounce, draft.to, before_dot=_nothing)
    return envelope


def _failed(letter: Letter, reason: str) -> LetterOutcome:
    return LetterOutcome(letter.key, shown(letter.to), "failed", reason)


def _nothing() -> None:
    """A draft has nothing to put on record before it is made."""
