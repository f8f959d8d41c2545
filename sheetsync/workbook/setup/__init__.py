"""What `init` makes: tabs, headers, notes, formats, dropdowns, colours, protection, views.

Its order of tabs, their colours and the tab Contents come with them.
"""

from sheetsync.workbook.setup.layout import SetupOptions
from sheetsync.workbook.setup.making import SetupReport, set_up
from sheetsync.workbook.setup.switching import known_modules, switch_off
from sheetsync.workbook.setup.tidying import tidy

__all__ = ["SetupOptions", "SetupReport", "known_modules", "set_up", "switch_off", "tidy"]
