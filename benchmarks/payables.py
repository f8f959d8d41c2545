"""Payables of 100,000 invoices and 50,000 documents against a plain loop over the same rows.

    python benchmarks/payables.py [--invoices 100000] [--rounds 3]

Both tell the same invoices and the same packs, column by column, which is checked before any time
is told (`row_by_row` is the loop). Only ratios inside one run count, so that both run in turns.
Target: at least 30 times the row loop, linear growth.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any, Literal

import numpy as np
import pandas as pd
from row_by_row.invoices import RowLoop

from sheetsync.dates import WorkCalendar
from sheetsync.rules.payables import payables
from sheetsync.tables.catalogue.documents import AGREEMENTS, DOCUMENTS
from sheetsync.tables.catalogue.jobs import JOBS
from sheetsync.tables.catalogue.partners import ENTITIES, PARTNERS
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.catalogue.rating import GROUPS
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.schema import PeopleTab
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.table import Table, Tables

AS_OF = date(2026, 4, 15)
INVOICES_A_PARTNER = 100
#: Most partners have one contract, some had another one before, some have none.
CONTRACTS = 1.05


def network(invoice_count: int) -> Tables:
    """A workbook with so many invoices, half as many documents, and what belongs to them."""
    chance = np.random.default_rng(2026)
    count = max(10, invoice_count // INVOICES_A_PARTNER)
    ids = np.array([f"E-{number:05d}" for number in range(count)])
    frames = {
        "groups": _frame(
            GROUPS,
            2,
            group_id=["studios", "builders"],
            doc_set=[None, "build"],
            docs_deadline_day=pd.array([None, 15], dtype="Int64"),
            payout_share=[0.7, 0.0],
        ),
        "partners": _frame(
            PARTNERS,
            count,
            partner_id=ids,
            name=ids,
            status="active",
            group_id=chance.choice(["studios", "builders"], count, p=[0.9, 0.1]),
            curator=chance.choice(["Анна", "Борис"], count),
        ),
        "entities": _frame(
            ENTITIES,
            count,
            entity_id=ids,
            partner_id=ids,
            legal_name=ids,
            inn="9900000017",
            vat=chance.choice(["vat", "novat", "npd"], count),
        ),
        "agreements": _contracts(chance, ids, int(count * CONTRACTS)),
        "invoices": _invoices(chance, ids, invoice_count),
        "documents": _documents(chance, ids, invoice_count // 2),
        "jobs": _jobs(chance, ids, invoice_count // 100),
    }
    tables = {code: Table(ok=True, error=None, header_row=1, frame=f) for code, f in frames.items()}
    days_off = [date(2026, 1, day) for day in range(1, 10)] + [date(2026, 3, 9)]
    holidays: dict[date, Literal["holiday", "workday"]] = dict.fromkeys(days_off, "holiday")
    return Tables(tables, Settings(), calendar=WorkCalendar(holidays))


def _frame(tab: PeopleTab, count: int, **columns: Any) -> pd.DataFrame:  # noqa: ANN401  # columns of any type
    frame = typed_frame(tab.columns).reindex(range(2, count + 2))
    for name, values in columns.items():
        given = pd.Series(values, index=frame.index)
        if isinstance(frame[name].dtype, pd.CategoricalDtype):
            frame[name] = pd.Categorical(given, categories=frame[name].cat.categories)
        else:
            frame[name] = given.astype(frame[name].dtype)
    return frame


def _days(chance: np.random.Generator, count: int) -> pd.Series:
    return pd.Series(
        np.datetime64("2025-04-15") + chance.integers(0, 365, count).astype("timedelta64[D]")
    )


def _contracts(chance: np.random.Generator, ids: Any, count: int) -> pd.DataFrame:  # noqa: ANN401  # array of texts
    starts = pd.Series(
        np.datetime64("2024-12-01") + chance.integers(0, 300, count).astype("timedelta64[D]")
    )
    return _frame(
        AGREEMENTS,
        count,
        entity_id=chance.permutation(np.resize(ids[: int(len(ids) * 0.95)], count)),
        kind="contract",
        number="1",
        status="active",
        valid_from=starts.to_numpy(),
        valid_to=(starts + pd.Timedelta(days=450)).where(chance.random(count) < 0.5).to_numpy(),
        pay_days=pd.array(chance.integers(5, 30, count), dtype="Int64"),
        pay_day_type=chance.choice(["calendar", "business"], count),
        pay_base=chance.choice(["invoice_date", "received_date", "closing_docs"], count),
    )


def _invoices(chance: np.random.Generator, ids: Any, count: int) -> pd.DataFrame:  # noqa: ANN401  # array of texts
    dated = _days(chance, count)
    signs = pd.Series(chance.choice(["", "№ ", "УТ-", "00"], count))
    # Every fiftieth number is typed a second time.
    numbers = signs + pd.Series(np.arange(count) - (chance.random(count) < 0.02)).abs().astype(
        "str"
    )
    is_note = chance.random(count) < 0.03
    amount = chance.integers(1_000, 100_000, count) * 100
    is_wrong = chance.random(count) < 0.005
    paid = np.where(chance.random(count) < 0.7, amount, 0)
    paid_on = dated + pd.to_timedelta(chance.integers(0, 40, count), unit="D")
    return _frame(
        INVOICES,
        count,
        direction=chance.choice(["in", "out"], count, p=[0.8, 0.2]),
        entity_id=np.repeat(ids, INVOICES_A_PARTNER)[:count],
        kind=np.where(is_note, "credit_note", "invoice"),
        number=numbers.to_numpy(),
        invoice_date=dated.to_numpy(),
        month=dated.dt.strftime("%Y-%m").to_numpy(),
        amount_minor=np.where(is_wrong, -amount, amount),
        currency=chance.choice(["RUB", "USD"], count, p=[0.95, 0.05]),
        received_on=(dated + pd.Timedelta(days=2)).where(chance.random(count) < 0.6).to_numpy(),
        due_date=(dated + pd.Timedelta(days=20)).where(chance.random(count) < 0.3).to_numpy(),
        paid_amount_minor=pd.array(np.where(is_note, 0, paid), dtype="Int64"),
        paid_date=paid_on.where((paid > 0) & ~is_note).to_numpy(),
        ref_number=numbers.shift(1).where(is_note).to_numpy(),
        state=chance.choice(
            np.array([None, "draft", "disputed", "void"], dtype=object),
            count,
            p=[0.95, 0.01, 0.03, 0.01],
        ),
    )


def _documents(chance: np.random.Generator, ids: Any, count: int) -> pd.DataFrame:  # noqa: ANN401  # array of texts
    came = _days(chance, count)
    return _frame(
        DOCUMENTS,
        count,
        entity_id=chance.choice(ids, count),
        month=(came - pd.Timedelta(days=10)).dt.strftime("%Y-%m").to_numpy(),
        kind=chance.choice(["act", "upd1", "upd2", "sf", "receipt", "ks2", "ks3"], count),
        amount_minor=pd.Series(chance.integers(1_000, 100_000, count) * 100)
        .astype("Int64")
        .where(chance.random(count) < 0.9)
        .to_numpy(),
        status=chance.choice(["received", "signed", "expected"], count, p=[0.5, 0.4, 0.1]),
        received_on=came.to_numpy(),
    )


def _jobs(chance: np.random.Generator, ids: Any, count: int) -> pd.DataFrame:  # noqa: ANN401  # array of texts
    return _frame(
        JOBS,
        count,
        job_id=np.arange(count).astype("str"),
        partner_id=chance.choice(ids, count),
        status=chance.choice(["done", "planned"], count),
        done_date=_days(chance, count).to_numpy(),
        amount_minor=chance.integers(0, 100_000, count),
    )


def _compare(tables: Tables) -> None:
    """Both ways tell the same, else the times mean nothing."""
    invoices, packs, paid_until = RowLoop(tables, AS_OF).told()
    ours = payables(tables, AS_OF)
    for told, plain in ((ours.invoices, invoices), (ours.packs, packs)):
        assert set(told) == set(plain), set(told) ^ set(plain)
        for name in told:
            _same(str(name), told[name], plain[name])
    assert ours.paid_until == paid_until


def _same(name: str, ours: pd.Series, plain: pd.Series) -> None:
    # The loop leaves out what does not apply; a row without a sum has none to pay.
    blank = dict.fromkeys(("level", "days_overdue"), 0) | dict.fromkeys(
        ("settled", "partial"), False
    )
    both = [
        column.astype("object").where(column.notna(), blank.get(name, "")).map(_comparable)
        for column in (ours, plain)
    ]
    assert both[0].tolist() == both[1].tolist(), (name, both[0].compare(both[1]).head())


def _comparable(value: Any) -> Any:  # noqa: ANN401  # a cell of a frame
    if isinstance(value, pd.Timestamp):
        return value.date()
    return int(value) if isinstance(value, float) else value


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    """Measure and print ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--invoices", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    _compare(network(options.invoices // 5))
    tables, twice = network(options.invoices), network(2 * options.invoices)
    turns = [
        (
            _seconds(lambda: RowLoop(tables, AS_OF).told()),
            statistics.median(_seconds(lambda: payables(tables, AS_OF)) for _ in range(5)),
            statistics.median(_seconds(lambda: payables(twice, AS_OF)) for _ in range(5)),
        )
        for _ in range(options.rounds)
    ]
    plain, ours, doubled = (statistics.median(seconds) for seconds in zip(*turns, strict=True))
    print(f"{options.invoices:,} invoices, {options.invoices // 2:,} documents")
    print(f"row loop  {plain:7.2f} s")
    print(f"sheetsync {ours:7.3f} s   {plain / ours:5.1f} x faster (target 30)")
    print(f"twice the rows {doubled:.3f} s: {doubled / ours:.2f} x the time (linear is 2)")


if __name__ == "__main__":
    main()
