"""An independent rating, in loops and written from the spec, agrees on 200 random companies."""

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest

from sheetsync.rules.rating import rate

Row = dict[str, Any]
KPIS = ("on_time", "defect", "cancel", "feedback", "attention", "documents", "payment",
        "volume", "growth")  # fmt: skip
DEAD = ("cancelled_client", "cancelled_us")
PERIODS = ("2026-03", "2024-02", "2025-12", "2026-01")


def month_number(day: date | str) -> int:
    if isinstance(day, str):
        return 12 * int(day[:4]) + int(day[5:7])
    return 12 * day.year + day.month


def weighted(
    records: Iterable[tuple[date, float]], period: str, group: Row
) -> tuple[int, float, float]:
    """n, sum of w, sum of w·y of dated figures in the window."""
    n, total, total_y = 0, 0.0, 0.0
    for day, y in records:
        age = month_number(period) - month_number(day)
        if 0 <= age < group["window_months"]:
            half_life = group["half_life_months"]
            w = 1.0 if half_life is None else 2.0 ** (-age / half_life)
            n, total, total_y = n + 1, total + w, total_y + w * y
    return n, total, total_y


def of_partner(world: dict[str, list[Row]], table: str, partner: Row) -> list[Row]:
    return [row for row in world[table] if row["partner_id"] == partner["partner_id"]]


def facts_of(
    world: dict[str, list[Row]], partner: Row, group: Row, as_of: date
) -> dict[str, list[Any]]:
    """The dated figures of every share and mean KPI of one partner."""
    jobs = [job for job in of_partner(world, "jobs", partner) if job["status"] not in DEAD]
    finished = [job for job in jobs if job["status"] == "done" and job["done_date"]]
    return {
        "on_time": on_time_of(jobs, group, as_of),
        "cancel": [
            (job["due_date"], float(job["status"] == "cancelled_partner"))
            for job in jobs
            if job["due_date"] and job["due_date"] < as_of
        ],
        "defect": [(job["done_date"], float((job["defects"] or 0) > 0)) for job in finished],
        "volume": [(job["done_date"], float(job["amount"])) for job in finished],
        "growth": [],
        "attention": attention_of(jobs, group, as_of),
        "feedback": feedback_of(world, partner),
        "documents": documents_of(of_partner(world, "doc_packs", partner), as_of),
        "payment": payment_of(of_partner(world, "invoices", partner), as_of),
    }


def on_time_of(jobs: list[Row], group: Row, as_of: date) -> list[Any]:
    found = []
    for job in jobs:
        due, done = job["due_date"], job["done_date"]
        if due and due < as_of and job["status"] != "cancelled_partner":
            in_time = done is not None and (done - due).days <= group["grace_days"]
            found.append((due, float(in_time)))
    return found


def attention_of(jobs: list[Row], group: Row, as_of: date) -> list[Any]:
    allowed = timedelta(hours=group["sla_hours"])
    midnight = datetime(as_of.year, as_of.month, as_of.day)  # noqa: DTZ001  # cells have no zone
    found = []
    for job in jobs:
        assigned, responded = job["assigned_at"], job["responded_at"]
        if assigned and responded:
            found.append((assigned.date(), float(responded - assigned <= allowed)))
        elif assigned and midnight - assigned > allowed:
            found.append((assigned.date(), 0.0))
    return found


def feedback_of(world: dict[str, list[Row]], partner: Row) -> list[Any]:
    done_days = {j["job_id"]: j["done_date"] for j in world["jobs"] if j["status"] == "done"}
    rows = sorted(of_partner(world, "feedback", partner), key=lambda r: (r["date"], r["row"]))
    superseded: dict[Any, Row] = {}
    for place, row in enumerate(rows):
        superseded[(row["job_id"], row["source"]) if row["job_id"] else place] = row
    return [
        (done_days.get(row["job_id"]) or row["date"], row["score"]) for row in superseded.values()
    ]


def documents_of(packs: list[Row], as_of: date) -> list[Any]:
    found = []
    for pack in packs:
        if pack["deadline"] < as_of:
            complete = pack["completed_on"]
            in_time = complete is not None and complete <= pack["deadline"]
            found.append((pack["deadline"], float(in_time)))
    return found


def payment_of(invoices: list[Row], as_of: date) -> list[Any]:
    found = []
    for invoice in invoices:
        if invoice["due"] < as_of and invoice["kind"] == "invoice" and not invoice["state"]:
            if invoice["settled"] and invoice["paid_date"] is None:
                continue
            in_time = invoice["settled"] and invoice["paid_date"] <= invoice["due"]
            found.append((invoice["due"], float(in_time)))
    return found


def volume_of(records: Sequence[Any], partner: Row, period: str, group: Row) -> tuple[Any, ...]:
    n, _, total = weighted(records, period, group)
    months = min(
        group["window_months"], month_number(period) - month_number(partner["onboarded_on"]) + 1
    )
    half_life = group["half_life_months"]
    spread = sum(
        1.0 if half_life is None else 2.0 ** (-age / half_life) for age in range(max(months, 0))
    )
    return n, spread, total / spread if spread else None


def growth_of(records: Sequence[Any], partner: Row, period: str) -> tuple[Any, ...]:
    ages = [(month_number(period) - month_number(day), amount) for day, amount in records]
    last = sum(amount for age, amount in ages if 0 <= age < 3)
    before = sum(amount for age, amount in ages if 3 <= age < 6)
    tenure = month_number(period) - month_number(partner["onboarded_on"]) + 1
    n = sum(0 <= age < 6 for age, _ in ages)
    return n, None, None if tenure < 6 or before <= 0 else last / before - 1


def half_up(value: float) -> float:
    return math.floor(round(value, 6) * 10 + 0.5 + 1e-7) / 10


def tier_for(score: float, previous: str | None, group: Row) -> str:
    for letter in "ABC":
        bound = group[f"tier_{letter.lower()}"]
        if previous is not None and letter >= previous:
            bound -= group["hysteresis"]
        if score >= bound - 1e-9:
            return letter
    return "D"


def plain_rating(world: dict[str, list[Row]], period: str, as_of: date) -> dict[str, Row]:
    """Every partner's result by id."""
    results: dict[str, Row] = {}
    for group in world["groups"]:
        partners = [p for p in world["partners"] if p["group_id"] == group["group_id"]]
        rules = [rule for rule in world["rules"] if rule["group_id"] == group["group_id"]]
        rules.sort(key=lambda rule: KPIS.index(rule["kpi"]))
        results |= rate_group(world, group, partners, rules, (period, as_of))
    return results


def rate_group(
    world: dict[str, list[Row]],
    group: Row,
    partners: list[Row],
    rules: list[Row],
    when: tuple[str, date],
) -> dict[str, Row]:
    period, as_of = when
    facts = {p["partner_id"]: facts_of(world, p, group, as_of) for p in partners}
    pooled: dict[str, Any] = {}
    for kpi in KPIS:
        sums = [weighted(found[kpi], period, group) for found in facts.values()]
        total = sum(part[1] for part in sums)
        pooled[kpi] = sum(part[2] for part in sums) / total if total else None
    results = {}
    for partner in partners:
        found = facts[partner["partner_id"]]
        kpis = {
            rule["kpi"]: kpi_of(rule, found, pooled, (partner, period, group)) for rule in rules
        }
        results[partner["partner_id"]] = concluded(world, group, partner, kpis, period)
    rated = [result for result in results.values() if result["status"] == "rated"]
    for result in results.values():
        is_rated = result["status"] == "rated"
        better = sum(other["score"] > result["score"] for other in rated) if is_rated else 0
        result["rank"] = 1 + better if is_rated else None
        result["of"] = len(rated) if is_rated else None
    grouped(results, rated)
    return results


def kpi_of(
    rule: Row,
    found: dict[str, list[Any]],
    pooled: dict[str, Any],
    about: tuple[Row, str, Row],
) -> Row:
    """One KPI of one partner."""
    partner, period, group = about
    kpi, norm = rule["kpi"], None
    if kpi == "volume":
        n, n_eff, value = volume_of(found[kpi], partner, period, group)
        raw = value
    elif kpi == "growth":
        n, n_eff, value = growth_of(found["volume"], partner, period)
        raw = value
    else:
        n, n_eff, total = weighted(found[kpi], period, group)
        norm = rule["prior"] if rule["prior"] is not None else pooled[kpi]
        raw = total / n_eff if n else None
        k = 3 if rule["prior_weight"] is None else rule["prior_weight"]
        value = (total + k * norm) / (n_eff + k) if n else None
    points = None
    if value is not None:
        slope = (value - rule["worst"]) / (rule["target"] - rule["worst"])
        points = 100 * min(1.0, max(0.0, slope))
    return {"n": n, "n_eff": n_eff, "raw": raw, "prior": norm, "value": value, "points": points,
            "rule": rule}  # fmt: skip


def concluded(
    world: dict[str, list[Row]], group: Row, partner: Row, kpis: dict[str, Row], period: str
) -> Row:
    """Shares, score, tier of one partner."""
    present = {kpi: row for kpi, row in kpis.items() if row["points"] is not None}
    weight = sum(row["rule"]["weight"] for row in present.values())
    for row in kpis.values():
        row["share"] = row["contribution"] = row["loss"] = None
        if row["points"] is not None and weight:
            row["share"] = row["rule"]["weight"] / weight
            row["contribution"] = row["share"] * row["points"]
            row["loss"] = row["share"] * (100 - row["points"])
    coverage = weight / sum(row["rule"]["weight"] for row in kpis.values())
    raw = sum(row["contribution"] for row in present.values()) if weight else None
    jobs = 0
    for job in world["jobs"]:
        if job["partner_id"] == partner["partner_id"] and job["status"] not in DEAD:
            days = [day for day in (job["due_date"], job["done_date"]) if day]
            ages = [month_number(period) - month_number(day) for day in days]
            jobs += any(0 <= age < group["window_months"] for age in ages)
    before = [
        row
        for row in world["history"]
        if row["partner_id"] == partner["partner_id"]
        and month_number(row["period"]) == month_number(period) - 1
    ]
    last = max(before, key=lambda row: row["revision"]) if before else None
    status = "few_jobs" if jobs < group["min_jobs"] else "rated"
    if status == "rated" and (coverage < group["min_coverage"] - 1e-9 or raw is None):
        status = "few_data"
    result: Row = {
        "jobs": jobs, "coverage": coverage, "score_raw": raw, "kpis": kpis, "status": status,
        "score": None if raw is None else half_up(raw), "tier": last["tier"] if last else None,
        "stops": [], "change": None,
    }  # fmt: skip
    if last and raw is not None:
        result["change"] = result["score"] - last["score"]
    if status == "rated":
        result |= tiered(result, last["tier"] if last else None, group)
    return result


def tiered(result: Row, previous: str | None, group: Row) -> Row:
    tier = tier_for(result["score"], previous, group)
    if tier == "A" and result["jobs"] < group["min_jobs_a"]:
        tier = "B"
    stops = []
    for kpi, row in result["kpis"].items():
        below = row["rule"]["stop_below"]
        if below is None or row["points"] is None or row["n"] < group["min_jobs"]:
            continue
        if row["points"] < below - 1e-7:
            stops.append(kpi)
            tier = max(tier, row["rule"]["stop_tier"])
    return {"tier": tier, "stops": stops}


def grouped(results: dict[str, Row], rated: list[Row]) -> None:
    """Every KPI against the mean of the rated."""
    for result in results.values():
        for kpi, row in result["kpis"].items():
            others = [
                r["kpis"][kpi]["points"] for r in rated if r["kpis"][kpi]["points"] is not None
            ]
            row["vs_group"] = None
            if others and row["share"] is not None:
                row["vs_group"] = row["share"] * (row["points"] - sum(others) / len(others))


def random_rules(chance: random.Random, group_id: str) -> list[Row]:
    chosen = chance.sample(KPIS, chance.randint(2, len(KPIS)))
    rows = []
    for kpi in chosen:
        worst, target = {
            "feedback": (3.0, 4.8), "volume": (0.0, 90_000.0), "growth": (-0.5, 0.2),
            "defect": (0.25, 0.02), "cancel": (0.1, 0.0),
        }.get(kpi, (0.5, 0.95))  # fmt: skip
        stops = chance.random() < 0.3
        rows.append({
            "group_id": group_id, "kpi": kpi, "weight": chance.choice([0, 5, 10, 30, 12.5]),
            "worst": worst, "target": target,
            "prior_weight": chance.choice([None, 0, 3, 7.5]),
            "prior": chance.choice([None, None, 0.9]) if kpi not in {"volume", "growth"} else None,
            "stop_below": chance.choice([25, 50, 90]) if stops else None,
            "stop_tier": chance.choice("BCD") if stops else None,
        })  # fmt: skip
    rows[0]["weight"] = 20
    return rows


def random_group(chance: random.Random, group_id: str) -> Row:
    min_jobs = chance.choice([1, 1, 3])
    return {
        "group_id": group_id,
        "window_months": chance.choice([1, 6, 6, 7, 12, 24]),
        "half_life_months": chance.choice([None, 3, 3, 0.5, 7.25]),
        "min_jobs": min_jobs,
        "min_jobs_a": chance.choice([min_jobs, 8]),
        "min_coverage": chance.choice([0.0, 0.6, 1.0]),
        "sla_hours": chance.choice([4, 24, 0.5]),
        "grace_days": chance.choice([0, 2]),
        "tier_a": 80, "tier_b": 60, "tier_c": 40,
        "hysteresis": chance.choice([0, 3]),
    }  # fmt: skip


def random_job(chance: random.Random, number: int, partner_id: str, around: date) -> Row:
    due = around - timedelta(days=chance.randint(-40, 800 if chance.random() < 0.2 else 220))
    # The last and the first day of a month, and 29 February, must fall on the right side.
    if chance.random() < 0.3:
        due = due.replace(day=1) - timedelta(days=chance.randint(0, 1))
    status = chance.choice(["done"] * 6 + ["planned", "in_progress", "cancelled_partner", *DEAD])
    assigned = datetime(due.year, due.month, due.day, 9) - timedelta(hours=chance.randint(1, 900))  # noqa: DTZ001
    answered = chance.random() < 0.8
    done = due + timedelta(days=chance.randint(-5, 6)) if status == "done" else None
    return {
        "job_id": f"J{number}", "partner_id": partner_id, "status": status,
        "assigned_at": assigned if chance.random() < 0.9 else None,
        "responded_at": assigned + timedelta(minutes=chance.randint(0, 3000)) if answered else None,
        "due_date": due if chance.random() < 0.95 else None, "done_date": done,
        "amount": chance.randint(1, 9_000_000) / 100,
        "defects": chance.choice([None, 0, 0, 0, 1, 3]),
    }  # fmt: skip


def random_world(seed: int) -> tuple[dict[str, list[Row]], str, date]:
    """A company, a period and a day of calculation: in the month, at its end, or long after."""
    chance = random.Random(seed)
    period = chance.choice(PERIODS)
    end = date(int(period[:4]), int(period[5:]), 28) + timedelta(days=4)
    as_of = end.replace(day=1) + timedelta(days=chance.choice([-9, 0, 1, 75]))
    groups = [random_group(chance, f"g{number}") for number in range(chance.randint(1, 3))]
    rules = [rule for group in groups for rule in random_rules(chance, group["group_id"])]
    partners = [
        {
            "partner_id": f"P{number}", "name": chance.choice("ZYXW") + str(number),
            "group_id": chance.choice(groups)["group_id"],
            "onboarded_on": end - timedelta(days=chance.choice([-40, 3, 40, 150, 153, 184, 900])),
        }
        for number in range(chance.randint(0, 7))
    ]  # fmt: skip
    world: dict[str, list[Row]] = defaultdict(list)
    world |= {"groups": groups, "rules": rules, "partners": partners}
    for partner in partners:
        happened(chance, world, partner["partner_id"], end)
        if chance.random() < 0.6:
            world["history"] += [
                {"period": before, "partner_id": partner["partner_id"], "revision": revision,
                 "score": chance.randint(0, 1000) / 10, "tier": chance.choice("ABCD")}
                for before in (pd.Period(period).__sub__(1).strftime("%Y-%m"), period)
                for revision in range(1, chance.randint(2, 3))
            ]  # fmt: skip
    return world, period, as_of


def happened(
    chance: random.Random, world: dict[str, list[Row]], partner_id: str, end: date
) -> None:
    """Jobs, feedback, packs and invoices of one partner; often none of a kind."""

    def many(most: int) -> range:
        return range(chance.choice([0, 1, 3, most]))

    def some_day() -> date:
        return end - timedelta(days=chance.randint(-10, 250))

    first = len(world["jobs"])
    world["jobs"] += [random_job(chance, first + number, partner_id, end) for number in many(30)]
    jobs = [job["job_id"] for job in world["jobs"][first:]] or [""]
    for _ in many(15):
        world["feedback"].append({
            "job_id": chance.choice([*jobs, "", "J-unknown"]), "partner_id": partner_id,
            "date": some_day(), "score": chance.randint(2, 10) / 2,
            "source": chance.choice(["client", "curator"]), "row": len(world["feedback"]),
        })  # fmt: skip
    for _ in many(8):
        deadline = some_day()
        completed = deadline + timedelta(days=chance.randint(-5, 5))
        world["doc_packs"].append({
            "partner_id": partner_id, "deadline": deadline,
            "completed_on": completed if chance.random() < 0.8 else None,
        })  # fmt: skip
    for _ in many(8):
        due = some_day()
        settled = chance.random() < 0.7
        paid = due + timedelta(days=chance.randint(-5, 5))
        world["invoices"].append({
            "partner_id": partner_id, "due": due, "settled": settled,
            "paid_date": paid if settled and chance.random() < 0.8 else None,
            "kind": chance.choice(["invoice", "invoice", "credit_note"]),
            "state": chance.choice(["", "", "", "void", "draft", "disputed"]), "direction": "out",
        })  # fmt: skip


COLUMNS = {
    "jobs": ["job_id", "partner_id", "assigned_at", "responded_at", "due_date", "done_date",
             "status", "amount", "defects"],
    "feedback": ["job_id", "partner_id", "date", "score", "source", "row"],
    "doc_packs": ["partner_id", "deadline", "completed_on"],
    "invoices": ["partner_id", "due", "settled", "paid_date", "kind", "state", "direction"],
    "partners": ["partner_id", "name", "group_id", "onboarded_on"],
    "history": ["period", "partner_id", "revision", "score", "tier"],
}  # fmt: skip


def near(figure: Any, wanted: float | None, tolerance: float = 1e-9) -> bool:
    if wanted is None:
        return bool(pd.isna(figure))
    got = float(str(figure))
    return abs(got - wanted) <= tolerance * max(1.0, abs(wanted))


@pytest.mark.parametrize("seed", range(100))
def test_two_implementations_agree(seed: int) -> None:
    world, period, as_of = random_world(seed)
    frames = {name: pd.DataFrame(world[name], columns=columns) for name, columns in COLUMNS.items()}
    frames["groups"] = pd.DataFrame(world["groups"])
    ratings = rate(frames, pd.DataFrame(world["rules"]), frames["history"], period, as_of)
    wanted = plain_rating(world, period, as_of)
    summary: Any = ratings.summary.set_index("partner_id").to_dict("index")
    assert set(summary) == set(wanted)
    details = ratings.details.set_index(["partner_id", "kpi"]).to_dict("index")
    assert len(details) == sum(len(result["kpis"]) for result in wanted.values())
    for partner_id, result in wanted.items():
        row = summary[partner_id]
        assert row["status"] == result["status"]
        assert (row["tier"] if pd.notna(row["tier"]) else None) == result["tier"]
        assert list(row["stop_kpis"]) == result["stops"]
        numbers = ("jobs", "coverage", "score_raw", "score", "rank", "of")
        assert {name for name in numbers if not near(row[name], result[name])} == set()
        assert near(row["change"], result["change"], 1e-6)
        for kpi, figures in result["kpis"].items():
            names = set(figures) - {"rule"}
            detail = details[partner_id, kpi]
            assert {name for name in names if not near(detail[name], figures[name])} == set()
