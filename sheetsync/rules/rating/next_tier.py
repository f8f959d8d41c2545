"""What lifts a partner to the next tier, as numbers."""

import numpy as np
import pandas as pd

from sheetsync.rules.rating.rulebook import TIERS
from sheetsync.rules.rating.tiers import tier_letters, tier_numbers

_DECIMALS = 6
_FULL = 100
_TENTHS = 10


def with_next_tier(partners: pd.DataFrame, kpis: pd.DataFrame, stops: pd.DataFrame) -> pd.DataFrame:
    """The next better tier of every rated partner below A, and the shortest way there.

    Args:
        partners: as `tiers.with_tiers` gives them.
        kpis: as `points.with_points` gives them.
        stops: as `tiers.stop_factors` gives them.

    Returns:
        The same rows with

        * next_tier: one better than the tier held; NA for A and for the unrated
        * next_gap: points of the score that are missing, at least 0; scores are told and decided
          on a tenth, so a bound between two tenths is reached at the upper one
        * next_stops: the stop factors that cap the tier where it is, the hardest first; all of
          them must go
        * next_reason: "stop" (a stop factor must go first), "points" (one KPI can do it),
          "several" (no KPI alone can), "jobs" (only jobs are missing)
        * next_kpi: the first stop factor, or the KPI with the largest loss among those that can
          do it
        * next_points, next_value: what that KPI needs, the value as corrected by the norm
        * next_jobs: jobs missing to `min_jobs_a`, NA when they are not in the way

    Source: workbook-and-rules.md 2.3.
    """
    tier = tier_numbers(partners["tier"])
    below_a = (partners["status"] == "rated") & (tier > 0)
    bound = pd.Series(np.nan, index=partners.index)
    for better, letter in enumerate(TIERS[:-1]):
        bound = bound.mask(below_a & (tier == better + 1), partners[f"tier_{letter.lower()}"])
    reached_at = np.ceil((bound * _TENTHS).round(_DECIMALS)) / _TENTHS
    gap = (reached_at - partners["score"]).clip(lower=0).round(_DECIMALS)
    caps = stops["number"].map(tier.set_axis(partners["number"])) == stops["cap"]
    missing_jobs = (partners["min_jobs_a"] - partners["jobs"]).where(below_a & (tier == 1))
    rows = partners.assign(
        next_tier=tier_letters((tier - 1).where(below_a, -1)),
        next_gap=gap,
        next_jobs=missing_jobs.where(missing_jobs > 0).astype("Int64"),
    )
    past_stops = _ways_past_stops(stops[caps])
    ways = pd.concat([past_stops, _ways_by_points(kpis, rows)])
    first = ways[ways["number"].isin(rows.loc[below_a, "number"])].drop_duplicates("number")
    rows = rows.merge(first, on="number", how="left")
    alone = np.where(rows["next_gap"] > 0, "several", "jobs")
    reason = rows["next_reason"].where(rows["next_reason"].notna(), pd.Series(alone))
    in_the_way = past_stops.groupby("number", sort=False)["next_kpi"].agg(tuple).to_dict()
    next_stops = [in_the_way.get(number, ()) for number in rows["number"]]
    return rows.assign(
        next_reason=reason.where(rows["next_tier"].notna()),
        next_stops=pd.Series(next_stops, index=rows.index, dtype="object"),
    )


def value_at(points: "pd.Series[float]", kpis: pd.DataFrame) -> "pd.Series[float]":
    """The corrected value that is worth so many points."""
    return kpis["worst"] + points / _FULL * (kpis["target"] - kpis["worst"])


def points_needed(kpis: pd.DataFrame, gap: "pd.Series[float]") -> "pd.Series[float]":
    """The points at which a KPI alone closes a gap; NA when it cannot.

    Args:
        kpis: rows with `points` and `share`.
        gap: missing points of the score, on the same rows.
    """
    share = kpis["share"].where(kpis["share"] > 0)
    needed = kpis["points"] + gap / share
    return needed.where(needed.round(_DECIMALS) <= _FULL)


def _ways_past_stops(stops: pd.DataFrame) -> pd.DataFrame:
    """The stop factors, the hardest cap first."""
    ordered = stops.assign(rounded=stops["loss"].round(_DECIMALS)).sort_values(
        ["number", "cap", "rounded", "weight", "place"],
        ascending=[True, False, False, False, True],
    )
    return _ways(ordered, ordered["stop_below"], "stop")


def _ways_by_points(kpis: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    """The KPIs that close the gap alone, the largest loss first, ties by weight, then order."""
    gap = kpis["number"].map(partners.set_index("number")["next_gap"])
    needed = points_needed(kpis, gap).where(gap > 0)
    able = kpis[needed.notna()]
    able = able.assign(needed=needed, rounded=able["loss"].round(_DECIMALS)).sort_values(
        ["number", "rounded", "weight", "place"], ascending=[True, False, False, True]
    )
    return _ways(able, able["needed"], "points")


def _ways(kpis: pd.DataFrame, needed: "pd.Series[float]", reason: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "number": kpis["number"],
            "next_kpi": kpis["kpi"],
            "next_points": needed,
            "next_value": value_at(needed, kpis),
            "next_reason": pd.Series(reason, index=kpis.index, dtype="str"),
        }
    )
