"""``sheetsync portal queue|worker --once|recover|export``; what doctor and status say of it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sheetsync.cli.main import exit_code_of
from tests.workspace.portal.house import CONFIG, House

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def called_on(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """A call of the command line in a folder: its exit code, what it said on stdout and stderr."""

    def call(folder: Path, *words: str) -> tuple[int, str, str]:
        monkeypatch.chdir(folder)
        capsys.readouterr()
        code = exit_code_of([*words, "--config", "config.yaml"])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[House]:
    """A company with a portal."""
    made = House(tmp_path)
    yield made
    made.close()


def test_the_queue_is_told_in_words_and_as_json(portal: House, called_on: Call) -> None:
    portal.send()
    portal.close()
    folder = portal.office.folder
    code, said, _ = called_on(folder, "portal", "queue")
    assert (code, "waiting for the log: 1" in said) == (0, True)
    assert called_on(folder, "portal", "worker", "--once")[0] == 0
    code, said, _ = called_on(folder, "portal", "queue", "--json")
    found = json.loads(said)
    assert (code, found["untold"], found["waiting"], found["pending"]) == (0, 0, 1, 0)
    code, said, _ = called_on(folder, "portal", "queue")
    assert "the log knows everything" in said
    assert "waiting for our people: 1" in said


def test_recover_and_export_say_what_they_did(portal: House, called_on: Call) -> None:
    portal.send()
    portal.well()
    portal.close()
    folder = portal.office.folder
    for path in folder.glob("portal.sqlite*"):
        path.unlink()
    code, said, _ = called_on(folder, "portal", "recover")
    assert (code, said) == (0, "taken from the log: 2; numbers go on from S-2001\n")
    code, said, _ = called_on(folder, "portal", "recover", "--json")
    assert json.loads(said) == {"adopted": 0, "next_number": 3001, "missing_files": []}
    code, said, _ = called_on(folder, "portal", "export", "out")
    assert (code, said) == (0, "out: submissions: 1, files: 1\n")
    assert len(list((folder / "out" / "files").iterdir())) == 1


def test_without_the_section_there_is_no_portal(tmp_path: Path, called_on: Call) -> None:
    config = CONFIG.partition("portal:")[0]
    (tmp_path / "config.yaml").write_text(config, encoding="utf-8")
    for words in (("portal",), ("portal", "worker", "--once"), ("portal", "queue")):
        code, _, said = called_on(tmp_path, *words)
        assert (code, "portal: there is none" in said) == (2, True)


def test_doctor_and_status_tell_how_the_portal_stands(portal: House, called_on: Call) -> None:
    no = portal.send()
    portal.close()
    folder = portal.office.folder
    _, said, _ = called_on(folder, "doctor")
    assert "portal worker: the worker has not run yet" in said
    assert "virus scanner: nobody scans partners' files" in said
    assert called_on(folder, "portal", "worker", "--once")[0] == 0
    _, said, _ = called_on(folder, "doctor")
    assert "ok   portal store: the store can be read, events waiting for the log: 0" in said
    assert "waiting for our people: 1" in said
    _, said, _ = called_on(folder, "status")
    assert "Portal: waiting for our people: 1" in said
    _, said, _ = called_on(folder, "status", "--json")
    assert json.loads(said)["portal"]["untold"] == 0
    assert no == "S-1001"
