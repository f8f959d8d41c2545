"""A run in a process of its own, which comes to its publication and stays there to be killed."""

import signal
import sys
from datetime import datetime
from importlib import import_module
from pathlib import Path

from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from sheetsync.sandbox.adapter import mount
from sheetsync.sandbox.hooks import Fault, Hooks, People
from sheetsync.sandbox.server import create_app
from sheetsync.testing.clock import StillClock
from sheetsync.workspace import open_workspace

READY = "at the publication"


def stay(_people: People) -> None:
    """Tell the parent, and wait for the end."""
    sys.stdout.write(f"{READY}\n")
    sys.stdout.flush()
    signal.pause()


def main(folder: Path, job: str, now: str, moment: str) -> None:
    """Run a job until the moment `before` or `after` its publication is applied."""
    hooks = Hooks()
    if moment == "before":
        hooks.meanwhile(stay, path=":batchUpdate")
    else:
        hooks.fail(Fault(path=":batchUpdate", after=True))
        # The answer is lost, so the run looks whether it was applied: it never comes to know.
        hooks.meanwhile(stay, method="GET", path=r"/v4/", skip=3)
    http = AuthorizedSession(Credentials(token="owner"))
    mount(http, create_app(folder / "workbook.sqlite", hooks=hooks))
    clock = StillClock(datetime.fromisoformat(now))
    with open_workspace(folder / "config.yaml", clock=clock, job=job, http=http) as workspace:
        workspace.run(import_module(f"jobs.{job}").run)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
