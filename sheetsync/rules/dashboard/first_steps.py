"""What to fill in next, as long as a workbook is not in use yet."""

from collections.abc import Iterator, Mapping

from sheetsync.rules.beginning import are_taken, first_steps, marked
from sheetsync.rules.dashboard.lines import DashboardLine
from sheetsync.rules.dashboard.phrases import word
from sheetsync.tables.table import Tables


def step_lines(tables: Tables, links: Mapping[str, str]) -> Iterator[DashboardLine]:
    """The five steps, those that are done ticked; none once all are.

    Args:
        tables: tell what is done.
        links: addresses of tabs by their codes.
    """
    steps = first_steps(tables)
    if are_taken(steps):
        return
    section = word("first_steps", tables.lang)
    for text, step in zip(marked(steps, tables.lang), steps, strict=True):
        note = step.lacks or word("step_done", tables.lang)
        yield DashboardLine(section, text, note=note, link=links.get(step.tab.code, ""))
