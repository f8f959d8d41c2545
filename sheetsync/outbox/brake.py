"""The brake: when letters of a kind end in doubt too often, no more of that kind is mailed.

A server that cuts the line or hangs after every letter would leave all of them in doubt. The brake
is kept in the journal, or each hourly look of cron would add a few more; it is loose again once a
person has resolved the letters that pulled it.

Source: amendments.md 3, unknown letters.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

from sheetsync.errors import MailBrakeError
from sheetsync.journal.journal import Journal
from sheetsync.journal.letters import JournaledLetter
from sheetsync.language import Phrase
from sheetsync.letters.letter import LetterKey
from sheetsync.outbox.report import Place

States = Mapping[LetterKey, JournaledLetter]

#: So many letters in doubt in a row, or this share of a run of more than so many letters.
IN_A_ROW = 3
_SHARE_PERCENT = 5
_SMALL_RUN = 20
_SHOWN = 3
_ANSWERED: frozenset[Place] = frozenset({"sent", "failed", "unknown"})


class Brake:
    """The brake of one run; each kind has its own.

    Args:
        journal: remembers it.
        states: asked once for each kind: the letters of earlier runs, of other machines and lost
            disks too. So a machine that begins with an empty journal every time brakes all the
            same.
    """

    def __init__(self, journal: Journal, states: Callable[[], States]) -> None:
        self._journal = journal
        self._states = states
        self._in_a_row: dict[str, list[LetterKey]] = {}
        self._of_run: dict[str, list[LetterKey]] = defaultdict(list)
        self._tried: Counter[str] = Counter()

    def holding(self, kind: str) -> MailBrakeError | None:
        """Why no letter of this kind may go; None while it may. Reads only."""
        doubts = self._doubts(kind)
        return _error(kind, doubts) if doubts else None

    def keep(self, kind: str) -> None:
        """Keep the brake, should earlier runs have left enough in doubt, each too few by itself."""
        if doubts := self._doubts(kind):
            self._journal.brakes.pull(doubts)

    def note(self, key: LetterKey, place: Place) -> MailBrakeError | None:
        """Count a letter that was handed over; the error when that pulls the brake.

        A refusal is an answer, but says nothing of letters that were taken: only a letter that was
        sent ends a row.
        """
        kind, row = key.kind, self._row(key.kind)
        self._tried[kind] += place in _ANSWERED
        if place == "sent":
            row.clear()
        if place != "unknown":
            return None
        row.append(key)
        self._of_run[kind].append(key)
        doubts = row if len(row) >= IN_A_ROW else self._too_large_a_share(kind)
        if not doubts:
            return None
        self._journal.brakes.pull(doubts)
        return _error(kind, doubts)

    def _doubts(self, kind: str) -> Sequence[LetterKey]:
        row = self._row(kind)
        return self._journal.brakes.holding(kind) or (row if len(row) >= IN_A_ROW else ())

    def _row(self, kind: str) -> list[LetterKey]:
        """Letters in doubt since the last that was sent, those of earlier runs included."""
        if kind not in self._in_a_row:
            self._in_a_row[kind] = _doubts_since_last_sent(self._states(), kind)
        return self._in_a_row[kind]

    def _too_large_a_share(self, kind: str) -> Sequence[LetterKey]:
        doubts, tried = self._of_run[kind], self._tried[kind]
        is_large = tried > _SMALL_RUN and 100 * len(doubts) >= _SHARE_PERCENT * tried
        return doubts if is_large else ()


def _doubts_since_last_sent(states: States, kind: str) -> list[LetterKey]:
    """Letters of a kind in doubt, handed over in the second of the last that was sent or later."""
    own = sorted(
        (letter.handed_over_at, key, letter.state)
        for key, letter in states.items()
        if key.kind == kind and letter.handed_over_at
    )
    last = max((at for at, _, state in own if state == "sent"), default=None)
    return [key for at, key, state in own if state == "unknown" and (last is None or at >= last)]


def _error(kind: str, doubts: Sequence[LetterKey]) -> MailBrakeError:
    shown = ", ".join(map(str, doubts[:_SHOWN])) + (", …" if len(doubts) > _SHOWN else "")
    return MailBrakeError(
        Phrase(
            ru="неясно, ушли ли письма «{kind}» ({count}), поэтому другие такие не отправляются: "
            "{shown}",
            en="{count} {kind} letters are in doubt, so no {kind} letter is mailed: {shown}",
        ),
        cure=Phrase(
            ru="посмотрите в папке «Отправленные» или в журнале сервера и скажите, что нашли: "
            "sheetsync outbox resolve КЛЮЧ … --sent или --resend, или --all --period {period}",
            en="look into the account's Sent folder or the server's log, then say what you found: "
            "sheetsync outbox resolve KEY … --sent or --resend, or --all --period {period}",
        ),
        count=len(doubts),
        kind=kind,
        shown=shown,
        period=doubts[0].period,
    )
