"""Odd but healthy files import right, cell by cell."""

from pathlib import Path

import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.workspace import open_workspace
from tests.files.healthy_files import HEALTHY, PARTNERS, Healthy


@pytest.mark.parametrize("healthy", HEALTHY, ids=lambda one: one.name)
def test_a_file_of_another_program_imports_right(healthy: Healthy, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("sandbox: book.sqlite\n", encoding="utf-8")
    source = healthy.make(tmp_path)
    assert exit_code_of(["import", str(source), "--config", str(config)]) == 0
    with open_workspace(config) as workspace:
        columns = workspace.session.columns(["Партнёры"], "FORMATTED_VALUE")[0]
        stored = workspace.session.columns(["Партнёры"], "UNFORMATTED_VALUE")[0]
        assert len(workspace.reading.tables.frame("partners")) == 2
    shown = {str(cells[0]): [str(cell) for cell in cells[1:]] for cells in columns if cells}
    assert {header: shown[header] for header in PARTNERS} == PARTNERS
    assert {header for header, cells in shown.items() if any(cells)} == set(PARTNERS)
    assert list(stored[4][1:]) == [46082, 45672]
