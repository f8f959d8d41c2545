"""Why and next, worded for every way a rating can come out."""

from typing import Any

import pandas as pd
import pytest


def told(world: Any, partner_id: str, lang: str = "ru") -> tuple[str, str]:
    """Why and next of one partner."""
    summary: Any = world.rated().worded(lang).summary.set_index("partner_id")
    return summary.loc[partner_id, "why"], summary.loc[partner_id, "next"]


def test_few_jobs_are_told_with_how_many_are_missing(golden: Any) -> None:
    golden.with_group(min_jobs=5)
    assert told(golden, "P-003") == (
        "Не оценён, мало работ: 4 работы из 5.",
        "До оценки: ещё 1 работа.",
    )
    assert told(golden, "P-003", "en") == (
        "Not rated, few jobs: 4 jobs of 5.",
        "To be rated: 1 more job.",
    )


def test_few_data_are_told_with_what_is_missing(golden: Any) -> None:
    golden.with_group(min_coverage=0.9)
    assert told(golden, "P-003") == (
        "Не оценён, мало данных: полнота 80\u00a0% из 90\u00a0%.",
        "До оценки нужны данные: отзывы.",
    )
    assert told(golden, "P-003", "en") == (
        "Not rated, few data: coverage 80% of 90%.",
        "To be rated, data on: feedback.",
    )


def test_a_loss_beside_a_reached_target_is_explained_by_the_corrected_value(golden: Any) -> None:
    assert told(golden, "P-003")[0] == (
        "84,8\u00a0балла, уровень B. Больше всего недобрано: брак 0\u00a0%, с поправкой на "
        "малое число записей 7,2\u00a0% (цель 2\u00a0%; 4 работы): −7,0\u00a0балла; объём "
        "66\u00a0150\u00a0₽ в месяц (цель 300\u00a0000\u00a0₽; 4 работы): −4,9\u00a0балла."
    )
    assert told(golden, "P-003", "en")[0] == (
        "84.8 points, tier B. Most points lost: defects 0%, adjusted for few records 7.2% "
        "(target 2%; 4 jobs): −7.0 points; volume 66,150\u00a0RUB a month (target "
        "300,000\u00a0RUB; 4 jobs): −4.9 points."
    )


def test_losses_under_a_point_are_not_worth_telling(golden: Any) -> None:
    golden.with_rules({"kpi": "on_time", "worst": 0.2, "target": 0.5})
    assert told(golden, "P-001")[0] == "100,0\u00a0балла, уровень A."


def test_equal_losses_are_told_by_weight_then_in_the_catalogue_s_order(golden: Any) -> None:
    golden.without("feedback").with_rules(
        {"kpi": "growth", "weight": 10, "worst": 5, "target": 9},
        {"kpi": "volume", "weight": 10, "worst": 1e9, "target": 2e9},
        {"kpi": "on_time", "weight": 10, "worst": 0.99, "target": 1},
    )
    assert told(golden, "P-001")[0] == (
        "0,0\u00a0балла, уровень D. Больше всего недобрано: в срок 95\u00a0% (цель 100\u00a0%; "
        "12 работ): −33,3\u00a0балла; объём 267\u00a0657\u00a0₽ в месяц (цель "
        "2\u00a0000\u00a0000\u00a0000\u00a0₽; 12 работ): −33,3\u00a0балла."
    )


def test_growth_and_documents_are_told_in_their_units(golden: Any) -> None:
    golden.with_rules(
        {"kpi": "growth", "weight": 10, "worst": -0.5, "target": 1.5},
        {"kpi": "documents", "weight": 10, "worst": 0.5, "target": 1},
    )
    assert told(golden, "P-001")[0].split("недобрано: ")[1] == (
        "рост +4\u00a0% (цель +150\u00a0%; 12 работ): −36,5\u00a0балла; документы в срок "
        "83\u00a0% (цель 100\u00a0%; 6 комплектов): −17,6\u00a0балла."
    )


def test_several_stop_factors_are_all_named(golden: Any) -> None:
    golden.rules = golden.rules.astype({"stop_tier": "object"})
    golden.rules.loc[golden.rules["kpi"] == "on_time", ["stop_below", "stop_tier"]] = [95.0, "B"]
    assert "Стоп-факторы: сроки, брак." in told(golden, "P-002")[0]
    assert "Stop factors: on time, defects." in told(golden, "P-002", "en")[0]


def test_a_stop_factor_beside_a_gap_tells_both(golden: Any) -> None:
    golden.rules["stop_tier"] = golden.rules["stop_tier"].astype("object")
    golden.rules.loc[golden.rules["kpi"] == "defect", "stop_tier"] = "C"
    assert told(golden, "P-002")[1] == (
        "До уровня B: снять стоп-фактор: брака с поправкой на малое число записей не больше "
        "19,2\u00a0% (сейчас 32,3\u00a0%); не хватает 13,2\u00a0балла."
    )


def test_a_gap_no_kpi_closes_alone_says_so(golden: Any) -> None:
    golden.rules["stop_below"] = None
    golden.with_group(tier_b=86.5, hysteresis=0.1)
    assert told(golden, "P-002") == (
        "46,8\u00a0балла, уровень C. Больше всего недобрано: брак 42\u00a0% (цель 2\u00a0%; 8 "
        "работ): −25,0\u00a0балла; в срок 76\u00a0% (цель 95\u00a0%; 9 работ): −12,4\u00a0балла.",
        "До уровня B: не хватает 39,7\u00a0балла; одного показателя мало. До понижения: "
        "6,9\u00a0балла.",
    )
    assert told(golden, "P-002", "en")[1] == (
        "To tier B: short by 39.7 points; no KPI alone is enough. Margin before demotion: 6.9 "
        "points."
    )


def test_where_only_jobs_are_missing_only_jobs_are_told(golden: Any) -> None:
    golden.with_group(min_jobs_a=13)
    assert told(golden.with_group(tier_a=84), "P-001")[1] == (
        "До уровня A: ещё 1 работа. До понижения: 27,5\u00a0балла."
    )
    row = golden.partner("P-001")
    assert (row["next_reason"], row["next_jobs"]) == ("jobs", 1)
    assert pd.isna(row["next_kpi"])


def test_more_is_better_is_told_as_at_least(golden: Any) -> None:
    golden.rules = golden.rules[golden.rules["kpi"].isin(["on_time", "feedback"])]
    golden.with_group(tier_a=99, tier_b=93, hysteresis=3)
    golden.history = golden.history.iloc[:0]
    assert told(golden, "P-001") == (
        "91,9\u00a0балла, уровень C. Больше всего недобрано: отзывы 4,7 (цель 4,8; 8 отзывов): "
        "−4,7\u00a0балла; в срок 95\u00a0%, с поправкой на малое число записей 93,0\u00a0% "
        "(цель 95\u00a0%; 12 работ): −3,4\u00a0балла.",
        "До уровня B: не хватает 1,1\u00a0балла; оценка с поправкой на малое число записей не "
        "меньше 4,64 (сейчас 4,59). До понижения: 54,9\u00a0балла.",
    )


@pytest.mark.parametrize(
    ("currency", "ru", "en"),
    [
        ("EUR", "66\u00a0150\u00a0€", "66,150\u00a0EUR"),
        ("USD", "66\u00a0150\u00a0$", "66,150\u00a0USD"),
    ],
)
def test_volume_is_told_in_the_base_currency(golden: Any, currency: str, ru: str, en: str) -> None:
    golden.currency = currency
    assert ru in told(golden, "P-003")[0]
    assert en in told(golden, "P-003", "en")[0]
