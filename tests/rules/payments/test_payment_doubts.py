"""What the entered payments leave open: sums without a day, payments of invoices that are gone."""

import pandas as pd

from sheetsync.rules.payables import BankTabs, payables
from sheetsync.rules.payments.doubts import Doubts, payment_doubts
from sheetsync.tables.catalogue.payments import PAYMENT_LOG
from sheetsync.tables.table import Tables
from tests.rules.payments.plans import INVOICES, TODAY, drawn_company, rows_of

HEAD, ROW = INVOICES.splitlines()[2:4]


def log(number: str = "45", day: str = "2026-03-12") -> pd.DataFrame:
    return rows_of(
        PAYMENT_LOG,
        {
            "line_id": "a", "revision": 1, "number": number, "entity_id": "7707083893",
            "direction": "in", "invoice_date": day, "amount_minor": 1_000_000, "currency": "RUB",
            "paid_on": "2026-04-01", "state": "applied", "said": "yes",
        },
    )  # fmt: skip


def company(typed: str = " | ") -> Tables:
    return drawn_company(f"\n    invoices\n{HEAD} | paid_amount | paid_date\n{ROW} | {typed}\n")


def doubts(tables: Tables, rows: pd.DataFrame | None) -> Doubts:
    bank = BankTabs(log=rows) if rows is not None else None
    return payment_doubts(tables, payables(tables, TODAY, bank))


def test_a_typed_sum_without_a_day_beside_the_bank_is_in_doubt() -> None:
    assert doubts(company("5 000,00 | "), log()).undated == {2}


def test_a_typed_sum_is_in_no_doubt_with_a_day_or_without_a_bank() -> None:
    assert doubts(company("5 000,00 | 2026-03-15"), log()).undated == frozenset()
    assert doubts(company("5 000,00 | "), None).undated == frozenset()
    assert doubts(company(), log()).undated == frozenset()


def test_a_payment_of_no_invoice_puts_its_entity_in_doubt() -> None:
    assert doubts(company(), log(number="99")).unsettled == {"7707083893"}
    assert doubts(company(), log()).unsettled == frozenset()


def test_cash_that_names_no_invoice_stops_nobody() -> None:
    tables = drawn_company(
        f"{INVOICES}\n    payments\n    entity_id | number | date | amount\n"
        "    7707083893 | 99 | 2026-04-01 | 1 000,00\n"
    )
    assert doubts(tables, None) == Doubts(undated=frozenset(), unsettled=frozenset())
