import json
from pathlib import Path

import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.workspace import open_workspace
from sheetsync.workspace.doors import sandbox_http

DRIVE = "https://www.googleapis.com/drive/v3/files"
FOLDER = "application/vnd.google-apps.folder"
#: The second address is none, so that folder is shared with nobody.
PARTNERS = [
    ["P-001", "Вектор", "studios", "активен", 45000, "Анна", "buh@vector.example"],
    ["P-002", "Север", "studios", "активен", 45000, "Анна", "buh@localhost"],
]


@pytest.fixture
def partners(ready: Path) -> Path:
    """The config of a workbook with two partners and a folder for their folders."""
    with open_workspace(ready) as workspace:
        workspace.session.write_values({"'Партнёры'!A2": PARTNERS}, "RAW")
    drive = sandbox_http(ready.parent / "book.sqlite")
    parent = drive.post(DRIVE, json={"name": "Партнёры", "mimeType": FOLDER}).json()["id"]
    with ready.open("a", encoding="utf-8") as file:
        file.write(f"folders: {{parent: {parent}, years: false}}\n")
    return ready


def test_folders_are_listed_with_their_links(
    partners: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert exit_code_of(["--lang", "en", "folders", "--dry-run", "--config", str(partners)]) == 0
    first, second, last = capsys.readouterr().out.splitlines()
    assert (first.rstrip(), second.rstrip()) == ("+ P-001  Вектор", "+ P-002  Север")
    assert last.startswith("папок будет создано: 2 из 2 (")
    assert exit_code_of(["--lang", "en", "folders", "--config", str(partners)]) == 0
    first, _, last = capsys.readouterr().out.splitlines()
    assert first.startswith("+ P-001  Вектор  https://")
    assert last == "папок создано: 2 из 2"


def test_machines_are_told_the_same(partners: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert (
        exit_code_of(["--lang", "en", "folders", "--share", "--json", "--config", str(partners)])
        == 0
    )
    told = json.loads(capsys.readouterr().out)["folders"]
    assert [(one["partner_id"], one["made"], one["shared_with"]) for one in told] == [
        ("P-001", True, ["buh@vector.example"]),
        ("P-002", True, []),
    ]


def test_without_a_parent_the_cure_is_told(ready: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(["--lang", "en", "folders", "--config", str(ready)]) == 2
    assert "config.yaml: folders.parent: is missing" in capsys.readouterr().err
