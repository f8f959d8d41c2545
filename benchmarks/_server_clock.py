"""The processor's seconds of a program and of the PostgreSQL server that works for it."""

import time
from collections.abc import Callable
from contextlib import suppress

import psutil

from sheetsync.sql import DatabaseAddress, open_database


def clock_with(address: DatabaseAddress) -> Callable[[], float]:
    """A clock of what this process and a server on the same machine have worked.

    What else the machine does hardly matters then. A server counts in hundredths of a second.
    """
    with open_database(address) as database, database.reading() as connection:
        pid = connection.exec_driver_sql("select pg_backend_pid()").scalar()
        server = psutil.Process(pid).parent()
    assert server is not None

    def seconds() -> float:
        spent = time.process_time()
        # Of its processes those that have ended, itself, and those that work.
        ended = server.cpu_times()
        spent += ended.children_user + ended.children_system
        for one in (server, *server.children()):
            with suppress(psutil.NoSuchProcess):
                times = one.cpu_times()
                spent += times.user + times.system
        return spent

    return seconds
