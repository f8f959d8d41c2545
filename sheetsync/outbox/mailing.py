"""Mail to the partners' own addresses: reserve, claim before the dot, settle after the answer."""

from collections.abc import Sequence

from sheetsync.errors import LetterInDoubtError, LetterRefusedError
from sheetsync.journal.letters import Envelope
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.mail.addresses import without_addresses
from sheetsync.mail.mime import composed
from sheetsync.outbox.desk import Desk, Settled
from sheetsync.outbox.report import LetterOutcome
from sheetsync.outbox.way import settled_mail
from sheetsync.outbox.wording import worded


class Mailing:
    """The way that counts: ``sent`` means accepted for the partner. See `Way`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._states = desk.journal.letters.states()
        self._reserved: dict[LetterKey, Envelope] = {}

    def has_unfinished_business(self) -> bool:
        """See `Desk.has_unfinished_business`."""
        return self._desk.has_unfinished_business()

    def take_over(self) -> None:
        """See `Desk.take_over`."""
        self._desk.take_over()
        self._states = self._desk.journal.letters.states()

    def settled_before(self, letter: Letter) -> LetterOutcome | None:
        """Sent, refused for good, or perhaps sent by an earlier run."""
        return settled_mail(letter, self._states.get(letter.key))

    def reserve(self, letters: Sequence[Letter]) -> None:
        """In the journal first, then in the Send log, by which other machines know.

        The rows are not queued: a reservation that was never told binds nobody, and told late it
        would speak over what another machine did meanwhile.
        """
        desk = self._desk
        desk.lease.renew()
        envelopes = [desk.envelope(letter, self._states.get(letter.key)) for letter in letters]
        self._reserved = {envelope.key: envelope for envelope in envelopes}
        desk.journal.letters.reserve(envelopes)
        desk.flush(*(desk.row(envelope, "reserved") for envelope in envelopes))

    def hand_over(self, letter: Letter) -> LetterOutcome:
        """Claim the key on the disk just before the dot, settle it right after the answer."""
        try:
            refused = self._delivered(letter)
        except LetterRefusedError as error:
            reason = without_addresses(error.message)
            return self._settled(letter, "failed", reason, is_temporary=error.temporary)
        except LetterInDoubtError:
            return self._settled(letter, "unknown", worded("no_answer", self._desk.lang))
        return self._settled(letter, "sent", "; ".join(refused))

    def release(self, letters: Sequence[Letter]) -> None:
        """Back to ``pending``, so that any machine may send them later."""
        reason = worded("not_handed_over", self._desk.lang)
        for letter in letters:
            self._desk.settle(self._reserved[letter.key], "pending", reason)

    def finish(self) -> None:
        """Tell the Send log and give the lease back."""
        self._desk.flush()
        self._desk.lease.release()

    def _delivered(self, letter: Letter) -> tuple[str, ...]:
        desk, envelope = self._desk, self._reserved[letter.key]
        raw = composed(
            letter,
            sender=desk.sender,
            message_id=envelope.message_id,
            dated_at=envelope.dated_at,
        )
        return desk.door.deliver(
            raw,
            desk.bounce,
            letter.to,
            before_dot=lambda: desk.journal.letters.claim(letter.key, desk.run_id),
        )

    def _settled(
        self, letter: Letter, state: Settled, reason: str, *, is_temporary: bool = False
    ) -> LetterOutcome:
        envelope = self._reserved[letter.key]
        self._desk.settle(envelope, state, reason, is_temporary=is_temporary)
        place = "left" if state == "pending" else state
        return LetterOutcome(letter.key, envelope.recipients, place, reason)
