"""What a dry run tells: the outcome, and the tabs that would have changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sheetsync.language import Lang
from sheetsync.language.days import typed_day
from sheetsync.tables.schema import ToolTab
from sheetsync.workspace.options import Outcome, RunOptions
from sheetsync.workspace.outcomes.words import word


def rehearsal_notes(asked: RunOptions, previews: str, lang: Lang) -> dict[str, str]:
    """What to say of a dry run besides, by the key for machines.

    Args:
        asked: what a person asked for; a run of another day is dry without being asked to be.
        previews: the folder of letters to look at, "" when there are none.
        lang: of the terminal.
    """
    notes = {}
    if asked.as_of is not None and not asked.dry_run:
        notes["not_published"] = word("other_day", lang, day=typed_day(asked.as_of, lang))
    if previews:
        notes["previews"] = word("previews", lang, folder=previews)
    return notes


def rehearsed(
    outcome: Outcome, changed: Sequence[ToolTab], notes: Mapping[str, str], lang: Lang
) -> Outcome:
    """The outcome of a run that wrote nothing."""
    titles = ", ".join(tab.title(lang) for tab in changed)
    told = f"{outcome.headline} ({word('dry_run', lang, tabs=titles or '–')})"
    return replace(
        outcome,
        headline="; ".join((told, *notes.values())),
        payload={
            **outcome.payload,
            "dry_run": True,
            "would_change": [tab.code for tab in changed],
            **notes,
        },
    )
