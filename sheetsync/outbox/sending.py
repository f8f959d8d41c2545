"""One run through its letters: batch by batch, until they end or the run is stopped."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from sys import maxsize

from sheetsync.errors import LeaseLostError, MailAccountError, MailBrakeError, SheetsyncError
from sheetsync.language import Phrase
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.outbox.ports import DeliveryMode
from sheetsync.outbox.report import LetterOutcome, Place, Progress, SendReport, Watch
from sheetsync.outbox.sending_context import SendingContext, shown
from sheetsync.outbox.suspicion import Suspicion

#: When so many letters in a row are refused, it is not the letters.
_REFUSALS_IN_A_ROW = 10
_FLUSH_EVERY = timedelta(seconds=10)
_A_DAY = timedelta(days=1)
#: What stops a run while the Send log can still be told.
_NOT_OF_SEND_LOG = (MailAccountError, MailBrakeError, LeaseLostError)


class Sending:
    """The run; used once.

    Args:
        context: what is sent with.
        mode: mailed, drafted or rehearsed.
        stop: asked before every letter; True ends the run after the letter under way.
        watch: hears of every letter that was tried.
    """

    def __init__(
        self, context: SendingContext, mode: DeliveryMode, stop: Callable[[], bool], watch: Watch
    ) -> None:
        self._context = context
        self._mode = mode
        self._stop = stop
        self._watch = watch
        self._given: dict[LetterKey, int] = {}
        self._outcomes: dict[LetterKey, LetterOutcome] = {}
        self._braked_by: SheetsyncError | None = None
        self._suspicion = Suspicion()
        self._stopped_by: SheetsyncError | None = None
        self._was_asked_to_stop = False
        self._has_taken_over = False
        self._refusals_in_a_row = 0
        self._tried = 0
        self._total: int | None = None
        self._started_at = self._flushed_at = context.clock.now()

    def through(self, letters: Iterable[Letter], limit: int | None) -> SendReport:
        """Send what is to be sent; each letter given ends in one place of the report.

        Raises:
            RunActiveError: another machine holds the lease; nothing was sent.
            WorkbookError: the Send log could not be read; nothing was sent.
            JournalError: the journal cannot be used; the run ends where it stands.
        """
        self._total = len(letters) if isinstance(letters, Sized) else None
        try:
            if self._mode.has_unfinished_business():
                self._take_over()
            due = self._due(letters, self._allowed(limit))
            while batch := list(islice(due, self._context.batch_size)):
                self._send_batch(batch)
            self._finish()
        finally:
            self._context.door.close()
        in_order = sorted(self._outcomes.values(), key=lambda outcome: self._given[outcome.key])
        stopped_by = self._stopped_by or self._braked_by
        return SendReport(tuple(in_order), stopped_by, self._was_asked_to_stop)

    def _due(self, letters: Iterable[Letter], allowed: int) -> Iterator[Letter]:
        """The letters that go out now; the others are put in their places."""
        count = 0
        for letter in self._open(letters):
            if self._has_stopped():
                self._place(letter, "left")
            elif count >= allowed:
                self._place(letter, "over_limit")
            else:
                count += 1
                yield letter

    def _open(self, letters: Iterable[Letter]) -> Iterator[Letter]:
        """The letters that no run has settled and no brake holds; once refused ones last."""
        last: list[Letter] = []
        for letter in letters:
            self._given.setdefault(letter.key, len(self._given))
            before = self._settled_before(letter)
            if before is not None:
                self._outcomes[letter.key] = before
            elif brake := self._mode.brake(letter):
                self._braked_by = brake
                self._place(letter, "left")
            elif self._mode.goes_last(letter):
                last.append(letter)
            else:
                yield letter
        yield from last

    def _settled_before(self, letter: Letter) -> LetterOutcome | None:
        before = self._mode.settled_before(letter)
        # Of a letter in doubt, too, another machine may know the end by now.
        is_open = before is None or before.place == "unknown"
        if is_open and not self._has_taken_over:
            self._take_over()
            before = self._mode.settled_before(letter)
        return before

    def _send_batch(self, letters: Sequence[Letter]) -> None:
        waiting = deque(letters)
        try:
            self._mode.reserve(letters)
        except SheetsyncError as error:
            self._stopped_by = error
        else:
            while waiting and not self._has_stopped():
                if self._is_handed_over(waiting[0]):
                    waiting.popleft()
            self._mode.release(waiting)
        for letter in waiting:
            self._place(letter, "left")

    def _is_handed_over(self, letter: Letter) -> bool:
        """Whether the letter's end is known; False when it stays reserved, and the run stops."""
        try:
            outcome = self._mode.hand_over(letter)
        except MailAccountError as error:
            self._stopped_by = error
            return False
        self._outcomes[outcome.key] = outcome
        self._note_refusal(letter, outcome)
        self._stopped_by = self._stopped_by or self._mode.brake(letter)
        self._tried += 1
        now = self._context.clock.now()
        self._watch(Progress(self._tried, self._total, (now - self._started_at).total_seconds()))
        self._flush_in_time(now)
        return True

    def _note_refusal(self, letter: Letter, outcome: LetterOutcome) -> None:
        stand = self._suspicion.note(letter, outcome, was_suspected=self._mode.goes_last(letter))
        for refused in stand:
            self._mode.settle_refused(refused, for_good=True)
        if self._suspicion.is_proven:
            self._stopped_by = MailAccountError(
                Phrase(
                    ru="сервер отвечает одно и то же получателям с разных доменов: {reason}",
                    en="the server says the same of recipients of different domains: {reason}",
                ),
                cure=Phrase(
                    ru="дело в нашей учётной записи, а не в них: "
                    "исправьте, о чём он пишет, и запустите ещё "
                    "раз; все эти письма ждут, первыми пойдут другие",
                    en="it is about the account, not about them: mend "
                    "what it says and run again; all of them are "
                    "pending, and others go first",
                ),
                reason=outcome.reason,
            )
        self._refusals_in_a_row = self._refusals_in_a_row + 1 if outcome.place == "failed" else 0
        if self._refusals_in_a_row >= _REFUSALS_IN_A_ROW:
            self._stopped_by = MailAccountError(
                Phrase(
                    ru="{count} писем подряд не приняты; последнее: {reason}",
                    en="{count} letters in a row were refused; the last: {reason}",
                ),
                cure=Phrase(
                    ru="прежде чем запускать снова, посмотрите причины: sheetsync outbox list",
                    en="look at the reasons (sheetsync outbox list) before you run again",
                ),
                count=_REFUSALS_IN_A_ROW,
                reason=outcome.reason,
            )

    def _flush_in_time(self, now: datetime) -> None:
        if now - self._flushed_at < _FLUSH_EVERY:
            return
        self._flushed_at = now
        try:
            self._context.flush()
        except SheetsyncError as error:
            self._stopped_by = self._stopped_by or error

    def _close_suspicion(self) -> None:
        """What nobody contradicted: for good when the run went through, else still due."""
        has_ended = self._stopped_by is None and not self._was_asked_to_stop
        for refused in self._suspicion.cleared():
            self._mode.settle_refused(refused, for_good=has_ended)
            if not has_ended:
                self._outcomes[refused.key] = replace(refused, place="left")

    def _finish(self) -> None:
        """Tell the Send log how all ended, unless it has just failed us."""
        self._close_suspicion()
        can_tell = self._stopped_by is None or isinstance(self._stopped_by, _NOT_OF_SEND_LOG)
        if self._has_taken_over and can_tell:
            try:
                self._mode.finish()
            except SheetsyncError as error:
                self._stopped_by = self._stopped_by or error

    def _take_over(self) -> None:
        self._has_taken_over = True
        self._mode.take_over()

    def _has_stopped(self) -> bool:
        self._was_asked_to_stop = self._was_asked_to_stop or self._stop()
        return self._was_asked_to_stop or self._stopped_by is not None

    def _allowed(self, limit: int | None) -> int:
        """How many letters may be tried, by the run's limit and by what the day still allows."""
        limits = [] if limit is None else [limit]
        if self._context.letters_per_day is not None:
            a_day_ago = self._context.clock.now() - _A_DAY
            handed_over = self._context.journal.letters.handed_over_since(a_day_ago)
            limits.append(max(0, self._context.letters_per_day - handed_over))
        return min(limits, default=maxsize)

    def _place(self, letter: Letter, place: Place) -> None:
        self._outcomes[letter.key] = LetterOutcome(letter.key, shown(letter.to), place)
