"""Why a partner has its score and what lifts it, in Russian and English: exact sums as prose."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from sheetsync.rules.rating.rulebook import Refusal
from sheetsync.rules.rating.wording import (
    counted,
    figure,
    kpi_label,
    needed,
    number,
    percent,
    records,
    target,
)
from sheetsync.tables.schema import Lang

#: Losses under this are not worth a manager's time.
_WORTH_TELLING = 1.0
_TOLD = 2
#: The columns each text is made of: turning rows into mappings is most of the cost.
_WHY = (
    "partner_id", "status", "score", "tier", "stop_kpis", "rules_changed", "jobs", "min_jobs",
    "coverage", "min_coverage",
)  # fmt: skip
_LOSS = ("partner_id", "kpi", "raw", "value", "worst", "target", "n", "loss")
_NEXT = (
    "partner_id", "status", "tier", "jobs", "min_jobs", "margin", "next_tier", "next_gap",
    "next_reason", "next_kpi", "next_value", "next_jobs",
)  # fmt: skip
_BOUNDS = ("partner_id", "kpi", "value", "worst", "target")
_DECIMALS = 6

_REFUSALS: Mapping[str, tuple[str, str]] = {
    "no_group": ("такой группы нет во вкладке «Группы»", "there is no such group in Groups"),
    "no_rules": ("у группы нет ни одного правила", "the group has no rule"),
    "unknown_kpi": ("в правилах неизвестный показатель", "a rule names an unknown KPI"),
    "doubled_kpi": ("показатель «{kpi}» записан дважды", "two rules for the KPI {kpi!r}"),
    "unsound_rule": (
        "правило «{kpi}» не прочитано: проверьте вес, границы и норму",
        "the rule for {kpi!r} cannot be read: check weight, bounds and norm",
    ),
    "negative_weight": ("вес показателя «{kpi}» меньше нуля", "a weight of {kpi!r} is below zero"),
    "no_slope": (
        "у показателя «{kpi}» 0 и 100 баллов при одном значении",
        "{kpi!r} has 0 and 100 points at the same value",
    ),
    "share": (
        "границы показателя «{kpi}» — доли: впишите 95 % или 0,95",
        "the bounds of {kpi!r} are shares: write 95% or 0.95",
    ),
    "no_weight": ("все веса равны нулю", "all weights are zero"),
    "unsound_group": (
        "в строке группы есть ошибка, см. «Проверка»",
        "the group's row has an error, see Validation",
    ),
    "window": ("окно — целое число от 1 до 24 месяцев", "the window is 1 to 24 whole months"),
    "half_life": ("полураспад должен быть больше нуля", "the half-life must be above zero"),
    "thresholds": (
        "пороги A, B, C должны убывать, а запас — быть меньше промежутка между ними",
        "tiers A, B, C must descend, and the keep margin be less than the gap between them",
    ),
    "coverage": ("минимальная полнота — доля от 0 до 100 %", "minimal coverage is 0 to 100%"),
    "growth_months": ("месяцы роста — от 1 до 24", "growth months are 1 to 24"),
    "negative": (
        "мин. работ, часы ответа и льгота не бывают меньше нуля",
        "min jobs, answer hours and grace are not below zero",
    ),
}


def refusal_text(refusal: Refusal, lang: Lang) -> str:
    """Why a group is not rated."""
    ru, en = _REFUSALS[refusal.code]
    kpi = kpi_label(refusal.kpi, lang) if "{kpi" in ru else ""
    return (ru if lang == "ru" else en).format(kpi=kpi)


def why_texts(partners: pd.DataFrame, kpis: pd.DataFrame, currency: str, lang: Lang) -> list[str]:
    """One sentence or three a partner: score, stop factors, the two largest losses.

    Args:
        partners: rows of `Ratings.summary`.
        kpis: rows of `Ratings.details`.
        currency: of volume.
        lang: the language.

    Returns:
        The texts, in the order of `partners`; "" for a partner of a refused group.

    Source: workbook-and-rules.md 2.3, the template of "why".
    """
    losses = _largest_losses(kpis, currency, lang)
    rows = partners[list(_WHY)].to_dict("records")
    return [
        _why(row, losses.get(row["partner_id"], []), lang) if pd.notna(row["status"]) else ""
        for row in rows
    ]


def _why(row: Mapping[Hashable, Any], losses: list[str], lang: Lang) -> str:
    if row["status"] != "rated":
        return _not_rated(row, lang)
    ru = lang == "ru"
    score = number(row["score"], lang)
    parts = [
        f"{score} балла, уровень {row['tier']}." if ru else f"{score} points, tier {row['tier']}."
    ]
    stops = ", ".join(kpi_label(kpi, lang) for kpi in row["stop_kpis"])
    if stops:
        many = len(row["stop_kpis"]) > 1
        label = (
            ("Стоп-факторы" if many else "Стоп-фактор")
            if ru
            else ("Stop factors" if many else "Stop factor")
        )
        parts.append(f"{label}: {stops}.")
    if losses:
        parts.append(f"{'Больше всего потеряно' if ru else 'Lost most'}: {'; '.join(losses)}.")
    if row["rules_changed"]:
        parts.append("Правила изменены." if ru else "The rules have changed.")
    return " ".join(parts)


def _not_rated(row: Mapping[Hashable, Any], lang: Lang) -> str:
    fewest = int(row["min_jobs"])
    if row["status"] == "few_jobs":
        jobs = counted(row["jobs"], "job", lang)
        return (
            f"Не оценён, мало работ: {jobs} из {fewest}."
            if lang == "ru"
            else f"Not rated, few jobs: {jobs} of {fewest}."
        )
    coverage, least = percent(row["coverage"], lang), percent(row["min_coverage"], lang)
    return (
        f"Не оценён, мало данных: полнота {coverage} из {least}."
        if lang == "ru"
        else f"Not rated, few data: coverage {coverage} of {least}."
    )


def _largest_losses(kpis: pd.DataFrame, currency: str, lang: Lang) -> dict[str, list[str]]:
    """The told losses of each partner, ties by weight, then the catalogue's order."""
    rounded = kpis["loss"].round(_DECIMALS)
    told = kpis.assign(rounded=rounded)[rounded >= _WORTH_TELLING].sort_values(
        ["partner_id", "rounded", "weight", "place"], ascending=[True, False, False, True]
    )
    told = told.groupby("partner_id").head(_TOLD)
    texts: dict[str, list[str]] = {}
    for row in told[list(_LOSS)].to_dict("records"):
        texts.setdefault(row["partner_id"], []).append(_loss(row, currency, lang))
    return texts


def _loss(row: Mapping[Hashable, Any], currency: str, lang: Lang) -> str:
    kpi = row["kpi"]
    raw = figure(kpi, row["raw"], currency, lang)
    wanted = target(kpi, row["target"], currency, lang)
    reached = (row["raw"] - row["worst"]) / (row["target"] - row["worst"]) >= 1
    if reached or raw.startswith(wanted):
        # Else a manager would read "100 % of 100 %" beside a loss: few records count for less.
        corrected = target(kpi, row["value"], currency, lang)
        raw += f", с поправкой {corrected}," if lang == "ru" else f", corrected {corrected},"
    against = "при цели" if lang == "ru" else "against a target of"
    facts, lost = records(kpi, row["n"], lang), number(-row["loss"], lang)
    return f"{kpi_label(kpi, lang)} {raw} {against} {wanted} ({facts}) {lost}"


def next_texts(partners: pd.DataFrame, kpis: pd.DataFrame, currency: str, lang: Lang) -> list[str]:
    """What lifts each partner to the next tier, and how safe the tier held is.

    Args:
        partners: rows of `Ratings.summary`.
        kpis: rows of `Ratings.details`.
        currency: of volume.
        lang: the language.

    Returns:
        The texts, in the order of `partners`; "" for a partner of a refused group.
    """
    absent = kpis[kpis["points"].isna() & (kpis["weight"] > 0)]
    missing = absent.groupby("partner_id")["kpi"].agg(list).to_dict()
    named = partners[["partner_id", "next_kpi"]].rename(columns={"next_kpi": "kpi"})
    bounds = kpis[list(_BOUNDS)].merge(named, on=["partner_id", "kpi"]).to_dict("records")
    kpi_of = {row["partner_id"]: row for row in bounds}
    texts = []
    for row in partners[list(_NEXT)].to_dict("records"):
        if row["status"] == "rated":
            texts.append(_next(row, kpi_of.get(row["partner_id"]), currency, lang))
        elif pd.notna(row["status"]):
            texts.append(_to_be_rated(row, missing.get(row["partner_id"], []), lang))
        else:
            texts.append("")
    return texts


def _to_be_rated(row: Mapping[Hashable, Any], missing: Iterable[str], lang: Lang) -> str:
    if row["status"] == "few_jobs":
        jobs = counted(int(row["min_jobs"]) - row["jobs"], "job", lang)
        return f"До оценки: ещё {jobs}." if lang == "ru" else f"To be rated: {jobs} more."
    names = ", ".join(kpi_label(kpi, lang) for kpi in missing)
    return (
        f"До оценки нужны данные: {names}." if lang == "ru" else f"To be rated, data on: {names}."
    )


def _next(
    row: Mapping[Hashable, Any], kpi: Mapping[Hashable, Any] | None, currency: str, lang: Lang
) -> str:
    ru = lang == "ru"
    parts = []
    if pd.notna(row["next_tier"]):
        steps = [step for step in _steps(row, kpi, currency, lang) if step]
        parts.append(f"{'До уровня' if ru else 'To tier'} {row['next_tier']}: {'; '.join(steps)}.")
    if pd.notna(row["margin"]):
        margin = number(row["margin"], lang)
        held = row["tier"]
        parts.append(
            f"Запас уровня {held}: {margin} балла." if ru else f"Margin of tier {held}: {margin}."
        )
    return " ".join(parts)


def _steps(
    row: Mapping[Hashable, Any], kpi: Mapping[Hashable, Any] | None, currency: str, lang: Lang
) -> list[str]:
    """What is in the way: a stop factor, points, jobs."""
    ru = lang == "ru"
    gap = f"{number(row['next_gap'], lang)} {'балла' if ru else 'points'}"
    need = _needed(row, kpi, currency, lang) if kpi is not None else ""
    jobs = counted(int(row["next_jobs"]), "job", lang) if pd.notna(row["next_jobs"]) else ""
    reason = row["next_reason"]
    steps = []
    if reason == "stop":
        steps.append(f"{'снять стоп-фактор' if ru else 'lift the stop factor'}: {need}")
        need = ""
    if row["next_gap"] > 0:
        alone = (
            ""
            if reason != "several"
            else ("; одного показателя мало" if ru else "; no KPI alone is enough")
        )
        steps.append(f"{'не хватает' if ru else 'short by'} {gap}{alone}")
    steps += [need, f"{'ещё' if ru else 'and'} {jobs}{'' if ru else ' more'}" if jobs else ""]
    return steps


def _needed(
    row: Mapping[Hashable, Any], kpi: Mapping[Hashable, Any], currency: str, lang: Lang
) -> str:
    """The KPI's corrected value that is needed, beside the one it has."""
    code = row["next_kpi"]
    less = kpi["target"] < kpi["worst"]
    word = {
        ("ru", True): "не больше",
        ("ru", False): "не меньше",
        ("en", True): "at most",
        ("en", False): "at least",
    }[lang, less]
    wanted = needed(code, row["next_value"], currency, lang, at_most=less)
    now = target(code, kpi["value"], currency, lang)
    label = kpi_label(code, lang)
    if lang == "ru":
        return f"{label} с поправкой {word} {wanted} (сейчас {now})"
    return f"{label} corrected {word} {wanted} (now {now})"
