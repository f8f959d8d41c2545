"""Tell curators, the accountant and the manager which invoices and partners need them."""

import sys

from sheetsync.cli.main import main
from sheetsync.workspace import Outcome, Workspace
from sheetsync.workspace.digesting import (
    announce_in_chats,
    digest_letters,
    digests_due,
    remember_items,
)
from sheetsync.workspace.outcomes.letters import digest_outcome


def run(ws: Workspace) -> Outcome:
    """One letter to each of our people; an item again only when it got worse or a week passed."""
    ws.require("partners", "entities", "invoices")
    due = digests_due(ws)
    letters = digest_letters(ws, due)
    report = ws.send(letters)
    remember_items(ws, due, report)
    chats = announce_in_chats(ws, due, letters)
    return digest_outcome(ws.as_of.isoformat(), report, chats, lang=ws.lang)


if __name__ == "__main__":
    main(["run", "digest", *sys.argv[1:]])
