"""SIGTERM ends every command within seconds: at once, or when the letter in flight is settled."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

EXIT_STOPPED = 2
#: So long a command may tidy up; together with a letter's last second it stays below five.
_GRACE_S = 2.5
_LOOK_S = 0.1
_SAID = b"sheetsync: ended by SIGTERM\n"


class Terminated(KeyboardInterrupt):
    """SIGTERM came; raised in the main thread, wherever it is."""


class Termination:
    """What SIGTERM does to this process.

    It is raised in the main thread as `Terminated`, so that locks are freed and files closed on the
    way out. Inside `gently` it is only noted: whoever asks (`asked`) ends by himself. Python runs
    a handler only between two steps of its own, so a thread watches too: a main thread that is
    stuck in C code, say at a locked database, is ended with the process. Whatever is killed in its
    midst is safe all the same (faults.md S26).
    """

    def __init__(self) -> None:
        self.event = threading.Event()
        self._gentle = 0
        self._held = 0

    def install(self) -> None:
        """Answer SIGTERM from now on; from the main thread."""
        signal.signal(signal.SIGTERM, self.ask)
        heard, told = os.pipe()
        os.set_blocking(told, False)
        signal.set_wakeup_fd(told, warn_on_full_buffer=False)
        threading.Thread(target=self._watch, args=(heard,), daemon=True).start()

    def asked(self) -> bool:
        """Whether SIGTERM came."""
        return self.event.is_set()

    def ask(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """Handle the signal.

        Raises:
            Terminated: unless the main thread is to end gently.
        """
        self.event.set()
        if not self._gentle:
            raise Terminated

    @contextmanager
    def gently(self) -> Iterator[None]:
        """While the block lasts, nothing is raised: it asks between two letters."""
        self._gentle += 1
        try:
            yield
        finally:
            self._gentle -= 1

    @contextmanager
    def held(self) -> Iterator[None]:
        """While the block lasts, the process is not ended: a letter is in flight."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1

    @staticmethod
    def end(code: int) -> None:
        """End the process now: Python's own way out may take long, and the watch stands still."""
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)

    def _watch(self, heard: int) -> None:
        """End the process when it has had its time since SIGTERM and since the last letter."""
        while os.read(heard, 1) != bytes([signal.SIGTERM]):
            pass
        self.event.set()
        waited_s, pause = 0.0, threading.Event()
        while waited_s < _GRACE_S:
            pause.wait(_LOOK_S)
            waited_s = 0.0 if self._held else waited_s + _LOOK_S
        os.write(2, _SAID)
        os._exit(EXIT_STOPPED)


#: This process's: a signal belongs to a process.
TERMINATION = Termination()
