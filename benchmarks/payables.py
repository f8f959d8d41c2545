"""Payables of 100,000 invoices and 50,000 documents against a plain loop over the same rows.

    python benchmarks/payables.py [--invoices 100000] [--rounds 3]

Both work out status, due date, outstanding sum, bucket, highlight and level of every invoice and
the day every pack was complete; the results are compared before any time is told. Only ratios
inside one run count. Target: at least 30 times the row loop, linear growth.
"""

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from sheetsync.dates import WorkCalendar
from sheetsync.rules.payables import payables
from sheetsync.rules.payables.document_sets import alternatives_of
from sheetsync.rules.payables.numbering import number_key
from sheetsync.rules.payables.packs import pack_deadline
from sheetsync.tables.catalogue.people import (
    AGREEMENTS,
    DOCUMENTS,
    ENTITIES,
    INVOICES,
    JOBS,
    PARTNERS,
)
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.schema import PeopleTab
from sheetsync.tables.settings import Settings
from sheetsync.tables.table import Table, Tables

AS_OF = date(2026, 4, 15)
INVOICES_A_PARTNER = 100


def network(invoice_count: int) -> Tables:
    """A workbook with so many invoices, half as many documents, and what belongs to them."""
    chance = np.random.default_rng(2026)
    entity_count = max(1, invoice_count // INVOICES_A_PARTNER)
    ids = np.array([f"E-{number:05d}" for number in range(entity_count)])
    frames = {
        "partners": _frame(PARTNERS, entity_count, partner_id=ids, name=ids, status="active"),
        "entities": _frame(
            ENTITIES,
            entity_count,
            entity_id=ids,
            partner_id=ids,
            legal_name=ids,
            vat=chance.choice(["vat", "novat", "npd"], entity_count),
        ),
        "agreements": _frame(
            AGREEMENTS,
            entity_count,
            entity_id=ids,
            kind="contract",
            number="1",
            status="active",
            pay_days=pd.array(chance.integers(5, 30, entity_count), dtype="Int64"),
            pay_day_type=chance.choice(["calendar", "business"], entity_count),
            pay_base=chance.choice(["invoice_date", "received_date", "closing_docs"], entity_count),
        ),
        "invoices": _invoices(chance, ids, invoice_count),
        "documents": _documents(chance, ids, invoice_count // 2),
        "jobs": _frame(JOBS, 0),
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


def _invoices(chance: np.random.Generator, ids: Any, count: int) -> pd.DataFrame:  # noqa: ANN401  # array of texts
    dated = _days(chance, count)
    numbers = pd.Series(chance.choice(["", "№ ", "УТ-", "00"], count)) + pd.Series(
        np.arange(count) // 3 * 3 + chance.choice([0, 1, 2], count, p=[0.02, 0.96, 0.02])
    ).astype("str")
    is_note = chance.random(count) < 0.03
    amount = chance.integers(1_000, 100_000, count) * 100
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
        amount_minor=amount,
        currency=chance.choice(["RUB", "USD"], count, p=[0.95, 0.05]),
        received_on=(dated + pd.Timedelta(days=2)).where(chance.random(count) < 0.6).to_numpy(),
        due_date=(dated + pd.Timedelta(days=20)).where(chance.random(count) < 0.3).to_numpy(),
        paid_amount_minor=pd.array(np.where(is_note, 0, paid), dtype="Int64"),
        paid_date=paid_on.where((paid > 0) & ~is_note).to_numpy(),
        ref_number=numbers.shift(1).where(is_note).to_numpy(),
    )


def _documents(chance: np.random.Generator, ids: Any, count: int) -> pd.DataFrame:  # noqa: ANN401  # array of texts
    came = _days(chance, count)
    return _frame(
        DOCUMENTS,
        count,
        entity_id=chance.choice(ids, count),
        month=(came - pd.Timedelta(days=10)).dt.strftime("%Y-%m").to_numpy(),
        kind=chance.choice(["act", "upd1", "upd2", "sf", "receipt"], count),
        status=chance.choice(["received", "signed", "expected"], count, p=[0.5, 0.4, 0.1]),
        received_on=came.to_numpy(),
    )


class Told(NamedTuple):
    """What is told of an invoice."""

    status: str
    due: date | None
    outstanding_minor: int
    bucket: str
    highlight: str
    level: int


def _rows(frame: pd.DataFrame) -> list[Any]:
    return list(frame.itertuples())


def _day(value: Any) -> date | None:  # noqa: ANN401  # a cell of a frame
    return None if pd.isna(value) else value.date()


class RowLoop:
    """The same rules as a plain loop over rows, dictionaries and dates."""

    def __init__(self, tables: Tables, as_of: date) -> None:
        self.tables, self.as_of = tables, as_of
        self.settings, self.calendar = tables.settings, tables.calendar
        self.vat = {row.entity_id: row.vat for row in _rows(tables.frame("entities"))}
        self.contracts = {row.entity_id: row for row in _rows(tables.frame("agreements"))}

    def told(self) -> tuple[dict[int, Told], dict[tuple[str, str], date]]:
        """Every invoice by sheet row, and the day each complete pack was complete."""
        rows = _rows(self.tables.frame("invoices"))
        duplicates = self._duplicates(rows)
        credits_minor, applied = self._credits([row for row in rows if row.Index not in duplicates])
        live = [row for row in rows if row.Index not in duplicates and row.kind == "invoice"]
        completed = dict(self._completed(live))
        told = {}
        for row in rows:
            if row.Index in duplicates:
                told[row.Index] = Told("duplicate", None, 0, "", "", 0)
            elif row.kind == "credit_note":
                told[row.Index] = (
                    Told("applied", None, 0, "", "", 0)
                    if row.Index in applied
                    else Told("unapplied_credit", None, -abs(row.amount_minor), "credit", "", 0)
                )
            else:
                told[row.Index] = self._invoice(row, credits_minor[row.Index], completed)
        return told, completed

    def _duplicates(self, rows: list[Any]) -> set[int]:
        seen, repeated = set(), set()
        for row in sorted(rows, key=lambda row: (row.invoice_date, row.Index)):
            number = number_key(row.number)
            key = (row.direction, row.entity_id, row.kind, number, row.invoice_date.year)
            if key in seen:
                repeated.add(row.Index)
            seen.add(key)
        return repeated

    def _credits(self, rows: list[Any]) -> tuple[dict[int, int], set[int]]:
        by_number = defaultdict(list)
        for row in rows:
            if row.kind == "invoice":
                key = (row.direction, row.entity_id, row.currency, number_key(row.number))
                by_number[key].append(row)
        credits_minor: dict[int, int] = defaultdict(int)
        applied = set()
        for note in rows:
            if note.kind == "credit_note" and not pd.isna(note.ref_number):
                key = (note.direction, note.entity_id, note.currency, number_key(note.ref_number))
                found = by_number.get(key, [])
                if len(found) > 1:
                    found = [row for row in found if row.invoice_date <= note.invoice_date]
                if found:
                    last = max(found, key=lambda row: (row.invoice_date, row.Index))
                    credits_minor[last.Index] += abs(note.amount_minor)
                    applied.add(note.Index)
        return credits_minor, applied

    def _completed(self, live: list[Any]) -> Iterator[tuple[tuple[str, str], date]]:
        packs: dict[tuple[str, str], dict[str, date]] = defaultdict(dict)
        for row in live:
            day = _day(row.received_on) or row.invoice_date.date()
            self._arrive(packs[row.entity_id, row.month], "invoice", day)
        for row in _rows(self.tables.frame("documents")):
            pack = packs[row.entity_id, row.month]
            if row.status in {"received", "signed"} and not pd.isna(row.received_on):
                self._arrive(pack, row.kind, row.received_on.date())
        for (entity_id, month), arrived in packs.items():
            pack_deadline(month, 10, self.calendar)
            alternatives = alternatives_of(self.vat[entity_id], {}) or ()
            whole = [kinds for kinds in alternatives if all(kind in arrived for kind in kinds)]
            if whole:
                yield (entity_id, month), min(max(arrived[k] for k in kinds) for kinds in whole)

    def _arrive(self, arrived: dict[str, date], kind: str, day: date) -> None:
        if day <= self.as_of and (kind not in arrived or day < arrived[kind]):
            arrived[kind] = day

    def _invoice(self, row: Any, credited: int, completed: dict[tuple[str, str], date]) -> Told:  # noqa: ANN401  # a named tuple of pandas
        owed = row.amount_minor - credited
        paid = 0 if pd.isna(row.paid_amount_minor) else row.paid_amount_minor
        if pd.isna(row.paid_amount_minor) and not pd.isna(row.paid_date):
            paid = max(owed, 0)
        if not pd.isna(row.paid_date) and row.paid_date.date() > self.as_of:
            paid = 0
        left = owed - paid
        due, waits = self._due(row, completed)
        if abs(left) <= self.settings.amount_tolerance_minor:
            return Told("paid", due, 0, "", "", 0)
        if left < 0:
            return Told("overpaid", due, left, "credit", "", 0)
        return self._unpaid(row, left, due, waits=waits)

    def _due(
        self,
        row: Any,  # noqa: ANN401  # a named tuple of pandas
        completed: dict[tuple[str, str], date],
    ) -> tuple[date | None, bool]:
        if not pd.isna(row.due_date):
            return row.due_date.date(), False
        contract = self.contracts[row.entity_id]
        base: date | None = row.invoice_date.date()
        if contract.pay_base == "received_date":
            base = _day(row.received_on) or base
        elif contract.pay_base == "closing_docs":
            base = completed.get((row.entity_id, row.month))
        if base is None:
            return None, True
        if contract.pay_day_type == "business":
            return self.calendar.add_working(base, contract.pay_days), False
        return self.calendar.roll_forward(base + timedelta(days=int(contract.pay_days))), False

    def _unpaid(self, row: Any, left: int, due: date | None, *, waits: bool) -> Told:  # noqa: ANN401  # a named tuple of pandas
        waiting = (self.as_of - (_day(row.received_on) or row.invoice_date.date())).days
        yellow = "yellow" if waiting >= self.settings.wait_warn_days else ""
        if due is None:
            return Told(
                "waiting_docs" if waits else "no_due_date", None, left, "no_due_date", yellow, 0
            )
        late = (self.as_of - due).days
        if late > 0:
            bucket = next(
                (b for b, end in (("1-30", 30), ("31-60", 60), ("61-90", 90)) if late <= end), "90+"
            )
            level = 2 if late <= 7 else 3 if late <= 30 else 4
            return Told("overdue", due, left, bucket, "red", level)
        soon = -late <= self.settings.due_soon_days
        status = "due_today" if late == 0 else "open"
        return Told(status, due, left, "not_due", "orange" if soon else yellow, int(soon))


def _compare(tables: Tables) -> None:
    """Both ways tell the same, else the times mean nothing."""
    told, completed = RowLoop(tables, AS_OF).told()
    ours = payables(tables, AS_OF)
    for row in _rows(ours.invoices):
        texts = ("" if pd.isna(text) else text for text in (row.bucket, row.highlight))
        bucket, highlight = texts
        mine = Told(row.status, _day(row.due), row.outstanding_minor, bucket, highlight, row.level)
        assert mine == told[row.Index], (row, mine, told[row.Index])
    whole = ours.packs.dropna(subset="completed_on")
    assert completed == {
        (pack.entity_id, pack.month): pack.completed_on.date() for pack in _rows(whole)
    }


def _seconds(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    """Measure and print ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--invoices", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    tables, twice = network(options.invoices), network(2 * options.invoices)
    _compare(network(options.invoices // 10))
    ours = _seconds(lambda: payables(tables, AS_OF), options.rounds)
    doubled = _seconds(lambda: payables(twice, AS_OF), options.rounds)
    plain = _seconds(lambda: RowLoop(tables, AS_OF).told(), 1)
    print(f"{options.invoices:,} invoices, {options.invoices // 2:,} documents")
    print(f"row loop  {plain:7.2f} s")
    print(f"sheetsync {ours:7.2f} s   {plain / ours:5.1f} x faster (target 30)")
    print(f"twice the rows {doubled:.2f} s: {doubled / ours:.2f} x the time (linear is 2)")


if __name__ == "__main__":
    main()
