"""Ratings of 1,000,000 jobs, 100,000 scores and 10,000 partners against plainer ways.

    python benchmarks/rating.py [--jobs 1000000] [--rounds 3] [--large 10000000]

All ways give the same scores, which is checked before any time is told; only ratios inside one run
count. Targets: on pandas at least 20 times a `groupby.apply` per partner and within twice a
version vectorised by hand; linear in rows. `--large` rates so many jobs from Parquet on Polars and
DuckDB beside pandas.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sheetsync.facts import read_facts
from sheetsync.rules.rating import Facts, rate
from sheetsync.rules.rating.rating import figures
from sheetsync.rules.rating.rulebook import group_frame, rule_frame, rulebook

PERIOD, AS_OF = "2026-03", date(2026, 4, 2)
WINDOW, HALF_LIFE, PRIOR_WEIGHT, SLA = 6, 3.0, 3.0, pd.Timedelta(hours=24)
#: weight, 0 points at, 100 points at.
RULES = {
    "on_time": (30, 0.6, 0.95),
    "defect": (25, 0.25, 0.02),
    "cancel": (10, 0.1, 0.0),
    "feedback": (20, 3.0, 4.8),
    "attention": (20, 0.5, 0.95),
    "volume": (5, 0.0, 2_000_000.0),
    "growth": (5, -0.5, 0.2),
}
MONTHS = sum(2 ** (-age / HALF_LIFE) for age in range(WINDOW))
Frames = dict[str, pd.DataFrame]


def network(jobs: int) -> Frames:
    """So many jobs of the last year, a tenth as many scores, a hundredth as many partners."""
    chance = np.random.default_rng(2026)
    ids = np.array([f"P-{number:06d}" for number in range(max(1, jobs // 100))])
    assigned = np.datetime64("2025-04-01", "s") + chance.integers(0, 365 * 86_400, jobs)
    due = (assigned + chance.integers(3, 30, jobs) * 86_400).astype("datetime64[D]")
    status = chance.choice(
        ["done", "in_progress", "planned", "cancelled_client", "cancelled_partner"],
        jobs, p=[0.85, 0.05, 0.03, 0.04, 0.03],
    )  # fmt: skip
    done = np.where(status == "done", due + chance.integers(-3, 6, jobs), np.datetime64("NaT"))
    job_rows = pd.DataFrame({
        "job_id": [f"J-{number}" for number in range(jobs)],
        "partner_id": chance.choice(ids, jobs), "status": status,
        "assigned_at": assigned, "responded_at": assigned + chance.integers(0, 172_800, jobs),
        "due_date": due.astype("datetime64[s]"), "done_date": done.astype("datetime64[s]"),
        "amount": chance.integers(1_000, 100_000, jobs).astype("float64"),
        "defects": (chance.random(jobs) < 0.1).astype("int64"),
    })  # fmt: skip
    rated = chance.permutation(jobs)[: jobs // 10]
    scores = pd.DataFrame({
        "job_id": job_rows["job_id"].to_numpy()[rated],
        "partner_id": job_rows["partner_id"].to_numpy()[rated],
        "date": job_rows["due_date"].to_numpy()[rated],
        "score": chance.integers(1, 6, len(rated)).astype("float64"),
    })  # fmt: skip
    partners = pd.DataFrame({"partner_id": ids, "name": ids, "group_id": "all"})
    return {
        "jobs": job_rows,
        "feedback": scores,
        "partners": partners.assign(onboarded_on=pd.Timestamp("2024-01-01")),
        "groups": pd.DataFrame({"group_id": ["all"]}),
    }


def rules_frame() -> pd.DataFrame:
    """The rules as the tab holds them."""
    rows = [("all", kpi, *numbers) for kpi, numbers in RULES.items()]
    return pd.DataFrame(rows, columns=["group_id", "kpi", "weight", "worst", "target"])


def rated_by(facts: Facts) -> "pd.Series[float]":
    """Our figures, from facts to scores."""
    book = rulebook(facts.groups, rules_frame())
    groups, rules = group_frame(book.groups), rule_frame(book.groups)
    partners, _ = figures(facts, rules, groups, PERIOD, AS_OF)
    return partners.set_index("partner_id")["score_raw"]


def ours(frames: Frames) -> "pd.Series[float]":
    """Our way on pandas, reading the plain frames included."""
    return rated_by(Facts.from_frames(frames))


def score_of(sums: pd.DataFrame) -> "pd.Series[float]":
    """The score from sums ``kpi.w`` and ``kpi.y`` a partner; the small part of both other ways."""
    total = present = pd.Series(0.0, index=sums.index)
    for kpi, (weight, worst, target) in RULES.items():
        w, y = sums[f"{kpi}.w"], sums[f"{kpi}.y"]
        norm = y.sum() / w.sum()
        value = (y + PRIOR_WEIGHT * norm) / (w + PRIOR_WEIGHT)
        value = y / MONTHS if kpi == "volume" else value.where(w > 0)
        value = (y / w - 1).where(w > 0) if kpi == "growth" else value
        points = 100 * ((value - worst) / (target - worst)).clip(0, 1)
        total = total + (weight * points).fillna(0)
        present = present + points.notna() * weight
    return total / present


def ages(days: "pd.Series[pd.Timestamp]") -> "pd.Series[int]":
    """Months before the period."""
    return 12 * int(PERIOD[:4]) + int(PERIOD[5:]) - (12 * days.dt.year + days.dt.month)


def weights(age: "pd.Series[int]") -> "pd.Series[float]":
    """The weights 2^(-age/H) in the window, else 0."""
    return (2 ** (-age / HALF_LIFE)).where((age >= 0) & (age < WINDOW), 0.0)


def dated_scores(frames: Frames) -> pd.DataFrame:
    """Scores with the day of their cohort."""
    done = frames["jobs"].loc[frames["jobs"]["status"] == "done", ["job_id", "done_date"]]
    rows = frames["feedback"].merge(done, on="job_id", how="left")
    return rows.assign(day=rows["done_date"].fillna(rows["date"]))


def by_hand(frames: Frames) -> "pd.Series[float]":
    """Vectorised by hand: one frame of weights and products, one groupby."""
    jobs = frames["jobs"]
    jobs = jobs[~jobs["status"].isin(["cancelled_client", "cancelled_us"])]
    kept = jobs["status"] != "cancelled_partner"
    finished = jobs["status"] == "done"
    matured_w = weights(ages(jobs["due_date"])) * (jobs["due_date"] < pd.Timestamp(AS_OF))
    due_w = matured_w * kept
    age = ages(jobs["done_date"])
    done_w = weights(age).fillna(0) * finished
    assigned_w = weights(ages(jobs["assigned_at"]))
    columns = pd.DataFrame({
        "partner_id": jobs["partner_id"],
        "on_time.w": due_w, "on_time.y": due_w * (jobs["done_date"] <= jobs["due_date"]),
        "defect.w": done_w, "defect.y": done_w * (jobs["defects"] > 0),
        "cancel.w": matured_w, "cancel.y": matured_w * ~kept,
        "attention.w": assigned_w,
        "attention.y": assigned_w * (jobs["responded_at"] - jobs["assigned_at"] <= SLA),
        "volume.w": done_w, "volume.y": done_w * jobs["amount"],
        "growth.w": jobs["amount"] * (finished & age.between(3, 5)),
        "growth.y": jobs["amount"] * (finished & age.between(0, 2)),
    })  # fmt: skip
    sums = columns.groupby("partner_id").sum()
    scores = dated_scores(frames)
    w = weights(ages(scores["day"]))
    products = pd.DataFrame(
        {"partner_id": scores["partner_id"], "feedback.w": w, "feedback.y": w * scores["score"]}
    )
    sums = sums.join(products.groupby("partner_id").sum()).fillna(0)
    return score_of(sums.reindex(frames["partners"]["partner_id"]).fillna(0))


def one_partner(jobs: pd.DataFrame) -> "pd.Series[float]":
    """What a first version does: the KPIs of one partner's jobs."""
    matured = jobs[jobs["due_date"] < pd.Timestamp(AS_OF)]
    dropped = matured["status"] == "cancelled_partner"
    kept, finished = matured[~dropped], jobs[jobs["status"] == "done"]
    matured_w, due_w = weights(ages(matured["due_date"])), weights(ages(kept["due_date"]))
    age = ages(finished["done_date"])
    done_w, assigned_w = weights(age), weights(ages(jobs["assigned_at"]))
    return pd.Series({
        "on_time.w": due_w.sum(),
        "on_time.y": (due_w * (kept["done_date"] <= kept["due_date"])).sum(),
        "defect.w": done_w.sum(), "defect.y": (done_w * (finished["defects"] > 0)).sum(),
        "attention.w": assigned_w.sum(),
        "attention.y": (assigned_w * (jobs["responded_at"] - jobs["assigned_at"] <= SLA)).sum(),
        "cancel.w": matured_w.sum(), "cancel.y": (matured_w * dropped).sum(),
        "volume.w": done_w.sum(), "volume.y": (done_w * finished["amount"]).sum(),
        "growth.w": finished["amount"][age.between(3, 5)].sum(),
        "growth.y": finished["amount"][age.between(0, 2)].sum(),
    })  # fmt: skip


def one_partner_s_scores(scores: pd.DataFrame) -> "pd.Series[float]":
    """The feedback of one partner."""
    w = weights(ages(scores["day"]))
    return pd.Series({"feedback.w": w.sum(), "feedback.y": (w * scores["score"]).sum()})


def by_apply(frames: Frames) -> "pd.Series[float]":
    """A `groupby.apply` per partner."""
    jobs = frames["jobs"]
    jobs = jobs[~jobs["status"].isin(["cancelled_client", "cancelled_us"])]
    sums = jobs.groupby("partner_id").apply(one_partner)
    feedback = dated_scores(frames).groupby("partner_id").apply(one_partner_s_scores)
    sums = sums.join(feedback).fillna(0)
    return score_of(sums.reindex(frames["partners"]["partner_id"]).fillna(0))


def timed(way: Callable[..., Any], *args: Any, rounds: int = 1) -> float:  # noqa: ANN401  # any way
    """The median of some rounds, in seconds."""
    seconds = []
    for _ in range(rounds):
        began = time.perf_counter()
        way(*args)
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def checked(frames: Frames) -> None:
    """All ways give the same scores."""
    wanted = by_hand(frames).sort_index()
    for way in (ours, by_apply):
        got = way(frames).sort_index().astype("float64")
        np.testing.assert_allclose(got.to_numpy(), wanted.to_numpy(), rtol=1e-9)


def large(jobs: int, rounds: int) -> None:
    """Engines on Parquet, opening included, beside pandas on frames it already holds."""
    frames = network(jobs)
    held = timed(ours, frames, rounds=rounds)
    print(f"{jobs:,} jobs on pandas, frames in memory: {held:.2f} s")
    wanted = ours(frames).sort_index()
    with tempfile.TemporaryDirectory() as folder:
        for name, frame in frames.items():
            frame.to_parquet(Path(folder) / f"{name}.parquet")
        del frames
        for engine in ("polars", "duckdb", "pandas"):
            got = rated_by(read_facts(folder, engine)).sort_index()
            np.testing.assert_allclose(got.to_numpy(), wanted.to_numpy(), rtol=1e-9)
            seconds = timed(lambda name: rated_by(read_facts(folder, name)), engine, rounds=rounds)
            print(
                f"  {engine} from Parquet: {seconds:.2f} s, {held / seconds:.1f}x pandas in memory"
            )


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--jobs", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", type=int, default=0)
    args = parser.parse_args()
    checked(network(max(1_000, args.jobs // 100)))
    frames = network(args.jobs)
    # In turns, so that a busy machine is as busy for both.
    turns = [(timed(ours, frames), timed(by_hand, frames)) for _ in range(args.rounds)]
    vectorised, hand = (statistics.median(seconds) for seconds in zip(*turns, strict=True))
    whole = timed(rate, frames, rules_frame(), None, PERIOD, AS_OF, rounds=args.rounds)
    plain = timed(by_apply, frames)
    print(f"{args.jobs:,} jobs, {len(frames['partners']):,} partners")
    print(f"  ours on pandas:        {vectorised:.2f} s")
    print(f"  with tiers and texts:  {whole:.2f} s")
    print(f"  vectorised by hand:    {hand:.2f} s; ours takes {vectorised / hand:.2f}x (at most 2)")
    print(
        f"  groupby.apply:         {plain:.2f} s; ours is {plain / vectorised:.0f}x (at least 20)"
    )
    quarter = timed(ours, network(args.jobs // 4), rounds=args.rounds)
    print(f"  a quarter of the rows: {quarter:.2f} s; per row {4 * quarter / vectorised:.2f}x")
    if args.large:
        large(args.large, args.rounds)


if __name__ == "__main__":
    main()
