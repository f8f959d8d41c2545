"""Packs of closing documents as a plain loop over rows, dictionaries and dates.

The calendar and the words of the document sets are the package's own: they know single days and
single sets.
"""

from collections import defaultdict
from datetime import date
from typing import Any

from row_by_row.rows import PackKey, Row, Workbook, rows_of

from sheetsync.rules.payables.document_sets import Alternatives, alternatives_of
from sheetsync.rules.payables.packs import pack_deadline


class Pack:
    """What has come for a legal entity and month."""

    def __init__(self) -> None:
        self.arrived: dict[str, date] = {}
        self.mentioned: set[str] = set()
        self.invoiced: dict[str, int] = {}
        self.acts: list[tuple[str, int | None]] = []

    def arrive(self, kind: str, day: date) -> None:
        """Take in a document."""
        if kind not in self.arrived or day < self.arrived[kind]:
            self.arrived[kind] = day

    def acts_sum(self) -> int | None:
        """The sum of the acts; a certificate repeats the act it belongs to."""
        builds = any(kind == "ks2" for kind, _ in self.acts)
        sizes = [size for kind, size in self.acts if not (builds and kind == "ks3")]
        return None if not sizes or None in sizes else sum(size or 0 for size in sizes)


class PackLoop:
    """The packs of a workbook, row by row."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook, self.as_of = workbook, workbook.as_of
        self.tables, self.settings = workbook.tables, workbook.tables.settings
        self.sets: dict[str, Alternatives] = {}

    def told(self, owed: list[Row], credits_minor: dict[int, int]) -> list[dict[str, Any]]:
        """All packs, by entity and month."""
        packs: dict[PackKey, Pack] = defaultdict(Pack)
        for row in owed:
            pack = packs[row.entity_id, row.month]
            day = row.received_on or row.invoice_date
            if day <= self.as_of:
                pack.arrive("invoice", day)
            pack.mentioned.add("invoice")
            net = row.amount_minor - credits_minor.get(row.Index, 0)
            pack.invoiced[row.currency] = pack.invoiced.get(row.currency, 0) + net
        for row in rows_of(self.tables.frame("documents")):
            pack = packs[row.entity_id, row.month]
            pack.mentioned.add(row.kind)
            if row.status not in {"received", "signed"} or row.received_on is None:
                continue
            if row.received_on <= self.as_of:
                pack.arrive(row.kind, row.received_on)
                if row.kind in {"act", "upd1", "upd2", "ks2", "ks3"}:
                    pack.acts.append((row.kind, row.amount_minor))
        self._add_worked(packs)
        return [self._pack(key, packs[key]) for key in sorted(packs)]

    def _add_worked(self, packs: dict[PackKey, Pack]) -> None:
        """Add the months in which done work earned a payout."""
        default: dict[str, str] = {}
        for entity in self.workbook.entities.values():
            if entity.is_default or entity.partner_id not in default:
                default[entity.partner_id] = entity.entity_id
        for row in rows_of(self.tables.frame("jobs")):
            if row.status != "done" or row.done_date is None:
                continue
            share = self.workbook.groups[
                self.workbook.partners[row.partner_id].group_id
            ].payout_share
            payout = row.amount_minor * share if row.payout_minor is None else row.payout_minor
            if payout > 0:
                month = f"{row.done_date.year:04d}-{row.done_date.month:02d}"
                packs[row.entity_id or default[row.partner_id], month]  # makes it

    def _pack(self, key: PackKey, pack: Pack) -> dict[str, Any]:
        entity = self.workbook.entities[key[0]]
        partner = self.workbook.partners[entity.partner_id]
        group = self.workbook.groups[partner.group_id]
        doc_set = entity.doc_set or group.doc_set or entity.vat
        if doc_set not in self.sets:
            self.sets[doc_set] = alternatives_of(doc_set, self.settings.document_sets) or ()
        completed, missing = self._completion(pack, self.sets[doc_set])
        deadline = pack_deadline(key[1], group.docs_deadline_day or 10, self.tables.calendar)
        invoices_sum = None
        if len(pack.invoiced) == 1:
            invoices_sum = next(iter(pack.invoiced.values()))
        acts_sum = pack.acts_sum()
        difference = None
        if invoices_sum is not None and acts_sum is not None:
            difference = acts_sum - invoices_sum
        return {
            "entity_id": key[0],
            "month": key[1],
            "partner_id": entity.partner_id,
            "legal_name": entity.legal_name,
            "partner": partner.name,
            "doc_set": doc_set,
            "state": self._state(completed, deadline, difference or 0),
            "missing": missing,
            "deadline": deadline,
            "completed_on": completed,
            "invoices_sum_minor": invoices_sum,
            "acts_sum_minor": acts_sum,
            "difference_minor": difference,
        }

    def _completion(
        self, pack: Pack, alternatives: Alternatives
    ) -> tuple[date | None, tuple[str, ...]]:
        """The day the pack was complete; else what the closest alternative lacks."""
        arrived, completed, closest = pack.arrived, None, None
        missing: tuple[str, ...] = ()
        for kinds in alternatives:
            lacking = tuple(kind for kind in kinds if kind not in arrived)
            if not lacking:
                day = max(arrived[kind] for kind in kinds)
                completed = day if completed is None else min(completed, day)
            mentioned = sum(kind in pack.mentioned for kind in kinds)
            rank = (len(lacking), len(lacking) - len(kinds), -mentioned)
            if closest is None or rank < closest:
                closest, missing = rank, lacking
        return completed, missing

    def _state(self, completed: date | None, deadline: date, difference: int) -> str:
        if completed is None:
            return "waiting" if self.as_of <= deadline else "missing"
        if abs(difference) > self.settings.amount_tolerance_minor:
            return "mismatch"
        return "complete" if completed <= deadline else "complete_late"
