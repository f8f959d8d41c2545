import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from sheetsync.config import parse_config
from sheetsync.errors import CredentialsError, SpreadsheetNotFoundError, TemplateError
from sheetsync.language import Sayable
from sheetsync.testing.clock import StillClock
from sheetsync.workspace.doors import (
    checked_templates,
    letter_templates,
    open_workbook,
    writes_per_minute,
)

CLOCK = StillClock(datetime(2026, 4, 15, tzinfo=UTC))


def silent(_wait_s: float, _why: Sayable) -> None:
    """Nobody watches."""


def key_file(path: Path, **changes: object) -> Path:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    info = {
        "type": "service_account",
        "client_email": "bot@project.iam.gserviceaccount.com",
        "private_key": pem.decode(),
        "token_uri": "https://oauth2.googleapis.com/token",
        **changes,
    }
    path.write_text(json.dumps(info), encoding="utf-8")
    path.chmod(0o600)
    return path


def test_a_google_spreadsheet_is_opened_as_its_service_account(tmp_path: Path) -> None:
    key_file(tmp_path / "key.json")
    config = parse_config("{spreadsheet: S1, credentials: key.json}", base=tmp_path)
    session = open_workbook(config, CLOCK, on_wait=silent)
    assert session.account == "bot@project.iam.gserviceaccount.com"
    assert session.spreadsheet_id == "S1"


@pytest.mark.parametrize(
    ("text", "mode", "message"),
    [
        (None, 0o600, "key.json: cannot be read"),
        ("{}", 0o644, "key.json: others on this machine may read the key"),
        ("{", 0o600, "key.json: is not JSON"),
        ("[]", 0o600, "key.json: is not a service account's key"),
        ('{"type": "authorized_user"}', 0o600, "key.json: is not a service account's key"),
        ('{"type": "service_account"}', 0o600, "key.json: is not a service account's key"),
    ],
)
def test_a_key_that_cannot_be_used_is_named_with_the_cure(
    tmp_path: Path, text: str | None, mode: int, message: str
) -> None:
    if text is not None:
        (tmp_path / "key.json").write_text(text, encoding="utf-8")
        (tmp_path / "key.json").chmod(mode)
    config = parse_config("{spreadsheet: S1, credentials: key.json}", base=tmp_path)
    with pytest.raises(CredentialsError) as caught:
        open_workbook(config, CLOCK, on_wait=silent)
    assert caught.value.message.startswith(message)
    assert caught.value.cure


def test_an_empty_sandbox_says_what_to_run(tmp_path: Path) -> None:
    config = parse_config("sandbox: book.sqlite", base=tmp_path)
    with pytest.raises(SpreadsheetNotFoundError, match="holds no spreadsheet"):
        open_workbook(config, CLOCK, on_wait=silent)


def test_a_team_s_own_template_replaces_ours_by_name(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "letter.css").write_text("p { color: #111 }", encoding="utf-8")
    (own / "unknown.j2").write_text("nobody reads this", encoding="utf-8")
    config = parse_config("{sandbox: b, letters: {templates: own}}", base=tmp_path)
    texts = letter_templates(config)
    assert texts["letter.css"] == "p { color: #111 }"
    assert "unknown.j2" not in texts
    assert checked_templates(config) == texts


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{{ nobody.knows }}", "monthly.txt.j2"),
        (b"\xff\xfe", "monthly.txt.j2 cannot be read"),
    ],
)
def test_a_broken_template_is_refused_before_any_mail(
    tmp_path: Path, content: bytes, message: str
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "monthly.txt.j2").write_bytes(content)
    config = parse_config("{sandbox: b, letters: {templates: own}}", base=tmp_path)
    with pytest.raises(TemplateError, match=message):
        checked_templates(config)


def test_a_folder_of_templates_that_is_missing_is_named(tmp_path: Path) -> None:
    config = parse_config("{sandbox: b, letters: {templates: own}}", base=tmp_path)
    with pytest.raises(TemplateError, match="there is no folder own"):
        letter_templates(config)


def test_jobs_leave_the_portal_its_share_of_writes(tmp_path: Path) -> None:
    alone = parse_config("{spreadsheet: S1}", base=tmp_path)
    assert (writes_per_minute(alone, "jobs"), writes_per_minute(alone, "portal")) == (60, 0)
    portal = "portal: {url: https://partners.company.example}"
    beside = parse_config(f"{{spreadsheet: S1, {portal}}}", base=tmp_path)
    assert (writes_per_minute(beside, "jobs"), writes_per_minute(beside, "portal")) == (40, 20)
