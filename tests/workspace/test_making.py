from datetime import UTC, datetime
from pathlib import Path

import pytest
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from sheetsync.config import parse_config
from sheetsync.errors import AccessDeniedError, SpreadsheetNotFoundError
from sheetsync.sandbox.adapter import mount
from sheetsync.sandbox.server import create_app
from sheetsync.sandbox.switches import Switches
from sheetsync.workbook.setup import SetupOptions
from sheetsync.workspace.making import make_workbook, opened_workbook

NOW = datetime(2026, 4, 15, 8, 30, tzinfo=UTC)


def mounted(path: Path, **switches: bool) -> AuthorizedSession:
    http = AuthorizedSession(Credentials(token="owner"))
    mount(http, create_app(path, switches=Switches(**switches)))
    return http


def test_a_backup_that_the_account_may_not_make_is_told_with_the_cure(tmp_path: Path) -> None:
    config = parse_config("sandbox: book.sqlite", base=tmp_path)
    with opened_workbook(config, "ru", dry_run=False) as session:
        session.write_values({"A1": [["x"]]}, "RAW")
    poor = mounted(tmp_path / "book.sqlite", own_storage=False)
    with pytest.raises(AccessDeniedError) as caught:
        make_workbook(config, SetupOptions(lang="ru"), backup=True, now=NOW, http=poor)
    assert str(caught.value) == (
        "No backup copy can be made, nothing was written: Google refuses: The user's Drive "
        "storage quota has been exceeded.\n"
        "  cure: make one by hand (File, Make a copy), then run again with --no-backup"
    )
    made = make_workbook(config, SetupOptions(lang="ru"), backup=False, now=NOW, http=poor)
    assert "+ Партнёры" in made


def test_a_backup_is_named_by_the_moment(tmp_path: Path) -> None:
    config = parse_config("sandbox: book.sqlite", base=tmp_path)
    with opened_workbook(config, "en", dry_run=False) as session:
        session.write_values({"A1": [["x"]]}, "RAW")
    make_workbook(config, SetupOptions(lang="en"), backup=True, now=NOW)
    with opened_workbook(config, "en", dry_run=False) as session:
        names = [file["name"] for file in session.client.list_spreadsheet_files()]
    assert sorted(names) == ["Partners", "backup 2026-04-15 08:30:00"]


def test_an_error_of_the_caller_s_goes_through(tmp_path: Path) -> None:
    config = parse_config("sandbox: book.sqlite", base=tmp_path)
    with (
        pytest.raises(SpreadsheetNotFoundError, match="gone"),
        opened_workbook(config, "ru", dry_run=True),
    ):
        raise SpreadsheetNotFoundError("gone")
