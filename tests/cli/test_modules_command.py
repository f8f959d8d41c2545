"""``sheetsync modules`` and ``init --with``, ``--tidy``: what they say and what they change."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.tables.catalogue.changes import CHANGES
from sheetsync.tables.catalogue.logs import CODES
from sheetsync.tables.catalogue.modules import CORE, in_workbook_order, registered
from sheetsync.workspace import open_workspace
from tests.made_up_module import GIFTS_MODULE, RAFFLES_MODULE

GIFT_TABS = ["Подарки", "Пожелания", "Суммы подарков", "Журнал подарков"]


@pytest.fixture(autouse=True)
def made_up() -> Iterator[None]:
    with registered(GIFTS_MODULE), registered(RAFFLES_MODULE):
        yield


class Terminal:
    """The command line beside one workbook."""

    def __init__(self, config: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.config = config
        self._capsys = capsys

    def said(self, *words: str, code: int = 0) -> str:
        """What a command says, on either stream."""
        self._capsys.readouterr()
        assert exit_code_of(["--lang", "en", *words, "--config", str(self.config)]) == code
        told = self._capsys.readouterr()
        return told.out + told.err

    def json(self, *words: str) -> Any:
        return json.loads(self.said(*words, "--json"))

    def on(self) -> tuple[str, ...]:
        with open_workspace(self.config) as workspace:
            return workspace.settings.modules

    def titles(self) -> list[str]:
        with open_workspace(self.config) as workspace:
            return list(workspace.reading.snapshot.tabs)


@pytest.fixture
def terminal(ready: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(ready, capsys)


def test_the_list_says_what_is_on_what_is_needed_and_what_stayed(terminal: Terminal) -> None:
    lines = terminal.said("modules").splitlines()
    assert lines[0].startswith("on   core: core, ")
    assert any(line.startswith("off  gifts_desk: gifts, 4 tabs") for line in lines)
    assert any("needs gifts_desk" in line for line in lines)
    terminal.said("modules", "on", "gifts_desk", "--no-backup")
    assert "\non   gifts_desk" in terminal.said("modules")
    terminal.said("modules", "off", "gifts_desk")
    (line,) = [line for line in terminal.said("modules").splitlines() if "off  gifts_desk" in line]
    assert line.endswith(f"in the workbook all the same: {', '.join(GIFT_TABS)}")
    states = {state["code"]: state for state in terminal.json("modules")["modules"]}
    assert states["core"]["on"]
    assert not states["gifts_desk"]["on"]
    assert states["gifts_desk"]["left"] == GIFT_TABS


def test_a_module_is_switched_on_with_what_it_needs_and_says_so(terminal: Terminal) -> None:
    told = terminal.said("modules", "on", RAFFLES_MODULE.code, "--dry-run")
    assert f"+ модуль gifts_desk, он нужен для {RAFFLES_MODULE.code}" in told
    assert terminal.on() == ("core",)
    before = terminal.titles()
    terminal.said("modules", "on", RAFFLES_MODULE.code, "--no-backup")
    assert set(terminal.on()) == {"core", "gifts_desk", RAFFLES_MODULE.code}
    assert set(GIFT_TABS) <= set(terminal.titles()) - set(before)
    assert terminal.said("modules", "on", RAFFLES_MODULE.code, "--no-backup") == (
        "nothing was missing\n"
    )


def test_init_with_a_module_does_the_same(terminal: Terminal) -> None:
    made = terminal.json("init", "--repair", "--with", "gifts_desk", "--no-backup")["made"]
    assert "+ модуль gifts_desk" in made
    assert terminal.on() == ("core", "gifts_desk")
    assert set(GIFT_TABS) <= set(terminal.titles())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["modules", "on", "gift_desk"], ["no module 'gift_desk'", "did you mean 'gifts_desk'?"]),
        (
            ["modules", "off", "qqqq"],
            ["no module 'qqqq'", "core, payments, people_desk, portal, gifts_desk"],
        ),
        (["modules", "off", "core"], ["core is always on"]),
        (["modules", "off", "gifts_desk"], ["gifts_desk is off already"]),
        (["init", "--repair", "--with", "core,gift_desk"], ["did you mean 'gifts_desk'?"]),
        (["init", "--tidy"], ["add --repair"]),
    ],
)
def test_what_cannot_be_done_names_the_cure_and_changes_nothing(
    terminal: Terminal, words: list[str], told: list[str]
) -> None:
    before = terminal.titles()
    said = terminal.said(*words, code=2)
    assert all(part in said for part in told), said
    assert (terminal.on(), terminal.titles()) == (("core",), before)


def test_a_module_that_another_needs_stays_on(terminal: Terminal) -> None:
    terminal.said("modules", "on", RAFFLES_MODULE.code, "--no-backup")
    said = terminal.said("modules", "off", "gifts_desk", code=2)
    assert f"sheetsync modules off {RAFFLES_MODULE.code}" in said
    assert "gifts_desk" in terminal.on()


def test_a_dry_run_of_off_says_what_stays_and_changes_nothing(terminal: Terminal) -> None:
    terminal.said("modules", "on", "gifts_desk", "--no-backup")
    told = terminal.json("modules", "off", "gifts_desk", "--dry-run")
    assert told["dry_run"]
    assert [f"остаётся как есть: {title}" for title in GIFT_TABS] == told["done"][1:5]
    assert terminal.on() == ("core", "gifts_desk")
    assert terminal.json("modules", "off", "gifts_desk") == {**told, "dry_run": False}
    assert terminal.on() == ("core",)


def test_tidying_moves_tabs_into_our_order_and_nothing_else(terminal: Terminal) -> None:
    ours = [tab.ru for tab in in_workbook_order(CORE.tabs) if tab not in {CHANGES, CODES}]
    with open_workspace(terminal.config) as workspace:
        ids = {title: one.sheet_id for title, one in workspace.reading.snapshot.tabs.items()}
        moves = [
            {
                "updateSheetProperties": {
                    "properties": {"sheetId": ids[title], "index": index},
                    "fields": "index",
                }
            }
            for title, index in ((ours[3], 0), (ours[0], 9), (ours[-1], 2))
        ]
        workspace.session.batch_update(moves)
        values = workspace.session.columns(ours, "FORMULA")
    assert terminal.titles() != ours
    moved = terminal.said("init", "--repair", "--tidy", "--no-backup").splitlines()
    assert moved
    assert terminal.titles() == ours
    with open_workspace(terminal.config) as workspace:
        assert workspace.session.columns(ours, "FORMULA") == values
    assert terminal.said("init", "--repair", "--tidy", "--no-backup") == "nothing to move\n"
