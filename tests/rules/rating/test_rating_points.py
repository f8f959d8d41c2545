"""Points, score and coverage: every lost point is accounted for, nothing is invented."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsync.rules.rating import rate
from sheetsync.rules.rating.points import half_up, with_points

KPI_NAMES = ("on_time", "defect", "feedback")


def values(*cells: dict[str, Any]) -> pd.DataFrame:
    """KPI values of one partner."""
    blank = {"number": 0, "weight": 10.0, "worst": 0.0, "target": 1.0, "value": 0.5}
    return pd.DataFrame([{**blank, **cell} for cell in cells])


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        ({"value": 0.25}, 25.0),
        ({"value": -3.0}, 0.0),
        ({"value": 7.0}, 100.0),
        ({"value": 0.25, "worst": 1.0, "target": 0.0}, 75.0),
        ({"value": None}, None),
        ({"value": 0.0}, 0.0),
    ],
)
def test_points_run_straight_from_worst_to_target(
    cell: dict[str, Any], points: float | None
) -> None:
    got = with_points(values(cell).astype({"value": "float64"}))["points"].iloc[0]
    assert (None if pd.isna(got) else got) == points


def test_the_weight_of_a_missing_kpi_is_shared_out() -> None:
    rows = with_points(values({"weight": 30.0}, {"weight": 10.0}, {"weight": 60.0, "value": None}))
    assert rows["share"].fillna(-1).tolist() == [0.75, 0.25, -1]
    assert rows["contribution"].sum() == 50.0


def test_without_any_weight_there_is_no_share_to_divide_by() -> None:
    rows = with_points(values({"weight": 0.0}, {"weight": 5.0, "value": None}))
    assert rows[["share", "contribution", "loss"]].isna().all().all()


figures = st.floats(-1, 2, allow_nan=False)


@settings(deadline=None)
@given(cells=st.lists(st.tuples(figures | st.none(), st.integers(0, 50)), min_size=1, max_size=9))
def test_score_and_losses_sum_to_a_hundred(cells: list[tuple[float | None, int]]) -> None:
    rows = with_points(
        values(*({"value": value, "weight": float(weight)} for value, weight in cells)).astype(
            {"value": "float64"}
        )
    )
    if any(weight for value, weight in cells if value is not None):
        assert rows["contribution"].sum() + rows["loss"].sum() == pytest.approx(100)
    else:
        assert rows["contribution"].isna().all()


@settings(deadline=None)
@given(low=figures, high=figures, others=st.lists(figures, max_size=4), less=st.booleans())
def test_a_better_value_never_lowers_the_score(
    low: float, high: float, others: list[float], *, less: bool
) -> None:
    worse, better = sorted([low, high], reverse=less)
    bounds = {"worst": 1.0, "target": 0.0} if less else {}
    rest = [{"value": value} for value in others]
    scores = [
        with_points(values({"value": value, **bounds}, *rest))["contribution"].sum()
        for value in (worse, better)
    ]
    assert scores[0] <= scores[1] + 1e-9


@pytest.mark.parametrize(
    ("score", "shown"),
    [(79.95, 80.0), (79.9499999, 80.0), (79.94999, 79.9), (0.05, 0.1), (0.0, 0.0), (100.0, 100.0)],
)
def test_scores_are_rounded_half_up_after_six_decimals(score: float, shown: float) -> None:
    assert half_up(pd.Series([score])).iloc[0] == shown


def test_a_missing_score_stays_missing() -> None:
    assert half_up(pd.Series([float("nan")])).isna().all()


def test_losses_of_a_rated_partner_are_those_of_its_details(golden: Any) -> None:
    ratings = golden.rated()
    by_partner = ratings.details.groupby("partner_id")[["contribution", "loss"]].sum()
    scores = ratings.summary.set_index("partner_id")["score_raw"].astype("float64")
    assert by_partner["contribution"].to_dict() == pytest.approx(scores.to_dict())
    assert by_partner.sum(axis=1).to_dict() == pytest.approx(dict.fromkeys(scores.index, 100.0))


def test_a_partner_without_any_fact_has_no_score_and_never_a_hundred(empty: Any) -> None:
    # A job without a day it was due tells of no KPI but the volume.
    empty.with_jobs({"done_date": "2026-03-10"}).with_rules({"kpi": "on_time"}, {"kpi": "feedback"})
    row = empty.with_group(min_jobs=1, min_coverage=0).partner()
    assert row["status"] == "few_data"
    assert pd.isna(row["score"])
    assert row["coverage"] == 0
    assert pd.isna(row["rank"])


def test_no_figure_that_people_see_is_nan(empty: Any) -> None:
    summary = empty.rated().summary
    texts = summary[["why", "next", "stops"]]
    assert not texts.map(lambda text: "nan" in text.lower()).any().any()


def test_no_partners_are_no_error(empty: Any) -> None:
    ratings = empty.without("partners").rated()
    assert len(ratings.summary) == 0
    assert len(ratings.details) == 0
    assert list(ratings.history_rows) == [
        "period", "revision", "partner_id", "group", "score", "tier", "rank", "of", "jobs",
        "coverage", "stops", "rules_hash", "run_id", "published_at",
    ]  # fmt: skip


@pytest.mark.parametrize(("min_coverage", "status"), [(0.8, "rated"), (0.801, "few_data")])
def test_coverage_is_the_share_of_weights_with_data(
    golden: Any, min_coverage: float, status: str
) -> None:
    row = golden.with_group(min_coverage=min_coverage).partner("P-003")
    assert (row["coverage"], row["status"]) == (0.8, status)


@pytest.mark.parametrize(("min_jobs", "status"), [(4, "rated"), (5, "few_jobs")])
def test_too_few_jobs_are_not_rated(golden: Any, min_jobs: int, status: str) -> None:
    row = golden.with_group(min_jobs=min_jobs).partner("P-003")
    assert (row["jobs"], row["status"]) == (4, status)


def test_all_text_and_numbers_may_come_as_text(golden: Any) -> None:
    before = golden.rated()
    texts = {name: frame.astype("str") for name, frame in golden.frames.items()}
    texts = {name: frame.where(golden.frames[name].notna(), None) for name, frame in texts.items()}
    after = rate(texts, golden.rules, golden.history, "2026-03", "2026-04-02")
    pd.testing.assert_frame_equal(before.details, after.details)


days = st.integers(0, 180).map(lambda back: pd.Timestamp("2026-03-31") - pd.Timedelta(days=back))
jobs_of_partner = st.lists(st.tuples(days, st.integers(-5, 5)), max_size=6)


@pytest.mark.slow
@settings(deadline=None, max_examples=20)
@given(
    mine=jobs_of_partner,
    others=jobs_of_partner,
    day=days,
    prior_weight=st.sampled_from([0, 3]),
    half_life=st.sampled_from([None, 3]),
)
def test_one_more_perfect_job_never_lowers_a_score_by_on_time(
    mine: list[Any], others: list[Any], day: pd.Timestamp, prior_weight: int, half_life: int | None
) -> None:
    rules = pd.DataFrame([
        {"group_id": "g", "kpi": "on_time", "weight": 1, "worst": 0, "target": 1,
         "prior_weight": prior_weight, "prior": 0.7}
    ])  # fmt: skip
    groups = pd.DataFrame([{"group_id": "g", "half_life_months": half_life, "min_jobs": 0}])
    partners = pd.DataFrame(
        [("P1", "a", "g", "2024-01-01"), ("P2", "b", "g", "2024-01-01")],
        columns=["partner_id", "name", "group_id", "onboarded_on"],
    )
    rows = [("P1", *job) for job in mine] + [("P2", *job) for job in others]
    scores = []
    for jobs in (rows, [*rows, ("P1", day, 0)]):
        frame = pd.DataFrame(
            [
                (f"J{place}", partner, due, due + pd.Timedelta(days=late), "done", 1, 0)
                for place, (partner, due, late) in enumerate(jobs)
            ],
            columns=[
                "job_id",
                "partner_id",
                "due_date",
                "done_date",
                "status",
                "amount",
                "defects",
            ],
        )
        frames = {"jobs": frame, "partners": partners, "groups": groups}
        summary = rate(frames, rules, None, "2026-03", "2026-04-02").summary
        scores.append(summary.loc[summary["partner_id"] == "P1", "score_raw"].fillna(0).iloc[0])
    assert scores[0] <= scores[1] + 1e-9
