"""One run's view of the company: the workbook read once, the rules applied, the doors opened."""

from sheetsync.workspace.opening import open_workspace
from sheetsync.workspace.options import Outcome, RunOptions, Section
from sheetsync.workspace.workspace import Workspace

__all__ = ["Outcome", "RunOptions", "Section", "Workspace", "open_workspace"]
