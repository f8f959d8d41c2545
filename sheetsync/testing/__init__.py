"""What tests need: sheets drawn as text, an office, a local Google.

Names are loaded when asked for: pytest loads this package for its fixtures at every start.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sheetsync.testing.clock import StillClock as StillClock
    from sheetsync.testing.drawing import drawn as drawn
    from sheetsync.testing.drawing import drawn_grid as drawn_grid
    from sheetsync.testing.drawing import drawn_tabs as drawn_tabs
    from sheetsync.testing.office import Office as Office

_HOMES = {
    "StillClock": "clock",
    "drawn": "drawing",
    "drawn_grid": "drawing",
    "drawn_tabs": "drawing",
    "Office": "office",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"sheetsync.testing.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'sheetsync.testing' has no attribute {name!r}")
