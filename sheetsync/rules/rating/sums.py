"""Facts to sums per partner and month: one expression graph that runs on any engine.

Nothing here decays, divides or ranks: counts and sums per month are whole numbers wherever the
facts are, so every engine gives the same ones. What follows happens on one row a partner and KPI
(`kpis`). Which expressions are portable: performance.md 3.
"""

from dataclasses import dataclass
from datetime import date

import narwhals as nw
import pandas as pd

from sheetsync.dates import SECONDS_A_DAY, add_months, first_day, last_day, month_index, serial_of
from sheetsync.rules.rating.facts import Facts, Rows
from sheetsync.rules.rating.facts_from_frames import UNREADABLE
from sheetsync.tables.catalogue.jobs import NOT_THEIRS

#: Which date of a fact a branch of the graph goes by.
DUE, DONE, ASSIGNED, SCORED, PACKED, INVOICED = range(6)
_MEASURES = ("n", "y", "n_also", "y_also", "jobs", "unpriced")
#: Months a partner's sums may reach back; a slot is ``number · MONTHS + age``.
_MONTHS = 64
#: More slots than there are partners' months.
_PLACES = 2**40
#: More rows than a tab or a file has; a day and a row make one number to compare.
_ROWS = 2**32
_OF_PARTNER = ("number", "window_start", "growth_start", "sla_hours", "grace_days")
_MARCH_1900 = 61


@dataclass(frozen=True, slots=True)
class _Period:
    """A month as numbers that the engines compare."""

    index: int
    last_day: int
    as_of: int


def scope_of(partners: pd.DataFrame, groups: pd.DataFrame, period: str) -> pd.DataFrame:
    """What the graph must know of each partner that is rated.

    Args:
        partners: as `Facts.partners`.
        groups: as `rulebook.group_frame`.
        period: the month that is rated.

    Returns:
        One row a partner of a group in `groups`, ordered by id: the partner's and the group's
        columns; `number` counts the rows; `window_start`, `growth_start` serial days.
    """
    scope = partners.merge(groups, on="group_id", how="inner").sort_values(
        "partner_id", ignore_index=True
    )
    scope["number"] = range(len(scope))
    starts = {back: serial_of(first_day(add_months(period, -back))) for back in range(_MONTHS)}
    window = scope["window_months"].astype("int64")
    growth = 2 * scope["growth_months"].astype("int64")
    scope["window_start"] = (window - 1).map(starts).astype("int64")
    scope["growth_start"] = (growth.clip(lower=window) - 1).map(starts).astype("int64")
    return scope


def monthly_sums(facts: Facts, scope: pd.DataFrame, period: str, as_of: date) -> pd.DataFrame:
    """Run the graph: sums of every partner by cohort month.

    Args:
        facts: what happened.
        scope: as `scope_of` gives it.
        period: the month that is rated.
        as_of: the day of calculation; only what was due before counts as missed.

    Returns:
        One row a partner, cohort date and month with facts: `cohort` (DUE …), `number` and `age`
        (months before the period), and sums: `n`, `y` of on_time, defect, attention, feedback,
        documents or payment; `n_also`, `y_also` of cancel (DUE) or volume (DONE, units of the
        base currency); `jobs` counted in the window; `unpriced` jobs whose currency has no rate.
    """
    month = _Period(month_index(period), serial_of(last_day(period)), serial_of(as_of))
    partners = facts.to_engine(scope[["partner_id", *_OF_PARTNER]])
    # A left join leaves the jobs where they are; those of strangers have no window to be in.
    jobs = _marked(facts.jobs).join(partners, on="partner_id", how="left").drop("partner_id")
    branches = [_due(jobs, month), _done(jobs, month), _assigned(jobs, month)]
    if facts.feedback is not None:
        branches.append(_scored(facts.feedback, facts.jobs, partners, month))
    if facts.doc_packs is not None:
        branches.append(_packed(facts.doc_packs, partners, month))
    if facts.invoices is not None:
        branches.append(_invoiced(facts.invoices, partners, month))
    graph = nw.concat(branches, how="vertical")
    sums: pd.DataFrame = graph.collect(backend="pandas").to_native().astype("float64")
    # Engines answer in any order; in one order, later sums are the same to the last bit.
    sums = sums.iloc[(sums["cohort"] * _PLACES + sums["slot"]).argsort()].reset_index(drop=True)
    slots = sums["slot"].astype("int64")
    return sums.assign(
        cohort=sums["cohort"].astype("int64"), number=slots // _MONTHS, age=slots % _MONTHS
    )


def _one(condition: nw.Expr) -> nw.Expr:
    """1 where it holds, else 0: booleans are not summed alike everywhere."""
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def _age(day: nw.Expr, month: _Period) -> nw.Expr:
    """Whole months from a day's month to the period.

    Counted from 1 March 1900, so that the leap day ends a year; exact until February 2100.
    """
    since = day - _MARCH_1900
    year = (4 * since + 3) // 1461
    month_of_year = (5 * (since - (1461 * year) // 4) + 2) // 153
    return month.index - (12 * (1900 + year) + month_of_year + 3)


def _marked(jobs: Rows) -> Rows:
    """Jobs with their status as marks: moving numbers is much cheaper than moving text."""
    status = nw.col("status")
    return jobs.select(
        "partner_id", "due_day", "done_day", "assigned_s", "responded_s", "amount", "defects",
        "amount_known", "rate_known",
        _one(~status.is_in(NOT_THEIRS)).alias("live"),
        _one(status == "cancelled_partner").alias("dropped"),
        _one(status == "done").alias("finished"),
    )  # fmt: skip


def _in_months(rows: Rows, day: str, start: str, month: _Period, *others: nw.Expr) -> Rows:
    """The rows of a cohort date between a partner's first month and the period's last day."""
    since, until = nw.col(day) >= nw.col(start), nw.col(day) <= month.last_day
    return rows.filter(since & until, *others)


def _summed(rows: Rows, cohort: int, day: str, month: _Period, **measures: nw.Expr) -> Rows:
    """Sums of the measures by partner and month, all branches with the same columns."""
    slot = nw.col("number").cast(nw.Int64) * _MONTHS + _age(nw.col(day), month)
    marked = rows.select(slot.alias("slot"), **measures)
    summed = marked.group_by("slot").agg(*(nw.col(name).sum() for name in measures))
    return summed.select(
        nw.lit(float(cohort)).alias("cohort"),
        nw.col("slot").cast(nw.Float64),
        *(
            (nw.col(name).cast(nw.Float64) if name in measures else nw.lit(0.0)).alias(name)
            for name in _MEASURES
        ),
    )


def _due(jobs: Rows, month: _Period) -> Rows:
    """On time and cancelled, by due date; a job is late the day after it was due."""
    needed = jobs.select(
        "due_day", "done_day", "dropped", "live", "number", "window_start", "grace_days"
    )
    dropped = nw.col("dropped") == 1
    matured = nw.col("due_day") < month.as_of
    known = matured & ~dropped & (nw.col("done_day") != UNREADABLE)
    late = nw.col("done_day") - nw.col("due_day") > nw.col("grace_days")
    return _summed(
        _in_months(needed, "due_day", "window_start", month, nw.col("live") == 1),
        DUE,
        "due_day",
        month,
        n=_one(known),
        y=_one(known & (nw.col("done_day") > 0) & ~late),
        n_also=_one(matured),
        y_also=_one(matured & dropped),
        jobs=nw.col("live"),
    )


def _done(jobs: Rows, month: _Period) -> Rows:
    """Defects and amounts, by the day the job was done."""
    needed = jobs.select(
        "due_day", "done_day", "live", "finished", "amount", "amount_known", "rate_known",
        "defects", "number", "window_start", "growth_start",
    )  # fmt: skip
    finished = nw.col("finished") == 1
    checked = finished & (nw.col("defects") != UNREADABLE)
    priced = finished & (nw.col("amount_known") == 1)
    in_window = nw.col("done_day") >= nw.col("window_start")
    due_before = nw.col("due_day") < nw.col("window_start")
    due_elsewhere = due_before | (nw.col("due_day") > month.last_day)
    return _summed(
        _in_months(needed, "done_day", "growth_start", month, nw.col("live") == 1),
        DONE,
        "done_day",
        month,
        n=_one(checked),
        y=_one(checked & (nw.col("defects") > 0)),
        n_also=_one(priced),
        y_also=nw.when(priced).then(nw.col("amount")).otherwise(nw.lit(0.0)),
        jobs=_one(in_window & due_elsewhere),
        unpriced=_one(finished & (nw.col("rate_known") == 0)),
    )


def _assigned(jobs: Rows, month: _Period) -> Rows:
    """Answers to clients, by the moment the job was handed over."""
    dated = jobs.select(
        (nw.col("assigned_s") // SECONDS_A_DAY).alias("assigned_day"),
        "assigned_s", "responded_s", "live", "number", "window_start", "sla_hours",
    )  # fmt: skip
    answered = nw.col("responded_s") > 0
    waited_s = nw.col("responded_s") - nw.col("assigned_s")
    allowed_s = nw.col("sla_hours") * 3600
    unanswered = ~answered & (month.as_of * SECONDS_A_DAY - nw.col("assigned_s") > allowed_s)
    # An answer before the question is a typing error (V-JOB-04), not a fast answer.
    counted = unanswered | (answered & (waited_s >= 0))
    return _summed(
        _in_months(dated, "assigned_day", "window_start", month, nw.col("live") == 1),
        ASSIGNED,
        "assigned_day",
        month,
        n=_one(counted),
        y=_one(counted & answered & (waited_s <= allowed_s)),
    )


def _scored(feedback: Rows, jobs: Rows, partners: Rows, month: _Period) -> Rows:
    """Scores of clients, by the day the job was done where that is known."""
    of_jobs = jobs.select(
        "job_id",
        nw.col("partner_id").alias("job_partner_id"),
        nw.when(nw.col("status") == "done").then(nw.col("done_day")).otherwise(nw.lit(0))
        .alias("job_done_day"),
    )  # fmt: skip
    about_jobs = feedback.filter(nw.col("job_id") != "")
    known = about_jobs.join(of_jobs, on="job_id", how="left").with_columns(
        nw.col("job_partner_id").fill_null(""), nw.col("job_done_day").fill_null(0)
    )
    named, dated = nw.col("partner_id") != "", nw.col("job_done_day") > 0
    of_work = known.select(
        nw.when(named).then(nw.col("partner_id")).otherwise(nw.col("job_partner_id"))
        .alias("partner_id"),
        nw.when(dated).then(nw.col("job_done_day")).otherwise(nw.col("day"))
        .cast(nw.Int64).alias("cohort_day"),
        (nw.col("day") * _ROWS + nw.col("row")).alias("order"),
        "job_id", "source", "score",
    )  # fmt: skip
    columns = ["number", "window_start", "cohort_day", "score"]
    alone = feedback.filter(nw.col("job_id") == "").with_columns(
        nw.col("day").cast(nw.Int64).alias("cohort_day")
    )
    counted = [
        alone.join(partners, on="partner_id", how="inner").select(columns),
        _latest(
            # Old scores may go before the last one is sought: it is never older than another.
            of_work.join(partners, on="partner_id", how="inner").filter(
                nw.col("cohort_day") >= nw.col("window_start")
            )
        ).select(columns),
    ]
    rows = _in_months(nw.concat(counted, how="vertical"), "cohort_day", "window_start", month)
    one = rows.with_columns(one=nw.lit(1))
    return _summed(one, SCORED, "cohort_day", month, n=nw.col("one"), y=nw.col("score"))


def _latest(scores: Rows) -> Rows:
    """The last score of every job and source; an earlier one is superseded.

    Scores that even the row cannot tell apart count as one, with their mean.
    """
    voice = ["number", "job_id", "source"]
    last = scores.group_by(*voice).agg(nw.col("order").max())
    return (
        scores.join(last, on=[*voice, "order"], how="inner")
        .group_by(*voice, "order", "window_start", "cohort_day")
        .agg(nw.col("score").mean())
    )


def _packed(packs: Rows, partners: Rows, month: _Period) -> Rows:
    """Document packs, by their deadline."""
    matured = nw.col("deadline_day") < month.as_of
    in_time = (nw.col("completed_day") > 0) & (nw.col("completed_day") <= nw.col("deadline_day"))
    rows = _in_months(
        packs.join(partners, on="partner_id", how="inner"), "deadline_day", "window_start", month
    )
    return _summed(rows, PACKED, "deadline_day", month, n=_one(matured), y=_one(matured & in_time))


def _invoiced(invoices: Rows, partners: Rows, month: _Period) -> Rows:
    """Invoices paid to us, by due date; one settled on an unknown day says nothing."""
    settled = nw.col("settled") == 1
    counted = (nw.col("due_day") < month.as_of) & ~(settled & (nw.col("paid_day") == 0))
    in_time = settled & (nw.col("paid_day") <= nw.col("due_day"))
    rows = _in_months(
        invoices.join(partners, on="partner_id", how="inner"), "due_day", "window_start", month
    )
    return _summed(rows, INVOICED, "due_day", month, n=_one(counted), y=_one(counted & in_time))
