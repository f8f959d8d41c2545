"""The invoices that we may pay now, each with all that stands in its way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from sheetsync.language import Phrase, Sayable
from sheetsync.rules.payables.contracts import contracts_in_force
from sheetsync.rules.payables.entities import known_entities
from sheetsync.rules.payables.ledger import Payables
from sheetsync.rules.payables.overdue_tab import worst_first
from sheetsync.rules.payments.doubts import Doubts
from sheetsync.rules.payments.order_purpose import PaidInvoice, order_purpose
from sheetsync.rules.payments.orders_given import (
    EarlierOrder,
    InvoiceKey,
    PaymentLogs,
    invoice_key,
    known_accounts,
    open_orders,
)
from sheetsync.rules.payments.plan_blocks import (
    UNSETTLED,
    Changed,
    KnownAccounts,
    changed_account,
    invoice_block,
    payee_block,
    said_changed,
)
from sheetsync.rules.payments.requisites import Requisites, requisites
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.documents import AGREEMENTS
from sheetsync.tables.catalogue.finding_codes import V_AGR_01
from sheetsync.tables.table import Tables

#: What must be read of a contract to name it; what it lacks besides changes nothing here.
_CONTRACT = (
    "entity_id", "kind", "number", "status", "signed_on", "valid_from", "valid_to", "auto_renew",
)  # fmt: skip
_NOBODY = Requisites()
_UNKNOWN = KnownAccounts()


@dataclass(frozen=True, slots=True, kw_only=True)
class PayableInvoice:
    """An unpaid invoice of a partner.

    Attributes:
        key: which one it is.
        row: its sheet row in Invoices.
        status: code of `INVOICE_STATUS`.
        partner: the partner's name, "" unknown.
        payee: where its money goes; None: nobody knows its legal entity.
        invoice: what an order says of it.
        due: until when; None: it has no day.
        outstanding_minor: what is left, in minor units of `currency`.
        is_undated: its payments are in doubt (V-PAY-11): nobody knows what is left.
        is_unsettled: a payment of its legal entity names no invoice (V-PAY-10).
        changed: its account is new; None: it is not.
        earlier: an order of it that is not paid yet; None: there is none.
    """

    key: InvoiceKey
    row: int
    status: str
    partner: str
    payee: Requisites | None
    invoice: PaidInvoice
    due: date | None
    outstanding_minor: int
    currency: str
    is_undated: bool
    is_unsettled: bool
    changed: Changed | None
    earlier: EarlierOrder | None

    @property
    def to(self) -> Requisites:
        """Where its money goes, as far as it is known."""
        return self.payee or _NOBODY

    def purpose(self, ordered_minor: int) -> str:
        """What an order for this sum says."""
        return order_purpose(self.invoice, ordered_minor, self.to.account)

    def blocks(self, ordered_minor: int) -> tuple[Sayable, ...]:
        """All that keeps it from being ordered, but a changed account."""
        found: tuple[Phrase | None, ...] = (
            payee_block(self.payee),
            UNSETTLED if self.is_unsettled else None,
            invoice_block(self.invoice, ordered_minor, self.to.account),
        )
        return tuple(block for block in found if block is not None)

    def warnings(self, ordered_minor: int) -> tuple[Sayable, ...]:
        """All that stands in its way, a changed account too."""
        blocks = self.blocks(ordered_minor)
        return blocks if self.changed is None else (*blocks, said_changed(self.changed))


def payable_invoices(
    tables: Tables, payables: Payables, logs: PaymentLogs, doubts: Doubts, ordering: str = ""
) -> tuple[PayableInvoice, ...]:
    """Every unpaid invoice from partners, the worst overdue first; disputed ones too.

    Args:
        tables: Legal entities and Agreements are used.
        payables: as they stand today.
        logs: what was planned and ordered, and what the bank shows.
        doubts: what the entered payments leave open.
        ordering: the plan that is ordered now, "" for none.
    """
    payees = requisites(tables)
    known = known_accounts(payees, logs, ordering)
    earlier = open_orders(logs, payables.invoices)
    contracts = _Contracts(tables)
    unpaid = payables.unpaid[payables.unpaid["direction"] == "in"]

    def one(row: int, facts: Mapping[Any, Any]) -> PayableInvoice:
        key = invoice_key(facts)
        payee = payees.get(key.entity_id)
        account = payee.account if payee else ""
        return PayableInvoice(
            key=key,
            row=row,
            status=str(facts["status"]),
            partner=_text(facts["partner"]),
            payee=payee,
            invoice=_paid_invoice(facts, contracts, payee),
            due=_day(facts["due"]),
            outstanding_minor=int(facts["outstanding_minor"]),
            currency=_text(facts["currency"]),
            is_undated=row in doubts.undated,
            is_unsettled=key.entity_id in doubts.unsettled,
            changed=changed_account(
                account,
                known.get(key.entity_id, _UNKNOWN),
                payables.as_of,
                tables.calendar,
            ),
            earlier=earlier.get(key),
        )

    return tuple(one(row, facts) for row, facts in _rows(worst_first(unpaid)))


def _rows(frame: pd.DataFrame) -> Iterator[tuple[int, Mapping[Any, Any]]]:
    return zip(frame.index, frame.to_dict("records"), strict=True)


def _paid_invoice(
    facts: Mapping[Any, Any], contracts: "_Contracts", payee: Requisites | None
) -> PaidInvoice:
    vat, day = facts["vat_amount_minor"], facts["invoice_date"].date()
    return PaidInvoice(
        number=_text(facts["number"]),
        invoice_date=day,
        month=_text(facts["month"]),
        contract=contracts.number(_text(facts["entity_id"]), day),
        amount_minor=int(facts["amount_minor"]),
        vat_minor=int(vat) if pd.notna(vat) else None,
        pays_vat=payee is not None and payee.pays_vat,
    )


class _Contracts:
    """The numbers of contracts by entity and day, each day looked up once."""

    def __init__(self, tables: Tables) -> None:
        rows = sound_rows(tables, AGREEMENTS, *_CONTRACT, despite=(V_AGR_01,))
        entity_id = matched(rows["entity_id"], known_entities(tables).index)
        self._agreements = rows.assign(entity_id=entity_id)[rows["number"].notna()]
        self._days: dict[date, Mapping[str, str]] = {}

    def number(self, entity_id: str, day: date) -> str:
        """The number of the contract that an entity has in force on a day, "" for none."""
        if day not in self._days:
            found = contracts_in_force(self._agreements, pd.Timestamp(day))
            numbers = zip(found["entity_id"], found["number"], strict=True)
            self._days[day] = {str(entity): str(number) for entity, number in numbers}
        return self._days[day].get(entity_id, "")


def _text(value: Any) -> str:  # noqa: ANN401  # a cell of a frame
    return str(value) if pd.notna(value) else ""


def _day(value: Any) -> date | None:  # noqa: ANN401  # a cell of a frame
    return value.date() if pd.notna(value) else None
