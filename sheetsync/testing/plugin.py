"""Fixtures that pytest finds by itself once sheetsync is installed."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_LOG_OPTION = "--sandbox-log"
_LOG_VARIABLE = "SHEETSYNC_SANDBOX_LOG"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take ``--sandbox-log FILE``: every request to any sandbox of the run, a JSON line each."""
    parser.getgroup("sheetsync").addoption(
        _LOG_OPTION,
        metavar="FILE",
        default=None,
        help="append all requests to sandboxes, with their answers, to a JSONL file",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Tell the sandboxes of this process, of its workers and of programs it starts."""
    path = config.getoption(_LOG_OPTION)
    if path and _LOG_VARIABLE not in os.environ:
        os.environ[_LOG_VARIABLE] = str(Path(path).absolute())
        config.add_cleanup(_forget_the_log)


def _forget_the_log() -> None:
    os.environ.pop(_LOG_VARIABLE, None)


@pytest.fixture
def sandbox(tmp_path: Path) -> Any:  # noqa: ANN401  (a Sandbox, imported when asked for)
    """An empty local Google in this process: `sheetsync.testing.sandbox.Sandbox`."""
    from sheetsync.testing.sandbox import Sandbox  # noqa: PLC0415  (pytest starts without it)

    return Sandbox(tmp_path / "sandbox.sqlite")


@pytest.fixture
def sandbox_server(tmp_path: Path) -> Iterator[Any]:
    """An empty local Google on 127.0.0.1: `sheetsync.testing.sandbox.SandboxServer`."""
    from sheetsync.testing.sandbox import SandboxServer  # noqa: PLC0415  (pytest starts without it)

    with SandboxServer(tmp_path / "sandbox.sqlite").running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """The address of a new database, once of each kind: `sheetsync.sql.DatabaseAddress`."""
    from sheetsync.testing.databases import new_database  # noqa: PLC0415  (pytest starts without it)

    with new_database(request.param, tmp_path) as address:
        yield address
