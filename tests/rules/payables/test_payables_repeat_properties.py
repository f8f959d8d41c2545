"""However a number is written, and in whatever order the rows stand: every debt once."""

import re
from datetime import date, timedelta
from random import Random

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsync.rules.payables import payables
from sheetsync.rules.validation import validate
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.table import Table, Tables

AS_OF = date(2026, 4, 15)
#: Ten ways to write one number; those with {day} name the paper's day.
WAYS = (
    "{n}", "№ {n}", "00{n}", "#{n}", "Счёт № {n}", "счет на оплату №{n} от {day} г.",
    "{n} от {day}", "Invoice {n} dated {iso}", "inv. №{n}", "{n}\u200e",
)  # fmt: skip
#: Heads with digits are shared by many numbers of one year.
NUMBERS = st.integers(1, 999).map(str) | st.builds(
    "2026/{}".format, st.sampled_from(["15", "215", "25", "5", "2"])
)
PAPER_DAYS = st.dates(date(2026, 1, 1), date(2026, 4, 10))


def written(way: str, number: str, day: date) -> str:
    # Zeros lead nowhere but before pure digits.
    way = way if number.isdigit() else way.replace("00{n}", " {n}")
    return way.format(n=number, day=f"{day:%d.%m.%Y}", iso=day.isoformat())


def invoice(number: str, dated: date, month: str, amount_minor: int) -> dict[str, object]:
    return {
        "direction": "in",
        "entity_id": "E-1",
        "kind": "invoice",
        "number": number,
        "invoice_date": dated,
        "month": month,
        "amount_minor": amount_minor,
        "currency": "RUB",
    }


def tables_of(rows: list[dict[str, object]]) -> Tables:
    frame = typed_frame(INVOICES.columns, rows)
    table = Table(ok=True, error=None, header_row=1, frame=frame)
    tables = Tables({"invoices": table}, Settings())
    return tables.with_findings(validate(tables, AS_OF))


def outstanding(rows: list[dict[str, object]]) -> int:
    return int(payables(tables_of(rows), AS_OF).invoices["outstanding_minor"].sum())


@given(
    NUMBERS,
    PAPER_DAYS,
    st.lists(st.sampled_from(WAYS), min_size=2, max_size=2, unique=True),
    st.integers(0, 200),
    st.sampled_from(["2026-02", "2026-03"]),
)
@settings(deadline=None, max_examples=40)
def test_one_invoice_written_in_two_ways_is_one_debt(
    number: str, day: date, ways: list[str], later_days: int, month: str
) -> None:
    again = min(day + timedelta(days=later_days), AS_OF)
    rows = [
        invoice(written(ways[0], number, day), day, "2026-02", 5_000_000),
        invoice(written(ways[1], number, day), again, month, 5_000_000),
    ]
    assert outstanding(rows) == 5_000_000


@given(
    NUMBERS,
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(1, 10), st.sampled_from(WAYS)),
        min_size=2,
        max_size=4,
        unique_by=lambda told: told[0],
    ),
    st.randoms(use_true_random=False),
)
@settings(deadline=None, max_examples=40)
def test_two_real_invoices_are_never_merged(
    number: str, told: list[tuple[int, int, str]], chance: Random
) -> None:
    rows = []
    for place, (month, day, way) in enumerate(told):
        dated = date(2026, month + 1, day)
        amount = 100_000 * (month + 1) + place
        rows.append(invoice(written(way, number, dated), dated, f"{dated:%Y-%m}", amount))
    chance.shuffle(rows)
    assert outstanding(rows) == sum(int(str(row["amount_minor"])) for row in rows)


@given(st.lists(st.sampled_from(["2026/15", "2026/215", "2026/25", "2026/5"]), unique=True))
@settings(deadline=None, max_examples=10)
def test_numbers_that_share_a_head_are_all_owed(numbers: list[str]) -> None:
    rows = [invoice(number, date(2026, 3, 1), "2026-03", 7_000_000) for number in numbers]
    assert outstanding(rows) == 7_000_000 * len(numbers)


ROWS = st.lists(
    st.builds(
        invoice,
        st.sampled_from(["1", "№ 1", "Счёт 1", "1 от 03.02.2026", "УТ-1", "УТ–1", "б/н", "-"]),
        st.dates(date(2026, 2, 1), date(2026, 2, 6)),
        st.sampled_from(["2026-01", "2026-02"]),
        st.sampled_from([10_000, 20_000, 30_000, -10_000]),
    ),
    max_size=8,
)


@given(ROWS)
@settings(deadline=None, max_examples=40)
def test_validation_and_the_money_picture_name_the_same_rows(rows: list[dict[str, object]]) -> None:
    tables = tables_of(rows)
    found = payables(tables, AS_OF)
    by_code: dict[str, set[int]] = {"V-INV-03": set(), "V-INV-17": set()}
    counted = found.invoices["outstanding_minor"] != 0
    for finding in tables.findings:
        if finding.code in by_code:
            by_code[finding.code].add(finding.row or 0)
            named = int(re.sub(r"\D", "", finding.facts["other_cell"]))
            assert counted[named], "a row that counts is named as the one that counts"
    status = found.invoices["status"]
    assert set(status.index[status == "duplicate"]) == by_code["V-INV-03"]
    refused = set(status.index[status == "error"]) - _not_above_zero(found.invoices)
    assert refused == by_code["V-INV-17"]
    assert set(found.left_out.index) == set(status.index[status == "error"])


def _not_above_zero(invoices: pd.DataFrame) -> set[int]:
    return set(invoices.index[invoices["amount_minor"] <= 0])


@given(ROWS, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_rows_in_any_order_give_the_same_debts(
    rows: list[dict[str, object]], chance: Random
) -> None:
    # Of two rows of one day the sheet's order says which counts; any other order changes nothing.
    alone = [row for row in rows if "от" not in str(row["number"])]
    ordered = list({str(row["invoice_date"]): row for row in alone}.values())
    debts = sorted(_debts(ordered))
    chance.shuffle(ordered)
    assert sorted(_debts(ordered)) == debts


def _debts(rows: list[dict[str, object]]) -> list[int]:
    left = payables(tables_of(rows), AS_OF).invoices["outstanding_minor"]
    return [int(minor) for minor in left if minor]
