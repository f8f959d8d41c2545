"""Say what is wrong in people's tabs, in which cell, and the cure."""

import sys

from sheetsync.cli.main import main
from sheetsync.tables.catalogue.tool import DASHBOARD, VALIDATION
from sheetsync.workspace import Outcome, Workspace


def run(ws: Workspace) -> Outcome:
    """Publish every finding with its cell and cure; people's tabs stay as they are."""
    ws.publish(VALIDATION, ws.validation_rows())
    ws.publish(DASHBOARD, ws.dashboard_rows())
    return ws.tell.validation()


if __name__ == "__main__":
    main(["run", "validate", *sys.argv[1:]])
