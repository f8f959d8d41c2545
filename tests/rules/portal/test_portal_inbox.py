"""The Inbox: what stands in it, in which order, and how each submission compares."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pandas as pd
import pytest

from sheetsync.language import Lang
from sheetsync.rules.portal.inbox import InboxTerms, check_of, expected_sums, inbox_rows
from sheetsync.rules.portal.page_parts import AskedInvoice, PartnerPage
from sheetsync.rules.portal.standing import Entered, EnteredRow, standings
from sheetsync.rules.portal.submissions import StoredSubmission
from tests.rules.portal.told import AT, act, event, sent

TERMS = InboxTerms(
    as_of=date(2026, 4, 5),
    zone=ZoneInfo("Europe/Moscow"),
    lang="en",
    url="https://partners.company.example",
    partners={"P-001": ("Север", "Анна")},
    entities={"E-1": "ООО «Север»"},
    expected={("E-1", "2026-03"): {"RUB": 500_00}},
)
NOTHING = Entered()
ROW = EnteredRow(12, "E-1", "invoice", "12", date(2026, 4, 1), "2026-03", 500_00, "RUB")


def rows(
    *stored: StoredSubmission, entered: Entered = NOTHING, terms: InboxTerms = TERMS
) -> list[dict[str, Any]]:
    frame = inbox_rows(stored, standings(stored, entered), terms)
    return [
        {str(name): value for name, value in row.items() if value == value and value is not None}  # noqa: PLR0124  # NaN
        for row in frame.astype("object").to_dict("records")
    ]


def check(
    one: StoredSubmission, *entered: EnteredRow, terms: InboxTerms = TERMS, lang: Lang = "en"
) -> str:
    told = Entered(documents=entered) if one.submission.kind == "document" else Entered(entered)
    return check_of(standings([one], told)[one.submission.no], replace(terms, lang=lang))


def test_a_row_says_who_sent_what_and_how_it_stands() -> None:
    (row,) = rows(sent(event("asked", 2, "Whose act?"), text="Our invoice"))
    told = {name: str(value) for name, value in row.items()}
    assert told == {
        "submission": "S-1",
        "received_at": "2026-04-02 12:00:00",
        "kind": "invoice",
        "partner_id": "P-001",
        "partner": "Север",
        "curator": "Анна",
        "entity_id": "E-1",
        "legal_name": "ООО «Север»",
        "month": "2026-03",
        "number": "12",
        "date": "2026-04-01 00:00:00",
        "amount_minor": "50000",
        "currency": "RUB",
        "expected_minor": "50000",
        "check": "as expected",
        "file": "https://partners.company.example/f/S-1",
        "state": "asked",
        "waiting": "3",
        "text": "Our invoice\nWhose act?",
        "decided_by": "we",
    }


def test_a_question_has_neither_amount_nor_file() -> None:
    one = sent(kind="question", number="", doc_date=None, amount_minor=None, currency="", text="?")
    (row,) = rows(msgspec.structs.replace(one, files=()))
    assert set(row) == {
        "submission", "received_at", "kind", "partner_id", "partner", "curator", "entity_id",
        "legal_name", "month", "state", "waiting", "text",
    }  # fmt: skip


@pytest.mark.parametrize("scan", ["pending", "infected"])
def test_a_file_that_is_not_known_to_be_clean_is_never_linked(scan: Any) -> None:
    (row,) = rows(sent(scan=scan))
    assert "file" not in row


def test_what_is_open_comes_first_and_the_oldest_of_it() -> None:
    stored = [
        sent(event("rejected", 2, no="S-1"), no="S-1"),
        sent(no="S-3", opened_at=AT + timedelta(hours=1)),
        sent(no="S-2", opened_at=AT),
        act(no="S-4", opened_at=AT - timedelta(hours=1)),
    ]
    assert [row["submission"] for row in rows(*stored)] == ["S-4", "S-2", "S-3", "S-1"]


def test_what_was_settled_stays_for_some_days() -> None:
    rejected = sent(event("rejected", 2))
    for days, is_shown in ((14, True), (15, False)):
        terms = replace(TERMS, as_of=date(2026, 4, 2) + timedelta(days=days))
        assert bool(rows(rejected, terms=terms)) is is_shown
    # What waits stays for ever.
    assert rows(sent(), terms=replace(TERMS, as_of=date(2027, 1, 1)))[0]["waiting"] == 274


def test_what_a_row_accepted_stays_since_that_was_seen() -> None:
    late = msgspec.structs.replace(event("accepted", 2), at=AT + timedelta(days=30))
    terms = replace(TERMS, as_of=date(2026, 5, 10))
    assert rows(sent(late), entered=Entered([ROW]), terms=terms)[0]["state"] == "accepted"
    assert rows(sent(), entered=Entered([ROW]), terms=terms) == []


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (500_00, "as expected"),
        (501_00, "as expected"),
        (2500_00, "2 000.00 more than done"),
        (400_00, "100.00 less than done"),
    ],
)
def test_an_amount_is_compared_with_what_we_wait_for(amount: int, said: str) -> None:
    found = check(sent(amount_minor=amount)).replace("\u00a0", " ").replace(",", " ")
    assert found == said


def test_an_amount_that_nobody_can_tell_is_not_compared() -> None:
    assert check(sent(), terms=replace(TERMS, expected={("E-1", "2026-03"): {}})) == ""
    assert check(sent(amount_minor=None)) == ""
    assert check(act()) == ""
    assert check(sent(), terms=replace(TERMS, expected={})) == (
        "no invoice is awaited for this month"
    )


@pytest.mark.parametrize(
    ("one", "row", "said"),
    [
        (sent(), replace(ROW, fault="draft", cell="Invoices!N12"), "Invoices!N12 says draft"),
        (sent(), replace(ROW, fault="void", cell="Invoices!N12"), "Invoices!N12 says void"),
        (sent(), replace(ROW, fault="error", cell="Invoices!12:12"), "12:12 has an error"),
        (sent(), replace(ROW, fault="duplicate", cell="Invoices!12:12"), "repeats another row"),
        (
            act(),
            replace(ROW, kind="act", number="", fault="expected", cell="Documents!G7"),
            "Documents!G7 waits for it: set received",
        ),
        (
            act(),
            replace(ROW, kind="act", number="5", fault="rejected", cell="Documents!G7"),
            "Documents!G7 says rejected",
        ),
    ],
)
def test_a_row_that_waits_for_it_is_named(one: StoredSubmission, row: Any, said: str) -> None:
    assert said in check(one, row)
    assert check(one, row, lang="ru") != check(one, row)


def test_a_number_that_stands_there_with_another_day_and_amount_is_told() -> None:
    row = replace(ROW, number="Счёт № 12", day=date(2026, 5, 5), amount_minor=1, status="paid")
    assert check(sent(), row) == "Счёт № 12 is in Invoices already (paid)"
    assert check(sent(), replace(row, status="")) == "Счёт № 12 is in Invoices already"


def test_another_amount_than_the_one_sent_is_told_of_what_was_accepted() -> None:
    assert check(sent(), ROW) == ""
    assert check(sent(), replace(ROW, amount_minor=400_00)) == "row 12: 400.00 was entered"
    assert check(sent(), replace(ROW, amount_minor=None)) == ""


def test_answers_and_reasons_are_told_together() -> None:
    one = sent(
        event("asked", 2, "Which act?"), event("answered", 3, "5"), event("asked", 4, "Of March?")
    )
    (row,) = rows(one)
    assert row["text"] == "Of March?\n5"


def test_a_sum_is_compared_with_what_is_awaited_in_its_own_currency() -> None:
    both = replace(TERMS, expected={("E-1", "2026-03"): {"USD": 900_00, "RUB": 500_00}})
    assert check(sent(), terms=both) == "as expected"
    dollars = replace(TERMS, expected={("E-1", "2026-03"): {"USD": 500_00}})
    assert check(sent(), terms=dollars) == "awaited in USD"
    (row,) = inbox_rows([sent()], standings([sent()], Entered()), dollars).to_dict("records")
    assert pd.isna(row["expected_minor"])


def test_all_that_a_month_is_asked_for_is_awaited_by_currency() -> None:
    until = date(2026, 4, 10)
    asked = [
        AskedInvoice(entity_id="E-1", month=month, until=until, amount_minor=minor, currency=code)
        for month, minor, code in (
            ("2026-03", 100, "RUB"),
            ("2026-03", 7, "USD"),
            ("2026-03", 200, "RUB"),
            ("2026-02", None, ""),
        )
    ]
    page = PartnerPage(
        partner_id="P-001",
        name="Вектор",
        lang="ru",
        company="",
        time_zone="Europe/Moscow",
        as_of=until,
        computed_at=datetime(2026, 4, 2, tzinfo=UTC),
        invoices_asked=tuple(asked),
    )
    assert expected_sums([page]) == {
        ("E-1", "2026-03"): {"RUB": 300, "USD": 7},
        ("E-1", "2026-02"): {},
    }
