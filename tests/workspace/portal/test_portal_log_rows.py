"""Events as rows of the Portal log and back, also after people were at it."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pandas as pd
import pytest

from sheetsync.portal.store.events import received_facts
from sheetsync.portal.stored_round import StoredRound, round_of
from sheetsync.rules.portal.submissions import Event, EventKind, FileFacts, Submission
from sheetsync.workspace.portal_log_rows import log_rows, logged_submissions

AT = datetime(2026, 4, 2, 9, 0, 0, 123_000, tzinfo=UTC)
SENT = Submission(
    no="S-1",
    partner_id="P-001",
    entity_id="E-1",
    month="2026-03",
    kind="invoice",
    opened_at=AT,
    once="form",
    number="=1+1",
    doc_date=date(2026, 4, 1),
    amount_minor=500_00,
    currency="RUB",
)
FILE = FileFacts(sha256="a" * 64, name_shown="a.pdf", ext="pdf", size=9, place="p")


def event(kind: EventKind, row_id: str, **told: Any) -> Event:
    made = Event(row_id=row_id, submission_no="S-1", kind=kind, at=AT, by="partner")
    return msgspec.structs.replace(made, **told)


def rows(*events: Event) -> pd.DataFrame:
    return log_rows([(one, SENT, FILE) for one in events], "https://p.example")


RECEIVED = event("received", "r1", facts=received_facts(SENT, [FILE]))
ASKED = event("asked", "r2", text="Whose?", at=AT.replace(minute=1))
REPLACED = event("replaced", "r3", other_no="S-2", at=AT.replace(minute=2))


def test_what_was_told_comes_back_but_for_the_forms_own_word() -> None:
    (found,) = logged_submissions(rows(RECEIVED, ASKED, REPLACED))
    assert found.submission == msgspec.structs.replace(SENT, once="")
    assert found.files == (FILE,)
    numbered = [
        msgspec.structs.replace(one, seq=seq)
        for seq, one in enumerate((RECEIVED, ASKED, REPLACED), start=1)
    ]
    assert list(found.events) == numbered


def test_a_row_says_what_people_look_for() -> None:
    row = rows(RECEIVED, ASKED).astype("object").to_dict("records")
    assert (row[0]["file"], row[0]["name"], row[0]["sha256"]) == (
        "https://p.example/f/S-1",
        "a.pdf",
        "a" * 64,
    )
    assert row[0]["at"] == "2026-04-02T09:00:00.123+00:00"
    assert "form" not in row[0]["facts"]
    assert (row[1]["facts"], str(row[1]["file"])) == ('{"text":"Whose?"}', "nan")


def test_sorted_doubled_and_blank_rows_tell_the_same() -> None:
    told = rows(RECEIVED, ASKED, REPLACED)
    messy = pd.concat([told.iloc[::-1], told, told.assign(row_id=None)], ignore_index=True)
    assert logged_submissions(messy) == logged_submissions(told)


@pytest.mark.parametrize(
    ("column", "text"),
    [("at", "yesterday"), ("event", "moved"), ("submission", None), ("row_id", None)],
)
def test_a_row_that_people_altered_until_it_says_nothing_is_left_out(
    column: str, text: str | None
) -> None:
    told = rows(RECEIVED, ASKED).astype("object")
    told.loc[told.index[1], column] = text
    (found,) = logged_submissions(told)
    assert [one.kind for one in found.events] == ["received"]


def test_events_of_a_submission_whose_first_row_is_broken_are_left_out() -> None:
    told = rows(RECEIVED, ASKED).astype("object")
    told.loc[told.index[0], "facts"] = "{"
    assert logged_submissions(told) == ()
    told = rows(RECEIVED, ASKED).astype("object")
    told.loc[told.index[1], "facts"] = "{"
    (found,) = logged_submissions(told)
    assert found.events[1].text == ""


def test_a_moment_without_a_zone_is_in_greenwich() -> None:
    told = rows(RECEIVED).astype("object")
    told.loc[told.index[0], "at"] = "2026-04-02T09:00:00.123"
    (found,) = logged_submissions(told)
    assert found.events[0].at == AT


def test_what_another_version_kept_of_a_round_is_nothing() -> None:
    stored = StoredRound(at=AT, waiting=2, missing=("Inbox",))
    assert round_of(stored.encoded()) == stored
    assert (round_of(""), round_of("{"), round_of("[]")) == (None, None, None)
