"""What is so in a company, and what a run does: the workbook read once, the doors opened.

Names are loaded when asked for, since the command line needs only the light ones.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sheetsync.workspace.company import Company as Company
    from sheetsync.workspace.opening import open_company as open_company
    from sheetsync.workspace.opening import open_workspace as open_workspace
    from sheetsync.workspace.options import Outcome as Outcome
    from sheetsync.workspace.options import RunOptions as RunOptions
    from sheetsync.workspace.options import Section as Section
    from sheetsync.workspace.workspace import Workspace as Workspace

_HOMES = {
    "open_company": "sheetsync.workspace.opening",
    "open_workspace": "sheetsync.workspace.opening",
    "Company": "sheetsync.workspace.company",
    "Workspace": "sheetsync.workspace.workspace",
    "Outcome": "sheetsync.workspace.options",
    "RunOptions": "sheetsync.workspace.options",
    "Section": "sheetsync.workspace.options",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'sheetsync.workspace' has no attribute {name!r}")
