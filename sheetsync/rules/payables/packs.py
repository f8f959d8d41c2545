"""Packs of closing documents: what each month of a legal entity needs, has, and lacks."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from sheetsync.dates import WorkCalendar, add_months, first_day, last_day
from sheetsync.rules.payables.document_sets import Alternatives, alternatives_of
from sheetsync.rules.payables.first_code import first_code
from sheetsync.rules.payables.grouping import days_of, group_numbers, month_texts
from sheetsync.rules.payables.pack_choice import completion
from sheetsync.rules.payables.pack_contents import NEVER, pack_contents
from sheetsync.tables.catalogue.tool import PACK_STATE
from sheetsync.tables.settings import Settings
from sheetsync.tables.table import Tables

_DEFAULT_DEADLINE_DAY = 10


def document_packs(
    tables: Tables, invoices: pd.DataFrame, entities: pd.DataFrame, as_of: date
) -> pd.DataFrame:
    """Every pack of closing documents and its state.

    Entities whose document set nobody can tell have no packs.

    Args:
        tables: Jobs, Closing documents, Settings and Calendar are used.
        invoices: the invoices that count; see `pack_contents`.
        entities: what `legal_entities` returns.
        as_of: the day of calculation.

    Returns:
        One row a pack, by entity and month: entity_id, partner_id, legal_name, partner, month,
        doc_set, state (code), missing (tuple of kinds, () when nothing is), deadline (missing when
        nothing is needed), completed_on (missing until complete), invoices_sum_minor,
        acts_sum_minor, difference_minor (acts less invoices; missing unless both are known).

    Source: workbook-and-rules.md 3.6.
    """
    entities = entities.assign(doc_set=_document_sets(entities, tables.settings))
    contents = pack_contents(tables, invoices, entities, as_of)
    packs = entities.take(contents.packs["entity"].to_numpy()).reset_index()
    packs["month"] = month_texts(contents.packs["month"])
    alternatives = _alternatives(packs["doc_set"], tables.settings)
    missing, completed = completion(contents, packs["doc_set"], alternatives)
    needs_nothing = packs["doc_set"].isin([name for name, sets in alternatives.items() if not sets])
    packs = packs.assign(
        missing=missing,
        needs_nothing=needs_nothing,
        deadline=_deadlines(packs, tables.calendar).mask(needs_nothing),
        completed_on=days_of(np.where(completed == NEVER, 0, completed), packs.index).mask(
            completed == NEVER
        ),
        invoices_sum_minor=contents.invoices_sum_minor,
        acts_sum_minor=contents.acts_sum_minor,
        difference_minor=contents.acts_sum_minor - contents.invoices_sum_minor,
    )
    packs["state"] = _states(packs, as_of, tables.settings.amount_tolerance_minor)
    columns = ["entity_id", "partner_id", "legal_name", "partner", "month", "doc_set", "state"]
    columns += ["missing", "deadline", "completed_on"]
    columns += ["invoices_sum_minor", "acts_sum_minor", "difference_minor"]
    return packs.sort_values(["entity_id", "month"], ignore_index=True)[columns]


def _document_sets(entities: pd.DataFrame, settings: Settings) -> pd.Series:
    """The set of each entity: its own, else its group's, else by VAT. Unknown names are skipped."""
    chosen = entities["vat"].astype("str")
    for column in ("group_doc_set", "doc_set"):
        stated = entities[column].astype("str")
        known = [
            name
            for name in stated.dropna().unique()
            if alternatives_of(name, settings.document_sets) is not None
        ]
        chosen = chosen.where(~stated.isin(known), stated)
    return chosen


def _alternatives(doc_sets: pd.Series, settings: Settings) -> dict[str, Alternatives]:
    return {name: alternatives_of(name, settings.document_sets) or () for name in doc_sets.unique()}


def _deadlines(packs: pd.DataFrame, calendar: WorkCalendar) -> pd.Series:
    """The groups' day of the next month, moved to a working day."""
    days = packs["docs_deadline_day"].astype("Int64").fillna(_DEFAULT_DEADLINE_DAY)
    number = group_numbers(packs["month"], days)
    firsts = ~pd.Series(number).duplicated().to_numpy()
    deadlines = [
        pack_deadline(month, int(day), calendar)
        for month, day in zip(packs["month"][firsts], days[firsts], strict=True)
    ]
    known = pd.Series(deadlines, dtype="datetime64[s]")
    return known.take(number).set_axis(packs.index)


def pack_deadline(month: str, day: int, calendar: WorkCalendar) -> date:
    """The day until which a month's documents are awaited: that day of the next month.

    A day that the month lacks is its last day; a day off moves to the next working day.

    >>> pack_deadline("2025-12", 10, WorkCalendar()), pack_deadline("2026-01", 31, WorkCalendar())
    (datetime.date(2026, 1, 12), datetime.date(2026, 3, 2))

    Source: workbook-and-rules.md 3.6.
    """
    following = add_months(month, 1)
    named = first_day(following) + timedelta(days=max(day, 1) - 1)
    return calendar.roll_forward(min(named, last_day(following)))


def _states(packs: pd.DataFrame, as_of: date, tolerance_minor: int) -> pd.Series:
    complete = packs["completed_on"].notna()
    conditions = {
        "not_needed": packs["needs_nothing"],
        "mismatch": complete & (packs["difference_minor"].abs() > tolerance_minor),
        "complete": complete & (packs["completed_on"] <= packs["deadline"]),
        "complete_late": complete,
        "waiting": packs["deadline"] >= pd.Timestamp(as_of),
    }
    return first_code(PACK_STATE, conditions, otherwise="missing")
