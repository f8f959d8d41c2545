"""A workbook that nobody has filled in yet: it is not in order, it is empty."""

from sheetsync.tables.catalogue import people
from sheetsync.tables.table import Tables

#: What people fill in themselves; the other tabs are filled by `init`.
_FILLED_BY_PEOPLE = (
    people.PARTNERS,
    people.ENTITIES,
    people.AGREEMENTS,
    people.JOBS,
    people.INVOICES,
    people.DOCUMENTS,
    people.FEEDBACK,
    people.TOUCHES,
)


def holds_nothing(tables: Tables) -> bool:
    """Whether no tab that people fill in has a row, not even a bad one."""
    return all(tables.frame(tab.code).empty for tab in _FILLED_BY_PEOPLE)
