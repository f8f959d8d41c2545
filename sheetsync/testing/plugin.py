"""Fixtures that pytest finds by itself once sheetsync is installed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_LOG_OPTION = "--sandbox-log"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take ``--sandbox-log FILE``: every request to the fixtures' sandboxes, a JSON line each."""
    parser.getgroup("sheetsync").addoption(
        _LOG_OPTION,
        metavar="FILE",
        default=None,
        help="append all requests to the sandbox fixtures, with their answers, to a JSONL file",
    )


@pytest.fixture
def sandbox(tmp_path: Path, request: pytest.FixtureRequest) -> Any:  # noqa: ANN401  (a Sandbox, imported when asked for)
    """An empty local Google in this process: `sheetsync.testing.sandbox.Sandbox`."""
    from sheetsync.testing.sandbox import Sandbox  # noqa: PLC0415  (pytest starts without it)

    found = Sandbox(tmp_path / "sandbox.sqlite")
    found.hooks.log_to(request.config.getoption(_LOG_OPTION))
    return found


@pytest.fixture
def sandbox_server(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    """An empty local Google on 127.0.0.1: `sheetsync.testing.sandbox.SandboxServer`."""
    from sheetsync.testing.sandbox import SandboxServer  # noqa: PLC0415  (pytest starts without it)

    with SandboxServer(tmp_path / "sandbox.sqlite").running() as server:
        server.hooks.log_to(request.config.getoption(_LOG_OPTION))
        yield server
