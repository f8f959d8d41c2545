"""docs/sandbox.md does what it shows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from sheetsync.sandbox.hooks import Hooks
from sheetsync.sandbox.hooks.control import Control
from sheetsync.testing.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs" / "sandbox.md").read_text(encoding="utf-8")


def test_the_example_passes_as_it_stands(tmp_path: Path) -> None:
    tests, _script = re.findall(r"```python\n(.*?)```", DOC, re.DOTALL)
    example = tmp_path / "test_example.py"
    example.write_text(tests, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", str(example)]
    run = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stdout
    assert "6 passed" in run.stdout


def test_the_script_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _tests, script = re.findall(r"```python\n(.*?)```", DOC, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(compile(script, "docs/sandbox.md", "exec"), {})  # noqa: S102  (the page's own example)
    assert (tmp_path / "try.sqlite").exists()


def test_every_hook_is_named(sandbox: Sandbox) -> None:
    world = sandbox.app.extensions["sandbox"]
    paths = Control(Hooks(), sandbox.app, world).paths
    assert [path for path in paths if path not in DOC] == []
    named = set(re.findall(r"`?hooks\.(\w+)\(", DOC))
    assert named >= {
        "fail",
        "limit",
        "meanwhile",
        "people",
        "set_time",
        "advance",
        "log_to",
        "reset",
    }
