"""Rate every partner by the rules of its group; publish a month's rating once it is final."""

import sys

from sheetsync.cli.main import main
from sheetsync.rules.rating.shown_rows import group_names
from sheetsync.tables.catalogue.overview import DASHBOARD
from sheetsync.tables.catalogue.rating import RATING_DETAILS, RATING_HISTORY, RATINGS
from sheetsync.workspace import Outcome, Workspace
from sheetsync.workspace.outcomes.ratings import ratings_outcome


def run(ws: Workspace) -> Outcome:
    """Publish scores, tiers and why; append to the history what became final."""
    ws.require("partners", "groups", "rules", "jobs")
    ws.publish(RATINGS, ws.rating_rows)
    ws.publish(RATING_DETAILS, ws.rating_detail_rows)
    ws.append(RATING_HISTORY, ws.stamped(ws.rated.shown.history_rows))
    ws.publish(DASHBOARD, ws.dashboard_rows)
    return ratings_outcome(ws.rated.ratings, group_names(ws.tables), errors=ws.errors)


if __name__ == "__main__":
    main(["run", "ratings", *sys.argv[1:]])
