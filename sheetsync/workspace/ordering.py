"""A plan of payments, and the orders of its ticked rows in a file for the bank (adoption.md P5).

The file comes last: orders that stand in the log without a file are seen and asked for again with
``--again``; a file that no log knows could be paid twice.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from sheetsync.errors import MissingTabError, RunRequestError, reason_of
from sheetsync.files.orders.order import Order, OrderBatch
from sheetsync.language import Phrase, Sayable, Several
from sheetsync.private_files import written_new
from sheetsync.rules.payments.doubts import payment_doubts
from sheetsync.rules.payments.ordering import (
    Checked,
    PlannedPayment,
    RefusedRow,
    checked,
    refused_payment,
)
from sheetsync.rules.payments.orders_given import PaymentLogs
from sheetsync.rules.payments.payable_now import PayableInvoice, payable_invoices
from sheetsync.rules.payments.planning import (
    Wish,
    account_end,
    next_plan_id,
    plan_rows,
    planned,
)
from sheetsync.tables.catalogue.payments import BANK, PAYMENT_ORDERS, PAYMENT_PLAN
from sheetsync.tables.frames import typed_frame
from sheetsync.workspace.guards import refuse_off
from sheetsync.workspace.options import Outcome
from sheetsync.workspace.order_formats import OrderFormat, format_for, respelt
from sheetsync.workspace.outcomes.payment_orders import (
    order_outcome,
    plan_outcome,
    refused_lines,
)
from sheetsync.workspace.paying_accounts import (
    chosen_account,
    currency_of,
    our_accounts,
    payer_of_plan,
)
from sheetsync.workspace.workspace import Workspace

_READ = ("invoices", "entities")
#: So many plans are named where the one that was asked for is not there.
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """What is asked of a plan.

    Attributes:
        until: the last due date.
        limit_minor: at most so much; None: all that is due.
        currency: "" for that of the account.
        account: the end of our account's number, "" for the first one of the currency.
    """

    until: date
    limit_minor: int | None = None
    currency: str = ""
    account: str = ""


def _unshown(_names: Sequence[tuple[str, str]]) -> None:
    """Nobody looks at the names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRequest:
    """What is asked of an order.

    Attributes:
        plan_id: the plan's code.
        format: "1c", "pain001", or "" for that of our account.
        first_no: number of the first order.
        path: the file.
        again: also what was ordered before and is not paid yet.
        show: shown the names that the file spells otherwise, before it is written.
    """

    plan_id: str
    format: str = ""
    first_no: int
    path: Path
    again: bool = False
    show: Callable[[Sequence[tuple[str, str]]], None] = field(default=_unshown)


def make_plan(ws: Workspace, asked: PlanRequest) -> Outcome:
    """Append what is due to the tab Payment plan; people tick there what to pay."""

    def story(ws: Workspace) -> Outcome:
        _require(ws)
        accounts = our_accounts(ws.config)
        account = chosen_account(accounts, ws.settings, asked.account, asked.currency)
        logs = _logs(ws)
        wish = Wish(
            until=asked.until,
            currency=currency_of(account, ws.settings),
            limit_minor=asked.limit_minor,
        )
        plan = planned(_invoices(ws, logs), wish)
        end = account_end(account.number, [one.number for one in accounts])
        plan_id = next_plan_id(logs.plans, ws.as_of, end)
        rows = plan_rows(plan, plan_id, ws.lang)
        if plan.taken:
            ws.append(PAYMENT_PLAN, rows)
        return plan_outcome(plan, rows, plan_id, wish, ws.lang)

    return ws.run(story)


def make_orders(ws: Workspace, asked: OrderRequest) -> Outcome:
    """Write the ticked rows of a plan, looked at anew, into a file for the bank.

    Raises:
        RunRequestError: nothing can be written; the file is there already.
        ConfigError: our account is not told, or told wrongly.
    """
    with ExitStack() as stack:
        try:
            file = stack.enter_context(written_new(asked.path))
        except OSError as error:
            raise _no_file(asked.path, reason_of(error)) from None
        outcome = ws.run(lambda ws: _ordered(ws, asked, file))
        try:
            stack.close()
        except OSError as error:
            raise _logged_without_file(asked.path, reason_of(error)) from None
        return outcome


def _ordered(ws: Workspace, asked: OrderRequest, file: BinaryIO) -> Outcome:
    _require(ws)
    logs = _logs(ws)
    rows = _rows_of(logs.plans, asked.plan_id)
    payer = payer_of_plan(asked.plan_id, our_accounts(ws.config), ws.settings)
    chosen = format_for(asked.format, payer)
    looked = _fitting(checked(rows, _invoices(ws, logs, asked.plan_id), again=asked.again), chosen)
    if not looked.ready:
        raise _nothing(looked.refused)
    _refuse_used_numbers(logs.orders, asked.first_no, len(looked.ready), chosen.last_no, ws.as_of)
    asked.show(respelt([one.payee.legal_name for one in looked.ready], chosen))
    at = ws.clock.now().astimezone(ws.zone).replace(microsecond=0)
    batch = OrderBatch(
        batch_id=_batch_id(asked.plan_id, logs.orders),
        made_at=at,
        payer=payer,
        orders=tuple(_numbered(looked.ready, asked.first_no, ws.as_of)),
    )
    content = chosen.content(batch)
    file.write(content)
    ws.append(PAYMENT_ORDERS, _order_rows(looked.ready, batch, asked.path.name, content, at))
    return order_outcome(looked, batch, asked.path.name, ws.lang)


def _require(ws: Workspace) -> None:
    """Stop unless the tabs that are read and written can be used."""
    refuse_off(PAYMENT_PLAN.code, ws.settings)
    ws.require(*_READ)
    for tab in (PAYMENT_PLAN, PAYMENT_ORDERS):
        if tab.code not in ws.reading.titles:
            raise MissingTabError(
                Phrase(
                    ru="В таблице нет вкладки «{title}»; ничего не записано",
                    en="The workbook has no tab {title!r}; nothing was written",
                ),
                cure=Phrase(
                    ru="запустите sheetsync init --repair", en="run sheetsync init --repair"
                ),
                title=tab.title(ws.lang),
            )


def _logs(ws: Workspace) -> PaymentLogs:
    frame = ws.reading.tool_frame
    return PaymentLogs(orders=frame(PAYMENT_ORDERS), plans=frame(PAYMENT_PLAN), bank=frame(BANK))


def _invoices(ws: Workspace, logs: PaymentLogs, ordering: str = "") -> tuple[PayableInvoice, ...]:
    doubts = payment_doubts(ws.tables, ws.payables)
    return payable_invoices(ws.tables, ws.payables, logs, doubts, ordering)


def _rows_of(plans: pd.DataFrame, plan_id: str) -> pd.DataFrame:
    """The rows of a plan.

    Raises:
        RunRequestError: there is no such plan.
    """
    rows = plans[plans["plan_id"] == plan_id]
    if rows.empty:
        known = list(dict.fromkeys(plans["plan_id"].dropna().astype("str")))
        raise RunRequestError(
            Phrase(
                ru="Плана {plan_id!r} нет; последние: {known}",
                en="There is no plan {plan_id!r}; the last ones: {known}",
            ),
            plan_id=plan_id,
            known=", ".join(known[-_SHOWN:]) or "—",
        )
    return rows


def _fitting(looked: Checked, chosen: OrderFormat) -> Checked:
    """What the format can hold of it."""
    ready: list[PlannedPayment] = []
    refused = list(looked.refused)
    for payment in looked.ready:
        why = chosen.refusal(payment.payee, payment.purpose)
        if why is None:
            ready.append(payment)
        else:
            refused.append(refused_payment(payment, why))
    return Checked(ready=tuple(ready), refused=tuple(refused))


def _refuse_used_numbers(
    orders: pd.DataFrame, first_no: int, count: int, last_no: int, day: date
) -> None:
    """Stop where a number was given to an order of this year: the bank tells orders by it.

    Raises:
        RunRequestError: naming the next free one.
    """
    this_year = orders[orders["at"].dt.year == day.year]["order_no"].dropna()
    used = {int(number) for number in this_year if str(number).isdigit()}
    wanted = range(first_no, first_no + count)
    if wanted[-1] > last_no or not used.isdisjoint(wanted):
        raise RunRequestError(
            Phrase(
                ru="Номера поручений {first}–{last} заняты или слишком велики; файл не записан",
                en="Order numbers {first}–{last} are taken or too high; no file was written",
            ),
            cure=Phrase(ru="возьмите --first-number {free}", en="take --first-number {free}"),
            first=wanted[0],
            last=wanted[-1],
            free=max(used, default=0) + 1,
        )


def _batch_id(plan_id: str, orders: pd.DataFrame) -> str:
    """The plan's code; of a further file of it, with that file's number: banks refuse a repeat."""
    files = orders[orders["plan_id"] == plan_id]["file_hash"].nunique()
    return f"{plan_id}-{files + 1}" if files else plan_id


def _numbered(payments: Iterable[PlannedPayment], first_no: int, day: date) -> Iterable[Order]:
    for order_no, one in enumerate(payments, start=first_no):
        yield Order(
            order_no=order_no,
            ordered_on=day,
            amount_minor=one.amount_minor,
            payee=one.payee,
            purpose=one.purpose,
        )


def _order_rows(
    payments: Sequence[PlannedPayment], batch: OrderBatch, name: str, content: bytes, at: datetime
) -> pd.DataFrame:
    """The rows of the tab Payment orders."""
    fingerprint = hashlib.sha256(content).hexdigest()
    return typed_frame(
        PAYMENT_ORDERS.columns,
        [
            {
                "plan_id": one.plan_id,
                "entity_id": one.key.entity_id,
                "number": one.number,
                "invoice_date": pd.Timestamp(one.invoice_date),
                "order_no": str(order.order_no),
                "amount_minor": one.amount_minor,
                "currency": one.currency,
                "account": one.payee.account,
                "bic": one.payee.bic,
                "file": name,
                "file_hash": fingerprint,
                "at": pd.Timestamp(at.replace(tzinfo=None)),
            }
            for one, order in zip(payments, batch.orders, strict=True)
        ],
    )


def _nothing(refused: Sequence[RefusedRow]) -> RunRequestError:
    if not refused:
        return RunRequestError(
            Phrase(
                ru="В плане ничего не отмечено: файл не записан",
                en="Nothing is ticked in the plan: no file was written",
            ),
            cure=Phrase(
                ru="отметьте «Платить» у строк, которые платить",
                en="tick Pay in the rows to be paid",
            ),
        )
    return RunRequestError(
        Phrase(
            ru="Записывать нечего, файла нет:\n  {why}",
            en="There is nothing to write, and no file:\n  {why}",
        ),
        why=Several(refused_lines(refused), sign="\n  "),
    )


def _no_file(path: Path, reason: Sayable) -> RunRequestError:
    return RunRequestError(
        Phrase(ru="{path}: файл не записан: {reason}", en="{path}: not written: {reason}"),
        cure=Phrase(ru="назовите другой файл: -o ФАЙЛ", en="name another file: -o FILE"),
        path=path,
        reason=reason,
    )


def _logged_without_file(path: Path, reason: Sayable) -> RunRequestError:
    return RunRequestError(
        Phrase(
            ru="{path}: поручения записаны во вкладку «Поручения», а файл — нет: {reason}",
            en="{path}: the orders stand in the tab Payment orders, but there is no file: {reason}",
        ),
        cure=Phrase(
            ru="запустите ещё раз с --again, другим файлом и следующими номерами",
            en="run again with --again, another file and the next numbers",
        ),
        path=path,
        reason=reason,
    )
