"""Each KPI: which facts count, for which month, and what they come to.

Cases of one KPI are partners of one company, a partner each: a rating takes half a second, and so
every case shows besides that it takes nothing from its neighbours.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest


def counted(world: Any, kpi: str, **when: str) -> tuple[int, float | None]:
    """Records and raw figure of P-001, without decay."""
    row = world.with_group(half_life_months=None).kpi(kpi, **when)
    return row["n"], None if pd.isna(row["raw"]) else round(row["raw"], 9)


def side_by_side(world: Any, count: int) -> tuple[str, ...]:
    """So many partners instead of P-001, each like it; their IDs."""
    ids = tuple(f"C-{place:02}" for place in range(count))
    partners = world.frames["partners"]
    first = partners[partners["partner_id"] == "P-001"]
    world.frames["partners"] = pd.concat([first] * count, ignore_index=True).assign(partner_id=ids)
    return ids


def one_job_each(world: Any, jobs: Sequence[dict[str, Any]]) -> Any:
    """The world with a partner for each of these jobs."""
    ids = side_by_side(world, len(jobs))
    return world.with_jobs(
        *({**job, "partner_id": each} for each, job in zip(ids, jobs, strict=True))
    )


def counted_each(world: Any, kpi: str) -> list[tuple[int, float | None]]:
    """Records and raw figure of each partner in order, without decay."""
    details = world.with_group(half_life_months=None).rated().details
    found = details[details["kpi"] == kpi].set_index("partner_id")
    rows = found.loc[list(world.frames["partners"]["partner_id"])]
    return [
        (int(n), None if pd.isna(raw) else round(float(raw), 9))
        for n, raw in zip(rows["n"], rows["raw"], strict=True)
    ]


ON_TIME: list[tuple[dict[str, Any], int, float | None]] = [
    ({"due_date": "2026-03-31"}, 1, 1.0),
    ({"due_date": "2026-04-01"}, 0, None),
    ({"due_date": "2025-10-01"}, 1, 1.0),
    ({"due_date": "2025-09-30"}, 0, None),
    ({"due_date": "2026-03-10", "done_date": "2026-03-11"}, 1, 0.0),
    ({"due_date": "2026-03-10", "done_date": None, "status": "in_progress"}, 1, 0.0),
    ({"due_date": "2026-03-10", "done_date": None, "status": "planned"}, 1, 0.0),
    ({"due_date": "2026-03-10", "done_date": None, "status": "cancelled_client"}, 0, None),
    ({"due_date": "2026-03-10", "done_date": None, "status": "cancelled_us"}, 0, None),
    ({"due_date": "2026-03-10", "done_date": None, "status": "cancelled_partner"}, 0, None),
    ({"due_date": None, "done_date": "2026-03-10"}, 0, None),
    ({"due_date": "2026-03-10", "done_unknown": True}, 0, None),
]


def test_on_time_counts_promises_that_were_due(empty: Any) -> None:
    one_job_each(empty, [job for job, _, _ in ON_TIME])
    assert counted_each(empty, "on_time") == [(n, raw) for _, n, raw in ON_TIME]


@pytest.mark.parametrize(
    ("as_of", "n"), [("2026-03-10", 0), ("2026-03-11", 1)], ids=["due day", "day after"]
)
def test_a_job_is_late_the_day_after_it_was_due(empty: Any, as_of: str, n: int) -> None:
    job = {"due_date": "2026-03-10", "done_date": None, "status": "in_progress"}
    assert counted(empty.with_jobs(job), "on_time", as_of=as_of)[0] == n


@pytest.mark.parametrize(("grace_days", "raw"), [(0, 0.0), (1, 0.0), (2, 1.0)])
def test_grace_days_forgive_a_delay(empty: Any, grace_days: int, raw: float) -> None:
    empty.with_jobs({"due_date": "2026-03-10", "done_date": "2026-03-12"})
    assert counted(empty.with_group(grace_days=grace_days), "on_time") == (1, raw)


def test_the_leap_day_belongs_to_february(empty: Any) -> None:
    empty.with_jobs({"due_date": "2028-02-29"}).with_group(window_months=1)
    assert counted(empty, "on_time", period="2028-02", as_of="2028-03-15")[0] == 1
    assert counted(empty, "on_time", period="2028-03", as_of="2028-04-15")[0] == 0


@pytest.mark.parametrize("day", ["2025-12-31", "2026-01-01", "2026-02-28", "2026-03-01"])
def test_every_day_belongs_to_its_own_month(empty: Any, day: str) -> None:
    empty.with_jobs({"due_date": day}).with_group(window_months=1)
    months = ("2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04")
    found = [m for m in months if counted(empty, "on_time", period=m, as_of="2026-06-01")[0]]
    assert found == [day[:7]]


DEFECTS: list[tuple[dict[str, Any], int, float | None]] = [
    ({"done_date": "2026-03-31", "defects": 2}, 1, 1.0),
    ({"done_date": "2026-03-31", "defects": None}, 1, 0.0),
    ({"done_date": "2026-03-31", "defects": None, "defects_unknown": True}, 0, None),
    ({"done_date": "2026-04-01", "defects": 1}, 0, None),
    ({"done_date": "2026-03-31", "defects": 1, "status": "in_progress"}, 0, None),
]


def test_defects_count_by_the_day_the_job_was_done(empty: Any) -> None:
    one_job_each(empty, [{"due_date": "2026-01-15", **job} for job, _, _ in DEFECTS])
    assert counted_each(empty, "defect") == [(n, raw) for _, n, raw in DEFECTS]


CANCELLATIONS = [
    ("done", 1, 0.0), ("planned", 1, 0.0), ("in_progress", 1, 0.0),
    ("cancelled_partner", 1, 1.0), ("cancelled_client", 0, None), ("cancelled_us", 0, None),
]  # fmt: skip


def test_cancellations_count_the_partner_s_own(empty: Any) -> None:
    empty.with_rules({"kpi": "cancel", "worst": 0.1, "target": 0})
    row = {"due_date": "2026-03-10", "done_date": None}
    one_job_each(empty, [{**row, "status": status} for status, _, _ in CANCELLATIONS])
    assert counted_each(empty, "cancel") == [(n, raw) for _, n, raw in CANCELLATIONS]


ATTENTION: list[tuple[dict[str, Any], int, float | None]] = [
    ({"responded_at": "2026-03-10 09:00"}, 1, 1.0),
    ({"responded_at": "2026-03-10 09:00:01"}, 1, 0.0),
    ({"responded_at": None}, 1, 0.0),
    ({"responded_at": "2026-03-09 08:59"}, 0, None),
    ({"assigned_at": None, "responded_at": "2026-03-10 09:00"}, 0, None),
    ({"assigned_at": "2026-03-31 23:59", "responded_at": "2026-04-01"}, 1, 1.0),
    ({"assigned_at": "2026-04-01 00:00", "responded_at": "2026-04-01 01:00"}, 0, None),
    ({"status": "cancelled_partner", "responded_at": "2026-03-09 10:00"}, 1, 1.0),
]


def test_attention_counts_answers_within_the_agreed_hours(empty: Any) -> None:
    row = {"due_date": "2026-03-20", "assigned_at": "2026-03-09 09:00"}
    one_job_each(empty, [{**row, **job} for job, _, _ in ATTENTION])
    assert counted_each(empty, "attention") == [(n, raw) for _, n, raw in ATTENTION]


@pytest.mark.parametrize(("as_of", "n"), [("2026-03-11", 0), ("2026-03-12", 1)])
def test_an_open_question_counts_once_its_hours_are_over(empty: Any, as_of: str, n: int) -> None:
    empty.with_jobs({"due_date": "2026-03-20", "assigned_at": "2026-03-10 00:00"})
    assert counted(empty, "attention", as_of=as_of)[0] == n


def with_feedback(world: Any, *rows: tuple[str | None, str | None, str, float]) -> Any:
    """Job, source, day and score, of P-001."""
    columns = ["job_id", "source", "date", "score"]
    world.frames["feedback"] = pd.DataFrame(rows, columns=columns).assign(partner_id="P-001")
    return world


@pytest.mark.parametrize(
    ("rows", "n", "raw"),
    [
        ([("W-0", None, "2025-01-01", 4)], 1, 4.0),
        ([(None, None, "2025-01-01", 4)], 0, None),
        ([("W-1", None, "2026-03-01", 4)], 1, 4.0),
        ([("unknown", None, "2026-03-01", 4)], 1, 4.0),
        ([(None, None, "2026-03-01", 4), (None, None, "2026-03-01", 2)], 2, 3.0),
        ([("W-0", None, "2026-03-01", 4), ("W-0", None, "2026-03-02", 2)], 1, 2.0),
        ([("W-0", None, "2026-03-02", 4), ("W-0", None, "2026-03-01", 2)], 1, 4.0),
        ([("W-0", None, "2026-03-01", 4), ("W-0", None, "2026-03-01", 2)], 1, 2.0),
        ([("W-0", None, "2026-03-01", 4), ("W-0", "client", "2026-03-02", 2)], 1, 2.0),
        ([("W-0", "client", "2026-03-01", 4), ("W-0", "curator", "2026-03-02", 2)], 2, 3.0),
        ([("W-0", None, "2026-03-01", float("nan"))], 0, None),
    ],
    ids=[
        "goes by the day the job was done", "goes by its own day without a job",
        "goes by its own day while the job is not done", "counts for a job nobody knows",
        "without a job nothing is superseded", "a later one supersedes", "whatever the order",
        "on one day the later row supersedes", "a blank source is the client",
        "another source stands beside it", "a blank score is none",
    ],
)  # fmt: skip
def test_feedback_counts_the_last_word_of_each_source(
    empty: Any, rows: list[Any], n: int, raw: float | None
) -> None:
    empty.with_jobs(
        {"due_date": "2026-03-10"},
        {"due_date": "2025-05-10", "done_date": None, "status": "in_progress"},
    )
    assert counted(with_feedback(empty, *rows), "feedback") == (n, raw)


def test_feedback_without_a_partner_is_that_of_the_job_s(empty: Any) -> None:
    empty.with_jobs({"due_date": "2026-03-10"})
    with_feedback(empty, ("W-0", None, "2026-03-01", 4))
    empty.frames["feedback"]["partner_id"] = None
    assert counted(empty, "feedback") == (1, 4.0)


PACKS: list[tuple[str, str | None, int, float | None]] = [
    ("2026-03-10", "2026-03-10", 1, 1.0),
    ("2026-03-10", "2026-03-11", 1, 0.0),
    ("2026-03-10", None, 1, 0.0),
    ("2026-04-02", None, 0, None),
    ("2026-03-31", None, 1, 0.0),
]


def test_documents_count_packs_whose_deadline_is_past(empty: Any) -> None:
    ids = side_by_side(empty, len(PACKS))
    packs = pd.DataFrame(PACKS, columns=["deadline", "completed_on", "n", "raw"])
    empty.frames["doc_packs"] = packs[["deadline", "completed_on"]].assign(partner_id=ids)
    assert counted_each(empty, "documents") == [(n, raw) for _, _, n, raw in PACKS]


@pytest.mark.parametrize(
    ("invoice", "n", "raw"),
    [
        ({"paid_date": "2026-03-10"}, 1, 1.0),
        ({"paid_date": "2026-03-11"}, 1, 0.0),
        ({"paid_date": None}, 1, 0.0),
        ({"paid_date": "2026-03-01", "settled": False}, 1, 0.0),
        ({"paid_date": None, "settled": True}, 0, None),
        ({"paid_date": "2026-03-01", "direction": "in"}, 0, None),
        ({"paid_date": "2026-03-01", "kind": "credit_note"}, 0, None),
        ({"paid_date": "2026-03-01", "state": "disputed"}, 0, None),
        ({"paid_date": None, "state": "draft"}, 0, None),
        ({"paid_date": None, "status": "void"}, 0, None),
        ({"paid_date": None, "status": "duplicate"}, 0, None),
        ({"paid_date": None, "due": "2026-04-02"}, 0, None),
        ({"paid_date": None, "due": None}, 0, None),
    ],
)
def test_payment_counts_our_invoices_that_fell_due(
    empty: Any, invoice: dict[str, Any], n: int, raw: float | None
) -> None:
    row = {"partner_id": "P-001", "due": "2026-03-10", "direction": "out", "kind": "invoice"}
    empty.frames["invoices"] = pd.DataFrame([{**row, **invoice}], dtype="object")
    assert counted(empty.with_rules({"kpi": "payment"}), "payment") == (n, raw)


def test_due_date_is_another_name_for_due(empty: Any) -> None:
    row = {"partner_id": "P-001", "due_date": "2026-03-10", "paid_date": "2026-03-09"}
    empty.frames["invoices"] = pd.DataFrame([row])
    assert counted(empty.with_rules({"kpi": "payment"}), "payment") == (1, 1.0)


VOLUME = {"kpi": "volume", "worst": 0, "target": 1000}


@pytest.mark.parametrize(
    ("onboarded_on", "months"),
    [("2024-05-01", 6), ("2025-10-31", 6), ("2025-11-01", 5), ("2026-03-31", 1), (None, 6)],
)
def test_volume_is_spread_over_the_months_since_the_partner_began(
    empty: Any, onboarded_on: str | None, months: int
) -> None:
    empty.with_rules(VOLUME).with_jobs({"due_date": "2026-03-10", "amount": 600})
    empty.frames["partners"]["onboarded_on"] = onboarded_on
    row = empty.with_group(half_life_months=None).kpi("volume")
    assert (row["n"], row["n_eff"], row["raw"]) == (1, months, pytest.approx(600 / months))


def test_volume_of_a_partner_that_begins_later_is_missing(empty: Any) -> None:
    empty.with_rules(VOLUME).with_jobs({"due_date": "2026-03-10", "amount": 600})
    empty.frames["partners"]["onboarded_on"] = "2026-04-01"
    assert counted(empty, "volume") == (1, None)


def test_volume_without_a_job_done_is_nought_and_not_missing(empty: Any) -> None:
    assert counted(empty.with_rules(VOLUME), "volume") == (0, 0.0)


@pytest.mark.parametrize(
    ("job", "n", "raw"),
    [({"amount": None}, 1, 100.0), ({"amount": 600, "rate_unknown": True}, 2, None)],
    ids=["an amount nobody can read is left out", "a missing rate makes the KPI missing"],
)
def test_volume_says_nothing_it_does_not_know(
    empty: Any, job: dict[str, Any], n: int, raw: float | None
) -> None:
    empty.with_rules(VOLUME)
    empty.with_jobs({"due_date": "2026-03-10", "amount": 600}, {"due_date": "2026-03-11", **job})
    assert counted(empty, "volume") == (n, raw)


GROWTH = {"kpi": "growth", "worst": -0.5, "target": 0.2}


@pytest.mark.parametrize(
    ("amounts", "onboarded_on", "raw"),
    [
        ({"2026-03": 300, "2025-12": 200}, "2024-01-01", 0.5),
        ({"2026-01": 300, "2025-10": 200}, "2024-01-01", 0.5),
        ({"2026-01": 300, "2025-09": 200}, "2024-01-01", None),
        ({"2025-12": 200}, "2024-01-01", -1.0),
        ({"2026-03": 300}, "2024-01-01", None),
        ({"2026-03": 300, "2025-12": 200}, "2025-10-31", 0.5),
        ({"2026-03": 300, "2025-12": 200}, "2025-11-01", None),
        ({"2026-03": 300, "2025-12": 0}, "2024-01-01", None),
        ({"2026-03": 300, "2025-12": 200}, None, 0.5),
    ],
)
def test_growth_compares_three_months_with_the_three_before(
    empty: Any, amounts: dict[str, int], onboarded_on: str | None, raw: float | None
) -> None:
    jobs = [{"due_date": f"{month}-15", "amount": sum_} for month, sum_ in amounts.items()]
    empty.with_rules(VOLUME, GROWTH).with_jobs(*jobs)
    empty.frames["partners"]["onboarded_on"] = onboarded_on
    assert counted(empty, "growth")[1] == raw


@pytest.mark.parametrize("window_months", [1, 3, 24])
def test_growth_looks_back_six_months_whatever_the_window(empty: Any, window_months: int) -> None:
    jobs = [{"due_date": "2026-03-15", "amount": 300}, {"due_date": "2025-12-15", "amount": 200}]
    empty.with_rules(VOLUME, GROWTH).with_jobs(*jobs).with_group(window_months=window_months)
    assert counted(empty, "growth") == (2, 0.5)


@pytest.mark.parametrize(
    ("jobs", "count"),
    [
        ([{"due_date": "2026-03-10"}], 1),
        ([{"due_date": "2026-04-10", "done_date": "2026-03-31"}], 1),
        ([{"due_date": "2025-09-30", "done_date": "2025-10-01"}], 1),
        ([{"due_date": None, "done_date": "2026-03-31"}], 1),
        ([{"due_date": "2026-04-10", "done_date": None, "status": "planned"}], 0),
        ([{"due_date": "2026-03-10", "done_date": None, "status": "cancelled_partner"}], 1),
        ([{"due_date": "2026-03-10", "done_date": None, "status": "cancelled_client"}], 0),
    ],
)
def test_jobs_count_by_due_or_done_date_once(empty: Any, jobs: list[Any], count: int) -> None:
    assert empty.with_jobs(*jobs).partner()["jobs"] == count


def test_a_record_loses_half_its_weight_every_half_life(empty: Any) -> None:
    jobs = [{"due_date": day} for day in ("2026-03-15", "2025-12-15", "2025-10-15")]
    row = empty.with_jobs(*jobs).kpi("on_time")
    assert row["n_eff"] == pytest.approx(1 + 1 / 2 + 2 ** (-5 / 3))


def test_a_given_norm_stands_in_for_the_group_s(empty: Any) -> None:
    empty.with_rules({"kpi": "on_time", "prior": 0.5, "prior_weight": 1})
    row = empty.with_jobs({"due_date": "2026-03-15"}).kpi("on_time")
    assert (row["raw"], row["prior"], row["value"]) == (1.0, 0.5, 0.75)


def test_without_mixing_in_the_value_is_the_fact(empty: Any) -> None:
    empty.with_rules({"kpi": "on_time", "prior_weight": 0})
    row = empty.with_jobs({"due_date": "2026-03-15"}).kpi("on_time")
    assert (row["raw"], row["value"]) == (1.0, 1.0)


def test_the_norm_pools_unrated_partners_too(golden: Any) -> None:
    before = golden.kpi("on_time", "P-001")["prior"]
    assert golden.with_group(min_jobs=5).kpi("on_time", "P-001")["prior"] == before


@pytest.mark.parametrize(
    ("months_back", "n", "raw"),
    [
        # 24 months against the 24 before: 2024-04 … 2026-03 and 2022-04 … 2024-03.
        ((0, 47), 2, 0.5),
        ((23, 24), 2, 0.5),
        ((24, 47), 2, -1.0),
        ((0, 48), 1, None),
        ((23, 23), 2, None),
    ],
)
@pytest.mark.parametrize("window_months", [1, 24])
def test_growth_reaches_back_as_far_as_it_may(
    empty: Any, months_back: tuple[int, int], n: int, raw: float | None, window_months: int
) -> None:
    months = [pd.Period("2026-03", "M") - back for back in months_back]
    jobs = [
        {"due_date": f"{month}-15", "amount": amount}
        for month, amount in zip(months, (300, 200), strict=True)
    ]
    empty.with_rules(VOLUME, GROWTH).with_jobs(*jobs)
    empty.with_group(window_months=window_months, growth_months=24)
    empty.frames["partners"]["onboarded_on"] = "2015-01-01"
    assert counted(empty, "growth") == (n, raw)


@pytest.mark.parametrize(("onboarded_on", "raw"), [("2022-04-30", 0.5), ("2022-05-01", None)])
def test_the_longest_growth_needs_as_long_a_tenure(
    empty: Any, onboarded_on: str, raw: float | None
) -> None:
    jobs = [{"due_date": "2026-03-15", "amount": 300}, {"due_date": "2022-04-15", "amount": 200}]
    empty.with_rules(VOLUME, GROWTH).with_jobs(*jobs).with_group(growth_months=24)
    empty.frames["partners"]["onboarded_on"] = onboarded_on
    assert counted(empty, "growth")[1] == raw
