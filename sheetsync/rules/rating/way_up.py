"""What stands between a partner and the next tier: found once, told alike wherever it is told.

The sheet, `sheetsync explain` and the partner's letter all say what is made here, so that no
reader is told half of the way. Source: workbook-and-rules.md 2.3; amendments.md 3.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from sheetsync.language import Lang
from sheetsync.rules.rating.figure_words import counted, kpi_label, needed_and_now, number
from sheetsync.tables.catalogue.rating import SHRUNK

#: The columns a way is made of: turning rows into mappings is most of the cost.
_PARTNER = (
    "partner_id", "status", "jobs", "min_jobs", "coverage", "min_coverage", "next_tier",
    "next_gap", "next_reason", "next_kpi", "next_value", "next_jobs", "next_stops",
)  # fmt: skip
_KPI = ("partner_id", "kpi", "value", "worst", "target", "prior_weight", "stop_below")
_DECIMALS = 9
_FULL = 100


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that has to change.

    Attributes:
        kind: "stop" (a stop factor must go), "points" (so many points of the score are missing),
            "kpi" (this KPI alone closes the gap), "jobs" (so many more jobs), "data" (records of
            these KPIs are missing).
        kpi: the KPI meant, "" for points, jobs and data.
        wanted: the value at which it is done, in the KPI's unit; None where there is none.
        now: the value it has.
        at_most: less is better.
        corrected: the value is not the bare fact, but drawn to the group's norm.
        points: that are missing.
        alone: one KPI can make up the missing points.
        count: jobs.
        kpis: those without records.
    """

    kind: Literal["stop", "points", "kpi", "jobs", "data"]
    kpi: str = ""
    wanted: float | None = None
    now: float | None = None
    at_most: bool = False
    corrected: bool = False
    points: float = 0.0
    alone: bool = True
    count: int = 0
    kpis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WayUp:
    """Everything that has to change, together enough.

    Attributes:
        tier: the tier that is reached then, "" for being rated at all.
    """

    tier: str
    steps: tuple[Step, ...]


def ways_up(partners: pd.DataFrame, kpis: pd.DataFrame) -> Mapping[str, WayUp]:
    """The way of every partner that has one; none for tier A and for groups that were refused.

    Args:
        partners: rows of `Ratings.summary`.
        kpis: rows of `Ratings.details`.
    """
    absent = kpis[kpis["points"].isna() & (kpis["weight"] > 0)]
    missing = absent.groupby("partner_id")["kpi"].agg(list).to_dict()
    rules = _rules_needed(partners, kpis)
    ways: dict[str, WayUp] = {}
    for row in partners[list(_PARTNER)].to_dict("records"):
        partner_id = row["partner_id"]
        if row["status"] == "rated" and pd.notna(row["next_tier"]):
            ways[partner_id] = WayUp(row["next_tier"], tuple(_steps(row, rules)))
        elif row["status"] != "rated" and pd.notna(row["status"]):
            ways[partner_id] = WayUp("", tuple(_to_be_rated(row, missing.get(partner_id, []))))
    return ways


def step_texts(steps: Iterable[Step], currency: str, lang: Lang) -> list[str]:
    """The steps in words, one text each.

    >>> step_texts([Step("points", points=13.2), Step("jobs", count=4)], "RUB", "en")
    ['short by 13.2 points', 'and 4 jobs more']
    """
    texts = []
    for place, step in enumerate(steps):
        text = _TEXTS[step.kind](step, currency, lang)
        joined = lang == "en" and step.kind == "jobs" and place
        texts.append(f"and {text}" if joined else text)
    return texts


def way_text(way: WayUp, currency: str, lang: Lang) -> str:
    """The whole way as one sentence.

    >>> way_text(WayUp("A", (Step("jobs", count=1),)), "RUB", "ru")
    'До уровня A: ещё 1 работа.'
    """
    steps = "; ".join(step_texts(way.steps, currency, lang))
    if way.tier:
        return f"{'До уровня' if lang == 'ru' else 'To tier'} {way.tier}: {steps}."
    rated = "До оценки" if lang == "ru" else "To be rated"
    bare = [step.kind for step in way.steps] == ["data"]
    sign = ("" if lang == "ru" else ",") if bare else ":"
    return f"{rated}{sign} {steps}."


def _rules_needed(partners: pd.DataFrame, kpis: pd.DataFrame) -> Mapping[tuple[str, str], Any]:
    """Value and rule of the KPIs that stand in a way, by partner and KPI."""
    named = pd.concat(
        [
            partners[["partner_id"]].assign(kpi=partners["next_kpi"]),
            partners[["partner_id"]].assign(kpi=partners["next_stops"]).explode("kpi"),
        ]
    )
    named = named.dropna().astype("str").drop_duplicates()
    rows = kpis[list(_KPI)].merge(named, on=["partner_id", "kpi"])
    return {(row["partner_id"], row["kpi"]): row for row in rows.to_dict("records")}


def _steps(
    row: Mapping[Hashable, Any], rules: Mapping[tuple[str, str], Mapping[Hashable, Any]]
) -> Iterator[Step]:
    """Stop factors, points, the KPI that makes them up, jobs: all that is in the way."""
    for kpi in row["next_stops"]:
        rule = rules[row["partner_id"], kpi]
        span = rule["target"] - rule["worst"]
        yield _of_kpi("stop", rule, float(rule["worst"] + rule["stop_below"] / _FULL * span))
    if row["next_gap"] > 0:
        yield Step("points", points=float(row["next_gap"]), alone=row["next_reason"] != "several")
    if row["next_reason"] == "points":
        yield _of_kpi("kpi", rules[row["partner_id"], row["next_kpi"]], float(row["next_value"]))
    if pd.notna(row["next_jobs"]):
        yield Step("jobs", count=int(row["next_jobs"]))


def _of_kpi(kind: Literal["stop", "kpi"], rule: Mapping[Hashable, Any], wanted: float) -> Step:
    return Step(
        kind,
        kpi=rule["kpi"],
        wanted=wanted,
        now=float(rule["value"]),
        at_most=bool(rule["target"] < rule["worst"]),
        corrected=bool(rule["kpi"] in SHRUNK and rule["prior_weight"] > 0),
    )


def _to_be_rated(row: Mapping[Hashable, Any], missing: Iterable[str]) -> Iterator[Step]:
    """Jobs, and data where there are too few of them: more jobs alone would not be enough."""
    if row["jobs"] < row["min_jobs"]:
        yield Step("jobs", count=int(row["min_jobs"]) - int(row["jobs"]))
    if row["status"] == "few_data" or round(row["coverage"], _DECIMALS) < row["min_coverage"]:
        yield Step("data", kpis=tuple(missing))


def _stop_text(step: Step, currency: str, lang: Lang) -> str:
    label = "снять стоп-фактор" if lang == "ru" else "lift the stop factor"
    return f"{label}: {_kpi_text(step, currency, lang)}"


def _kpi_text(step: Step, currency: str, lang: Lang) -> str:
    """The value that is needed, beside the one it has."""
    word = {
        ("ru", True): "не больше",
        ("ru", False): "не меньше",
        ("en", True): "at most",
        ("en", False): "at least",
    }[lang, step.at_most]
    corrected = ("с поправкой " if lang == "ru" else "corrected ") if step.corrected else ""
    values = (step.wanted or 0.0, step.now or 0.0)
    wanted, now = needed_and_now(step.kpi, values, currency, lang, at_most=step.at_most)
    held = f"сейчас {now}" if lang == "ru" else f"now {now}"
    return f"{kpi_label(step.kpi, lang)} {corrected}{word} {wanted} ({held})"


def _points_text(step: Step, _currency: str, lang: Lang) -> str:
    points = number(step.points, lang)
    if lang == "ru":
        return f"не хватает {points} балла{'' if step.alone else '; одного показателя мало'}"
    return f"short by {points} points{'' if step.alone else '; no KPI alone is enough'}"


def _jobs_text(step: Step, _currency: str, lang: Lang) -> str:
    jobs = counted(step.count, "job", lang)
    return f"ещё {jobs}" if lang == "ru" else f"{jobs} more"


def _data_text(step: Step, _currency: str, lang: Lang) -> str:
    labels = ", ".join(kpi_label(kpi, lang) for kpi in step.kpis)
    return f"нужны данные: {labels}" if lang == "ru" else f"data on: {labels}"


_TEXTS = {
    "stop": _stop_text,
    "points": _points_text,
    "kpi": _kpi_text,
    "jobs": _jobs_text,
    "data": _data_text,
}
