"""All invoices and document packs of a workbook, as they stand on a day."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from sheetsync.rules.payables.credits import credited_minor, credits_of
from sheetsync.rules.payables.due_dates import due_dates
from sheetsync.rules.payables.duplicates import duplicates, has_wrong_sign, is_live
from sheetsync.rules.payables.entities import known_entities
from sheetsync.rules.payables.grouping import (
    NO_DAY,
    day_number,
    day_numbers,
    places_in,
    taken,
    with_categories,
)
from sheetsync.rules.payables.numbering import key_codes
from sheetsync.rules.payables.pack_keys import pack_keys
from sheetsync.rules.payables.packs import document_packs
from sheetsync.rules.payables.signals import signals_of
from sheetsync.rules.payables.statuses import UNPAID, invoice_statuses, with_amounts
from sheetsync.rules.payables.terms import payment_terms
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.people import AGREEMENTS, INVOICES
from sheetsync.tables.table import Tables

#: Findings that have a status of their own here: duplicate, error, unapplied_credit, and a payment
#: that is ignored.
HANDLED = ("V-INV-03", "V-INV-05", "V-INV-09", "V-INV-10")
_USED = (
    "direction", "entity_id", "kind", "number", "invoice_date", "month", "amount", "currency",
    "received_on", "due_date", "paid_amount", "paid_date", "ref_number", "state",
)  # fmt: skip
_COMPARED = [
    "direction", "entity_id", "kind", "month", "currency", "paid_amount_minor", "state",
]  # fmt: skip
_DAYS = ("invoice_date", "received_on", "due_date", "paid_date")
_TOLD = [
    "status", "due", "days_overdue", "days_late", "bucket", "credits_minor", "paid_minor",
    "outstanding_minor", "settled", "partial", "waiting", "highlight", "level", "blocked_by",
]  # fmt: skip
_NAMES = ["partner_id", "legal_name", "inn", "partner", "curator"]
_REQUIRED = ["entity_id", "number", "invoice_date", "month", "amount_minor"]
#: What a contract lacks here does not change how long it gives us to pay.
_AGREEMENT_FAULTS = ("V-AGR-01",)
#: No payment for so many days means that they were not entered. Source: 3.4, freshness gate.
_FRESH_DAYS = 10


@dataclass(frozen=True, slots=True)
class Payables:
    """Every invoice and every pack of closing documents, as they stand on a day.

    Attributes:
        as_of: the day of calculation.
        invoices: one row a sound row of Invoices, in the order of the sheet, index = sheet row. All
            columns of the tab (entity_id as the tab Legal entities spells it) and:

            * partner_id, legal_name, inn, partner (name), curator
            * status: code of `INVOICE_STATUS`
            * due: when to pay, typed or by terms, missing for rows that do not count and without
              terms; days_overdue; days_late
            * credits_minor, paid_minor, outstanding_minor: ``Int64`` minor units of `currency`
            * settled, partial: booleans
            * bucket, waiting, highlight, level, blocked_by: see `signals_of`

        packs: one row a pack; see `document_packs`.
        paid_until: the day of the last payment until `as_of`; None when there is none.

    Source: workbook-and-rules.md 3.
    """

    as_of: date
    invoices: pd.DataFrame
    packs: pd.DataFrame
    paid_until: date | None

    @property
    def unpaid(self) -> pd.DataFrame:
        """The invoices that somebody still has to pay."""
        return self.invoices[self.invoices["status"].isin(UNPAID)]

    @property
    def payments_stale(self) -> bool:
        """Whether no payment was entered for 10 days while invoices are unpaid."""
        if self.unpaid.empty:
            return False
        return self.paid_until is None or (self.as_of - self.paid_until).days > _FRESH_DAYS


def payables(tables: Tables, as_of: date) -> Payables:
    """Work out every invoice and every pack of closing documents.

    Rows with an error in a column used here are left out; those whose fault has a status of its own
    (`HANDLED`) stay in.

    Args:
        tables: all people's tabs, with the findings of validation.
        as_of: the day of calculation.

    Source: workbook-and-rules.md 3.
    """
    known = known_entities(tables)
    entities = known[~known["is_repeated"]]
    typed = _readable(tables, entities)
    invoices = _counted(_compared(typed, entities))
    packs, pack_of_invoice = document_packs(tables, invoices, entities, as_of)
    priced = with_amounts(invoices, as_of, tables.settings.amount_tolerance_minor)
    completed_on = pd.Series(
        packs["completed_on"].array.take(pack_of_invoice, allow_fill=True), typed.index
    )
    dated = priced.assign(**_due(priced, completed_on, _agreements(tables, entities), tables))
    dated["status"] = invoice_statuses(dated, as_of)
    dated["outstanding_minor"] = dated["outstanding_minor"].astype("Int64")
    told = pd.concat([dated, signals_of(dated, as_of, tables.settings)], axis=1)[_TOLD]
    complete = pd.concat([typed, told, _names(invoices["entity_id"], known)], axis=1)
    return Payables(as_of, complete, packs, _paid_until(invoices, as_of))


def _readable(tables: Tables, entities: pd.DataFrame) -> pd.DataFrame:
    invoices = sound_rows(tables, INVOICES, *_USED, despite=HANDLED)
    for name in _REQUIRED:
        is_given = invoices[name].notna()
        invoices = invoices if is_given.all() else invoices[is_given]
    entity_id = matched(invoices["entity_id"], entities.index)
    return invoices.assign(entity_id=entity_id)


def _compared(typed: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """What is compared and counted, texts as numbers or categories: cheap to choose from."""
    number_codes, ref_codes = key_codes(typed)
    slim = with_categories(typed[_COMPARED], "entity_id", "currency")
    return slim.assign(
        **{name: day_numbers(typed[name]) for name in _DAYS},
        amount_minor=typed["amount_minor"].to_numpy(dtype=np.int64),
        number_key=number_codes,
        ref_key=ref_codes,
        pack_key=pack_keys(slim, entities),
    )


def _counted(invoices: pd.DataFrame) -> pd.DataFrame:
    """Which rows count, and which invoices the credit notes among them correct."""
    is_duplicate = duplicates(invoices)
    counts = is_live(invoices) & ~is_duplicate
    credited = credits_of(invoices, counts)
    is_applied = counts & (invoices["kind"] == "credit_note")
    is_applied[is_applied] = credited.notna().to_numpy()
    return invoices.assign(
        is_duplicate=is_duplicate,
        counts=counts,
        is_owed=counts & (invoices["kind"] == "invoice") & ~has_wrong_sign(invoices),
        is_applied=is_applied,
        credits_minor=credited_minor(invoices, credited),
    )


def _agreements(tables: Tables, entities: pd.DataFrame) -> pd.DataFrame:
    agreements = sound_rows(
        tables,
        AGREEMENTS,
        *("entity_id", "kind", "status", "valid_from", "valid_to", "auto_renew"),
        *("pay_days", "pay_day_type", "pay_base"),
        despite=_AGREEMENT_FAULTS,
    )
    entity_id = matched(agreements["entity_id"], entities.index)
    return agreements.assign(entity_id=entity_id)


def _due(
    invoices: pd.DataFrame, completed_on: pd.Series, agreements: pd.DataFrame, tables: Tables
) -> dict[str, pd.Series]:
    terms = payment_terms(invoices, agreements, tables.settings)
    dates = due_dates(invoices, terms, completed_on, tables.settings, tables.calendar)
    return {
        "due": dates["due"].where(invoices["is_owed"]),
        "waits_for_docs": dates["waits_for_docs"],
    }


def _names(entity_id: pd.Series, entities: pd.DataFrame) -> pd.DataFrame:
    """The names of each row's entity, missing for an entity that nobody knows."""
    names = taken(entities[_NAMES], places_in(entities.index, entity_id))
    return pd.DataFrame(names, entity_id.index, copy=False)


def _paid_until(invoices: pd.DataFrame, as_of: date) -> date | None:
    days = day_numbers(invoices["paid_date"])
    counts = invoices["counts"].to_numpy() & (days != NO_DAY) & (days <= day_number(as_of))
    return np.datetime64(int(days[counts].max()), "D").item() if counts.any() else None
