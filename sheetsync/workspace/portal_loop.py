"""The worker's life: rounds when they are due, letters and scans meanwhile, a clean end.

Letters and scans have a thread of their own, so that a sign-in letter does not wait while Google
does not answer; files that are kept in Drive or S3 have another. Source: portal.md 5.5, 6.
"""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sheetsync.errors import SheetsyncError
from sheetsync.portal.store.worker import held_places, queue_of
from sheetsync.portal.vault.scanning import Clamd
from sheetsync.workspace.portal_entering import has_rows_to_enter
from sheetsync.workspace.portal_files import FileKeeper
from sheetsync.workspace.portal_letters import queue_letters
from sheetsync.workspace.portal_post import PortalPost, PostReport
from sheetsync.workspace.portal_round import RoundReport, one_round
from sheetsync.workspace.portal_scans import scan_pending
from sheetsync.workspace.portal_worker import PortalWorker

_TICK_S = 1.0
_FILES_S = 2.0
#: After an account that cannot send now, and after a store that cannot be used.
_PAUSE = timedelta(seconds=15)
#: Files that nobody finished sending are swept so often.
_SWEEP_EVERY = timedelta(hours=1)
#: A look at the workbook may take this share of the time, so that jobs get at their reads.
_REST_FACTOR = 2


@dataclass(kw_only=True)
class PortalLoop:
    """Rounds, letters and scans until somebody asks to stop.

    Attributes:
        worker: what is worked with.
        post: sends letters.
        clamd: the scanner; None: there is none.
        files: keeps files beyond this machine; None: they stay in their folder.
        stop: set when the loop shall end.
        tell: hears of each round; and of what went wrong beside them.
        held: a block in which the process is not ended.
    """

    worker: PortalWorker
    post: PortalPost
    clamd: Clamd | None = None
    files: FileKeeper | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    tell: Callable[[RoundReport], None] = lambda _report: None
    tell_trouble: Callable[[SheetsyncError], None] = lambda _error: None
    held: Callable[[], AbstractContextManager[None]] = nullcontext
    _looked_at: datetime | None = None
    _flushed_at: datetime | None = None
    _entered_at: datetime | None = None
    _rest: timedelta = timedelta()
    _ran: float = 0.0
    _swept_at: datetime | None = None
    _broken: BaseException | None = None

    def run(self) -> None:
        """Work until `stop` is set; then tell the log what still waits, and end.

        Raises:
            RunActiveError: another machine keeps this portal.
            LeaseLostError: another machine has taken it over.
            DatabaseError: the store cannot be used.
        """
        beside = [self._begun("letters", self._beside), self._begun("files", self._files)]
        try:
            while not self.stop.is_set():
                self.turn()
                self.stop.wait(_TICK_S)
            with self.held():
                self.finish()
        finally:
            self.stop.set()
            for thread in beside:
                thread.join()
            self.post.close()
        if self._broken is not None:
            raise self._broken

    def turn(self) -> RoundReport | None:
        """A round if one is due.

        Raises:
            RunActiveError: another machine keeps this portal.
            LeaseLostError: another machine has taken it over.
            DatabaseError: the store cannot be used.
        """
        now = self.worker.clock.now()
        is_waited_for = self._is_entry_due(now)
        reads = is_waited_for or self._is_look_due(now)
        if not reads and not self._is_flush_due(now):
            return None
        began = now
        self._flushed_at = now
        if is_waited_for:
            self._entered_at = now
        if reads:
            self._looked_at, self._ran = now, self._last_run()
        report = one_round(self.worker, reads=reads)
        if reads:
            self._rest = (self.worker.clock.now() - began) * _REST_FACTOR
        self._sweep(now)
        self.tell(report)
        return report

    def finish(self) -> None:
        """Tell the log what waits, if Google answers, before the lock is freed."""
        if queue_of(self.worker.store).untold:
            self.tell(one_round(self.worker, reads=False))

    def beside(self) -> PostReport:
        """One look at scans and letters.

        Raises:
            SheetsyncError: the store or the vault cannot be used; the next look goes on.
        """
        scan_pending(self.worker, self.clamd)
        with self.worker.letters:
            queue_letters(self.worker)
        return self.post.send_due()

    def _is_flush_due(self, now: datetime) -> bool:
        pause = timedelta(seconds=self.worker.section.flush_s)
        is_time = self._flushed_at is None or not timedelta(0) <= now - self._flushed_at < pause
        return is_time and bool(queue_of(self.worker.store).untold)

    def _is_entry_due(self, now: datetime) -> bool:
        """At once when somebody waits for a row; of many clicks all there are, after a rest."""
        pause = max(timedelta(seconds=self.worker.section.flush_s), self._rest)
        is_time = self._entered_at is None or not timedelta(0) <= now - self._entered_at < pause
        return is_time and has_rows_to_enter(self.worker)

    def _is_look_due(self, now: datetime) -> bool:
        """Every `refresh_s`; sooner when something waits, or when a run has ended."""
        if self._looked_at is None:
            return True
        since = now - self._looked_at
        section = self.worker.section
        if not timedelta(0) <= since < timedelta(seconds=section.refresh_s):
            return True
        is_rested = since >= max(timedelta(seconds=section.flush_s), self._rest)
        has_news = self._last_run() != self._ran or bool(queue_of(self.worker.store).untold)
        return is_rested and has_news

    def _last_run(self) -> float:
        """When a run on this machine last wrote its journal; 0 for never."""
        config = self.worker.config
        try:
            return (config.path(config.state) / "journal.sqlite").stat().st_mtime
        except OSError:
            return 0.0

    def _sweep(self, now: datetime) -> None:
        if self._swept_at is None or now - self._swept_at >= _SWEEP_EVERY:
            self._swept_at = now
            self.worker.vault.sweep(now)
            if self.worker.is_reconciled:
                # A store that knows less than the log would take its files for nobody's.
                self.worker.vault.sweep_unheld(held_places(self.worker.store), now)

    def _begun(self, name: str, work: Callable[[], None]) -> threading.Thread:
        """A thread of its own: neither Google nor a scanner holds up what another one does."""
        thread = threading.Thread(target=self._or_end, args=(work,), name=name, daemon=True)
        thread.start()
        return thread

    def _or_end(self, work: Callable[[], None]) -> None:
        """A bug in letters, scans or files ends the worker, which is started anew."""
        try:
            work()
        except BaseException as error:  # noqa: BLE001  # raised by the thread that waits for this
            self._broken = error
            self.stop.set()

    def _beside(self) -> None:
        """Scans and letters until the end; what goes wrong is told and tried again."""
        pause = timedelta()
        while not self.stop.wait(max(_TICK_S, pause.total_seconds())):
            pause = timedelta()
            try:
                report = self.beside()
            except SheetsyncError as error:
                self.tell_trouble(error)
                pause = _PAUSE
            else:
                if report.stopped_by is not None:
                    self.tell_trouble(report.stopped_by)
                    pause = _PAUSE

    def _files(self) -> None:
        """Files on their way until the end; what goes wrong is told and tried again."""
        pause = timedelta()
        while self.files is not None and not self.stop.wait(max(_FILES_S, pause.total_seconds())):
            pause = timedelta()
            try:
                self.files.turn()
            except SheetsyncError as error:
                self.tell_trouble(error)
                pause = _PAUSE
