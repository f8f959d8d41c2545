"""The demo served: its workbook's page in a process of its own, and the partners' pages here."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sheetsync.cli.demo_addresses import WORKBOOK, Address
from sheetsync.cli.portal_serving import served
from sheetsync.cli.speech import speech

_GRACE_S = 5.0


def serve_demo(into: Path, port: int, beside: tuple[Address, ...]) -> int:
    """Serve workbook and portal until SIGTERM or Ctrl-C; the exit code.

    Args:
        into: the demo's folder.
        port: of the workbook's page.
        beside: further addresses to tell of once everything is served.

    Raises:
        SheetsyncError: the portal cannot be served.
    """
    with _workbook_page(into / "workbook.sqlite", port) as url:
        workbook = ((speech().say(WORKBOOK), url),) if url else ()
        return served(into / "config.yaml", with_worker=True, beside=(*workbook, *beside))


@contextmanager
def _workbook_page(path: Path, port: int) -> Iterator[str]:
    """The workbook's page beside; its address, "" where it cannot be served: it says why itself."""
    arguments = ["sandbox", "serve", "--path", str(path), "--port", str(port)]
    command = [sys.executable, "-m", "sheetsync", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603  # our own command, no shell
        try:
            assert child.stdout is not None  # noqa: S101  # it is a pipe
            # It says nothing else there.
            yield child.stdout.readline().strip()
        finally:
            child.terminate()
            try:
                child.wait(_GRACE_S)
            except subprocess.TimeoutExpired:
                child.kill()
