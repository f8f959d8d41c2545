"""A command on a terminal of its own: what it shows, and keys that a person types."""

import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

_CONTROLS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][0-9A-B]|\r")


class Terminal:
    """`python -m sheetsync` in a pseudo-terminal of 100 columns.

    Args:
        arguments: of the command.
        folder: that it runs in.
        program: what Python runs instead of it.

    Attributes:
        typed: lines that were typed.
    """

    def __init__(
        self, *arguments: str, folder: Path, program: Sequence[str] = ("-m", "sheetsync")
    ) -> None:
        self._master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (40, 100))
        variables = os.environ | {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40"}
        self._child = subprocess.Popen(
            [sys.executable, *program, *arguments],
            cwd=folder,
            env=variables,
            # Only a terminal that the command owns turns Ctrl-C into a signal.
            preexec_fn=lambda: os.login_tty(slave),  # noqa: PLW1509  # no threads here
        )
        os.close(slave)
        self.raw = ""
        self.typed: list[str] = []
        self._typed_at = 0

    @property
    def shown(self) -> str:
        """Everything so far, without colours."""
        return _CONTROLS.sub("", self.raw)

    def wait_for(self, text: str, *, within_s: float = 60) -> str:
        """What was shown since the last line that was typed, once a text stands in it."""
        return self.wait_for_any(text, within_s=within_s)

    def wait_for_any(self, *texts: str, within_s: float = 60) -> str:
        """The same, once one of several texts does."""
        last = time.monotonic() + within_s
        while not any(text in self._since_typed() for text in texts):
            assert time.monotonic() < last, f"no {texts!r} in:\n{self.shown}"
            assert self._read(last - time.monotonic()), f"it ended before {texts!r}:\n{self.shown}"
        return self._since_typed()

    def _since_typed(self) -> str:
        return _CONTROLS.sub("", self.raw[self._typed_at :])

    def enter(self, line: str = "") -> None:
        """Type a line and Enter."""
        self._typed_at = len(self.raw)
        self.typed.append(line)
        os.write(self._master, f"{line}\n".encode())

    def end(self, *, within_s: float = 60) -> int:
        """Wait for its end; the exit code."""
        last = time.monotonic() + within_s
        while self._read(last - time.monotonic()):
            assert time.monotonic() < last, self.shown
        return self._child.wait(within_s)

    def _read(self, within_s: float) -> bool:
        """Take what there is; False at the end."""
        ready, _, _ = select.select([self._master], [], [], max(0.0, within_s))
        if not ready:
            return False
        try:
            found = os.read(self._master, 65536)
        except OSError:
            return False
        self.raw += found.decode(errors="replace")
        return bool(found)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._child.poll() is None:
            self._child.kill()
            self._child.wait()
        os.close(self._master)
