"""Keep every change of every tab in the database, and show people what changed."""

import sys

from sheetsync.cli.main import main
from sheetsync.workspace import Outcome, Workspace
from sheetsync.workspace.outcomes.mirror import mirror_outcome


def run(ws: Workspace) -> Outcome:
    """Keep what the workbook holds; the tab Changes comes with every run that has a mirror."""
    return mirror_outcome(ws.mirrored, lang=ws.lang)


if __name__ == "__main__":
    main(["run", "mirror", *sys.argv[1:]])
