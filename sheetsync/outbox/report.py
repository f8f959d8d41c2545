"""What became of the letters of one run."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sheetsync.errors import SheetsyncError
from sheetsync.letters.letter import LetterKey

#: Where a letter ends in the report; each letter that was given ends in exactly one place:
#: sent or drafted now; refused; perhaps sent; sent or drafted before; beyond the run's limit;
#: left because the run stopped.
Place = Literal["sent", "drafted", "failed", "unknown", "already", "over_limit", "left"]


@dataclass(frozen=True, slots=True)
class LetterOutcome:
    """One letter's end.

    Attributes:
        recipients: masked, for people.
        reason: why, in the server's words or ours; for ``sent``, which address was refused.
        has_changed: it would read differently now than when it was sent (``already`` only).
        fingerprint: of a refusal that may be about us; "" for any other end.
    """

    key: LetterKey
    recipients: str
    place: Place
    reason: str = ""
    has_changed: bool = False
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class SendReport:
    """What became of every letter that was given.

    Attributes:
        outcomes: in the order of the letters.
        stopped_by: what ended the run early; None when it went through or was asked to stop.
        was_asked_to_stop: by SIGTERM; the letter under way was finished.
    """

    outcomes: tuple[LetterOutcome, ...]
    stopped_by: SheetsyncError | None = None
    was_asked_to_stop: bool = False

    @property
    def sent(self) -> tuple[LetterOutcome, ...]:
        """Accepted by the server for the partner's own address, in this run."""
        return self._at("sent")

    @property
    def drafted(self) -> tuple[LetterOutcome, ...]:
        """Written to the folder or to the test recipient, in this run."""
        return self._at("drafted")

    @property
    def failed(self) -> tuple[LetterOutcome, ...]:
        """Surely not sent: refused now, or refused for good before."""
        return self._at("failed")

    @property
    def unknown(self) -> tuple[LetterOutcome, ...]:
        """Perhaps sent; only ``sheetsync outbox resolve`` settles them."""
        return self._at("unknown")

    @property
    def already(self) -> tuple[LetterOutcome, ...]:
        """Sent, or drafted at this place, before this run."""
        return self._at("already")

    @property
    def changed(self) -> tuple[LetterOutcome, ...]:
        """Of `already`, those that would read differently now; nothing is sent for that."""
        return tuple(outcome for outcome in self.outcomes if outcome.has_changed)

    @property
    def over_limit(self) -> tuple[LetterOutcome, ...]:
        """Beyond the run's or the day's limit; a later run sends them."""
        return self._at("over_limit")

    @property
    def left(self) -> tuple[LetterOutcome, ...]:
        """Not tried, because the run stopped; a later run sends them."""
        return self._at("left")

    @property
    def exit_code(self) -> int:
        """2 when letters were left, 1 when some failed or are in doubt, else 0 (design.md 4)."""
        if self.stopped_by is not None:
            return self.stopped_by.exit_code
        if self.left:
            return 2
        return 1 if self.failed or self.unknown else 0

    def _at(self, place: Place) -> tuple[LetterOutcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.place == place)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come.

    Attributes:
        done: letters handed over or refused in this run.
        total: letters given, None when unknown.
        elapsed_s: since the first.
    """

    done: int
    total: int | None
    elapsed_s: float

    @property
    def letters_per_minute(self) -> float:
        """The pace so far; 0 while it is unknown."""
        return 60 * self.done / self.elapsed_s if self.elapsed_s else 0.0

    @property
    def left_s(self) -> float | None:
        """Seconds left at this pace; None while they are unknown."""
        if self.total is None or not self.letters_per_minute:
            return None
        return 60 * (self.total - self.done) / self.letters_per_minute


Watch = Callable[[Progress], None]
