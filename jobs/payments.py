"""Import the bank's statements that lie in the folder, note decisions, and match what is open."""

import sys

from sheetsync.cli.main import main
from sheetsync.workspace import Outcome, Workspace
from sheetsync.workspace.paying import import_and_match
from sheetsync.workspace.statement_files import FileRequest


def run(ws: Workspace) -> Outcome:
    """Import what lies in payments.folder; freeze what people said; propose anew."""
    return import_and_match(ws, FileRequest())


if __name__ == "__main__":
    main(["run", "payments", *sys.argv[1:]])
