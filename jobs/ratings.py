"""Rate every partner by the rules of its group; publish a month's rating once it is final."""

import sys

from sheetsync.cli.main import main
from sheetsync.tables.catalogue.tool import DASHBOARD, RATING_DETAILS, RATING_HISTORY, RATINGS
from sheetsync.workspace import Outcome, Workspace


def run(ws: Workspace) -> Outcome:
    """Publish scores, tiers and why; append to the history what became final."""
    ws.require("partners", "groups", "rules", "jobs")
    ws.publish(RATINGS, ws.rating.rows)
    ws.publish(RATING_DETAILS, ws.rating.detail_rows)
    ws.append(RATING_HISTORY, ws.rating.history_rows)
    ws.publish(DASHBOARD, ws.dashboard_rows())
    return ws.tell.ratings()


if __name__ == "__main__":
    main(["run", "ratings", *sys.argv[1:]])
