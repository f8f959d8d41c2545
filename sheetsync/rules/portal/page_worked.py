"""The jobs of every partner's page: the last half year's, with what the rating counts against them.

Source: portal.md 8; workbook-and-rules.md 2.2.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from sheetsync.dates import add_months, month_of
from sheetsync.rules.monthly.plain_values import by_partner, day, fraction, months_of, text, whole
from sheetsync.rules.monthly.recipients import partner_rows
from sheetsync.rules.monthly.work import named_job
from sheetsync.rules.portal.page_jobs import JobFault, PageJob
from sheetsync.rules.rating.rulebook import GROUP_DEFAULTS
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.jobs import FEEDBACK, NOT_THEIRS, OPEN_JOBS
from sheetsync.tables.catalogue.rating import GROUPS
from sheetsync.tables.table import Tables

#: This month, and the window that ratings usually have.
_KEPT_MONTHS = 7
#: Whole months are kept, the newest first, until there are so many jobs: a page stays small.
_MOST_JOBS = 600
_LONGEST_CLIENT = 120
_USUAL_HOURS = float(GROUP_DEFAULTS["sla_hours"])
_ROW = (
    "job_id", "shown_month", "entity_id", "status", "client", "due_date", "done_date",
    "days_late", "amount_minor", "payout_minor", "currency", "defects", "score", "unanswered",
)  # fmt: skip


def page_jobs(tables: Tables, jobs: pd.DataFrame, as_of: date) -> Mapping[str, tuple[PageJob, ...]]:
    """Every partner's jobs of the last months, by month and day.

    Args:
        tables: Feedback, Partners and Groups are used.
        jobs: what `report_jobs` returns.
        as_of: the day of calculation.
    """
    shown = jobs.assign(shown_month=_shown_months(jobs, as_of))
    first = add_months(month_of(as_of), 1 - _KEPT_MONTHS)
    kept = shown[shown["shown_month"].ge(first).fillna(value=False) & shown["partner_id"].notna()]
    kept = kept.assign(
        score=_client_scores(tables, kept), unanswered=_unanswered(tables, kept, as_of)
    )
    ordered = kept.sort_values(["shown_month", "due_date", "job_id"], kind="stable")
    return {
        partner_id: _newest([_job(row, as_of) for row in rows])
        for partner_id, rows in by_partner(ordered, *_ROW).items()
    }


def _shown_months(jobs: pd.DataFrame, as_of: date) -> "pd.Series[Any]":
    """The month a job was done in, is due in, or was handed over in; of an open one, this month."""
    months = jobs["month"].replace("", None)
    months = months.fillna(months_of(jobs["due_date"])).fillna(months_of(jobs["assigned_at"]))
    return months.where(months.notna() | ~jobs["status"].isin(OPEN_JOBS), month_of(as_of))


def _newest(jobs: Sequence[PageJob]) -> tuple[PageJob, ...]:
    counts = Counter(one.month for one in jobs)
    room, kept = _MOST_JOBS, set[str]()
    for month in sorted(counts, reverse=True):
        room -= counts[month]
        if room < 0 and kept:
            break
        kept.add(month)
    return tuple(one for one in jobs if one.month in kept)


def _job(row: Any, as_of: date) -> PageJob:  # noqa: ANN401  # a row of jobs
    score = fraction(row.score)
    return PageJob(
        job_id=text(row.job_id),
        month=str(row.shown_month),
        status=str(row.status),
        entity_id=text(row.entity_id),
        client=text(row.client)[:_LONGEST_CLIENT],
        due_on=day(row.due_date),
        done_on=day(row.done_date),
        days_late=int(row.days_late),
        payout_minor=None if pd.isna(row.payout_minor) else int(row.payout_minor),
        currency=text(row.currency),
        defects=whole(row.defects),
        score=score,
        faults=_faults(row, as_of),
    )


def _faults(row: Any, as_of: date) -> tuple[JobFault, ...]:  # noqa: ANN401  # a row of jobs
    """The faults that the monthly letter names, and an answer that came too late."""
    due = day(row.due_date)
    is_ahead = row.status in OPEN_JOBS and (due is None or due >= as_of)
    named: tuple[JobFault, ...] = () if is_ahead else named_job(row).faults
    return (*named, "unanswered") if row.unanswered else named


def _client_scores(tables: Tables, jobs: pd.DataFrame) -> "pd.Series[float]":
    """The client's last score of each job, where there is one."""
    rows = sound_rows(tables, FEEDBACK, "date", "job_id", "score", "source")
    rows = rows[(rows["source"] == "client") & rows["score"].notna() & rows["job_id"].notna()]
    job_id = matched(rows["job_id"], jobs["job_id"])
    last = rows.assign(job_id=job_id).dropna(subset=["job_id"]).sort_values("date", kind="stable")
    scores = last.drop_duplicates("job_id", keep="last").set_index("job_id")["score"]
    return jobs["job_id"].map(scores.astype("float64"))


def _unanswered(tables: Tables, jobs: pd.DataFrame, as_of: date) -> "pd.Series[bool]":
    """Not answered within the hours of the partner's group. Source: 2.2, attention."""
    partners = partner_rows(tables)[["partner_id", "group_id"]].drop_duplicates("partner_id")
    groups = sound_rows(tables, GROUPS, "group_id").drop_duplicates("group_id")
    group = matched(partners["group_id"], groups["group_id"])
    hours = group.map(groups.set_index("group_id")["sla_hours"].astype("float64"))
    by_partner_id = dict(zip(partners["partner_id"], hours.fillna(_USUAL_HOURS), strict=True))
    allowed = jobs["partner_id"].map(by_partner_id).fillna(_USUAL_HOURS).astype("float64")
    until = jobs["assigned_at"] + pd.to_timedelta(allowed, unit="h")
    heard = jobs["responded_at"].fillna(pd.Timestamp(as_of))
    return (until < heard).fillna(value=False) & ~jobs["status"].isin(NOT_THEIRS)
