"""The state of a submission between two rounds: what the last one found, newer events over it.

The worker alone sees the workbook; what partners do meanwhile shows at once. Source: portal.md 1
(decision 6), 5.4.
"""

from collections.abc import Mapping

from sheetsync.rules.portal.page_parts import PageSubmission
from sheetsync.rules.portal.submissions import (
    Event,
    EventKind,
    StoredSubmission,
    SubmissionState,
)

#: Nothing comes after these.
_LAST: Mapping[EventKind, SubmissionState] = {"withdrawn": "withdrawn", "replaced": "replaced"}
_LEADS_TO: Mapping[EventKind, SubmissionState] = {
    "asked": "asked",
    "rejected": "rejected",
    "reopened": "waiting",
    "accepted": "accepted",
}


def state_of(stored: StoredSubmission, found: PageSubmission | None) -> SubmissionState:
    """What a submission's page says now.

    Args:
        stored: as the store holds it.
        found: what the last round found; None: none has seen it yet.
    """
    for event in stored.events:
        if event.kind in _LAST:
            return _LAST[event.kind]
    scans = {file.scan for file in stored.files}
    if "infected" in scans or any(event.kind == "infected" for event in stored.events):
        return "infected"
    if "pending" in scans:
        return "checking"
    state: SubmissionState = found.state if found else "waiting"
    if state == "checking":
        state = "waiting"
    after = found.after_seq if found else 0
    for event in stored.events:
        if event.seq > after:
            state = _after(state, event)
    return state


def _after(state: SubmissionState, event: Event) -> SubmissionState:
    if event.kind == "answered":
        return "waiting" if state == "asked" else state
    return _LEADS_TO.get(event.kind, state)
