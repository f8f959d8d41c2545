"""What of the ticked rows of a plan may be ordered now: everything is looked at anew.

Source: adoption.md P5, order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from sheetsync.language import Phrase, Sayable, Several
from sheetsync.rules.payments.bank_accounts import plain_account
from sheetsync.rules.payments.orders_given import InvoiceKey, invoice_key, is_ticked
from sheetsync.rules.payments.payable_now import PayableInvoice
from sheetsync.rules.payments.requisites import Requisites
from sheetsync.rules.payments.said_facts import SaidDay, SaidSum
from sheetsync.tables.catalogue.payables import INVOICE_STATUS, PAYABLE

TWICE = Phrase(ru="строка стоит в плане дважды", en="the row stands twice in the plan")
UNREADABLE = Phrase(ru="сумма к оплате не читается", en="the sum to pay cannot be read")
NOT_UNPAID = Phrase(
    ru="такого неоплаченного счёта нет: он оплачен, или изменились номер, дата, контрагент",
    en="there is no such unpaid invoice: it is paid, or its number, date or legal entity changed",
)
NOT_PAYABLE = Phrase(ru="сейчас не к оплате: {status}", en="not to be paid now: {status}")
UNDATED = Phrase(
    ru="в счёте вписано «Оплачено» без даты: впишите дату",
    en="the invoice has a paid sum without its date: fill in the date",
)
LESS = Phrase(
    ru="осталось {left}, а в плане {planned}", en="{left} is left, the plan says {planned}"
)
OTHER_CURRENCY = Phrase(ru="валюта счёта теперь {currency}", en="the invoice is in {currency} now")
MOVED = Phrase(
    ru="реквизиты изменились после плана: сделайте новый план",
    en="the bank details changed since the plan: make a new plan",
)
ORDERED = Phrase(
    ru="уже в поручении № {order_no} от {day} (файл {file}), а оплаты ещё нет; если банк его не "
    "исполнит, добавьте --again",
    en="already in order {order_no} of {day} (file {file}), and not paid yet; if the bank does not "
    "execute it, add --again",
)
ASK_THEM = Phrase(
    ru="{change}: позвоните контрагенту по номеру, который знали раньше; если всё верно, сделайте "
    "новый план и отметьте строку ещё раз",
    en="{change}: call the legal entity on a number that you knew before; if all is right, make a "
    "new plan and tick the row again",
)
_ACCOUNT = ("account", "bic")
_NAMED = ("number", "legal_name")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPayment:
    """A ticked row of a plan that may be ordered now.

    Attributes:
        plan_id: its plan.
        key, number, invoice_date: the invoice.
        amount_minor: the sum, in minor units of `currency`.
        payee: where it goes.
        purpose: what the order says, in the words of today.
    """

    plan_id: str
    key: InvoiceKey
    number: str
    invoice_date: date
    amount_minor: int
    currency: str
    payee: Requisites
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """A ticked row that is not ordered.

    Attributes:
        number: of the invoice, as the plan has it.
        legal_name: of the payee, as the plan has it.
        why: what a person reads.
    """

    number: str
    legal_name: str
    why: Sayable


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What may be ordered now, and what not; in the order of the plan."""

    ready: tuple[PlannedPayment, ...] = ()
    refused: tuple[RefusedRow, ...] = ()


def checked(
    rows: pd.DataFrame, invoices: Iterable[PayableInvoice], *, again: bool = False
) -> Checked:
    """Look anew at the ticked rows of a plan.

    Args:
        rows: the rows of one plan.
        invoices: every unpaid invoice, as it stands now.
        again: whether invoices of earlier orders that are not paid yet may be ordered once more.
    """
    now = {one.key: one for one in invoices}
    ready: list[PlannedPayment] = []
    refused: list[RefusedRow] = []
    seen: set[InvoiceKey] = set()
    for row in rows.to_dict("records"):
        if not is_ticked(row):
            continue
        key = invoice_key(row)
        one = now.get(key)
        why = TWICE if key in seen else _refusal(row, one, again=again)
        seen.add(key)
        if one is None or why is not None:
            refused.append(_refused(row, why or NOT_UNPAID))
        else:
            ready.append(_payment(row, one))
    return Checked(ready=tuple(ready), refused=tuple(refused))


def refused_payment(payment: PlannedPayment, why: Sayable) -> RefusedRow:
    """A payment that its file cannot hold."""
    return RefusedRow(number=payment.number, legal_name=payment.payee.legal_name, why=why)


def _refusal(row: Mapping[Any, Any], one: PayableInvoice | None, *, again: bool) -> Sayable | None:
    """Why a row is not ordered; None: it may be."""
    if one is None:
        return NOT_UNPAID
    if pd.isna(row["amount_minor"]) or row["amount_minor"] <= 0:
        return UNREADABLE
    return (
        _unpayable(one)
        or _other_sum(row, one)
        or _other_account(row, one)
        or _ordered(one, again=again)
        or _blocked(row, one)
    )


def _unpayable(one: PayableInvoice) -> Sayable | None:
    if one.status not in PAYABLE:
        status = next(choice for choice in INVOICE_STATUS if choice.code == one.status)
        return NOT_PAYABLE.given(status=Phrase(ru=status.ru, en=status.en))
    return UNDATED if one.is_undated else None


def _other_sum(row: Mapping[Any, Any], one: PayableInvoice) -> Sayable | None:
    if row["currency"] != one.currency:
        return OTHER_CURRENCY.given(currency=one.currency)
    if one.outstanding_minor < row["amount_minor"]:
        return LESS.given(
            left=SaidSum(one.outstanding_minor, one.currency),
            planned=SaidSum(int(row["amount_minor"]), one.currency),
        )
    return None


def _other_account(row: Mapping[Any, Any], one: PayableInvoice) -> Sayable | None:
    then = [plain_account(str(row[name])) if pd.notna(row[name]) else "" for name in _ACCOUNT]
    return MOVED if then != [one.to.account, one.to.bic] else None


def _ordered(one: PayableInvoice, *, again: bool) -> Sayable | None:
    if one.earlier is None or again:
        return None
    earlier = one.earlier
    day = SaidDay(earlier.ordered_on)
    return ORDERED.given(order_no=earlier.order_no, day=day, file=earlier.file)


def _blocked(row: Mapping[Any, Any], one: PayableInvoice) -> Sayable | None:
    blocks = one.blocks(int(row["amount_minor"]))
    if blocks:
        return Several(blocks)
    if one.changed is None or one.changed.is_confirmed:
        return None
    return ASK_THEM.given(change=one.warnings(int(row["amount_minor"]))[-1])


def _refused(row: Mapping[Any, Any], why: Sayable) -> RefusedRow:
    number, name = (str(row[each]) if pd.notna(row[each]) else "" for each in _NAMED)
    return RefusedRow(number=number, legal_name=name, why=why)


def _payment(row: Mapping[Any, Any], one: PayableInvoice) -> PlannedPayment:
    amount_minor = int(row["amount_minor"])
    return PlannedPayment(
        plan_id=str(row["plan_id"]),
        key=one.key,
        number=one.invoice.number,
        invoice_date=one.invoice.invoice_date,
        amount_minor=amount_minor,
        currency=one.currency,
        payee=one.to,
        purpose=one.purpose(amount_minor),
    )
