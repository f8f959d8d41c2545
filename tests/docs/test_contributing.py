"""What CONTRIBUTING.md names is there, and the hooks before a commit are what the build asks."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`((?:sheetsync|jobs|tests|docs)/[\w./-]*)`", TEXT)))
#: What a newcomer shall not have to touch more of.
MOST_FILES = 6


@pytest.mark.parametrize("path", NAMED)
def test_what_contributing_names_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_no_common_change_touches_more_than_six_files() -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("| a") and "`sheetsync/" in line]
    assert len(rows) >= len(("tab", "column", "status", "KPI", "number", "finding", "language"))
    for row in rows:
        assert len(re.findall(r"`sheetsync/", row)) <= MOST_FILES, row


def test_the_hooks_before_a_commit_ask_what_the_build_asks() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    hooks = [hook["entry"] for repo in config["repos"] for hook in repo["hooks"]]
    build = (ROOT / ".ci/run").read_text(encoding="utf-8")
    asked = [
        line.split()[1] for line in build.splitlines() if re.match(r"step (ruff|lint|mypy)", line)
    ]
    assert {Path(hook.split()[0]).name for hook in hooks} == set(asked)
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert any("pre-commit" in one for one in extras["project"]["optional-dependencies"]["dev"])
