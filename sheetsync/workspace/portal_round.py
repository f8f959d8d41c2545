"""One round of the portal's worker: tell, enter, read, decide, publish, fill the shelf.

A round may die anywhere: what partners sent is in the store, what was told is looked up, tabs are
replaced whole, and the shelf in one transaction. So the next round brings the same end about.

Source: portal.md 5.5.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import msgspec

from sheetsync.errors import DatabaseError, LeaseLostError, RunActiveError, SheetsyncError
from sheetsync.portal.store.worker import get_value, set_values
from sheetsync.portal.stored_round import LAST_ROUND, StoredRound, round_of
from sheetsync.rules.portal.standing import Standing
from sheetsync.workspace.company import Company
from sheetsync.workspace.portal_entering import (
    enter_rows,
    has_rows_to_enter,
    tell_why_waiting,
)
from sheetsync.workspace.portal_flush import flush, reconcile
from sheetsync.workspace.portal_look import look
from sheetsync.workspace.portal_worker import PortalWorker


@dataclass(frozen=True, slots=True)
class RoundReport:
    """What a round brought.

    Attributes:
        at: when it began.
        told: events that the Portal log was told.
        published: codes of the tabs that changed.
        pages: rows of the shelf that changed; None where the workbook was not read.
        missing: titles of the portal's tabs that the workbook lacks.
        opposed: submissions with different answers in Decisions that are first seen together.
        trouble: what stopped a part of it.
    """

    at: datetime
    told: int = 0
    published: tuple[str, ...] = ()
    pages: int | None = None
    missing: tuple[str, ...] = ()
    opposed: tuple[str, ...] = ()
    trouble: tuple[SheetsyncError, ...] = field(default=(), compare=False)


def one_round(worker: PortalWorker, *, reads: bool = True) -> RoundReport:
    """One turn of the worker.

    Args:
        worker: what it works with.
        reads: whether the workbook is read, besides the log being told.

    Raises:
        RunActiveError: another machine keeps this portal; nothing was done.
        LeaseLostError: another machine has taken it over.
        DatabaseError: the store cannot be used.
    """
    turn = _Round(worker)
    if not worker.is_reconciled:
        turn.attempt(turn.read)
    if worker.is_reconciled:
        turn.attempt(turn.tell)
    if reads and turn.is_well:
        turn.attempt(turn.enter)
        turn.attempt(turn.look)
    turn.note()
    return turn.report


@dataclass(slots=True)
class _Round:
    """A round under way."""

    worker: PortalWorker
    report: RoundReport = field(init=False)
    company: Company | None = None
    waiting: Sequence[Standing] = ()

    def __post_init__(self) -> None:
        self.report = RoundReport(self.worker.clock.now())

    @property
    def is_well(self) -> bool:
        """Whether store and log know the same, so that the workbook may be read."""
        return self.worker.is_reconciled

    def attempt(self, part: Callable[[], None]) -> None:
        """Do a part of the round; what stops it is told, and the other parts go on."""
        try:
            self.worker.lease.hold()
            part()
        except (RunActiveError, LeaseLostError, DatabaseError):
            raise
        except SheetsyncError as error:
            self.report = replace(self.report, trouble=(*self.report.trouble, error))

    def read(self) -> None:
        """Read the workbook, and have store and log know the same."""
        company = self.worker.company()
        reconcile(self.worker, company.reading)
        # Before anything is told: what the log says stands in its language from the first row on.
        self.worker.note_language(company.lang)
        self.company = company

    def tell(self) -> None:
        """Tell the Portal log what waits."""
        self.report = replace(self.report, told=flush(self.worker))

    def enter(self) -> None:
        """Enter the rows that our people asked for; what was read before is old then."""
        if not has_rows_to_enter(self.worker):
            return
        if self.company is None:
            self.read()
        if self.company is not None and enter_rows(self.worker, self.company):
            self.company = None

    def look(self) -> None:
        """Decide, publish, fill the shelf."""
        if self.company is None:
            self.read()
        if self.company is None:
            return
        looked = look(self.worker, self.company)
        self.waiting = [one for one in looked.standing if one.is_open]
        self.report = replace(
            self.report,
            published=looked.published,
            pages=looked.pages,
            missing=looked.missing,
            opposed=looked.opposed,
        )

    def note(self) -> None:
        """Keep what the round brought for whoever asks how the portal stands."""
        if self.report.pages is None and self.report.trouble:
            tell_why_waiting(self.worker, self.report.trouble[-1])
        before = round_of(get_value(self.worker.store, LAST_ROUND))
        stored = StoredRound(
            at=self.report.at,
            read_at=before.read_at if before else None,
            waiting=before.waiting if before else 0,
            oldest_at=before.oldest_at if before else None,
            missing=self.report.missing,
            trouble=tuple(one.message for one in self.report.trouble),
            writes=self.worker.session.writes_taken(),
        )
        if self.report.pages is not None:
            opened = [one.submission.opened_at for one in self.waiting]
            stored = msgspec.structs.replace(
                stored,
                read_at=self.report.at,
                waiting=len(opened),
                oldest_at=min(opened, default=None),
            )
        set_values(self.worker.store, {LAST_ROUND: stored.encoded()})
