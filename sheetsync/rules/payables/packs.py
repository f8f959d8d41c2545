"""Packs of closing documents: what each month of a legal entity needs, has, and lacks."""

from datetime import date

import numpy as np
import pandas as pd

from sheetsync.dates import WorkCalendar, add_months, last_day
from sheetsync.rules.payables.document_sets import Alternatives, alternatives_of
from sheetsync.rules.payables.first_code import first_code
from sheetsync.rules.payables.grouping import (
    NO_DAY,
    Numbers,
    Truths,
    day_number,
    days_of,
    group_numbers,
    month_texts,
    taken,
)
from sheetsync.rules.payables.pack_choice import completion
from sheetsync.rules.payables.pack_contents import NEVER, pack_contents
from sheetsync.tables.catalogue.documents import PACK_STATE
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.table import Tables

_DEFAULT_DEADLINE_DAY = 10
_USED = ["partner_id", "legal_name", "partner", "doc_set", "docs_deadline_day"]


def document_packs(
    tables: Tables, invoices: pd.DataFrame, entities: pd.DataFrame, as_of: date
) -> tuple[pd.DataFrame, Numbers]:
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
        acts_sum_minor, difference_minor (acts less invoices; missing unless both are known). And
        the place of each invoice's pack, see `PackContents.of_invoice`.

    Source: workbook-and-rules.md 3.6.
    """
    entities = entities.assign(doc_set=document_sets(entities, tables.settings))
    contents = pack_contents(tables, invoices, entities, as_of)
    packs = taken(entities[_USED], contents.entity)
    doc_sets = pd.Series(packs["doc_set"])
    alternatives = _alternatives(doc_sets, tables.settings)
    missing, completed = completion(contents, doc_sets, alternatives)
    deadline = _deadlines(contents.month, packs["docs_deadline_day"], tables.calendar)
    # What needs nothing has no deadline.
    needs_nothing = [name for name, sets in alternatives.items() if not sets]
    deadline[doc_sets.isin(needs_nothing)] = NO_DAY
    difference = pd.Series(contents.acts_sum_minor) - contents.invoices_sum_minor
    sums_differ = difference.abs() > tables.settings.amount_tolerance_minor
    told = {
        "entity_id": entities.index.take(contents.entity),
        **{name: packs[name] for name in ("partner_id", "legal_name", "partner")},
        "month": month_texts(contents.month),
        "doc_set": doc_sets,
        "state": _states(
            completed, deadline, sums_differ.to_numpy(bool, na_value=False), day_number(as_of)
        ),
        "missing": missing,
        "deadline": days_of(deadline),
        "completed_on": days_of(np.where(completed == NEVER, NO_DAY, completed)),
        "invoices_sum_minor": contents.invoices_sum_minor,
        "acts_sum_minor": contents.acts_sum_minor,
        "difference_minor": difference,
    }
    return pd.DataFrame(told), contents.of_invoice


def document_sets(entities: pd.DataFrame, settings: Settings) -> pd.Series:
    """The set of each entity: its own, else its group's, else by VAT. Unknown names are skipped."""
    chosen = entities["vat"].astype("str")
    for column in ("group_doc_set", "doc_set"):
        stated = entities[column]
        codes, names = pd.factorize(stated)
        known = [alternatives_of(name, settings.document_sets) is not None for name in names]
        is_known = np.array([*known, False])[codes]  # the last is for entities that state none
        chosen = chosen.where(~is_known, stated)
    return chosen


def _alternatives(doc_sets: pd.Series, settings: Settings) -> dict[str, Alternatives]:
    return {name: alternatives_of(name, settings.document_sets) or () for name in doc_sets.unique()}


def _deadlines(
    months: Numbers, days: pd.api.extensions.ExtensionArray, calendar: WorkCalendar
) -> Numbers:
    """The groups' day of the next month, moved to a working day."""
    wanted = days.to_numpy(dtype=np.int64, na_value=_DEFAULT_DEADLINE_DAY)
    number = group_numbers(months, wanted)
    firsts = np.flatnonzero(~pd.Series(number).duplicated())
    texts = month_texts(months[firsts])
    deadlines = [
        day_number(pack_deadline(month, int(day), calendar))
        for month, day in zip(texts, wanted[firsts], strict=True)
    ]
    return np.array(deadlines, dtype=np.int64)[number]


def pack_deadline(month: str, day: int, calendar: WorkCalendar) -> date:
    """The day until which a month's documents are awaited: that day of the next month.

    A day that the month lacks is its last day; a day off moves to the next working day.

    >>> pack_deadline("2025-12", 10, WorkCalendar()), pack_deadline("2026-01", 31, WorkCalendar())
    (datetime.date(2026, 1, 12), datetime.date(2026, 3, 2))

    Source: workbook-and-rules.md 3.6.
    """
    last = last_day(add_months(month, 1))
    # Validation refuses a day beyond its range, and asks for deadlines before it is heard.
    return calendar.roll_forward(last.replace(day=min(max(day, 1), last.day)))


def _states(
    completed: Numbers, deadline: Numbers, sums_differ: Truths, today: int
) -> "pd.Categorical[str]":
    complete = completed != NEVER
    conditions = {
        "not_needed": deadline == NO_DAY,
        "mismatch": complete & sums_differ,
        "complete": completed <= deadline,
        "complete_late": complete,
        "waiting": deadline >= today,
    }
    return first_code(PACK_STATE, conditions, otherwise="missing")
