"""What is odd about something that is to be sent."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from sheetsync.rules.portal.checks import SendingFinding, sending_findings
from sheetsync.rules.portal.page_parts import (
    AskedDocuments,
    AskedInvoice,
    PageEntity,
    PageInvoice,
    PartnerPage,
    RejectedPaper,
)
from sheetsync.rules.portal.sent_states import SentBefore
from sheetsync.rules.portal.submissions import Submission

NOW = datetime(2026, 4, 3, 7, tzinfo=UTC)
TODAY = NOW.date()
MARCH: dict[str, Any] = {"entity_id": "E-1", "month": "2026-03"}
ASKED = AskedInvoice(
    **MARCH,
    until=date(2026, 4, 7),
    amount_minor=28_500_000,
    currency="RUB",
)


def page(**fields: Any) -> PartnerPage:
    values: dict[str, Any] = {
        "partner_id": "P-001",
        "name": "Vector",
        "lang": "en",
        "company": "Port",
        "time_zone": "Europe/Moscow",
        "as_of": TODAY,
        "computed_at": NOW,
        "entities": (PageEntity(entity_id="E-1", name="Vector South", pays_vat=True),),
        "invoices_asked": (ASKED,),
        "documents_asked": (
            AskedDocuments(
                **MARCH, kinds=("act", "sf"), until=date(2026, 4, 10), instead=(("upd1",),)
            ),
        ),
    }
    return PartnerPage(**(values | fields))


def draft(**fields: Any) -> Submission:
    values: dict[str, Any] = {
        "no": "",
        "partner_id": "P-001",
        "kind": "invoice",
        "opened_at": NOW,
        "once": "x",
        "number": "31",
        "number_key": "31",
        "doc_date": date(2026, 4, 2),
        "amount_minor": 28_500_000,
        "currency": "RUB",
    }
    return Submission(**(values | MARCH | fields))


def act(**fields: Any) -> Submission:
    paper = {"kind": "document", "doc_kind": "act", "amount_minor": None, "currency": ""}
    return draft(**(paper | fields))


def before(state: str, **fields: Any) -> SentBefore:
    values: dict[str, Any] = {
        "no": "S-1001",
        "kind": "invoice",
        "state": state,
        "received_at": NOW,
        "number": "31",
        "number_key": "31",
        "doc_date": date(2026, 4, 2),
        "amount_minor": 28_500_000,
    }
    return SentBefore(**(values | MARCH | fields))


def entered(**fields: Any) -> PageInvoice:
    values: dict[str, Any] = {
        "number": "№ 31",
        "number_key": "31",
        "dated": date(2026, 4, 2),
        "amount_minor": 28_500_000,
        "currency": "RUB",
        "status": "open",
    }
    return PageInvoice(**(values | MARCH | fields))


def found(
    one: Submission, *sent: SentBefore, today: date = TODAY, **fields: Any
) -> tuple[SendingFinding, ...]:
    return sending_findings(one, page(**fields), sent, today)


def codes(findings: tuple[SendingFinding, ...]) -> list[str]:
    return [f"{one.code}{'!' if one.refuses else ''}" for one in findings]


def test_what_was_asked_for_as_it_was_asked_for_is_not_odd() -> None:
    assert found(draft()) == ()
    assert found(act()) == ()


def test_another_partners_entity_is_refused() -> None:
    assert codes(found(draft(entity_id="E-2"))) == ["entity_not_yours!"]


def test_a_month_that_has_not_begun_is_refused() -> None:
    assert codes(found(draft(month="2026-05"))) == ["month_in_future!"]
    assert codes(found(draft(month="2026-05"), today=date(2026, 5, 1))) == [
        "date_off_month",
        "not_asked",
    ]


@pytest.mark.parametrize(
    ("amount_minor", "is_odd"),
    [(28_500_100, False), (28_500_101, True), (28_499_900, False), (28_499_899, True)],
)
def test_amounts_may_differ_by_the_tolerance(amount_minor: int, is_odd: bool) -> None:  # noqa: FBT001
    findings = found(draft(amount_minor=amount_minor))
    assert codes(findings) == ["amount_differs"] * is_odd
    assert [one.expected_minor for one in findings] == [28_500_000] * is_odd


def test_two_invoices_of_a_month_come_one_by_one_or_as_one() -> None:
    other = AskedInvoice(
        **MARCH, until=date(2026, 4, 7), amount_minor=1_000_000, currency="RUB", contract="2"
    )
    asked = (ASKED, other)
    for amount in (28_500_000, 1_000_000, 29_500_000):
        assert found(draft(amount_minor=amount), invoices_asked=asked) == ()
    (odd,) = found(draft(amount_minor=2_000_000), invoices_asked=asked)
    assert (odd.code, odd.expected_minor) == ("amount_differs", 29_500_000)


def test_an_amount_that_nobody_told_is_not_compared() -> None:
    asked = AskedInvoice(**MARCH, until=date(2026, 4, 7))
    assert found(draft(amount_minor=1), invoices_asked=(asked,)) == ()
    assert found(draft(currency="USD")) == ()


@pytest.mark.parametrize(
    ("day", "is_odd"),
    [
        (date(2026, 2, 28), True),
        (date(2026, 3, 1), False),
        (date(2026, 5, 30), False),
        (date(2026, 5, 31), True),
    ],
)
def test_a_date_far_from_its_month_is_odd(day: date, is_odd: bool) -> None:  # noqa: FBT001
    assert codes(found(draft(doc_date=day))) == ["date_off_month"] * is_odd


def test_what_nobody_asked_for_is_odd() -> None:
    assert codes(found(draft(), invoices_asked=())) == ["not_asked"]
    assert codes(found(act(doc_kind="ks2"))) == ["not_asked"]
    assert found(act(doc_kind="upd1")) == ()
    rejected = RejectedPaper(**MARCH, kind="ks2")
    assert found(act(doc_kind="ks2"), rejected=(rejected,)) == ()


def test_a_upd_of_status_2_does_not_stand_for_a_vat_invoice() -> None:
    assert codes(found(act(doc_kind="upd2"))) == ["not_asked", "upd2_with_vat"]
    entity = PageEntity(entity_id="E-1", name="Vector South")
    assert codes(found(act(doc_kind="upd2"), entities=(entity,))) == ["not_asked"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["duplicate_number!"]),
        ({"doc_date": date(2026, 4, 1)}, ["duplicate_number!"]),
        ({"amount_minor": 28_500_050}, ["duplicate_number!"]),
        ({"doc_date": date(2026, 4, 1), "amount_minor": 28_500_050}, ["number_known"]),
        ({"number_key": "32"}, []),
        ({"number_key": ""}, []),
    ],
)
def test_a_number_in_invoices_is_refused_by_day_or_amount(
    fields: dict[str, Any], expected: list[str]
) -> None:
    findings = found(draft(**fields), invoices=(entered(),))
    assert codes(findings) == expected
    assert {one.other for one in findings} <= {"№ 31"}


def test_of_several_namesakes_the_one_that_is_surely_the_same_decides() -> None:
    earlier = entered(dated=date(2026, 2, 2), amount_minor=1, month="2026-02")
    for invoices in ((earlier, entered()), (entered(), earlier)):
        assert codes(found(draft(), invoices=invoices)) == ["duplicate_number!"]
    assert codes(found(draft(), invoices=(earlier,))) == ["number_known"]


def test_papers_without_an_amount_do_not_agree_in_it() -> None:
    was = before("accepted", kind="document", doc_kind="act", amount_minor=None)
    assert codes(found(act(doc_date=date(2026, 3, 15)), was)) == ["number_known"]
    assert codes(found(act(), was)) == ["duplicate_number!"]


def test_a_number_of_another_year_or_of_no_invoice_is_free() -> None:
    assert found(draft(), invoices=(entered(dated=date(2025, 4, 2)),)) == ()
    for status in ("draft", "void"):
        assert found(draft(), invoices=(entered(status=status),)) == ()
    assert found(act(), invoices=(entered(),)) == ()


def test_what_was_accepted_is_refused_and_what_waits_is_replaced() -> None:
    (refusal,) = found(draft(), before("accepted"))
    assert (refusal.code, refusal.refuses, refusal.other) == ("duplicate_number", True, "S-1001")
    for state in ("checking", "waiting", "asked"):
        assert codes(found(draft(), before(state))) == ["replaces"]
    for state in ("rejected", "withdrawn", "replaced", "infected"):
        assert found(draft(), before(state)) == ()
    assert found(act(), before("waiting")) == ()
    assert found(draft(), before("waiting", number_key="32")) == ()
    assert codes(found(act(), before("waiting", kind="document", doc_kind="act"))) == ["replaces"]


def test_refusals_come_first() -> None:
    late = draft(doc_date=date(2026, 12, 1))
    assert codes(found(late, invoices=(entered(dated=date(2026, 4, 1)),))) == [
        "duplicate_number!",
        "date_off_month",
    ]


def test_a_paper_without_a_day_is_of_no_year() -> None:
    assert found(act(doc_date=None), before("waiting", kind="document", doc_kind="act")) == ()
