"""The same refusal of recipients of several domains is about us, not about them.

No list of words knows what every hoster says. A refusal that names nobody is therefore held open
until another letter goes, or until so many domains were told the same that it must be about us;
then the letters stay due, and the next run begins with others, in case it was about them after all.

Source: amendments.md 3, replies.
"""

from collections.abc import Sequence

from sheetsync.letters.letter import Letter
from sheetsync.outbox.report import LetterOutcome

#: The same said of so many domains is no accident.
_DOMAINS = 3


class Suspicion:
    """The suspicion of one run."""

    def __init__(self) -> None:
        self._fingerprint = ""
        self._outcomes: list[LetterOutcome] = []
        self._domains: set[str] = set()
        self._has_sent = False

    @property
    def is_proven(self) -> bool:
        """Enough domains were told the same."""
        return len(self._domains) >= _DOMAINS

    def note(
        self, letter: Letter, outcome: LetterOutcome, *, was_suspected: bool
    ) -> Sequence[LetterOutcome]:
        """Take in how a letter ended.

        Args:
            letter: it.
            outcome: its end.
            was_suspected: a run before was stopped by its refusal. Refused again where others
                went, it is refused for good; else it would come back for ever.

        Returns:
            Refusals that now stand: they are about their letters.
        """
        if outcome.place == "sent":
            self._has_sent = True
            return self.cleared()
        if not outcome.fingerprint:
            return ()
        if was_suspected and self._has_sent:
            return (outcome,)
        stand = self.cleared() if outcome.fingerprint != self._fingerprint else ()
        self._fingerprint = outcome.fingerprint
        self._outcomes.append(outcome)
        self._domains.add(letter.to[0].rpartition("@")[2].casefold())
        return stand

    def cleared(self) -> Sequence[LetterOutcome]:
        """The open refusals; none is open then."""
        stand, self._outcomes = self._outcomes, []
        self._fingerprint = ""
        self._domains = set()
        return stand
