"""Inputs made after public reports of what broke in other programs, and tools to try them.

`reports.json` holds them by kind. Each kind has one function, `test_KIND(case, …)`.
"""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.rules.validation import validate, worded
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn
from sheetsync.workspace import open_workspace

REPORTS = Path(__file__).parent / "reports.json"
AS_OF = date(2026, 4, 15)
CONFIG = "sandbox: book.sqlite\nstate: state\nmail:\n  folder: letters\n"
PARTNERS = """
    Partners
    Partner ID | Name | Group | Status | Curator
    P-001 | Север | studios | active | Анна
"""

Case = dict[str, Any]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test the cases of the kind that it is named after."""
    if "case" not in metafunc.fixturenames:
        return
    kind = metafunc.function.__name__.removeprefix("test_")
    cases = [
        case for case in json.loads(REPORTS.read_text("utf-8"))["cases"] if case["kind"] == kind
    ]
    metafunc.parametrize("case", cases, ids=[f"{case['id']} {case['title']}" for case in cases])


class Told:
    """Tables of a drawing with the findings of `validate`, and their words."""

    def __init__(self, *parts: str) -> None:
        read = drawn("\n".join(parts), due_soon_days=3)
        self.tables: Tables = read.with_findings(validate(read, AS_OF))

    def codes(self, tab: str) -> list[str]:
        return [
            worded(finding, self.tables, "ru").code
            for finding in self.tables.findings
            if finding.tab == tab
        ]

    def errors(self, tab: str) -> list[str]:
        return [
            finding.code
            for finding in self.tables.findings
            if finding.tab == tab and finding.severity == "error"
        ]

    def sentences(self, tab: str) -> list[str]:
        return [
            worded(finding, self.tables, "ru").sentence
            for finding in self.tables.findings
            if finding.tab == tab
        ]


@pytest.fixture
def told() -> Callable[..., Told]:
    """Read tabs drawn as text beside a tab of one partner, and validate them."""
    return lambda *parts: Told(PARTNERS, *parts)


class Desk:
    """A folder with a config, and the command line."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.configure()

    @property
    def config(self) -> Path:
        return self.folder / "config.yaml"

    def configure(self, more: str = "") -> None:
        self.config.write_text(CONFIG + more, encoding="utf-8")

    def run(self, *words: str) -> tuple[int, str]:
        """The exit code, and all that was printed."""
        self._capsys.readouterr()
        code = exit_code_of([*words, "--config", str(self.config)])
        printed = self._capsys.readouterr()
        return code, printed.out + printed.err

    def shown(self, title: str) -> dict[str, list[str]]:
        """Shown cells of a tab, by header."""
        with open_workspace(self.config) as workspace:
            columns = workspace.session.columns([title], "FORMATTED_VALUE")[0]
        return {str(column[0]): [str(cell) for cell in column[1:]] for column in columns if column}

    def assert_imported(self, source: Path, want: Case) -> None:
        """Import files: refused with the right words, told of, or read right."""
        code, out = self.run("import", str(source))
        if code == 2:
            assert re.search(want.get("or_refused", "(?!)"), out), out
        elif "said" not in want or not re.search(want["said"], out):
            assert "cells" in want, f"{code} {out}"
            found = self.shown(want["tab"])
            cells = {
                header: [cell.replace("\xa0", " ") for cell in found.get(header, [])]
                for header in want["cells"]
            }
            assert cells == want["cells"], out


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)
