"""``sheetsync portal queue|worker --once|recover|export``; what doctor and status say of it."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.language.days import day_clock
from sheetsync.portal.store.acceptances import ask_for_row
from sheetsync.portal.store.deciding import Decision
from sheetsync.portal.store.mail_state import MailState, keep_mail_state
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.worker import set_values
from sheetsync.portal.stored_round import LAST_ROUND, StoredRound
from sheetsync.workspace.clock import SystemClock
from tests.workspace.portal.house import CONFIG, House

Call = Callable[..., tuple[int, str, str]]
OURS = Seat("", "Anna", role="desk", level="full")


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


@pytest.mark.parametrize(
    ("writes", "lang", "words"),
    [
        (None, "en", "share of writes to Google: 20 a minute, the rest is for jobs"),
        (7, "en", "share of writes to Google: 7 of 20 a minute in the last round, the rest is for"),
        (0, "ru", "доля записей в Google: 0 из 20 в минуту в последний круг, остальное у заданий"),
    ],
)
def test_the_queue_tells_the_round_and_the_quota_as_the_desk_does(
    portal: House, called_on: Call, writes: int | None, lang: str, words: str
) -> None:
    folder = portal.office.folder
    now = SystemClock().now()
    read_at = now - timedelta(minutes=9)
    last = StoredRound(at=now - timedelta(minutes=4), read_at=read_at, writes=writes)
    set_values(portal.store, {LAST_ROUND: last.encoded()})
    portal.close()
    code, said, _ = called_on(folder, "portal", "queue", "--lang", lang)
    assert (code, words in said) == (0, True)
    spoken = said.replace("\xa0", " ")
    round_words = {
        "en": "the last round: 4 minutes ago; the spreadsheet was read: 9 minutes ago",
        "ru": "последний круг: 4 минуты назад; таблица прочитана: 9 минут назад",
    }
    assert round_words[lang] in spoken
    code, said, _ = called_on(folder, "portal", "queue", "--json")
    found = json.loads(said)
    assert (code, found["writes_used"], found["writes_per_minute"]) == (0, writes, 20)
    assert (found["last_round_age_s"] // 60, found["read_age_s"] // 60) == (4, 9)
    assert (found["mail_failing_since"], found["mail_failing_s"]) == (None, None)
    assert "rows" not in found


def test_before_the_first_round_the_queue_says_so(portal: House, called_on: Call) -> None:
    portal.close()
    folder = portal.office.folder
    _, said, _ = called_on(folder, "portal", "queue")
    assert "there was no round yet" in said
    _, said, _ = called_on(folder, "portal", "queue", "--json")
    found = json.loads(said)
    assert (found["last_round"], found["last_round_age_s"], found["read_age_s"]) == (None,) * 3
    _, said, _ = called_on(folder, "portal", "queue", "--lang", "ru")
    assert "круга ещё не было" in said
    assert "не уходят" not in said


def test_letters_that_do_not_go_are_told_and_fail_the_command(
    portal: House, called_on: Call
) -> None:
    since = SystemClock().now().replace(microsecond=0) - timedelta(minutes=12)
    keep_mail_state(portal.store, MailState(failing_since=since))
    portal.close()
    folder = portal.office.folder
    code, said, _ = called_on(folder, "portal", "queue")
    when = day_clock(since, "en")
    assert (code, f"no letters go out since {when} UTC (12\xa0minutes ago)" in said) == (1, True)
    code, said, _ = called_on(folder, "portal", "queue", "--lang", "ru")
    assert (code, f"письма не уходят с {day_clock(since, 'ru')} UTC" in said) == (1, True)
    code, said, _ = called_on(folder, "portal", "queue", "--json")
    found = json.loads(said)
    assert (code, found["mail_failing_since"]) == (1, since.isoformat())
    assert found["mail_failing_s"] // 60 == 12
    _, said, _ = called_on(folder, "status")
    assert "Portal: no letters go out since" in said


def test_rows_that_are_being_entered_are_told_where_the_desk_enters_them(
    tmp_path: Path, called_on: Call
) -> None:
    portal = House(tmp_path, CONFIG + "  accept_appends: true\n")
    no = portal.send()
    click = Decision(no, "accepted", "", seen_seq=9, once="form")
    assert ask_for_row(portal.store, OURS, "Anna", click, portal.office.clock.now()) == "done"
    portal.close()
    _, said, _ = called_on(tmp_path, "portal", "queue")
    assert "rows being entered in the spreadsheet: 1" in said
    _, said, _ = called_on(tmp_path, "portal", "queue", "--json")
    assert json.loads(said)["rows"] == 1


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
