"""``sheetsync portal`` from outside: pages served, the worker beside them, and a clean end."""

import json
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice, takewhile
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.journal import PORTAL_LOCK, host_lock
from sheetsync.portal.store.opening import open_store, store_address
from sheetsync.portal.store.worker import queue_of
from tests.workspace.portal.house import CONFIG, House

MOST_S = 120


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture
def portal(tmp_path: Path, port: int) -> Iterator[House]:
    """A company with a portal, whose worker has gone home."""
    config = CONFIG.replace("127.0.0.1:8795", f"127.0.0.1:{port}")
    made = House(tmp_path, f"{config}  listen: 127.0.0.1:{port}\n  flush_s: 1\n")
    yield made
    made.close()


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


@contextmanager
def started(folder: Path, *words: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "sheetsync", *words, "--config", "config.yaml"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def healthy(port: int) -> dict[str, dict[str, object]]:
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:  # ours
            content = answer.read()
    except HTTPError as error:
        content = error.read()
    except OSError:
        return {}
    found: dict[str, dict[str, object]] = json.loads(content)
    return found


def wait_for(what: object, process: "subprocess.Popen[str]") -> None:
    assert callable(what)
    for _ in range(MOST_S * 5):
        if what():
            return
        assert process.poll() is None, process.stdout.read() if process.stdout else ""
        threading.Event().wait(0.2)
    raise AssertionError("it took too long")


def test_pages_and_worker_run_together_and_end_cleanly(portal: House, port: int) -> None:
    no = portal.send()
    portal.close()
    folder = portal.office.folder
    with started(folder, "portal") as process:
        wait_for(lambda: healthy(port).get("store", {}).get("last_round"), process)
        assert healthy(port)["store"]["queue"] == 0
        second = started(folder, "portal", "worker")
        with second as other:
            assert other.wait(MOST_S) == 3
            assert other.stdout is not None
            assert "another worker of the portal is active" in other.stdout.read()
        # What comes in meanwhile is told before the end.
        with open_store(
            store_address(portal.office.config), portal.office.session.spreadsheet_id
        ) as store:
            portal.send_into(store, "2")
            process.send_signal(signal.SIGTERM)
            assert process.wait(MOST_S) == 0
            assert queue_of(store).untold == 0
    with host_lock(folder / "state", PORTAL_LOCK):
        assert portal.log()[0] == (no, "received")
    assert len(portal.log()) == 2


def test_pages_alone_need_a_store_that_a_worker_made(
    portal: House, port: int, called_on: Call
) -> None:
    portal.close()
    folder = portal.office.folder
    for path in folder.glob("portal.sqlite*"):
        path.unlink()
    code, _, said = called_on(folder, "portal", "--no-worker")
    assert (code, "the portal has no store yet" in said) == (2, True)
    assert called_on(folder, "portal", "worker", "--once")[0] == 0
    with started(folder, "portal", "--no-worker") as process:
        wait_for(lambda: healthy(port), process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(MOST_S) == 0


def test_a_worker_that_is_killed_is_started_anew(portal: House, port: int) -> None:
    import psutil  # of the tests' own server too

    portal.close()
    with started(portal.office.folder, "portal") as process:
        wait_for(lambda: healthy(port).get("store", {}).get("last_round"), process)
        (child,) = psutil.Process(process.pid).children()
        child.kill()
        wait_for(
            lambda: any(one.pid != child.pid for one in psutil.Process(process.pid).children()),
            process,
        )
        process.send_signal(signal.SIGTERM)
        process.wait(MOST_S)


def page_of(url: str) -> tuple[str, str]:
    """Where a link that signs in leads a browser, and what stands there."""
    browser = build_opener(HTTPCookieProcessor())
    with browser.open(url, timeout=10) as answer:
        return urlsplit(answer.geturl()).path, answer.read().decode()


def addresses_in(said: Iterable[str]) -> dict[str, str]:
    """Of a demo's end, the address by what it is, up to the first line that is something else."""
    lines = (re.fullmatch(r"  (\S.*?)  +(http://\S+)", line.rstrip("\n")) for line in said)
    return {one[1]: one[2] for one in takewhile(bool, lines) if one}


def test_a_demo_is_served_with_pages_that_open_at_a_click(portal: House, port: int) -> None:
    portal.round()
    portal.close()
    folder = portal.office.folder
    link = f"http://127.0.0.1:{port}/u/abc"
    # Any free port for the workbook's page; the command itself has one that is always the same.
    program = (
        "import sys; from pathlib import Path; from sheetsync.cli.demo_serving import serve_demo; "
        f"sys.exit(serve_demo(Path('.'), 0, (('a letter', {link!r}),)))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=folder, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            root = f"http://127.0.0.1:{port}"
            assert root in process.stdout.readline()
            told = addresses_in(islice(process.stdout, 4))
            wait_for(lambda: healthy(port).get("store", {}).get("last_round"), process)
            partner, desk, workbook, letter = told.values()
            assert (partner, desk, letter) == (f"{root}/demo/P-001", f"{root}/demo/desk", link)
            where, page = page_of(partner)
            assert (where, "Север" in page) == ("/home", True)
            assert page_of(desk)[0] == "/desk"
            assert page_of(workbook)[0] == "/"
            process.send_signal(signal.SIGINT)
            assert process.wait(MOST_S) == 0
        finally:
            process.kill()
    with pytest.raises(OSError, match="refused"):
        page_of(workbook)


def test_the_command_serves_a_demo_that_is_there_until_it_is_told_to_stop(
    portal: House, port: int
) -> None:
    portal.round()
    portal.close()
    folder = portal.office.folder
    command = [sys.executable, "-m", "sheetsync", "demo", "--into", str(folder), "--serve"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            wait_for(lambda: healthy(port), process)
            process.send_signal(signal.SIGTERM)
            assert process.wait(MOST_S) == 0
            assert process.stdout is not None
            said = process.stdout.read()
        finally:
            process.kill()
    assert f"http://127.0.0.1:{port}/u/" in said
    assert f"http://127.0.0.1:{port}/demo/P-001\n" in said


def test_a_demo_that_is_not_served_says_where_its_pages_will_be(
    portal: House, port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    portal.round()
    portal.close()
    capsys.readouterr()
    folder = portal.office.folder
    exit_code_of(["demo", "--into", str(folder), "--no-serve", "--lang", "en"])
    told = addresses_in(reversed(capsys.readouterr().out.splitlines()))
    root = f"http://127.0.0.1:{port}"
    assert told.pop("a letter's link").startswith(f"{root}/u/")
    assert told == {
        "partner P-001": f"{root}/demo/P-001",
        "the desk": f"{root}/demo/desk",
        "the workbook": "http://127.0.0.1:8790/",
    }


def test_the_demo_of_an_earlier_version_ends_without_pages(
    portal: House, capsys: pytest.CaptureFixture[str]
) -> None:
    portal.close()
    folder = portal.office.folder
    config = folder / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8").partition("portal:")[0], encoding="utf-8")
    code = exit_code_of(["demo", "--into", str(folder), "--serve", "--lang", "en"])
    assert code in {0, 1}
    assert "What to try next" in capsys.readouterr().out


def test_pages_of_a_portal_that_is_no_demo_ask_for_a_letter(portal: House, port: int) -> None:
    """Whoever listens to the world has no such pages, though the workbook is a sandbox."""
    portal.close()
    folder = portal.office.folder
    config = folder / "config.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace(f"listen: 127.0.0.1:{port}", f"listen: 0.0.0.0:{port}"))
    with started(folder, "portal") as process:
        wait_for(lambda: healthy(port).get("store", {}).get("last_round"), process)
        for path in ("P-001", "desk"):
            with pytest.raises(HTTPError, match="404"):
                urlopen(f"http://127.0.0.1:{port}/demo/{path}", timeout=10)
        process.send_signal(signal.SIGTERM)
        assert process.wait(MOST_S) == 0
        assert process.stdout is not None
        assert "/demo/" not in process.stdout.read()
