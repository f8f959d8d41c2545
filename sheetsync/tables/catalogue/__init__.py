"""Every tab of the workbook, by subject; a tab's name or header is spelt nowhere else."""

from sheetsync.tables.catalogue.care import ATTENTION, TOUCHES
from sheetsync.tables.catalogue.documents import AGREEMENTS, DOCUMENTS, PACKS, REGISTER
from sheetsync.tables.catalogue.jobs import FEEDBACK, JOBS
from sheetsync.tables.catalogue.logs import LETTERS, RUN_LOG, SEND_LOG
from sheetsync.tables.catalogue.overview import DASHBOARD, VALIDATION
from sheetsync.tables.catalogue.partners import ENTITIES, PARTNER_LINKS, PARTNERS
from sheetsync.tables.catalogue.payables import INVOICES, OVERDUE
from sheetsync.tables.catalogue.rating import GROUPS, RATING_DETAILS, RATING_HISTORY, RATINGS, RULES
from sheetsync.tables.catalogue.settings import CALENDAR, SETTINGS

#: In the order of the workbook's tabs.
PEOPLE_TABS = (
    PARTNERS,
    ENTITIES,
    AGREEMENTS,
    JOBS,
    INVOICES,
    DOCUMENTS,
    FEEDBACK,
    TOUCHES,
    GROUPS,
    RULES,
    CALENDAR,
    SETTINGS,
)
TOOL_TABS = (
    DASHBOARD,
    OVERDUE,
    REGISTER,
    PACKS,
    ATTENTION,
    RATINGS,
    RATING_DETAILS,
    RATING_HISTORY,
    VALIDATION,
    LETTERS,
    PARTNER_LINKS,
    SEND_LOG,
    RUN_LOG,
)
PEOPLE_BY_CODE = {tab.code: tab for tab in PEOPLE_TABS}
TOOL_BY_CODE = {tab.code: tab for tab in TOOL_TABS}
