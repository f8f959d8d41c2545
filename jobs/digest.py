"""Tell curators, the accountant and the manager which invoices and partners need them."""

import sys

from sheetsync.cli.main import main
from sheetsync.workspace import Outcome, Workspace
from sheetsync.workspace.digesting import digest_letters, digests_due, remembered
from sheetsync.workspace.telling.letters import digest_outcome


def run(ws: Workspace) -> Outcome:
    """One letter to each of our people; an item again only when it got worse or a week passed."""
    ws.require("partners", "entities", "invoices")
    due = digests_due(ws)
    report = ws.send(digest_letters(ws, due))
    remembered(ws, due, report)
    return digest_outcome(ws.as_of.isoformat(), report, lang=ws.lang)


if __name__ == "__main__":
    main(["run", "digest", *sys.argv[1:]])
