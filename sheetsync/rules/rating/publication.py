"""What is shown and what is recorded: a final rating is published once, and stands."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sheetsync.dates import add_months
from sheetsync.rules.rating.rating import Ratings, only_rated
from sheetsync.rules.rating.standing import latest_revisions, with_lists, with_trend
from sheetsync.rules.rating.why import published_text
from sheetsync.tables.catalogue.rating import RATING_DETAILS

_DETAIL_KEY = ("period", "partner_id", "kpi")
#: Months that the tab Rating details keeps. Source: workbook-and-rules.md 1.3.
_KEPT_PERIODS = 13
#: Details are shown to so many decimals, so that sorting a people's tab changes no cell.
_DECIMALS = 6
_FIGURES = ("score", "tier", "rank", "of", "jobs", "coverage")


@dataclass(frozen=True, slots=True)
class RatingPublication:
    """What a run does with a rating.

    Attributes:
        summary: the rows of the Ratings tab; only rated partners have a score. A partner whose
            rating of this month was published keeps the published figures; where today's data
            say otherwise, `why` says both.
            Besides the columns of `Ratings.summary`: `revision`, NA while nothing is published.
        details: the rows of the Rating details tab, newest month first, with `change` against the
            month before, in points of the score.
        history_rows: the rows to append to Rating history, without `run_id` and `published_at`;
            none while the month is preliminary, and none when they stand there already.
        restated: what a restatement changed, one row a partner with another score or tier:
            `partner_id`, `name`, `score`, `tier` as they stood, `new_score`, `new_tier`.
    """

    summary: pd.DataFrame
    details: pd.DataFrame
    history_rows: pd.DataFrame
    restated: pd.DataFrame


def publication(
    ratings: Ratings,
    history: pd.DataFrame | None,
    kept_details: pd.DataFrame | None = None,
    *,
    restate: bool = False,
) -> RatingPublication:
    """Decide what of a rating is shown and what is recorded.

    A group's final rating of a month is recorded once, as revision 1. Later runs show it as it
    was recorded; `restate` records the group again, whole, as the next revision, when a figure of
    any of its partners differs.

    Args:
        ratings: the month, as computed now.
        history: Rating history as it stands; None for none.
        kept_details: Rating details as the tab holds them; None for none.
        restate: record again what has changed since it was published.

    Source: workbook-and-rules.md 1.3, 2.3 (last paragraph).
    """
    standing = latest_revisions(history)
    standing = standing[standing["period"] == ratings.period]
    rows = _rows_to_record(ratings, standing, restate=restate)
    held = standing[~standing["partner_id"].isin(rows["partner_id"])]
    held = held[held["partner_id"].isin(ratings.summary["partner_id"])]
    summary = _as_published(ratings, held)
    recorded = dict(zip(rows["partner_id"], rows["revision"], strict=True))
    revision = summary["revision"].fillna(summary["partner_id"].map(recorded).astype("Int64"))
    return RatingPublication(
        summary=summary.assign(revision=revision),
        details=_details(ratings, kept_details, set(held["partner_id"])),
        history_rows=rows,
        restated=_restated(ratings.summary, standing, rows),
    )


def _rows_to_record(ratings: Ratings, standing: pd.DataFrame, *, restate: bool) -> pd.DataFrame:
    """Groups not yet recorded, and with `restate` those that have changed, at their revision."""
    rows = ratings.history_rows
    before = standing.set_index("partner_id").reindex(rows["partner_id"])
    known = pd.Series(before["revision"].notna().to_numpy(), index=rows.index)
    published = known.groupby(rows["group"]).transform("any")
    changed = _differs(rows, before).groupby(rows["group"]).transform("any")
    wanted = ~published | (changed & restate)
    final = ratings.state == "final"
    last = pd.Series(before["revision"].to_numpy(dtype="float64", na_value=0), index=rows.index)
    revision = last.groupby(rows["group"]).transform("max").astype("int64") + 1
    return rows.assign(revision=revision)[wanted & final].reset_index(drop=True)


def _differs(rows: pd.DataFrame, before: pd.DataFrame) -> "pd.Series[bool]":
    """Whether a partner's figures are not those that were recorded, or it has none there."""
    differs = pd.Series(before["revision"].isna().to_numpy(), index=rows.index)
    for name in _FIGURES:
        if name not in before:
            continue
        differs |= ~_same(rows[name], before[name].set_axis(rows.index))
    return differs


def _same(now: pd.Series, then: pd.Series) -> "pd.Series[bool]":
    """Where two columns say the same; missing is the same as missing."""
    if now.name == "tier":
        return now.astype("str").fillna("") == then.astype("str").fillna("")
    figures = pd.to_numeric(now).astype("Float64").round(_DECIMALS)
    others = pd.to_numeric(then).astype("Float64").round(_DECIMALS)
    alike = (figures == others).fillna(figures.isna() & others.isna())
    return alike.astype("bool")


def _as_published(ratings: Ratings, held: pd.DataFrame) -> pd.DataFrame:
    """The summary with the recorded figures of partners whose rating stands."""
    summary = only_rated(ratings.summary)
    then = held.set_index("partner_id").reindex(summary["partner_id"]).set_axis(summary.index)
    stands = then["revision"].notna()
    differs = stands & ~(
        _same(summary["score"], then["score"]) & _same(summary["tier"], then["tier"])
    )
    shown = summary.assign(revision=then["revision"].astype("Int64"))
    for name in (*_FIGURES, "stops", "rules_hash"):
        # A log of scores and tiers alone leaves the rest as computed.
        if name in {"score", "tier"} or (name in then and then.loc[stands, name].notna().any()):
            recorded = then[name].astype(summary[name].dtype)
            shown[name] = summary[name].where(~stands, recorded)
    shown["state"] = shown["state"].mask(stands, "final")
    shown["why"] = [
        published_text(score, tier, why, ratings.lang) if other else why
        for why, score, tier, other in zip(
            summary["why"], *_or_none(shown, "score", "tier"), differs, strict=True
        )
    ]
    return only_rated(with_lists(with_trend(shown))) if differs.any() else shown


def _or_none(rows: pd.DataFrame, *names: str) -> list[list[Any]]:
    """Columns as lists, missing as None."""
    return [rows[name].astype("object").where(rows[name].notna(), None).tolist() for name in names]


def _restated(summary: pd.DataFrame, standing: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    before = standing[["partner_id", "score", "tier"]]
    after = rows[["partner_id", "score", "tier"]].rename(
        columns={"score": "new_score", "tier": "new_tier"}
    )
    both = before.merge(after, on="partner_id").merge(summary[["partner_id", "name"]])
    score, tier = _same(both["score"], both["new_score"]), _same(both["tier"], both["new_tier"])
    changed = both[~(score & tier)]
    columns = ["partner_id", "name", "score", "tier", "new_score", "new_tier"]
    return changed[columns].reset_index(drop=True)


def _details(ratings: Ratings, kept: pd.DataFrame | None, held: set[str]) -> pd.DataFrame:
    """This month's rows before those of the twelve months before, without doubles."""
    names = [column.name for column in RATING_DETAILS.columns]
    numbers = [column.name for column in RATING_DETAILS.columns if column.kind in
               {"decimal", "percent"}]  # fmt: skip
    now = ratings.details.reindex(columns=names)
    if kept is None or kept.empty:
        return now.assign(**{name: now[name].round(_DECIMALS) for name in numbers})
    old = _legible(kept.reindex(columns=names))
    old = old.astype(dict.fromkeys(numbers, "Float64") | {"n": "Int64"})
    old = old.astype(dict.fromkeys(_DETAIL_KEY, "str"))
    stands = old[(old["period"] == ratings.period) & old["partner_id"].isin(held)]
    now = now[~now["partner_id"].isin(stands["partner_id"])]
    now = now.assign(change=_change(now, old, ratings.period))
    both = pd.concat([now, stands, old[old["period"] != ratings.period]], ignore_index=True)
    periods = sorted(both["period"].unique(), reverse=True)[:_KEPT_PERIODS]
    both = both[both["period"].isin(periods)]
    both = both.assign(**{name: both[name].round(_DECIMALS) for name in numbers})
    return both.sort_values("period", ascending=False, kind="stable", ignore_index=True)


def _legible(kept: pd.DataFrame) -> pd.DataFrame:
    """The kept rows whose key can be read, each once: people may have typed over the tab."""
    key = list(_DETAIL_KEY)
    whole = kept[kept[key].notna().all(axis=1)]
    months = whole["period"].astype("str").str.fullmatch(r"\d{4}-\d{2}")
    return whole[months].drop_duplicates(key)


def _change(now: pd.DataFrame, old: pd.DataFrame, period: str) -> "pd.Series[float]":
    """What a KPI's contribution gained; the changes of a partner add up to its score's."""
    before = old[old["period"] == add_months(period, -1)]
    scored = before["partner_id"].unique()
    at = pd.MultiIndex.from_frame(now[["partner_id", "kpi"]])
    then = before.set_index(["partner_id", "kpi"])["contribution"].reindex(at).array
    gained = now["contribution"].fillna(0) - pd.Series(then, index=now.index).fillna(0)
    silent = now["contribution"].isna() & pd.isna(then)
    return gained.mask(silent | ~now["partner_id"].isin(scored), np.nan)
