"""Rules are read, checked and refused with a reason; the other groups stand."""

from typing import Any

import pandas as pd
import pytest

from sheetsync.rules.rating.rulebook import RatingRule, rulebook

GROUP = {"group_id": "g"}
RULE = {"group_id": "g", "kpi": "on_time", "weight": 10, "worst": 0.5, "target": 0.95}


def book(rules: list[dict[str, Any]], **terms: Any) -> Any:
    return rulebook(pd.DataFrame([{**GROUP, **terms}]), pd.DataFrame(rules))


def test_blank_and_missing_cells_have_the_catalogue_s_defaults() -> None:
    group = book([RULE]).groups["g"]
    assert group.terms == {
        "window_months": 6, "half_life_months": 3, "min_jobs": 3, "min_jobs_a": 8,
        "min_coverage": 0.6, "sla_hours": 24, "grace_days": 0, "tier_a": 80, "tier_b": 60,
        "tier_c": 40, "hysteresis": 3, "growth_months": 3, "trend_epsilon": 2, "drop_alert": 10,
        "top_n": 5,
    }  # fmt: skip
    assert group.rules == (RatingRule("on_time", 10.0, 0.5, 0.95, 3.0, None, None, None),)


def test_a_blank_half_life_means_no_decay() -> None:
    assert book([RULE], half_life_months=None).groups["g"].terms["half_life_months"] is None


def test_other_blank_terms_are_defaults() -> None:
    assert book([RULE], window_months=None).groups["g"].terms["window_months"] == 6


def test_rules_of_every_group_stand_in_where_a_group_has_none() -> None:
    fallback = {**RULE, "group_id": "*"}
    rules = [
        {**RULE, "weight": 30},
        {**fallback, "weight": 1},
        {**fallback, "kpi": "defect", "worst": 0.25, "target": 0.02},
    ]
    groups = pd.DataFrame([{"group_id": "g"}, {"group_id": "h"}])
    found = rulebook(groups, pd.DataFrame(rules)).groups
    weights = {name: {rule.kpi: rule.weight for rule in found[name].rules} for name in "gh"}
    assert weights == {"g": {"on_time": 30, "defect": 10}, "h": {"on_time": 1, "defect": 10}}


def test_a_stop_without_a_tier_is_off() -> None:
    rule = book([{**RULE, "stop_below": 20}]).groups["g"].rules[0]
    assert (rule.stop_below, rule.stop_tier) == (None, None)


def test_rules_stand_in_the_catalogue_s_order_whatever_the_sheet_s() -> None:
    rules = [{**RULE, "kpi": "growth"}, {**RULE, "kpi": "defect"}, RULE]
    assert [r.kpi for r in book(rules).groups["g"].rules] == ["on_time", "defect", "growth"]


REFUSED = [
    ([], {}, "no_rules", "у группы нет ни одного правила", "the group has no rule"),
    (
        [{**RULE, "kpi": "speed"}], {}, "unknown_kpi",
        "в правилах неизвестный показатель", "a rule names an unknown KPI",
    ),
    (
        [{**RULE, "kpi": None}], {}, "unknown_kpi",
        "в правилах неизвестный показатель", "a rule names an unknown KPI",
    ),
    (
        [RULE, RULE], {}, "doubled_kpi",
        "показатель «сроки» записан дважды", "two rules for the KPI 'on time'",
    ),
    (
        [{**RULE, "weight": "много"}], {}, "unsound_rule",
        "правило «сроки» не прочитано: проверьте вес, границы и норму",
        "the rule for 'on time' cannot be read: check weight, bounds and norm",
    ),
    (
        [{**RULE, "unsound": True}], {}, "unsound_rule",
        "правило «сроки» не прочитано: проверьте вес, границы и норму",
        "the rule for 'on time' cannot be read: check weight, bounds and norm",
    ),
    (
        [{**RULE, "target": None}], {}, "unsound_rule",
        "правило «сроки» не прочитано: проверьте вес, границы и норму",
        "the rule for 'on time' cannot be read: check weight, bounds and norm",
    ),
    (
        [{**RULE, "weight": -1}], {}, "negative_weight",
        "вес, число средних записей или стоп-порог показателя «сроки» вне допустимого",
        "the weight, average records or stop of 'on time' are out of range",
    ),
    (
        [{**RULE, "prior_weight": -1}], {}, "negative_weight",
        "вес, число средних записей или стоп-порог показателя «сроки» вне допустимого",
        "the weight, average records or stop of 'on time' are out of range",
    ),
    (
        [{**RULE, "worst": 0.95}], {}, "no_slope",
        "у показателя «сроки» 0 и 100\N{NO-BREAK SPACE}баллов при одном значении",
        "'on time' has 0 and 100 points at the same value",
    ),
    (
        [{**RULE, "target": 95}], {}, "share",
        "границы показателя «сроки» — доли: впишите 95\N{NO-BREAK SPACE}% или 0,95",
        "the bounds of 'on time' are shares: write 95% or 0.95",
    ),
    (
        [{**RULE, "prior": 90}], {}, "share",
        "границы показателя «сроки» — доли: впишите 95\N{NO-BREAK SPACE}% или 0,95",
        "the bounds of 'on time' are shares: write 95% or 0.95",
    ),
    ([{**RULE, "weight": 0}], {}, "no_weight", "все веса равны нулю", "all weights are zero"),
    (
        [RULE], {"unsound": True}, "unsound_group",
        "в строке группы есть ошибка, см. «Проверка»",
        "the group's row has an error, see Validation",
    ),
    (
        [RULE], {"window_months": 25}, "window",
        "окно — целое число от 1 до 24 месяцев", "the window is 1 to 24 whole months",
    ),
    (
        [RULE], {"window_months": 1.5}, "window",
        "окно — целое число от 1 до 24 месяцев", "the window is 1 to 24 whole months",
    ),
    (
        [RULE], {"half_life_months": 0}, "half_life",
        "срок, за который вес падает вдвое, — больше нуля и до 120 месяцев",
        "the time in which weights halve is above zero, at most 120 months",
    ),
    (
        [RULE], {"tier_b": 80}, "thresholds",
        "пороги A, B, C должны убывать, а запас до понижения — быть меньше промежутка между ними",
        "tiers A, B, C must descend, and the margin before demotion be less than the gap between "
        "them",
    ),
    (
        [RULE], {"hysteresis": 20}, "thresholds",
        "пороги A, B, C должны убывать, а запас до понижения — быть меньше промежутка между ними",
        "tiers A, B, C must descend, and the margin before demotion be less than the gap between "
        "them",
    ),
    (
        [RULE], {"min_coverage": 60}, "coverage",
        "минимальная полнота — доля от 0 до 100\N{NO-BREAK SPACE}%",
        "minimal coverage is 0 to 100%",
    ),
    (
        [RULE], {"growth_months": 0}, "growth_months",
        "месяцы роста — от 1 до 24", "growth months are 1 to 24",
    ),
    (
        [RULE], {"min_jobs": 0}, "negative",
        "мин. работ, часы ответа или льгота вне допустимого",
        "min jobs, answer hours or grace are out of range",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "terms", "code", "ru", "en"), REFUSED)
def test_a_group_with_wrong_rules_is_not_rated_and_says_why(
    golden: Any, rules: list[dict[str, Any]], terms: dict[str, Any], code: str, ru: str, en: str
) -> None:
    golden.rules = pd.concat(
        [golden.rules, pd.DataFrame(rules, columns=[*RULE, "prior_weight", "prior", "unsound"])],
        ignore_index=True,
    )
    other = pd.DataFrame([{**GROUP, **terms}])
    groups = golden.frames["groups"].astype("object")
    golden.frames["groups"] = pd.concat([groups, other.astype("object")], ignore_index=True)
    stranger = {"partner_id": "P-9", "name": "Чужой", "group_id": "g", "onboarded_on": "2024-01-01"}
    partners = golden.frames["partners"]
    golden.frames["partners"] = pd.concat([partners, pd.DataFrame([stranger])], ignore_index=True)
    ratings = golden.rated()
    assert {group: why.code for group, why in ratings.refusals.items()} == {"g": code}
    assert ratings.refused == {"g": ru}
    assert ratings.worded("en").refused == {"g": en}
    rows: Any = ratings.summary.set_index("partner_id")
    assert rows.loc["P-9", "why"] == f"Группа не оценена: {ru}."
    assert rows.loc["P-9", "next"] == ""
    assert pd.isna(rows.loc["P-9", ["score", "rank", "tier", "status", "list"]]).all()
    assert rows.loc["P-001", "tier"] == "A"
    assert "P-9" not in set(ratings.history_rows["partner_id"])


def test_partners_of_a_group_that_is_not_there_are_told(golden: Any) -> None:
    golden.frames["partners"].loc[0, "group_id"] = "contractor"
    ratings = golden.rated()
    assert ratings.refused == {"contractor": "такой группы нет во вкладке «Группы»"}
    assert list(ratings.summary["partner_id"]) == ["P-001", "P-003", "P-002"]
    assert ratings.summary.loc[0, "tier"] == "A"


def test_the_hash_tells_rules_apart_but_not_how_they_are_shown() -> None:
    first = book([RULE]).groups["g"].rules_hash
    assert first == book([RULE], top_n=9, trend_epsilon=1, drop_alert=3).groups["g"].rules_hash
    assert first == book([{**RULE, "weight": 10.0}]).groups["g"].rules_hash
    changed = [
        book([{**RULE, "weight": 11}]),
        book([{**RULE, "stop_below": 5, "stop_tier": "D"}]),
        book([RULE], hysteresis=2),
        book([RULE], half_life_months=None),
    ]
    hashes = {other.groups["g"].rules_hash for other in changed}
    assert len(hashes - {first}) == len(changed)
    assert len(first) == 12
