"""Ratings as a table to read at the terminal."""

from typing import Any, Literal

import click
import pandas as pd

from sheetsync.language import Lang, Phrase
from sheetsync.language.numbers import number, shortest
from sheetsync.rules.rating.figure_words import share_text, target
from sheetsync.tables.catalogue.rating import KPI, RATING_LIST, RATING_STATUS, TREND
from sheetsync.tables.schema import Choice

_BLANK = "—"
#: Header by column; only what fits a terminal.
_SUMMARY = {
    "rank": Phrase(ru="№", en="#"),
    "partner_id": Phrase(ru="Код", en="ID"),
    "name": Phrase(ru="Название", en="Name"),
    "score": Phrase(ru="Балл", en="Score"),
    "tier": Phrase(ru="Уровень", en="Tier"),
    "change": Phrase(ru="Изм.", en="Change"),
    "trend": Phrase(ru="", en=""),
    "jobs": Phrase(ru="Работ", en="Jobs"),
    "coverage": Phrase(ru="Полнота", en="Coverage"),
    "status": Phrase(ru="Статус", en="Status"),
    "list": Phrase(ru="Список", en="List"),
}
_DETAILS = {
    "partner_id": Phrase(ru="Код", en="ID"),
    "kpi": Phrase(ru="Показатель", en="KPI"),
    "n": Phrase(ru="Записей", en="Records"),
    "raw": Phrase(ru="Факт", en="Fact"),
    "prior": Phrase(ru="Норма", en="Norm"),
    "value": Phrase(ru="В расчёте", en="Adjusted"),
    "points": Phrase(ru="Баллы", en="Points"),
    "share": Phrase(ru="Доля", en="Share"),
    "contribution": Phrase(ru="Вклад", en="Contribution"),
    "loss": Phrase(ru="Потеря", en="Loss"),
    "vs_group": Phrase(ru="К группе", en="Vs group"),
}
_WHAT_IF = {
    "partner_id": Phrase(ru="Код", en="ID"),
    "name": Phrase(ru="Название", en="Name"),
    "group": Phrase(ru="Группа", en="Group"),
    "score": Phrase(ru="Балл", en="Score"),
    "tier": Phrase(ru="Уровень", en="Tier"),
    "new_score": Phrase(ru="Новый балл", en="New score"),
    "new_tier": Phrase(ru="Новый уровень", en="New tier"),
    "gained": Phrase(ru="Изм.", en="Change"),
    "why": Phrase(ru="Почему", en="Why"),
}
_MOVING = Phrase(
    ru="Уровень изменится у {moving} из {all}; ещё у {others} изменится только балл.",
    en="{moving} of {all} would change tier; {others} more only their score.",
)
_LABELS: dict[str, dict[str, Choice]] = {
    "kpi": {choice.code: choice for choice in KPI},
    "trend": {choice.code: choice for choice in TREND},
    "status": {choice.code: choice for choice in RATING_STATUS},
    "list": {choice.code: choice for choice in RATING_LIST},
}
#: What a terminal of 80 cells has room for.
_NARROW = (
    "rank", "partner_id", "name", "kpi", "score", "tier", "new_score", "new_tier", "change",
    "gained", "raw", "value", "points", "loss", "list",
)  # fmt: skip
_NARROW_CELLS = 110
#: Written to a file or a pipe, a table is as wide as it needs.
_PIPE_CELLS = 200
_SHARES = ("coverage", "share")
_FIGURES = ("raw", "prior", "value")
_POINTS = ("score", "new_score", "points", "contribution", "loss")
_SIGNED = ("change", "gained", "vs_group")


def cell_text(column: str, value: Any, lang: Lang) -> str:  # noqa: ANN401  # any column's value
    """One figure as people read it; missing is a dash, never NaN.

    >>> cell_text("score", 84.5, "ru"), cell_text("change", 2.0, "en")
    ('84,5', '+2.0')
    >>> cell_text("rank", pd.NA, "ru")
    '—'
    """
    if pd.isna(value):
        return _BLANK
    if column in _LABELS:
        return _LABELS[column][value].label(lang)
    if column in _SHARES:
        return share_text(value, lang)
    if column in _SIGNED:
        return ("+" if value > 0 else "") + number(value, lang)
    if column in _POINTS:
        return number(value, lang)
    return shortest(value, lang, 4) if isinstance(value, float) else str(value)


def print_summary(rows: pd.DataFrame, title: str, lang: Lang) -> None:
    """A table a group, partners in the order of their rank."""
    for group, partners in rows.groupby("group", sort=True):
        _print_table(partners, _SUMMARY, f"{title}, {group}", lang)


def print_details(rows: pd.DataFrame, title: str, lang: Lang, currency: str) -> None:
    """One row a partner and KPI, figures in the KPI's unit."""
    told = {
        name: [
            _BLANK if pd.isna(value) else target(kpi, value, currency, lang)
            for kpi, value in zip(rows["kpi"], rows[name], strict=True)
        ]
        for name in _FIGURES
    }
    _print_table(rows.assign(**told), _DETAILS, title, lang)


def print_what_if(rows: pd.DataFrame, title: str, lang: Lang) -> None:
    """Those whose tier would change and why, then how many would only change their score."""
    moving = rows[rows["moves"]]
    if len(moving):
        _print_table(moving, _WHAT_IF, title, lang)
    others = int((~rows["moves"] & rows["gained"].fillna(0).ne(0)).sum())
    click.echo(_MOVING.said(lang, moving=len(moving), all=len(rows), others=others))


def _print_table(rows: pd.DataFrame, headers: dict[str, Phrase], title: str, lang: Lang) -> None:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415  # only when something is printed
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _PIPE_CELLS
    shown = [name for name in headers if console.width >= _NARROW_CELLS or name in _NARROW]
    table = Table(title=Text(title), title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    texts = {"partner_id", "name", "group", "kpi", "status", "list", "why", "tier", "new_tier"}
    for column in shown:
        justify: Literal["left", "right"] = "left" if column in texts else "right"
        table.add_column(headers[column].said(lang), justify=justify)
    for row in rows[shown].to_dict("records"):
        # As Text: what people typed must never be read as markup.
        table.add_row(*(Text(cell_text(str(name), value, lang)) for name, value in row.items()))
    console.print(table)
