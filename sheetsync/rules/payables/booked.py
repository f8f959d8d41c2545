"""What the bank and the tab Payments say was paid, payment by payment, and of which invoice.

Source: adoption.md P1, "What a run does with a decision".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from sheetsync.rules.payables.duplicates import is_live
from sheetsync.rules.payables.first_code import is_one_of
from sheetsync.rules.payables.invoice_index import InvoiceIndex, Named, day_of
from sheetsync.rules.payables.invoice_rows import InvoiceRows
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.finding_codes import V_PAY_02, V_PAY_12
from sheetsync.tables.catalogue.payments import BANK, MATCHES, PAYMENT_LOG, PAYMENT_STATE, PAYMENTS
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.table import Tables

_SIGN = {choice.code: choice.sign for choice in PAYMENT_STATE}
_IDENTITY = ["line_id", "entity_id", "direction", "currency", "number", "invoice_date", "paid_on"]
_TYPED = ("entity_id", "number", "invoice_date", "direction", "date", "amount", "currency")

#: What is paid: a credit note is no bill.
_BILLS = ("invoice",)

#: Where a payment stands: a row of the Payment log, of Payments, or a pair typed into Invoices
#: before the bank was read.
Source = Literal["bank", "payments", "opening"]


@dataclass(frozen=True, slots=True)
class BankTabs:
    """What the bank's tabs hold, as one snapshot shows them.

    Attributes:
        bank: rows of the tab Bank by code, index = sheet row.
        matches: rows of Matches, as they were published last.
        log: rows of the Payment log.
        headers: names of the columns of these tabs as they stand in the workbook, by the tab's
            code; "" for one that is not ours.
        titles: the tabs' titles, by code.
        unread: sheet rows of Bank whose decision is not blank and none of the list's.
    """

    bank: pd.DataFrame = field(default_factory=partial(typed_frame, BANK.columns))
    matches: pd.DataFrame = field(default_factory=partial(typed_frame, MATCHES.columns))
    log: pd.DataFrame = field(default_factory=partial(typed_frame, PAYMENT_LOG.columns))
    headers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[int] = frozenset()

    @property
    def first_on(self) -> date | None:
        """The first day that the bank tells of."""
        return day_of(self.bank["booked_on"].min())

    @property
    def until(self) -> date | None:
        """The last day that the bank tells of."""
        return day_of(self.bank["booked_on"].max())


@dataclass(frozen=True, slots=True)
class Booked:
    """One payment.

    Attributes:
        source: where it stands.
        row: the sheet row there.
        named: the invoice it pays.
        amount_minor: below 0 for what was taken back of another one.
        paid_on: its day; None where nobody knows it.
        line_id: of the bank's line, "" for others.
        places: of the invoices that it may pay, among `InvoiceRows`: one as a rule, none where
            nobody finds it (V-PAY-02, V-PAY-10), several where the number is of several (V-PAY-12).
    """

    source: Source
    row: int
    named: Named
    amount_minor: int
    paid_on: date | None
    line_id: str = ""
    places: tuple[int, ...] = ()


class LogSum(NamedTuple):
    """What a line of the bank pays of an invoice in the end; never 0.

    Attributes:
        row: the sheet row of the last entry that says so.
    """

    line_id: str
    named: Named
    amount_minor: int
    paid_on: date | None
    row: int


def log_sums(log: pd.DataFrame) -> list[LogSum]:
    """What the Payment log says was paid: applied less reversed, in the order of the log.

    Args:
        log: rows of the Payment log by code, index = sheet row, in whatever order.
    """
    told = log.dropna(subset=["line_id", *_IDENTITY[1:5], "amount_minor"])
    sign = told["state"].astype("str").map(_SIGN).fillna(0).astype("int64")
    rows = told[_IDENTITY].assign(minor=told["amount_minor"] * sign, row=told.index)
    # Groups of categories would be all that there could be.
    rows = rows.astype({"direction": "str"})
    sums = rows.groupby(_IDENTITY, dropna=False, sort=False).agg(
        minor=("minor", "sum"), row=("row", "max")
    )
    return [
        LogSum(
            line_id=str(key[0]),
            named=Named(str(key[1]), str(key[2]), str(key[3]), str(key[4]), day_of(key[5])),
            amount_minor=int(minor),
            paid_on=day_of(key[6]),
            row=int(row),
        )
        for key, minor, row in zip(sums.index, sums["minor"], sums["row"], strict=True)
        if minor
    ]


def booked_payments(
    rows: InvoiceRows, tables: Tables, log: pd.DataFrame | None
) -> tuple[Booked, ...]:
    """All payments of the Payment log and of the tab Payments.

    Args:
        rows: the invoices.
        tables: give the tab Payments; its rows with errors of other kinds are left out.
        log: rows of the Payment log; None without one.
    """
    told = () if log is None or log.empty else _of_log(log)
    found = [*told, *_of_people(tables, rows)]
    if not found:
        return ()
    index = invoice_index(rows, {one.named.entity_id for one in found})
    return tuple(
        Booked(
            one.source, one.row, one.named, one.amount_minor, one.paid_on, one.line_id,
            index.places(one.named),
        )
        for one in found
    )  # fmt: skip


def invoice_index(rows: InvoiceRows, entity_ids: set[str]) -> InvoiceIndex:
    """The invoices that a payment may name; a repeat and a line stand for the row that counts.

    Args:
        rows: the invoices.
        entity_ids: nobody else's are asked for.
    """
    first = rows.repeats.first
    stands_for = np.where(first >= 0, first, np.arange(len(first)))
    is_one = is_live(rows.compared) & ~rows.is_refused & is_one_of(rows.compared["kind"], _BILLS)
    is_one &= rows.typed["entity_id"].isin(entity_ids).to_numpy(dtype=np.bool_)
    return InvoiceIndex(rows.typed, np.where(is_one, stands_for, -1))


def _of_log(log: pd.DataFrame) -> Iterator[Booked]:
    for one in log_sums(log):
        yield Booked("bank", one.row, one.named, one.amount_minor, one.paid_on, one.line_id)


def _of_people(tables: Tables, rows: InvoiceRows) -> Iterator[Booked]:
    if PAYMENTS.code not in tables.tables:
        return
    typed = sound_rows(tables, PAYMENTS, *_TYPED, despite=(V_PAY_02, V_PAY_12))
    typed = typed.dropna(subset=["entity_id", "number", "date", "amount_minor", "currency"])
    known = pd.Index(rows.typed["entity_id"].dropna().unique())
    typed = typed.assign(entity_id=matched(typed["entity_id"], known))
    for row in typed.itertuples():
        owner = (str(row.entity_id), str(row.direction), str(row.currency))
        named = Named(*owner, str(row.number), day_of(row.invoice_date))
        minor = int(str(row.amount_minor))
        yield Booked("payments", int(str(row.Index)), named, minor, day_of(row.date))
