"""What our own people decide at the desk: an event at once, made by one form, seen by its maker.

Whoever decides has seen all that happened to the submission so far; of two people at once the
second one is told what stands. Source: portal.md 1 (decision 5), 7.3 (`once`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import msgspec
import sqlalchemy as sa

from sheetsync.portal.partner_texts import cleaned_text
from sheetsync.portal.store.acceptance_rows import being_entered
from sheetsync.portal.store.desk import find_for_desk
from sheetsync.portal.store.events import new_event
from sheetsync.portal.store.layout import Layout
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.pages import found_submissions
from sheetsync.portal.store.rows import insert_events, known_rows
from sheetsync.portal.store.seats import Seat
from sheetsync.rules.portal.laid_over import state_of
from sheetsync.rules.portal.submissions import EventKind, StoredSubmission, SubmissionState
from sheetsync.tables.catalogue.portal import ENTERED_KINDS

DecisionKind = Literal["rejected", "asked", "reopened", "accepted"]
#: What came of it: it is so, also where the form was sent before; something newer stands; there is
#: no such submission for this seat.
DecisionEnd = Literal["done", "overtaken", "unknown"]

#: States in which each may be decided.
DECIDED_IN: Mapping[DecisionKind, frozenset[SubmissionState]] = {
    "rejected": frozenset({"waiting", "asked"}),
    "asked": frozenset({"waiting", "asked"}),
    "reopened": frozenset({"rejected", "asked"}),
    "accepted": frozenset({"waiting", "asked"}),
}
#: What happens by itself, and overtakes nobody.
_UNMOVING: frozenset[EventKind] = frozenset({"scanned"})


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on its way.

    Attributes:
        seen_seq: the last event that whoever decides has seen.
        once: of the form: sent again, it changes nothing.
    """

    no: str
    kind: DecisionKind
    text: str
    seen_seq: int
    once: str


def decide(store: Store, seat: Seat, name: str, decision: Decision, now: datetime) -> DecisionEnd:
    """Keep a decision as an event, all or nothing.

    Args:
        store: where it is kept.
        seat: whose it is.
        name: how the event names that person.
        decision: what is decided.
        now: an aware moment.

    Raises:
        DatabaseError: nothing was changed.
    """
    event = new_event(decision.no, decision.kind, now, name, once=decision.once)
    event = msgspec.structs.replace(event, text=cleaned_text(decision.text))
    with store.writing() as connection:
        stored = find_for_desk(connection, store.layout, seat, decision.no)
        if stored is None:
            return "unknown"
        if known_rows(connection, store.layout, [event.row_id]):
            return "done"
        if stored.submission.kind in ENTERED_KINDS and decision.kind == "accepted":
            # A row of the sheet accepts it, and nothing else.
            return "overtaken"
        if not is_open_to(connection, store.layout, stored, decision):
            return "overtaken"
        insert_events(connection, store.layout, [event])
    return "done"


def is_open_to(
    connection: sa.Connection, layout: Layout, stored: StoredSubmission, decision: Decision
) -> bool:
    """Whether whoever decides has seen all that happened, and its state leaves it open."""
    if last_moving(stored) > decision.seen_seq:
        return False
    if decision.no in being_entered(connection, layout):
        return False
    found = found_submissions(connection, layout, stored.submission.partner_id)
    state = state_of(stored, found.get(decision.no))
    return state in DECIDED_IN[decision.kind]


def last_moving(stored: StoredSubmission) -> int:
    """The number of the last event that somebody who decides has to have seen."""
    return max((one.seq for one in stored.events if one.kind not in _UNMOVING), default=0)
