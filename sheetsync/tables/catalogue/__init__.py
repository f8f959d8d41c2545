"""Every tab of the workbook, by subject; a tab's name or header is spelt nowhere else.

Here stand the tabs of core; `modules` has those of the modules that are on.
"""

from sheetsync.tables.catalogue.modules import CORE

PEOPLE_TABS = CORE.people_tabs
TOOL_TABS = CORE.tool_tabs
PEOPLE_BY_CODE = {tab.code: tab for tab in PEOPLE_TABS}
TOOL_BY_CODE = {tab.code: tab for tab in TOOL_TABS}
