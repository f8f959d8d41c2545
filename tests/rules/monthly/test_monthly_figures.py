from dataclasses import replace
from datetime import date

import pytest

from sheetsync.rules.monthly.figures import correction, figures_of
from sheetsync.rules.monthly.report import Change, MonthlyReport
from sheetsync.rules.monthly.report_parts import (
    Amount,
    DocumentsToSend,
    InvoiceToIssue,
    LegalEntity,
    PartnerRating,
    Payment,
    RejectedDocument,
    Work,
)

ENTITY = LegalEntity("E-1", "ООО «Вектор»")
DAY = date(2026, 4, 7)
EMPTY = MonthlyReport("P-001", "Вектор", "ru", (), "2026-03", DAY, DAY)
UNPAID = Payment(
    ENTITY, "1", DAY, "2026-03", "open", Amount(500, "RUB"), Amount(0, "RUB"), Amount(450, "RUB"),
    None, None,
)  # fmt: skip
FULL = replace(
    EMPTY,
    work=Work(
        done=3,
        turnover=(Amount(28_500_000, "RUB"), Amount(5, "USD")),
        in_time=2,
        defective=1,
        score=4.25,
    ),
    invoices=(
        InvoiceToIssue(ENTITY, "2026-03", Amount(100, "USD"), DAY),
        InvoiceToIssue(ENTITY, "2026-03", None, DAY),
        InvoiceToIssue(ENTITY, "2026-02", Amount(250, "USD"), DAY),
    ),
    documents=(DocumentsToSend(ENTITY, "2026-03", ("act", "sf"), DAY),),
    payments=(UNPAID, replace(UNPAID, status="paid")),
    receivables=(replace(UNPAID, status="overdue"),),
    rating=PartnerRating("rated", score=84.5, tier="A"),
)


def test_the_figures_that_a_partner_would_ask_about() -> None:
    assert figures_of(FULL) == {
        "jobs_done": "3",
        "turnover": "285000.00 RUB; 0.05 USD",
        "jobs_in_time": "2",
        "jobs_defective": "1",
        "client_score": "4.3",
        "invoices_to_issue": "3.50 USD",
        "documents_awaited": "2",
        "outstanding": "4.50 RUB",
        "receivable": "4.50 RUB",
        "score": "84.5",
        "tier": "A",
    }


@pytest.mark.parametrize(
    ("kinds", "rejected", "awaited"),
    [((), 0, 0), ((("act",),), 0, 1), ((("act", "sf"), ("act",)), 0, 3), ((), 2, 2),
     ((("act", "sf"),), 1, 3)],
)  # fmt: skip
def test_every_document_that_is_awaited_is_counted(
    kinds: tuple[tuple[str, ...], ...], rejected: int, awaited: int
) -> None:
    asks = tuple(DocumentsToSend(ENTITY, "2026-03", some, DAY) for some in kinds)
    sent_back = (RejectedDocument(ENTITY, "2026-03", "act", "5", ""),) * rejected
    told = replace(EMPTY, documents=asks, rejected=sent_back, invoices=FULL.invoices)
    assert told.documents_awaited == awaited


def test_what_is_not_known_is_blank() -> None:
    figures = figures_of(replace(EMPTY, rating=PartnerRating("few_jobs")))
    assert {name for name, figure in figures.items() if not figure} == {
        "turnover", "client_score", "invoices_to_issue", "outstanding", "receivable", "score",
        "tier",
    }  # fmt: skip
    assert figures == figures_of(EMPTY)


@pytest.mark.parametrize(
    ("before", "changes"),
    [
        ({}, ()),
        (dict(figures_of(FULL)), ()),
        ({"jobs_done": "2", "tier": "A"}, (Change("jobs_done", "2", "3"),)),
        ({"a figure of an older release": "1"}, ()),
    ],
)
def test_a_correction_tells_the_figures_that_differ(
    before: dict[str, str], changes: tuple[Change, ...]
) -> None:
    told = correction(FULL, before, 2)
    assert (told.revision, told.changes) == (2, changes)
