"""Tiers: hysteresis, the minimum of jobs for A, stop factors."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsync.rules.rating.tiers import tier_letters, tier_numbers, tiers_by_score

BOUNDS = {"tier_a": 80.0, "tier_b": 60.0, "tier_c": 40.0, "hysteresis": 3.0}


def tiers_of(scores: list[float], previous: list[str | None], **terms: float) -> list[Any]:
    """The tiers of several partners at once."""
    frame = pd.DataFrame([{**BOUNDS, **terms}] * len(scores))
    numbers = tier_numbers(pd.Series(previous, dtype="str"))
    return tier_letters(tiers_by_score(pd.Series(scores), numbers, frame)).tolist()


def test_every_transition_of_the_spec_holds(expected: dict[str, Any]) -> None:
    rows = expected["tier_transitions"]
    got = tiers_of([row["score"] for row in rows], [row["previous"] for row in rows])
    assert got == [row["tier"] for row in rows]


@pytest.mark.parametrize(
    ("score", "previous", "terms", "tier"),
    [
        # 79.9 - 2.9 is 77.00000000000001 in binary; the bound a manager means is 77.
        (77.0, "A", {"tier_a": 79.9, "hysteresis": 2.9}, "A"),
        (80.0, "A", {"hysteresis": 0.0}, "A"),
        (79.9, "A", {"hysteresis": 0.0}, "B"),
        (0.0, None, {}, "D"),
        (100.0, None, {}, "A"),
        (100.0, None, {"tier_a": 100.0}, "A"),
    ],
)
def test_bounds_are_decided_on_the_decimals_people_see(
    score: float, previous: str | None, terms: dict[str, float], tier: str
) -> None:
    assert tiers_of([score], [previous], **terms) == [tier]


tenths = st.integers(0, 1000).map(lambda number: number / 10)
tiers = st.sampled_from([None, "A", "B", "C", "D"])


@settings(deadline=None)
@given(low=tenths, high=tenths, previous=tiers)
def test_a_higher_score_never_has_a_worse_tier(
    low: float, high: float, previous: str | None
) -> None:
    worse, better = tiers_of(sorted([low, high]), [previous] * 2)
    assert better <= worse


@settings(deadline=None)
@given(score=tenths, one=st.sampled_from("ABCD"), other=st.sampled_from("ABCD"))
def test_a_better_previous_tier_never_leads_to_a_worse_one(
    score: float, one: str, other: str
) -> None:
    better, worse = tiers_of([score] * 2, [*sorted([one, other])])
    assert better <= worse


@settings(deadline=None)
@given(score=tenths, previous=tiers)
def test_holding_a_tier_costs_at_most_the_keep_margin(score: float, previous: str | None) -> None:
    with_margin, without = tiers_of([score, score + 3], [previous, None])
    assert with_margin >= without


@pytest.mark.parametrize(
    ("min_jobs_a", "tier", "capped"), [(12, "A", False), (13, "B", True), (1, "A", False)]
)
def test_tier_a_needs_its_minimum_of_jobs(
    golden: Any, min_jobs_a: int, tier: str, *, capped: bool
) -> None:
    row = golden.with_group(min_jobs_a=min_jobs_a).partner("P-001")
    assert (row["jobs"], row["tier"], row["few_jobs_cap"]) == (12, tier, capped)


@pytest.mark.parametrize(
    ("stop_below", "stop_tier", "min_jobs", "tier", "stops"),
    [
        (72.0, "C", 3, "C", ("defect",)),
        (72.0, "B", 3, "B", ("defect",)),
        (71.0, "D", 3, "A", ()),
        (72.0, "D", 12, "D", ("defect",)),
        (72.0, None, 3, "A", ()),
        (None, "D", 3, "A", ()),
    ],
)
def test_a_stop_factor_caps_the_tier(
    golden: Any,
    stop_below: float | None,
    stop_tier: str | None,
    min_jobs: int,
    tier: str,
    stops: tuple[str, ...],
) -> None:
    """P-001 has 71.9 points for defects."""
    is_defect = golden.rules["kpi"] == "defect"
    golden.rules = golden.rules.astype({"stop_tier": "object"})
    golden.rules.loc[is_defect, ["stop_below", "stop_tier"]] = [stop_below, stop_tier]
    row = golden.with_group(min_jobs=min_jobs).partner("P-001")
    assert (row["tier"], row["stop_kpis"]) == (tier, stops)


def test_a_stop_factor_needs_enough_records(golden: Any) -> None:
    """P-002 has 10 jobs, but only 8 of them were done and can have defects."""
    row = golden.with_group(min_jobs=9).partner("P-002")
    assert (row["status"], row["tier"], row["stop_kpis"]) == ("rated", "C", ())


def test_exactly_the_points_of_the_stop_do_not_fire_it(golden: Any) -> None:
    golden.rules.loc[golden.rules["kpi"] == "defect", "prior"] = 0.1
    golden.rules.loc[golden.rules["kpi"] == "defect", "prior_weight"] = 1e12
    points = (0.25 - 0.1) / (0.25 - 0.02) * 100
    golden.rules.loc[golden.rules["kpi"] == "defect", "stop_below"] = points
    assert golden.partner("P-001")["stop_kpis"] == ()


def test_of_several_stop_factors_the_hardest_cap_counts(golden: Any) -> None:
    golden.rules = golden.rules.astype({"stop_tier": "object"})
    golden.rules.loc[golden.rules["kpi"] == "on_time", ["stop_below", "stop_tier"]] = [95.0, "B"]
    row = golden.partner("P-002")
    assert (row["tier"], row["stop_kpis"]) == ("D", ("on_time", "defect"))
    assert (row["next_kpi"], row["next_reason"]) == ("defect", "stop")


def test_an_unrated_partner_keeps_its_tier_and_has_nothing_else(golden: Any) -> None:
    row = golden.with_group(min_jobs=13).partner("P-001")
    assert (row["status"], row["tier"], row["prev_tier"]) == ("few_jobs", "A", "A")
    empty = ("rank", "of", "list", "base_tier", "floor_to_keep", "margin", "next_tier", "next_gap")
    assert {name for name in empty if not pd.isna(row[name])} == set()


def test_the_floor_is_the_score_that_still_keeps_the_tier(golden: Any) -> None:
    summary: Any = golden.rated().summary.set_index("partner_id")
    floors = summary["floor_to_keep"].fillna(-1).to_dict()
    assert floors == {"P-003": 57.0, "P-001": 84.0, "P-002": -1}
    assert summary.loc["P-001", "margin"] == 0.5


def test_tier_d_has_no_floor(golden: Any) -> None:
    golden.rules["stop_below"] = None
    row = golden.with_group(tier_a=99, tier_b=98, tier_c=97, hysteresis=0.5).partner("P-002")
    assert (row["tier"], row["stop_kpis"]) == ("D", ())
    assert pd.isna(row["floor_to_keep"])
