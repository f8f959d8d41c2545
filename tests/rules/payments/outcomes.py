"""What the matcher says of made lines, beside what they truly pay."""

from dataclasses import dataclass
from typing import Any

from tests.rules.payments.bank_frames import Record, matched
from tests.rules.payments.made_lines import MadeBank


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line: its level, what it was said to pay, and what it pays."""

    kind: str
    level: str
    purpose: str
    proposed: dict[Any, int]
    truth: dict[Any, int]

    @property
    def is_right(self) -> bool:
        return self.proposed == self.truth


def invoice_records(bank: MadeBank) -> list[Record]:
    return [
        {
            "direction": one.direction,
            "entity_id": one.entity,
            "kind": "invoice",
            "number": one.number,
            "invoice_date": one.day,
            "amount_minor": one.minor,
            "outstanding_minor": one.minor if one.status == "open" else 0,
            "currency": one.currency,
            "status": one.status,
        }
        for one in bank.invoices
    ]


def outcomes_of(bank: MadeBank) -> list[Outcome]:
    found = matched(
        [line.shown for line in bank.lines], invoice_records(bank), entities=bank.entities
    )
    return [
        Outcome(
            line.kind,
            one.match.level.code,
            line.shown["purpose"],
            {(it.number, it.invoice_date): minor for it, minor in one.match.claims},
            dict(line.truth),
        )
        for line, one in zip(bank.lines, found, strict=True)
    ]
