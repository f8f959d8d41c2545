"""A workbook that nobody has filled in yet: it is not in order, it is empty."""

from sheetsync.tables.catalogue.care import TOUCHES
from sheetsync.tables.catalogue.documents import AGREEMENTS, DOCUMENTS
from sheetsync.tables.catalogue.jobs import FEEDBACK, JOBS
from sheetsync.tables.catalogue.partners import ENTITIES, PARTNERS
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.table import Tables

#: What people fill in themselves; the other tabs are filled by `init`.
_FILLED_BY_PEOPLE = (
    PARTNERS,
    ENTITIES,
    AGREEMENTS,
    JOBS,
    INVOICES,
    DOCUMENTS,
    FEEDBACK,
    TOUCHES,
)


def holds_nothing(tables: Tables) -> bool:
    """Whether no tab that people fill in has a row, not even a bad one."""
    return all(tables.frame(tab.code).empty for tab in _FILLED_BY_PEOPLE)
