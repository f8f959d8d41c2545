"""Say what is wrong in people's tabs, in which cell, and the cure."""

import sys

from sheetsync.cli.main import main
from sheetsync.tables.catalogue.overview import DASHBOARD, VALIDATION
from sheetsync.workspace import Outcome, Workspace
from sheetsync.workspace.outcomes.validation import validation_outcome


def run(ws: Workspace) -> Outcome:
    """Publish every finding with its cell and cure; people's tabs stay as they are."""
    ws.publish(VALIDATION, ws.validation_rows)
    if ws.is_money_sound:
        ws.publish(DASHBOARD, ws.dashboard_rows)
    return validation_outcome(ws.validation_rows, as_of=ws.as_of.isoformat(), lang=ws.lang)


if __name__ == "__main__":
    main(["run", "validate", *sys.argv[1:]])
