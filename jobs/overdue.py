"""Show which invoices wait, which are overdue, and which documents are missing."""

import sys

from sheetsync.cli.main import main
from sheetsync.rules.payables import overdue_rows, pack_rows, register_rows
from sheetsync.tables.catalogue.care import ATTENTION
from sheetsync.tables.catalogue.documents import PACKS, REGISTER
from sheetsync.tables.catalogue.overview import DASHBOARD
from sheetsync.tables.catalogue.payables import OVERDUE
from sheetsync.tables.catalogue.unpaid import UNPAID_BY_MONTH
from sheetsync.workspace import Outcome, Workspace
from sheetsync.workspace.outcomes.payables import overdue_outcome


def run(ws: Workspace) -> Outcome:
    """Publish the unpaid invoices worst first, the register, the packs, what needs attention."""
    ws.require("partners", "entities", "invoices", "documents")
    unpaid = overdue_rows(ws.payables)
    ws.publish(OVERDUE, ws.with_left_out(unpaid))
    by_month = ws.unpaid_by_month
    ws.publish(UNPAID_BY_MONTH, by_month.rows, by_month.headings)
    ws.publish(REGISTER, register_rows(ws.tables, ws.payables))
    ws.publish(PACKS, pack_rows(ws.payables, ws.lang))
    ws.publish(ATTENTION, ws.attention)
    ws.publish(DASHBOARD, ws.dashboard_rows)
    return overdue_outcome(ws.payables, unpaid, ws.attention, lang=ws.lang, errors=ws.errors)


if __name__ == "__main__":
    main(["run", "overdue", *sys.argv[1:]])
