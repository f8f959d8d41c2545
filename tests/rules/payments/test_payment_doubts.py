"""What the entered payments leave open: sums without a day, payments of invoices that are gone."""

import pandas as pd

from sheetsync.rules.payables import BankTabs, payables
from sheetsync.rules.payments.doubts import Doubts, payment_doubts
from sheetsync.tables.catalogue.finding_codes import V_PAY_11, V_PAY_12
from sheetsync.tables.catalogue.payments import PAYMENT_LOG
from sheetsync.tables.schema import Finding
from sheetsync.tables.table import Tables
from tests.rules.payments.plans import INVOICES, TODAY, drawn_company, rows_of


def log(number: str = "45", day: str = "2026-03-12") -> pd.DataFrame:
    return rows_of(
        PAYMENT_LOG,
        {
            "line_id": "a", "revision": 1, "number": number, "entity_id": "7707083893",
            "direction": "in", "invoice_date": day, "amount_minor": 1_000_000, "currency": "RUB",
            "paid_on": "2026-04-01", "state": "applied", "said": "yes",
        },
    )  # fmt: skip


def doubts(tables: Tables, rows: pd.DataFrame | None = None) -> Doubts:
    bank = BankTabs(log=rows) if rows is not None else None
    return payment_doubts(tables, payables(tables, TODAY, bank))


NONE = Doubts(undated=frozenset(), unsettled=frozenset())


def test_an_invoice_that_validation_doubts_is_in_doubt() -> None:
    found = [
        Finding(V_PAY_11, "error", tab="invoices", row=2, column="paid_amount"),
        Finding(V_PAY_11, "error", tab="invoices"),
        Finding(V_PAY_12, "error", tab="payments", row=3),
    ]
    assert doubts(drawn_company().with_findings(found)).undated == {2}
    assert doubts(drawn_company()) == NONE


def test_a_payment_of_no_invoice_puts_its_entity_in_doubt() -> None:
    assert doubts(drawn_company(), log(number="99")).unsettled == {"7707083893"}
    assert doubts(drawn_company(), log()).unsettled == frozenset()


def test_cash_that_names_no_invoice_stops_nobody() -> None:
    tables = drawn_company(
        f"{INVOICES}\n    payments\n    entity_id | number | date | amount\n"
        "    7707083893 | 99 | 2026-04-01 | 1 000,00\n"
    )
    assert payables(tables, TODAY).astray
    assert doubts(tables) == NONE
