"""Partners who fall silent, and partners who fall a tier."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from sheetsync.dates import add_months, first_day
from sheetsync.language import Lang
from sheetsync.language.days import month_year
from sheetsync.rules.attention.actions import day_text, sentence
from sheetsync.rules.attention.lines import AttentionLine, day_of_cell
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.jobs import JOBS
from sheetsync.tables.catalogue.rating import TIER
from sheetsync.tables.table import Tables

_MOMENTS = ("assigned_at", "due_date", "done_date")
_TIER_ORDER = {choice.code: place for place, choice in enumerate(TIER)}


def silent_lines(tables: Tables, partners: pd.DataFrame, as_of: date) -> Iterator[AttentionLine]:
    """Active partners without a job for more than Settings.silent_days; see V-PAR-07.

    A job that is due later breaks the silence now.
    """
    jobs = sound_rows(tables, JOBS, "partner_id", *_MOMENTS)
    partner_id = matched(jobs["partner_id"], partners.index.to_series())
    moments = pd.concat([jobs[name] for name in _MOMENTS])
    last = moments.groupby(pd.concat([partner_id] * len(_MOMENTS))).max()
    for code, partner in partners[partners["status"] == "active"].iterrows():
        worked_on = day_of_cell(last.get(code))
        since = worked_on or day_of_cell(partner["onboarded_on"])
        if since is None or (as_of - since).days <= tables.settings.silent_days:
            continue
        name = "silent" if worked_on else "no_jobs"
        action = sentence(name, tables.lang, day=day_text(worked_on, tables.lang))
        yield AttentionLine(str(code), "silent", "warning", since, action)


def tier_drop_lines(
    ratings: pd.DataFrame | None, history: pd.DataFrame | None, lang: Lang
) -> Iterator[AttentionLine]:
    """Partners whose last published tier is worse than the one before.

    A preliminary rating alarms nobody: until the month is final, the history speaks.

    Args:
        ratings: rows of the tab Ratings by code; None when they were not computed.
        history: rows of the tab Rating history by code; None when there is none.
        lang: of the sentences.
    """
    for drop in _drops(ratings, history):
        period = str(drop["period"])
        action = sentence(
            "tier_drop",
            lang,
            month=month_year(period, lang),
            before=str(drop["prev_tier"]),
            after=str(drop["tier"]),
        )
        since = first_day(add_months(period, 1))
        yield AttentionLine(str(drop["partner_id"]), "tier_drop", "warning", since, action)


def _drops(ratings: pd.DataFrame | None, history: pd.DataFrame | None) -> list[dict[str, object]]:
    tiers = _published(ratings, history)
    tiers = tiers.dropna(subset=["tier", "prev_tier"])
    places = [tiers[name].astype("str").map(_TIER_ORDER) for name in ("tier", "prev_tier")]
    return [
        {str(name): value for name, value in row.items()}
        for row in tiers[places[0] > places[1]].to_dict("records")
    ]


def _published(ratings: pd.DataFrame | None, history: pd.DataFrame | None) -> pd.DataFrame:
    columns = ["partner_id", "period", "tier", "prev_tier"]
    if ratings is not None and (ratings["state"] == "final").any():
        return ratings.loc[ratings["state"] == "final", columns]
    if history is None or history.empty:
        return pd.DataFrame(columns=columns)
    latest = history.sort_values("revision").drop_duplicates(["period", "partner_id"], keep="last")
    period = str(latest["period"].max())
    before = latest[latest["period"] == add_months(period, -1)].set_index("partner_id")["tier"]
    now = latest[latest["period"] == period]
    return now.assign(prev_tier=now["partner_id"].map(before.astype("str")))[columns]
