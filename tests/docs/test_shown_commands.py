"""Commands shown in documents are real: their options parse, and those of the README run."""

import re
import shlex
from datetime import date, datetime
from pathlib import Path

import click
import pytest

from sheetsync.cli.main import cli, exit_code_of
from sheetsync.dates import zone_of
from sheetsync.testing.office import Office
from sheetsync.workspace.making import TIME_ZONE
from tests.workspace.portal.house import House

ROOT = Path(__file__).parents[2]
PAGES = [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
SHOWN = re.compile(r"^\$ (?:\.venv/bin/)?(sheetsync .+)$", re.MULTILINE)
#: Commands that serve, watch or talk to a server of yours.
_ENDLESS = {"serve", "schedule", "portal"}
MIRRORED = "sandbox: workbook.sqlite\nmirror:\n  url: sqlite:///state/mirror.sqlite\n"


def shown_commands() -> list[tuple[str, str]]:
    return [
        (page.name, line)
        for page in PAGES
        for line in SHOWN.findall(page.read_text(encoding="utf-8"))
    ]


def parsed(command: click.Command, name: str, arguments: list[str]) -> None:
    """Parse as click would, down to the last subcommand; raises what click would."""
    context = command.make_context(name, list(arguments))
    if not isinstance(command, click.Group):
        return
    # click has no other name yet for a group's subcommand and what follows it.
    rest = [*context._protected_args, *context.args]
    if rest:
        found = command.get_command(context, rest[0])
        assert found is not None, f"no command {rest[0]!r}"
        parsed(found, rest[0], rest[1:])


@pytest.mark.parametrize(("page", "line"), shown_commands())
def test_a_shown_command_parses(page: str, line: str) -> None:
    assert page
    line = line.replace("KEY", "monthly/P-001/2026-03/1").replace("DAY", "2026-03-31")
    words = shlex.split(line)
    parsed(cli, "sheetsync", words[1:])


@pytest.mark.slow
def test_the_readme_runs_from_top_to_bottom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = SHOWN.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    ran = []
    for line in lines:
        words = shlex.split(line)[1:]
        if not _ENDLESS & set(words):
            assert exit_code_of(words) in {0, 1}, line
            ran.append(words[0])
    assert ran[:3] == ["demo", "run", "run"]


def test_the_pages_of_the_mirror_run_from_top_to_bottom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path, date(2026, 4, 15), config=MIRRORED)
    office.type_in("Партнёры\npartner_id | name | comment\nP-017 | Север | ёж")
    monkeypatch.chdir(tmp_path)
    # The day of the first sight, in the workbook's zone: before it the mirror knows nothing.
    now = datetime.now(zone_of(TIME_ZONE))  # noqa: TID251  # the commands ask this clock
    today = now.date().isoformat()
    ran = set()
    for page in ("road-out.md", "history.md", "ru/history.md"):
        for line in SHOWN.findall((ROOT / "docs" / page).read_text(encoding="utf-8")):
            words = shlex.split(line.replace("DAY", today))[1:]
            assert exit_code_of(words) in {0, 1}, line
            ran.add(words[0])
    assert ran == {"run", "mirror", "history", "changes", "restore"}
    assert (tmp_path / "export" / "partners" / "data.parquet").exists()
    assert (tmp_path / "export" / "iceberg" / "partners" / "metadata").is_dir()


def test_the_page_of_the_portal_runs_from_top_to_bottom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(tmp_path)
    house.send()
    house.round()
    house.close()
    monkeypatch.chdir(tmp_path)
    ran = set()
    for line in SHOWN.findall((ROOT / "docs" / "portal.md").read_text(encoding="utf-8")):
        words = shlex.split(line)[1:]
        if "demo/config.yaml" in words:
            continue
        if words[:2] == ["portal", "recover"]:
            # Of a store that is lost.
            for file in tmp_path.glob("portal.sqlite*"):
                file.unlink()
        assert exit_code_of(words) == 0, line
        ran.add(" ".join(words[:2]))
    assert ran == {
        "init --repair",
        "portal queue",
        "portal worker",
        "portal recover",
        "portal export",
    }
    assert list((tmp_path / "for-vektor").rglob("*.pdf"))


def test_the_readme_names_the_two_commands_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in ("demo", "test"):
        assert f"\n{target}: setup\n" in makefile
        assert f"make {target}" in readme


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_and_pictures_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", text):
        assert (page.parent / target).exists(), target
