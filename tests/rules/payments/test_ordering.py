"""What of the ticked rows may be ordered: everything is looked at anew.

What broke elsewhere, in our words: one invoice in two orders (OCA/bank-payment 1148, 552), the same
transfer twice in a file (phpFinTS 445), an account that is not the vendor's (finbot-ctf 327), a
warning that stays when the account was checked (odoo 227404).
"""

from datetime import date

import pandas as pd
import pytest

from sheetsync.rules.payments.doubts import Doubts
from sheetsync.rules.payments.ordering import Checked, checked, refused_payment
from sheetsync.tables.catalogue.payments import PAYMENT_PLAN
from sheetsync.tables.table import Tables
from tests.rules.payments.plans import (
    ACCOUNT,
    ENTITIES,
    INVOICES,
    OTHER,
    PLAN,
    TODAY,
    drawn_company,
    logs,
    payable,
    plan_of,
    rows_of,
    ticked,
)

ORDER = {
    "plan_id": PLAN, "entity_id": "7707083893", "number": "45", "invoice_date": "2026-03-12",
    "order_no": "101", "amount_minor": 5_000_000, "account": ACCOUNT, "at": "2026-04-15 12:00",
    "file": "pay.txt",
}  # fmt: skip
MOVED_ACCOUNT = ENTITIES.replace(ACCOUNT, OTHER)


def now(
    rows: pd.DataFrame,
    tables: Tables,
    *,
    again: bool = False,
    as_of: date = TODAY,
    **known: object,
) -> Checked:
    """What comes of the rows of a plan when the company stands so now."""
    doubts = known.pop("doubts", None)
    then = known.pop("plans", rows)
    seen = logs(plans=then, **known)  # type: ignore[arg-type]  # by name
    invoices = payable(tables, seen, doubts, as_of=as_of, ordering=PLAN)  # type: ignore[arg-type]
    return checked(rows, invoices, again=again)


def why(told: Checked) -> str:
    assert told.ready == ()
    (refused,) = told.refused
    assert (refused.number, refused.legal_name) == ("45", "ООО «Вектор»")
    return refused.why.said("ru").replace("\u00a0", " ")


@pytest.fixture
def rows() -> pd.DataFrame:
    return ticked(plan_of(drawn_company()))


def test_a_ticked_row_is_ordered_as_it_was_planned(rows: pd.DataFrame) -> None:
    told = now(rows, drawn_company())
    assert told.refused == ()
    (payment,) = told.ready
    assert (payment.plan_id, payment.number, payment.amount_minor) == (PLAN, "45", 5_000_000)
    assert payment.payee.account == ACCOUNT
    assert payment.purpose == rows["purpose"].iloc[0]


@pytest.mark.parametrize("pay", [False, None])
def test_what_is_not_ticked_is_not_looked_at(rows: pd.DataFrame, *, pay: bool | None) -> None:
    bare = rows.assign(pay=pd.array([pay], dtype="boolean"))
    assert now(bare, drawn_company()) == Checked()


@pytest.mark.parametrize(
    ("invoices", "told"),
    [
        (INVOICES.replace("| 45 ", "| 46 "), "такого неоплаченного счёта нет"),
        (INVOICES.replace("2026-03-12", "2026-03-13"), "такого неоплаченного счёта нет"),
        (INVOICES.replace("    in  ", "    out "), "такого неоплаченного счёта нет"),
        (INVOICES.replace("50 000,00", "49 999,99"), "осталось 49 999,99 ₽, а в плане 50 000,00 ₽"),
    ],
)
def test_an_invoice_that_is_another_one_now_is_not_ordered(
    rows: pd.DataFrame, invoices: str, told: str
) -> None:
    assert told in why(now(rows, drawn_company(invoices)))


def test_an_invoice_that_is_paid_by_now_is_not_ordered(rows: pd.DataFrame) -> None:
    paid = f"{INVOICES.splitlines()[2]} | paid_amount | paid_date"
    row = f"{INVOICES.splitlines()[3]} | 50 000,00 | 2026-04-15"
    tables = drawn_company(f"\n    invoices\n{paid}\n{row}\n")
    assert "такого неоплаченного счёта нет" in why(now(rows, tables))
    part = row.replace("| 50 000,00 | 2026-04-15", "| 20 000,00 | 2026-04-15")
    tables = drawn_company(f"\n    invoices\n{paid}\n{part}\n")
    assert why(now(rows, tables)) == "осталось 30 000,00 ₽, а в плане 50 000,00 ₽"


def test_an_invoice_with_a_dispute_by_now_is_not_ordered(rows: pd.DataFrame) -> None:
    head, row = INVOICES.splitlines()[2:4]
    tables = drawn_company(f"\n    invoices\n{head} | state\n{row} | disputed\n")
    assert why(now(rows, tables)) == "сейчас не к оплате: спор"


def test_an_invoice_of_another_currency_by_now_is_not_ordered(rows: pd.DataFrame) -> None:
    head, row = INVOICES.splitlines()[2:4]
    tables = drawn_company(f"\n    invoices\n{head} | currency\n{row} | EUR\n")
    assert why(now(rows, tables)) == "валюта счёта теперь EUR"


def test_more_than_was_planned_is_no_harm(rows: pd.DataFrame) -> None:
    told = now(rows, drawn_company(INVOICES.replace("50 000,00", "60 000,00")))
    (payment,) = told.ready
    assert payment.amount_minor == 5_000_000
    assert payment.purpose.endswith("В т.ч. НДС 6 944,44")  # five sixths of it


def test_an_account_that_was_changed_since_the_plan_is_not_ordered(rows: pd.DataFrame) -> None:
    told = now(rows, drawn_company(entities=MOVED_ACCOUNT))
    assert why(told) == "реквизиты изменились после плана: сделайте новый план"
    cleared = rows.assign(account=pd.array([None], dtype="str"))
    assert "сделайте новый план" in why(now(cleared, drawn_company()))


def test_what_blocks_is_looked_at_anew(rows: pd.DataFrame) -> None:
    no_tax = drawn_company(INVOICES.replace("| 8 333,33", "|"))
    assert why(now(rows, no_tax)) == "не указан НДС"
    unsettled = Doubts(unsettled=frozenset({"7707083893"}))
    assert "журнале оплат" in why(now(rows, drawn_company(), doubts=unsettled))
    undated = Doubts(undated=frozenset({2}))
    assert "без даты" in why(now(rows, drawn_company(), doubts=undated))
    gone = drawn_company(entities=ENTITIES.replace(f"'{ACCOUNT}", ""))
    bare = rows.assign(account=pd.array([None], dtype="str"))
    assert why(now(bare, gone)) == "не указан расчётный счёт"


@pytest.mark.parametrize("amount", [None, 0, -100])
def test_a_sum_that_is_none_is_not_ordered(rows: pd.DataFrame, amount: int | None) -> None:
    spoilt = rows.assign(amount_minor=pd.array([amount], dtype="Int64"))
    assert why(now(spoilt, drawn_company())) == "сумма к оплате не читается"


def test_a_row_that_stands_twice_is_ordered_once(rows: pd.DataFrame) -> None:
    told = now(pd.concat([rows, rows]), drawn_company())
    assert len(told.ready) == 1
    assert [refused.why.said("ru") for refused in told.refused] == ["строка стоит в плане дважды"]


def test_the_same_plan_is_not_ordered_twice(rows: pd.DataFrame) -> None:
    told = why(now(rows, drawn_company(), orders=[ORDER]))
    assert told == (
        "уже в поручении № 101 от 15.04.2026 (файл pay.txt), а оплаты ещё нет; если банк его не "
        "исполнит, добавьте --again"
    )
    assert len(now(rows, drawn_company(), orders=[ORDER], again=True).ready) == 1


def test_a_further_plan_does_not_order_it_again_either() -> None:
    further = ticked(plan_of(drawn_company()), "20260415-2-0025")
    assert "поручении № 101" in why(now(further, drawn_company(), orders=[ORDER]))


PAID_HEAD = f"\n    invoices\n{INVOICES.splitlines()[2]} | paid_amount | paid_date\n"


@pytest.mark.parametrize(
    ("paid", "is_open"),
    [
        # A part came out of the bank since: what is left may be ordered.
        ("20 000,00 | 2026-04-15", False),
        ("20 000,00 | 2026-04-16", False),
        # Paid before the order was given: the order is still on its way.
        ("20 000,00 | 2026-04-14", True),
        (" | ", True),
    ],
)
def test_an_order_is_done_by_a_payment_of_its_day_or_later(paid: str, *, is_open: bool) -> None:
    tables = drawn_company(f"{PAID_HEAD}{INVOICES.splitlines()[3]} | {paid}\n")
    seen = logs(plans=ticked(plan_of(drawn_company())), orders=[ORDER])
    (one,) = payable(tables, seen, as_of=date(2026, 4, 17))
    assert (one.earlier is not None) is is_open


def test_a_payment_that_the_plan_knew_is_not_that_of_the_order() -> None:
    tables = drawn_company(f"{PAID_HEAD}{INVOICES.splitlines()[3]} | 20 000,00 | 2026-04-15\n")
    plan = ticked(plan_of(tables))
    order = {**ORDER, "amount_minor": 3_000_000}
    (one,) = payable(tables, logs(plans=plan, orders=[order]), as_of=date(2026, 4, 17))
    assert one.earlier is not None
    # Nobody knows what a plan saw whose row is gone: the order itself says how much was left.
    (one,) = payable(tables, logs(orders=[order]), as_of=date(2026, 4, 17))
    assert one.earlier is not None
    (one,) = payable(tables, logs(orders=[ORDER]), as_of=date(2026, 4, 17))
    assert one.earlier is None


def test_the_last_order_is_told_however_the_log_is_sorted() -> None:
    later = {**ORDER, "order_no": "202", "at": "2026-04-16 09:00"}
    undated = {**ORDER, "order_no": "303", "at": None}
    for orders in ([ORDER, later, undated], [undated, later, ORDER]):
        (one,) = payable(drawn_company(), logs(orders=orders))
        assert one.earlier is not None
        assert one.earlier.order_no == "202"


SEEN = {
    "line_id": "a", "booked_on": "2026-03-01", "flow": "out", "inn": "7707083893",
    "their_account": OTHER, "amount_minor": 100,
}  # fmt: skip


def changed_rows(plan_id: str = PLAN) -> pd.DataFrame:
    return ticked(plan_of(drawn_company(), logs(bank=[SEEN])), plan_id)


def test_a_changed_account_that_is_ticked_once_is_not_ordered() -> None:
    told = why(now(changed_rows(), drawn_company(), bank=[SEEN]))
    assert told.startswith("реквизиты изменились 15.04.2026: позвоните контрагенту")


def test_a_changed_account_that_is_ticked_again_is_ordered() -> None:
    first, second = changed_rows("20260414-1-0025"), changed_rows()
    plans = pd.concat([first, second])
    assert len(now(second, drawn_company(), bank=[SEEN], plans=plans).ready) == 1


def test_only_a_tick_after_the_warning_counts() -> None:
    first, second = changed_rows("20260414-1-0025"), changed_rows()
    unticked = first.assign(pay=pd.array([False], dtype="boolean"))
    unwarned = first.assign(blocked=pd.array(["не указан НДС"], dtype="str"))
    elsewhere = first.assign(account=pd.array([OTHER], dtype="str"))
    for earlier in (unticked, unwarned, elsewhere):
        plans = pd.concat([earlier, second])
        assert "реквизиты" in why(now(second, drawn_company(), bank=[SEEN], plans=plans))


def test_a_changed_account_is_ordered_after_five_working_days() -> None:
    rows = changed_rows("20260401-1-0025")
    assert len(now(rows, drawn_company(), bank=[SEEN]).ready) == 1


def test_what_a_file_cannot_hold_is_told_like_the_rest(rows: pd.DataFrame) -> None:
    (payment,) = now(rows, drawn_company()).ready
    refused = refused_payment(payment, PAYMENT_PLAN.about)
    assert (refused.number, refused.legal_name, refused.why) == (
        "45", "ООО «Вектор»", PAYMENT_PLAN.about,
    )  # fmt: skip


def test_a_plan_without_names_is_told_all_the_same() -> None:
    row = {"plan_id": PLAN, "entity_id": "x", "number": None, "pay": True, "amount_minor": 1}
    (refused,) = now(rows_of(PAYMENT_PLAN, row), drawn_company()).refused
    assert (refused.number, refused.legal_name) == ("", "")
