"""`sheetsync` in a process of its own whose Google is a sandbox file, for a terminal or a run."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import requests

from sheetsync.cli.main import main
from sheetsync.sandbox.adapter import mount
from sheetsync.sandbox.hooks import Hooks
from sheetsync.sandbox.server import create_app


def google_is(sandbox: Path, who: str, log: Path) -> None:
    """Let every session of this process find a sandbox file where Google would be.

    Args:
        sandbox: the file.
        who: role and address of whoever asks, as ``viewer:robot@project.example``.
        log: every request is written there.
    """
    hooks = Hooks()
    hooks.log_to(log)
    app = create_app(sandbox, hooks=hooks)

    def asked(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        environ["HTTP_AUTHORIZATION"] = f"Bearer {who}"
        return app(environ, start)

    made = requests.Session.__init__

    def mounted(self: requests.Session, *args: Any, **options: Any) -> None:
        made(self, *args, **options)
        mount(self, asked)

    requests.Session.__init__ = mounted  # type: ignore[method-assign]  # the wire, not our code


if __name__ == "__main__":
    google_is(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
    sys.argv[1:] = sys.argv[4:]
    main()
