"""A company that owes, drawn; its logs of plans, orders and of the bank."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from sheetsync.rules.payables import payables
from sheetsync.rules.payments.doubts import Doubts
from sheetsync.rules.payments.orders_given import PaymentLogs
from sheetsync.rules.payments.payable_now import PayableInvoice, payable_invoices
from sheetsync.rules.payments.planning import Plan, Wish, plan_rows, planned
from sheetsync.tables.catalogue.payments import BANK, PAYMENT_ORDERS, PAYMENT_PLAN
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.schema import ToolTab
from sheetsync.tables.table import Tables
from sheetsync.testing import drawn

TODAY = date(2026, 4, 15)
PLAN = "20260415-1-0025"
ACCOUNT, OTHER = "40602810700000000025", "40602810000000000026"
BIC = "049805746"
IBAN, SWIFT = "NL91ABNA0417164300", "ABNANL2A"

PARTNERS = """
    partners
    partner_id | name   | group_id | status | onboarded_on | curator | report_email
    P-001      | Вектор | g        | active | 2025-01-01   | Анна    | a@vektor.example
    groups
    group_id | name
    g        | Подрядчики
"""
ENTITIES = f"""
    entities
    entity_id  | partner_id | legal_name   | kind    | inn         | kpp       | vat | doc_set | bic    | account
    7707083893 | P-001      | ООО «Вектор» | company | '7707083893 | 770701001 | vat | none    | '{BIC} | '{ACCOUNT}
"""  # noqa: E501  # a drawing
AGREEMENTS = """
    agreements
    entity_id  | kind     | number | status | signed_on  | valid_from | pay_days | pay_day_type | pay_base
    7707083893 | contract | 14/24  | active | 2025-01-01 | 2025-01-01 | 10       | calendar     | invoice_date
"""  # noqa: E501  # a drawing
INVOICES = """
    invoices
    direction | entity_id  | kind    | number | invoice_date | month   | amount    | due_date   | vat_amount
    in        | 7707083893 | invoice | 45     | 2026-03-12   | 2026-03 | 50 000,00 | 2026-03-20 | 8 333,33
"""  # noqa: E501  # a drawing


def drawn_company(
    invoices: str = INVOICES, entities: str = ENTITIES, agreements: str = AGREEMENTS
) -> Tables:
    return drawn(PARTNERS + entities + agreements + invoices)


def rows_of(tab: ToolTab, *records: Mapping[str, object]) -> pd.DataFrame:
    days = {column.name for column in tab.columns if column.kind in {"date", "datetime"}}
    return typed_frame(
        tab.columns,
        [
            {name: pd.Timestamp(value) if name in days else value for name, value in row.items()}  # type: ignore[arg-type]  # a day as text
            for row in records
        ],
    )


def logs(
    plans: Sequence[Mapping[str, object]] | pd.DataFrame = (),
    orders: Sequence[Mapping[str, object]] = (),
    bank: Sequence[Mapping[str, object]] = (),
) -> PaymentLogs:
    planned_rows = plans if isinstance(plans, pd.DataFrame) else rows_of(PAYMENT_PLAN, *plans)
    return PaymentLogs(
        plans=planned_rows, orders=rows_of(PAYMENT_ORDERS, *orders), bank=rows_of(BANK, *bank)
    )


def payable(
    tables: Tables,
    known: PaymentLogs | None = None,
    doubts: Doubts | None = None,
    *,
    as_of: date = TODAY,
    ordering: str = "",
) -> tuple[PayableInvoice, ...]:
    return payable_invoices(
        tables, payables(tables, as_of), known or logs(), doubts or Doubts(), ordering
    )


def plan_of(
    tables: Tables,
    known: PaymentLogs | None = None,
    doubts: Doubts | None = None,
    *,
    as_of: date = TODAY,
    until: date = TODAY,
    limit_minor: int | None = None,
    currency: str = "RUB",
) -> Plan:
    wish = Wish(until=until, currency=currency, limit_minor=limit_minor)
    return planned(payable(tables, known, doubts, as_of=as_of), wish)


def ticked(plan: Plan, plan_id: str = PLAN) -> pd.DataFrame:
    """The rows of a plan, every one ticked."""
    rows = plan_rows(plan, plan_id, "ru")
    return rows.assign(pay=pd.array([True] * len(rows), dtype="boolean"))
