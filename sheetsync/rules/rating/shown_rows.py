"""Rows of the rating tabs as people read them: names beside codes, figures in their units."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from sheetsync.language import Lang, language
from sheetsync.language.money import symbol
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.rating import GROUPS, SHARES
from sheetsync.tables.table import Tables
from sheetsync.tables.writing import Dressed

#: Columns of Rating details that hold a figure of the KPI itself.
_FIGURES = ("raw", "prior", "value")


def group_names(tables: Tables) -> dict[str, str]:
    """What people call each group, by its code; a group without a name is missing."""
    groups = sound_rows(tables, GROUPS, "group_id", "name").drop_duplicates("group_id")
    return dict(zip(groups["group_id"], groups["name"], strict=True))


def rating_rows(summary: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The rows of the tab Ratings with the names of groups; a group without one keeps its code."""
    return summary.assign(group=summary["group"].map(names).fillna(summary["group"]))


def detail_rows(
    details: pd.DataFrame, summary: pd.DataFrame, currency: str, lang: Lang
) -> pd.DataFrame:
    """The rows of the tab Rating details with partners' names, and each figure in its KPI's unit.

    Figures stay numbers: only their cells show "97 %", "478 899 ₽", "4,8".

    Args:
        details: rows of the tab by code.
        summary: rows of the tab Ratings; a partner who is not there any more keeps the name that
            the tab knows.
        currency: of volume.
        lang: of signs.
    """
    names = dict(zip(summary["partner_id"], summary["name"], strict=True))
    patterns = [pattern_of(str(kpi), currency, lang) for kpi in details["kpi"]]
    shown = {
        name: pd.Series(list(_dressed(details[name], patterns)), details.index, dtype="object")
        for name in _FIGURES
    }
    known = details["partner_id"].map(names)
    return details.assign(partner=known.fillna(details["partner"]), **shown)


def _dressed(values: "pd.Series[Any]", patterns: list[str]) -> Iterator[Dressed | None]:
    for value, pattern in zip(values, patterns, strict=True):
        yield None if pd.isna(value) else Dressed(value, pattern=pattern)


def pattern_of(kpi: str, currency: str, lang: Lang) -> str:
    """The number format of a KPI's figures.

    >>> pattern_of("on_time", "RUB", "en"), pattern_of("feedback", "RUB", "ru")
    ('0%', '0.0')
    >>> pattern_of("volume", "RUB", "ru").replace(chr(160), "_")
    '#,##0"_₽"'
    """
    if kpi == "volume":
        return f'#,##0"\u00a0{symbol(currency, lang)}"'
    if kpi not in SHARES and kpi != "growth":
        return "0.0"
    space = language(lang).percent_sign.removesuffix("%")
    share = f'0"{space}"%' if space else "0%"
    return f"+{share};-{share};{share}" if kpi == "growth" else share
