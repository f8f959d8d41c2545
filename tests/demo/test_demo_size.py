"""What the demo's size is reckoned at, beside what is drawn."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.demo import build
from sheetsync.demo.size import cells_reckoned, most_partners, rows_reckoned
from sheetsync.sandbox.switches import Switches
from sheetsync.tables.catalogue.modules import CORE

SHORT, FULL = date(2026, 1, 1), date(2026, 7, 31)


@cache
def drawn(size: int, as_of: date) -> dict[str, int]:
    """The rows of every people's tab."""
    return {code: len(rows) for code, rows in build("en", 7, size, as_of=as_of).tabs.items()}


def grown(size: int) -> dict[str, int]:
    """The rows that are reckoned for so many partners, those besides left out."""
    beside = rows_reckoned(0)
    return {code: rows - beside[code] for code, rows in rows_reckoned(size).items()}


@pytest.mark.parametrize(("size", "as_of"), [(48, SHORT), (48, FULL), (100, FULL)])
def test_no_tab_is_drawn_larger_than_reckoned(size: int, as_of: date) -> None:
    reckoned = grown(size)
    # The planted troubles add three rows to a tab at most.
    larger = {
        code: (rows, reckoned[code])
        for code, rows in drawn(size, as_of).items()
        if reckoned[code] and rows > reckoned[code] + 3
    }
    assert larger == {}


def test_people_s_tabs_are_reckoned_at_little_more_than_is_drawn() -> None:
    width = {tab.code: len(tab.columns) for tab in CORE.tabs}
    cells = sum(width[code] * rows for code, rows in drawn(100, FULL).items())
    reckoned = sum(width[code] * grown(100)[code] for code in drawn(100, FULL))
    assert cells < reckoned < 1.1 * cells


def test_the_largest_network_fits_and_one_partner_more_does_not() -> None:
    most_cells = Switches().most_cells
    most = most_partners(most_cells)
    assert cells_reckoned(most) <= most_cells < cells_reckoned(most + 1)
    assert most > 3_000


def test_a_network_that_no_spreadsheet_holds_is_refused_before_it_is_drawn(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert exit_code_of(["demo", "--lang", "en", "--partners", "10000"]) == 2
    said = capsys.readouterr().err
    assert "10,000 partners take about 3" in said
    assert "a spreadsheet holds 10 million" in said
    assert f"ask for {most_partners(Switches().most_cells):,} at most" in said
    assert exit_code_of(["demo", "--lang", "ru", "--partners", "10000"]) == 2
    assert "10\u00a0000 партнёров — это около 3" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
