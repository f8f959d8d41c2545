"""One run's view of the company: the workbook read once, the rules applied, the doors opened.

Names are loaded when asked for, since the command line needs only the light ones.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sheetsync.workspace.opening import open_workspace as open_workspace
    from sheetsync.workspace.options import Outcome as Outcome
    from sheetsync.workspace.options import RunOptions as RunOptions
    from sheetsync.workspace.options import Section as Section
    from sheetsync.workspace.workspace import Workspace as Workspace

_HOMES = {
    "open_workspace": "sheetsync.workspace.opening",
    "Workspace": "sheetsync.workspace.workspace",
    "Outcome": "sheetsync.workspace.options",
    "RunOptions": "sheetsync.workspace.options",
    "Section": "sheetsync.workspace.options",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'sheetsync.workspace' has no attribute {name!r}")
