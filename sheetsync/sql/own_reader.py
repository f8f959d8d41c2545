"""The connection by which a thread reads, open between its readings.

Taken out of the pool and put back each time, it cost more than most of what is asked by it.
"""

import os
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa


class OwnReader(threading.local):
    """Of one SQLite database; every thread that uses it has another connection.

    Args:
        engine: makes connections.
        path: of the file.
        opened: holds all connections of all threads, for whoever closes them.
    """

    def __init__(
        self, engine: sa.Engine, path: Path, opened: weakref.WeakSet[sa.Connection]
    ) -> None:
        self._engine = engine
        self._path = path
        self._opened = opened
        self._kept: sa.Connection | None = None
        self._of: object = None
        self.is_used = False

    @contextmanager
    def connection(self) -> Iterator[sa.Connection]:
        """The thread's own; a new one after a failure, for another file, in a forked process."""
        of = (os.getpid(), file_of(self._path))
        if self._kept is None or self._kept.closed or self._of != of:
            self._drop()
            self._kept, self._of = self._engine.connect(), of
            self._opened.add(self._kept)
        self.is_used = True
        try:
            yield self._kept
        except BaseException:
            self._drop()
            raise
        finally:
            self.is_used = False

    def _drop(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.close()


def file_of(path: Path | None) -> tuple[int, int] | None:
    """Which file stands at a path; None for none."""
    try:
        found = os.stat(path) if path is not None else None  # noqa: PTH116  # of every page
    except OSError:
        return None
    return None if found is None else (found.st_dev, found.st_ino)
