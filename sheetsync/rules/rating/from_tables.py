"""Facts and rules of a rating from the workbook's tabs; what is unsound is left out KPI by KPI."""

from decimal import Decimal

import numpy as np
import pandas as pd

from sheetsync.rules.rating.facts import Facts
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.finding_codes import V_RUL_04
from sheetsync.tables.catalogue.jobs import FEEDBACK, JOBS
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.catalogue.rating import GROUPS, RULES
from sheetsync.tables.schema import PeopleTab
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.table import Tables

_MINOR_UNITS = 100
#: The scale that worst and target of the KPI feedback are written in. workbook-and-rules.md 1.2.
_FULL_SCORE = 5
_GROUP_COLUMNS = (
    "window_months", "half_life_months", "min_jobs", "min_jobs_a", "min_coverage", "sla_hours",
    "grace_days", "tier_a", "tier_b", "tier_c", "hysteresis",
)  # fmt: skip
_RULE_COLUMNS = tuple(column.name for column in RULES.columns)


def facts_from_tables(tables: Tables, packs: pd.DataFrame, invoices: pd.DataFrame) -> Facts:
    """Everything a rating needs from one snapshot of the workbook.

    A row with an error in a cell that a KPI uses is out of that KPI only; amounts are converted
    to the base currency, and where Settings has no rate, volume and growth of that partner are
    missing (V-INV-15).

    Args:
        tables: the people's tabs, with the findings of validation.
        packs: `Payables.packs`: `partner_id`, `deadline`, `completed_on`, `state`.
        invoices: `Payables.invoices`: `partner_id`, `direction`, `kind`, `state`, `status`, `due`,
            `paid_date`, `settled`.

    Source: workbook-and-rules.md 2.2.
    """
    settings = tables.settings
    partners = _partners(tables)
    needed = packs[(packs["state"] != "not_needed") & packs["deadline"].notna()]
    paid = invoices["settled"] | (invoices["status"] == "overpaid")
    frames = {
        "jobs": _jobs(tables, partners["partner_id"]),
        "feedback": _feedback(tables, partners["partner_id"]),
        "doc_packs": needed[["partner_id", "deadline", "completed_on"]],
        "invoices": invoices.assign(settled=paid),
        "partners": partners,
        "groups": _groups(tables),
    }
    return Facts.from_frames(
        frames,
        currency=settings.currency,
        month_closed=settings.month_closed,
        lang=tables.lang,
    )


def rules_from_tables(tables: Tables) -> pd.DataFrame:
    """The Rating rules tab for `rate`: all rows, `unsound` where a cell of one is wrong.

    A `stop_below` without `stop_tier` is not unsound: it only switches the stop factor off.
    """
    rules = tables.frame(RULES.code)
    groups = sound_rows(tables, GROUPS, "group_id")["group_id"]
    unsound = _unsound(tables, RULES, rules, *_RULE_COLUMNS, despite=(V_RUL_04,))
    return rules.assign(group_id=matched(rules["group_id"], groups), unsound=unsound)


def _unsound(
    tables: Tables,
    tab: PeopleTab,
    rows: pd.DataFrame,
    *columns: str,
    despite: tuple[str, ...] = (),
) -> "pd.Series[bool]":
    """Which rows have an error in one of the columns."""
    sound = sound_rows(tables, tab, *columns, despite=despite).index
    return pd.Series(~rows.index.isin(sound), index=rows.index)


def _partners(tables: Tables) -> pd.DataFrame:
    rows = sound_rows(tables, PARTNERS, "partner_id", "group_id", "onboarded_on")
    rows = rows[rows["partner_id"].notna() & rows["group_id"].notna()]
    groups = sound_rows(tables, GROUPS, "group_id")["group_id"]
    return rows.assign(group_id=matched(rows["group_id"], groups))


def _groups(tables: Tables) -> pd.DataFrame:
    groups = tables.frame(GROUPS.code)
    settings = tables.settings
    named = groups[groups["group_id"].notna()]
    return named.assign(
        unsound=_unsound(tables, GROUPS, named, "group_id", *_GROUP_COLUMNS),
        trend_epsilon=float(settings.trend_step),
        drop_alert=float(settings.drop_alert),
        top_n=settings.top_n,
    )


def _jobs(tables: Tables, partner_ids: "pd.Series[str]") -> pd.DataFrame:
    """Jobs with blanks where a cell is unsound and blank says nothing, flags where it would."""
    jobs = sound_rows(tables, JOBS, "partner_id", "status")
    answers_wrong = _unsound(tables, JOBS, jobs, "assigned_at", "responded_at")
    # Answered or done before it was handed over (V-JOB-04): no figure for attention.
    disordered = (jobs["responded_at"] < jobs["assigned_at"]) | (
        jobs["done_date"] < jobs["assigned_at"].dt.floor("D")
    )
    rate = _rates(jobs["currency"], tables.settings)
    # In a currency that could not be read an amount is as unknown as one that could not be read.
    minor = jobs["amount_minor"].mask(jobs["currency"].isna())
    amount = minor.astype("Float64") / _MINOR_UNITS * rate
    return jobs.assign(
        partner_id=matched(jobs["partner_id"], partner_ids),
        assigned_at=jobs["assigned_at"].mask(answers_wrong | disordered),
        amount=amount,
        rate_unknown=rate.isna() & minor.notna(),
        done_unknown=_unsound(tables, JOBS, jobs, "done_date"),
        defects_unknown=_unsound(tables, JOBS, jobs, "defects"),
    )


def _rates(currencies: "pd.Series[str]", settings: Settings) -> "pd.Series[float]":
    """Units of the base currency for one of each row's currency; NA without a rate."""
    known = {**settings.rates, settings.currency: Decimal(1)}
    rates = currencies.astype("str").map({code: float(rate) for code, rate in known.items()})
    return rates.astype("Float64")


def _feedback(tables: Tables, partner_ids: "pd.Series[str]") -> pd.DataFrame:
    """Feedback with partner and job as those tabs spell them, scores on the scale of 1 to 5."""
    rows = sound_rows(tables, FEEDBACK, "date", "job_id", "partner_id", "score", "source")
    rows = rows[rows["date"].notna()]
    jobs = sound_rows(tables, JOBS, "partner_id", "status")
    best = float(tables.settings.feedback_max)
    scale = 1 + (_FULL_SCORE - 1) / best * rows["score"]
    return rows.assign(
        partner_id=matched(rows["partner_id"], partner_ids),
        job_id=matched(rows["job_id"], jobs["job_id"]),
        score=np.where(best == _FULL_SCORE, rows["score"], scale),
    )
