"""Frames as the matcher gets them: lines of the bank, unpaid invoices, legal entities, the log."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from sheetsync.rules.payments.classes import OurSide
from sheetsync.rules.payments.matches_tab import match_rows
from sheetsync.rules.payments.matching import Against, MatchedLine, matched_lines
from sheetsync.tables.catalogue.partners import ENTITIES
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.catalogue.payments import BANK, MATCHES, PAYMENT_LOG
from sheetsync.tables.frames import typed_frame

Record = Mapping[str, Any]
OUR_ACCOUNT = "40702810000000000001"
OURS = OurSide((OUR_ACCOUNT, "40702810000000000002"), ("АО «Наш Банк»",), ("7700000001",))
#: One legal entity a partner, named by a letter.
ACCOUNTS = {"A": "40702810900000000011", "B": "40702810900000000012"}
TWO_ENTITIES = (
    {"entity_id": "A", "partner_id": "P-A", "legal_name": "ООО «Альфа»", "inn": "7701000001",
     "kpp": "770101001", "account": ACCOUNTS["A"]},
    {"entity_id": "B", "partner_id": "P-B", "legal_name": "АО «Бета»", "inn": "7701000002",
     "kpp": "770101001", "account": ACCOUNTS["B"]},
)  # fmt: skip


def invoice(number: str, rubles: float, entity: str = "A", **more: object) -> Record:
    """An unpaid invoice that a partner sent us on the first of February."""
    minor = round(rubles * 100)
    return {
        "direction": "in",
        "entity_id": entity,
        "kind": "invoice",
        "number": number,
        "invoice_date": date(2026, 2, 1),
        "amount_minor": minor,
        "outstanding_minor": minor,
        "currency": "RUB",
        "status": "open",
        **more,
    }


def line(purpose: str, rubles: float, entity: str = "A", **more: object) -> Record:
    """A payment of ours to the entity's account."""
    return {
        "line_id": "L-1",
        "booked_on": date(2026, 3, 12),
        "account": OUR_ACCOUNT,
        "flow": "out",
        "amount_minor": round(rubles * 100),
        "currency": "RUB",
        "their_account": ACCOUNTS.get(entity),
        "purpose": purpose,
        **more,
    }


def paid(number: str, rubles: float, entity: str = "A", **more: object) -> Record:
    """An entry of the Payment log: so much of an invoice that a partner sent us."""
    return {
        "line_id": "L-0",
        "revision": 1,
        "number": number,
        "entity_id": entity,
        "direction": "in",
        "invoice_date": date(2026, 2, 1),
        "amount_minor": round(rubles * 100),
        "currency": "RUB",
        "paid_on": date(2026, 3, 1),
        "state": "applied",
        "said": "yes",
        **more,
    }


def invoices_frame(records: Sequence[Record]) -> pd.DataFrame:
    frame = typed_frame(INVOICES.columns, records)
    outstanding = pd.array([one["outstanding_minor"] for one in records], dtype="Int64")
    status = pd.array([one["status"] for one in records], dtype="str")
    return frame.assign(outstanding_minor=outstanding, status=status)


def matched(
    lines: Sequence[Record],
    invoices: Sequence[Record],
    *,
    entities: Sequence[Record] = TWO_ENTITIES,
    log: Sequence[Record] = (),
    tolerance_minor: int = 0,
) -> list[MatchedLine]:
    """What the lines are matched with."""
    against = Against(
        invoices=invoices_frame(invoices),
        entities=typed_frame(ENTITIES.columns, entities),
        log=typed_frame(PAYMENT_LOG.columns, log),
        ours=OURS,
        tolerance_minor=tolerance_minor,
    )
    return matched_lines(typed_frame(BANK.columns, lines), against)


def said(found: MatchedLine, lang: str = "ru") -> tuple[str, str, str]:
    """Level, proposal and reason, with plain spaces."""
    row = match_rows([found], {}, typed_frame(MATCHES.columns), lang).iloc[0]
    proposal = "" if pd.isna(row["proposal"]) else row["proposal"]
    return row["level"], _plain(proposal), _plain(row["why"])


def one(
    purpose: str, rubles: float, *invoices: Record, **more: Any
) -> tuple[str, str]:  # as `line` takes
    """Level and proposal of one line."""
    (found,) = matched([line(purpose, rubles, **more)], invoices)
    return said(found)[:2]


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2212", "-")
