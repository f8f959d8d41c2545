from datetime import date, timedelta
from random import Random

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsync.rules.payables import balance, payables
from sheetsync.tables.catalogue.documents import AGREEMENTS
from sheetsync.tables.catalogue.payables import BUCKET, INVOICES
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.table import Table, Tables

AS_OF = date(2026, 4, 15)
DAYS = st.dates(date(2025, 11, 1), AS_OF)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "direction": st.sampled_from(["in", "out"]),
            "entity_id": st.sampled_from(["E-1", "E-2"]),
            "kind": st.sampled_from(["invoice", "invoice", "invoice", "credit_note"]),
            "number": st.sampled_from(["1", "№ 1", "2", "3", "4"]),
            "invoice_date": DAYS,
            "month": st.sampled_from(["2026-02", "2026-03"]),
            "amount_minor": st.integers(-5_000, 20_000),
            "currency": st.sampled_from(["RUB", "RUB", "USD"]),
            "received_on": st.none() | DAYS,
            "due_date": st.none() | st.dates(date(2025, 12, 1), date(2026, 6, 1)),
            "paid_amount_minor": st.none() | st.integers(0, 20_000),
            "paid_date": st.none() | DAYS,
            "ref_number": st.none() | st.sampled_from(["1", "02", "9"]),
            "state": st.sampled_from([None, None, "draft", "disputed", "void"]),
        }
    ),
    max_size=12,
)
TERMS = typed_frame(
    AGREEMENTS.columns,
    [
        {
            "entity_id": "E-1",
            "kind": "contract",
            "number": "1",
            "status": "active",
            "pay_days": 10,
            "pay_day_type": "business",
            "pay_base": "received_date",
        }
    ],
)
AGE = {choice.code: place for place, choice in enumerate(BUCKET)}


def tables_of(rows: list[dict[str, object]], index: list[int] | None = None) -> Tables:
    frames = {"invoices": typed_frame(INVOICES.columns, rows, index=index), "agreements": TERMS}
    tables = {code: Table(ok=True, error=None, header_row=1, frame=f) for code, f in frames.items()}
    return Tables(tables, Settings())


@given(ROWS)
@settings(deadline=None, max_examples=20)
def test_every_outstanding_minor_unit_is_in_exactly_one_bucket(
    rows: list[dict[str, object]],
) -> None:
    invoices = payables(tables_of(rows), AS_OF).invoices
    assert ((invoices["outstanding_minor"] != 0) <= invoices["bucket"].notna()).all()
    keys = ["direction", "currency"]
    sums = balance(invoices).groupby(keys, observed=True)["outstanding_minor"].sum()
    totals = invoices.groupby(keys, observed=True)["outstanding_minor"].sum()
    assert totals[totals != 0].to_dict() == sums[sums != 0].to_dict()


@given(ROWS)
@settings(deadline=None, max_examples=20)
def test_the_balance_is_what_counts_less_what_was_paid_and_written_off(
    rows: list[dict[str, object]],
) -> None:
    invoices = payables(tables_of(rows), AS_OF).invoices
    counted = invoices[invoices["status"].isin(["applied", "unapplied_credit"])]
    owed = invoices[
        ~invoices["status"].isin(["void", "draft", "duplicate", "error", "applied"])
        & (invoices["kind"] == "invoice")
    ]
    left = owed["amount_minor"].sum() - owed["paid_minor"].sum()
    written_off = (owed["amount_minor"] - owed["credits_minor"] - owed["paid_minor"]).where(
        owed["settled"], 0
    )
    assert (written_off.abs() <= 100).all()
    assert invoices["outstanding_minor"].sum() == (
        left - counted["amount_minor"].abs().sum() - written_off.sum()
    )


@given(ROWS, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=20)
def test_the_order_in_which_rows_are_read_changes_nothing(
    rows: list[dict[str, object]], chance: Random
) -> None:
    index = list(range(2, len(rows) + 2))
    shuffled = list(zip(rows, index, strict=True))
    chance.shuffle(shuffled)
    ours = payables(tables_of(rows, index), AS_OF).invoices
    theirs = payables(
        tables_of([row for row, _ in shuffled], [at for _, at in shuffled]), AS_OF
    ).invoices.sort_index()
    pd.testing.assert_frame_equal(ours, theirs)


@given(ROWS)
@settings(deadline=None, max_examples=20)
def test_a_day_later_no_invoice_is_younger(rows: list[dict[str, object]]) -> None:
    today = payables(tables_of(rows), AS_OF).invoices
    tomorrow = payables(tables_of(rows), AS_OF + timedelta(days=1)).invoices
    ages = [frame["bucket"].astype("str").map(AGE).fillna(-1) for frame in (today, tomorrow)]
    assert (ages[0] <= ages[1]).all()
    assert (today["level"] <= tomorrow["level"]).all()


@given(ROWS)
@settings(deadline=None, max_examples=20)
def test_nothing_settled_is_coloured_or_told_to_anybody(rows: list[dict[str, object]]) -> None:
    invoices = payables(tables_of(rows), AS_OF).invoices
    done = invoices[invoices["settled"] | (invoices["outstanding_minor"] <= 0)]
    assert done["highlight"].isna().all()
    assert (done["level"] == 0).all()
