"""Adopting as a person types it on a terminal: a file, a spreadsheet for viewing, one in place."""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import gspread
import msgspec
import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.config import load_config
from sheetsync.config.mapping_file import load_mapping
from sheetsync.testing.sandbox import Sandbox
from tests.cli.terminal import Terminal
from tests.tables.adoption.test_plain_form import Tabs
from tests.tables.adoption.workbook_grids import WORKBOOKS
from tests.workspace.adopted.test_google_source import TABS
from tests.workspace.adopted.test_in_place import WHOLE
from tests.workspace.test_doors import key_file

CHILD = Path(__file__).parents[1] / "cli" / "child_google.py"
ROOT = Path(__file__).parents[2]
VIEWER = "viewer:robot@project.example"
DAY = ("--as-of", "2026-06-01")
JOBS = ("validate", "overdue", "ratings", "monthly-reports", "digest")
ALL_RIGHT, RIGHT = "[s] сохранить и выйти", "[Enter да"
IN_PLACE, LOOK = (
    "Вкладки sheetsync в этот файл? [напишите «да»",
    "первый взгляд: adopted/report.html",
)
#: Somebody who types with two fingers, and reads each line of a screen before answering.
_KEY_S, _ANSWER_S, _LINE_S = 1.0, 3.0, 2.0
_TEN_MINUTES_S = 600


def typing_s(terminal: Terminal, command: str) -> float:
    """How long a slow typist sits at what a terminal showed: reads it, thinks, types."""
    shown = [line for line in terminal.shown.splitlines() if line.strip()]
    keys = len(command) + sum(len(line) + 1 for line in terminal.typed)
    return keys * _KEY_S + len(terminal.typed) * _ANSWER_S + len(shown) * _LINE_S


def _typed(folder: Path, typed: Sequence[tuple[str, str]], *more: str) -> Terminal:
    """A file adopted: each line is typed once its question is there."""
    command = ("adopt", "team.xlsx", "--lang", "ru", *DAY, *more)
    with Terminal(*command, folder=folder) as terminal:
        for text, line in typed:
            terminal.wait_for(text)
            terminal.enter(line)
        terminal.wait_for(LOOK)
        assert terminal.end() == 1
        return terminal


@pytest.mark.slow
def test_from_an_xlsx_with_a_tab_a_month_to_its_ageing_in_ten_minutes_and_all_jobs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(WORKBOOKS / "by_month.xlsx", tmp_path / "team.xlsx")
    before = (tmp_path / "team.xlsx").read_bytes()
    typed = (
        # The directory of studios: all of it is sure.
        (ALL_RIGHT, ""),
        # A mark for paid is asked; visits are looked at and left to the team, comments as well.
        (RIGHT, ""), (ALL_RIGHT, "e"), ("какой столбец?", "B"), ("что это?", "?"),
        ("что это?", ""), (ALL_RIGHT, "e"), ("какой столбец?", "H"), ("что это?", ""),
        (ALL_RIGHT, ""),
    )  # fmt: skip
    terminal = _typed(tmp_path, typed)
    spent_s = typing_s(terminal, "sheetsync adopt team.xlsx --lang ru --as-of 2026-06-01")
    # Nobody can be timed here: the typist is a bound on what is asked and shown.
    assert spent_s < _TEN_MINUTES_S / 2
    report = (tmp_path / "adopted" / "report.html").read_text(encoding="utf-8")
    assert "<svg" in report
    assert "Мы должны партнёрам" in report
    mapping = load_mapping(tmp_path / "adopted" / "mapping.yaml")
    assert [tab.answer for tab in mapping.tabs] == ["yes", "yes"]
    assert mapping.tabs[1].own == ("Посещений", "Комментарии")
    code = exit_code_of(["run", *JOBS, "--config", "adopted/config.yaml", "--publish", *DAY])
    assert code in {0, 1}
    assert "Traceback" not in capsys.readouterr().err
    # A second run has nothing to ask.
    assert "верно?" not in _typed(tmp_path, (), "--again").shown
    assert (tmp_path / "team.xlsx").read_bytes() == before


@dataclass
class Google:
    """A team's spreadsheet at a local Google, which the processes of a folder find.

    Attributes:
        folder: with the log of all requests.
        book: the spreadsheet, as its owner sees it.
        where: its address.
        who: role and address of whoever asks from a process.
    """

    folder: Path
    book: gspread.Spreadsheet
    where: str
    who: str = VIEWER

    @property
    def program(self) -> tuple[str, ...]:
        """What Python runs: `sheetsync`, with this Google."""
        log = self.folder / "google.log"
        return str(CHILD), str(self.folder / "google.sqlite"), self.who, str(log)

    @property
    def asked(self) -> set[str]:
        """The methods of everything that went there, tokens aside."""
        lines = (self.folder / "google.log").read_bytes().splitlines()
        found = [msgspec.json.decode(line) for line in lines]
        return {one["method"] for one in found if not one["url"].endswith("/token")}

    @property
    def cells(self) -> dict[str, list[list[str]]]:
        """All its cells as they are shown, by tab."""
        return {tab.title: tab.get_all_values() for tab in self.book.worksheets()}

    def adopt(self, *more: str, last: str = "") -> tuple[Terminal, int]:
        """Adopt it on a terminal with Enter for an answer, `last` for the question in place."""
        command = ("adopt", self.where, "--lang", "ru", *DAY, *more)
        with Terminal(*command, folder=self.folder, program=self.program) as terminal:
            while LOOK not in (shown := terminal.wait_for_any(ALL_RIGHT, RIGHT, IN_PLACE, LOOK)):
                terminal.enter(last if IN_PLACE in shown else "")
            return terminal, terminal.end()

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *self.program, *arguments]
        return subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, check=False, timeout=300
        )


def google(folder: Path, monkeypatch: pytest.MonkeyPatch, tabs: Tabs) -> Google:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    sandbox = Sandbox(folder / "google.sqlite")
    book = sandbox.create(tabs, title="Счета студий", locale="ru_RU")
    key_file(folder / "key.json")
    where = f"https://docs.google.com/spreadsheets/d/{book.id}/edit"
    return Google(folder, book, where)


@pytest.mark.slow
def test_a_google_spreadsheet_for_viewing_is_adopted_by_reads_alone_and_all_jobs_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = google(tmp_path, monkeypatch, TABS)
    before = team.cells
    terminal, code = team.adopt("--credentials", "key.json")
    assert code == 1
    assert typing_s(terminal, f"sheetsync adopt {team.where}") < _TEN_MINUTES_S / 2
    assert "Вкладки 2–3 из 3  «Март 2026» … «Апрель 2026»" in terminal.shown
    assert re.search(r"не вошло строк: 1 \(Март 2026!A5\): «Ветор»", terminal.shown)
    report = (tmp_path / "adopted" / "report.html").read_text(encoding="utf-8")
    assert "<svg" in report
    assert f"{team.where}#gid=" in report
    done = team.run("run", *JOBS, "--config", "adopted/config.yaml", "--publish", *DAY)
    assert done.returncode in {0, 1}, done.stderr
    assert "Traceback" not in done.stderr
    # The key of the first time serves the second, which asks nothing.
    again, _ = team.adopt("--again")
    assert not again.typed
    assert team.asked == {"GET"}
    assert team.cells == before


@pytest.mark.slow
def test_a_typed_yes_on_a_terminal_makes_it_the_workbook_and_the_report_says_what_is_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = google(tmp_path, monkeypatch, WHOLE)
    before = team.cells
    terminal, code = team.adopt("--credentials", "key.json", last="да")
    assert (code, terminal.typed[-1]) == (0, "да")
    assert {path.name for path in (tmp_path / "adopted").iterdir()} == {
        "config.yaml", "report.html", "state"
    }  # fmt: skip
    config = load_config(tmp_path / "adopted" / "config.yaml")
    assert (config.spreadsheet, config.source) == (team.where, None)
    command = "sheetsync init --repair --lang ru --config adopted/config.yaml"
    report = (tmp_path / "adopted" / "report.html").read_text(encoding="utf-8")
    steps = re.findall(r"<li>(.*?)</li>", report.partition("<ol>")[2], re.DOTALL)
    assert [command in steps[0], "во вкладку «Группы»" in steps[1], len(steps)] == [True, True, 3]
    assert "validate --config adopted/config.yaml" in steps[2]
    assert team.asked == {"GET"}
    assert team.cells == before
    # What comes next is done as an editor.
    team.who = "editor:robot@project.example"
    done = team.run(*command.split()[1:])
    assert done.returncode == 0, done.stderr
    assert "Ждут оплаты" in team.cells


@pytest.mark.slow
def test_an_enter_on_a_terminal_is_no_yes_and_the_report_keeps_to_the_mapping(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = google(tmp_path, monkeypatch, WHOLE)
    terminal, _ = team.adopt("--credentials", "key.json")
    assert IN_PLACE in terminal.shown
    assert (tmp_path / "adopted" / "mapping.yaml").is_file()
    report = (tmp_path / "adopted" / "report.html").read_text(encoding="utf-8")
    assert "init --repair" not in report
    assert team.asked == {"GET"}
