"""What went wrong in other matchers, as small inputs of our own words."""

from datetime import date
from typing import Any

import pytest

from tests.rules.payments.bank_frames import Record, invoice, line, matched, said

A12, A13 = invoice("12", 50_000), invoice("13", 20_000)

#: Report -> lines, invoices, and what must be said of each line: level and proposal.
REPORTS: dict[str, tuple[list[Record], list[Record], list[tuple[str, str]]]] = {
    # The older of two equal invoices was proposed.
    "odoo/odoo#9177": (
        [line("оплата", 50_000)],
        [invoice("12", 50_000, invoice_date=date(2026, 1, 1)), invoice("13", 50_000)],
        [("none", "")],
    ),
    # Entries were reconciled whose numbers differ.
    "frappe/erpnext#46725": (
        [line("счет № 712219", 50_000)],
        [invoice("900619", 50_000)],
        [("none", "")],
    ),
    # A two-digit number was found inside a longer one, and paid in part.
    "erp-mafia/accounted#2673": (
        [line("Levbet (1814)", 859), line("счет 1814", 859, line_id="L-2")],
        [invoice("14", 3_500), invoice("18", 3_500)],
        [("none", ""), ("none", "")],
    ),
    # One group of a long reference was enough.
    "odoo/odoo PR 39005": (
        [line("45 RE34Y U0000 00000 02019 00014", 100)],
        [invoice("45", 200), invoice("02019", 300), invoice("14", 400)],
        [("none", "")],
    ),
    # Numbers of a text were joined, and 2018 was found in them.
    "odoo/odoo PR 28962": (
        [line("invoices 2018/0002 and 2018/0003", 300)],
        [invoice("2018", 300), invoice("2018/0002", 100), invoice("2018/0003", 200)],
        [("exact", "№ 2018/0002 100,00; № 2018/0003 200,00")],
    ),
    # Any first number of a text was taken for the invoice's.
    "internetee/registry#1421": (
        [line("RKID:3456345634563456 FOOBAR INC SA Arve: 134408", 100)],
        [invoice("134408", 100), invoice("3456345634563456", 100)],
        [("exact", "№ 134408 100,00")],
    ),
    # Another count of zeros in a number: shown beside, never guessed.
    "pretix/pretix#5853": (
        [line("invoice EVENT-0005", 100)],
        [invoice("EVENT-00005", 100), invoice("EVENT-50", 100)],
        [("none", "")],
    ),
    # A number that is right paid an invoice whose sum is another.
    "odoo/odoo PR 64409": (
        [line("INV2", 100)],
        [invoice("INV1", 100), invoice("INV2", 200)],
        [("likely", "№ INV2 100,00")],
    ),
    # Cancelled invoices and drafts were offered, and one of them ticked.
    "invoiceninja/invoiceninja#11903": (
        [line("счет 12", 50_000)],
        [{**A12, "status": "void"}, {**A13, "status": "draft"}, invoice("12", 50_000, "B")],
        [("none", "")],
    ),
    # The first of two half payments paid all of the invoice.
    "alyf-de/banking#59": (
        [line("счет 12", 25_000), line("счет 12", 25_000, line_id="L-2")],
        [A12],
        [("likely", "№ 12 25 000,00"), ("likely", "№ 12 25 000,00")],
    ),
    # What is unpaid after a credit note is what is paid.
    "alyf-de/banking#56": (
        [line("счет 12", 90)],
        [invoice("12", 100, outstanding_minor=90_00)],
        [("exact", "№ 12 90,00")],
    ),
    # Money that came was matched with money that went.
    "jbms/beancount-import#202": (
        [line("счет 12", 50_000, flow="in")],
        [A12],
        [("none", "")],
    ),
    # Two invoices came to the sum, but floats did not.
    "frappe/erpnext#28955": (
        [line("счета 12 и 13", 0.3)],
        [invoice("12", 0.1), invoice("13", 0.2)],
        [("exact", "№ 12 0,10; № 13 0,20")],
    ),
    # 100 USD was compared with 141.85 AUD.
    "The-Commit-Company/mint#133": (
        [line("счет 12", 100, currency="AUD"), line("оплата", 100, line_id="L-2", currency="AUD")],
        [invoice("12", 100, currency="USD")],
        [("none", ""), ("none", "")],
    ),
    # A payer of many pays for another one.
    "GoldenSoftwareLtd/gedemin#2761": (
        [line("счет 77", 50_000)],
        [A12, invoice("77", 50_000, "B")],
        [("none", "")],
    ),
    # A part of one payment was taken for another payment of that sum.
    "actualbudget/actual#6737": (
        [line("счета 12, 13", 70_000), line("услуги", 50_000, line_id="L-2")],
        [A12, A13],
        [("exact", "№ 12 50 000,00; № 13 20 000,00"), ("possible", "")],
    ),
    # One payment for two invoices of one sum each.
    "OCA/hr PR 237": (
        [line("счета 12, 13", 100)],
        [invoice("12", 50), invoice("13", 50)],
        [("exact", "№ 12 50,00; № 13 50,00")],
    ),
    # A reference by the standard, spaced as on paper.
    "emfcamp/Website PR 1292": (
        [line("RF18 5390 0754 7034 tickets", 100)],
        [invoice("539007547034", 100)],
        [("exact", "№ 539007547034 100,00")],
    ),
    # A fee that a bank on the way took off: a part, not all of it.
    "OCA/account-reconcile PR 500": (
        [line("invoice 12", 49_990)],
        [A12],
        [("likely", "№ 12 49 990,00")],
    ),
}


@pytest.mark.parametrize("report", REPORTS)
def test_what_was_reported_elsewhere_does_not_happen_here(report: str) -> None:
    lines, invoices, expected = REPORTS[report]
    assert [said(found)[:2] for found in matched(lines, invoices)] == expected


def test_the_account_number_of_another_bank_is_nobodys() -> None:
    """radekhulan/myinvoice#206: two banks gave the same number away."""
    entities: list[dict[str, Any]] = [
        {"entity_id": one, "legal_name": one, "account": "1234567890"} for one in "AB"
    ]
    (found,) = matched([line("счет 12", 50_000, "", their_account="1234567890")], [A12],
                       entities=entities)  # fmt: skip
    assert (found.entity_id, found.match.level.code) == ("", "none")


def test_what_people_decided_is_not_matched_anew() -> None:
    """OCA/account-reconcile#43: a second run broke what people had matched by hand.

    The invoice is paid in the books then: the log's payment is off what is outstanding, so that
    the next line cannot get it either.
    """
    paid = {**A12, "outstanding_minor": 0, "status": "paid"}
    (found,) = matched([line("счет 12", 50_000, line_id="L-2")], [paid])
    assert said(found)[:2] == ("none", "")
