"""Show which invoices wait, which are overdue, and which documents are missing."""

import sys

from sheetsync.cli.main import main
from sheetsync.rules.payables import overdue_rows, pack_rows, register_rows
from sheetsync.tables.catalogue.tool import ATTENTION, DASHBOARD, OVERDUE, PACKS, REGISTER
from sheetsync.workspace import Outcome, Workspace


def run(ws: Workspace) -> Outcome:
    """Publish the unpaid invoices worst first, the register, the packs and what needs attention."""
    ws.require("partners", "entities", "invoices", "documents")
    ws.publish(OVERDUE, overdue_rows(ws.payables))
    ws.publish(REGISTER, register_rows(ws.tables, ws.payables, ws.as_of))
    ws.publish(PACKS, pack_rows(ws.payables, ws.lang))
    ws.publish(ATTENTION, ws.attention)
    ws.publish(DASHBOARD, ws.dashboard_rows())
    return ws.tell.overdue()


if __name__ == "__main__":
    main(["run", "overdue", *sys.argv[1:]])
