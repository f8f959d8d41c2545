"""What the job `ratings` tells."""

import pandas as pd

from sheetsync.language import Lang
from sheetsync.rules.rating import Ratings
from sheetsync.tables.catalogue.rating import RATING_DETAILS, RATINGS
from sheetsync.tables.schema import ToolTab
from sheetsync.workspace.options import Outcome, Section
from sheetsync.workspace.outcomes.words import figure, texts, word
from sheetsync.workspace.records import records

_SHOWN = 10


def ratings_outcome(ratings: Ratings, *, errors: int) -> Outcome:
    """The strongest and those who drag down; all partners and KPIs for machines.

    Args:
        ratings: the month, rated.
        errors: findings that left rows out.
    """
    lang = ratings.lang
    summary = ratings.summary
    headline = word(
        "rated",
        lang,
        period=ratings.period,
        state=word(ratings.state, lang),
        rated=int((summary["status"] == "rated").sum()),
        all=len(summary),
    )
    sections = [_listed(summary, name, lang) for name in ("strongest", "drag_down")]
    if ratings.refused:
        sections.append(
            Section(
                word("not_rated", lang),
                (word("group", lang), word("why", lang)),
                tuple(sorted(ratings.refused.items())),
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
        },
    )


def _codes(tab: ToolTab) -> list[str]:
    return [column.name for column in tab.columns]


def _listed(summary: pd.DataFrame, name: str, lang: Lang) -> Section:
    """Up to five partners a group, as the lists are; the first ten of them."""
    rows = summary[summary["list"] == name].head(_SHOWN)
    cells = [
        texts((row["group"], row["name"], figure(row["score"], lang), row["tier"], row["why"]))
        for row in rows.to_dict("records")
    ]
    headers = tuple(word(key, lang) for key in ("group", "partner", "score", "tier", "why"))
    return Section(word(name, lang), headers, tuple(cells))
