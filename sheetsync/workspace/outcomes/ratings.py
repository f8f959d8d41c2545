"""What the job `ratings` tells."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from sheetsync.language import Lang
from sheetsync.language.days import month_year
from sheetsync.rules.rating import Ratings
from sheetsync.rules.rating.shown_rows import rating_rows
from sheetsync.tables.catalogue.rating import RATING_DETAILS, RATINGS
from sheetsync.tables.schema import ToolTab
from sheetsync.workspace.options import Outcome, Section
from sheetsync.workspace.outcomes.words import figure, texts, word
from sheetsync.workspace.records import records

#: Of each list; ten partners on one screen.
_SHOWN = 5


def ratings_outcome(ratings: Ratings, names: Mapping[str, str], *, errors: int) -> Outcome:
    """The ten that matter and how to see all; all partners and KPIs for machines.

    Args:
        ratings: the month, rated.
        names: what people call each group, by its code.
        errors: findings that left rows out.
    """
    lang = ratings.lang
    summary = ratings.summary
    named = rating_rows(summary, names)
    headline = word(
        "rated",
        lang,
        period=month_year(ratings.period, lang),
        state=word(ratings.state, lang),
        rated=int((summary["status"] == "rated").sum()),
        all=len(summary),
    )
    sections = [_listed(named, name, lang) for name in ("strongest", "drag_down")]
    sections[-1] = _how_to_see_all(sections[-1], lang)
    if ratings.refused:
        sections.append(
            Section(
                word("not_rated", lang),
                (word("group", lang), word("why", lang)),
                tuple(
                    (names.get(code, code), why) for code, why in sorted(ratings.refused.items())
                ),
            )
        )
    return Outcome(
        "ratings",
        1 if errors or ratings.refused else 0,
        headline,
        sections=tuple(sections),
        payload={
            "as_of": ratings.as_of.isoformat(),
            "period": ratings.period,
            "state": ratings.state,
            "ratings": records(summary, _codes(RATINGS)),
            "details": records(ratings.details, _codes(RATING_DETAILS)),
            "refused": dict(ratings.refused),
            "groups": dict(names),
        },
    )


def _codes(tab: ToolTab) -> list[str]:
    return [column.name for column in tab.columns]


def _listed(summary: pd.DataFrame, name: str, lang: Lang) -> Section:
    """The five of a list that matter most: the highest scores, or the lowest."""
    rows = summary[summary["list"] == name]
    rows = rows.sort_values("score", ascending=name == "drag_down", kind="stable").head(_SHOWN)
    cells = [
        texts((row["name"], figure(row["score"], lang), row["tier"], row["why"], row["group"]))
        for row in rows.to_dict("records")
    ]
    headers = tuple(word(key, lang) for key in ("partner", "score", "tier", "why", "group"))
    return Section(word(name, lang), headers, tuple(cells), spare=(4,))


def _how_to_see_all(section: Section, lang: Lang) -> Section:
    note = word("every_partner", lang, tab=RATINGS.title(lang))
    return replace(section, note=note)
