"""What a job leaves out of the tabs it needs, and tabs it must not write, told first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sheetsync.language import Lang
from sheetsync.rules.validation.trust import LeftOut
from sheetsync.workspace.options import Outcome
from sheetsync.workspace.outcomes.words import word


def with_left_out(outcome: Outcome, tabs: Sequence[LeftOut], lang: Lang) -> Outcome:
    """The outcome with a line a tab, and ``left_out_rows`` by title for machines.

    Args:
        outcome: of the job.
        tabs: what it left out; nothing is told when it left out nothing.
        lang: of the terminal.
    """
    if not tabs:
        return outcome
    lines = tuple(
        word("left_out", lang, title=tab.title, count=tab.count, rows=tab.rows, cell=tab.cell)
        for tab in tabs
    )
    rows = {tab.title: tab.count for tab in tabs}
    return replace(outcome, left_out=lines, payload={**outcome.payload, "left_out_rows": rows})


def with_untouched(outcome: Outcome, tabs: Mapping[str, str], lang: Lang) -> Outcome:
    """The outcome with a line for each tab that was to be written and is not ours: exit code 1.

    Args:
        outcome: of the job.
        tabs: titles by the code of the tool tab.
        lang: of the terminal.
    """
    if not tabs:
        return outcome
    lines = (word("untouched", lang, title=title, code=code) for code, title in tabs.items())
    return replace(
        outcome,
        exit_code=max(outcome.exit_code, 1),
        left_out=(*outcome.left_out, *lines),
        payload={**outcome.payload, "not_written": sorted(tabs)},
    )
