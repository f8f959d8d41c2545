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
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Literal

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
    signs = pd.Series(chance.choice(["", "№ ", "УТ-", "00"], count))
    # Every fiftieth number is typed a second time.
    numbers = signs + pd.Series(np.arange(count) - (chance.random(count) < 0.02)).abs().astype(
        "str"
    )
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


def _rows(frame: pd.DataFrame) -> list[Any]:
    return list(frame.itertuples())


def _day(value: Any) -> date | None:  # noqa: ANN401  # a cell of a frame
    return None if pd.isna(value) else value.date()


class RowLoop:
    """The same rules as a plain loop over rows, dictionaries and dates; the same two tables."""

    def __init__(self, tables: Tables, as_of: date) -> None:
        self.tables, self.as_of = tables, as_of
        self.settings, self.calendar = tables.settings, tables.calendar
        self.entities = {row.entity_id: row for row in _rows(tables.frame("entities"))}
        self.partners = {row.partner_id: row for row in _rows(tables.frame("partners"))}
        self.contracts = {row.entity_id: row for row in _rows(tables.frame("agreements"))}

    def told(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Invoices by sheet row, and packs."""
        rows = _rows(self.tables.frame("invoices"))
        repeated = self._duplicates(rows)
        credits_minor, applied = self._credits([row for row in rows if row.Index not in repeated])
        live = [row for row in rows if row.Index not in repeated and row.kind == "invoice"]
        packs = self._packs(live, credits_minor)
        completed = {(pack["entity_id"], pack["month"]): pack["completed_on"] for pack in packs}
        told = []
        for row in rows:
            if row.Index in repeated:
                money = {"status": "duplicate", "outstanding_minor": 0}
            elif row.Index in applied:
                money = {"status": "applied", "outstanding_minor": 0}
            elif row.kind == "credit_note":
                owed = -abs(row.amount_minor)
                money = {
                    "status": "unapplied_credit",
                    "outstanding_minor": owed,
                    "bucket": "credit",
                }
            else:
                money = self._invoice(row, credits_minor[row.Index], completed)
            told.append({**row._asdict(), **self._names(row), **money})
        return pd.DataFrame(told).set_index("Index"), pd.DataFrame(packs)

    def _names(self, row: Any) -> dict[str, Any]:  # noqa: ANN401  # a named tuple of pandas
        entity = self.entities[row.entity_id]
        partner = self.partners[entity.partner_id]
        return {
            "partner_id": entity.partner_id,
            "legal_name": entity.legal_name,
            "inn": entity.inn,
            "partner": partner.name,
            "curator": partner.curator,
        }

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

    def _packs(self, live: list[Any], credits_minor: dict[int, int]) -> list[dict[str, Any]]:
        arrived: dict[tuple[str, str], dict[str, date]] = defaultdict(dict)
        mentioned: dict[tuple[str, str], set[str]] = defaultdict(set)
        sums: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for row in live:
            key = (row.entity_id, row.month)
            self._arrive(arrived[key], "invoice", _day(row.received_on) or row.invoice_date.date())
            sums[key][row.currency] += row.amount_minor - credits_minor[row.Index]
        for row in _rows(self.tables.frame("documents")):
            key = (row.entity_id, row.month)
            mentioned[key].add(row.kind)
            if row.status in {"received", "signed"} and not pd.isna(row.received_on):
                self._arrive(arrived[key], row.kind, row.received_on.date())
        return [
            self._pack(key, arrived[key], mentioned[key], sums.get(key, {}))
            for key in sorted({*arrived, *mentioned})
        ]

    def _arrive(self, arrived: dict[str, date], kind: str, day: date) -> None:
        if day <= self.as_of and (kind not in arrived or day < arrived[kind]):
            arrived[kind] = day

    def _pack(
        self,
        key: tuple[str, str],
        arrived: dict[str, date],
        mentioned: set[str],
        sums: dict[str, int],
    ) -> dict[str, Any]:
        entity = self.entities[key[0]]
        alternatives = alternatives_of(entity.vat, {}) or ()
        whole = [kinds for kinds in alternatives if all(kind in arrived for kind in kinds)]
        completed = min((max(arrived[k] for k in kinds) for kinds in whole), default=None)
        closest = min(
            alternatives,
            key=lambda kinds: (
                sum(kind not in arrived for kind in kinds),
                -sum(kind in arrived for kind in kinds),
                -sum(kind in mentioned for kind in kinds),
            ),
        )
        deadline = pack_deadline(key[1], 10, self.calendar)
        if completed:
            state = "complete" if completed <= deadline else "complete_late"
        else:
            state = "waiting" if self.as_of <= deadline else "missing"
        return {
            "entity_id": key[0],
            "month": key[1],
            "partner_id": entity.partner_id,
            "legal_name": entity.legal_name,
            "partner": self.partners[entity.partner_id].name,
            "doc_set": entity.vat,
            "state": state,
            "missing": () if completed else tuple(k for k in closest if k not in arrived),
            "deadline": deadline,
            "completed_on": completed,
            "invoices_sum_minor": next(iter(sums.values())) if len(sums) == 1 else None,
        }

    def _invoice(
        self,
        row: Any,  # noqa: ANN401  # a named tuple of pandas
        credited: int,
        completed: dict[tuple[str, str], date],
    ) -> dict[str, Any]:
        owed = row.amount_minor - credited
        paid = 0 if pd.isna(row.paid_amount_minor) else row.paid_amount_minor
        if pd.isna(row.paid_amount_minor) and not pd.isna(row.paid_date):
            paid = max(owed, 0)
        if not pd.isna(row.paid_date) and row.paid_date.date() > self.as_of:
            paid = 0
        left, due_and_waits = owed - paid, self._due(row, completed)
        tolerance = self.settings.amount_tolerance_minor
        money = {"due": due_and_waits[0], "credits_minor": credited, "paid_minor": paid}
        if abs(left) <= tolerance:
            late = self._days_late(row, due_and_waits[0])
            return {**money, "status": "paid", "outstanding_minor": 0, "days_late": late}
        if left < 0:
            return {**money, "status": "overpaid", "outstanding_minor": left, "bucket": "credit"}
        partial = paid > tolerance
        return {**money, "partial": partial, **self._unpaid(row, left, *due_and_waits)}

    def _days_late(self, row: Any, due: date | None) -> int | None:  # noqa: ANN401  # likewise
        if due is None or pd.isna(row.paid_date):
            return None
        days: int = (row.paid_date.date() - due).days
        return max(0, days)

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

    def _unpaid(self, row: Any, left: int, due: date | None, waits: bool) -> dict[str, Any]:  # noqa: ANN401, FBT001  # likewise
        waiting = max(0, (self.as_of - (_day(row.received_on) or row.invoice_date.date())).days)
        yellow = "yellow" if waiting >= self.settings.wait_warn_days else ""
        money = {"outstanding_minor": left, "waiting": waiting, "highlight": yellow}
        if due is None:
            status = "waiting_docs" if waits else "no_due_date"
            return {**money, "status": status, "bucket": "no_due_date"}
        late = (self.as_of - due).days
        if late > 0:
            ends = (("1-30", 30), ("31-60", 60), ("61-90", 90))
            bucket = next((code for code, last in ends if late <= last), "90+")
            level = 2 if late <= 7 else 3 if late <= 30 else 4
            loud = {"highlight": "red", "level": level, "days_overdue": late}
            return {**money, "status": "overdue", "bucket": bucket, **loud}
        soon = {"highlight": "orange", "level": 1} if -late <= self.settings.due_soon_days else {}
        return {**money, "status": "open" if late else "due_today", "bucket": "not_due", **soon}


def _compare(tables: Tables) -> None:
    """Both ways tell the same, else the times mean nothing."""
    plain_invoices, plain_packs = RowLoop(tables, AS_OF).told()
    ours = payables(tables, AS_OF)
    for name in plain_invoices:
        _same(str(name), ours.invoices[name], plain_invoices[name])
    for name in plain_packs:
        _same(str(name), ours.packs[name], plain_packs[name])


def _same(name: str, ours: pd.Series, plain: pd.Series) -> None:
    blank = {"level": 0, "days_overdue": 0, "credits_minor": 0, "partial": False}.get(name, "")
    both = [
        column.astype("object").where(column.notna(), blank).map(_comparable)
        for column in (ours, plain)
    ]
    if name == "paid_minor":  # the loop does not tell what was paid on rows that do not count
        both = [column.where(both[1] != "", "") for column in both]
    assert both[0].tolist() == both[1].tolist(), (name, both[0].compare(both[1]).head())


def _comparable(value: Any) -> Any:  # noqa: ANN401  # a cell of a frame
    if isinstance(value, pd.Timestamp):
        return value.date()
    return int(value) if isinstance(value, float) else value


def _seconds(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
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
