"""A sandbox that `init` has set up, with a config to name it."""

import shutil
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


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that `init` has worked in."""
    folder = tmp_path_factory.mktemp("made-by-init")
    config = folder / "config.yaml"
    config.write_text(CONFIG, encoding="utf-8")
    assert exit_code_of(["init", "--config", str(config)]) == 0
    return folder


@pytest.fixture
def ready(made_once: Path, config: Path) -> Path:
    """The config of a workbook with all tabs and example rules, a copy for each test."""
    shutil.copytree(made_once, config.parent, dirs_exist_ok=True)
    return config
