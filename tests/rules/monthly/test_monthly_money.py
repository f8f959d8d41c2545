from collections.abc import Callable
from datetime import date

import pytest

from sheetsync.rules.monthly.report import MonthlyReport
from sheetsync.rules.monthly.report_parts import Amount, LegalEntity, Payment
from sheetsync.tables.catalogue.modules import with_needs

Report = Callable[..., MonthlyReport]

HEADER = (
    "\n    Invoices\n    Entity ID | Number | Date | Month | Amount | Received | Due | Paid"
    " | Paid on | State | Direction | Kind | Corrects\n"
)
VECTOR = LegalEntity("E-1", "ООО «Вектор»", "9900000017")


def told(report: Report, *rows: str, direction: str = "in") -> tuple[Payment, ...]:
    found = report(HEADER + "".join(f"    {row}\n" for row in rows), no_activity_report="full")
    return found.payments if direction == "in" else found.receivables


@pytest.fixture
def owed_parts(report: Report) -> Callable[..., tuple[Payment, ...]]:
    """The payments of invoice 31 of 500 rubles, told by rows of the tab Payments."""

    def payments(*cash: str) -> tuple[Payment, ...]:
        bill = "    E-1 | 31 | 2026-02-02 | '2026-02 | 500 | 2026-03-20 | | | | | | |\n"
        columns = "Entity ID | Number | Invoice date | Direction | Date | Amount | Currency"
        head = f"    Payments\n    {columns}\n"
        rows = "".join(f"    {row}\n" for row in cash)
        text = f"{HEADER}{bill}\n{head}{rows}"
        found = report(text, no_activity_report="full", modules=with_needs(["jobs", "payments"]))
        return found.payments

    return payments


def rub(units: int) -> Amount:
    return Amount(units * 100, "RUB")


def test_an_unpaid_invoice_is_told_with_the_day_we_pay(report: Report) -> None:
    (payment,) = told(report, "E-1 | 31 | 2026-03-02 | '2026-02 | 500 | 2026-03-20 | | | | | | |")
    assert payment == Payment(
        entity=VECTOR,
        number="31",
        dated=date(2026, 3, 2),
        month="2026-02",
        status="open",
        amount=rub(500),
        paid=rub(0),
        outstanding=rub(500),
        due_on=date(2026, 4, 3),  # ten working days from receipt
        paid_on=None,
    )


@pytest.mark.parametrize(
    ("cells", "status", "outstanding", "days_late"),
    [
        ("2026-03-02 | '2026-02 | 500 | | 2026-03-30 |     |            |", "overdue", 500, 3),
        ("2026-03-02 | '2026-02 | 500 | | 2026-03-30 | 200 | 2026-03-20 |", "overdue", 300, 3),
        ("2026-03-02 | '2026-02 | 500 | | 2026-04-02 |     |            |", "due_today", 500, 0),
        ("2026-03-02 | '2026-02 | 500 | | 2026-03-10 | 500 | 2026-03-13 |", "paid", 0, 3),
        ("2026-03-02 | '2026-02 | 500 | | 2026-03-10 | 600 | 2026-03-10 |", "overpaid", -100, 0),
        ("2026-03-02 | '2026-02 | 500 | | 2026-03-30 |     |            | disputed",
         "disputed", 500, 3),
        ("2025-03-02 | '2025-02 | 500 | | 2025-03-30 | 500 | 2026-04-01 |", "paid", 0, 367),
    ],
)  # fmt: skip
def test_what_is_late_is_said_plainly(
    cells: str, status: str, outstanding: int, days_late: int, report: Report
) -> None:
    (payment,) = told(report, f"E-1 | 31 | {cells} | | |")
    assert (payment.status, payment.outstanding, payment.days_late) == (
        status, rub(outstanding), days_late,
    )  # fmt: skip


@pytest.mark.parametrize(
    "cells",
    [
        "2026-02-02 | '2026-01 | 500 | | | 500 | 2026-02-28 | | |",  # paid before the month
        "2026-02-02 | '2026-02 | 500 | | | | | void | |",
        "2026-02-02 | '2026-02 | 500 | | | | | draft | |",
        "2026-02-02 | '2026-02 | 500 | | | | | | | credit note | 99",
        "2026-02-02 | '2026-01 | 500 | | | 500 | | | |",  # nobody knows when
    ],
)
def test_what_is_settled_or_no_invoice_is_not_told(cells: str, report: Report) -> None:
    assert told(report, f"E-1 | 31 | {cells} |") == ()


def test_an_invoice_settled_by_a_credit_note_is_told_with_its_month(report: Report) -> None:
    (payment,) = told(
        report,
        "E-1 | 31 | 2026-03-02 | '2026-03 | 500 | | | | | | | |",
        "E-1 | 32 | 2026-03-09 | '2026-03 | 500 | | | | | | | credit note | 31",
    )
    assert (payment.number, payment.status, payment.paid) == ("31", "paid", rub(0))


def test_invoices_are_told_by_date_and_number(report: Report) -> None:
    found = told(
        report,
        "E-2 | 9 | 2026-03-05 | '2026-03 | 1 | | | | | | | |",
        "E-1 | B | 2026-03-02 | '2026-03 | 1 | | | | | | | |",
        "E-1 | A | 2026-03-02 | '2026-03 | 1 | | | | | | | |",
    )
    assert [payment.number for payment in found] == ["A", "B", "9"]


def test_what_the_partner_pays_is_told_apart(report: Report) -> None:
    row = "E-1 | 31 | 2026-03-02 | '2026-02 | 500 | | 2026-03-30 | | | | out | |"
    (payment,) = told(report, row, direction="out")
    assert (payment.status, payment.days_late) == ("overdue", 3)
    assert told(report, row) == ()


def test_an_invoice_of_a_stranger_is_nobodys(report: Report) -> None:
    assert told(report, "E-9 | 31 | 2026-03-02 | '2026-02 | 500 | | | | | | | |") == ()


def test_each_payment_since_the_month_began_is_named_where_it_is_known(
    owed_parts: Callable[..., tuple[Payment, ...]],
) -> None:
    """Those of the tab Payments and of the bank; what was typed is one payment, told already."""
    (payment,) = owed_parts(
        "E-1 | 31 | | | 2026-02-27 | 100 |",
        "E-1 | 31 | | | 2026-03-20 | 50 |",
        "E-1 | 31 | | | 2026-03-13 | 150 |",
        "E-1 | 31 | | | 2026-04-01 | 30 |",
        "E-1 | 31 | | | 2026-04-09 | 7 |",
    )
    assert (payment.paid, payment.outstanding) == (rub(330), rub(170))
    assert [(str(part.paid_on), part.amount) for part in payment.parts] == [
        ("2026-03-13", rub(150)), ("2026-03-20", rub(50)), ("2026-04-01", rub(30)),
    ]  # fmt: skip
    assert payment.named_parts == payment.parts


def test_a_payment_in_full_at_once_is_told_by_its_day(
    owed_parts: Callable[..., tuple[Payment, ...]],
) -> None:
    (whole,) = owed_parts("E-1 | 31 | | | 2026-03-13 | 500 |")
    assert (len(whole.parts), whole.named_parts) == (1, ())
    (later,) = owed_parts("E-1 | 31 | | | 2026-02-13 | 200 |", "E-1 | 31 | | | 2026-03-13 | 300 |")
    assert later.named_parts == later.parts
    (part,) = owed_parts("E-1 | 31 | | | 2026-03-13 | 200 |")
    assert part.named_parts == part.parts
