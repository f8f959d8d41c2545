"""The servers of test runs that were killed are stopped by the next one."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

from sheetsync.testing.postgres import new_schema, server_address, stop_left_servers


@pytest.mark.skipif("SHEETSYNC_TEST_POSTGRES" in os.environ, reason="a server of your own is used")
def test_a_server_whose_starter_was_killed_is_stopped(tmp_path: Path) -> None:
    # As a run leaves it that is killed: nothing of its own cleaning up is done.
    program = (
        "import os, sys; from sheetsync.testing.postgres import server_address; "
        "print(server_address(), flush=True); os._exit(0)"
    )
    environment = {**os.environ, "TMPDIR": tempfile.gettempdir()}
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=tmp_path,
    )
    assert done.stdout.startswith("postgresql://")
    stopped = stop_left_servers()
    assert len(stopped) >= 1
    assert not any(psutil.pid_exists(pid) for pid in stopped)
    assert stop_left_servers() == []
    # The server of this very process stays.
    with new_schema() as address:
        assert address.schema
    assert server_address() == server_address()
