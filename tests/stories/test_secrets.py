"""Secrets never leave their files: not by logs, errors, tracebacks, reprs, JSON or the journal."""

import json
import re
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest
import requests
import responses

from jobs import digest, monthly_reports, validate
from sheetsync.cli.main import exit_code_of
from sheetsync.config import load_config
from sheetsync.letters.upload_links import UploadLinks
from sheetsync.testing.mail_server import Certificates, MailServer, made_certificates
from sheetsync.testing.office import Office
from sheetsync.workspace import Workspace
from sheetsync.workspace.healthcheck import Healthcheck
from sheetsync.workspace.logs import close_log

PASSWORD = "canary-of-the-mail-account"
SIGNING_KEY = "canary-of-the-upload-links"
TOKEN = "123456:canary-of-the-bot"
HOOK = "https://chat.example/hooks/canary-of-the-webhook"
HEALTH = "https://hc.example/canary-of-the-healthcheck"
PRIVATE = "canary-of-the-service-account"
UPLOADS = "https://upload.example/{partner_id}/{month}/{kind}?t={token}"
#: In every secret, and nowhere else.
CANARY = "canary"
CONFIG = """\
sandbox: workbook.sqlite
state: state
healthcheck: {health}
log: {{file: run.log, level: debug}}
uploads: {{key_files: [signing.key]}}
chats:
  - {{kind: telegram, token_file: bot.token, chat_id: "-100"}}
  - {{kind: slack, url: "{hook}"}}
mail:
  sender: "Organizer <reports@organizer.example>"
  folder: letters
  smtp:
    host: 127.0.0.1
    port: {port}
    user: reports
    password_file: smtp.password
    ca_file: {authority}
"""


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return made_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def guarded(office: Office, certificates: Certificates) -> Iterator[tuple[Office, MailServer]]:
    """An office with a secret of every kind, and its mail server."""
    with MailServer(certificates, login=("reports", PASSWORD)) as server:
        secrets = {"smtp.password": PASSWORD, "signing.key": SIGNING_KEY, "bot.token": TOKEN}
        for name, secret in secrets.items():
            (office.folder / name).write_text(secret, encoding="utf-8")
            (office.folder / name).chmod(0o600)
        config = CONFIG.format(
            health=HEALTH, hook=HOOK, port=server.port, authority=certificates.authority
        )
        office.path.write_text(config, encoding="utf-8")
        below = len(office.stored()["Настройки"][0]) + 1
        office.people.type("Настройки", f"A{below}", "upload_url")
        office.people.type("Настройки", f"B{below}", UPLOADS)
        yield office, server
    close_log()


def kept(office: Office) -> str:
    """All that the state folder and the log hold, whatever the bytes mean."""
    close_log()
    files = [*(office.folder / "state").iterdir(), office.folder / "run.log"]
    return "\n".join(file.read_bytes().decode("utf-8", "replace") for file in files)


@responses.activate
def test_jobs_that_succeed_tell_no_secret(
    guarded: tuple[Office, MailServer], capfd: pytest.CaptureFixture[str]
) -> None:
    office, server = guarded
    responses.post(HOOK)
    responses.post(f"https://api.telegram.org/bot{TOKEN}/sendMessage", json={"ok": True})
    told = [office.run(monthly_reports.run), office.run(digest.run)]
    assert told[0].payload["sent"] == 3
    assert [chat["state"] for chat in told[1].payload["chats"]] == ["sent", "sent"]
    assert server.logins > 0
    html = server.letters[0].message.get_body(("html",))
    assert html is not None
    assert "https://upload.example/P-001/" in html.get_content()
    said = "".join([*capfd.readouterr(), kept(office), *map(repr, told)])
    assert CANARY not in said
    stored = str(office.stored())
    assert CANARY not in stored


@responses.activate
@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"status": 404, "body": f"no page /hooks{HOOK} bot{TOKEN}"}, id="echo"),
        pytest.param({"status": 401, "json": {"description": "Unauthorized"}}, id="401"),
        pytest.param({"body": requests.ConnectionError(f"{HOOK} {TOKEN}")}, id="lost"),
    ],
)
def test_chats_that_fail_tell_no_secret(
    guarded: tuple[Office, MailServer],
    capfd: pytest.CaptureFixture[str],
    answer: dict[str, object],
) -> None:
    office, _ = guarded
    responses.post(HOOK, **answer)
    responses.post(f"https://api.telegram.org/bot{TOKEN}/sendMessage", **answer)
    outcome = office.run(digest.run)
    assert {chat["state"] for chat in outcome.payload["chats"]} <= {"failed", "unknown"}
    assert CANARY not in "".join([*capfd.readouterr(), kept(office), repr(outcome)])


def test_a_mail_server_that_refuses_the_password_tells_no_secret(
    guarded: tuple[Office, MailServer], capfd: pytest.CaptureFixture[str]
) -> None:
    office, server = guarded
    server.login = ("reports", "another")
    outcome = office.run(monthly_reports.run)
    assert outcome.exit_code != 0
    assert CANARY not in "".join([*capfd.readouterr(), kept(office), repr(outcome)])


@responses.activate
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_the_command_line_tells_no_secret_when_everything_breaks(
    guarded: tuple[Office, MailServer], capfd: pytest.CaptureFixture[str], options: list[str]
) -> None:
    """A key that is no key, a bug with its traceback, a health check that cannot be reached."""
    office, _ = guarded
    responses.post(f"{HEALTH}/start", body=requests.ConnectionError(HEALTH))
    text = office.path.read_text(encoding="utf-8")
    key = {"type": "service_account", "client_email": "bot@x.example", "private_key": PRIVATE}
    (office.folder / "key.json").write_text(json.dumps(key | {"token_uri": "https://x/"}))
    (office.folder / "key.json").chmod(0o600)
    google = text.replace("sandbox: workbook.sqlite", "spreadsheet: S1\ncredentials: key.json")
    office.path.write_text(google, encoding="utf-8")
    assert exit_code_of(["run", "validate", "--config", str(office.path), *options]) == 2
    office.path.write_text(text.replace("port:", "prot:"), encoding="utf-8")
    assert exit_code_of(["doctor", "--config", str(office.path)]) == 2
    said = "".join(capfd.readouterr())
    assert "is not a service account's key" in said
    assert CANARY not in said + kept(office)


@responses.activate
def test_the_traceback_of_a_bug_tells_no_secret(
    guarded: tuple[Office, MailServer],
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office, _ = guarded
    responses.post(re.compile(HEALTH))
    broken = ModuleType("team_jobs_broken")

    def run(ws: Workspace) -> None:
        raise ZeroDivisionError(f"{ws.config} {ws.outbox}")

    broken.run = run  # type: ignore[attr-defined]  # a job of a team's own
    monkeypatch.setitem(sys.modules, "jobs.validate", broken)
    assert exit_code_of(["run", "validate", "--json", "--config", str(office.path)]) == 70
    said = "".join(capfd.readouterr())
    assert "ZeroDivisionError: Config(" in said
    assert CANARY not in said + kept(office)


def test_what_holds_secrets_does_not_show_them(guarded: tuple[Office, MailServer]) -> None:
    """Reprs end up in tracebacks, debuggers and bug reports."""
    office, _ = guarded
    config = load_config(office.path)
    assert config.healthcheck == HEALTH
    with office.open() as workspace:
        shown = [
            repr(config),
            repr(workspace),
            repr(workspace.outbox),
            repr(workspace.session),
            repr(Healthcheck(HEALTH)),
            repr(UploadLinks(workspace.started_at, UPLOADS, keys=(SIGNING_KEY,))),
        ]
    assert CANARY not in "".join(shown)


def test_a_workspace_shows_no_cell_whatever_it_has_read_and_staged(office: Office) -> None:
    office.type_in("""
        Партнёры
        Код   | Название  | Группа | Статус
        P-077 | Канарейка | Чужая  | активен
    """)
    with office.open("validate") as workspace:
        validate.run(workspace)
        assert "Канарейка" in set(workspace.reading.tables.frame("partners")["name"])
        shown = repr(workspace) + repr(workspace.staged)
    assert "Канарейка" not in shown
    assert "P-077" not in shown
