"""Months rated after the fact: a history to compare with, where nobody published one in time."""

import pandas as pd

from sheetsync.dates import add_months
from sheetsync.tables.catalogue.rating import RATING_DETAILS, RATING_HISTORY
from sheetsync.workspace.company import RATING_MONTH
from sheetsync.workspace.options import Outcome
from sheetsync.workspace.rating import rated_month
from sheetsync.workspace.workspace import Workspace


def record_months_before(ws: Workspace, count: int) -> Outcome:
    """Rate the months before the one that is rated now, oldest first, and record them.

    Each month's tier holds on to the one before, as if it had been published in its time. Months
    that stand in the history stay as they are.

    Args:
        ws: the workspace; Rating details and Rating history are published.
        count: how many months.
    """
    ws.require("partners", "groups", "rules", "jobs")
    company = ws.company
    history = company.reading.tool_frame(RATING_HISTORY)
    details = company.reading.tool_frame(RATING_DETAILS)
    recorded = []
    for period in (add_months(company.period, -back) for back in range(count, 0, -1)):
        company.options.progress(RATING_MONTH.given(period=period))
        month = rated_month(
            ws.tables, ws.payables, history, details,
            period=period, as_of=company.as_of, restate=False,
        )  # fmt: skip
        rows = ws.stamped(month.shown.history_rows)
        recorded.append(rows)
        history = rows if history.empty else pd.concat([history, rows], ignore_index=True)
        details = month.shown.details
    ws.publish(RATING_DETAILS, details)
    rows = pd.concat(recorded, ignore_index=True)
    ws.append(RATING_HISTORY, rows)
    return Outcome("ratings", 0, f"{len(rows)} ratings of {count} months before are recorded")
