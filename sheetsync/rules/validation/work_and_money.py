"""Rules that hold money against work: invoices against payouts, currencies, calendar years."""

import pandas as pd

from sheetsync.rules.payables.due_dates import due_dates
from sheetsync.rules.payables.payouts import earned_minor, worth_minor
from sheetsync.rules.payables.terms import payment_terms
from sheetsync.rules.validation.book import Book
from sheetsync.rules.validation.jobs import entities_of_jobs
from sheetsync.rules.validation.rule import Hits, at

_MONTH_KEYS = ["entity_id", "month", "currency"]


def invoiced_more_than_earned(book: Book) -> Hits:
    """Partners' invoices of a month above what its done jobs may be invoiced for.

    Told only of legal entities that have jobs in the workbook, and not of months with a done job
    whose payout is unknown.
    """
    if book.frame("jobs").empty:
        return pd.DataFrame()
    invoices = _partners_invoices(book)
    earned = earned_minor(book.tables, book.entities)
    invoiced = invoices.groupby(_MONTH_KEYS)["amount_minor"].transform("sum")
    keys = list(invoices[_MONTH_KEYS].astype("str").itertuples(index=False, name=None))
    worth = pd.Series(
        [worth_minor(earned, key) for key in keys], index=invoices.index, dtype="Int64"
    )
    working = entities_of_jobs(book).dropna().unique()
    over = invoices["entity_id"].isin(working) & worth.notna()
    over &= (invoiced - worth > book.settings.amount_tolerance_minor).fillna(value=False)
    # The last one of the month is the one to look at before paying.
    wrong = invoices[over & ~invoices.duplicated(_MONTH_KEYS, keep="last")]
    return at(
        wrong,
        month=wrong["month"],
        invoiced_minor=invoiced[wrong.index],
        earned_minor=worth[wrong.index],
        currency=wrong["currency"],
    )


def _partners_invoices(book: Book) -> pd.DataFrame:
    """Live invoices from partners, credit notes below zero, by date."""
    rows = book.counted_invoices("month")
    rows = rows[(rows["direction"] == "in") & rows["month"].notna()]
    note = (rows["kind"] == "credit_note").astype(bool)
    amount = rows["amount_minor"].astype("int64")
    signed = amount.where(~note, -amount.abs())
    return rows.assign(amount_minor=signed).sort_values("invoice_date", kind="stable")


def currency_without_rate(book: Book) -> Hits:
    """A currency that Settings has no rate of, at its first job."""
    settings = book.settings
    currency = book.readable("jobs", "currency")["currency"].dropna()
    foreign = currency[(currency != settings.currency) & ~currency.isin(settings.rates)]
    firsts = foreign[~foreign.duplicated()]
    return at(
        firsts.to_frame(),
        foreign=firsts,
        base=settings.currency,
        jobs=firsts.map(foreign.value_counts()),
    )


def unknown_years(book: Book) -> Hits:
    """Years without a day in the Calendar tab that the due date of an unpaid invoice needs."""
    rows = book.counted_invoices("paid_date", "due_date")
    unpaid = rows["paid_date"].isna() & rows["due_date"].isna() & (rows["kind"] == "invoice")
    rows = rows[unpaid]
    if rows.empty:
        return rows.loc[:, []]
    terms = payment_terms(rows, book.agreements, book.settings)
    completed = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[s]")
    due = due_dates(rows, terms, completed, book.settings, book.tables.calendar)["due"].dropna()
    years = sorted({int(year) for year in due.dt.year})
    unknown = [str(year) for year in years if not book.tables.calendar.knows_year(year)]
    return pd.DataFrame({"year": unknown}).assign(tab="calendar")
