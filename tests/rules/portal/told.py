"""Submissions for the tests of this folder."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from sheetsync.rules.portal.submissions import (
    Event,
    EventKind,
    FileFacts,
    ScanState,
    StoredSubmission,
    Submission,
)

AT = datetime(2026, 4, 2, 9, 0, tzinfo=UTC)
FILE = FileFacts(sha256="a" * 64, name_shown="a.pdf", ext="pdf", size=9, place="p")


def event(kind: EventKind, seq: int, text: str = "", no: str = "S-1") -> Event:
    """An event so many minutes after the 2nd of April, nine o'clock in Greenwich."""
    at = AT + timedelta(minutes=seq)
    row_id = f"{no} {seq}"
    return Event(row_id=row_id, submission_no=no, kind=kind, at=at, by="we", seq=seq, text=text)


def sent(*events: Event, scan: ScanState = "clean", **told: Any) -> StoredSubmission:
    """An invoice 12 of the 1st of April over 500,00; what is told differs."""
    one = Submission(
        no="S-1",
        partner_id="P-001",
        entity_id="E-1",
        month="2026-03",
        kind="invoice",
        number="12",
        doc_date=date(2026, 4, 1),
        amount_minor=500_00,
        currency="RUB",
        opened_at=AT,
        once="o",
    )
    one = msgspec.structs.replace(one, **told)
    file = msgspec.structs.replace(FILE, scan=scan)
    received = event("received", 1, no=one.no)
    return StoredSubmission(submission=one, files=(file,), events=(received, *events))


def act(*events: Event, **told: Any) -> StoredSubmission:
    """An act 5 of March; what is told differs."""
    given = {"kind": "document", "doc_kind": "act", "number": "5", "doc_date": date(2026, 3, 31)}
    return sent(*events, **{**given, **told})
