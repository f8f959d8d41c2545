"""The worked example of workbook-and-rules.md 2.5 comes out figure by figure."""

from typing import Any

import pandas as pd
import pytest

PARTNERS = ("P-001", "P-002", "P-003")
KPIS = ("on_time", "defect", "feedback", "attention", "documents", "volume", "growth")
#: Names that the example gives to columns of the summary.
COLUMN_OF = {"rank_of": "of", "delta": "change", "score_raw": "score_raw"}


def same(figure: Any, wanted: Any) -> bool:
    """Whether a figure is the example's, which is rounded to 4 decimals."""
    if wanted is None:
        return bool(pd.isna(figure))
    if isinstance(wanted, str | bool):
        return bool(figure == wanted)
    return abs(float(str(figure)) - float(str(wanted))) <= 0.5001e-4


@pytest.mark.parametrize("partner_id", PARTNERS)
@pytest.mark.parametrize("kpi", KPIS)
def test_every_kpi_figure_is_the_example_s(
    golden: Any, expected: dict[str, Any], partner_id: str, kpi: str
) -> None:
    row = golden.kpi(kpi, partner_id)
    wanted = expected["kpis"][partner_id][kpi]
    assert {name for name in wanted if not same(row[name], wanted[name])} == set()


@pytest.mark.parametrize("partner_id", PARTNERS)
def test_every_partner_s_result_is_the_example_s(
    golden: Any, expected: dict[str, Any], partner_id: str
) -> None:
    row = golden.partner(partner_id)
    wanted = dict(expected["final"][partner_id])
    assert list(row["stop_kpis"]) == wanted.pop("stops")
    assert (row["status"] == "rated") is wanted.pop("rated")
    way = wanted.pop("next_tier")
    assert {
        name for name, value in wanted.items() if not same(row[COLUMN_OF.get(name, name)], value)
    } == set()
    if way is None:
        assert pd.isna(row["next_tier"])
    else:
        got = {
            "tier": row["next_tier"],
            "gap": row["next_gap"],
            "kpi": row["next_kpi"],
            "reason": row["next_reason"],
            "points_needed": row["next_points"],
            "value_needed": row["next_value"],
            "jobs_needed": row["next_jobs"],
        }
        assert {name for name, value in way.items() if not same(got[name], value)} == set()


def test_partners_stand_in_the_example_s_order(golden: Any, expected: dict[str, Any]) -> None:
    assert list(golden.rated().summary["partner_id"]) == expected["order"]


def test_lists_are_the_example_s(golden: Any) -> None:
    summary = golden.rated().summary
    on_list = summary.groupby("list")["partner_id"].agg(list).to_dict()
    assert on_list == {"strongest": ["P-003", "P-001"], "drag_down": ["P-002"]}


def test_why_and_next_are_worded_as_the_example_says(golden: Any) -> None:
    summary: Any = golden.rated().summary.set_index("partner_id")
    assert summary.loc["P-002", "why"] == (
        "46,8\u00a0балла, уровень D. Стоп-фактор: брак. Больше всего недобрано: брак 42\u00a0% "
        "(цель 2\u00a0%; 8 работ): −25,0\u00a0балла; в срок 76\u00a0% (цель 95\u00a0%; 9 "
        "работ): −12,4\u00a0балла."
    )
    assert summary.loc["P-002", "next"] == (
        "До уровня C: снять стоп-фактор: брака с поправкой на малое число записей не больше "
        "19,2\u00a0% (сейчас 32,3\u00a0%)."
    )
    assert summary.loc["P-003", "next"] == (
        "До уровня A: не хватает 2,2\u00a0балла; брака с поправкой на малое число записей не "
        "больше 5,5\u00a0% (сейчас 7,2\u00a0%); ещё 4 работы. До понижения: 27,8\u00a0балла."
    )
    assert summary.loc["P-001", "next"] == "До понижения: 0,5\u00a0балла."


def test_why_and_next_say_the_same_in_english(golden: Any) -> None:
    summary: Any = golden.rated().worded("en").summary.set_index("partner_id")
    assert summary.loc["P-002", "why"] == (
        "46.8 points, tier D. Stop factor: defects. Most points lost: defects 42% (target 2%; "
        "8 jobs): −25.0 points; on time 76% (target 95%; 9 jobs): −12.4 points."
    )
    assert summary.loc["P-003", "next"] == (
        "To tier A: short by 2.2 points; defects, adjusted for few records, at most 5.5% (now "
        "7.2%); 4 more jobs. Margin before demotion: 27.8 points."
    )


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_and_further_columns_change_nothing(golden: Any, seed: int) -> None:
    before = golden.rated()
    golden.frames = {
        name: frame.sample(frac=1, random_state=seed).assign(extra="x")
        for name, frame in golden.frames.items()
    }
    golden.rules = golden.rules.sample(frac=1, random_state=seed)
    golden.history = golden.history.sample(frac=1, random_state=seed)
    after = golden.rated()
    pd.testing.assert_frame_equal(before.summary, after.summary, check_exact=True)
    pd.testing.assert_frame_equal(before.details, after.details, check_exact=True)
