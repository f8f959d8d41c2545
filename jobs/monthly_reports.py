"""Write every partner one letter a month: what to send, what was paid and done, the rating."""

import sys

from sheetsync.cli.main import main
from sheetsync.workspace import Outcome, Workspace
from sheetsync.workspace.monthly import (
    lacking_of_us,
    letters_of,
    notify_manager,
    planned_reports,
    publish_letters_tab,
)
from sheetsync.workspace.outcomes.letters import monthly_outcome


def run(ws: Workspace) -> Outcome:
    """Send what is due, once; show what is held and why; tell the manager when that changes."""
    ws.require("partners", "entities", "jobs", "invoices", "documents", "agreements")
    plan = planned_reports(ws)
    lacking = lacking_of_us(ws, plan)
    report = ws.send(letters_of(ws, plan))
    states = publish_letters_tab(ws, plan)
    notify_manager(ws, plan, states, report)
    return monthly_outcome(plan, states, report, lang=ws.lang, lacking=lacking)


if __name__ == "__main__":
    main(["run", "monthly-reports", *sys.argv[1:]])
