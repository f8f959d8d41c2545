"""The rows of Invoices that can be read, and which of them count: one answer for every tab."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from sheetsync.rules.payables.duplicates import Repeats, is_live, repeats_of
from sheetsync.rules.payables.grouping import Truths, day_numbers, with_categories
from sheetsync.rules.payables.line_items import Bounds, summed_lines
from sheetsync.rules.payables.numbering import with_number_keys
from sheetsync.rules.payables.payouts import earned_minor
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.finding_codes import (
    V_INV_03,
    V_INV_05,
    V_INV_09,
    V_INV_10,
    V_INV_17,
)
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.table import Tables

#: Findings that have a status of their own here: duplicate, error, unapplied_credit, and a
#: payment that is ignored; and blank cells that are required, of which `TELLING` decides.
HANDLED = (V_INV_03, V_INV_05, V_INV_09, V_INV_10, V_INV_17, "REQUIRED")
_USED = (
    "direction", "entity_id", "kind", "number", "invoice_date", "month", "amount", "currency",
    "received_on", "due_date", "paid_amount", "paid_date", "ref_number", "state",
)  # fmt: skip
_COMPARED = [
    "direction", "entity_id", "kind", "number", "month", "currency", "paid_amount_minor", "state",
]  # fmt: skip
_KEYS = ["ref_number", "number"]
_DAYS = ("invoice_date", "received_on", "due_date", "paid_date")
#: What makes an invoice one. Without a month it is in no pack, but a debt all the same.
TELLING = ("entity_id", "number", "invoice_date", "amount_minor")


@dataclass(frozen=True, slots=True)
class InvoiceRows:
    """What can be read of Invoices; arrays have one place a row.

    Attributes:
        typed: the rows, index = sheet row, entity_id as Legal entities spells it; lines of one
            invoice are summed in its first row.
        compared: the same rows as they are compared and counted: texts as categories, days as
            numbers, with `number_key`, `ref_key` and `paper_day` (see `with_number_keys`).
        repeats: which rows are of one number.
        is_line: lines that stand in the sum of their first row.
        is_refused: rows that may be lines, or a corrected row beside the old one, and count nowhere
            (V-INV-17).
    """

    typed: pd.DataFrame
    compared: pd.DataFrame
    repeats: Repeats
    is_line: Truths
    is_refused: Truths

    @property
    def counts(self) -> Truths:
        """The rows that count: live, and neither a repeat nor a line of another."""
        aside = self.repeats.is_duplicate | self.is_line | self.is_refused
        return is_live(self.compared) & ~aside


def invoice_rows(tables: Tables, entities: pd.DataFrame, as_of: date) -> InvoiceRows:
    """Read Invoices and tell which rows count.

    Rows with an error in a column used here are left out, so that they push out no other; those
    whose fault has a status of its own (`HANDLED`) stay in.

    Args:
        tables: with the findings of reading and of the rules about single rows.
        entities: what `legal_entities` returns.
        as_of: the day of calculation.

    Source: amendments.md 2, which row counts.
    """
    typed = _readable(tables, entities)
    compared = _compared(typed)
    repeats = repeats_of(compared)
    bounds = Bounds(
        lambda: earned_minor(tables, entities), tables.settings.amount_tolerance_minor, as_of
    )
    typed, summed = summed_lines(typed, repeats.lines, bounds)
    is_line, is_refused = (np.zeros(len(typed), dtype=np.bool_) for _ in range(2))
    for first, places in repeats.lines.items():
        (is_line if first in summed else is_refused)[places] = True
    if summed:
        compared = _compared(typed)
    return InvoiceRows(typed, compared, repeats, is_line, is_refused)


def _readable(tables: Tables, entities: pd.DataFrame) -> pd.DataFrame:
    invoices = sound_rows(tables, INVOICES, *_USED, despite=HANDLED)
    for name in TELLING:
        is_given = invoices[name].notna()
        invoices = invoices if is_given.all() else invoices[is_given]
    entity_id = matched(invoices["entity_id"], entities.index)
    return invoices.assign(entity_id=entity_id)


def _compared(typed: pd.DataFrame) -> pd.DataFrame:
    """What is compared and counted, texts as numbers or categories: cheap to choose from."""
    slim = with_categories(typed[_COMPARED], "entity_id", "currency")
    keyed = with_number_keys(typed[[*_KEYS, "invoice_date"]])
    return slim.assign(
        **{name: day_numbers(typed[name]) for name in _DAYS},
        **{name: keyed[name] for name in ("number_key", "ref_key", "paper_day")},
        amount_minor=typed["amount_minor"].to_numpy(dtype=np.int64),
    )
