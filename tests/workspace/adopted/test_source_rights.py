"""Doctor on a team's Google spreadsheet: a viewer's rights are enough, an editor's are told."""

from pathlib import Path

import pytest
from google.auth.transport.requests import AuthorizedSession

from sheetsync.config import parse_config
from sheetsync.sandbox.hooks import Fault
from sheetsync.workbook.session import METADATA_SCOPE, READ_ONLY_SCOPE
from sheetsync.workspace.adopted import waits_unheard
from sheetsync.workspace.adopted_check import source_checks
from sheetsync.workspace.checks import Check
from sheetsync.workspace.doors import open_source
from tests.workspace.adopted.test_file_source import office_of
from tests.workspace.adopted.test_google_source import VIEWER, Team
from tests.workspace.test_doors import CLOCK, key_file

EDITOR = "editor:robot@project.example"


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def checks(team: Team, token: str) -> dict[str, Check]:
    found = source_checks(team.office.config, team.office.clock, team.http(token))
    return {one.name: one for one in found}


def test_a_viewer_is_enough_and_an_editor_is_a_warning_with_the_way_out(team: Team) -> None:
    team.listen()
    seen = checks(team, VIEWER)
    assert [one.state for one in seen.values()] == ["ok", "ok"]
    assert seen["source rights"].text.endswith("may only look, which is enough")
    told = checks(team, EDITOR)["source rights"]
    assert told.state == "warning"
    assert "may edit there too; sheetsync asks Google for reading only" in told.text
    assert told.cure.endswith("from Editor to Viewer where the spreadsheet is shared")
    assert "«Редактор» на «Читатель»" in told.cure_words.said("ru")
    # Three reads of the cells and one of Drive, each time.
    assert {method for method, _ in team.asked} == {"GET"}
    assert len(team.asked) == 8


def test_without_drive_it_is_not_known_and_no_fault(team: Team) -> None:
    team.sandbox.hooks.fail(Fault(path="/drive/v3/files/", status=403, times=9))
    told = checks(team, EDITOR)["source rights"]
    assert told.state == "ok"
    assert told.text.startswith("whether the account may edit there is not known: ")


def test_of_what_cannot_be_read_and_of_a_file_no_rights_are_asked(
    team: Team, tmp_path: Path
) -> None:
    assert [one.state for one in checks(team, "none:robot@project.example").values()] == ["bad"]
    (tmp_path / "file").mkdir()
    office = office_of(tmp_path / "file", "own_names")
    assert [one.name for one in source_checks(office.config, office.clock)] == ["source"]


def test_no_token_of_the_source_lets_anybody_write(tmp_path: Path) -> None:
    key_file(tmp_path / "key.json")
    address = "a1" * 22
    text = f"{{sandbox: own.sqlite, source: {{spreadsheet: {address}, credentials: key.json}}}}"
    config = parse_config(text, base=tmp_path)
    assert config.source is not None
    for scope in (READ_ONLY_SCOPE, METADATA_SCOPE):
        session = open_source(config, config.source, CLOCK, waits_unheard, scope=scope)
        http = session.client.http_client.session
        assert isinstance(http, AuthorizedSession)
        assert list(http.credentials.scopes) == [scope]
        assert scope.endswith(".readonly")
        assert session.is_read_only
