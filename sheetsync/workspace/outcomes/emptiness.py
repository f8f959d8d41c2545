"""What any job tells of a workbook that nobody has filled in yet, or not to its end."""

from dataclasses import replace

from sheetsync.rules.beginning import Step, are_taken, first_steps, holds_nothing, marked
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.table import Tables
from sheetsync.workspace.options import Outcome, Section
from sheetsync.workspace.outcomes.words import word


def told_as_begun(outcome: Outcome, tables: Tables) -> Outcome:
    """The outcome and, until all are done, the five steps to the first reports.

    Of a workbook without rows the headline says where to start, not that all is well.
    """
    steps = first_steps(tables)
    if are_taken(steps):
        return outcome
    to_do = [step.code for step in steps if not step.is_done]
    told = replace(
        outcome,
        sections=(*outcome.sections, _section(steps, tables)),
        payload={**outcome.payload, "first_steps": to_do},
    )
    if outcome.exit_code or not holds_nothing(tables):
        return told
    headline = word("nothing_yet", tables.lang, tab=PARTNERS.title(tables.lang))
    return replace(told, headline=headline, payload={**told.payload, "empty": True})


def _section(steps: tuple[Step, ...], tables: Tables) -> Section:
    lang = tables.lang
    title = word("first_steps", lang, done=sum(step.is_done for step in steps), all=len(steps))
    rows = tuple((text, step.lacks) for text, step in zip(marked(steps, lang), steps, strict=True))
    return Section(title, (word("step", lang), word("lacks", lang)), rows)
