"""One partner's rating taken apart: what each KPI gives, takes, and what it would take to rise."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from sheetsync.language import Lang, Phrase
from sheetsync.language.days import month_year
from sheetsync.language.numbers import number, shortest
from sheetsync.language.plurals import WorkNoun
from sheetsync.rules.rating.figure_words import (
    figure,
    kpi_label,
    needed,
    records,
    share_text,
    target,
)
from sheetsync.rules.rating.next_tier import points_needed, value_at
from sheetsync.rules.rating.rating import Ratings
from sheetsync.rules.rating.why import change_text, rank_text
from sheetsync.tables.catalogue.rating import work_noun

_BLANK = "—"
_HEADERS = (
    Phrase(ru="Показатель", en="KPI"),
    Phrase(ru="Записей", en="Records"),
    Phrase(ru="Факт", en="Fact"),
    Phrase(ru="Норма", en="Norm"),
    Phrase(ru="В расчёте", en="Adjusted"),
    Phrase(ru="Цель", en="Target"),
    Phrase(ru="Баллы", en="Points"),
    Phrase(ru="Вес", en="Weight"),
    Phrase(ru="Вклад", en="Contribution"),
    Phrase(ru="Потеря", en="Loss"),
    Phrase(ru="Чтобы подняться", en="To rise"),
)
_STATES = {
    "final": Phrase(ru="рейтинг окончательный", en="final"),
    "preliminary": Phrase(ru="рейтинг предварительный", en="preliminary"),
}


@dataclass(frozen=True, slots=True)
class KpiLine:
    """One KPI of an explanation.

    Attributes:
        kpi: its code.
        share: of the score, 0…1; None when the KPI is missing.
        contribution: points of the score it gives; None when missing.
        loss: points of the score it takes; None when missing.
        lift: the corrected value at which its stop factor goes, or at which it alone makes up
            the points missing to the next tier; None when it cannot.
        cells: the line as texts, one for each header.
    """

    kpi: str
    share: float | None
    contribution: float | None
    loss: float | None
    lift: float | None
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A partner's rating taken apart.

    Attributes:
        title: who, which group, which month, in which state.
        why: what the Ratings tab says.
        next: what lifts to the next tier.
        standing: rank and change, "" for the unrated.
        headers: of the lines' cells.
        lines: one a KPI, in the catalogue's order.
        summary: the partner's row of `Ratings.summary`, by code.
    """

    title: str
    why: str
    next: str
    standing: str
    headers: tuple[str, ...]
    lines: tuple[KpiLine, ...]
    summary: dict[str, Any]


def explanation(ratings: Ratings, partner_id: str) -> Explanation:
    """Take a partner's rating apart, in the language of the ratings.

    Raises:
        KeyError: the partner is not among those rated or listed.
    """
    found = ratings.summary[ratings.summary["partner_id"] == partner_id]
    if found.empty:
        raise KeyError(partner_id)
    row: dict[str, Any] = {str(name): value for name, value in found.iloc[0].to_dict().items()}
    kpis = ratings.details[ratings.details["partner_id"] == partner_id]
    return Explanation(
        title=_title(row, ratings),
        why=row["why"],
        next=row["next"],
        standing=_standing(row, ratings.lang),
        headers=tuple(header.said(ratings.lang) for header in _HEADERS),
        lines=_lines(kpis, row, ratings),
        summary=row,
    )


def _title(row: dict[str, Any], ratings: Ratings) -> str:
    state = _STATES[row["state"]].said(ratings.lang)
    month = month_year(row["period"], ratings.lang)
    return f"{row['partner_id']} {row['name']}, {row['group']}, {month}, {state}"


def _standing(row: dict[str, Any], lang: Lang) -> str:
    if row["status"] != "rated":
        return ""
    parts = [rank_text(row["rank"], row["of"], lang)]
    if pd.notna(row["change"]):
        parts.append(change_text(row["change"], lang))
    return ", ".join(parts)


def _lines(kpis: pd.DataFrame, row: dict[str, Any], ratings: Ratings) -> tuple[KpiLine, ...]:
    gap = float(row["next_gap"]) if pd.notna(row["next_gap"]) else 0.0
    missing = gap if gap > 0 else None
    wanted = points_needed(kpis, pd.Series(missing, index=kpis.index, dtype="Float64"))
    stopped = kpis["kpi"].isin(row["next_stops"])
    wanted = wanted.mask(stopped, kpis["stop_below"])
    rows = kpis.assign(lift=value_at(wanted, kpis)).astype("object")
    rows = rows.where(rows.notna(), None)
    return tuple(
        KpiLine(
            kpi=kpi["kpi"],
            share=kpi["share"],
            contribution=kpi["contribution"],
            loss=kpi["loss"],
            lift=kpi["lift"],
            cells=_cells(kpi, work_noun(row["unit_word"]), ratings.currency, ratings.lang),
        )
        for kpi in rows.to_dict("records")
    )


def _cells(kpi: Any, jobs: WorkNoun, currency: str, lang: Lang) -> tuple[str, ...]:  # noqa: ANN401  # a row
    code, n = kpi["kpi"], kpi["n"]
    less = kpi["target"] < kpi["worst"]

    def told(name: str) -> str:
        value = kpi[name]
        return _BLANK if value is None else target(code, value, currency, lang)

    def points(name: str, sign: float = 1) -> str:
        value = kpi[name]
        return _BLANK if value is None else number(sign * value, lang)

    weight = shortest(kpi["weight"], lang)
    if kpi["share"] is not None and kpi["share"] > 0:
        weight += f" ({share_text(kpi['share'], lang)})"
    lift = kpi["lift"]
    bound = ("≤ " if less else "≥ ") if lift is not None else _BLANK
    return (
        kpi_label(code, lang),
        records(code, n, jobs, lang),
        _BLANK if kpi["raw"] is None else figure(code, kpi["raw"], currency, lang),
        told("prior"),
        told("value"),
        told("target"),
        points("points"),
        weight,
        points("contribution"),
        points("loss", -1),
        bound if lift is None else bound + needed(code, lift, currency, lang, at_most=less),
    )
