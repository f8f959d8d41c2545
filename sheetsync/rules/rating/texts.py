"""Why a partner has its score and what lifts it, in Russian and English: exact sums as prose."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from sheetsync.language import Lang
from sheetsync.rules.rating.figure_words import (
    counted,
    figure,
    kpi_label,
    number,
    percent,
    records,
    target,
)
from sheetsync.rules.rating.rulebook import Refusal
from sheetsync.rules.rating.way_up import way_text, ways_up

#: Losses under this are not worth a manager's time.
_WORTH_TELLING = 1.0
_TOLD = 2
#: The columns each text is made of: turning rows into mappings is most of the cost.
_WHY = (
    "partner_id", "status", "score", "tier", "stop_kpis", "rules_changed", "jobs", "min_jobs",
    "coverage", "min_coverage",
)  # fmt: skip
_LOSS = ("partner_id", "kpi", "raw", "value", "worst", "target", "n", "loss")
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
    "negative_weight": (
        "вес, подмешивание или стоп-порог показателя «{kpi}» вне допустимого",
        "the weight, mix-in or stop of {kpi!r} is out of range",
    ),
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
    "half_life": (
        "полураспад — больше нуля и до 120 месяцев",
        "the half-life is above zero, at most 120 months",
    ),
    "thresholds": (
        "пороги A, B, C должны убывать, а запас — быть меньше промежутка между ними",
        "tiers A, B, C must descend, and the keep margin be less than the gap between them",
    ),
    "coverage": ("минимальная полнота — доля от 0 до 100 %", "minimal coverage is 0 to 100%"),
    "growth_months": ("месяцы роста — от 1 до 24", "growth months are 1 to 24"),
    "negative": (
        "мин. работ, часы ответа или льгота вне допустимого",
        "min jobs, answer hours or grace are out of range",
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


def hides_its_loss(raw: float, worst: float, target_value: float) -> bool:
    """Whether the fact has reached its target although points are lost: few records count for less.

    Without the corrected figure beside it one would read "100 % of 100 %" and a loss.
    """
    return (raw - worst) / (target_value - worst) >= 1


def _loss(row: Mapping[Hashable, Any], currency: str, lang: Lang) -> str:
    kpi = row["kpi"]
    raw = figure(kpi, row["raw"], currency, lang)
    wanted = target(kpi, row["target"], currency, lang)
    if hides_its_loss(row["raw"], row["worst"], row["target"]) or raw.startswith(wanted):
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
    ways = ways_up(partners, kpis)
    texts = []
    for row in partners[["partner_id", "tier", "margin"]].to_dict("records"):
        way = ways.get(row["partner_id"])
        parts = [way_text(way, currency, lang)] if way is not None else []
        if pd.notna(row["margin"]):
            parts.append(_margin(row["tier"], row["margin"], lang))
        texts.append(" ".join(parts))
    return texts


def _margin(tier: str, points: float, lang: Lang) -> str:
    margin = number(points, lang)
    return (
        f"Запас уровня {tier}: {margin} балла."
        if lang == "ru"
        else (f"Margin of tier {tier}: {margin}.")
    )
