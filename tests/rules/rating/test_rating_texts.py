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
        "To be rated: 1 job more.",
    )


def test_few_data_are_told_with_what_is_missing(golden: Any) -> None:
    golden.with_group(min_coverage=0.9)
    assert told(golden, "P-003") == (
        "Не оценён, мало данных: полнота 80 % из 90 %.",
        "До оценки нужны данные: отзывы.",
    )
    assert told(golden, "P-003", "en") == (
        "Not rated, few data: coverage 80% of 90%.",
        "To be rated, data on: feedback.",
    )


def test_a_loss_beside_a_reached_target_is_explained_by_the_corrected_value(golden: Any) -> None:
    assert told(golden, "P-003")[0] == (
        "84,8 балла, уровень B. Больше всего потеряно: брак 0 %, с поправкой 7,2 %, при цели 2 % "
        "(4 работы) −7,0; объём 66\u00a0150 ₽ в месяц при цели 300\u00a0000 ₽ (4 работы) −4,9."
    )
    assert told(golden, "P-003", "en")[0] == (
        "84.8 points, tier B. Lost most: defects 0%, corrected 7.2%, against a target of 2% "
        "(4 jobs) −7.0; volume 66,150 RUB a month against a target of 300,000 RUB (4 jobs) −4.9."
    )


def test_losses_under_a_point_are_not_worth_telling(golden: Any) -> None:
    golden.with_rules({"kpi": "on_time", "worst": 0.2, "target": 0.5})
    assert told(golden, "P-001")[0] == "100,0 балла, уровень A."


def test_equal_losses_are_told_by_weight_then_in_the_catalogue_s_order(golden: Any) -> None:
    golden.without("feedback").with_rules(
        {"kpi": "growth", "weight": 10, "worst": 5, "target": 9},
        {"kpi": "volume", "weight": 10, "worst": 1e9, "target": 2e9},
        {"kpi": "on_time", "weight": 10, "worst": 0.99, "target": 1},
    )
    assert told(golden, "P-001")[0] == (
        "0,0 балла, уровень D. Больше всего потеряно: сроки 95 % в срок при цели 100 % (12 работ) "
        "−33,3; объём 267\u00a0657 ₽ в месяц при цели 2\u00a0000\u00a0000\u00a0000 ₽ (12 работ) "
        "−33,3."
    )


def test_growth_and_documents_are_told_in_their_units(golden: Any) -> None:
    golden.with_rules(
        {"kpi": "growth", "weight": 10, "worst": -0.5, "target": 1.5},
        {"kpi": "documents", "weight": 10, "worst": 0.5, "target": 1},
    )
    assert told(golden, "P-001")[0].split("потеряно: ")[1] == (
        "рост +4 % при цели +150 % (12 работ) −36,5; "
        "документы 83 % в срок при цели 100 % (6 комплектов) −17,6."
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
        "До уровня B: снять стоп-фактор: брак с поправкой не больше 19,2 % (сейчас 32,3 %); "
        "не хватает 13,2 балла."
    )


def test_a_gap_no_kpi_closes_alone_says_so(golden: Any) -> None:
    golden.rules["stop_below"] = None
    golden.with_group(tier_b=86.5, hysteresis=0.1)
    assert told(golden, "P-002") == (
        "46,8 балла, уровень C. Больше всего потеряно: брак 42 % при цели 2 % (8 работ) −25,0; "
        "сроки 76 % в срок при цели 95 % (9 работ) −12,4.",
        "До уровня B: не хватает 39,7 балла; одного показателя мало. Запас уровня C: 6,9 балла.",
    )
    assert told(golden, "P-002", "en")[1] == (
        "To tier B: short by 39.7 points; no KPI alone is enough. Margin of tier C: 6.9."
    )


def test_where_only_jobs_are_missing_only_jobs_are_told(golden: Any) -> None:
    golden.with_group(min_jobs_a=13)
    assert told(golden.with_group(tier_a=84), "P-001")[1] == (
        "До уровня A: ещё 1 работа. Запас уровня B: 27,5 балла."
    )
    row = golden.partner("P-001")
    assert (row["next_reason"], row["next_jobs"]) == ("jobs", 1)
    assert pd.isna(row["next_kpi"])


def test_more_is_better_is_told_as_at_least(golden: Any) -> None:
    golden.rules = golden.rules[golden.rules["kpi"].isin(["on_time", "feedback"])]
    golden.with_group(tier_a=99, tier_b=93, hysteresis=3)
    golden.history = golden.history.iloc[:0]
    assert told(golden, "P-001") == (
        "91,9 балла, уровень C. Больше всего потеряно: отзывы 4,7 при цели 4,8 (8 отзывов) −4,7; "
        "сроки 95 % в срок, с поправкой 93,0 %, при цели 95 % (12 работ) −3,4.",
        "До уровня B: не хватает 1,1 балла; отзывы с поправкой не меньше 4,64 (сейчас 4,59). "
        "Запас уровня C: 54,9 балла.",
    )


@pytest.mark.parametrize(
    ("currency", "ru", "en"),
    [("EUR", "66\u00a0150 €", "66,150 EUR"), ("USD", "66\u00a0150 $", "66,150 USD")],
)
def test_volume_is_told_in_the_base_currency(golden: Any, currency: str, ru: str, en: str) -> None:
    golden.currency = currency
    assert ru in told(golden, "P-003")[0]
    assert en in told(golden, "P-003", "en")[0]
