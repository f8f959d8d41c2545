"""What the partner is asked for: invoices to issue, documents to send or to replace.

Source: workbook-and-rules.md 4.2, item 2.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pandas as pd

from sheetsync.rules.monthly.plain_values import by_partner, day, text
from sheetsync.rules.monthly.report_parts import (
    Amount,
    DocumentsToSend,
    InvoiceToIssue,
    LegalEntity,
    RejectedDocument,
)
from sheetsync.rules.payables.document_sets import Alternatives, alternatives_of
from sheetsync.tables.catalogue.documents import AWAITED_PACKS, came_from
from sheetsync.tables.catalogue.payables import COUNTED
from sheetsync.tables.settings.keys import Settings

_PACK = ("entity_id", "month", "doc_set", "state", "missing", "deadline")
_PAPER = ["entity_id", "month", "kind", "number", "status", "comment"]
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one partner is asked for."""

    invoices: tuple[InvoiceToIssue, ...] = ()
    documents: tuple[DocumentsToSend, ...] = ()
    rejected: tuple[RejectedDocument, ...] = ()


def uninvoiced(
    jobs: pd.DataFrame, invoices: pd.DataFrame, tolerance_minor: int
) -> Mapping[Place, tuple[Amount, ...]]:
    """What was earned and not invoiced, by (entity, month): one amount a currency above tolerance.

    Args:
        jobs: what `report_jobs` returns.
        invoices: `Payables.invoices`.
        tolerance_minor: a difference up to this is none.
    """
    done = jobs[(jobs["month"] != "") & jobs["payout_minor"].notna()]
    earned = done.rename(columns={"payout_minor": "minor"})
    live = invoices[
        (invoices["direction"] == "in")
        & (invoices["kind"] == "invoice")
        & invoices["status"].isin(COUNTED)
    ]
    live = live.assign(minor=live["credits_minor"] - live["amount_minor"])
    columns = ["entity_id", "month", "currency", "minor"]
    both = pd.concat([earned[columns], live[columns]])
    left = both.groupby(columns[:3], as_index=False)["minor"].sum()
    left = left[left["minor"] > tolerance_minor]
    found: dict[Place, tuple[Amount, ...]] = {}
    for entity_id, month, currency, minor in left.itertuples(index=False, name=None):
        place = (str(entity_id), str(month))
        found[place] = (*found.get(place, ()), Amount(int(minor), str(currency)))
    return found


@dataclass(frozen=True, slots=True)
class PaperDesk:
    """All that the asks are made of, gathered once for all partners.

    Attributes:
        packs: packs of months up to the period, by partner.
        documents: closing documents of the same months, by (entity, month).
        uninvoiced: see `uninvoiced`.
        entities: legal entities of each partner.
        contracts: number of the active contract by entity.
        pay_by: the day we pay an invoice by that comes on `until`, by entity.
        ways: the alternatives of every document set.
        docs_ok_from: the status that a document counts from (Settings).
    """

    period: str
    until: date
    packs: Mapping[str, Sequence[Any]]
    documents: Mapping[Place, Sequence[Any]]
    uninvoiced: Mapping[Place, tuple[Amount, ...]]
    entities: Mapping[str, Mapping[str, LegalEntity]]
    contracts: Mapping[str, str]
    pay_by: Mapping[str, date]
    ways: Mapping[str, Alternatives]
    docs_ok_from: Literal["received", "signed"]

    def asked(self, partner_id: str) -> Asked:
        """What a partner is asked for, by month, then legal entity."""
        packs = self.packs.get(partner_id, ())
        entities = self.entities.get(partner_id, {})
        rejected = [
            ask
            for pack in packs
            if pack.entity_id in entities
            for ask in self._rejected(pack, entities)
        ]
        documents = [
            ask
            for pack in packs
            if pack.entity_id in entities and (ask := self._documents(pack, entities, rejected))
        ]
        return Asked(tuple(self._invoices(packs, entities)), tuple(documents), tuple(rejected))

    def _invoices(
        self, packs: Sequence[Any], entities: Mapping[str, LegalEntity]
    ) -> list[InvoiceToIssue]:
        wanted = {
            (str(pack.entity_id), str(pack.month)): pack.state in AWAITED_PACKS
            and "invoice" in pack.missing
            for pack in packs
            if self._takes_invoices(pack)
        }
        known = {(str(pack.entity_id), str(pack.month)) for pack in packs}
        places = [place for place, missing in wanted.items() if missing or place[1] == self.period]
        places += [
            place
            for entity_id in entities
            if (place := (entity_id, self.period)) in self.uninvoiced and place not in known
        ]
        asks = []
        for entity_id, month in sorted(places, key=lambda place: (place[1], place[0])):
            amounts = self.uninvoiced.get((entity_id, month), ())
            unknown = (None,) if wanted.get((entity_id, month)) else ()
            asks += [
                InvoiceToIssue(
                    entity=entities[entity_id],
                    month=month,
                    amount=amount,
                    until=self.until,
                    pay_by=self.pay_by.get(entity_id),
                    contract=self.contracts.get(entity_id, ""),
                )
                for amount in amounts or unknown
                if entity_id in entities
            ]
        return asks

    def _takes_invoices(self, pack: Any) -> bool:  # noqa: ANN401  # a row of packs
        return any("invoice" in way for way in self._ways(pack))

    def _documents(
        self,
        pack: Any,  # noqa: ANN401  # a row of packs
        entities: Mapping[str, LegalEntity],
        rejected: Sequence[RejectedDocument],
    ) -> DocumentsToSend | None:
        until = day(pack.deadline)
        if pack.state not in AWAITED_PACKS or until is None:
            return None
        entity = entities[str(pack.entity_id)]
        to_replace = {
            ask.kind for ask in rejected if (ask.entity, ask.month) == (entity, pack.month)
        }
        lacking = self._lacking(pack, to_replace)
        kinds = tuple(kind for kind in lacking if kind not in {"invoice", *to_replace})
        instead = () if to_replace else self._instead(pack, kinds)
        return DocumentsToSend(entity, str(pack.month), kinds, until, instead) if kinds else None

    def _lacking(self, pack: Any, to_replace: set[str]) -> Sequence[str]:  # noqa: ANN401  # a row
        """What the pack lacks; a rejected document shows which way the partner has taken."""
        for way in self._ways(pack):
            if to_replace and to_replace <= set(way):
                came = self._came(pack)
                return [kind for kind in way if kind not in came]
        return list(pack.missing)

    def _ways(self, pack: Any) -> Alternatives:  # noqa: ANN401  # a row of packs
        return self.ways.get(text(pack.doc_set), ())

    def _instead(
        self,
        pack: Any,  # noqa: ANN401  # a row of packs
        kinds: tuple[str, ...],
    ) -> tuple[tuple[str, ...], ...]:
        """Other ways to a whole pack, told only while no closing document has come at all."""
        if self._came(pack):
            return ()
        others = (tuple(kind for kind in way if kind != "invoice") for way in self._ways(pack))
        return tuple(dict.fromkeys(way for way in others if way and set(way) != set(kinds)))

    def _came(self, pack: Any) -> set[str]:  # noqa: ANN401  # a row of packs
        counting = came_from(self.docs_ok_from)
        documents = self.documents.get((str(pack.entity_id), str(pack.month)), ())
        return {str(paper.kind) for paper in documents if paper.status in counting}

    def _rejected(
        self,
        pack: Any,  # noqa: ANN401  # a row of packs
        entities: Mapping[str, LegalEntity],
    ) -> list[RejectedDocument]:
        if pack.state not in AWAITED_PACKS:
            return []
        came = self._came(pack)
        return [
            RejectedDocument(
                entities[str(pack.entity_id)],
                str(pack.month),
                str(paper.kind),
                text(paper.number),
                text(paper.comment),
            )
            for paper in self.documents.get((str(pack.entity_id), str(pack.month)), ())
            if paper.status == "rejected" and paper.kind not in came
        ]


def ways_to_close(packs: pd.DataFrame, settings: Settings) -> Mapping[str, Alternatives]:
    """The alternatives of every document set that packs have, by its name."""
    names = [text(name) for name in packs["doc_set"].unique()]
    return {name: alternatives_of(name, settings.document_sets) or () for name in names}


def packs_until(packs: pd.DataFrame, period: str) -> Mapping[str, Sequence[Any]]:
    """The packs of months up to a month, by partner, the oldest first."""
    rows = packs[(packs["month"] <= period) & packs["partner_id"].notna()]
    return by_partner(rows.sort_values(["month", "entity_id"]), *_PACK)


def papers_by_place(documents: pd.DataFrame) -> Mapping[Place, Sequence[Any]]:
    """Closing documents by (entity, month), in the order of the sheet."""
    found: dict[Place, list[Any]] = {}
    for row in documents[_PAPER].itertuples(index=False):
        found.setdefault((str(row.entity_id), str(row.month)), []).append(row)
    return found
