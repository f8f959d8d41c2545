"""Guard-rails for a partner network that lives in Google Sheets.

Names are loaded when asked for (PEP 562), so that ``sheetsync --help`` starts fast.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sheetsync.workspace.opening import open_workspace
    from sheetsync.workspace.workspace import Workspace

__version__ = "0.1.0"
__all__ = ["Workspace", "__version__", "open_workspace"]

_HOMES = {
    "open_workspace": "sheetsync.workspace.opening",
    "Workspace": "sheetsync.workspace.workspace",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'sheetsync' has no attribute {name!r}")
