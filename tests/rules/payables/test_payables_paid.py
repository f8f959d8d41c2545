"""What was paid, by the Payment log and the tab Payments. Source: adoption.md P1, Accept P4 6."""

import random
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.rules.payables import payables
from sheetsync.rules.payables.booked import BankTabs
from sheetsync.tables.catalogue.modules import with_needs
from sheetsync.tables.catalogue.payments import PAYMENT_LOG
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn
from tests.rules.payments.bank_rows import bank_tabs, day, entry, from_day, line

AS_OF = date(2026, 4, 15)
ON = with_needs(["payments"])
NETWORK = """
    Legal entities
    Entity ID | Partner ID | Legal name  | Kind    | VAT
    E-1       | P-1        | ООО «Север» | company | no VAT
    E-2       | P-1        | ООО «Юг»    | company | no VAT
    """
HEADERS = (
    "Entity ID | Kind | Number | Date | Month | Amount | Due | Paid | Paid on | Corrects | State"
)
PAYMENTS = "Entity ID | Number | Invoice date | Direction | Date | Amount | Currency"
BILL = "E-1 | | 12 | 2026-03-16 | '2026-03 | 50000 | 2026-04-01 | | | |"


def workbook(*invoices: str, payments: tuple[str, ...] = (), **settings: Any) -> Tables:
    lines = "\n".join(["Invoices", HEADERS, *invoices, "Payments", PAYMENTS, *payments])
    return drawn(f"{NETWORK}\n{lines}\n", modules=ON, **settings)


def told(tables: Tables, bank: BankTabs | None, as_of: date = AS_OF) -> dict[str, Any]:
    row = payables(tables, as_of, bank).invoices.iloc[0]
    paid_on = row["paid_date"]
    return {
        "status": row["status"],
        "paid": row["paid_minor"] / 100,
        "left": row["outstanding_minor"] / 100,
        "on": None if pd.isna(paid_on) else str(paid_on.date()),
    }


def test_an_entry_of_the_log_pays_its_invoice() -> None:
    bank = bank_tabs(from_day(), [entry("L-1", "12", 50_000, "2026-04-06")])
    assert told(workbook(BILL), bank) == {
        "status": "paid", "paid": 50_000, "left": 0, "on": "2026-04-06",
    }  # fmt: skip
    assert payables(workbook(BILL), AS_OF, bank).invoices["days_late"].tolist() == [5]


def test_parts_add_up_and_the_last_day_counts() -> None:
    log = [entry("L-2", "12", 20_000, "2026-04-08"), entry("L-1", "12", 10_000, "2026-04-06")]
    bank = bank_tabs(from_day(), log)
    assert told(workbook(BILL), bank) == {
        "status": "overdue", "paid": 30_000, "left": 20_000, "on": "2026-04-08",
    }  # fmt: skip


def test_what_was_taken_back_was_never_paid() -> None:
    log = [
        entry("L-1", "12", 50_000, "2026-04-06"),
        entry("L-1", "12", 50_000, "2026-04-06", "reversed", revision=2),
    ]
    assert told(workbook(BILL), bank_tabs(from_day(), log)) == told(workbook(BILL), None)


def test_without_an_entry_the_typed_pair_stays() -> None:
    typed = workbook(
        "E-1 | | 12 | 2026-03-16 | '2026-03 | 50000 | 2026-04-01 | 500 | 2026-04-02 | |"
    )
    bank = bank_tabs(from_day(), [entry("L-1", "13", 50_000, "2026-04-06")])
    assert told(typed, bank) == told(typed, None)
    assert told(typed, bank)["paid"] == 500


def test_an_entry_stands_in_place_of_a_later_typed_pair() -> None:
    typed = workbook(
        "E-1 | | 12 | 2026-03-16 | '2026-03 | 50000 | 2026-04-01 | 500 | 2026-04-02 | |"
    )
    bank = bank_tabs(from_day("2026-04-02"), [entry("L-1", "12", 20_000, "2026-04-06")])
    assert told(typed, bank)["paid"] == 20_000


@pytest.mark.parametrize(
    ("first", "settings", "paid"),
    [
        ("2026-03-01", {}, 50_000),
        ("2026-02-10", {}, 20_000),
        ("2026-02-01", {}, 20_000),
        ("2026-02-01", {"payments_from": day("2026-02-11")}, 50_000),
        ("2026-03-01", {"payments_from": day("2026-02-10")}, 20_000),
    ],
    ids=[
        "before the bank",
        "on its first day",
        "after it",
        "people say later",
        "people say sooner",
    ],
)
def test_what_was_typed_before_the_bank_is_added(
    first: str, settings: dict[str, Any], paid: int
) -> None:
    """30,000 typed in February and 20,000 seen in March are 50,000."""
    typed = workbook(
        "E-1 | | 12 | 2026-01-16 | '2026-01 | 50000 | 2026-04-01 | 30000 | 2026-02-10 | |",
        **settings,
    )
    log = [entry("L-1", "12", 20_000, "2026-03-06", dated="2026-01-16")]
    assert told(typed, bank_tabs(from_day(first), log))["paid"] == paid


def test_a_day_typed_before_the_bank_is_payment_in_full_of_what_credits_leave() -> None:
    typed = workbook(
        "E-1 | | 12 | 2026-01-16 | '2026-01 | 50000 | 2026-04-01 | | 2026-02-10 | |",
        "E-1 | credit_note | K-1 | 2026-01-17 | '2026-01 | 10000 | | | | 12 |",
    )
    log = [entry("L-1", "12", 100, "2026-03-06", dated="2026-01-16")]
    assert told(typed, bank_tabs(from_day(), log)) == {
        "status": "overpaid", "paid": 40_100, "left": -100, "on": "2026-03-06",
    }  # fmt: skip


def test_a_payment_counts_from_its_day() -> None:
    log = [entry("L-1", "12", 20_000, "2026-04-06"), entry("L-2", "12", 30_000, "2026-04-10")]
    bank = bank_tabs(from_day(), log)
    days = [date(2026, 4, 5), date(2026, 4, 6), date(2026, 4, 9), date(2026, 4, 10)]
    paid = [told(workbook(BILL), bank, as_of) for as_of in days]
    assert [(one["paid"], one["on"]) for one in paid] == [
        (0, None), (20_000, "2026-04-06"), (20_000, "2026-04-06"), (50_000, "2026-04-10"),
    ]  # fmt: skip


def test_a_refund_takes_off_from_its_day_and_is_no_day_of_payment() -> None:
    log = [
        entry("L-1", "12", 50_000, "2026-04-06"),
        entry("L-2", "12", 50_000, "2026-04-10", "reversed", said="refund"),
    ]
    bank = bank_tabs(from_day(), log)
    assert told(workbook(BILL), bank, date(2026, 4, 9))["status"] == "paid"
    assert told(workbook(BILL), bank) == {
        "status": "overdue", "paid": 0, "left": 50_000, "on": None,
    }  # fmt: skip
    log[1]["amount_minor"] = 1_000_000
    assert told(workbook(BILL), bank_tabs(from_day(), log))["on"] == "2026-04-06"


def test_a_waiting_entry_pays_nothing() -> None:
    waiting = {"line_id": "L-1", "revision": 1, "number": "–", "state": "waiting", "said": "yes"}
    assert told(workbook(BILL), bank_tabs(from_day(), [waiting])) == told(workbook(BILL), None)


@pytest.mark.parametrize(
    "differs",
    [
        {"number": "13"}, {"entity_id": "E-2"}, {"direction": "out"}, {"currency": "USD"},
        {"dated": "2026-03-17"},
    ],
    ids=lambda differs: next(iter(differs)),
)  # fmt: skip
def test_an_entry_that_names_no_invoice_is_astray(differs: dict[str, Any]) -> None:
    change = {"line_id": "L-1", "number": "12", "amount": 50_000, "on": "2026-04-06", **differs}
    bank = bank_tabs(from_day(), [entry(**change)])
    owed = payables(workbook(BILL), AS_OF, bank)
    assert owed.invoices["paid_minor"].tolist() == [0]
    assert [(one.source, one.row, one.amount_minor) for one in owed.astray] == [
        ("bank", 2, 5_000_000)
    ]


@pytest.mark.parametrize("number", ["№ 12", "0012", "n12", "Счёт № 12 от 16.03.2026"])
def test_a_number_is_known_however_it_is_spelled(number: str) -> None:
    bill = BILL.replace("| 12 |", f"| {number} |")
    bank = bank_tabs(from_day(), [entry("L-1", "12", 50_000, "2026-04-06")])
    assert told(workbook(bill), bank)["status"] == "paid"


@pytest.mark.parametrize("state", ["void", "draft"])
def test_what_is_paid_of_a_dead_row_is_astray(state: str) -> None:
    bank = bank_tabs(from_day(), [entry("L-1", "12", 50_000, "2026-04-06")])
    owed = payables(workbook(BILL + f" {state}"), AS_OF, bank)
    assert len(owed.astray) == 1


def test_a_credit_note_is_paid_by_nobody() -> None:
    note = "E-1 | credit_note | 12 | 2026-03-16 | '2026-03 | 50000 | | | | 7 |"
    bank = bank_tabs(from_day(), [entry("L-1", "12", 50_000, "2026-04-06")])
    assert len(payables(workbook(note), AS_OF, bank).astray) == 1


def test_a_repeat_is_paid_where_the_invoice_counts() -> None:
    """The row with the day that the log knows repeats an earlier one: the money goes there."""
    first = BILL.replace("2026-03-16", "2026-03-15")
    bank = bank_tabs(from_day(), [entry("L-1", "12", 50_000, "2026-04-06")])
    owed = payables(workbook(BILL, first), AS_OF, bank).invoices
    assert owed["status"].tolist() == ["duplicate", "paid"]


def test_cash_of_the_tab_payments_adds_up_with_the_bank() -> None:
    cash = (
        "E-1 | №12 | | | 2026-04-02 | 30000 | RUB",
        "E-1 | 12 | 2026-03-16 | | 2026-04-03 | 500 |",
    )
    bank = bank_tabs(from_day(), [entry("L-1", "12", 1_000, "2026-04-01")])
    assert told(workbook(BILL, payments=cash), bank) == {
        "status": "overdue", "paid": 31_500, "left": 18_500, "on": "2026-04-03",
    }  # fmt: skip
    assert told(workbook(BILL, payments=cash), None)["paid"] == 30_500


def test_two_equal_payments_in_cash_are_two() -> None:
    cash = ("E-1 | 12 | | | 2026-04-02 | 10000 |",) * 2
    assert told(workbook(BILL, payments=cash), None)["paid"] == 20_000


def test_cash_for_a_number_of_several_invoices_pays_none_until_the_day_is_told() -> None:
    twin = "E-1 | | 12 | 2025-03-16 | '2025-03 | 70000 | 2025-04-01 | | | |"
    cash = "E-1 | 12 | {dated} | | 2026-04-02 | 10000 |"
    owed = payables(workbook(BILL, twin, payments=(cash.format(dated=""),)), AS_OF)
    assert owed.invoices["paid_minor"].tolist() == [0, 0]
    assert [one.places for one in owed.astray] == [(0, 1)]
    sure = payables(workbook(BILL, twin, payments=(cash.format(dated="2025-03-16"),)), AS_OF)
    assert sure.invoices["paid_minor"].tolist() == [0, 1_000_000]


def test_payments_are_told_one_by_one() -> None:
    typed = workbook(
        "E-1 | | 12 | 2026-01-16 | '2026-01 | 50000 | 2026-04-01 | 30000 | 2026-02-10 | |",
        payments=("E-1 | 12 | | | 2026-04-02 | 100 |",),
    )
    log = [entry("L-1", "12", 20_000, "2026-03-06", dated="2026-01-16")]
    frame = payables(typed, AS_OF, bank_tabs(from_day(), log)).payments
    assert frame.assign(paid_on=frame["paid_on"].astype("str")).to_numpy().tolist() == [
        [2, "2026-02-10", 3_000_000, "opening"],
        [2, "2026-03-06", 2_000_000, "bank"],
        [2, "2026-04-02", 10_000, "payments"],
    ]
    assert payables(typed, AS_OF).payments["source"].tolist() == ["payments"]


def test_without_any_bank_nothing_changes() -> None:
    tables = workbook(
        "E-1 | | 12 | 2026-03-16 | '2026-03 | 50000 | 2026-04-01 | 500 | 2026-04-02 | |"
    )
    plain, empty = payables(tables, AS_OF), payables(tables, AS_OF, BankTabs())
    pd.testing.assert_frame_equal(plain.invoices, empty.invoices)
    assert (empty.bank, empty.astray, len(empty.payments)) == (None, (), 0)


@pytest.mark.parametrize(
    ("until", "warn_days", "is_old"),
    [
        ("2026-04-10", 3, False),
        ("2026-04-09", 3, True),
        ("2026-04-14", 0, True),
        ("2026-04-15", 0, False),
    ],
)
def test_a_statement_is_old_after_so_many_working_days(
    until: str, warn_days: int, *, is_old: bool
) -> None:
    """10 April 2026 is a Friday, the day of calculation a Wednesday."""
    tables = workbook(BILL, bank_until_warn_days=warn_days)
    lines = [line("L-1", on="2026-03-02"), line("L-2", on=until)]
    owed = payables(tables, AS_OF, bank_tabs(lines))
    assert owed.bank is not None
    assert (str(owed.bank.until), owed.bank.is_old, owed.payments_stale) == (until, is_old, is_old)


def test_an_old_statement_hurts_nobody_where_all_is_paid() -> None:
    log = [entry("L-1", "12", 50_000, "2026-03-20")]
    assert not payables(workbook(BILL), AS_OF, bank_tabs(from_day(), log)).payments_stale


def test_a_fresh_statement_says_that_payments_are_known() -> None:
    """No payment for 10 days is no gap where the bank tells that there was none."""
    assert payables(workbook(BILL), AS_OF).payments_stale
    assert not payables(workbook(BILL), AS_OF, bank_tabs(from_day("2026-04-14"))).payments_stale


SPLIT = st.lists(st.integers(1, 900_000), min_size=1, max_size=6)


@given(SPLIT, st.randoms(use_true_random=False))
def test_any_split_of_a_payment_pays_the_whole_in_whatever_order(
    parts: list[int], shuffle: random.Random
) -> None:
    log = [
        entry(f"L-{at}", "12", minor / 100, f"2026-04-{at + 1:02d}", revision=at + 1)
        for at, minor in enumerate(parts)
    ]
    back = [{**one, "state": "reversed", "revision": 90} for one in log[:2]]
    again = [{**one, "revision": 91} for one in back for one in [{**one, "state": "applied"}]]
    mixed = [*log, *back, *again]
    shuffle.shuffle(mixed)
    frame = typed_frame(PAYMENT_LOG.columns, mixed)
    owed = payables(workbook(BILL), AS_OF, BankTabs(bank_tabs(from_day()).bank, log=frame))
    assert owed.invoices["paid_minor"].tolist() == [sum(parts)]
    assert owed.invoices["paid_date"].dt.day.tolist() == [len(parts)]
