"""The month in numbers, and the six months of the chart.

Source: workbook-and-rules.md 4.2, items 1, 4 and 6.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from sheetsync.dates import add_months
from sheetsync.rules.monthly.plain_values import (
    amount,
    by_partner,
    day,
    fraction,
    months_of,
    sums_by_currency,
    text,
    whole,
)
from sheetsync.rules.monthly.report_parts import (
    Amount,
    Chart,
    Fault,
    MonthJob,
    MonthPoint,
    NamedJob,
    Work,
)
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.jobs import FEEDBACK, OPEN_JOBS
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.table import Tables

CHART_MONTHS = 6
#: Columns that each part is made of: turning rows into tuples is most of the cost.
_TURNOVER = ("amount_minor", "currency")
_WORK = ("job_id", "status", "month", "due_date", "done_date", "days_late", "qty", "defects",
         *_TURNOVER)  # fmt: skip
_CSV = ("job_id", "status", "due_date", "done_date", "qty", "payout_minor", "defects", *_TURNOVER)


def months_of_work(
    tables: Tables, jobs: pd.DataFrame, period: str, as_of: date
) -> Mapping[str, Work]:
    """Every partner's month; partners without jobs in it are left out.

    Args:
        tables: Feedback and Settings are used.
        jobs: what `report_jobs` returns.
        period: the month.
        as_of: a job due in the month and not done by then is named as undelivered.
    """
    mine = by_partner(_of_month(jobs, period, as_of), *_WORK)
    before = by_partner(jobs.loc[jobs["month"] == add_months(period, -1)], *_TURNOVER)
    reviews = _reviews(tables, jobs, period)
    return {
        partner_id: _work(
            rows, before.get(partner_id, ()), reviews.get(partner_id), tables.settings
        )
        for partner_id, rows in mine.items()
    }


def jobs_of_month(
    jobs: pd.DataFrame, entities: pd.DataFrame, period: str, as_of: date
) -> Mapping[str, tuple[MonthJob, ...]]:
    """Every partner's own jobs of the month, for the CSV."""
    of_month = _of_month(jobs, period, as_of)
    named = of_month.assign(legal_name=of_month["entity_id"].map(entities["legal_name"]))
    rows = by_partner(named, "legal_name", *_CSV)
    return {
        partner_id: tuple(
            MonthJob(
                text(job.job_id),
                text(job.legal_name),
                str(job.status),
                day(job.due_date),
                day(job.done_date),
                fraction(job.qty),
                amount(job.amount_minor, job.currency),
                amount(job.payout_minor, job.currency),
                None if pd.isna(job.defects) else int(job.defects),
            )
            for job in mine
        )
        for partner_id, mine in rows.items()
    }


def charts(
    jobs: pd.DataFrame, scores: Mapping[tuple[str, str], float], period: str, settings: Settings
) -> Mapping[str, Chart]:
    """Six months of turnover and score of every partner with turnover in them.

    In the partner's own currency when it is one; else in the base currency by the rates of
    Settings; a partner whose currencies have no rate has no chart.

    Args:
        jobs: what `report_jobs` returns.
        scores: published scores by (partner, month).
        period: the last of the six months.
        settings: base currency and rates.
    """
    months = [add_months(period, back) for back in range(1 - CHART_MONTHS, 1)]
    done = jobs[jobs["month"].isin(months) & jobs["amount_minor"].notna()]
    sums = done.groupby(["partner_id", "month", "currency"])["amount_minor"].sum().reset_index()
    return {
        partner_id: _chart(partner_id, rows, months, scores, settings)
        for partner_id, rows in by_partner(sums, "month", *_TURNOVER).items()
    }


def _of_month(jobs: pd.DataFrame, period: str, as_of: date) -> pd.DataFrame:
    """Jobs done in the month; due in it, but late by now; due in it, but cancelled by them."""
    due = months_of(jobs["due_date"]) == period
    late = jobs["status"].isin(OPEN_JOBS) & (jobs["due_date"] < pd.Timestamp(as_of))
    named = due & (late | (jobs["status"] == "cancelled_partner"))
    of_month: pd.DataFrame = jobs[(jobs["month"] == period) | named]
    return of_month


def _work(
    rows: Sequence[Any],
    before: Sequence[Any],
    reviews: "tuple[float, int] | None",
    settings: Settings,
) -> Work:
    done = [job for job in rows if job.month]
    with_due = [job for job in done if not pd.isna(job.due_date)]
    turnover = _turnover(done, settings)
    units = sum(fraction(job.qty) or 1.0 for job in done)
    return Work(
        done=len(done),
        turnover=turnover,
        quantity=units if units != len(done) else None,
        with_due=len(with_due),
        in_time=sum(job.days_late == 0 for job in with_due),
        defective=sum(whole(job.defects) > 0 for job in done),
        score=reviews[0] if reviews else None,
        score_max=float(settings.feedback_max),
        reviews=reviews[1] if reviews else 0,
        growth=_growth(turnover, _turnover(before, settings)),
        named=tuple(named for job in rows if (named := named_job(job)).faults),
    )


def _turnover(jobs: Sequence[Any], settings: Settings) -> tuple[Amount, ...]:
    amounts = (amount(job.amount_minor, job.currency) for job in jobs)
    return sums_by_currency((part for part in amounts if part), settings.currency)


def _growth(now: Sequence[Amount], before: Sequence[Amount]) -> float | None:
    if len(now) != 1 or len(before) != 1 or now[0].currency != before[0].currency:
        return None
    return now[0].minor / before[0].minor - 1 if before[0].minor > 0 else None


def named_job(job: Any) -> NamedJob:  # noqa: ANN401  # a row of jobs
    """A job with what is wrong with it; an open one has not come by its day."""
    faults: list[Fault] = []
    if job.status == "cancelled_partner":
        faults.append("cancelled")
    elif job.status in OPEN_JOBS:
        faults.append("undelivered")
    elif job.days_late > 0:
        faults.append("late")
    if whole(job.defects) > 0:
        faults.append("defective")
    return NamedJob(
        text(job.job_id),
        tuple(faults),
        day(job.due_date),
        day(job.done_date),
        amount(job.amount_minor, job.currency),
        int(job.days_late),
        whole(job.defects),
    )


def _reviews(tables: Tables, jobs: pd.DataFrame, period: str) -> Mapping[str, tuple[float, int]]:
    """Mean client score and number of reviews of the month by partner.

    A review belongs to the month its job was done in, else to that of its own day; a later one of
    the same job supersedes the earlier. Source: workbook-and-rules.md 1.2 (Feedback), 2.2.
    """
    rows = sound_rows(tables, FEEDBACK, "date", "job_id", "partner_id", "score", "source")
    rows = rows[(rows["source"] == "client") & rows["score"].notna() & rows["date"].notna()]
    known = jobs.drop_duplicates("job_id").set_index("job_id")
    job_id = matched(rows["job_id"], jobs["job_id"])
    job_month = job_id.map(known["month"]).replace("", None)
    rows = rows.assign(
        job_id=job_id,
        partner_id=job_id.map(known["partner_id"]).fillna(rows["partner_id"]),
        month=job_month.fillna(months_of(rows["date"])),
    )
    rows = rows.sort_values("date", kind="stable")
    superseded = rows["job_id"].notna() & rows.duplicated("job_id", keep="last")
    mine = rows[~superseded & (rows["month"] == period) & rows["partner_id"].notna()]
    figures = mine.groupby("partner_id")["score"].agg(["mean", "size"])
    return {
        str(partner_id): (float(mean), int(size))
        for partner_id, mean, size in figures.itertuples(name=None)
    }


def _chart(
    partner_id: str,
    rows: Sequence[Any],
    months: Sequence[str],
    scores: Mapping[tuple[str, str], float],
    settings: Settings,
) -> Chart:
    currencies = {text(row.currency) for row in rows}
    sole = currencies.pop() if len(currencies) == 1 else ""
    turnover = dict.fromkeys(months, 0.0)
    for row in rows:
        rate = 1.0 if sole else _rate(text(row.currency), settings)
        if rate is None:
            return Chart()
        turnover[row.month] += int(row.amount_minor) * rate
    points = tuple(
        MonthPoint(month, round(turnover[month]), scores.get((partner_id, month)))
        for month in months
    )
    return Chart(points, sole or settings.currency, converted=not sole)


def _rate(currency: str, settings: Settings) -> float | None:
    if currency == settings.currency:
        return 1.0
    rate = settings.rates.get(currency)
    return None if rate is None else float(rate)
