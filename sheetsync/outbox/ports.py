"""What the outbox asks of others: an append-only log, a lease, and a mode of delivery."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from sheetsync.errors import SheetsyncError
from sheetsync.journal.letters import JournaledLetter
from sheetsync.letters.letter import Letter
from sheetsync.outbox.report import LetterOutcome, Place

#: A row of the Send log: values by the codes of its columns.
LogRow = Mapping[str, str | int]


class SendLog(Protocol):
    """The tab that people read, and that other machines and a new disk learn from."""

    def rows(self) -> Sequence[LogRow]:
        """All rows, in the order in which they were appended."""
        ...

    def append(self, rows: Sequence[LogRow]) -> None:
        """Append rows, all or none; a row whose ``row_id`` stands there already is left out.

        Raises:
            WorkbookError: they do not stand there for sure.
        """
        ...


class Lease(Protocol):
    """The right of one machine to send for this spreadsheet; it runs out if not renewed."""

    def acquire(self) -> None:
        """Take the lease; what an earlier run on this machine left is taken over.

        Raises:
            RunActiveError: another machine holds it.
        """
        ...

    def renew(self) -> None:
        """Hold it for another while.

        Raises:
            LeaseLostError: another machine has taken it; nothing more may be sent.
        """
        ...

    def release(self) -> None:
        """Give it back; if it is lost already, that is fine."""
        ...


_PLACES: Mapping[str, Place] = {"sent": "already", "failed": "failed"}


class DeliveryMode(Protocol):
    """A way for the letters of one run."""

    def has_unfinished_business(self) -> bool:
        """Whether an earlier run left something to tell or to clear up, letters or not."""
        ...

    def take_over(self) -> None:
        """Before the first letter: hold the lease and know every state."""
        ...

    def settled_before(self, letter: Letter) -> LetterOutcome | None:
        """How an earlier run ended the letter; None when it is to go out."""
        ...

    def brake(self, letter: Letter) -> SheetsyncError | None:
        """Why no letter of this kind may go now; None while it may."""
        ...

    def goes_last(self, letter: Letter) -> bool:
        """Whether the letter met a refusal that stopped a run: others are tried before it."""
        ...

    def reserve(self, letters: Sequence[Letter]) -> None:
        """Put the intent on record, before anything leaves.

        Raises:
            LeaseLostError: another machine has taken over.
            SheetsyncError: the intent does not stand in the Send log for sure.
        """
        ...

    def hand_over(self, letter: Letter) -> LetterOutcome:
        """Let one letter out and record how it ended.

        Raises:
            MailAccountError: it surely did not leave, nor would the next one.
        """
        ...

    def settle_refused(self, outcome: LetterOutcome, *, for_good: bool) -> None:
        """Settle a refusal that was suspected to be about us.

        Args:
            outcome: as `hand_over` returned it, with a fingerprint.
            for_good: it is about the letter; else the letter stays due, and goes last.
        """
        ...

    def release(self, letters: Sequence[Letter]) -> None:
        """Record that these reserved letters surely did not leave in this run."""
        ...

    def finish(self) -> None:
        """After the last letter: tell the Send log and give the lease back."""
        ...


class OpenWay:
    """What ways that send no mail have in common: nothing holds their letters back."""

    def brake(self, letter: Letter) -> SheetsyncError | None:  # noqa: ARG002  # of no letter
        """Nothing."""
        return None

    def goes_last(self, letter: Letter) -> bool:  # noqa: ARG002  # likewise
        """None does."""
        return False

    def settle_refused(self, outcome: LetterOutcome, *, for_good: bool) -> None:
        """There is none."""

    def release(self, letters: Sequence[Letter]) -> None:
        """Nothing was reserved."""


def settled_mail(letter: Letter, before: JournaledLetter | None) -> LetterOutcome | None:
    """How an earlier run ended the mail; None when it is still to be sent."""
    if before is None or before.may_be_sent:
        return None
    is_sent = before.state == "sent"
    return LetterOutcome(
        letter.key,
        before.envelope.recipients,
        _PLACES.get(before.state, "unknown"),
        before.reason,
        has_changed=is_sent and before.envelope.content_hash != letter.content_hash,
    )
