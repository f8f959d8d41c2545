"""What stands between a partner and the next tier: found once, told alike wherever it is told.

The sheet, `sheetsync explain` and the partner's letter all say what is made here, so that no
reader is told half of the way. Source: workbook-and-rules.md 2.3; amendments.md 3.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from sheetsync.language import Lang, Phrase
from sheetsync.language.numbers import number
from sheetsync.language.plurals import WorkNoun
from sheetsync.rules.rating.figure_words import kpi_label, kpi_subject, needed_and_now
from sheetsync.tables.catalogue.rating import SHRUNK, work_noun

#: The columns a way is made of: turning rows into mappings is most of the cost.
_PARTNER = (
    "partner_id", "status", "jobs", "min_jobs", "coverage", "min_coverage", "next_tier",
    "next_gap", "next_reason", "next_kpi", "next_value", "next_jobs", "next_stops",
)  # fmt: skip
_KPI = ("partner_id", "kpi", "value", "worst", "target", "prior_weight", "stop_below")
_DECIMALS = 9
_FULL = 100
_TO_TIER = Phrase(ru="До уровня {tier}: {steps}.", en="To tier {tier}: {steps}.")
_TO_BE_RATED = Phrase(ru="До оценки: {steps}.", en="To be rated: {steps}.")
#: Where nothing but data is missing, the sentence reads on.
_TO_BE_RATED_BY_DATA = Phrase(ru="До оценки {steps}.", en="To be rated, {steps}.")
_STOP = Phrase(ru="снять стоп-фактор: {step}", en="lift the stop factor: {step}")
_AT_MOST = Phrase(
    ru="{kpi} не больше {wanted} (сейчас {now})", en="{kpi} at most {wanted} (now {now})"
)
_AT_LEAST = Phrase(
    ru="{kpi} не меньше {wanted} (сейчас {now})", en="{kpi} at least {wanted} (now {now})"
)
_CORRECTED_AT_MOST = Phrase(
    ru="{kpi} с поправкой на малое число записей не больше {wanted} (сейчас {now})",
    en="{kpi}, adjusted for few records, at most {wanted} (now {now})",
)
_CORRECTED_AT_LEAST = Phrase(
    ru="{kpi} с поправкой на малое число записей не меньше {wanted} (сейчас {now})",
    en="{kpi}, adjusted for few records, at least {wanted} (now {now})",
)
_POINTS = Phrase(ru="не хватает {points} балла", en="short by {points} points")
_POINTS_OF_SEVERAL = Phrase(
    ru="не хватает {points} балла; одного показателя мало",
    en="short by {points} points; no KPI alone is enough",
)
_JOBS = Phrase(ru="ещё {count} {jobs}", en="{count} more {jobs}")
_DATA = Phrase(ru="нужны данные: {labels}", en="data on: {labels}")


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
class _Speech:
    """How steps are told: amounts in a currency, in a language, jobs by what they are called."""

    currency: str
    lang: Lang
    jobs: WorkNoun


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


def step_texts(steps: Iterable[Step], currency: str, lang: Lang, unit: str = "") -> list[str]:
    """The steps in words, one text each; jobs by what the group calls them (UNIT_WORD).

    >>> step_texts([Step("points", points=13.2), Step("jobs", count=4)], "RUB", "en")
    ['short by 13.2 points', '4 more jobs']
    """
    speech = _Speech(currency, lang, work_noun(unit))
    return [_TEXTS[step.kind](step, speech) for step in steps]


def way_text(way: WayUp, currency: str, lang: Lang, unit: str = "") -> str:
    """The whole way as one sentence.

    >>> way_text(WayUp("A", (Step("jobs", count=1),)), "RUB", "ru")
    'До уровня A: ещё 1 работа.'
    """
    steps = "; ".join(step_texts(way.steps, currency, lang, unit))
    if way.tier:
        return _TO_TIER.said(lang, tier=way.tier, steps=steps)
    bare = [step.kind for step in way.steps] == ["data"]
    return (_TO_BE_RATED_BY_DATA if bare else _TO_BE_RATED).said(lang, steps=steps)


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


def _stop_text(step: Step, speech: _Speech) -> str:
    return _STOP.said(speech.lang, step=_kpi_text(step, speech))


def _kpi_text(step: Step, speech: _Speech) -> str:
    """The value that is needed, beside the one it has."""
    if step.corrected:
        phrase = _CORRECTED_AT_MOST if step.at_most else _CORRECTED_AT_LEAST
    else:
        phrase = _AT_MOST if step.at_most else _AT_LEAST
    values = (step.wanted or 0.0, step.now or 0.0)
    lang = speech.lang
    wanted, now = needed_and_now(step.kpi, values, speech.currency, lang, at_most=step.at_most)
    subject = kpi_subject(step.kpi, speech.jobs, lang)
    return phrase.said(lang, kpi=subject, wanted=wanted, now=now)


def _points_text(step: Step, speech: _Speech) -> str:
    phrase = _POINTS if step.alone else _POINTS_OF_SEVERAL
    return phrase.said(speech.lang, points=number(step.points, speech.lang))


def _jobs_text(step: Step, speech: _Speech) -> str:
    jobs = speech.jobs.form(step.count, speech.lang)
    return _JOBS.said(speech.lang, count=step.count, jobs=jobs)


def _data_text(step: Step, speech: _Speech) -> str:
    labels = ", ".join(kpi_label(kpi, speech.lang) for kpi in step.kpis)
    return _DATA.said(speech.lang, labels=labels)


_TEXTS = {
    "stop": _stop_text,
    "points": _points_text,
    "kpi": _kpi_text,
    "jobs": _jobs_text,
    "data": _data_text,
}
