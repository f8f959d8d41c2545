"""Score to tier: hysteresis, the minimum of jobs for A, stop factors.

Tiers are numbers in here, 0 for A to 3 for D, so that better is smaller; -1 is none.
"""

import numpy as np
import pandas as pd

from sheetsync.rules.rating.rulebook import TIERS

NONE = -1
_A, _B, _C, _D = range(len(TIERS))
_BOUNDS = ("tier_a", "tier_b", "tier_c")
#: Scores are decided on 6 decimals: 80 - 3 and 77 are the same bound however they were typed.
_DECIMALS = 6


def tier_numbers(tiers: "pd.Series[str]") -> "pd.Series[int]":
    """Tier letters as numbers; anything else is none.

    >>> tier_numbers(pd.Series(["A", "D", None])).tolist()
    [0, 3, -1]
    """
    return tiers.map({tier: number for number, tier in enumerate(TIERS)}).fillna(NONE).astype(int)


def tier_letters(numbers: "pd.Series[int]") -> "pd.Series[str]":
    """Tier numbers as letters, none as NA."""
    return numbers.map(dict(enumerate(TIERS))).astype("str").where(numbers != NONE)


def tiers_by_score(
    score: "pd.Series[float]", previous: "pd.Series[int]", terms: pd.DataFrame
) -> "pd.Series[int]":
    """The best tier whose bound the score reaches.

    A tier that the partner holds, and any worse one, is kept down to `hysteresis` below its
    bound; a better one is reached at the bound itself.

    Args:
        score: S₁, on a row a partner; NA has no tier.
        previous: the tier number of the month before, -1 for none.
        terms: `tier_a`, `tier_b`, `tier_c`, `hysteresis` on the same rows.

    Source: workbook-and-rules.md 2.3.
    """
    reached = pd.Series(_D, index=score.index)
    for tier in (_C, _B, _A):
        held = (previous != NONE) & (tier >= previous)
        bound = terms[_BOUNDS[tier]] - terms["hysteresis"].where(held, 0.0)
        reached = reached.mask(score >= bound.round(_DECIMALS), tier)
    return reached.where(score.notna(), NONE)


def stop_factors(kpis: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    """The KPIs so bad that they cap the tier of a rated partner.

    Args:
        kpis: as `points.with_points` gives them.
        partners: as `points.scores` gives them.

    Returns:
        The rows of `kpis` with at least `min_jobs` records and points below `stop_below`, and
        `cap`, the number of the best tier they allow.
    """
    fewest = partners["min_jobs"].to_numpy()[kpis["number"]]
    rated = (partners["status"] == "rated").to_numpy()[kpis["number"]]
    below = kpis["points"].round(_DECIMALS) < kpis["stop_below"].round(_DECIMALS)
    fires = below & (kpis["n"] >= fewest) & rated
    return kpis[fires].assign(cap=tier_numbers(kpis.loc[fires, "stop_tier"]))


def with_tiers(partners: pd.DataFrame, stops: pd.DataFrame) -> pd.DataFrame:
    """The tier of every partner, step by step.

    Args:
        partners: as `points.scores` gives them, with `prev_tier` letters.
        stops: as `stop_factors` gives them.

    Returns:
        The same rows with `base_tier` (by score alone), `tier_hysteresis` (the previous one
        counted in), `few_jobs_cap` (A became B for want of jobs), `stop_kpis` (tuple of codes),
        `tier`, `floor_to_keep` (the score that still keeps the tier next month, NA for D, under
        a stop factor or unrated) and `margin` above it. An unrated partner keeps its previous
        tier and has none of the others.
    """
    rated = partners["status"] == "rated"
    previous = tier_numbers(partners["prev_tier"])
    score = partners["score"].where(rated)
    base = tiers_by_score(score, pd.Series(NONE, index=partners.index), partners)
    kept = tiers_by_score(score, previous, partners)
    capped = (kept == _A) & (partners["jobs"] < partners["min_jobs_a"])
    tier = kept.mask(capped, _B)
    worst_cap = stops.groupby("number")["cap"].max().reindex(partners["number"]).to_numpy()
    stopped = pd.Series(~np.isnan(worst_cap.astype("float64")), index=partners.index)
    tier = tier.mask(stopped, np.fmax(tier, worst_cap)).astype(int)
    floor = _floor(tier, partners).where(rated & ~stopped)
    return partners.assign(
        base_tier=tier_letters(base),
        tier_hysteresis=tier_letters(kept),
        few_jobs_cap=capped,
        stop_kpis=_kpis_of(stops, partners),
        tier=tier_letters(tier).where(rated, partners["prev_tier"]),
        floor_to_keep=floor,
        margin=(partners["score"] - floor).round(_DECIMALS),
    )


def _floor(tier: "pd.Series[int]", terms: pd.DataFrame) -> "pd.Series[float]":
    bound = pd.Series(np.nan, index=tier.index)
    for number, name in enumerate(_BOUNDS):
        bound = bound.mask(tier == number, terms[name] - terms["hysteresis"])
    return bound


def _kpis_of(stops: pd.DataFrame, partners: pd.DataFrame) -> pd.Series:
    """The codes of each partner's stop factors, in the catalogue's order."""
    by_partner = stops.groupby("number")["kpi"].agg(tuple).to_dict()
    return pd.Series(
        [by_partner.get(number, ()) for number in partners["number"]],
        index=partners.index,
        dtype="object",
    )
