"""The command line, called on an office: its clock, its sandbox."""

from collections.abc import Callable
from typing import Any

import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.testing.office import Office
from sheetsync.workspace import opening

Call = Callable[..., str]


def called_on(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Call:
    """A call of the command line a minute after the one before: its words, and what it printed."""
    real = opening.open_workspace

    def opened(config: Any, **rest: Any) -> Any:
        return real(config, clock=office.clock, http=office.http, **rest)

    monkeypatch.setattr(opening, "open_workspace", opened)

    def told(*words: str, code: int = 0) -> str:
        office.clock.sleep(60)
        capsys.readouterr()
        assert exit_code_of([*words, "--config", str(office.path)]) == code, capsys.readouterr()
        return "".join(capsys.readouterr())

    return told
