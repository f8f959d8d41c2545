"""The rules of payables as a plain loop over rows, dictionaries and dates.

It tells the same two tables as `sheetsync.rules.payables` and is written from the rules
(workbook-and-rules.md 3), so that it is a second opinion too. The calendar is the package's own:
it knows single days.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pandas as pd
from row_by_row.packs import PackLoop
from row_by_row.rows import PackKey, Row, Workbook, key_of, rows_of

from sheetsync.tables.table import Tables

BUCKET_ENDS = (("not_due", 0), ("1-30", 30), ("31-60", 60), ("61-90", 90))


class RowLoop:
    """Invoices and packs of a workbook, row by row."""

    def __init__(self, tables: Tables, as_of: date) -> None:
        self.tables, self.as_of = tables, as_of
        self.settings, self.calendar = tables.settings, tables.calendar
        self.workbook = Workbook(tables, as_of)
        self.contracts: dict[str, list[Row]] = defaultdict(list)
        for row in rows_of(tables.frame("agreements")):
            if row.kind == "contract" and row.status == "active" and row.pay_days is not None:
                self.contracts[row.entity_id].append(row)

    def told(self) -> tuple[pd.DataFrame, pd.DataFrame, date | None]:
        """Invoices by sheet row, packs, and the day of the last payment."""
        rows = rows_of(self.tables.frame("invoices"))
        keys = {row.Index: key_of(row.number) for row in rows}
        live = [row for row in rows if row.state not in {"void", "draft"}]
        repeated, refused = self._repeated(live, keys)
        counted = [row for row in live if row.Index not in repeated | refused]
        owed = {row.Index for row in counted if row.kind == "invoice" and row.amount_minor > 0}
        credits_minor, applied = self._credits(counted, owed, keys)
        packs = PackLoop(self.workbook).told(
            [row for row in counted if row.Index in owed and row.direction == "in"], credits_minor
        )
        completed = {(pack["entity_id"], pack["month"]): pack["completed_on"] for pack in packs}
        told = []
        for row in rows:
            credited = credits_minor.get(row.Index, 0)
            paid = self._paid(row, credited)
            line = {"credits_minor": credited, "paid_minor": paid, "outstanding_minor": 0}
            if row.Index in owed:
                line |= self._owed(row, row.amount_minor - credited, paid, completed)
            else:
                aside = {"duplicate": repeated, "error": refused, "applied": applied}
                line |= self._other(row, [code for code in aside if row.Index in aside[code]])
            told.append({**row._asdict(), **line, **self._names(row)})
        paid_on = [row.paid_date for row in counted if row.paid_date is not None]
        return (
            pd.DataFrame(told).set_index("Index"),
            pd.DataFrame(packs),
            max((day for day in paid_on if day <= self.as_of), default=None),
        )

    def _names(self, row: Row) -> dict[str, Any]:
        entity = self.workbook.entities[row.entity_id]
        partner = self.workbook.partners[entity.partner_id]
        return {
            "partner_id": entity.partner_id,
            "legal_name": entity.legal_name,
            "inn": entity.inn,
            "partner": partner.name,
            "curator": partner.curator,
        }

    def _repeated(self, live: list[Row], keys: dict[int, str]) -> tuple[set[int], set[int]]:
        """The repeats, and the rows that may be lines of an invoice or a corrected one."""
        counted: dict[tuple[object, ...], list[Row]] = defaultdict(list)
        repeated, refused = set(), set()
        for row in sorted(live, key=lambda row: (row.invoice_date, row.Index)):
            year, number = row.invoice_date.year, keys[row.Index]
            met = counted[row.direction, row.entity_id, row.kind, number, year]
            is_sound = row.kind == "credit_note" or row.amount_minor > 0
            amount = (abs(row.amount_minor), row.currency)
            same_day = [one for one in met if one.invoice_date == row.invoice_date]
            amounts = [(abs(one.amount_minor), one.currency) for one in same_day or met]
            if amount in amounts:
                repeated.add(row.Index)
            elif same_day:
                if is_sound:
                    refused.add(row.Index)
            elif any(one.month == row.month for one in met):
                repeated.add(row.Index)
            if is_sound and row.Index not in repeated:
                met.append(row)
        return repeated, refused

    def _credits(
        self, counted: list[Row], owed: set[int], keys: dict[int, str]
    ) -> tuple[dict[int, int], set[int]]:
        by_number = defaultdict(list)
        for row in counted:
            if row.Index in owed:
                key = (row.direction, row.entity_id, row.currency, keys[row.Index])
                by_number[key].append(row)
        credits_minor: dict[int, int] = defaultdict(int)
        applied = set()
        for note in counted:
            if note.kind != "credit_note" or note.ref_number is None:
                continue
            key = (note.direction, note.entity_id, note.currency, key_of(note.ref_number))
            found = by_number.get(key, [])
            if len(found) > 1:
                found = [row for row in found if row.invoice_date <= note.invoice_date]
            if found:
                last = max(found, key=lambda row: (row.invoice_date, row.Index))
                credits_minor[last.Index] += abs(note.amount_minor)
                applied.add(note.Index)
        return credits_minor, applied

    def _paid(self, row: Row, credited: int) -> int | None:
        """What was paid; a date alone pays what is owed."""
        if row.kind == "credit_note":
            return None
        if row.paid_date is not None and row.paid_date > self.as_of:
            return 0
        if row.paid_amount_minor is None:
            return max(row.amount_minor - credited, 0) if row.paid_date is not None else 0
        paid: int = row.paid_amount_minor
        return paid

    def _other(self, row: Row, aside: list[str]) -> dict[str, Any]:
        """The status of a row that nobody has to pay."""
        if row.state in {"void", "draft"}:
            return {"status": row.state}
        if aside:
            return {"status": aside[0]}
        if row.kind == "invoice":
            return {"status": "error"}
        favour = -abs(row.amount_minor)
        return {"status": "unapplied_credit", "outstanding_minor": favour, "bucket": "credit"}

    def _owed(
        self, row: Row, owed: int, paid: int | None, completed: dict[PackKey, date | None]
    ) -> dict[str, Any]:
        """Status, due date, age and signals of an invoice that counts."""
        left = owed - (paid or 0)
        due, waits = self._due(row, completed)
        tolerance = self.settings.amount_tolerance_minor
        line: dict[str, Any] = {"due": due}
        if abs(left) <= tolerance:
            line |= {"status": "paid", "settled": True}
            if due is not None and row.paid_date is not None:
                line["days_late"] = max(0, (row.paid_date - due).days)
            return line
        if left < 0:
            return {**line, "outstanding_minor": left, "status": "overpaid", "bucket": "credit"}
        line |= {"outstanding_minor": left, "partial": (paid or 0) > tolerance}
        return {**line, **self._unpaid(row, due, waits=waits)}

    def _due(self, row: Row, completed: dict[PackKey, date | None]) -> tuple[date | None, bool]:
        """The due date, and whether it waits for closing documents."""
        if row.due_date is not None:
            return row.due_date, False
        contract = self._contract(row)
        if contract is None:
            return None, False
        base = row.invoice_date
        if contract.pay_base == "received_date":
            base = row.received_on or base
        elif contract.pay_base == "closing_docs":
            base = completed.get((row.entity_id, row.month))
        if base is None:
            return None, True
        if contract.pay_day_type == "business":
            return self.calendar.add_working(base, contract.pay_days), False
        return self.calendar.roll_forward(base + timedelta(days=contract.pay_days)), False

    def _contract(self, row: Row) -> Row | None:
        """The last of the entity's contracts in force on the invoice date."""
        chosen, chosen_from = None, date.min
        for contract in self.contracts[row.entity_id]:
            starts = contract.valid_from or date.min
            ends = date.max if contract.auto_renew else contract.valid_to or date.max
            if starts <= row.invoice_date <= ends and starts >= chosen_from:
                chosen, chosen_from = contract, starts
        return chosen

    def _unpaid(self, row: Row, due: date | None, *, waits: bool) -> dict[str, Any]:
        waiting = max(0, (self.as_of - (row.received_on or row.invoice_date)).days)
        overdue = 0 if due is None else (self.as_of - due).days
        status = self._status(row, due, overdue, waits=waits)
        bucket = next((code for code, last in BUCKET_ENDS if overdue <= last), "90+")
        highlight, level = self._signal(status, waiting, overdue)
        blocks = {"waiting_docs": "no_closing_docs", "disputed": "dispute"}
        return {
            "status": status,
            "days_overdue": max(0, overdue),
            "waiting": waiting,
            "bucket": "no_due_date" if due is None else bucket,
            "highlight": highlight,
            "level": level,
            "blocked_by": blocks.get(status),
        }

    def _status(self, row: Row, due: date | None, overdue: int, *, waits: bool) -> str:
        if row.state == "disputed":
            return "disputed"
        if due is None:
            return "waiting_docs" if waits else "no_due_date"
        if overdue > 0:
            return "overdue"
        return "open" if overdue < 0 else "due_today"

    def _signal(self, status: str, waiting: int, overdue: int) -> tuple[str | None, int]:
        """The colour and the level."""
        settings = self.settings
        yellow = "yellow" if waiting >= settings.wait_warn_days else None
        if status == "disputed":
            return "grey", 0
        if status == "overdue":
            return "red", 2 if overdue <= 7 else 3 if overdue <= 30 else 4
        if status == "no_due_date" and waiting >= settings.wait_alarm_days:
            return "red", 3
        if status == "no_due_date":
            return yellow, 1 if yellow else 0
        if status != "waiting_docs" and -overdue <= settings.due_soon_days:
            return "orange", 1
        return yellow, 0
