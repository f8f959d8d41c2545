"""What a dry run tells: the outcome, and the tabs that would have changed."""

from collections.abc import Sequence
from dataclasses import replace

from sheetsync.tables.schema import Lang
from sheetsync.tables.writing import TabCells
from sheetsync.workspace.options import Outcome
from sheetsync.workspace.telling.words import word


def rehearsed(outcome: Outcome, changed: Sequence[TabCells], lang: Lang) -> Outcome:
    """The outcome of a run that wrote nothing."""
    titles = ", ".join(cells.tab.title(lang) for cells in changed)
    return replace(
        outcome,
        headline=f"{outcome.headline} ({word('dry_run', lang, tabs=titles or '–')})",
        payload={
            **outcome.payload,
            "dry_run": True,
            "would_change": [cells.tab.code for cells in changed],
        },
    )
