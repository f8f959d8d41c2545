"""KPI values to points, points to the score, with every lost point accounted for."""

import numpy as np
import pandas as pd


def with_points(values: pd.DataFrame) -> pd.DataFrame:
    """Points, shares, contributions and losses of every partner and KPI.

    Args:
        values: as `kpis.kpi_values` gives them.

    Returns:
        The same rows with `points` (0…100, NA for a missing KPI), `share` of the partner's score
        (the weights of missing KPIs are shared out; NA for a missing KPI), `contribution` and
        `loss` in points of the score: contributions add up to the score, and with the losses
        to 100.

    Source: workbook-and-rules.md 2.3.
    """
    worst, target = values["worst"], values["target"]
    points = 100 * ((values["value"] - worst) / (target - worst)).clip(0, 1)
    present_weight = values["weight"].where(points.notna(), 0.0)
    present = present_weight.groupby(values["number"]).transform("sum")
    share = (present_weight / present.where(present > 0)).where(points.notna())
    return values.assign(
        points=points,
        share=share,
        contribution=share * points,
        loss=share * (100 - points),
    )


def scores(kpis: pd.DataFrame, scope: pd.DataFrame, sums: pd.DataFrame) -> pd.DataFrame:
    """One row a partner: jobs, coverage, score, and whether that is enough to be rated.

    Args:
        kpis: as `with_points` gives them.
        scope: as `sums.scope_of` gives it.
        sums: as `sums.monthly_sums` gives them.

    Returns:
        The rows of `scope` with

        * jobs: live jobs in the window, by due or done date
        * coverage: share of the weights that have data, 0…1
        * score_raw: 0…100, NA without data; score: the same, rounded half up to 0.1
        * status: "few_jobs", "few_data" or "rated"
    """
    by_partner = kpis.assign(present=kpis["weight"].where(kpis["points"].notna(), 0.0)).groupby(
        "number"
    )
    totals = by_partner[["present", "weight"]].sum()
    score_raw = by_partner["contribution"].sum(min_count=1)
    jobs = np.bincount(sums["number"], weights=sums["jobs"], minlength=len(scope)).astype("int64")
    rows = scope.assign(
        jobs=jobs,
        coverage=(totals["present"] / totals["weight"]).reindex(scope["number"]).to_numpy(),
        score_raw=score_raw.reindex(scope["number"]).to_numpy(),
    )
    enough = (rows["coverage"].round(9) >= rows["min_coverage"]) & rows["score_raw"].notna()
    status = np.where(enough, "rated", "few_data")
    return rows.assign(
        score=half_up(rows["score_raw"]),
        status=np.where(rows["jobs"] < rows["min_jobs"], "few_jobs", status),
    )


def half_up(points: "pd.Series[float]") -> "pd.Series[float]":
    """Round half up to 0.1, after rounding to 6 decimals so that 84.05 is not 84.0.

    >>> half_up(pd.Series([84.05, 84.0499999, 84.0499, None])).tolist()
    [84.1, 84.1, 84.0, nan]
    """
    millionths = np.rint(points * 1e6)
    return pd.Series(np.floor((millionths + 50_000) / 100_000) / 10, index=points.index)


def with_group_means(kpis: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    """Every KPI beside its group: what it adds to or takes from the score against the mean.

    Args:
        kpis: as `with_points` gives them.
        partners: as `scores` gives them.

    Returns:
        The same rows with `group_mean_points`, the mean over rated partners that have the KPI
        (NA without one), and `vs_group` in points of the score.
    """
    rated = (partners["status"] == "rated").to_numpy()[kpis["number"]]
    mean = kpis["points"].where(rated).groupby([kpis["group_id"], kpis["kpi"]]).transform("mean")
    return kpis.assign(group_mean_points=mean, vs_group=kpis["share"] * (kpis["points"] - mean))
