"""A mailing in a process of its own; SIGTERM is answered as on the command line."""

import sys
from datetime import datetime
from pathlib import Path

from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from jobs import monthly_reports
from sheetsync.cli.termination import TERMINATION
from sheetsync.sandbox.adapter import mount
from sheetsync.sandbox.server import create_app
from sheetsync.testing.clock import StillClock
from sheetsync.workspace import RunOptions, open_workspace


def main(folder: Path, now: str) -> int:
    """Send the month's reports; the exit code of the run."""
    TERMINATION.install()
    http = AuthorizedSession(Credentials(token="owner"))
    mount(http, create_app(folder / "workbook.sqlite"))
    options = RunOptions(stop=TERMINATION.asked, gently=TERMINATION.gently, hold=TERMINATION.held)
    clock = StillClock(datetime.fromisoformat(now))
    with open_workspace(
        folder / "config.yaml", clock=clock, options=options, job="monthly-reports", http=http
    ) as workspace:
        return workspace.run(monthly_reports.run).exit_code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
