"""Rules that hold money against work: invoices against payouts, currencies, calendar years."""

import pandas as pd

from sheetsync.rules.payables.due_dates import due_dates
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
    invoices = _partners_invoices(book)
    earned, known, doubtful = _earned(book)
    invoiced = invoices.groupby(_MONTH_KEYS)["amount_minor"].transform("sum")
    months = pd.MultiIndex.from_frame(invoices[_MONTH_KEYS])
    worth = pd.Series(earned.reindex(months).to_numpy(), index=invoices.index).fillna(0)
    unknown = months.isin(earned.index[earned.isna()])
    unknown |= months.droplevel("currency").isin(doubtful)
    over = invoices["entity_id"].isin(known) & ~unknown
    over &= invoiced - worth > book.settings.amount_tolerance_minor
    # The last one of the month is the one to look at before paying.
    wrong = invoices[over & ~invoices.duplicated(_MONTH_KEYS, keep="last")]
    return at(
        wrong,
        month=wrong["month"],
        invoiced_minor=invoiced[wrong.index],
        earned_minor=worth[wrong.index].astype("int64"),
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


def _earned(book: Book) -> tuple[pd.Series, pd.Index, pd.MultiIndex]:
    """What the jobs of entities are worth.

    Returns:
        Σ payout by entity, month and currency, missing where unknown; entities with jobs; entities
        and months with a done job whose currency could not be read.
    """
    jobs = book.frame("jobs")
    jobs = jobs.assign(entity_id=entities_of_jobs(book))
    payout = (
        jobs["payout_minor"]
        .astype("Float64")
        .fillna(jobs["amount_minor"].astype("Float64") * _payout_share(book, jobs["partner_id"]))
    )
    readable = jobs.index.isin(book.readable("jobs", "payout", "amount", "done_date").index)
    payout = payout.where(readable)
    done = jobs[(jobs["status"] == "done") & jobs["done_date"].notna()]
    months = done["done_date"].dt.strftime("%Y-%m").astype("str")
    by_month = payout[done.index].groupby([done["entity_id"], months, done["currency"]])
    # A sum over fewer payouts than jobs is no sum.
    sums = by_month.sum().where(by_month.count() == by_month.size())
    sums.index.names = _MONTH_KEYS
    doubtful = pd.MultiIndex.from_arrays([done["entity_id"], months])[done["currency"].isna()]
    return sums.round(), pd.Index(jobs["entity_id"].dropna().unique()), doubtful


def _payout_share(book: Book, partner_ids: pd.Series) -> pd.Series:
    groups = book.frame("groups").drop_duplicates("group_id").set_index("group_id")
    partners = book.frame("partners").drop_duplicates("partner_id").set_index("partner_id")
    return partner_ids.map(partners["group_id"].map(groups["payout_share"])).astype("Float64")


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
    agreements = book.readable(
        "agreements", "entity_id", "kind", "status", "valid_from", "valid_to", "pay_days"
    )
    terms = payment_terms(rows, agreements, book.settings)
    completed = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[s]")
    due = due_dates(rows, terms, completed, book.settings, book.tables.calendar)["due"].dropna()
    years = sorted({int(year) for year in due.dt.year})
    unknown = [str(year) for year in years if not book.tables.calendar.knows_year(year)]
    return pd.DataFrame({"year": unknown}).assign(tab="calendar")
