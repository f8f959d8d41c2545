"""What people answered in shared logs and nobody can read."""

from collections.abc import Iterator

from sheetsync.tables.catalogue.modules import tool_tabs
from sheetsync.tables.reading.answers import unreadable_answers
from sheetsync.tables.schema import Finding
from sheetsync.workspace.workbook_reading import Reading


def answers_in_doubt(reading: Reading) -> Iterator[Finding]:
    """A finding for each answer of a shared log that is none of those offered."""
    for tab in tool_tabs(reading.tables.settings.modules):
        title = reading.titles.get(tab.code)
        if tab.is_shared and title is not None:
            grid, locale = reading.snapshot.grid(title), reading.snapshot.locale
            yield from unreadable_answers(tab, grid, title, locale)
