"""What became of what a partner sent: the shelf's word, with what happened since laid over it.

Free of frames. Source: portal.md 1 (decision 6), 5.4.
"""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from sheetsync.rules.portal.laid_over import state_of
from sheetsync.rules.portal.page_parts import PageSubmission
from sheetsync.rules.portal.submissions import (
    FileFacts,
    StoredSubmission,
    SubmissionKind,
    SubmissionState,
)
from sheetsync.tables.catalogue.portal import OPEN_SUBMISSIONS

_REPLACEABLE = frozenset({*OPEN_SUBMISSIONS, "rejected", "infected"})
#: The partner reads why, or what stands instead.
_WITH_WORDS = frozenset({"asked", "rejected", "accepted", "replaced"})


class SentBefore(msgspec.Struct, frozen=True, kw_only=True):
    """Something a partner sent, and what became of it until now.

    Attributes:
        text: our question or reason; of a replaced one the number of what came instead.
        status: of an accepted invoice: its code of INVOICE_STATUS, and the days beside it.
        is_on_shelf: the last round found this state; what it asks for knows of it.
    """

    no: str
    entity_id: str
    month: str
    kind: SubmissionKind
    state: SubmissionState
    received_at: datetime
    doc_kind: str = ""
    number: str = ""
    number_key: str = ""
    doc_date: date | None = None
    amount_minor: int | None = None
    currency: str = ""
    text: str = ""
    status: str = ""
    due_on: date | None = None
    paid_on: date | None = None
    days_late: int = 0
    files: tuple[FileFacts, ...] = ()
    is_on_shelf: bool = False

    @property
    def stands_for_paper(self) -> bool:
        """Whether what was asked for has come by it, and no round has seen the outcome yet."""
        return self.is_open or (self.state == "accepted" and not self.is_on_shelf)

    @property
    def is_open(self) -> bool:
        """Whether it may still be withdrawn."""
        return self.state in OPEN_SUBMISSIONS

    @property
    def is_asked(self) -> bool:
        """Whether we wait for an answer."""
        return self.state == "asked"

    @property
    def is_returned(self) -> bool:
        """Whether it came back to the partner, who may send something instead."""
        return self.state in {"rejected", "infected"}

    @property
    def is_replaceable(self) -> bool:
        """Whether something may be sent instead."""
        return self.state in _REPLACEABLE


def sent_before(
    stored: Sequence[StoredSubmission], found: Sequence[PageSubmission]
) -> tuple[SentBefore, ...]:
    """All that a partner sent, the newest first.

    Args:
        stored: as the store has it at this moment.
        found: as the last round found it.
    """
    shelf = {one.no: one for one in found}
    # Of one moment, what was stored later is the newer.
    oldest = sorted(stored, key=lambda one: one.submission.opened_at)
    return tuple(_sent(one, shelf.get(one.submission.no)) for one in reversed(oldest))


def _sent(stored: StoredSubmission, found: PageSubmission | None) -> SentBefore:
    given = stored.submission
    state = state_of(stored, found)
    # Days of payment are the shelf's word about an accepted invoice, and of no other state.
    known = found if found and found.state == state == "accepted" else None
    return SentBefore(
        no=given.no,
        entity_id=given.entity_id,
        month=given.month,
        kind=given.kind,
        state=state,
        received_at=given.opened_at,
        doc_kind=given.doc_kind,
        number=given.number,
        number_key=given.number_key,
        doc_date=given.doc_date,
        amount_minor=given.amount_minor,
        currency=given.currency,
        text=_text(stored, found, state),
        status=known.status if known else "",
        due_on=known.due_on if known else None,
        paid_on=known.paid_on if known else None,
        days_late=known.days_late if known else 0,
        files=stored.files,
        is_on_shelf=found is not None and found.state == state,
    )


def _text(stored: StoredSubmission, found: PageSubmission | None, state: SubmissionState) -> str:
    """The latest word about a state: the store's where it is newer than the shelf's."""
    if state not in _WITH_WORDS:
        return ""
    after = found.after_seq if found and found.state == state else 0
    for event in reversed(stored.events):
        if event.kind == state and event.seq > after:
            return event.other_no if state == "replaced" else event.text
    return found.text if found and found.state == state else ""
