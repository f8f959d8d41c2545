"""What `init` makes: tabs, headers, notes, formats, dropdowns, colours, protection, views."""

from sheetsync.workbook.setup.making import SetupReport, set_up

__all__ = ["SetupReport", "set_up"]
