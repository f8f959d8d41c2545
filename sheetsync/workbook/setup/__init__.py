"""What `init` makes: tabs, headers, notes, formats, dropdowns, colours, protection, views.

Its order of tabs, their colours and the tab Contents come with them. Names are loaded when asked
for: a run needs the named views only.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sheetsync.workbook.setup.layout import SetupOptions as SetupOptions
    from sheetsync.workbook.setup.making import SetupReport as SetupReport
    from sheetsync.workbook.setup.making import set_up as set_up
    from sheetsync.workbook.setup.switching import known_modules as known_modules
    from sheetsync.workbook.setup.switching import switch_off as switch_off
    from sheetsync.workbook.setup.tidying import tidy as tidy

_HOMES = {
    "SetupOptions": "layout",
    "SetupReport": "making",
    "set_up": "making",
    "known_modules": "switching",
    "switch_off": "switching",
    "tidy": "tidying",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"sheetsync.workbook.setup.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'sheetsync.workbook.setup' has no attribute {name!r}")
