"""What `sheetsync payments plan` and `order` tell."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from sheetsync.files.orders.order import OrderBatch
from sheetsync.language import Lang, Phrase, Sayable
from sheetsync.language.days import line_day
from sheetsync.language.money import bare_money, money
from sheetsync.language.plurals import Noun, counted
from sheetsync.rules.payments.ordering import Checked, RefusedRow
from sheetsync.rules.payments.payable_now import PayableInvoice
from sheetsync.rules.payments.planning import Plan, Wish
from sheetsync.tables.catalogue.payments import PAYMENT_ORDERS, PAYMENT_PLAN
from sheetsync.tables.schema import ToolTab
from sheetsync.workspace.options import Outcome, Section
from sheetsync.workspace.records import major, records

PLAN_JOB, ORDER_JOB = "payments-plan", "payments-order"

_REFUSED = Phrase(ru="№ {number}, {name}: {why}", en="no. {number}, {name}: {why}")
_NOTHING = Phrase(
    ru="до {day} платить нечего ({currency})", en="nothing to pay until {day} ({currency})"
)
_PLANNED = Phrase(
    ru="план {plan_id}: {count} на {sum}, не готовы к оплате: {blocked}; отметьте «Платить» "
    "во вкладке «{tab}», потом sheetsync payments order {plan_id}",
    en="plan {plan_id}: {count} of {sum}, {blocked} of them blocked; tick Pay in the tab {tab}, "
    "then sheetsync payments order {plan_id}",
)
_ORDERED = Phrase(ru="{count} на {sum}: {file}", en="{count} of {sum}: {file}")
_LEFT = {
    "beyond_limit": Phrase(ru="не хватило лимита: {numbers}", en="beyond the limit: {numbers}"),
    "ordered": Phrase(
        ru="уже в поручениях, оплаты ещё нет: {numbers}", en="ordered, not paid yet: {numbers}"
    ),
    "undated": Phrase(
        ru="в счёте вписано «Оплачено» без даты, впишите дату: {numbers}",
        en="a paid sum without its date, fill in the date: {numbers}",
    ),
    "without_day": Phrase(
        ru="нет срока оплаты, впишите «Оплатить до»: {numbers}",
        en="no due date, fill it in: {numbers}",
    ),
}
_ORDERS = Noun(ru=("поручение", "поручения", "поручений"), en=("order", "orders"))
_INVOICES = Noun(ru=("счёт", "счёта", "счетов"), en=("invoice", "invoices"))


def plan_outcome(plan: Plan, rows: pd.DataFrame, plan_id: str, wish: Wish, lang: Lang) -> Outcome:
    """The plan as a table, and what it leaves; all rows for machines."""
    blocked = int(rows["blocked"].notna().sum())
    sum_minor = int(rows["amount_minor"].sum())
    left = tuple(_left_lines(plan, lang))
    headline = (
        _PLANNED.said(
            lang,
            plan_id=plan_id,
            count=counted(len(rows), _INVOICES, lang),
            sum=money(sum_minor, wish.currency, lang),
            blocked=blocked,
            tab=PAYMENT_PLAN.title(lang),
        )
        if plan.taken
        else _NOTHING.said(lang, day=line_day(wish.until, lang), currency=wish.currency)
    )
    return Outcome(
        PLAN_JOB,
        1 if blocked or plan.undated else 0,
        headline,
        sections=(_plan_section(rows, lang),) if plan.taken else (),
        payload={
            "plan_id": plan_id if plan.taken else None,
            "until": wish.until.isoformat(),
            "currency": wish.currency,
            "sum": major(sum_minor),
            "blocked": blocked,
            "rows": records(rows),
            **{name: _numbers(getattr(plan, name)) for name in _LEFT},
        },
        left_out=left,
    )


def order_outcome(looked: Checked, batch: OrderBatch, name: str, lang: Lang) -> Outcome:
    """The orders as a table, and the rows that were left out."""
    return Outcome(
        ORDER_JOB,
        1 if looked.refused else 0,
        _ORDERED.said(
            lang,
            count=counted(len(batch.orders), _ORDERS, lang),
            sum=money(batch.total_minor, batch.payer.currency, lang),
            file=name,
        ),
        sections=(_order_section(looked, batch, lang),),
        payload={
            "file": name,
            "sum": major(batch.total_minor),
            "currency": batch.payer.currency,
            "orders": [
                {
                    "order_no": order.order_no,
                    "entity_id": one.key.entity_id,
                    "number": one.number,
                    "amount": major(order.amount_minor),
                    "account": order.payee.account,
                    "bic": order.payee.bic,
                    "purpose": order.purpose,
                }
                for one, order in zip(looked.ready, batch.orders, strict=True)
            ],
            "refused": [
                {"number": row.number, "legal_name": row.legal_name, "why": row.why.said("en")}
                for row in looked.refused
            ],
        },
        left_out=tuple(line.said(lang) for line in refused_lines(looked.refused)),
    )


def refused_lines(refused: Sequence[RefusedRow]) -> tuple[Sayable, ...]:
    """A line a row that was not ordered: which, whose, why."""
    return tuple(
        _REFUSED.given(number=row.number or "—", name=row.legal_name or "—", why=row.why)
        for row in refused
    )


def _left_lines(plan: Plan, lang: Lang) -> Iterator[str]:
    for name, phrase in _LEFT.items():
        numbers = _numbers(getattr(plan, name))
        if numbers:
            yield phrase.said(lang, numbers=", ".join(numbers))


def _numbers(invoices: Sequence[PayableInvoice]) -> list[str]:
    return [one.invoice.number for one in invoices]


def _headers(tab: ToolTab, names: Sequence[str], lang: Lang) -> tuple[str, ...]:
    by_name = {column.name: column.header(lang) for column in tab.columns}
    return tuple(by_name[name] for name in names)


def _text(value: Any) -> str:  # noqa: ANN401  # a cell of a frame
    return str(value) if pd.notna(value) else ""


def _plan_section(rows: pd.DataFrame, lang: Lang) -> Section:
    shown = ("legal_name", "number", "due", "amount", "account", "blocked")
    return Section(
        PAYMENT_PLAN.title(lang),
        _headers(PAYMENT_PLAN, shown, lang),
        tuple(
            (
                _text(row["legal_name"]),
                _text(row["number"]),
                line_day(row["due"].date(), lang),
                bare_money(int(row["amount_minor"]), lang),
                _text(row["account"]),
                _text(row["blocked"]),
            )
            for row in rows.to_dict("records")
        ),
        spare=(4, 2),
    )


def _order_section(looked: Checked, batch: OrderBatch, lang: Lang) -> Section:
    shown = ("order_no", "number", "amount", "account")
    return Section(
        PAYMENT_ORDERS.title(lang),
        (
            *_headers(PAYMENT_ORDERS, shown, lang),
            *_headers(PAYMENT_PLAN, ("legal_name", "purpose"), lang),
        ),
        tuple(
            (
                str(order.order_no),
                one.number,
                bare_money(order.amount_minor, lang),
                order.payee.account,
                order.payee.legal_name,
                order.purpose,
            )
            for one, order in zip(looked.ready, batch.orders, strict=True)
        ),
        spare=(5, 3),
    )
