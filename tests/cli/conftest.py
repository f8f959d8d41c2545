"""A sandbox that `init` has set up, with a config to name it."""

from pathlib import Path

import pytest

from sheetsync.cli.main import exit_code_of

CONFIG = """\
sandbox: book.sqlite
state: state
mail:
  folder: letters
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.yaml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


@pytest.fixture
def ready(config: Path) -> Path:
    """The config of a workbook with all tabs and example rules."""
    assert exit_code_of(["init", "--config", str(config)]) == 0
    return config
