"""All invoices and document packs of a workbook, as they stand on a day."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from sheetsync.rules.payables.credits import credited_minor, credits_of
from sheetsync.rules.payables.due_dates import due_dates
from sheetsync.rules.payables.duplicates import duplicates, has_wrong_sign, is_live
from sheetsync.rules.payables.entities import legal_entities
from sheetsync.rules.payables.grouping import group_numbers, places_in, with_categories
from sheetsync.rules.payables.numbering import key_codes
from sheetsync.rules.payables.packs import document_packs
from sheetsync.rules.payables.signals import with_signals
from sheetsync.rules.payables.statuses import UNPAID, invoice_statuses, with_amounts
from sheetsync.rules.payables.terms import payment_terms
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.people import AGREEMENTS, INVOICES
from sheetsync.tables.table import Tables

#: Findings that have a status of their own here: duplicate, error, unapplied_credit, a payment
#: that is ignored, and currencies that are never summed.
HANDLED = ("V-INV-03", "V-INV-05", "V-INV-09", "V-INV-10", "V-INV-15")
_USED = (
    "direction", "entity_id", "kind", "number", "invoice_date", "month", "amount", "currency",
    "received_on", "due_date", "paid_amount", "paid_date", "ref_number", "state",
)  # fmt: skip
_COMPARED = [
    "direction", "entity_id", "kind", "invoice_date", "month", "amount_minor", "currency",
    "received_on", "due_date", "paid_amount_minor", "paid_date", "state",
]  # fmt: skip
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
            * bucket, waiting, highlight, level, blocked_by: see `with_signals`

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
    entities = legal_entities(tables)
    today = pd.Timestamp(as_of)
    typed = _readable(tables, entities)
    invoices = _counted(_compared(typed))
    packs = document_packs(tables, invoices[_is_owed(invoices)], entities, as_of)
    priced = with_amounts(invoices, today, tables.settings.amount_tolerance_minor)
    dated = priced.assign(**_due(priced, packs, _agreements(tables, entities), tables))
    dated["status"] = invoice_statuses(dated, today)
    told = with_signals(dated, today, tables.settings)[_TOLD]
    names = _names(entities, invoices["entity_id"])
    return Payables(
        as_of, pd.concat([typed, told, names], axis=1), packs, _paid_until(invoices, today)
    )


def _readable(tables: Tables, entities: pd.DataFrame) -> pd.DataFrame:
    invoices = sound_rows(tables, INVOICES, *_USED, despite=HANDLED)
    for name in _REQUIRED:
        is_given = invoices[name].notna()
        invoices = invoices if is_given.all() else invoices[is_given]
    entity_id = matched(invoices["entity_id"], entities.index.to_series())
    return invoices.assign(entity_id=entity_id)


def _compared(typed: pd.DataFrame) -> pd.DataFrame:
    """What is compared and counted, texts as numbers or categories: cheap to choose from."""
    number_codes, ref_codes, _ = key_codes(typed)
    slim = with_categories(typed[_COMPARED], "entity_id", "month", "currency")
    return slim.assign(number_key=number_codes, ref_key=ref_codes)


def _counted(invoices: pd.DataFrame) -> pd.DataFrame:
    """Which rows count, and which invoices the credit notes among them correct."""
    is_duplicate = duplicates(invoices)
    counts = is_live(invoices) & ~is_duplicate
    credited = credits_of(invoices[counts])
    return invoices.assign(
        is_duplicate=is_duplicate,
        counts=counts,
        credited=credited.reindex(invoices.index),
        credits_minor=credited_minor(invoices, credited),
    )


def _is_owed(invoices: pd.DataFrame) -> pd.Series:
    """Whether the row is an invoice that counts."""
    return invoices["counts"] & (invoices["kind"] == "invoice") & ~has_wrong_sign(invoices)


def _agreements(tables: Tables, entities: pd.DataFrame) -> pd.DataFrame:
    agreements = sound_rows(
        tables,
        AGREEMENTS,
        *("entity_id", "kind", "status", "valid_from", "valid_to", "auto_renew"),
        *("pay_days", "pay_day_type", "pay_base"),
        despite=_AGREEMENT_FAULTS,
    )
    entity_id = matched(agreements["entity_id"], entities.index.to_series())
    return agreements.assign(entity_id=entity_id)


def _due(
    invoices: pd.DataFrame, packs: pd.DataFrame, agreements: pd.DataFrame, tables: Tables
) -> dict[str, pd.Series]:
    terms = payment_terms(invoices, agreements, tables.settings)
    waits = invoices["due_date"].isna() & (terms["pay_base"] == "closing_docs")
    completed_on = _completed_on(invoices[waits], packs).reindex(invoices.index)
    dates = due_dates(invoices, terms, completed_on, tables.settings, tables.calendar)
    return {
        "due": dates["due"].where(_is_owed(invoices)),
        "waits_for_docs": dates["waits_for_docs"],
    }


def _completed_on(invoices: pd.DataFrame, packs: pd.DataFrame) -> pd.Series:
    """The day the pack of each invoice's entity and month was complete."""
    pair = group_numbers(invoices["entity_id"], invoices["month"])
    pairs = invoices.loc[~pd.Series(pair).duplicated().to_numpy(), ["entity_id", "month"]]
    places = pd.MultiIndex.from_frame(pairs.astype("str"))
    completed = packs.set_index(["entity_id", "month"])["completed_on"].reindex(places)
    return completed.take(pair).set_axis(invoices.index)


def _names(entities: pd.DataFrame, entity_id: pd.Series) -> pd.DataFrame:
    # The last row stands for an entity that nobody knows.
    named = entities[_NAMES].reindex([*entities.index, None])
    return named.take(places_in(entities.index, entity_id)).set_axis(entity_id.index)


def _paid_until(invoices: pd.DataFrame, today: pd.Timestamp) -> date | None:
    days = invoices["paid_date"][invoices["counts"] & (invoices["paid_date"] <= today)]
    return None if days.empty else days.max().date()
