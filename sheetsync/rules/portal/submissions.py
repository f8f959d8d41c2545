"""What partners send, as the rules and the store see it: submissions and their events.

Free of frames: the pages of partners are made of these, in a process that knows no pandas.
Source: portal.md 5.1, 5.2.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

import msgspec

SubmissionKind = Literal["invoice", "document", "question", "requisites"]
#: What becomes of a submission, in the order in which `standing` asks.
SubmissionState = Literal[
    "checking", "waiting", "asked", "accepted", "rejected", "withdrawn", "replaced", "infected"
]
EventKind = Literal[
    "received",
    "scanned",
    "infected",
    "withdrawn",
    "replaced",
    "asked",
    "answered",
    "accepted",
    "rejected",
    "reopened",
]
ScanState = Literal["pending", "clean", "infected"]

#: What a submission is once its partner ended it; nothing comes after that.
STATE_AT_END: Mapping[EventKind, SubmissionState] = {
    "withdrawn": "withdrawn",
    "replaced": "replaced",
}
#: What it is once our people decided, or the partner answered our question.
STATE_AFTER: Mapping[EventKind, SubmissionState] = {
    "asked": "asked",
    "answered": "waiting",
    "rejected": "rejected",
    "reopened": "waiting",
    "accepted": "accepted",
}


#: The day and the amount of a paper, as far as they are known.
DayAndAmount = tuple[date | None, int | None]


def agrees(one: DayAndAmount, other: DayAndAmount) -> bool:
    """Whether two papers of one number are surely the same: day or amount is; unknown ones are not.

    >>> agrees((None, 100), (date(2026, 4, 1), 100)), agrees((None, None), (None, None))
    (True, False)

    Source: amendments.md 2, number normalisation.
    """
    return any(
        first is not None and first == second for first, second in zip(one, other, strict=True)
    )


class FileFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A file in the vault.

    Attributes:
        sha256: of its content, in hexadecimal digits.
        name_shown: as the partner named it, cleaned; only ever shown.
        ext: pdf, png, jpg, xlsx or docx.
        place: where it lies in the vault, relative; no text of the partner is in it.
    """

    sha256: str
    name_shown: str
    ext: str
    size: int
    place: str
    scan: ScanState = "clean"


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a partner sent; never altered, see `Event`.

    Attributes:
        no: its number as people see it, ``S-1042``.
        month: the month that it is for, ``2026-03``.
        doc_kind: of a document, a code of DOCUMENT_KIND; "" for an invoice.
        number: as the partner wrote it.
        number_key: the folded number (`tables.document_numbers.folded_number`); "" for none.
        text: what the partner added; of requisites, what is asked for (`wanted_requisites.Wanted`).
        opened_at: an aware moment, UTC.
        once: random, made with the form: a second sending of the form is no second submission.
    """

    no: str
    partner_id: str
    entity_id: str
    month: str
    kind: SubmissionKind
    opened_at: datetime
    once: str
    doc_kind: str = ""
    number: str = ""
    number_key: str = ""
    doc_date: date | None = None
    amount_minor: int | None = None
    currency: str = ""
    text: str = ""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One change of a submission; never altered.

    Attributes:
        seq: its place in the order of the store; 0 before it is stored.
        row_id: of its row in the Portal log; unique.
        submission_no: whose.
        at: an aware moment, UTC.
        by: who: a masked address, "partner" for a letter's link, "scanner", or one of ours.
        text: the question, the reason or the answer; "" for none.
        other_no: of "replaced": the submission that came instead.
        facts: what the log's column Facts holds besides, all that recovery needs; JSON.
    """

    row_id: str
    submission_no: str
    kind: EventKind
    at: datetime
    by: str
    seq: int = 0
    text: str = ""
    other_no: str = ""
    facts: str = "{}"


class StoredSubmission(msgspec.Struct, frozen=True, kw_only=True):
    """A submission with all that became of it, as the store keeps it.

    Attributes:
        files: in the order in which they were sent.
        events: in the order of `Event.seq`.
    """

    submission: Submission
    files: tuple[FileFacts, ...] = ()
    events: tuple[Event, ...] = ()
