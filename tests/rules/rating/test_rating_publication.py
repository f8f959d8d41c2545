"""A final rating is recorded once and stands; restating records it again."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from sheetsync.rules.rating.publication import RatingPublication, publication
from sheetsync.tables.catalogue.rating import RATING_DETAILS, RATING_HISTORY


def by_id(rows: pd.DataFrame) -> dict[str, Any]:
    """Rows as series by the partner's id."""
    return {row["partner_id"]: row for _, row in rows.iterrows()}


def published(world: Any, kept: pd.DataFrame | None = None, **how: bool) -> RatingPublication:
    return publication(world.rated(), world.history, kept, **how)


def recorded(world: Any, shown: RatingPublication) -> None:
    """The log as it is after the run."""
    rows = shown.history_rows.assign(run_id="R1", published_at=pd.Timestamp("2026-04-02 10:00"))
    world.history = pd.concat([world.history, rows], ignore_index=True)


@pytest.fixture
def closed(golden: Any) -> Any:
    """The worked example once March is declared complete."""
    golden.month_closed = "2026-03"
    return golden


def test_a_preliminary_month_is_never_recorded(golden: Any) -> None:
    shown = published(golden, restate=True)
    assert len(shown.history_rows) == 0
    assert set(shown.summary["state"]) == {"preliminary"}
    assert shown.summary["revision"].isna().all()


def test_a_final_month_is_recorded_as_revision_one(closed: Any) -> None:
    shown = published(closed)
    assert list(shown.history_rows) == [column.name for column in RATING_HISTORY.columns]
    assert shown.history_rows[["partner_id", "revision", "score", "tier"]].to_numpy().tolist() == [
        ["P-003", 1, 84.8, "B"], ["P-001", 1, 84.5, "A"], ["P-002", 1, 46.8, "D"],
    ]  # fmt: skip
    assert set(shown.summary["revision"]) == {1}


def test_running_twice_records_nothing_and_changes_no_cell(closed: Any) -> None:
    first = published(closed)
    recorded(closed, first)
    second = published(closed, first.details)
    assert len(second.history_rows) == 0
    pd.testing.assert_frame_equal(first.summary, second.summary)
    pd.testing.assert_frame_equal(first.details, second.details)


def test_restating_unchanged_data_records_nothing(closed: Any) -> None:
    recorded(closed, published(closed))
    again = published(closed, restate=True)
    assert len(again.history_rows) == 0
    assert len(again.restated) == 0


@pytest.fixture
def mended(closed: Any) -> Any:
    """Recorded, and then a late job turns out to have been done in time."""
    recorded(closed, published(closed))
    jobs = closed.frames["jobs"]
    jobs.loc[jobs["job_id"] == "K-1102", "done_date"] = "2025-11-28"
    return closed


def test_a_recorded_rating_stands_when_data_change(mended: Any) -> None:
    shown = published(mended)
    assert len(shown.history_rows) == 0
    row = by_id(shown.summary)["P-002"]
    assert (row["score"], row["tier"], row["state"], row["revision"]) == (46.8, "D", "final", 1)
    assert row["why"] == (
        "Опубликовано: 46,8, уровень D. По нынешним данным: 51,6\u00a0балла, уровень D. "
        "Стоп-фактор: брак. Больше всего недобрано: брак 41\u00a0% (цель 2\u00a0%; 8 работ): "
        "−25,0\u00a0балла; в срок 83\u00a0% (цель 95\u00a0%; 9 работ): −7,9\u00a0балла."
    )


def test_the_note_on_changed_data_is_in_english_too(mended: Any) -> None:
    shown = publication(mended.rated().worded("en"), mended.history)
    why = by_id(shown.summary)["P-002"]["why"]
    assert why.startswith("Published: 46.8, tier D. By today's data: 51.6 points, tier D.")


def test_restating_records_the_whole_group_again_and_tells_both_figures(mended: Any) -> None:
    shown = published(mended, restate=True)
    rows: Any = shown.history_rows.set_index("partner_id")
    assert set(rows["revision"]) == {2}
    assert rows.loc["P-002", "score"] == 51.6
    told = by_id(shown.restated)["P-002"]
    assert (told["score"], told["tier"], told["new_score"], told["new_tier"]) == (
        46.8, "D", 51.6, "D",
    )  # fmt: skip
    recorded(mended, shown)
    assert len(published(mended, restate=True).history_rows) == 0
    assert mended.partner("P-002", period="2026-04", as_of="2026-05-02")["prev_score"] == 51.6


def test_a_refused_group_is_recorded_once_its_rules_are_mended(closed: Any) -> None:
    other = {"partner_id": "P-9", "name": "Дилер", "group_id": "dealers"}
    partners = pd.concat([closed.frames["partners"], pd.DataFrame([other])], ignore_index=True)
    closed.frames["partners"] = partners
    groups = closed.frames["groups"]
    dealers = groups.assign(group_id="dealers")
    closed.frames["groups"] = pd.concat([groups, dealers], ignore_index=True)
    first = published(closed)
    assert "P-9" not in set(first.history_rows["partner_id"])
    recorded(closed, first)
    closed.rules = pd.concat([closed.rules, closed.rules.assign(group_id="dealers")])
    second = published(closed)
    assert second.history_rows[["partner_id", "revision"]].to_numpy().tolist() == [["P-9", 1]]


def test_a_newcomer_to_a_recorded_group_waits_for_a_restatement(closed: Any) -> None:
    recorded(closed, published(closed))
    newcomer = {"partner_id": "P-4", "name": "Новый", "group_id": "contractors"}
    partners = pd.concat([closed.frames["partners"], pd.DataFrame([newcomer])], ignore_index=True)
    closed.frames["partners"] = partners
    assert len(published(closed).history_rows) == 0
    rows = published(closed, restate=True).history_rows
    assert set(rows["revision"]) == {2}
    assert len(rows) == 4


def test_an_unrated_partner_is_recorded_with_its_kept_tier_and_no_score(closed: Any) -> None:
    shown = published(closed.with_group(min_jobs=11))
    row = by_id(shown.history_rows)["P-002"]
    assert row["tier"] == "B"
    assert row[["score", "rank", "of"]].isna().all()
    seen = by_id(shown.summary)["P-002"]
    assert seen[["score", "change", "trend"]].isna().all()
    recorded(closed, shown)
    assert published(closed).summary["why"].str.startswith("Опубликовано").sum() == 0


def test_a_rating_that_became_thin_still_shows_what_was_published(closed: Any) -> None:
    recorded(closed, published(closed))
    jobs = closed.frames["jobs"]
    closed.frames["jobs"] = jobs[jobs["partner_id"] != "P-003"]
    row = by_id(published(closed).summary)["P-003"]
    assert row["why"] == (
        "Опубликовано: 84,8, уровень B. По нынешним данным: Не оценён, мало работ: 0 работ из 3."
    )


def test_details_keep_thirteen_months_and_tell_the_change(closed: Any) -> None:
    rows = []
    for back in range(1, 15):
        month = str(pd.Period("2026-03") - back)
        rows.append({"period": month, "partner_id": "P-001", "kpi": "on_time", "n": 9,
                     "contribution": 20.0})  # fmt: skip
    kept = pd.DataFrame(rows)
    details = published(closed, kept).details
    assert list(details) == [column.name for column in RATING_DETAILS.columns]
    assert details["period"].nunique() == 13
    assert details["period"].is_monotonic_decreasing
    now: Any = details[details["period"] == "2026-03"].set_index(["partner_id", "kpi"])
    assert now.loc[("P-001", "on_time"), "change"] == pytest.approx(8.282344, abs=1e-6)
    # A KPI that had no figure last month gained all of its contribution.
    assert now.loc[("P-001", "defect"), "change"] == pytest.approx(17.978371, abs=1e-6)
    assert now.loc["P-002", "change"].isna().all()


def test_changes_of_the_kpis_add_up_to_that_of_the_score(closed: Any) -> None:
    february = publication(closed.rated(period="2026-02", as_of="2026-03-05"), None)
    march = published(closed, february.details).details
    now = march[(march["period"] == "2026-03") & (march["partner_id"] == "P-003")]
    before: Any = closed.rated(period="2026-02", as_of="2026-03-05").summary.set_index("partner_id")
    after: Any = closed.rated().summary.set_index("partner_id")
    gained = after.loc["P-003", "score_raw"] - before.loc["P-003", "score_raw"]
    assert now["change"].sum() == pytest.approx(gained, abs=1e-5)
    assert now.set_index("kpi").loc[["feedback", "growth"], "change"].isna().all()


def test_details_of_a_recorded_month_stand_with_it(mended: Any) -> None:
    before = publication(mended.rated(), mended.history).details
    marked = before.assign(points=1.5)
    shown = published(mended, marked)
    assert set(shown.details["points"].dropna()) == {1.5}
    restated = published(mended, marked, restate=True)
    assert 1.5 not in set(restated.details["points"].dropna())


def test_details_are_shown_to_six_decimals(closed: Any) -> None:
    details = published(closed).details
    assert details.loc[0, "value"] == 0.95104


def test_what_the_log_lacks_is_left_as_computed(closed: Any) -> None:
    """A log with nothing but scores and tiers, as in the worked example."""
    log = [("P-001", "2026-03", 90.0, "A"), ("P-003", "2026-03", 84.8, "B")]
    closed.history = pd.DataFrame(log, columns=["partner_id", "period", "score", "tier"])
    shown: Any = published(closed).summary.set_index("partner_id")
    assert shown.loc["P-001", ["score", "rank", "of"]].tolist() == [90.0, 2, 3]
    assert pd.isna(shown.loc["P-002", "revision"])


def test_a_log_without_scores_is_no_error(closed: Any) -> None:
    log = [("P-001", "2026-03", None, None)]
    closed.history = pd.DataFrame(log, columns=["partner_id", "period", "score", "tier"])
    why = by_id(published(closed).summary)["P-001"]["why"]
    assert why.startswith("Опубликовано: —, уровень —. По нынешним данным: 84,5\u00a0балла")


def test_a_month_that_was_reopened_stays_final_where_it_was_recorded(closed: Any) -> None:
    recorded(closed, published(closed))
    closed.month_closed = "2026-02"
    assert set(published(closed).summary["state"]) == {"final"}


def test_a_rating_of_nobody_records_nothing(closed: Any) -> None:
    ratings = closed.without("partners").rated()
    shown = publication(replace(ratings, state="final"), None)
    assert len(shown.history_rows) == 0
    assert len(shown.details) == 0


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda rows: rows.assign(period=None), id="no month"),
        pytest.param(lambda rows: rows.assign(period="я" * 3000), id="no month but rubbish"),
        pytest.param(lambda rows: rows.assign(kpi=None), id="no indicator"),
        pytest.param(lambda rows: rows.assign(partner_id=None), id="no partner"),
        pytest.param(lambda rows: rows, id="copied"),
    ],
)
def test_details_that_people_typed_over_are_left_out(closed: Any, spoil: Any) -> None:
    """The tab is ours: the next run mends it, whatever stands there."""
    kept = published(closed).details.assign(period="2026-02")
    typed_over = pd.concat([kept, spoil(kept.head(1))], ignore_index=True)
    shown, mended = published(closed, kept), published(closed, typed_over)
    pd.testing.assert_frame_equal(mended.details, shown.details)


@pytest.mark.parametrize("figure", ["score", "tier"])
@pytest.mark.parametrize("partner_id", ["P-001", "P-002"])
def test_nobody_is_listed_by_a_published_figure_that_was_typed_over(
    closed: Any, figure: str, partner_id: str
) -> None:
    """It stands as it is, a gap, and is neither recorded again nor ranked among the best."""
    recorded(closed, published(closed))
    log = closed.history
    closed.history = log.assign(**{figure: log[figure].mask(log["partner_id"] == partner_id)})
    shown = published(closed)
    assert len(shown.history_rows) == 0
    row = by_id(shown.summary)[partner_id]
    assert pd.isna(row[figure])
    assert pd.isna(row["list"])


@pytest.mark.parametrize("lacking", ["score", "tier", "rank", "of", "jobs"])
def test_a_log_that_lacks_a_column_is_still_compared_by_the_others(
    closed: Any, lacking: str
) -> None:
    """Coverage stands behind every other figure: whatever is lacking, it must not be passed by."""
    recorded(closed, published(closed))
    closed.history = closed.history.drop(columns=lacking)
    closed.history["coverage"] = 0.5
    again = publication(closed.rated(), closed.history, restate=True)
    assert set(again.history_rows["revision"]) == {2}


def test_columns_that_the_log_has_are_shown_whatever_it_lacks(closed: Any) -> None:
    recorded(closed, published(closed))
    closed.history = closed.history.drop(columns=["rank", "of"])
    closed.history.loc[closed.history["period"] == "2026-03", "jobs"] = 77
    assert set(published(closed).summary["jobs"]) == {77}
