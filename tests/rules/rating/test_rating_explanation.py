"""One partner's rating taken apart, tried under other rules, and drawn over time."""

from typing import Any

import pandas as pd
import pytest

from sheetsync.rules.rating.explanation import explanation
from sheetsync.rules.rating.score_history import group_scores, partner_scores
from sheetsync.rules.rating.what_if import what_if


def test_every_kpi_is_told_with_what_it_gives_takes_and_needs(golden: Any) -> None:
    explained = explanation(golden.rated(), "P-003")
    assert explained.title == "P-003 Новичок, contractors, март 2026, рейтинг предварительный"
    assert explained.standing == "Место 1 из 3"
    assert explained.headers == (
        "Показатель", "Записей", "Факт", "Норма", "В расчёте", "Цель", "Баллы", "Вес", "Вклад",
        "Потеря", "Чтобы подняться",
    )  # fmt: skip
    assert [line.cells for line in explained.lines] == [
        ("сроки", "4 работы", "100\u00a0% в срок", "89,2\u00a0%", "95,1\u00a0%", "95\u00a0%",
         "100,0", "30 (38\u00a0%)",
         "37,5", "0,0", "—"),
        ("брак", "4 работы", "0\u00a0%", "15,7\u00a0%", "7,2\u00a0%", "2\u00a0%", "77,5",
         "25 (31\u00a0%)", "24,2", "−7,0",
         "≤ 5,5\u00a0%"),
        ("отзывы", "0 отзывов", "—", "4,43", "—", "4,8", "—", "20", "—", "—", "—"),
        ("ответ вовремя", "5 работ", "100\u00a0%", "91,3\u00a0%", "96,6\u00a0%", "95\u00a0%",
         "100,0",
         "10 (13\u00a0%)", "12,5", "0,0", "—"),
        ("документы", "1 комплект", "100\u00a0% в срок", "82,1\u00a0%", "86,6\u00a0%",
         "100\u00a0%", "73,2",
         "10 (13\u00a0%)", "9,1", "−3,4", "≥ 95,4\u00a0%"),
        ("объём", "4 работы", "66\u00a0150\u00a0₽ в месяц", "—", "66\u00a0150\u00a0₽",
         "300\u00a0000\u00a0₽",
         "22,1", "5 (6\u00a0%)", "1,4", "−4,9", "≥ 171\u00a0751\u00a0₽"),
        ("рост", "4 работы", "—", "—", "—", "+20\u00a0%", "—", "0", "—", "—", "—"),
    ]  # fmt: skip


def test_the_explanation_is_in_english_too(golden: Any) -> None:
    explained = explanation(golden.rated().worded("en"), "P-002")
    assert explained.title == "P-002 Мастер Коля, contractors, March 2026, preliminary"
    assert explained.standing == "Rank 3 of 3, −19.2 in a month"
    assert explained.lines[1].cells == (
        "defects", "8 jobs", "42%", "15.7%", "32.3%", "2%", "0.0", "25 (25%)", "0.0", "−25.0",
        "≤ 19.2%",
    )  # fmt: skip


def test_a_gain_has_its_sign(golden: Any) -> None:
    golden.history["score"] = 80.0
    assert explanation(golden.rated(), "P-001").standing == "Место 2 из 3, +4,5 за месяц"


def test_the_unrated_have_no_standing_and_nothing_to_rise_to(golden: Any) -> None:
    explained = explanation(golden.with_group(min_jobs=13).rated(), "P-001")
    assert explained.standing == ""
    assert [line.lift for line in explained.lines] == [None] * 7
    golden.month_closed = "2026-03"
    assert explanation(golden.rated(), "P-001").title.endswith("окончательный")


def test_a_partner_of_a_refused_group_is_told_why(golden: Any) -> None:
    explained = explanation(golden.with_group(window_months=0).rated(), "P-001")
    assert explained.lines == ()
    assert explained.why == "Группа не оценена: окно — целое число от 1 до 24 месяцев."


def test_an_unknown_partner_is_refused(golden: Any) -> None:
    with pytest.raises(KeyError):
        explanation(golden.rated(), "P-999")


def test_what_if_tells_first_who_would_change_tier(golden: Any) -> None:
    now = golden.rated()
    golden.rules.loc[golden.rules["kpi"] == "defect", "weight"] = 60
    rows: Any = what_if(now, golden.rated())
    assert list(rows) == [
        "partner_id", "name", "group", "score", "tier", "new_score", "new_tier", "gained",
        "moves", "why",
    ]  # fmt: skip
    assert rows[["partner_id", "tier", "new_tier", "moves"]].to_numpy().tolist() == [
        ["P-001", "A", "B", True], ["P-002", "D", "D", False], ["P-003", "B", "B", False],
    ]  # fmt: skip
    assert rows.loc[0, "gained"] == pytest.approx(rows.loc[0, "new_score"] - 84.5)


def test_what_if_says_nothing_of_groups_the_draft_cannot_rate(golden: Any) -> None:
    now = golden.rated()
    golden.rules["weight"] = 0
    draft = golden.rated()
    assert draft.refused == {"contractors": "все веса равны нулю"}
    assert len(what_if(now, draft)) == 0


LOG = pd.DataFrame(
    [
        ("2026-01", 1, "P-001", 80.0, "B"),
        ("2026-01", 2, "P-001", 81.0, "B"),
        ("2026-02", 1, "P-001", 88.9, "A"),
        ("2026-02", 1, "P-002", None, "B"),
    ],
    columns=["period", "revision", "partner_id", "score", "tier"],
)


def test_scores_over_time_are_the_last_revisions_and_the_month_at_hand(golden: Any) -> None:
    history = partner_scores(golden.rated(), LOG, "P-001")
    assert history.title == "Вектор"
    assert history.bounds == {"A": 87.0, "B": 60.0, "C": 40.0}
    assert history.scores.to_numpy().tolist() == [
        ["2026-01", "Вектор", 81.0], ["2026-02", "Вектор", 88.9], ["2026-03", "Вектор", 84.5],
    ]  # fmt: skip


def test_a_published_month_is_drawn_as_published(golden: Any) -> None:
    history = partner_scores(golden.rated(), LOG.assign(period="2026-03"), "P-001")
    assert history.scores["score"].tolist() == [81.0]


def test_a_group_is_drawn_with_all_its_partners(golden: Any) -> None:
    history = group_scores(golden.rated(), LOG, "contractors")
    assert history.title == "contractors"
    march = history.scores[history.scores["period"] == "2026-03"]
    assert march["name"].tolist() == ["Вектор", "Мастер Коля", "Новичок"]


def test_partners_of_one_name_are_drawn_apart(golden: Any) -> None:
    names = golden.frames["partners"]["name"]
    golden.frames["partners"]["name"] = names.where(names != "Мастер Коля", "Вектор")
    history = group_scores(golden.rated(), LOG, "contractors")
    march = history.scores[history.scores["period"] == "2026-03"]
    [first, second, third] = march["name"]
    assert (first, third) == ("Вектор (P-001)", "Новичок")
    assert second.startswith("Вектор (P-")
    assert partner_scores(golden.rated(), LOG, "P-001").title == "Вектор"


def test_a_refused_group_has_no_bounds(golden: Any) -> None:
    history = group_scores(golden.with_group(window_months=0).rated(), LOG, "contractors")
    assert history.bounds == {}
    assert set(history.scores["period"]) == {"2026-01", "2026-02"}


def test_what_if_tells_of_partners_who_are_not_rated(golden: Any) -> None:
    """P-003 is new and has too few jobs under both: no tier before, none after, no move."""
    now = golden.with_group(min_jobs=9).rated()
    golden.rules.loc[golden.rules["kpi"] == "defect", "weight"] = 60
    rows: Any = what_if(now, golden.rated()).set_index("partner_id")
    assert pd.isna(rows.loc["P-003", "tier"])
    assert pd.isna(rows.loc["P-003", "new_tier"])
    assert not rows.loc["P-003", "moves"]
    assert rows.loc["P-003", "why"].startswith("Не оценён")


@pytest.mark.parametrize(("before", "after"), [(5, 1), (1, 5)])
def test_who_becomes_rated_or_stops_being_so_moves(golden: Any, before: int, after: int) -> None:
    now = golden.with_group(min_jobs=before).rated()
    rows: Any = what_if(now, golden.with_group(min_jobs=after).rated()).set_index("partner_id")
    assert rows["moves"].to_dict() == {"P-001": False, "P-002": False, "P-003": True}
    assert rows.index[0] == "P-003"


def test_what_if_orders_ties_by_group_and_name_whatever_the_order_of_rows(golden: Any) -> None:
    """Copies of one partner change alike: the group, then the name decide."""
    partners, jobs = golden.frames["partners"], golden.frames["jobs"]
    model, work = (rows[rows["partner_id"] == "P-001"] for rows in (partners, jobs))
    names = {"P-9": "Альфа", "P-7": "Бета", "P-8": "Яхонт"}
    copies = [model.assign(partner_id=key, name=name) for key, name in names.items()]
    golden.frames["partners"] = pd.concat([*copies[::-1], model])
    golden.frames["jobs"] = pd.concat(
        [work, *(work.assign(partner_id=key, job_id=work["job_id"] + key) for key in names)]
    )
    golden.history = golden.history.iloc[:0]
    now = golden.without("feedback").without("doc_packs").rated()
    golden.rules.loc[golden.rules["kpi"] == "defect", "weight"] = 26
    rows: Any = what_if(now, golden.rated())
    assert len(set(rows["gained"])) == 1
    assert rows["name"].tolist() == ["Альфа", "Бета", "Вектор", "Яхонт"]
