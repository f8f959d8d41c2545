"""What goes into a plan, in which order, and what stays out of it."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.rules.payments.doubts import Doubts
from sheetsync.rules.payments.planning import (
    Plan,
    Wish,
    account_end,
    account_of_plan,
    next_plan_id,
    plan_rows,
    planned,
)
from sheetsync.tables.catalogue.payments import PAYMENT_PLAN
from tests.rules.payments.plans import (
    ACCOUNT,
    AGREEMENTS,
    BIC,
    ENTITIES,
    IBAN,
    INVOICES,
    PLAN,
    SWIFT,
    TODAY,
    drawn_company,
    logs,
    payable,
    plan_of,
    rows_of,
)

SEVERAL = """
    invoices
    direction | entity_id  | kind        | number | invoice_date | month   | amount     | currency | due_date   | state    | ref_number | vat_amount
    in        | 7707083893 | invoice     | 1      | 2026-03-01   | 2026-03 | 10 000,00  | RUB      | 2026-04-10 |          |            | 0
    in        | 7707083893 | invoice     | 2      | 2026-02-01   | 2026-02 | 70 000,00  | RUB      | 2026-02-10 |          |            | 0
    in        | 7707083893 | invoice     | 3      | 2026-03-02   | 2026-03 | 20 000,00  | RUB      | 2026-04-15 |          |            | 0
    in        | 7707083893 | invoice     | 4      | 2026-03-03   | 2026-03 | 5 000,00   | RUB      | 2026-04-20 |          |            | 0
    in        | 7707083893 | invoice     | 5      | 2026-03-04   | 2026-03 | 1 000,00   | RUB      | 2026-04-01 | disputed |            | 0
    in        | 7707083893 | invoice     | 6      | 2026-03-05   | 2026-03 | 2 000,00   | EUR      | 2026-04-01 |          |            | 0
    out       | 7707083893 | invoice     | 7      | 2026-03-06   | 2026-03 | 3 000,00   | RUB      | 2026-04-01 |          |            |
    in        | 7707083893 | invoice     | 8      | 2026-03-07   | 2026-03 | 9 000,00   | RUB      | 2026-04-01 |          |            | 0
    in        | 7707083893 | credit_note | 8-К    | 2026-03-08   | 2026-03 | -4 000,00  | RUB      |            |          | 8          |
"""  # noqa: E501  # a drawing


def numbers(found: object) -> list[str]:
    return [one.invoice.number for one in found]  # type: ignore[attr-defined]  # of PayableInvoice


def test_the_worst_overdue_comes_first_and_only_what_we_owe_until_the_day() -> None:
    plan = plan_of(drawn_company(SEVERAL))
    assert numbers(plan.taken) == ["2", "8", "1", "3"]
    assert [one.outstanding_minor for one in plan.taken] == [
        7_000_000, 500_000, 1_000_000, 2_000_000,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("until", "found"),
    [
        (date(2026, 4, 9), ["2", "8"]),
        (date(2026, 4, 10), ["2", "8", "1"]),
        (date(2026, 4, 20), ["2", "8", "1", "3", "4"]),
        (date(2026, 2, 9), []),
    ],
)
def test_the_day_until_which_is_planned_is_the_last_one(until: date, found: list[str]) -> None:
    assert numbers(plan_of(drawn_company(SEVERAL), until=until).taken) == found


@pytest.mark.parametrize(
    ("limit", "taken", "left"),
    [
        (None, ["2", "8", "1", "3"], []),
        (10_500_000, ["2", "8", "1", "3"], []),
        (10_499_999, ["2", "8", "1"], ["3"]),
        (3_500_000, ["8", "1", "3"], ["2"]),
        (1_500_000, ["8", "1"], ["2", "3"]),
        (0, [], ["2", "8", "1", "3"]),
    ],
)
def test_a_limit_takes_the_worst_that_fits_whole(
    limit: int | None, taken: list[str], left: list[str]
) -> None:
    plan = plan_of(drawn_company(SEVERAL), limit_minor=limit)
    assert (numbers(plan.taken), numbers(plan.beyond_limit)) == (taken, left)


def test_another_currency_has_its_own_plan() -> None:
    assert numbers(plan_of(drawn_company(SEVERAL), currency="EUR").taken) == ["6"]


def test_what_is_blocked_takes_nothing_of_the_limit() -> None:
    tables = drawn_company(
        SEVERAL.replace(
            "2026-02-10 |          |            | 0", "2026-02-10 |          |            |"
        )
    )
    plan = plan_of(tables, limit_minor=3_500_000)
    assert numbers(plan.taken) == ["2", "8", "1", "3"]
    assert [bool(one.warnings(one.outstanding_minor)) for one in plan.taken] == [
        True, False, False, False,
    ]  # fmt: skip


def test_what_has_no_day_and_what_is_in_doubt_is_told_apart() -> None:
    open_ended = "| 9 | 2026-03-09 | 2026-03 | 1 000,00 | RUB |  |  |  | 0"
    tables = drawn_company(f"{SEVERAL}    in | 7707083893 | invoice {open_ended}\n", agreements="")
    plan = plan_of(tables, doubts=Doubts(undated=frozenset({3})))
    assert numbers(plan.without_day) == ["9"]
    assert numbers(plan.undated) == ["2"]
    assert numbers(plan.taken) == ["8", "1", "3"]


def test_what_waits_for_documents_is_in_no_plan() -> None:
    tables = drawn_company(
        INVOICES.replace("2026-03-20", "          "),
        ENTITIES.replace("| none ", "| vat  "),
        AGREEMENTS.replace("invoice_date\n", "closing_docs\n"),
    )
    assert [one.status for one in payable(tables)] == ["waiting_docs"]
    plan = plan_of(tables, until=TODAY + timedelta(days=900))
    assert plan == Plan()


def test_what_was_ordered_and_is_not_paid_is_in_no_further_plan() -> None:
    order = {
        "plan_id": PLAN, "entity_id": "7707083893", "number": "№ 2", "invoice_date": "2026-02-01",
        "order_no": "101", "amount_minor": 7_000_000, "account": ACCOUNT, "at": "2026-04-14 12:00",
        "file": "pay.txt",
    }  # fmt: skip
    plan = plan_of(drawn_company(SEVERAL), logs(orders=[order]))
    assert numbers(plan.ordered) == ["2"]
    assert numbers(plan.taken) == ["8", "1", "3"]


def test_a_row_of_the_plan_says_all_of_it() -> None:
    (row,) = plan_rows(plan_of(drawn_company()), PLAN, "ru").to_dict("records")
    assert row["plan_id"] == PLAN
    assert (row["partner"], row["legal_name"]) == ("Вектор", "ООО «Вектор»")
    assert row["due"] == pd.Timestamp(2026, 3, 20)
    assert (row["outstanding_minor"], row["amount_minor"], row["currency"]) == (
        5_000_000, 5_000_000, "RUB",
    )  # fmt: skip
    assert (row["account"], row["bic"]) == (ACCOUNT, BIC)
    assert row["purpose"] == (
        "Оплата по счету № 45 от 12.03.2026 за март 2026, договор № 14/24. В т.ч. НДС 8 333,33"
    )
    assert all(pd.isna(row[name]) for name in ("blocked", "pay", "note"))


def test_an_iban_is_told_in_english_and_needs_no_tax() -> None:
    entities = f"""
    entities
    entity_id  | partner_id | legal_name    | kind    | inn    | vat | bic     | account
    7707083893 | P-001      | Würth & Söhne | foreign | DE1234 | vat | {SWIFT} | {IBAN}
"""
    tables = drawn_company(SEVERAL.replace("| 0\n", "|\n"), entities)
    (row,) = plan_rows(plan_of(tables, currency="EUR"), PLAN, "en").to_dict("records")
    assert row["purpose"] == (
        "Payment of invoice 6 dated 05.03.2026 for March 2026, contract 14/24"
    )
    assert (row["account"], row["bic"]) == (IBAN, SWIFT)
    assert pd.isna(row["blocked"])


def test_the_contract_is_that_of_the_invoice_s_day() -> None:
    agreements = """
    agreements
    entity_id  | kind     | number | status | signed_on  | valid_from | valid_to
    7707083893 | contract | старый | active | 2025-01-01 | 2025-01-01 | 2026-02-28
    7707083893 | contract | новый  | active | 2026-03-01 | 2026-03-01 |
"""
    same_day = (
        "    in | 7707083893 | invoice | 2-я | 2026-02-01 | 2026-02 | 500,00 | RUB | 2026-02-10 |\n"
    )
    told = {
        one.invoice.number: one.invoice.contract
        for one in payable(drawn_company(SEVERAL + same_day, agreements=agreements))
    }
    assert (told["2"], told["1"], told["2-я"]) == ("старый", "новый", "старый")


def test_an_empty_plan_has_the_columns_of_the_tab() -> None:
    rows = plan_rows(plan_of(drawn_company(), until=date(2026, 1, 1)), PLAN, "ru")
    assert rows.empty
    assert list(rows) == list(rows_of(PAYMENT_PLAN))


def test_plans_of_a_day_are_counted() -> None:
    plans = rows_of(
        PAYMENT_PLAN,
        {"plan_id": "20260415-1-0025"}, {"plan_id": "20260415-10-0025"},
        {"plan_id": "20260414-77-0025"}, {"plan_id": "свой"}, {"plan_id": "20269999-99-0025"}, {},
        {"plan_id": "20260431-99-0025"},
    )  # fmt: skip
    assert next_plan_id(plans, TODAY, "0025") == "20260415-11-0025"
    assert next_plan_id(rows_of(PAYMENT_PLAN), TODAY, "0025") == "20260415-1-0025"


@given(st.sets(st.from_regex(r"[0-9]{20}", fullmatch=True), min_size=1, max_size=8))
def test_a_plan_finds_the_account_that_it_pays_from(accounts: set[str]) -> None:
    for account in accounts:
        end = account_end(account, accounts)
        assert len(end) >= 4
        assert account_of_plan(f"20260415-1-{end}", accounts) == account


def test_an_account_that_ends_another_one_is_told_whole() -> None:
    accounts = [ACCOUNT, f"RU0304452522540817{ACCOUNT}"]
    assert account_end(ACCOUNT, accounts) == ACCOUNT
    assert account_of_plan(f"20260415-1-{ACCOUNT}", accounts) == ACCOUNT


def test_a_plan_of_an_account_that_is_gone_finds_none() -> None:
    assert account_of_plan("20260415-1-9999", [ACCOUNT]) is None
    assert account_of_plan("", [ACCOUNT]) is None
    assert account_of_plan("20260415-1-0025", [ACCOUNT, f"9{ACCOUNT[1:]}"]) is None


(ONE,) = payable(drawn_company())


@given(
    st.lists(st.integers(1, 9_999_999), min_size=1, max_size=8),
    st.integers(0, 30_000_000),
)
def test_no_plan_is_above_its_limit_and_none_of_it_is_lost(sums: list[int], limit: int) -> None:
    invoices = [replace(ONE, outstanding_minor=minor, row=row) for row, minor in enumerate(sums)]
    plan = planned(invoices, Wish(until=TODAY, currency="RUB", limit_minor=limit))
    assert sum(each.outstanding_minor for each in plan.taken) <= limit
    spent = sum(each.outstanding_minor for each in plan.taken)
    assert sorted(each.row for each in (*plan.taken, *plan.beyond_limit)) == list(range(len(sums)))
    assert all(spent + each.outstanding_minor > limit for each in plan.beyond_limit)
