"""Events as rows of the Portal log, and back: the store can be made again of them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, get_args

import msgspec
import pandas as pd

from sheetsync.portal.store.events import recovered
from sheetsync.rules.portal.submissions import (
    Event,
    EventKind,
    FileFacts,
    StoredSubmission,
    Submission,
)
from sheetsync.tables.catalogue.portal import PORTAL_LOG
from sheetsync.tables.frames import typed_frame


class _Words(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an event says besides its columns.

    Attributes:
        text: a question, a reason, an answer.
        instead: of "replaced": the number of what came instead.
    """

    text: str = ""
    instead: str = ""


def log_rows(told: Iterable[tuple[Event, Submission, FileFacts | None]], url: str) -> pd.DataFrame:
    """The rows of the Portal log of some events.

    Args:
        told: events, each with its submission and the first of its files.
        url: of the portal, where files are opened.
    """
    return typed_frame(PORTAL_LOG.columns, [_row(*one, url) for one in told])


def _row(event: Event, sent: Submission, file: FileFacts | None, url: str) -> dict[str, object]:
    is_file_told = file is not None and event.kind == "received"
    return {
        "row_id": event.row_id,
        "at": event.at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "submission": sent.no,
        "event": event.kind,
        "kind": sent.kind,
        "partner_id": sent.partner_id,
        "entity_id": sent.entity_id or None,
        "month": sent.month or None,
        "number": sent.number or None,
        "date": sent.doc_date,
        "amount_minor": sent.amount_minor,
        "currency": sent.currency or None,
        "sha256": file.sha256 if file and is_file_told else None,
        "file": f"{url}/f/{sent.no}" if is_file_told else None,
        "name": file.name_shown if file and is_file_told else None,
        "by": event.by or None,
        "facts": _facts(event),
    }


def _facts(event: Event) -> str | None:
    """What recovery needs besides the columns; None for nothing."""
    if event.kind == "received":
        return event.facts
    words = msgspec.json.encode(_Words(event.text, event.other_no)).decode()
    return words if words != "{}" else None


def logged_submissions(rows: pd.DataFrame) -> tuple[StoredSubmission, ...]:
    """What the Portal log tells, in its order; of a repeated row_id the first row counts.

    Rows that people altered until they say nothing are left out, and events of submissions whose
    first row is gone with them.

    Args:
        rows: of the tab, by code.
    """
    unique = rows[rows["row_id"].notna()].drop_duplicates("row_id", keep="first")
    records: Sequence[dict[Any, Any]] = unique.to_dict("records")
    events = list(_events(records))
    found: dict[str, StoredSubmission] = {}
    for event, row in events:
        stored = recovered(_text(row["facts"])) if event.kind == "received" else None
        if stored is not None and stored.submission.no not in found:
            found[stored.submission.no] = stored
    by_number: dict[str, list[Event]] = {no: [] for no in found}
    for event, _ in events:
        if event.submission_no in by_number:
            by_number[event.submission_no].append(event)
    return tuple(
        msgspec.structs.replace(one, events=tuple(by_number[no])) for no, one in found.items()
    )


def _events(records: Sequence[dict[Any, Any]]) -> Iterator[tuple[Event, dict[Any, Any]]]:
    """The rows that can be read, with their event, in the order in which they happened."""
    told = [(at, row) for row in records if (at := _moment(row["at"])) is not None]
    # People sort; rows of one moment stay as they stand.
    told.sort(key=lambda one: one[0])
    for seq, (at, row) in enumerate(told, start=1):
        kind = _text(row["event"])
        if kind not in get_args(EventKind) or not _text(row["submission"]):
            continue
        facts = _text(row["facts"])
        words = _words(facts) if kind != "received" else _Words()
        event = Event(
            row_id=_text(row["row_id"]),
            submission_no=_text(row["submission"]),
            kind=msgspec.convert(kind, EventKind),
            at=at,
            by=_text(row["by"]),
            seq=seq,
            text=words.text,
            other_no=words.instead,
            facts=facts if kind == "received" else "{}",
        )
        yield event, row


def _words(facts: str) -> _Words:
    try:
        return msgspec.json.decode(facts, type=_Words) if facts else _Words()
    except msgspec.MsgspecError:
        return _Words()


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(_text(value))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
