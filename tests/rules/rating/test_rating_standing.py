"""Where a partner stands: against last month, within its group, on which list."""

from typing import Any

import pandas as pd
import pytest

from sheetsync.rules.rating.standing import latest_revisions, with_lists, with_trend


def partners(*rows: dict[str, Any]) -> pd.DataFrame:
    """Rated partners of one group."""
    blank = {
        "group": "g", "status": "rated", "tier": "B", "prev_tier": "B", "score": 70.0,
        "prev_score": 70.0, "change": 0.0, "rank": 1, "stop_kpis": (), "rules_changed": False,
        "drop_alert": 10.0, "trend_epsilon": 2.0, "top_n": 5.0,
    }  # fmt: skip
    named = [
        {**blank, "partner_id": f"P{place}", "name": f"N{place}", **row}
        for place, row in enumerate(rows)
    ]
    return pd.DataFrame(named)


@pytest.mark.parametrize(
    ("score", "prev_score", "change", "trend"),
    [
        (72.0, 70.0, 2.0, "up"),
        (71.9, 70.0, 1.9, "flat"),
        (68.0, 70.0, -2.0, "down"),
        (68.1, 70.0, -1.9, "flat"),
        (70.3, 68.3, 2.0, "up"),
        (70.0, None, None, "new"),
        (None, 70.0, None, None),
    ],
)
def test_the_trend_compares_published_scores(
    score: float | None, prev_score: float | None, change: float | None, trend: str | None
) -> None:
    rows = with_trend(
        partners({"score": score, "prev_score": prev_score}).astype(
            {"score": "Float64", "prev_score": "Float64"}
        )
    )
    row = rows.iloc[0]
    assert (None if pd.isna(row["change"]) else row["change"]) == change
    assert (None if pd.isna(row["trend"]) else row["trend"]) == trend


@pytest.mark.parametrize(
    ("row", "listed"),
    [
        ({"tier": "A", "prev_tier": "A"}, "strongest"),
        ({"tier": "B"}, "strongest"),
        ({"tier": "C", "prev_tier": "C"}, "drag_down"),
        ({"tier": "D", "prev_tier": "D"}, "drag_down"),
        ({"tier": "B", "stop_kpis": ("defect",)}, "drag_down"),
        ({"tier": "C", "prev_tier": "B", "change": -12.0}, "drag_down"),
        ({"tier": "B", "change": -10.0}, "watch"),
        ({"tier": "B", "change": -9.9}, "strongest"),
        ({"tier": "B", "prev_tier": "A"}, "watch"),
        ({"tier": "B", "prev_tier": None, "change": None}, "strongest"),
        ({"tier": "B", "change": -30.0, "rules_changed": True}, "strongest"),
        ({"tier": "B", "prev_tier": "A", "rules_changed": True}, "watch"),
        ({"tier": "D", "status": "few_jobs"}, None),
        ({"tier": "A", "status": "few_data", "change": -30.0}, None),
    ],
)
def test_a_partner_is_on_the_first_list_that_wants_it(
    row: dict[str, Any], listed: str | None
) -> None:
    got = with_lists(partners(row).astype({"change": "Float64"}))["list"].iloc[0]
    assert (None if pd.isna(got) else got) == listed


def test_lists_hold_the_first_of_each_group_only() -> None:
    rows = [
        {"group": group, "tier": "D", "prev_tier": "D", "score": float(place)}
        for group in "gh"
        for place in range(4)
    ]
    listed = with_lists(partners(*rows).assign(top_n=2.0))
    on_list = listed[listed["list"].notna()]
    assert on_list[["group", "score", "list_place"]].to_numpy().tolist() == [
        ["g", 0.0, 1], ["g", 1.0, 2], ["h", 0.0, 1], ["h", 1.0, 2],
    ]  # fmt: skip


def test_watched_are_listed_by_the_depth_of_their_fall() -> None:
    rows: list[dict[str, Any]] = [
        {"change": -11.0, "name": "b"},
        {"change": -15.0, "name": "a"},
        {"change": None, "prev_tier": "A", "name": "c"},
        {"change": -11.0, "name": "a"},
    ]
    listed = with_lists(partners(*rows).astype({"change": "Float64"}))
    assert listed["list_place"].tolist() == [3, 1, 4, 2]


def test_equal_scores_share_the_place(golden: Any) -> None:
    """Two partners alike in everything but their names, before the others."""
    for table in ("jobs", "feedback", "doc_packs"):
        rows = golden.frames[table]
        twin = rows[rows["partner_id"] == "P-003"].assign(partner_id="P-004")
        if table == "jobs":
            twin["job_id"] = "T" + twin["job_id"]
        golden.frames[table] = pd.concat([rows, twin], ignore_index=True)
    known = golden.frames["partners"]
    twin = known[known["partner_id"] == "P-003"].assign(partner_id="P-004", name="Аист")
    golden.frames["partners"] = pd.concat([known, twin], ignore_index=True)
    summary = golden.rated().summary
    assert list(summary["partner_id"]) == ["P-004", "P-003", "P-001", "P-002"]
    assert list(summary["rank"]) == [1, 1, 3, 4]
    assert list(summary["of"]) == [4, 4, 4, 4]


def test_the_last_revision_of_the_month_before_counts(golden: Any) -> None:
    golden.history = pd.DataFrame(
        [
            ("P-001", "2026-02", 2, 70.0, "B"),
            ("P-001", "2026-02", 1, 95.0, "A"),
            ("P-001", "2026-03", 1, 10.0, "D"),
            ("P-001", "2026-01", 1, 11.0, "D"),
        ],
        columns=["partner_id", "period", "revision", "score", "tier"],
    )
    row = golden.partner("P-001")
    assert (row["prev_score"], row["prev_tier"], row["change"]) == (70.0, "B", 14.5)
    assert row["tier"] == "B"


def test_publishing_april_never_changes_march(golden: Any) -> None:
    before = golden.rated()
    april = golden.rated(period="2026-04", as_of="2026-05-02").history_rows
    golden.history = pd.concat([golden.history, april], ignore_index=True)
    pd.testing.assert_frame_equal(before.summary, golden.rated().summary)


@pytest.mark.parametrize(("rules_hash", "changed"), [("other", True), (None, False)])
def test_other_rules_are_told(golden: Any, rules_hash: str | None, *, changed: bool) -> None:
    golden.history["rules_hash"] = rules_hash
    row = golden.partner("P-001")
    assert row["rules_changed"] is changed
    assert row["why"].endswith("Правила изменены.") is changed


def test_the_same_rules_are_not_told(golden: Any) -> None:
    golden.history["rules_hash"] = golden.rated().rules_hash["contractors"]
    assert not golden.partner("P-001")["rules_changed"]


def test_no_history_is_no_error(golden: Any) -> None:
    assert len(latest_revisions(None)) == 0
    golden.history = None
    assert set(golden.rated().summary["trend"]) == {"new"}


@pytest.mark.parametrize(
    ("status", "jobs", "listed"),
    [("active", False, True), ("lead", False, False), ("ended", False, False),
     ("ended", True, True), ("paused", False, True)],
)  # fmt: skip
def test_those_who_are_not_with_us_are_listed_only_with_jobs(
    empty: Any, status: str, *, jobs: bool, listed: bool
) -> None:
    if jobs:
        empty.with_jobs({"due_date": "2026-03-10"})
    empty.frames["partners"]["status"] = status
    assert ("P-001" in set(empty.rated().summary["partner_id"])) is listed


@pytest.mark.parametrize(
    ("as_of", "month_closed", "state"),
    [
        ("2026-04-01", "2026-03", "final"),
        ("2026-03-31", "2026-03", "preliminary"),
        ("2026-04-01", "2026-02", "preliminary"),
        ("2026-04-01", None, "preliminary"),
        ("2027-01-01", "2026-12", "final"),
    ],
)
def test_a_month_is_final_when_it_is_over_and_declared_complete(
    golden: Any, as_of: str, month_closed: str | None, state: str
) -> None:
    golden.month_closed = month_closed
    ratings = golden.rated(as_of=as_of)
    assert ratings.state == state
    assert set(ratings.summary["state"]) == {state}
