"""What `init` makes: tabs, headers, notes, formats, dropdowns, colours, protection, views."""

from sheetsync.workbook.setup.layout import SetupOptions
from sheetsync.workbook.setup.making import SetupReport, set_up

__all__ = ["SetupOptions", "SetupReport", "set_up"]
