"""The strongest partners of each group, and those that drag it down."""

from collections.abc import Iterator

import pandas as pd

from sheetsync.language.numbers import number
from sheetsync.rules.dashboard.lines import DashboardLine, RowLink
from sheetsync.rules.dashboard.phrases import word
from sheetsync.rules.rating.shown_rows import group_names
from sheetsync.tables.catalogue.rating import RATINGS
from sheetsync.tables.frames import key_of
from sheetsync.tables.table import Tables


def standing_lines(
    tables: Tables, ratings: pd.DataFrame | None, link: str, row_link: RowLink
) -> Iterator[DashboardLine]:
    """Each group's lists, as long as Settings.top_n, the best and the worst first.

    Args:
        tables: gives the groups' names.
        ratings: rows of the tab Ratings by code; None when they were not computed.
        link: of the tab Ratings.
        row_link: of a partner's row there.
    """
    if ratings is None:
        return
    names = group_names(tables)
    listed = ratings[ratings["list"].isin(["strongest", "drag_down"])]
    for group_id, rows in listed.groupby("group"):
        section = word("ratings", tables.lang, group=names.get(str(group_id), str(group_id)))
        best = rows[rows["list"] == "strongest"].sort_values(
            ["score", "name"], ascending=[False, True]
        )
        worst = rows[rows["list"] == "drag_down"].sort_values(["score", "name"])
        for name, partners in (("strongest", best), ("drag_down", worst)):
            for row in partners.head(tables.settings.top_n).to_dict("records"):
                yield DashboardLine(
                    section,
                    word(name, tables.lang, name=str(row["name"])),
                    note=_note(row["score"], row["tier"], tables),
                    link=row_link(RATINGS.code, key_of(RATINGS, row)) or link,
                )


def _note(score: float, tier: str, tables: Tables) -> str:
    return word("rated", tables.lang, score=number(score, tables.lang), tier=tier)
