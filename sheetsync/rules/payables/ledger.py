"""All invoices and document packs of a workbook, as they stand on a day."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from sheetsync.rules.payables.booked import BankTabs, Booked, booked_payments
from sheetsync.rules.payables.credits import credited_minor, credits_of
from sheetsync.rules.payables.due_dates import due_dates
from sheetsync.rules.payables.duplicates import has_wrong_sign
from sheetsync.rules.payables.entities import known_entities
from sheetsync.rules.payables.grouping import (
    NO_DAY,
    day_number,
    day_numbers,
    places_in,
    taken,
)
from sheetsync.rules.payables.invoice_rows import InvoiceRows, invoice_rows
from sheetsync.rules.payables.left_out import rows_left_out
from sheetsync.rules.payables.pack_keys import pack_keys
from sheetsync.rules.payables.packs import document_packs
from sheetsync.rules.payables.paid import paid_of, payments_frame, with_paid
from sheetsync.rules.payables.signals import signals_of
from sheetsync.rules.payables.statuses import invoice_statuses, with_amounts
from sheetsync.rules.payables.terms import payment_terms, readable_agreements
from sheetsync.tables.catalogue.payables import INVOICES, UNPAID
from sheetsync.tables.same_frames import LastAnswers, contents_of
from sheetsync.tables.same_tables import content_of_tables
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.table import Tables

_TOLD = [
    "status", "due", "days_overdue", "days_late", "bucket", "credits_minor", "paid_minor",
    "outstanding_minor", "settled", "partial", "waiting", "highlight", "level", "blocked_by",
]  # fmt: skip
_NAMES = ["partner_id", "legal_name", "inn", "partner", "curator"]
#: No payment for so many days means that they were not entered. Source: 3.4, freshness gate.
_FRESH_DAYS = 10


@dataclass(frozen=True, slots=True)
class BankReach:
    """How far the bank's statements reach.

    Attributes:
        until: the last day that they tell of.
        is_old: whether more working days than Settings.bank_until_warn_days have passed since.
    """

    until: date
    is_old: bool


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
        left_out: the rows of Invoices that are in no figure because of errors; see `rows_left_out`.
        payments: what was paid of invoices that the bank or the tab Payments tells of; see
            `payments_frame`. Of these, paid_amount_minor and paid_date are what these payments
            come to until `as_of`.
        astray: payments that pay no invoice: it is not found any more, or its number is of several.
        bank: how far the bank's statements reach; None without any.

    Source: workbook-and-rules.md 3.
    """

    as_of: date
    invoices: pd.DataFrame
    packs: pd.DataFrame
    paid_until: date | None
    left_out: pd.DataFrame
    payments: pd.DataFrame = field(default_factory=partial(payments_frame, pd.DataFrame(), {}))
    astray: tuple[Booked, ...] = ()
    bank: BankReach | None = None

    @property
    def unpaid(self) -> pd.DataFrame:
        """The invoices that somebody still has to pay."""
        return self.invoices[self.invoices["status"].isin(UNPAID)]

    @property
    def payments_stale(self) -> bool:
        """Whether payments may have been made that nobody entered, while invoices are unpaid.

        Where statements are read: whether the last one is old; else whether no payment was entered
        for 10 days.
        """
        if self.unpaid.empty:
            return False
        if self.bank is not None:
            return self.bank.is_old
        return self.paid_until is None or (self.as_of - self.paid_until).days > _FRESH_DAYS


def payables(tables: Tables, as_of: date, bank: BankTabs | None = None) -> Payables:
    """Work out every invoice and every pack of closing documents.

    Rows with an error in a column used here are left out; those whose fault has a status of its own
    stay in (see `invoice_rows`).

    Args:
        tables: all people's tabs, with the findings of validation.
        as_of: the day of calculation.
        bank: the bank's tabs; None where the workbook has none.

    Source: workbook-and-rules.md 3; adoption.md P1.
    """
    held = content_of_tables(tables)
    told = contents_of(bank.bank, bank.matches, bank.log) if bank else ()
    if held is None or told is None:
        return _worked_out(tables, as_of, bank)
    asked = (held, as_of, told, repr((bank.headers, bank.titles)) if bank else "")
    return _LAST.to(asked, lambda: (tables, _worked_out(tables, as_of, bank)))[1]


#: The payables of a day, and the tables that they were worked out of.
_LAST: LastAnswers[tuple[Tables, Payables]] = LastAnswers()


def _worked_out(tables: Tables, as_of: date, bank: BankTabs | None) -> Payables:
    known, entities, rows, invoices = _begun(tables, as_of)
    booked = booked_payments(rows, tables, bank.log if bank else None)
    paid = paid_of(invoices, booked, first_told(tables.settings, bank))
    invoices, typed = (with_paid(frame, paid, as_of) for frame in (invoices, rows.typed))
    packs, pack_of_invoice = document_packs(tables, invoices, entities, as_of)
    priced = with_amounts(invoices, as_of, tables.settings.amount_tolerance_minor)
    completed_on = pd.Series(
        packs["completed_on"].array.take(pack_of_invoice, allow_fill=True), typed.index
    )
    dated = priced.assign(
        **_due(priced, completed_on, readable_agreements(tables, entities), tables)
    )
    dated["status"] = invoice_statuses(dated, as_of)
    dated["outstanding_minor"] = dated["outstanding_minor"].astype("Int64")
    told = pd.concat([dated, signals_of(dated, as_of, tables.settings)], axis=1)[_TOLD]
    complete = pd.concat([typed, told, _names(invoices["entity_id"], known)], axis=1)
    left_out = rows_left_out(tables.frame(INVOICES.code), complete)
    return Payables(
        as_of, complete, packs, _paid_until(invoices, as_of), left_out,
        payments=payments_frame(typed, paid),
        astray=tuple(one for one in booked if len(one.places) != 1),
        bank=_reach(tables, bank, as_of),
    )  # fmt: skip


def first_told(settings: Settings, bank: BankTabs | None) -> date | None:
    """The first day of which the bank tells what was paid; None without a bank.

    Settings.payments_from, typed by people, overrules what the tab shows.
    """
    return settings.payments_from or (bank.first_on if bank else None)


def _reach(tables: Tables, bank: BankTabs | None, as_of: date) -> BankReach | None:
    until = bank.until if bank else None
    if until is None:
        return None
    last_day = tables.calendar.add_working(until, tables.settings.bank_until_warn_days)
    return BankReach(until, is_old=last_day < as_of)


def packs_alone(tables: Tables, as_of: date) -> pd.DataFrame:
    """The packs of `payables`, for who needs nothing else of it."""
    _, entities, _, invoices = _begun(tables, as_of)
    return document_packs(tables, invoices, entities, as_of)[0]


class _Begun(NamedTuple):
    """What both stand on: entities, those that count among them, rows, invoices that count."""

    known: pd.DataFrame
    entities: pd.DataFrame
    rows: InvoiceRows
    invoices: pd.DataFrame


def _begun(tables: Tables, as_of: date) -> _Begun:
    known = known_entities(tables)
    entities = known[~known["is_repeated"]]
    rows = invoice_rows(tables, entities, as_of)
    invoices = _counted(rows).assign(pack_key=pack_keys(rows.compared, entities))
    return _Begun(known, entities, rows, invoices)


def _counted(rows: InvoiceRows) -> pd.DataFrame:
    """Which rows count, and which invoices the credit notes among them correct."""
    invoices, counts = rows.compared, rows.counts
    credited = credits_of(invoices, counts)
    is_applied = counts & (invoices["kind"] == "credit_note")
    is_applied[is_applied] = credited.notna().to_numpy()
    return invoices.assign(
        is_duplicate=rows.repeats.is_duplicate,
        is_line=rows.is_line,
        is_refused=rows.is_refused,
        counts=counts,
        is_owed=counts & (invoices["kind"] == "invoice") & ~has_wrong_sign(invoices),
        is_applied=is_applied,
        credits_minor=credited_minor(invoices, credited),
    )


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
