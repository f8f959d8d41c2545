"""What was ordered before: whether the bank has it yet, and to which accounts money went.

Source: adoption.md P5 (not in an earlier order that the bank has not shown; changed account).
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from sheetsync.rules.payments.bank_accounts import plain_account
from sheetsync.rules.payments.plan_blocks import KnownAccounts, warns_of_change
from sheetsync.rules.payments.requisites import Requisites
from sheetsync.tables.document_numbers import number_key

#: The day, the number of the day, the end of our account.
_PLAN_ID = re.compile(
    r"(?P<year>20[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])"
    r"-(?P<number>[0-9]{1,6})-[0-9A-Z]{4,34}"
)

_PAID = ["entity_id", "number", "invoice_date", "paid_date", "outstanding_minor"]


class InvoiceKey(NamedTuple):
    """Which invoice a row of a log means.

    Attributes:
        entity_id: its legal entity.
        number: by `number_key`.
        invoice_date: its day; None where the row does not say.
    """

    entity_id: str
    number: str
    invoice_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentLogs:
    """What the logs hold, as typed frames.

    Attributes:
        orders: rows of Payment orders.
        plans: rows of Payment plan.
        bank: rows of Bank.
    """

    orders: pd.DataFrame
    plans: pd.DataFrame
    bank: pd.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierOrder:
    """An order of which no payment is entered yet.

    Attributes:
        order_no: its number at the bank.
        ordered_on: the day on which its file was made.
        file: the file's name.
    """

    order_no: str
    ordered_on: date
    file: str


def invoice_key(row: Mapping[Any, Any]) -> InvoiceKey:
    """The invoice of a row with entity_id, number and invoice_date."""
    return InvoiceKey(
        _text(row["entity_id"]), number_key(_text(row["number"])), _day(row["invoice_date"])
    )


def plan_place(plan_id: str) -> tuple[date, int] | None:
    """The day on which a plan was made and its number of that day; None: it is no code of ours.

    >>> plan_place("20260415-2-0025"), plan_place("15 апреля")
    ((datetime.date(2026, 4, 15), 2), None)
    """
    told = _PLAN_ID.fullmatch(plan_id)
    if told is None:
        return None
    year, month, day, number = (int(told[name]) for name in ("year", "month", "day", "number"))
    if day > monthrange(year, month)[1]:
        return None
    return date(year, month, day), number


def open_orders(logs: PaymentLogs, invoices: pd.DataFrame) -> Mapping[InvoiceKey, EarlierOrder]:
    """The orders whose payment is not entered yet: whoever orders again would pay twice.

    An order is done once the invoice has a payment of its day or later, and less is left of it than
    its plan saw. What the bank shows counts with a person's yes: until then the invoice is unpaid
    for everybody.

    Args:
        logs: what was planned and ordered.
        invoices: what `Payables.invoices` tells; paid_date is the day of the last payment.

    Returns:
        The last such order of each invoice.
    """
    now = {invoice_key(row): row for row in invoices[_PAID].to_dict("records")}
    left_then = {
        (_text(row["plan_id"]), invoice_key(row)): row["outstanding_minor"]
        for row in logs.plans.to_dict("records")
    }
    found: dict[InvoiceKey, EarlierOrder] = {}
    for row in _in_turn(logs.orders):
        key = invoice_key(row)
        seen = left_then.get((_text(row["plan_id"]), key), row["amount_minor"])
        if key in now and _is_paid_since(now[key], row["at"].date(), seen):
            found.pop(key, None)
        else:
            found[key] = EarlierOrder(
                order_no=_text(row["order_no"]),
                ordered_on=row["at"].date(),
                file=_text(row["file"]),
            )
    return found


def _is_paid_since(
    invoice: Mapping[Any, Any],
    ordered_on: date,
    left_then_minor: Any,  # noqa: ANN401  # a cell of a frame
) -> bool:
    paid_on = _day(invoice["paid_date"])
    if paid_on is None or paid_on < ordered_on or pd.isna(left_then_minor):
        return False
    return bool(invoice["outstanding_minor"] < left_then_minor)


def known_accounts(
    payees: Mapping[str, Requisites], logs: PaymentLogs, ordering: str = ""
) -> Mapping[str, KnownAccounts]:
    """What the logs know of every legal entity's account.

    Args:
        payees: by entity id.
        logs: of Bank only what we paid counts, by tax ID.
        ordering: the plan that is ordered now: its own ticks are not the earlier ones.
    """
    ordered = {_text(row["entity_id"]): _account(row["account"]) for row in _in_turn(logs.orders)}
    seen = _last_seen(logs.bank)
    noticed = _noticed(logs.plans)
    confirmed = _confirmed(logs.plans[logs.plans["plan_id"] != ordering])
    return {
        entity_id: KnownAccounts(
            used=frozenset((ordered.get(entity_id, ""), _seen(payee, seen))) - {""},
            noticed=noticed.get(entity_id, {}),
            confirmed=confirmed.get(entity_id, frozenset()),
        )
        for entity_id, payee in payees.items()
    }


def _last_seen(bank: pd.DataFrame) -> Mapping[tuple[str, str], str]:
    """The account that we last paid to, by INN and KPP, and by INN alone."""
    seen: dict[tuple[str, str], str] = {}
    paid = bank[(bank["flow"] == "out") & bank["their_account"].notna() & bank["inn"].notna()]
    for row in paid.sort_values("booked_on", kind="stable").to_dict("records"):
        for kpp in (_text(row["kpp"]), ""):
            seen[_text(row["inn"]), kpp] = _account(row["their_account"])
    return seen


def _seen(payee: Requisites, seen: Mapping[tuple[str, str], str]) -> str:
    """The account of a payee; by its KPP where several share an INN and the bank told it."""
    return seen.get((payee.inn, payee.kpp), "") or seen.get((payee.inn, ""), "")


def _noticed(plans: pd.DataFrame) -> Mapping[str, dict[str, date]]:
    """By entity: the account that plans have now, and the first day since when they have it."""
    noticed: dict[str, dict[str, date]] = {}
    dated = [(plan_place(_text(row["plan_id"])), row) for row in plans.to_dict("records")]
    for (day, _), row in sorted(
        ((place, row) for place, row in dated if place is not None), key=lambda one: one[0]
    ):
        entity_id, account = _text(row["entity_id"]), _account(row["account"])
        if account and account not in noticed.get(entity_id, {}):
            noticed[entity_id] = {account: day}
    return noticed


def _confirmed(plans: pd.DataFrame) -> Mapping[str, frozenset[str]]:
    """By entity: the accounts that were ticked although the row told that they had changed."""
    confirmed: dict[str, frozenset[str]] = {}
    for row in plans.to_dict("records"):
        if is_ticked(row) and warns_of_change(_text(row["blocked"])):
            entity_id = _text(row["entity_id"])
            earlier = confirmed.get(entity_id, frozenset())
            confirmed[entity_id] = earlier | {_account(row["account"])}
    return confirmed


def is_ticked(row: Mapping[Any, Any]) -> bool:
    """Whether a row of a plan is to be paid."""
    return pd.notna(row["pay"]) and bool(row["pay"])


def _in_turn(orders: pd.DataFrame) -> Iterable[Mapping[Any, Any]]:
    """The orders in the order in which they were given, however the tab is sorted."""
    return orders[orders["at"].notna()].sort_values("at", kind="stable").to_dict("records")


def _account(value: Any) -> str:  # noqa: ANN401  # a cell of a frame
    return plain_account(_text(value))


def _text(value: Any) -> str:  # noqa: ANN401  # a cell of a frame
    return str(value) if pd.notna(value) else ""


def _day(value: Any) -> date | None:  # noqa: ANN401  # a cell of a frame
    return value.date() if pd.notna(value) else None
