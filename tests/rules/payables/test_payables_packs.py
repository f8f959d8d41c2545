from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.dates import WorkCalendar
from sheetsync.rules.payables import payables
from sheetsync.rules.payables.document_sets import alternatives_of
from sheetsync.rules.payables.packs import pack_deadline
from sheetsync.rules.payables.payouts import payouts_minor, share_minor
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn

AS_OF = date(2026, 4, 15)
NETWORK = """
    Groups
    Group ID | Name    | Document set | Payout share | Documents by day
    studios  | Studios | {group_set}  | {share}      | {day}

    Partners
    Partner ID | Name  | Group   | Status
    P-1        | Север | studios | active

    Legal entities
    Entity ID | Partner ID | Legal name   | Kind    | VAT    | Document set | Default
    E-1       | P-1        | ООО «Север»  | company | no VAT | {own_set}    |
    E-2       | P-1        | ИП Северов   | sole    | npd    |              | {default}
    """


def network(text: str, settings: dict[str, Any] | None = None, **words: str) -> Tables:
    blank = {"group_set": "", "share": "", "day": "", "own_set": "", "default": ""}
    return drawn(NETWORK.format(**{**blank, **words}) + text, **(settings or {}))


def pack(tables: Tables, as_of: date = AS_OF) -> dict[str, Any]:
    packs = payables(tables, as_of).packs
    assert len(packs) == 1
    return {str(name): value for name, value in packs.iloc[0].items()}


JOB = """
    Jobs
    Job ID | Partner ID | Entity ID | Status | Done | Amount | Payout
    J-1    | P-1        | {entity}  | {status} | 2026-03-20 | {amount} | {payout}
    """


@pytest.mark.parametrize(
    ("entity", "status", "amount", "payout", "exists"),
    [
        ("E-1", "done", "100", "", True),
        ("E-1", "done", "100", "60", True),
        ("E-1", "done", "100", "0", False),
        ("E-1", "done", "", "", False),
        ("E-1", "planned", "100", "", False),
        ("E-9", "done", "100", "", False),
    ],
)
def test_a_done_job_with_a_payout_makes_a_pack(
    entity: str, status: str, amount: str, payout: str, *, exists: bool
) -> None:
    job = JOB.format(entity=entity, status=status, amount=amount, payout=payout)
    assert len(payables(network(job), AS_OF).packs) == exists


@pytest.mark.parametrize(
    ("share", "exists"), [("0 %", False), ("50 %", True), ("", True), ("half", False)]
)
def test_a_blank_payout_is_the_groups_share(share: str, *, exists: bool) -> None:
    job = JOB.format(entity="E-1", status="done", amount="100", payout="")
    assert len(payables(network(job, share=share), AS_OF).packs) == exists


@pytest.mark.parametrize(("default", "entity_id"), [("", "E-1"), ("yes", "E-2")])
def test_a_job_without_entity_goes_to_the_default_one(default: str, entity_id: str) -> None:
    job = JOB.format(entity="", status="done", amount="100", payout="")
    assert pack(network(job, default=default))["entity_id"] == entity_id


@pytest.mark.parametrize(
    ("own_set", "group_set", "settings", "doc_set", "missing"),
    [
        ("", "", {}, "novat", ("invoice", "upd2")),
        ("", "vat", {}, "vat", ("invoice", "upd1")),
        ("npd", "vat", {}, "npd", ("invoice", "act", "receipt")),
        ("nonsense", "vat", {}, "vat", ("invoice", "upd1")),  # unknown: the next in line
        ("invoice+ks2", "", {}, "invoice+ks2", ("invoice", "ks2")),
        ("agent", "", {"document_sets": {"agent": "agent_report"}}, "agent", ("agent_report",)),
        ("VAT", "", {"document_sets": {"vat": "sf"}}, "VAT", ("sf",)),
    ],
)
def test_the_nearest_document_set_is_asked_for(
    own_set: str, group_set: str, settings: dict[str, Any], doc_set: str, missing: tuple[str, ...]
) -> None:
    job = JOB.format(entity="E-1", status="done", amount="100", payout="")
    found = pack(network(job, settings, own_set=own_set, group_set=group_set))
    assert (found["doc_set"], found["missing"]) == (doc_set, missing)


def test_a_set_that_asks_for_nothing_is_not_needed_and_has_no_deadline() -> None:
    job = JOB.format(entity="E-1", status="done", amount="100", payout="")
    found = pack(network(job, own_set="none"))
    assert found["state"] == "not_needed"
    assert found["missing"] == ()
    assert pd.isna(found["deadline"])
    assert pd.isna(found["completed_on"])


def test_an_entity_whose_set_nobody_can_tell_has_no_packs() -> None:
    tables = drawn(
        """
        Legal entities
        Entity ID | Partner ID | Legal name | Kind | VAT
        E-1       | P-1        | ООО «Юг»   | company |

        Closing documents
        Entity ID | Month | Kind | Status | Received
        E-1 | '2026-03 | act | received | 2026-04-01
        E-9 | '2026-03 | act | received | 2026-04-01
        """
    )
    assert payables(tables, AS_OF).packs.empty


PAPERS = """
    Invoices
    Entity ID | Number | Date | Month | Amount | Currency | Received | State
    {invoices}

    Closing documents
    Entity ID | Month | Kind | Number | Amount | Status | Received
    {documents}
    """


def papers(invoices: str, *documents: str) -> str:
    return PAPERS.format(invoices=invoices, documents="\n    ".join(documents))


INVOICE = "E-1 | 12 | 2026-04-01 | '2026-03 | 50 000 | | 2026-04-02 |"


@pytest.mark.parametrize(
    ("docs_ok_from", "status", "received", "state", "missing"),
    [
        ("received", "received", "2026-04-06", "complete", ()),
        ("received", "signed", "2026-04-10", "complete", ()),
        ("received", "signed", "2026-04-13", "complete_late", ()),
        ("signed", "received", "2026-04-06", "missing", ("act",)),
        ("signed", "signed", "2026-04-06", "complete", ()),
        ("received", "received", "", "missing", ("act",)),  # V-DOC-01: not counted
        ("received", "received", "2026-04-16", "missing", ("act",)),  # has not come yet
        ("received", "expected", "2026-04-06", "missing", ("act",)),
        ("received", "rejected", "2026-04-06", "missing", ("act",)),
    ],
)
def test_a_document_counts_from_its_status_and_its_day(
    docs_ok_from: str, status: str, received: str, state: str, missing: tuple[str, ...]
) -> None:
    tables = network(
        papers(INVOICE, f"E-1 | '2026-03 | act | 1 | | {status} | {received}"),
        {"docs_ok_from": docs_ok_from},
    )
    found = pack(tables)
    assert (found["state"], found["missing"]) == (state, missing)


@pytest.mark.parametrize("state", ["void", "draft"])
def test_an_invoice_that_does_not_count_makes_no_pack(state: str) -> None:
    assert payables(network(papers(INVOICE + state)), AS_OF).packs.empty


@pytest.mark.parametrize(
    ("documents", "acts_minor", "state"),
    [
        (("act | 1 | 50 000",), 5_000_000, "complete"),
        (("act | 1 | 49 999",), 4_999_900, "complete"),  # within the tolerance
        (("act | 1 | 49 998,99",), 4_999_899, "mismatch"),
        (("act | 1 | 30 000", "act | 2 | 20 000"), 5_000_000, "complete"),
        (("act | 1 | 30 000", "act | 2 |"), None, "complete"),  # one sum is unknown
        (("act | 1 |",), None, "complete"),
        (("act | 1 | 50 000", "waybill | 1 | 7"), 5_000_000, "complete"),
        (("act | 1 |", "ks2 | 1 | 50 000", "ks3 | 1 | 50 000"), None, "complete"),
        (("upd2 | 1 | 50 000", "ks2 | 1 | 5", "ks3 | 1 | 5"), 5_000_500, "mismatch"),
        (("upd2 | 1 |", "ks3 | 1 | 5"), None, "complete"),
        (("act | 1 | 49 000", "ks3 | 1 | 1 000"), 5_000_000, "complete"),
    ],
)
def test_acts_are_added_and_compared_with_invoices(
    documents: tuple[str, ...], acts_minor: int | None, state: str
) -> None:
    rows = [f"E-1 | '2026-03 | {document} | received | 2026-04-06" for document in documents]
    found = pack(network(papers(INVOICE, *rows)))
    assert found["invoices_sum_minor"] == 5_000_000
    assert (None if pd.isna(found["acts_sum_minor"]) else found["acts_sum_minor"]) == acts_minor
    assert found["state"] == state
    if acts_minor is not None:
        assert found["difference_minor"] == acts_minor - 5_000_000


def test_sums_of_several_currencies_are_not_compared() -> None:
    text = papers(
        INVOICE + "\n    E-1 | 13 | 2026-04-01 | '2026-03 | 10 | USD | |",
        "E-1 | '2026-03 | act | 1 | 7 | received | 2026-04-06",
    )
    found = pack(network(text))
    assert found["state"] == "complete"
    assert pd.isna(found["invoices_sum_minor"])
    assert pd.isna(found["difference_minor"])


def test_a_credit_note_lowers_the_months_invoices() -> None:
    tables = network(
        """
        Invoices
        Entity ID | Kind | Number | Date | Month | Amount | Corrects
        E-1 | invoice | 12 | 2026-04-01 | '2026-03 | 50 |
        E-1 | credit_note | K | 2026-04-02 | '2026-04 | 20 | 12

        Closing documents
        Entity ID | Month | Kind | Amount | Status | Received
        E-1 | '2026-03 | act | 30 | received | 2026-04-06
        """
    )
    found = pack(tables)
    assert (found["invoices_sum_minor"], found["difference_minor"]) == (3000, 0)


def test_of_two_complete_alternatives_the_earlier_one_tells_the_day() -> None:
    text = papers(
        INVOICE,
        "E-1 | '2026-03 | upd2 | 1 | | received | 2026-04-09",
        "E-1 | '2026-03 | act | 1 | | received | 2026-04-06",
    )
    assert pack(network(text))["completed_on"] == pd.Timestamp("2026-04-06")


@pytest.mark.parametrize(
    ("month", "day", "deadline"),
    [
        ("2026-03", 10, "2026-04-10"),
        ("2026-04", 10, "2026-05-12"),  # Sunday, then a day off
        ("2025-12", 10, "2026-01-12"),  # Saturday
        ("2026-01", 31, "2026-03-02"),  # February has 28 days, the 28th is a Saturday
        ("2026-03", 0, "2026-04-01"),
    ],
)
def test_the_deadline_is_a_working_day_of_the_next_month(
    month: str, day: int, deadline: str, calendar_2026: WorkCalendar
) -> None:
    assert pack_deadline(month, day, calendar_2026) == date.fromisoformat(deadline)


@pytest.mark.parametrize(
    ("day", "deadline"), [(-(10**9), "2026-04-01"), (0, "2026-04-01"), (10**7, "2026-04-30")]
)
def test_a_day_beyond_every_month_is_its_first_or_its_last(day: int, deadline: str) -> None:
    assert pack_deadline("2026-03", day, WorkCalendar()) == date.fromisoformat(deadline)


def test_a_groups_own_deadline_day_is_used(calendar_2026: WorkCalendar) -> None:
    job = JOB.format(entity="E-1", status="done", amount="100", payout="")
    tables = replace(network(job, day="20"), calendar=calendar_2026)
    found = pack(tables)
    assert found["deadline"] == pd.Timestamp("2026-04-20")
    assert found["state"] == "waiting"


@pytest.mark.parametrize("doc_set", ["invoice+", "invoice+bill", "|"])
def test_a_set_that_names_no_known_kind_is_unknown(doc_set: str) -> None:
    assert alternatives_of(doc_set, {}) is None


BILLS = """
    Invoices
    Direction | Entity ID | Number | Date | Month | Amount | Kind | Corrects
    {direction} | E-1 | 1 | 2026-04-01 | '2026-03 | 50 | invoice |
    {direction} | E-1 | 2 | 2026-04-02 | '2026-03 | 20 | credit_note | 1
    """
ACT = """
    Closing documents
    Entity ID | Month | Kind | Amount | Status | Received
    E-1 | '2026-03 | {kind} | 30 | received | 2026-04-02
    """


def test_invoices_of_ours_make_no_pack() -> None:
    assert payables(network(BILLS.format(direction="out")), AS_OF).packs.empty
    assert pack(network(BILLS.format(direction="in")))["missing"] == ("upd2",)


@pytest.mark.parametrize(
    ("direction", "state", "missing", "sums"),
    [("in", "complete", (), [3000, 3000, 0]), ("out", "complete", (), [0, 3000, 0])],
)
def test_invoices_of_ours_fill_no_pack_and_stand_in_no_sum(
    direction: str, state: str, missing: tuple[str, ...], sums: list[int]
) -> None:
    found = pack(network(BILLS.format(direction=direction) + ACT.format(kind="upd2")))
    assert (found["state"], found["missing"]) == (state, missing)
    told = [found[name] for name in ("invoices_sum_minor", "acts_sum_minor", "difference_minor")]
    assert [0 if pd.isna(value) else int(value) for value in told] == sums


def test_a_partner_who_earned_is_asked_for_an_invoice_though_we_bill_too() -> None:
    job = JOB.format(entity="E-1", status="done", amount="100", payout="")
    bills = BILLS.format(direction="out")
    found = pack(network(bills + ACT.format(kind="upd2") + job))
    assert (found["state"], found["missing"]) == ("missing", ("invoice",))
    assert pack(network(bills + job))["missing"] == ("invoice", "upd2")


def test_a_document_that_nobody_billed_for_asks_for_an_invoice() -> None:
    assert pack(network(ACT.format(kind="upd2")))["missing"] == ("invoice",)


def test_where_only_we_bill_the_closing_document_is_waited_for_still() -> None:
    expected = ACT.format(kind="upd2").replace("received |", "expected |").replace("2026-04-02", "")
    assert pack(network(BILLS.format(direction="out") + expected))["missing"] == ("upd2",)


def test_an_invoice_of_ours_is_due_with_the_pack_of_its_month() -> None:
    terms = """
    Agreements
    Entity ID | Number | Kind | Status | Payment days | Payment from
    E-1 | 1 | contract | active | 5 | closing documents
    """
    both = BILLS.format(direction="in") + BILLS.format(direction="out").split("Corrects")[1]
    tables = network(both + ACT.format(kind="upd2") + terms)
    invoices = payables(tables, AS_OF).invoices
    owed = invoices[invoices["kind"] == "invoice"]
    assert owed["direction"].tolist() == ["in", "out"]
    assert owed["due"].dt.date.tolist() == [date(2026, 4, 7)] * 2


@pytest.mark.parametrize(
    ("share", "amount_minor", "payout_minor"),
    [
        (0.5, 101, 51),  # a half goes up
        (0.35, 150, 53),  # 52.5; as floats 52.49…
        (0.07, 50, 4),  # 3.5; as floats 3.5000…04
        (0.29, 50, 15),  # 14.5; as floats 14.499…
        (1.15, 10, 12),  # 11.5; as floats 11.4999…
        (1.0, 10**15 + 1, 10**15 + 1),  # beyond what a float holds
        (0.1, 10**16 + 5, 10**15 + 1),
        (0.0, 99, 0),
        (2.0, 3, 6),
    ],
)
def test_a_share_of_an_amount_is_exact(share: float, amount_minor: int, payout_minor: int) -> None:
    assert share_minor(amount_minor, share) == payout_minor


@given(st.integers(0, 10**9), st.integers(0, 20_000))
def test_a_share_is_the_nearest_whole_number(amount_minor: int, hundredths: int) -> None:
    payout = share_minor(amount_minor, hundredths / 10_000)
    # 2 · payout is within one of 2 · exact, and above it when the exact value is a half.
    double = 2 * amount_minor * hundredths
    assert 2 * payout * 10_000 - 10_000 <= double < 2 * payout * 10_000 + 10_000


def test_a_payout_that_nobody_can_tell_is_unknown() -> None:
    jobs = pd.DataFrame(
        {"payout_minor": [5, None, None, None], "amount_minor": [9, 9, None, 9]}, dtype="Int64"
    )
    shares = [0.5, 0.5, 0.5, float("nan")]
    found = payouts_minor(jobs["payout_minor"], jobs["amount_minor"], shares)
    assert found.isna().tolist() == [False, False, True, True]
    assert found.dropna().tolist() == [5, 5]
