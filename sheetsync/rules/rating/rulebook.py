"""The rules of every group: read from the tabs, checked, with the fallback rows filled in."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from sheetsync.tables.catalogue.ranges import GROUP_RANGES, RULE_RANGES
from sheetsync.tables.catalogue.rating import EVERY_GROUP, KPI, SHARES, TIER, UNIT_WORD
from sheetsync.tables.schema import codes

#: KPIs in the catalogue's order; it also decides ties, so that sorting a tab changes nothing.
KPIS = tuple(choice.code for choice in KPI)
TIERS = tuple(choice.code for choice in TIER)
#: KPIs whose figure is a share between 0 and 1.
#: KPIs that are shrunk towards their group's norm.
#: The group of the rules that stand in for every group without its own row for that KPI.
MAX_MONTHS = 24

#: What a blank cell of Groups means.
GROUP_DEFAULTS: Mapping[str, float] = {
    "window_months": 6,
    "half_life_months": 3,
    "min_jobs": 3,
    "min_jobs_a": 8,
    "min_coverage": 0.6,
    "sla_hours": 24,
    "grace_days": 0,
    "tier_a": 80,
    "tier_b": 60,
    "tier_c": 40,
    "hysteresis": 3,
    "growth_months": 3,
    "trend_epsilon": 2,
    "drop_alert": 10,
    "top_n": 5,
}
#: These say how a rating is shown, not what it is; they are not part of `rules_hash`.
_DISPLAY = ("trend_epsilon", "drop_alert", "top_n")
_NUMBERS = ("weight", "worst", "target", "prior_weight", "prior", "stop_below")
_PRIOR_WEIGHT = 3.0
_COUNTS = ("min_jobs", "min_jobs_a", "sla_hours", "grace_days")


@dataclass(frozen=True, slots=True)
class RatingRule:
    """One KPI of one group; see Rating rules in workbook-and-rules.md 1.2. Blank is None."""

    kpi: str
    weight: float
    worst: float
    target: float
    prior_weight: float
    prior: float | None
    stop_below: float | None
    stop_tier: str | None


@dataclass(frozen=True, slots=True)
class GroupRules:
    """One group that can be rated.

    Attributes:
        group_id: the group.
        terms: the numbers of the Groups tab and of Settings, by code (`window_months` …);
            `half_life_months` is None when nothing decays.
        rules: one a KPI, in the catalogue's order.
        rules_hash: 12 hex digits that change with whatever can change a score or a tier.
    """

    group_id: str
    terms: Mapping[str, float | None]
    rules: tuple[RatingRule, ...]

    @property
    def rules_hash(self) -> str:
        """Tells whether two ratings were made by the same rules."""
        terms = {name: value for name, value in self.terms.items() if name not in _DISPLAY}
        text = json.dumps([terms, [asdict(rule) for rule in self.rules]], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a group is not rated: a code of `wording.REFUSALS` and the KPI it concerns, or ""."""

    code: str
    kpi: str = ""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All groups: those that can be rated, and those that cannot, with the reason."""

    groups: Mapping[str, GroupRules]
    refused: Mapping[str, Refusal]


def unit_words(groups: pd.DataFrame, of: "pd.Series[str]") -> "pd.Series[str]":
    """What each group in a column calls a job, as a code of UNIT_WORD.

    Args:
        groups: as `Facts.groups`; a column or cell that is missing means a job.
        of: group ids, one a partner.
    """
    if "unit_word" not in groups:
        return pd.Series(UNIT_WORD[0].code, index=of.index, dtype="str")
    words = groups.drop_duplicates("group_id").set_index("group_id")["unit_word"].astype("str")
    known = words[words.isin(codes(UNIT_WORD))]
    return of.map(known).astype("object").fillna(UNIT_WORD[0].code).astype("str")


def rulebook(groups: pd.DataFrame, rules: pd.DataFrame) -> Rulebook:
    """Read and check the rules; a group whose rules are wrong is refused, the others stand.

    Args:
        groups: as `Facts.groups`; blank cells and missing columns have the catalogue's defaults,
            a blank `half_life_months` means no decay.
        rules: as the Rating rules tab: `group_id`, `kpi`, `weight`, `worst`, `target`,
            `prior_weight`, `prior`, `stop_below`, `stop_tier`; `unsound` true where a cell is
            wrong. A `stop_below` without `stop_tier` is no stop factor (V-RUL-04).

    Source: workbook-and-rules.md 1.2, 5 (V-RUL, V-GRP).
    """
    rows = [_typed(row) for row in rules.to_dict("records")]
    found: dict[str, GroupRules] = {}
    refused: dict[str, Refusal] = {}
    for group in groups.to_dict("records"):
        group_id = str(group["group_id"])
        effective = _effective(rows, group_id)
        terms = _terms(group)
        refusal = _refused_terms(group, terms) or _refused_rules(effective)
        if refusal:
            refused[group_id] = refusal
        else:
            parsed = sorted((_rule(row) for row in effective), key=lambda r: KPIS.index(r.kpi))
            found[group_id] = GroupRules(group_id, terms, tuple(parsed))
    return Rulebook(found, refused)


def _typed(row: Mapping[Any, Any]) -> dict[str, Any]:
    """One row of the rules, numbers as floats, blank as None."""
    typed: dict[str, Any] = {name: _number(row.get(name)) for name in _NUMBERS}
    for name in ("group_id", "kpi", "stop_tier"):
        value = row.get(name)
        typed[name] = None if value is None or pd.isna(value) else str(value)
    typed["unsound"] = _is_true(row.get("unsound"))
    return typed


def _is_true(value: Any) -> bool:  # noqa: ANN401  # a cell of any frame
    """A mark that is set; a missing one is not."""
    return bool(pd.notna(value) and value)


def _number(value: object) -> float | None:
    number = pd.to_numeric(pd.Series([value], dtype="object"), errors="coerce").iloc[0]
    return None if pd.isna(number) else float(number)


def _effective(rows: list[dict[str, Any]], group_id: str) -> list[dict[str, Any]]:
    """The group's own rows, and the fallback rows of KPIs it has none for."""
    own = [row for row in rows if row["group_id"] == group_id]
    named = {row["kpi"] for row in own}
    return own + [row for row in rows if row["group_id"] == EVERY_GROUP and row["kpi"] not in named]


def _terms(group: Mapping[Any, Any]) -> dict[str, float | None]:
    terms: dict[str, float | None] = {}
    for name, default in GROUP_DEFAULTS.items():
        value = _number(group.get(name))
        blank_means_none = name == "half_life_months" and name in group
        terms[name] = value if value is not None or blank_means_none else default
    return terms


def _refused_terms(group: Mapping[Any, Any], terms: Mapping[str, float | None]) -> Refusal | None:
    number = {name: value for name, value in terms.items() if value is not None}
    window, half_life = number["window_months"], terms["half_life_months"]
    smallest_gap = min(number["tier_a"] - number["tier_b"], number["tier_b"] - number["tier_c"])
    checks = {
        "unsound_group": _is_true(group.get("unsound")),
        "window": window not in range(1, MAX_MONTHS + 1),
        "half_life": half_life is not None and _outside("half_life_months", half_life),
        "thresholds": smallest_gap <= 0
        or not 0 <= number["hysteresis"] < smallest_gap
        or _outside("tier_a", number["tier_a"])
        or _outside("tier_c", number["tier_c"]),
        "coverage": _outside("min_coverage", number["min_coverage"]),
        "growth_months": number["growth_months"] not in range(1, MAX_MONTHS + 1),
        "negative": any(_outside(name, number[name]) for name in _COUNTS),
    }
    return next((Refusal(code) for code, wrong in checks.items() if wrong), None)


def _outside(column: str, number: float) -> bool:
    return not GROUP_RANGES[column].holds(number)


def _refused_rules(rows: list[dict[str, Any]]) -> Refusal | None:
    if not rows:
        return Refusal("no_rules")
    seen: set[str] = set()
    for row in rows:
        kpi = row["kpi"]
        if kpi not in KPIS:
            return Refusal("unknown_kpi", kpi or "")
        code = "doubled_kpi" if kpi in seen else _wrong(row)
        if code:
            return Refusal(code, kpi)
        seen.add(kpi)
    return Refusal("no_weight") if not sum(row["weight"] for row in rows) else None


def _wrong(row: Mapping[str, Any]) -> str:
    """What is wrong with one rule, "" for nothing."""
    bounds = [row["worst"], row["target"]]
    if row["unsound"] or row["weight"] is None or None in bounds:
        return "unsound_rule"
    if any(not RULE_RANGES[name].holds(row[name] or 0) for name in RULE_RANGES):
        return "negative_weight"
    if row["worst"] == row["target"]:
        return "no_slope"
    norms = bounds if row["prior"] is None else [*bounds, row["prior"]]
    if row["kpi"] in SHARES and not all(0 <= norm <= 1 for norm in norms):
        return "share"
    return ""


def _rule(row: Mapping[str, Any]) -> RatingRule:
    stops = row["stop_below"] is not None and row["stop_tier"] in TIERS[1:]
    prior_weight = row["prior_weight"]
    return RatingRule(
        kpi=row["kpi"],
        weight=row["weight"],
        worst=row["worst"],
        target=row["target"],
        prior_weight=_PRIOR_WEIGHT if prior_weight is None else prior_weight,
        prior=row["prior"],
        stop_below=row["stop_below"] if stops else None,
        stop_tier=row["stop_tier"] if stops else None,
    )


def group_frame(groups: Mapping[str, GroupRules]) -> pd.DataFrame:
    """One row a group: `group_id`, every term as Float64 (NA: no decay), `rules_hash`."""
    names = list(GROUP_DEFAULTS)
    frame = pd.DataFrame(
        [[group.group_id, group.rules_hash, *group.terms.values()] for group in groups.values()],
        columns=["group_id", "rules_hash", *names],
    )
    return frame.astype(dict.fromkeys(names, "float64") | {"group_id": "str"})


def rule_frame(groups: Mapping[str, GroupRules]) -> pd.DataFrame:
    """One row a group and KPI: `group_id`, `kpi`, `place` (catalogue's order) and the rule."""
    columns = ["group_id", "place", *RatingRule.__slots__]
    frame = pd.DataFrame(
        [
            [group.group_id, KPIS.index(rule.kpi), *asdict(rule).values()]
            for group in groups.values()
            for rule in group.rules
        ],
        columns=columns,
    )
    numbers = dict.fromkeys(_NUMBERS, "float64")
    return frame.astype({**numbers, "group_id": "str", "kpi": "str", "place": "int64"})
