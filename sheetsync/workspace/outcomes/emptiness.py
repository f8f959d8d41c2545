"""What any job tells of a workbook that nobody has filled in yet."""

from dataclasses import replace

from sheetsync.rules.beginning import holds_nothing
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.table import Tables
from sheetsync.workspace.options import Outcome
from sheetsync.workspace.outcomes.words import word


def told_as_empty(outcome: Outcome, tables: Tables) -> Outcome:
    """The outcome; of a workbook without rows it says where to start, not that all is well."""
    if outcome.exit_code or not holds_nothing(tables):
        return outcome
    headline = word("nothing_yet", tables.lang, tab=PARTNERS.title(tables.lang))
    return replace(outcome, headline=headline, payload={**outcome.payload, "empty": True})
