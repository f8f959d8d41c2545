"""What to pay until a day: unpaid invoices, the worst overdue first, as far as the money goes.

Source: adoption.md P5, plan.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sheetsync.language import Lang, Several
from sheetsync.rules.payments.orders_given import plan_place
from sheetsync.rules.payments.payable_now import PayableInvoice
from sheetsync.tables.catalogue.payables import PAYABLE
from sheetsync.tables.catalogue.payments import PAYMENT_PLAN
from sheetsync.tables.frames import typed_frame

#: At least so many signs of our account end a plan's code.
_ACCOUNT_SIGNS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked of a plan.

    Attributes:
        until: the last due date.
        currency: of the invoices.
        limit_minor: at most so much, in minor units of it; None: as much as is due.
    """

    until: date
    currency: str
    limit_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a plan takes, and what it leaves.

    Attributes:
        taken: what goes into the plan, what cannot be ordered yet too.
        beyond_limit: due, but there is no money left for it.
        ordered: ordered before, and not paid yet.
        undated: nobody knows what is left of it (V-PAY-11).
        without_day: no day says when to pay it.
    """

    taken: tuple[PayableInvoice, ...] = ()
    beyond_limit: tuple[PayableInvoice, ...] = ()
    ordered: tuple[PayableInvoice, ...] = ()
    undated: tuple[PayableInvoice, ...] = ()
    without_day: tuple[PayableInvoice, ...] = ()


def planned(invoices: Iterable[PayableInvoice], wish: Wish) -> Plan:
    """Choose what to pay, in the order of the invoices.

    What is blocked goes in, so that somebody mends it, but takes nothing of the limit. An invoice
    that no longer fits is left, and a smaller one below it taken: no invoice is paid in part.
    """
    plan: dict[str, list[PayableInvoice]] = {}
    spent_minor = 0
    for one in invoices:
        if one.status not in PAYABLE or one.currency != wish.currency:
            continue
        if one.due is None or one.due > wish.until:
            if one.due is None:
                plan.setdefault("without_day", []).append(one)
            continue
        costs_minor = 0 if one.warnings(one.outstanding_minor) else one.outstanding_minor
        place = _place(one, spent_minor + costs_minor, wish)
        plan.setdefault(place, []).append(one)
        if place == "taken":
            spent_minor += costs_minor
    return Plan(**{name: tuple(found) for name, found in plan.items()})


def _place(one: PayableInvoice, spent_minor: int, wish: Wish) -> str:
    """Where an invoice goes; with it, so much would be spent."""
    if one.is_undated:
        return "undated"
    if one.earlier is not None:
        return "ordered"
    fits = wish.limit_minor is None or spent_minor <= wish.limit_minor
    return "taken" if fits else "beyond_limit"


def plan_rows(plan: Plan, plan_id: str, lang: Lang) -> pd.DataFrame:
    """The rows of the tab Payment plan; what people fill is blank."""
    return typed_frame(
        PAYMENT_PLAN.columns,
        [
            {
                "plan_id": plan_id,
                "entity_id": one.key.entity_id,
                "number": one.invoice.number,
                "invoice_date": pd.Timestamp(one.invoice.invoice_date),
                "partner": one.partner or None,
                "legal_name": one.to.legal_name or None,
                "due": pd.Timestamp(one.due) if one.due else None,
                "outstanding_minor": one.outstanding_minor,
                "amount_minor": one.outstanding_minor,
                "currency": one.currency,
                "account": one.to.account or None,
                "bic": one.to.bic or None,
                "purpose": one.purpose(one.outstanding_minor),
                "blocked": Several(one.warnings(one.outstanding_minor)).said(lang) or None,
            }
            for one in plan.taken
        ],
    )


def next_plan_id(plans: pd.DataFrame, day: date, account_end: str) -> str:
    """The code of a new plan: its day, its number of that day, the end of the account it pays from.

    Args:
        plans: rows of Payment plan.
        day: the day of calculation.
        account_end: see `account_ends`.
    """
    places = {plan_place(str(plan_id)) for plan_id in plans["plan_id"].dropna()}
    last = max((place[1] for place in places if place is not None and place[0] == day), default=0)
    return f"{day:%Y%m%d}-{last + 1}-{account_end}"


def account_of_plan(plan_id: str, accounts: Iterable[str]) -> str | None:
    """The account of ours from which a plan pays; None where none or several end so.

    >>> account_of_plan("20260415-1-0025", ["40702810000000000025", "40702810000000000017"])
    '40702810000000000025'
    """
    end = plan_id.rpartition("-")[2]
    found = [account for account in accounts if end and account.endswith(end)]
    return end if end in found else found[0] if len(found) == 1 else None


def account_end(account: str, accounts: Iterable[str]) -> str:
    """The shortest end, of four signs or more, that tells an account from our others.

    >>> account_end("40702810000000000025", ["40702810000000000025", "40702810000000010025"])
    '00025'
    """
    others = [other for other in accounts if other != account]
    for size in range(_ACCOUNT_SIGNS, len(account)):
        if not any(other.endswith(account[-size:]) for other in others):
            return account[-size:]
    return account
