"""At most so many calls a minute, counted together by all processes of this machine."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sheetsync.dates import Clock
from sheetsync.private_files import make_private_file, make_private_folder

_WINDOW_S = 60.0


class Limiter:
    """A sliding window of one minute in a small SQLite file.

    Google counts per user and project, so every process that uses the same service account on
    this machine shares the file. Source: https://developers.google.com/sheets/api/limits
    """

    def __init__(
        self, path: Path | None, clock: Clock, limits: dict[str, int], *, writer: str = ""
    ) -> None:
        """Open the window.

        Args:
            path: the shared file; None counts in this process only.
            clock: tells the time and sleeps.
            limits: calls a minute by kind ("read", "write").
            writer: whose writes are counted apart from others'; reads are everybody's.
        """
        self._clock = clock
        self._limits = limits
        self._writes = f"write {writer}".rstrip()
        if path is not None:
            make_private_folder(path.parent)
            make_private_file(path)
        self._file = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=30)
        with closing(self._file.cursor()) as cursor:
            cursor.execute("CREATE TABLE IF NOT EXISTS calls (kind TEXT, at REAL)")

    def wait_for_turn(self, kind: str) -> float:
        """Take a place in the window, sleeping until there is one.

        Returns:
            Seconds slept.
        """
        slept = 0.0
        while (pause := self._pause(kind)) > 0:
            self._clock.sleep(pause)
            slept += pause
        return slept

    def taken(self, kind: str) -> int:
        """How many calls of the last minute count for us."""
        counted = self._writes if kind == "write" else kind
        now = self._clock.now().timestamp()
        with closing(self._file.cursor()) as cursor:
            cursor.execute(
                "SELECT count(*) FROM calls WHERE kind = ? AND at > ? AND at <= ?",
                (counted, now - _WINDOW_S, now),
            )
            return int(cursor.fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _pause(self, kind: str) -> float:
        """Take a place and answer 0, or answer how long to wait for one."""
        counted = self._writes if kind == "write" else kind
        now = self._clock.now().timestamp()
        with closing(self._file.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            # A clock that was set back must not lock everybody out.
            cursor.execute("DELETE FROM calls WHERE at <= ? OR at > ?", (now - _WINDOW_S, now))
            cursor.execute("SELECT at FROM calls WHERE kind = ? ORDER BY at DESC", (counted,))
            taken = [at for (at,) in cursor.fetchall()]
            limit = self._limits[kind]
            pause = taken[limit - 1] + _WINDOW_S - now if len(taken) >= limit else 0.0
            if pause <= 0:
                cursor.execute("INSERT INTO calls VALUES (?, ?)", (counted, now))
            cursor.execute("COMMIT")
        return pause
