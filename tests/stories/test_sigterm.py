"""SIGTERM ends every command within five seconds; a letter in flight is settled first."""

import gc
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import click
import psutil
import pytest

from sheetsync.cli.main import cli, exit_code_of
from sheetsync.journal import Journal
from sheetsync.testing.mail_server import MailServer, Manners, Received
from sheetsync.testing.office import Office

CHILD = Path(__file__).with_name("child_mailing.py")
MOST_S = 5
CONFIG = """\
sandbox: book.sqlite
state: state
mail: {folder: letters}
folders: {parent: "1AbC"}
schedule:
  - {job: validate, every: hour, at: "00:00"}
"""
#: What a command needs besides, by its words.
NEEDED = {
    "adopt": ["tables"],
    "import": ["tables"],
    "run": ["validate"],
    "explain": ["P-001"],
    "ratings chart": ["P-001", "-o", "chart.png"],
    "overdue chart": ["-o", "chart.png"],
    "outbox show": ["monthly/P-001/2026-03/1"],
    "payments import": ["tables/Partners.csv"],
    "outbox retry": ["monthly/P-001/2026-03/1"],
    "outbox resolve": ["monthly/P-001/2026-03/1", "--sent"],
    "modules on": ["core"],
    "modules off": ["core"],
    "sandbox import": ["book.xlsx"],
    "sandbox export": ["copy.xlsx"],
    "sandbox serve": ["--port", "0"],
    "sandbox reset": ["--yes"],
    "history": ["P-001"],
    "mirror show": ["partners", "--as-of", "2026-01-01"],
    "mirror prune": ["--keep-days", "1"],
    "mirror forget": ["P-001", "--tab", "partners"],
    "mirror copy": ["sqlite:///copy.sqlite"],
    "restore": ["--tab", "partners", "--as-of", "2026-01-01"],
    "restore-state": ["nowhere"],
    "mirror export": ["exported", "--iceberg"],
    "portal export": ["exported"],
    "payments plan": ["--until", "2026-04-30"],
    "payments order": ["20260415-1-0025", "--first-number", "1", "-o", "orders.txt"],
}
#: First words of commands that ask the mirror alone; they wait for its database.
OF_THE_MIRROR = {"history", "changes", "mirror", "restore", "backup"}
MIRROR = "mirror: {url: sqlite:///mirror.sqlite}\n"
PORTAL = "portal: {url: 'http://127.0.0.1:8795', key_files: [links.key]}\n"
#: These open no workbook and end by themselves, with a code.
QUICK = {
    "crontab": 0,
    "systemd": 0,
    "restore-state": 2,
    # They ask the portal's store alone, which no worker has made.
    "portal queue": 2,
    "portal export": 2,
}


def commands(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[str]:
    """All commands of the tree, groups that do something by themselves too."""
    if not isinstance(command, click.Group) or command.invoke_without_command:
        yield " ".join(words)
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from commands(found, (*words, name))


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A workbook and a mirror that others have locked: whoever opens one waits, in C code."""
    config = tmp_path / "config.yaml"
    config.write_text(CONFIG + MIRROR, encoding="utf-8")
    assert exit_code_of(["init", "--config", str(config)]) == 0
    assert exit_code_of(["run", "mirror", "--config", str(config)]) == 0
    book = tmp_path / "book.sqlite"
    assert (
        exit_code_of(["sandbox", "export", str(tmp_path / "book.xlsx"), "--path", str(book)]) == 0
    )
    (tmp_path / "links.key").write_text("k" * 32, encoding="utf-8")
    (tmp_path / "links.key").chmod(0o600)
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "Partners.csv").write_text("Partner ID,Name\nP-001,Vektor\n", encoding="utf-8")
    # What the commands above opened in this process is closed once it is collected.
    gc.collect()
    with locked(book), locked(tmp_path / "mirror.sqlite"):
        yield tmp_path


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as file:
        file.execute("PRAGMA locking_mode = EXCLUSIVE")
        file.execute("BEGIN EXCLUSIVE")
        yield


def arguments(words: str, folder: Path) -> list[str]:
    more = NEEDED.get(words, [])
    if words.startswith("sandbox"):
        more = [*more, "--path", "book.sqlite"]
    elif words in {"adopt", "demo"}:
        more = [*more, "--into", str(folder / words)]
    else:
        # A state folder of its own: a job holds its lock.
        config = folder / f"{words.replace(' ', '-')}.yaml"
        text = CONFIG.replace("state: state", f"state: {config.stem}")
        if words.split(maxsplit=1)[0] in OF_THE_MIRROR:
            text += MIRROR
        if words.startswith("portal"):
            text += PORTAL
        config.write_text(text, encoding="utf-8")
        more = [*more, "--config", config.name]
    return [sys.executable, "-m", "sheetsync", *words.split(), *more]


def has_opened_a_workbook(process: "subprocess.Popen[str]") -> bool:
    """The command itself, or a child that does its work."""
    pids = [process.pid]
    with suppress(psutil.NoSuchProcess):
        pids += [child.pid for child in psutil.Process(process.pid).children()]
    for pid in pids:
        with suppress(FileNotFoundError, PermissionError):
            for file in Path(f"/proc/{pid}/fd").iterdir():
                with suppress(FileNotFoundError):
                    name = file.readlink().name
                    if name in {"book.sqlite", "workbook.sqlite", "mirror.sqlite"}:
                        return True
    return False


def ended(words: str, folder: Path) -> tuple[str, int | None, str]:
    """Start a command, end it at the locked workbook; its exit code, None when it stayed."""
    with subprocess.Popen(
        arguments(words, folder),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
    ) as process:
        while process.poll() is None and not has_opened_a_workbook(process):
            threading.Event().wait(0.05)
        process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(MOST_S)
        except subprocess.TimeoutExpired:
            code = None
            process.kill()
        assert process.stdout is not None
        return words, code, process.stdout.read()


def test_sigterm_ends_every_command_within_five_seconds(folder: Path) -> None:
    """Each waits for a locked workbook, in code that no signal handler of Python interrupts."""
    names = list(commands(cli))
    assert set(NEEDED) | set(QUICK) < set(names)
    with ThreadPoolExecutor(3) as hands:
        found = list(hands.map(lambda words: ended(words, folder), names))
    wanted = [(words, QUICK.get(words, 2)) for words in names]
    assert [(words, code) for words, code, _ in found] == wanted, found
    silent = [one for one in found if one[0] not in QUICK and "SIGTERM" not in one[2]]
    assert silent == []


@contextmanager
def started(folder: Path, *words: str) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "-m", "sheetsync", *words], cwd=folder, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process


def test_a_sandbox_that_serves_ends_cleanly(tmp_path: Path) -> None:
    with started(tmp_path, "sandbox", "serve", "--port", "0", "--path", "book.sqlite") as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("http://127.0.0.1:")
        process.send_signal(signal.SIGTERM)
        assert process.wait(MOST_S) == 0


@pytest.mark.parametrize("held_s", [0.5, 4.0])
def test_a_letter_in_flight_is_settled_before_a_mailing_ends(office: Office, held_s: float) -> None:
    """Also when the server takes its time: longer than a command may tidy up."""
    processes: list[subprocess.Popen[bytes]] = []

    def dot(_number: int, _letter: Received) -> None:
        os.kill(processes[0].pid, signal.SIGTERM)
        threading.Event().wait(held_s)

    with MailServer(manners=Manners(dot=dot)) as server:
        office.path.write_text(
            "sandbox: workbook.sqlite\nstate: state\nmail:\n"
            "  sender: Анна <anna@organizer.example>\n"
            f"  smtp: {{host: 127.0.0.1, port: {server.port}, security: none}}\n",
            encoding="utf-8",
        )
        arguments = [sys.executable, str(CHILD), str(office.folder), office.clock.now().isoformat()]
        with subprocess.Popen(arguments) as process:
            processes.append(process)
            assert process.wait(60) == 2
        assert len(server.letters) == 1
    path = office.folder / "state" / "journal.sqlite"
    with Journal(path, office.session.spreadsheet_id, office.clock) as journal:
        states = sorted(letter.state for letter in journal.letters.states().values())
    assert states.count("sent") == 1
    assert set(states) <= {"sent", "pending"}
