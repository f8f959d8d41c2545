"""Mail to the partners' own addresses: reserve, claim before the dot, settle after the answer."""

from collections.abc import Sequence

from sheetsync.errors import (
    LetterInDoubtError,
    LetterRefusedError,
    MailAccountError,
    MailBrakeError,
    SheetsyncError,
)
from sheetsync.journal.letters import Envelope, JournaledLetter
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.mail.addresses import without_addresses
from sheetsync.mail.mime import composed
from sheetsync.outbox.brake import Brake
from sheetsync.outbox.log_rows import tells_refusal
from sheetsync.outbox.ports import settled_mail
from sheetsync.outbox.reasons import worded
from sheetsync.outbox.report import LetterOutcome
from sheetsync.outbox.sending_context import SendingContext, Settled


class Mailing:
    """The way that counts: ``sent`` means accepted for the partner. See `Way`."""

    def __init__(self, context: SendingContext) -> None:
        self._context = context
        self._states = context.journal.letters.states()
        self._reserved: dict[LetterKey, Envelope] = {}
        self._suspected: dict[LetterKey, Envelope] = {}
        self._met: dict[LetterKey, str] = {}
        self._brake = Brake(context.journal, lambda: self._states)
        self._braked: dict[str, MailBrakeError | None] = {}

    def has_unfinished_business(self) -> bool:
        """See `SendingContext.has_unfinished_business`."""
        return self._context.has_unfinished_business()

    def take_over(self) -> None:
        """See `SendingContext.take_over`."""
        self._context.take_over()
        self._states = self._context.journal.letters.states()

    def settled_before(self, letter: Letter) -> LetterOutcome | None:
        """Sent, refused for good, or perhaps sent by an earlier run."""
        return settled_mail(letter, self._states.get(letter.key))

    def brake(self, letter: Letter) -> SheetsyncError | None:
        """Too many letters of the kind are in doubt."""
        kind = letter.key.kind
        if kind not in self._braked:
            self._brake.keep(kind)
            self._braked[kind] = self._brake.holding(kind)
        return self._braked[kind]

    def goes_last(self, letter: Letter) -> bool:
        """Pending, with a refusal that stopped a run."""
        before = self._states.get(letter.key)
        return before is not None and before.state == "pending" and before.is_temporary

    def reserve(self, letters: Sequence[Letter]) -> None:
        """In the journal first, then in the Send log, by which other machines know.

        The rows are not queued: a reservation that was never told binds nobody, and told late it
        would speak over what another machine did meanwhile.
        """
        context = self._context
        context.lease.renew()
        envelopes = [context.envelope(letter, self._states.get(letter.key)) for letter in letters]
        self._reserved = {envelope.key: envelope for envelope in envelopes}
        context.journal.letters.reserve(envelopes)
        context.flush(*(context.row(envelope, "reserved") for envelope in envelopes))

    def hand_over(self, letter: Letter) -> LetterOutcome:
        """Claim the key on the disk just before the dot, settle it right after the answer."""
        outcome = self._handed_over(letter)
        self._braked[letter.key.kind] = self._brake.note(letter.key, outcome.place)
        return outcome

    def settle_refused(self, outcome: LetterOutcome, *, for_good: bool) -> None:
        """Failed, or pending as one that goes last."""
        envelope = self._suspected.pop(outcome.key)
        state: Settled = "failed" if for_good else "pending"
        self._context.settle(envelope, state, outcome.reason, is_temporary=not for_good)

    def release(self, letters: Sequence[Letter]) -> None:
        """Back to ``pending``, so that any machine may send them later."""
        unmet = worded("not_handed_over", self._context.lang)
        for letter in letters:
            key = letter.key
            # One that goes last, and was not even tried, goes last again.
            before = self._states[key].reason if self.goes_last(letter) else unmet
            reason = self._met.get(key, before)
            envelope = self._reserved[key]
            self._context.settle(envelope, "pending", reason, is_temporary=tells_refusal(reason))

    def finish(self) -> None:
        """Tell the Send log and give the lease back."""
        self._context.flush()
        self._context.lease.release()

    def _handed_over(self, letter: Letter) -> LetterOutcome:
        try:
            refused = self._delivered(letter)
        except LetterRefusedError as error:
            reason = without_addresses(error.message_in(self._context.lang))
            if error.fingerprint:
                return self._held_open(letter, reason, error.fingerprint)
            return self._settled(letter, "failed", reason, is_temporary=error.temporary)
        except LetterInDoubtError:
            return self._settled(letter, "unknown", worded("no_answer", self._context.lang))
        except MailAccountError as error:
            self._met[letter.key] = without_addresses(error.message_in(self._context.lang))
            raise
        return self._settled(letter, "sent", "; ".join(refused))

    def _held_open(self, letter: Letter, reason: str, fingerprint: str) -> LetterOutcome:
        """Surely not sent; whether for good, the letters after it tell. See `Suspicion`.

        The journal has it as pending meanwhile; the Send log hears of the end alone.
        """
        envelope = self._suspected[letter.key] = self._reserved[letter.key]
        pending = JournaledLetter(envelope, "pending", reason, is_temporary=True)
        self._context.journal.letters.settle(pending)
        return LetterOutcome(
            letter.key, envelope.recipients, "failed", reason, fingerprint=fingerprint
        )

    def _delivered(self, letter: Letter) -> tuple[str, ...]:
        context, envelope = self._context, self._reserved[letter.key]
        raw = composed(
            letter,
            sender=context.sender,
            message_id=envelope.message_id,
            dated_at=envelope.dated_at,
        )
        return context.door.deliver(
            raw,
            context.bounce,
            letter.to,
            before_dot=lambda: context.journal.letters.claim(letter.key, context.run_id),
        )

    def _settled(
        self, letter: Letter, state: Settled, reason: str, *, is_temporary: bool = False
    ) -> LetterOutcome:
        envelope = self._reserved[letter.key]
        self._context.settle(envelope, state, reason, is_temporary=is_temporary)
        place = "left" if state == "pending" else state
        return LetterOutcome(letter.key, envelope.recipients, place, reason)
