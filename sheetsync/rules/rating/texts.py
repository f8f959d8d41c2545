"""Why a partner has its score and what lifts it, in every language: exact sums as prose."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from sheetsync.language import Lang, Phrase
from sheetsync.rules.rating.figure_words import kpi_label
from sheetsync.rules.rating.rulebook import Refusal
from sheetsync.rules.rating.steps import way_text
from sheetsync.rules.rating.way_up import ways_up
from sheetsync.rules.rating.why import LossFacts, WhyFacts, margin_text, why_text

#: Losses under this are not worth a manager's time.
_WORTH_TELLING = 1.0
_TOLD = 2
#: The columns each text is made of: turning rows into mappings is most of the cost.
_WHY = (
    "partner_id", "status", "score", "tier", "stop_kpis", "rules_changed", "jobs", "min_jobs",
    "coverage", "min_coverage", "unit_word",
)  # fmt: skip
_LOSS = ("partner_id", "kpi", "raw", "value", "worst", "target", "n", "loss")
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


def refusal_text(refusal: Refusal, lang: Lang) -> str:
    """Why a group is not rated."""
    phrase = _REFUSALS[refusal.code]
    kpi = kpi_label(refusal.kpi, lang) if "{kpi" in phrase.ru else ""
    return phrase.said(lang, kpi=kpi)


def refused_why(refusal: str, lang: Lang) -> str:
    """What the partners of a group that is not rated read, from the text of its refusal."""
    return _GROUP_REFUSED.said(lang, why=refusal)


def why_texts(partners: pd.DataFrame, kpis: pd.DataFrame, currency: str, lang: Lang) -> list[str]:
    """Why each partner has its score: see `why_text`.

    Args:
        partners: rows of `Ratings.summary`.
        kpis: rows of `Ratings.details`.
        currency: of volume.
        lang: the language.

    Returns:
        The texts, in the order of `partners`; "" for a partner of a refused group.

    Source: workbook-and-rules.md 2.3, the template of "why".
    """
    told = why_facts(partners, kpis)
    texts = {partner_id: why_text(why, currency, lang) for partner_id, why in told.items()}
    return [texts.get(partner_id, "") for partner_id in partners["partner_id"]]


def why_facts(partners: pd.DataFrame, kpis: pd.DataFrame) -> dict[str, WhyFacts]:
    """What is told of each partner's score; nothing of the partners of a refused group.

    Args:
        partners: rows of `Ratings.summary`.
        kpis: rows of `Ratings.details`.
    """
    losses = _largest_losses(kpis)
    rows = partners.loc[partners["status"].notna(), list(_WHY)].to_dict("records")
    return {row["partner_id"]: _facts(row, losses.get(row["partner_id"], ())) for row in rows}


def _facts(row: Mapping[Hashable, Any], losses: Sequence[LossFacts]) -> WhyFacts:
    is_rated = row["status"] == "rated"
    return WhyFacts(
        status=str(row["status"]),
        score=float(row["score"]) if is_rated else 0.0,
        tier=str(row["tier"]) if is_rated else "",
        stops=tuple(row["stop_kpis"]) if is_rated else (),
        losses=tuple(losses) if is_rated else (),
        rules_changed=is_rated and bool(row["rules_changed"]),
        jobs=int(row["jobs"]),
        min_jobs=int(row["min_jobs"]),
        coverage=float(row["coverage"]),
        min_coverage=float(row["min_coverage"]),
        unit=str(row["unit_word"]),
    )


def _largest_losses(kpis: pd.DataFrame) -> dict[str, list[LossFacts]]:
    """The told losses of each partner, ties by weight, then the catalogue's order."""
    rounded = kpis["loss"].round(_DECIMALS)
    told = kpis.assign(rounded=rounded)[rounded >= _WORTH_TELLING].sort_values(
        ["partner_id", "rounded", "weight", "place"], ascending=[True, False, False, True]
    )
    told = told.groupby("partner_id").head(_TOLD)
    losses: dict[str, list[LossFacts]] = {}
    for partner_id, kpi, raw, value, worst, target, n, loss in told[list(_LOSS)].itertuples(
        index=False, name=None
    ):
        found = LossFacts(
            kpi, float(raw), float(value), float(worst), float(target), int(n), float(loss)
        )
        losses.setdefault(partner_id, []).append(found)
    return losses


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
            parts.append(margin_text(float(row["margin"]), lang))
        texts.append(" ".join(parts))
    return texts
