"""Fixtures that pytest finds by itself once sheetsync is installed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def sandbox(tmp_path: Path) -> Any:  # noqa: ANN401  (a `sheetsync.testing.sandbox.Sandbox`, loaded when asked for)
    """An empty local Google in this process: no port, no network."""
    from sheetsync.testing.sandbox import Sandbox  # noqa: PLC0415  (pytest starts without it)

    return Sandbox(tmp_path / "sandbox.sqlite")


@pytest.fixture
def sandbox_server(tmp_path: Path) -> Iterator[Any]:
    """An empty local Google over HTTP on 127.0.0.1, a `sheetsync.testing.sandbox.SandboxServer`."""
    from sheetsync.testing.sandbox import SandboxServer  # noqa: PLC0415  (pytest starts without it)

    with SandboxServer(tmp_path / "sandbox.sqlite").running() as server:
        yield server
