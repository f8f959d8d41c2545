"""The state of a submission between two rounds: what the last one found, newer events over it.

The worker alone sees the workbook; what partners do meanwhile shows at once. Source: portal.md 1
(decision 6), 5.4.
"""

from sheetsync.rules.portal.page_parts import PageSubmission
from sheetsync.rules.portal.submissions import (
    STATE_AFTER,
    STATE_AT_END,
    Event,
    StoredSubmission,
    SubmissionState,
)


def state_of(stored: StoredSubmission, found: PageSubmission | None) -> SubmissionState:
    """What a submission's page says now.

    Args:
        stored: as the store holds it.
        found: what the last round found; None: none has seen it yet.
    """
    for event in stored.events:
        if event.kind in STATE_AT_END:
            return STATE_AT_END[event.kind]
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
    # An answer ends a question alone.
    if event.kind == "answered" and state != "asked":
        return state
    return STATE_AFTER.get(event.kind, state)
