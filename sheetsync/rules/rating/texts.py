"""Why a partner has its score and what lifts it, in every language: exact sums as prose."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from sheetsync.language import Lang, Phrase
from sheetsync.language.numbers import number
from sheetsync.rules.rating.figure_words import (
    counted,
    fact,
    figure,
    kpi_label,
    records,
    share_text,
    target,
)
from sheetsync.rules.rating.rulebook import Refusal
from sheetsync.rules.rating.way_up import way_text, ways_up
from sheetsync.tables.catalogue.rating import work_noun

#: Losses under this are not worth a manager's time.
_WORTH_TELLING = 1.0
_TOLD = 2
#: The columns each text is made of: turning rows into mappings is most of the cost.
_WHY = (
    "partner_id", "status", "score", "tier", "stop_kpis", "rules_changed", "jobs", "min_jobs",
    "coverage", "min_coverage", "unit_word",
)  # fmt: skip
_LOSS = ("partner_id", "kpi", "raw", "value", "worst", "target", "n", "loss", "unit_word")
_DECIMALS = 6

_REFUSALS: Mapping[str, Phrase] = {
    "no_group": Phrase(
        ru="такой группы нет во вкладке «Группы»", en="there is no such group in Groups"
    ),
    "no_rules": Phrase(ru="у группы нет ни одного правила", en="the group has no rule"),
    "unknown_kpi": Phrase(ru="в правилах неизвестный показатель", en="a rule names an unknown KPI"),
    "doubled_kpi": Phrase(
        ru="показатель «{kpi}» записан дважды", en="two rules for the KPI {kpi!r}"
    ),
    "unsound_rule": Phrase(
        ru="правило «{kpi}» не прочитано: проверьте вес, границы и норму",
        en="the rule for {kpi!r} cannot be read: check weight, bounds and norm",
    ),
    "negative_weight": Phrase(
        ru="вес, число средних записей или стоп-порог показателя «{kpi}» вне допустимого",
        en="the weight, average records or stop of {kpi!r} are out of range",
    ),
    "no_slope": Phrase(
        ru="у показателя «{kpi}» 0 и 100 баллов при одном значении",
        en="{kpi!r} has 0 and 100 points at the same value",
    ),
    "share": Phrase(
        ru="границы показателя «{kpi}» — доли: впишите 95 % или 0,95",
        en="the bounds of {kpi!r} are shares: write 95% or 0.95",
    ),
    "no_weight": Phrase(ru="все веса равны нулю", en="all weights are zero"),
    "unsound_group": Phrase(
        ru="в строке группы есть ошибка, см. «Проверка»",
        en="the group's row has an error, see Validation",
    ),
    "window": Phrase(
        ru="окно — целое число от 1 до 24 месяцев", en="the window is 1 to 24 whole months"
    ),
    "half_life": Phrase(
        ru="срок, за который вес падает вдвое, — больше нуля и до 120 месяцев",
        en="the time in which weights halve is above zero, at most 120 months",
    ),
    "thresholds": Phrase(
        ru="пороги A, B, C должны убывать, а запас до понижения — быть меньше промежутка между"
        " ними",
        en="tiers A, B, C must descend, and the margin before demotion be less than the gap between"
        " them",
    ),
    "coverage": Phrase(
        ru="минимальная полнота — доля от 0 до 100 %", en="minimal coverage is 0 to 100%"
    ),
    "growth_months": Phrase(ru="месяцы роста — от 1 до 24", en="growth months are 1 to 24"),
    "negative": Phrase(
        ru="мин. работ, часы ответа или льгота вне допустимого",
        en="min jobs, answer hours or grace are out of range",
    ),
}

_GROUP_REFUSED = Phrase(ru="Группа не оценена: {why}.", en="The group is not rated: {why}.")
_SCORE = Phrase(ru="{score} балла, уровень {tier}.", en="{score} points, tier {tier}.")
_STOP = Phrase(ru="Стоп-фактор: {stops}.", en="Stop factor: {stops}.")
_STOPS = Phrase(ru="Стоп-факторы: {stops}.", en="Stop factors: {stops}.")
_LOST = Phrase(ru="Больше всего недобрано: {losses}.", en="Most points lost: {losses}.")
_RULES_CHANGED = Phrase(ru="Правила изменены.", en="The rules have changed.")
_FEW_JOBS = Phrase(
    ru="Не оценён, мало {few}: {jobs} из {fewest}.", en="Not rated, few {few}: {jobs} of {fewest}."
)
_FEW_DATA = Phrase(
    ru="Не оценён, мало данных: полнота {coverage} из {least}.",
    en="Not rated, few data: coverage {coverage} of {least}.",
)
_LOSS_OF = Phrase(
    ru="{fact} (цель {wanted}; {facts}): {lost} балла",
    en="{fact} (target {wanted}; {facts}): {lost} points",
)
_CORRECTED_LOSS_OF = Phrase(
    ru="{fact}, с поправкой на малое число записей {corrected} (цель {wanted}; {facts}):"
    " {lost} балла",
    en="{fact}, adjusted for few records {corrected} (target {wanted}; {facts}): {lost} points",
)
_MARGIN = Phrase(ru="До понижения: {margin} балла.", en="Margin before demotion: {margin} points.")


def refusal_text(refusal: Refusal, lang: Lang) -> str:
    """Why a group is not rated."""
    phrase = _REFUSALS[refusal.code]
    kpi = kpi_label(refusal.kpi, lang) if "{kpi" in phrase.ru else ""
    return phrase.said(lang, kpi=kpi)


def refused_why(refusal: str, lang: Lang) -> str:
    """What the partners of a group that is not rated read, from the text of its refusal."""
    return _GROUP_REFUSED.said(lang, why=refusal)


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
    units = partners[["partner_id", "unit_word"]]
    losses = _largest_losses(kpis.merge(units, on="partner_id"), currency, lang)
    rows = partners[list(_WHY)].to_dict("records")
    return [
        _why(row, losses.get(row["partner_id"], []), lang) if pd.notna(row["status"]) else ""
        for row in rows
    ]


def _why(row: Mapping[Hashable, Any], losses: list[str], lang: Lang) -> str:
    if row["status"] != "rated":
        return _not_rated(row, lang)
    parts = [_SCORE.said(lang, score=number(row["score"], lang), tier=row["tier"])]
    stops = ", ".join(kpi_label(kpi, lang) for kpi in row["stop_kpis"])
    if stops:
        parts.append((_STOPS if len(row["stop_kpis"]) > 1 else _STOP).said(lang, stops=stops))
    if losses:
        parts.append(_LOST.said(lang, losses="; ".join(losses)))
    if row["rules_changed"]:
        parts.append(_RULES_CHANGED.said(lang))
    return " ".join(parts)


def _not_rated(row: Mapping[Hashable, Any], lang: Lang) -> str:
    fewest = int(row["min_jobs"])
    if row["status"] == "few_jobs":
        jobs = work_noun(row["unit_word"])
        return _FEW_JOBS.said(
            lang,
            few=jobs.none(lang),
            jobs=counted(row["jobs"], jobs, lang),
            fewest=fewest,
        )
    coverage, least = share_text(row["coverage"], lang), share_text(row["min_coverage"], lang)
    return _FEW_DATA.said(lang, coverage=coverage, least=least)


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
    named = fact(kpi, row["raw"], currency, lang)
    wanted = target(kpi, row["target"], currency, lang)
    is_corrected = hides_its_loss(row["raw"], row["worst"], row["target"]) or raw.startswith(wanted)
    return (_CORRECTED_LOSS_OF if is_corrected else _LOSS_OF).said(
        lang,
        fact=named,
        corrected=target(kpi, row["value"], currency, lang) if is_corrected else "",
        wanted=wanted,
        facts=records(kpi, row["n"], work_noun(row["unit_word"]), lang),
        lost=number(-row["loss"], lang),
    )


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
    for row in partners[["partner_id", "margin", "unit_word"]].to_dict("records"):
        way = ways.get(row["partner_id"])
        unit = str(row["unit_word"])
        parts = [way_text(way, currency, lang, unit)] if way is not None else []
        if pd.notna(row["margin"]):
            parts.append(_margin(row["margin"], lang))
        texts.append(" ".join(parts))
    return texts


def _margin(points: float, lang: Lang) -> str:
    return _MARGIN.said(lang, margin=number(points, lang))
