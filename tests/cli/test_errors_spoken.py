"""Every error class, raised by the code that raises it, and told at the door in each language."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import click
import pytest
import requests
from google.auth.exceptions import RefreshError

from sheetsync import errors
from sheetsync.cli.output import print_error
from sheetsync.cli.speech import Speech
from sheetsync.config import load_config, parse_config
from sheetsync.errors import SheetsyncError
from sheetsync.facts.engines import engine_named
from sheetsync.files.path_kinds import read_source
from sheetsync.journal import Journal, host_lock
from sheetsync.letters.letter import LetterKey
from sheetsync.mail.addresses import wire_address
from sheetsync.mail.chat_requests import post
from sheetsync.mail.replies import Reply
from sheetsync.outbox.brake import Brake
from sheetsync.portal.limits import Limits
from sheetsync.portal.store.opening import open_store
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sending import withdraw
from sheetsync.portal.vault.checks import checked_extension
from sheetsync.portal.vault.folder import Vault
from sheetsync.portal.vault.s3 import S3Vault
from sheetsync.portal.vault.scanning import Clamd
from sheetsync.private_files import refuse_dangling_link
from sheetsync.sandbox.exchange import import_xlsx
from sheetsync.sql.address import database_address
from sheetsync.tables.catalogue.jobs import JOBS
from sheetsync.tables.reading.headers import find_tab
from sheetsync.testing.clock import StillClock
from sheetsync.testing.drawing import drawn
from sheetsync.testing.office import Office
from sheetsync.workbook.lease import SpreadsheetLease
from sheetsync.workbook.open_session import service_account
from sheetsync.workbook.refusals import broken_credentials, refusal
from sheetsync.workbook.retries import RetryPolicy
from sheetsync.workbook.setup import known_modules
from sheetsync.workbook.snapshot import Wanted, read_snapshot
from sheetsync.workspace.adopting import AdoptOptions, begin
from sheetsync.workspace.asked import for_its_day
from sheetsync.workspace.backup.restoring import RestoreOptions, restore_state
from sheetsync.workspace.doors import checked_templates
from sheetsync.workspace.guards import refuse_bad_settings, refuse_shrunk_tabs, require_tabs
from sheetsync.workspace.importing import ImportOptions, import_files
from sheetsync.workspace.options import RunOptions

Raiser = Callable[[Path, Office], object]
NOON = datetime(2026, 4, 15, 9, tzinfo=UTC)
CLOCK = StillClock(NOON)
KEY = LetterKey("monthly", "P-001", "2026-03")
#: Words that no English sentence of ours does without.
ENGLISH = re.compile(
    r"\b(?:the|is|are|was|were|and|of|to|not|no|nothing|with|there|cannot|your?|it|its|run again)\b"
)
_OTHERS = (
    r"The caller lacks permission|edit a protected cell or object|No grid with id"
    r"|file is not.*|--[\w-]+"
)
CYRILLIC = re.compile(r"[А-Яа-яЁё]")


def answer(status: int, message: str = "", **error: object) -> requests.Response:
    """What Google answers."""
    response = requests.Response()
    response.status_code = status
    response._content = json.dumps(
        {"error": {"message": message, **error}}
    ).encode()  # how requests builds one
    return response


def refused(status: int, message: str = "", **error: object) -> Raiser:
    def raises(_folder: Path, _office: Office) -> None:
        raise refusal(answer(status, message, **error), "robot@x.example")

    return raises


def called(method: str) -> Raiser:
    def send() -> requests.Response:
        raise requests.ReadTimeout

    policy = RetryPolicy(StillClock(NOON), None, deadline_s=0)
    return lambda _folder, _office: policy.call(method, "https://x.example", send)


def clock_skew(_folder: Path, _office: Office) -> None:
    raise broken_credentials(RefreshError("check iat and exp"), CLOCK, "Wed, 15 Apr 2026 10:00 GMT")


def two_runs(folder: Path, _office: Office) -> None:
    with host_lock(folder), host_lock(folder):
        pass


def no_journal(folder: Path, _office: Office) -> None:
    (folder / "journal.sqlite").write_text("not a database, but long enough to be read as one")
    Journal(folder / "journal.sqlite", "S1", CLOCK)


def braked(folder: Path, _office: Office) -> None:
    with Journal(folder / "brake.sqlite", "S1", CLOCK) as journal:
        brake = Brake(journal, dict)
        for _ in range(2):
            brake.note(KEY, "unknown")
        stopped = brake.note(KEY, "unknown")
    assert stopped is not None
    raise stopped


def no_archive(folder: Path, _office: Office) -> None:
    (folder / "archive.zip").write_bytes(b"no archive")
    restore_state(folder / "archive.zip", folder / "config.yaml", CLOCK, RestoreOptions())


def dangling(folder: Path, _office: Office) -> None:
    (folder / "link").symlink_to(folder / "gone")
    refuse_dangling_link(folder / "link")


def lease_lost(_folder: Path, office: Office) -> None:
    first = SpreadsheetLease(office.session, office.clock, run_id="R-1", owner="one")
    first.acquire()
    office.clock.sleep(3600)
    second = SpreadsheetLease(office.session, office.clock, run_id="R-2", owner="two")
    second.acquire()
    try:
        first.renew()
    finally:
        second.release()


def in_use(folder: Path, office: Office) -> None:
    (folder / "Partners.csv").write_text("Partner ID,Name\nP-001,Vector\n", encoding="utf-8")
    office.type_in("Partners\nPartner ID | Name\nP-009 | Orion\n")
    options = ImportOptions("en", NOON, http=office.http)
    import_files(office.config, folder, options)


def refused_account(_folder: Path, _office: Office) -> None:
    raise Reply.of(535, b"5.7.8 bad password").refused_sender()


class Mute(requests.Session):
    """A chat that takes a text and never answers."""

    def post(self, *_: object, **__: object) -> requests.Response:
        raise requests.ReadTimeout


def shrunk(_folder: Path, _office: Office) -> None:
    refuse_shrunk_tabs(drawn("Jobs\nJob ID | Amount\n"), {"jobs": 10}, 50)


def bad_setting(_folder: Path, _office: Office) -> None:
    refuse_bad_settings(drawn("Settings\nKey | Value\nlang | en\ncurrency | shells\n"))


def templates(folder: Path, _office: Office) -> None:
    checked_templates(parse_config("sandbox: x\nletters:\n  templates: nowhere\n", base=folder))


def unsettled(_folder: Path, office: Office) -> None:
    read_snapshot(office.session, lambda _tabs: Wanted(("Nowhere",)), office.clock)


def never_mailed(_folder: Path, office: Office) -> None:
    with office.open("outbox") as workspace:
        workspace.outbox.retry(KEY)


def no_room(folder: Path, _office: Office) -> None:
    vault = Vault(folder / "vault")
    vault.store(BytesIO(b"x"), "P-1", "2026-03", "a.pdf", Limits(free_bytes=2**62))


def of_another_workbook(folder: Path, _office: Office) -> None:
    address = database_address(f"sqlite:///{folder / 'portal.sqlite'}")
    open_store(address, "one").close()
    open_store(address, "another")


def nothing_to_withdraw(folder: Path, _office: Office) -> None:
    with open_store(database_address(f"sqlite:///{folder / 'portal.sqlite'}"), "one") as store:
        withdraw(store, Seat("P-1", "x", "full", "full"), "S-7", NOON, "once")


def no_endpoint(_folder: Path, _office: Office) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", "s3.example:9000")
        S3Vault.at("s3://partners-files")


RAISERS: dict[type[SheetsyncError], Raiser] = {
    errors.ConfigError: lambda folder, _: load_config(folder / "nowhere.yaml"),
    errors.CredentialsError: lambda folder, _: service_account(folder / "key.json", ()),
    errors.CloudProjectError: refused(403, "Denied", details=[{"reason": "SERVICE_DISABLED"}]),
    errors.ClockSkewError: clock_skew,
    errors.SpreadsheetNotFoundError: refused(404, "Requested entity"),
    errors.AccessDeniedError: refused(403, "The caller lacks permission"),
    errors.ProtectedRangeError: refused(400, "edit a protected cell or object"),
    errors.TabGoneError: refused(400, "No grid with id: 7"),
    errors.RequestRefusedError: refused(400, "Invalid requests[0]"),
    errors.UnsettledSnapshotError: unsettled,
    errors.FileRefusedError: lambda _folder, _office: checked_extension("invoice.exe"),
    errors.NoRoomError: no_room,
    errors.RemoteVaultError: no_endpoint,
    errors.ScannerAwayError: lambda _folder, _office: Clamd("127.0.0.1", 1).ping(),
    errors.WrongStoreError: of_another_workbook,
    errors.SendingRefusedError: nothing_to_withdraw,
    errors.ModuleError: lambda _folder, _office: known_modules(["nix"]),
    errors.ShrunkTabError: shrunk,
    errors.TabInUseError: in_use,
    errors.DeadlineError: called("GET"),
    errors.WriteInDoubtError: called("POST"),
    errors.MissingTabError: lambda *_: require_tabs(
        drawn("Partners\nPartner ID | Name\n"), ["jobs"], 20
    ),
    errors.UnusableTabError: lambda *_: find_tab(JOBS, ["Jobs", "jobs "]),
    errors.SettingsError: bad_setting,
    errors.TemplateError: templates,
    errors.JournalError: no_journal,
    errors.DatabaseError: lambda *_: database_address("sqlite:///:memory:"),
    errors.BackupError: no_archive,
    errors.DanglingLinkError: dangling,
    errors.LeaseLostError: lease_lost,
    errors.RunRequestError: lambda *_: for_its_day(
        RunOptions(as_of=date(2999, 1, 1), publish=True), date(2026, 4, 15)
    ),
    errors.RunActiveError: two_runs,
    errors.MailAccountError: refused_account,
    errors.MailBrakeError: braked,
    errors.LetterRefusedError: lambda *_: wire_address("nobody"),
    errors.LetterInDoubtError: lambda *_: post(Mute(), "https://x.example", {}, CLOCK),
    errors.LetterStateError: never_mailed,
    errors.SandboxError: lambda folder, _: import_xlsx(folder / "x.sqlite", folder / "x.xlsx", ""),
    errors.AdoptionError: lambda folder, _: begin("team.xlsx", AdoptOptions(folder, "ru"), CLOCK),
    errors.SourceFileError: lambda folder, _: read_source(folder / "x.xlsx"),
    errors.FactsError: lambda *_: engine_named("abacus"),
    errors.MissingExtraError: lambda *_: engine_named("polars"),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"), NOON.date(), lang="en")


def told(error: SheetsyncError, lang: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What the terminal says of a job that stopped so."""
    with click.Context(click.Command("run"), obj=Speech(asked=lang)):
        print_error("ratings", error)
    return capsys.readouterr().err


def classes() -> Iterator[type[SheetsyncError]]:
    """Those that are raised; what others descend from only sorts them."""
    every = [each for each in vars(errors).values() if isinstance(each, type)]
    for each in every:
        if issubclass(each, SheetsyncError) and not each.__subclasses__():
            yield each


def test_every_class_has_its_turn() -> None:
    assert set(RAISERS) == set(classes())


@pytest.mark.parametrize("kind", RAISERS, ids=lambda kind: kind.__name__)
def test_an_error_is_told_in_russian_and_in_english(
    kind: type[SheetsyncError],
    tmp_path: Path,
    office: Office,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "polars", None)
    with pytest.raises(kind) as caught:
        RAISERS[kind](tmp_path, office)
    error = caught.value
    assert type(error) is kind
    russian, english = told(error, "ru", capsys), told(error, "en", capsys)
    # What Google or a mail server said stands as they said it.
    ours = re.sub(_OTHERS, "", russian.replace(str(tmp_path), ""))
    assert CYRILLIC.search(error.message_in("ru"))
    assert ENGLISH.findall(ours) == []
    assert ("что сделать: " in russian) == bool(error.cure)
    assert not error.cure or CYRILLIC.search(error.cure_in("ru")) or "pip install" in error.cure
    # A tab is called as it is in the workbook.
    assert not CYRILLIC.search(re.sub(r"'[^']*'", "", english))
    assert ENGLISH.search(english)
    assert not re.search(r"\{\w+\}", russian + english)
    assert str(error) in english


@pytest.mark.parametrize(
    ("lang", "said"),
    [("ru_RU.UTF-8", "не читается (нет такого файла"), ("C.UTF-8", "cannot be read (No such file")],
)
def test_without_a_workbook_the_system_says_which_language(
    lang: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from sheetsync.cli.main import exit_code_of  # beside what it reads

    monkeypatch.setenv("LC_ALL", lang)
    assert exit_code_of(["status", "--config", str(tmp_path / "config.yaml")]) == 2
    assert said in capsys.readouterr().err
