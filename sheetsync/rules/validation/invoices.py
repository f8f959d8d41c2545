"""Rules of the Invoices tab that look at one row, or at its twins."""

import numpy as np
import pandas as pd

from sheetsync.rules.payables.credits import credited_minor, credits_of
from sheetsync.rules.payables.grouping import Truths, days_of
from sheetsync.rules.payables.terms import payment_terms
from sheetsync.rules.validation.book import Book
from sheetsync.rules.validation.rule import Hits, at
from sheetsync.tables.cells import a1

_EARLY_DAYS = 7
_TWIN_DAYS = 5
_SAME_NUMBER_DAYS = 370
_MONEY = ("amount_minor", "currency", "paid_amount_minor", "paid_date")


def dated_ahead(book: Book) -> Hits:
    """An invoice dated more than a week ahead."""
    rows = book.readable("invoices", "invoice_date")
    return at(rows[rows["invoice_date"] > book.today + pd.Timedelta(days=_EARLY_DAYS)])


def repeated(book: Book) -> Hits:
    """An invoice that stands in the tab already: the other row counts."""
    chosen = book.invoice_rows.repeats.is_duplicate
    wrong = book.keyed_invoices[chosen]
    cells = _first_cells(book, chosen)
    return at(
        wrong,
        number=wrong["number"],
        year=_days(wrong["paper_day"]).dt.year,
        other_cell=cells,
        unlike_cell=cells.where(_says_more(book)[chosen]),
    )


def _says_more(book: Book) -> Truths:
    """The rows with a sum or a payment that the row which counts has not: to delete one loses it.

    Source: amendments.md 2, one number, several rows.
    """
    rows = book.invoice_rows
    counted = rows.typed.take(np.maximum(rows.repeats.first, 0)).set_axis(rows.typed.index)
    columns = [(rows.typed[name], counted[name]) for name in _MONEY]
    differs = [own.notna() & (own != other).fillna(value=True) for own, other in columns]
    return pd.concat(differs, axis=1).any(axis=1).to_numpy(np.bool_)


def _days(numbers: pd.Series) -> pd.Series:
    return pd.Series(days_of(numbers.to_numpy()), index=numbers.index)


def _first_cells(book: Book, chosen: Truths) -> pd.Series:
    """The number cell of the invoice that counts in place of each chosen row."""
    rows = book.invoice_rows
    places = rows.repeats.first[chosen]
    index = rows.typed.index
    return _cells(book, "number", pd.Series(index[places], index=index[chosen]))


def _cells(book: Book, column: str, rows: pd.Series) -> pd.Series:
    """A1 addresses of that column in those sheet rows."""
    position = book.position("invoices", column)
    return rows.map(lambda row: a1(int(row), position))


def lines_of_one(book: Book) -> Hits:
    """Rows of one number and day that were summed as the lines of one invoice."""
    rows = book.invoice_rows
    lines = rows.typed[rows.is_line]
    return at(lines, number=lines["number"], other_cell=_first_cells(book, rows.is_line))


def perhaps_lines(book: Book) -> Hits:
    """Rows of one number and day with other amounts: lines, or a corrected row by the old one."""
    rows = book.invoice_rows
    lines = rows.typed[rows.is_refused]
    return at(lines, number=lines["number"], other_cell=_first_cells(book, rows.is_refused))


def number_names_another_day(book: Book) -> Hits:
    """A day behind the number that is not the invoice's date."""
    rows = book.keyed_invoices
    written = _days(rows["paper_day"])
    wrong = written != rows["invoice_date"]
    return at(rows[wrong], written_on=written[wrong], invoice_on=rows.loc[wrong, "invoice_date"])


def perhaps_repeated(book: Book) -> Hits:
    """An invoice that looks like an earlier one under another number or of another year."""
    rows = book.counted_invoices()
    rows = rows[(rows["kind"] == "invoice") & (rows["amount_minor"] > 0)]
    rows = rows.assign(row=rows.index)
    near = _twins(rows, [], _TWIN_DAYS)
    same_number = _twins(rows[rows["number_key"] >= 0], ["number_key"], _SAME_NUMBER_DAYS)
    twins = pd.concat([same_number, near])
    twins = twins[~twins.index.duplicated()].sort_index()
    alike = _of_one_number(book)
    alike = alike[~alike.index.isin(twins.index)]
    found = rows.loc[twins.index]
    both = pd.concat([twins, alike])
    if both.empty:
        return pd.DataFrame()
    return at(
        both.to_frame(),
        amount_minor=found["amount_minor"].reindex(both.index),
        currency=found["currency"].reindex(both.index),
        number=book.keyed_invoices["number"].reindex(alike.index).reindex(both.index),
        other_cell=_cells(book, "number", both),
    )


def _of_one_number(book: Book) -> pd.Series:
    """Sheet row of the invoice before that has the same number and counts too."""
    rows = book.invoice_rows
    has_one = rows.counts & (rows.repeats.alike >= 0)
    index = rows.typed.index
    return pd.Series(index[rows.repeats.alike[has_one]], index=index[has_one], dtype="int64")


def _twins(rows: pd.DataFrame, also: list[str], days: int) -> pd.Series:
    """Sheet row of the invoice before, of the same entity and amount and at most so many days."""
    same = ["direction", "entity_id", "amount_minor", "currency", *also]
    rows = rows[rows.duplicated(same, keep=False)]
    if rows.empty:
        return pd.Series(dtype="int64")
    ordered = rows.sort_values(["invoice_date", "row"])
    groups = ordered.groupby(same, observed=True, sort=False)
    before, when = groups["row"].shift(), groups["invoice_date"].shift()
    close = (ordered["invoice_date"] - when).dt.days <= days
    return before[close].astype("int64")


def negative_payment(book: Book) -> Hits:
    """A payment below zero: a refund is a credit note."""
    rows = book.readable("invoices", "paid_amount")
    wrong = (rows["paid_amount_minor"] < 0).fillna(value=False)
    return at(rows[wrong.astype(bool)])


def amount_not_above_zero(book: Book) -> Hits:
    """An invoice of nothing, or of less."""
    rows = book.readable("invoices", "amount", "kind")
    wrong = (rows["kind"] == "invoice") & (rows["amount_minor"] <= 0).fillna(value=False)
    return at(rows[wrong.astype(bool)])


def never_due(book: Book) -> Hits:
    """An unpaid invoice that no date and no contract says when to pay."""
    rows = book.counted_invoices("due_date", "paid_amount", "paid_date")
    rows = rows[(rows["kind"] == "invoice") & rows["due_date"].isna()]
    open_ = rows[rows["paid_date"].isna() & ~_paid_up(book, rows)]
    if open_.empty:
        return open_
    terms = payment_terms(open_, book.agreements, book.settings)
    return at(open_[terms["pay_days"].isna()])


def _paid_up(book: Book, rows: pd.DataFrame) -> pd.Series:
    short = rows["amount_minor"] - rows["paid_amount_minor"].fillna(0)
    return (short <= book.settings.amount_tolerance_minor).fillna(value=False).astype(bool)


def paid_without_amount(book: Book) -> Hits:
    """A day of payment without the amount."""
    rows = book.readable("invoices", "paid_date", "paid_amount")
    return at(rows[rows["paid_date"].notna() & rows["paid_amount_minor"].isna()])


def paid_without_date(book: Book) -> Hits:
    """An amount paid without the day."""
    rows = book.readable("invoices", "paid_date", "paid_amount")
    paid = (rows["paid_amount_minor"] > 0).fillna(value=False).astype(bool)
    return at(rows[rows["paid_date"].isna() & paid])


def credit_of_nothing(book: Book) -> Hits:
    """A credit note whose invoice is not found."""
    rows = book.counted_invoices("ref_number")
    credited = credits_of(rows)
    lost = rows.loc[credited.index[credited.isna()]]
    return at(lost, ref_number=lost["ref_number"], number=lost["number"])


def paid_in_future(book: Book) -> Hits:
    """A payment on a day that has not come."""
    rows = book.readable("invoices", "paid_date")
    return at(rows[rows["paid_date"] > book.today])


def paid_before_invoiced(book: Book) -> Hits:
    """A payment before the invoice's date."""
    rows = book.readable("invoices", "paid_date", "invoice_date")
    wrong = rows[rows["paid_date"] < rows["invoice_date"]]
    return at(wrong, paid_on=wrong["paid_date"], invoice_on=wrong["invoice_date"])


def overpaid(book: Book) -> Hits:
    """More paid than the invoice and its credit notes leave."""
    rows = book.counted_invoices("paid_amount", "paid_date")
    credited = credited_minor(rows, credits_of(rows))
    surplus = rows["paid_amount_minor"].fillna(0) + credited - rows["amount_minor"]
    paid = rows["paid_date"].isna() | (rows["paid_date"] <= book.today)
    over = (rows["kind"] == "invoice") & (surplus > book.settings.amount_tolerance_minor) & paid
    over &= rows["amount_minor"] > 0
    wrong = rows[over.astype(bool)]
    # Who holds the surplus decides what to do: of the partner's own invoice, the partner.
    holder = wrong["entity_id"].where(wrong["direction"] == "in", None)
    return at(wrong, surplus_minor=surplus[wrong.index], currency=wrong["currency"], holder=holder)


def due_before_invoiced(book: Book) -> Hits:
    """A due date before the invoice's date."""
    rows = book.readable("invoices", "due_date", "invoice_date")
    wrong = rows[rows["due_date"] < rows["invoice_date"]]
    return at(wrong, due_on=wrong["due_date"], invoice_on=wrong["invoice_date"])
