"""``sheetsync portal …``, ``status`` and ``doctor`` of a portal whose files are kept in Drive."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.sandbox.adapter import sandbox_session
from tests.workspace.portal.house import House
from tests.workspace.portal.kept_elsewhere import DRIVE_CONFIG, place_of

Call = Callable[..., tuple[int, str, str]]
DRIVE = "https://www.googleapis.com/drive/v3/files"


@pytest.fixture
def called(
    portal: House, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Call:
    """A call of the command line: its exit code, what it said on stdout and stderr."""
    monkeypatch.chdir(portal.office.folder)

    def call(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = exit_code_of([*words, "--config", "config.yaml"])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[House]:
    """A company with a portal."""
    made = House(tmp_path, DRIVE_CONFIG)
    yield made
    made.close()


def removed(portal: House) -> None:
    """A person deletes all files of partners in Drive."""
    session = sandbox_session(portal.office.folder / "workbook.sqlite")
    for file in session.get(DRIVE, params={"q": "mimeType = 'application/pdf'"}).json()["files"]:
        session.delete(f"{DRIVE}/{file['id']}")


def test_what_waits_is_told_until_one_round_has_sent_it(portal: House, called: Call) -> None:
    portal.send()
    portal.close()
    _, said, _ = called("portal", "queue")
    assert "files not sent to the vault yet: 1; they lie on this machine" in said
    assert called("portal", "worker", "--once")[0] == 0
    code, said, _ = called("portal", "queue", "--json")
    found = json.loads(said)
    assert (code, found["files_unsent"], found["files_gone"]) == (0, 0, 0)
    assert (found["files_trouble"], found["files_trouble_s"]) == ("", None)
    assert "files" not in called("portal", "queue")[1]
    _, said, _ = called("status", "--json")
    assert json.loads(said)["portal"]["files_unsent"] == 0
    _, said, _ = called("doctor")
    assert "ok   files in Drive or S3: Drive or S3 answers, all files are there" in said


def test_a_file_that_is_gone_is_named(portal: House, called: Call) -> None:
    no = portal.send()
    place = place_of(portal, no)
    portal.close()
    assert called("portal", "worker", "--once")[0] == 0
    removed(portal)
    (portal.office.folder / "vault" / place).unlink()
    code, said, _ = called("doctor")
    assert code != 0
    assert f"changed: {no} invoice.pdf" in said
    assert "bring them back from Drive's bin" in said
    code, _, said = called("portal", "export", "out")
    assert (code, said) == (1, f"the file is gone: {no} invoice.pdf\n")


def test_what_stands_in_the_way_is_told_and_the_round_goes_on(portal: House, called: Call) -> None:
    portal.send()
    portal.close()
    config = portal.office.folder / "config.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("parent: root", "parent: 1nowhere"), encoding="utf-8")
    code, _, said = called("portal", "worker", "--once")
    assert code == 1
    assert "Google finds no folder 1nowhere, named in folders.parent" in said
    code, said, _ = called("portal", "queue")
    assert code == 1
    assert "in the way of files (0 min): Google finds no folder 1nowhere" in said
    assert "the log knows everything" in said
    _, said, _ = called("doctor")
    assert "Google finds no folder 1nowhere, named in folders.parent" in said
