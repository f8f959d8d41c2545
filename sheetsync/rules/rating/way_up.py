"""What stands between a partner and the next tier: found once, told alike wherever it is told.

The sheet, `sheetsync explain` and the partner's letter all say what is made here, so that no
reader is told half of the way. Source: workbook-and-rules.md 2.3; amendments.md 3.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, Literal

import pandas as pd

from sheetsync.rules.rating.steps import Step, WayUp
from sheetsync.tables.catalogue.rating import SHRUNK

#: The columns a way is made of: turning rows into mappings is most of the cost.
_PARTNER = (
    "partner_id", "status", "jobs", "min_jobs", "coverage", "min_coverage", "next_tier",
    "next_gap", "next_reason", "next_kpi", "next_value", "next_jobs", "next_stops",
)  # fmt: skip
_KPI = ("partner_id", "kpi", "value", "worst", "target", "prior_weight", "stop_below")
_DECIMALS = 9
_FULL = 100


def ways_up(partners: pd.DataFrame, kpis: pd.DataFrame) -> Mapping[str, WayUp]:
    """The way of every partner that has one; none for tier A and for groups that were refused.

    Args:
        partners: rows of `Ratings.summary`.
        kpis: rows of `Ratings.details`.
    """
    absent = kpis[kpis["points"].isna() & (kpis["weight"] > 0)]
    missing = absent.groupby("partner_id")["kpi"].agg(list).to_dict()
    rules = _rules_needed(partners, kpis)
    ways: dict[str, WayUp] = {}
    for row in partners[list(_PARTNER)].to_dict("records"):
        partner_id = row["partner_id"]
        if row["status"] == "rated" and pd.notna(row["next_tier"]):
            ways[partner_id] = WayUp(row["next_tier"], tuple(_steps(row, rules)))
        elif row["status"] != "rated" and pd.notna(row["status"]):
            ways[partner_id] = WayUp("", tuple(_to_be_rated(row, missing.get(partner_id, []))))
    return ways


def _rules_needed(partners: pd.DataFrame, kpis: pd.DataFrame) -> Mapping[tuple[str, str], Any]:
    """Value and rule of the KPIs that stand in a way, by partner and KPI."""
    named = pd.concat(
        [
            partners[["partner_id"]].assign(kpi=partners["next_kpi"]),
            partners[["partner_id"]].assign(kpi=partners["next_stops"]).explode("kpi"),
        ]
    )
    named = named.dropna().astype("str").drop_duplicates()
    rows = kpis[list(_KPI)].merge(named, on=["partner_id", "kpi"])
    return {(row["partner_id"], row["kpi"]): row for row in rows.to_dict("records")}


def _steps(
    row: Mapping[Hashable, Any], rules: Mapping[tuple[str, str], Mapping[Hashable, Any]]
) -> Iterator[Step]:
    """Stop factors, points, the KPI that makes them up, jobs: all that is in the way."""
    for kpi in row["next_stops"]:
        rule = rules[row["partner_id"], kpi]
        span = rule["target"] - rule["worst"]
        yield _of_kpi("stop", rule, float(rule["worst"] + rule["stop_below"] / _FULL * span))
    if row["next_gap"] > 0:
        yield Step("points", points=float(row["next_gap"]), alone=row["next_reason"] != "several")
    if row["next_reason"] == "points":
        yield _of_kpi("kpi", rules[row["partner_id"], row["next_kpi"]], float(row["next_value"]))
    if pd.notna(row["next_jobs"]):
        yield Step("jobs", count=int(row["next_jobs"]))


def _of_kpi(kind: Literal["stop", "kpi"], rule: Mapping[Hashable, Any], wanted: float) -> Step:
    return Step(
        kind,
        kpi=rule["kpi"],
        wanted=wanted,
        now=float(rule["value"]),
        at_most=bool(rule["target"] < rule["worst"]),
        corrected=bool(rule["kpi"] in SHRUNK and rule["prior_weight"] > 0),
    )


def _to_be_rated(row: Mapping[Hashable, Any], missing: Iterable[str]) -> Iterator[Step]:
    """Jobs, and data where there are too few of them: more jobs alone would not be enough."""
    if row["jobs"] < row["min_jobs"]:
        yield Step("jobs", count=int(row["min_jobs"]) - int(row["jobs"]))
    if row["status"] == "few_data" or round(row["coverage"], _DECIMALS) < row["min_coverage"]:
        yield Step("data", kpis=tuple(missing))
