"""The demo served: its workbook's page in a process of its own, and the partners' pages here."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sheetsync.cli.portal_serving import served

_PORT = "8790"
_GRACE_S = 5.0


def serve_demo(into: Path) -> int:
    """Serve workbook and portal until SIGTERM or Ctrl-C; the exit code.

    Args:
        into: the demo's folder.

    Raises:
        SheetsyncError: the portal cannot be served.
    """
    with _workbook_page(into / "workbook.sqlite"):
        return served(into / "config.yaml", with_worker=True)


@contextmanager
def _workbook_page(path: Path) -> Iterator[None]:
    """The workbook's page beside; it says its address itself."""
    arguments = ["sandbox", "serve", "--path", str(path), "--port", _PORT]
    child = subprocess.Popen([sys.executable, "-m", "sheetsync", *arguments])  # noqa: S603  # our own command, no shell
    try:
        yield
    finally:
        child.terminate()
        try:
            child.wait(_GRACE_S)
        except subprocess.TimeoutExpired:
            child.kill()
