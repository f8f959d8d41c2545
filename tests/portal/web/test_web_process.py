"""The web process as it runs: what it imports, what waitress lets through, how it stops."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import requests

from sheetsync.errors import PortalError
from sheetsync.portal.web.serving import serve, web_server
from tests.portal.web.conftest import (
    FIELDS,
    Portal,
    free_port,
    hidden_of,
    new_portal,
    pdf,
    served_portal,
)

_NEVER = ("pandas", "numpy", "narwhals", "pyarrow", "gspread", "google", "openpyxl", "yagmail")
_TIMEOUT_S = 30


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Portal]:
    """A portal that waitress serves on this machine; files of 1 MB at most."""
    yield from served_portal(tmp_path, max_file_mb=1)


def test_the_web_process_imports_no_frames_and_no_google() -> None:
    program = "import sheetsync.portal.web.serving, sys; sys.stdout.write('ok')"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", program],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "ok"
    imported = {
        line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()
    }
    assert "flask" in imported
    assert imported.isdisjoint(_NEVER)


def test_a_page_and_an_upload_over_the_wire(served: Portal) -> None:
    url = served.web.config.url + served.link()
    page = requests.get(url, timeout=_TIMEOUT_S)
    assert page.status_code == 200
    assert "Server" not in page.headers
    done = requests.post(
        url,
        data=hidden_of(page.text) | FIELDS,
        files={"file": ("Счёт.pdf", pdf())},
        headers={"Origin": served.web.config.url},
        timeout=_TIMEOUT_S,
    )
    assert "S-1001" in done.text
    assert [one.files[0].name_shown for one in served.sent()] == ["Счёт.pdf"]


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_that_is_too_large_ends_early(served: Portal, chunked: bool) -> None:  # noqa: FBT001
    url = served.web.config.url + served.link()

    def endless() -> Iterator[bytes]:
        for _ in range(200):
            yield b"x" * 100_000

    body: Any = endless() if chunked else b"x" * 20_000_000
    try:
        answer = requests.post(url, data=body, timeout=_TIMEOUT_S)
    except requests.ConnectionError:
        pass  # It hung up on us, which is as good.
    else:
        assert answer.status_code == 413
    assert requests.get(url, timeout=_TIMEOUT_S).status_code == 200


def test_pages_are_answered_beside_a_hundred_slow_bodies(served: Portal) -> None:
    host, _, port = served.web.config.listen.rpartition(":")
    head = (
        f"POST {served.link()} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: 100000\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\nx"
    ).encode()
    with ExitStack() as stack:
        for _ in range(100):
            slow = stack.enter_context(closing(socket.create_connection((host, int(port)))))
            slow.sendall(head)
        for _ in range(3):
            page = requests.get(served.web.config.url + served.link(), timeout=_TIMEOUT_S)
            assert page.status_code == 200


def test_another_host_is_refused_over_the_wire(served: Portal) -> None:
    answer = requests.get(
        served.web.config.url + "/in", headers={"Host": "evil.example"}, timeout=_TIMEOUT_S
    )
    assert answer.status_code == 421
    health = requests.get(
        served.web.config.url + "/healthz", headers={"Host": "x"}, timeout=_TIMEOUT_S
    )
    assert json.loads(health.text)["ok"] is True


def test_an_address_that_is_taken_names_the_cure(served: Portal) -> None:
    with pytest.raises(PortalError, match=r"portal\.listen"):
        web_server(served.web)


def test_serving_says_where_and_frees_its_address_when_it_ends(tmp_path: Path) -> None:
    address = f"127.0.0.1:{free_port()}"

    def announce(url: str) -> None:
        # Whoever is told may stop it, as a signal does at any moment later.
        raise KeyboardInterrupt(url)

    for portal in new_portal(tmp_path, url=f"http://{address}", listen=address):
        with pytest.raises(KeyboardInterrupt, match=f"http://{address}"):
            serve(portal.web, announce)
        with socket.create_server(("127.0.0.1", int(address.rpartition(":")[2]))):
            pass


@pytest.mark.parametrize(("hops", "told_apart"), [(0, False), (1, True)])
def test_partners_behind_a_proxy_of_ours_are_told_apart(
    tmp_path: Path,
    hops: int,
    told_apart: bool,  # noqa: FBT001
) -> None:
    for portal in served_portal(tmp_path, proxy_hops=hops):
        url = portal.web.config.url + portal.link()
        with requests.Session() as session:
            first = [
                session.get(url, headers={"X-Forwarded-For": "198.51.100.1"}, timeout=_TIMEOUT_S)
                for _ in range(131)
            ]
            other = session.get(url, headers={"X-Forwarded-For": "203.0.113.9"}, timeout=_TIMEOUT_S)
        assert {one.status_code for one in first} == {200, 429}
        assert other.status_code == (200 if told_apart else 429)


_CHILD = """
import signal, sys
from pathlib import Path
from sheetsync.config import PortalConfig
from sheetsync.portal.store.opening import open_store
from sheetsync.portal.vault.folder import Vault
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.serving import serve
from sheetsync.sql import database_address
from tests.portal.web.conftest import KEY, StandingClock

def stop(*_):
    raise KeyboardInterrupt

signal.signal(signal.SIGTERM, stop)
folder, address = Path(sys.argv[1]), sys.argv[2]
with open_store(database_address(f"sqlite:///{folder / 'portal.sqlite'}"), "book-1") as store:
    config = PortalConfig(url=f"http://{address}", listen=address)
    web = PortalWeb(store, Vault(folder / "vault"), config, [KEY], StandingClock())
    try:
        serve(web, lambda url: print(url, flush=True))
    except KeyboardInterrupt:
        print("stopped", flush=True)
"""


def test_what_is_being_asked_is_answered_before_it_ends(tmp_path: Path) -> None:
    """A form is half here when the process is told to stop."""
    address = f"127.0.0.1:{free_port()}"
    links = [portal.link() for portal in new_portal(tmp_path, url=f"http://{address}")]
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(tmp_path), address], stdout=subprocess.PIPE, text=True
    )
    with child, closing(child.stdout or sys.stdin) as told:
        assert told.readline() == f"http://{address}\n"
        page = requests.get(f"http://{address}{links[0]}", timeout=_TIMEOUT_S)
        body = urlencode(hidden_of(page.text)).encode()
        head = (
            f"POST {links[0]} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nOrigin: http://{address}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        host, _, port = address.rpartition(":")
        with closing(socket.create_connection((host, int(port)), timeout=_TIMEOUT_S)) as line:
            line.sendall(head.encode() + body[:10])
            # Asked and answered: what was sent before it has been read.
            assert requests.get(f"http://{address}/healthz", timeout=_TIMEOUT_S).ok
            child.terminate()
            line.sendall(body[10:])
            answer = b"".join(iter(lambda: line.recv(65_536), b""))
        assert answer.startswith(b"HTTP/1.1 422")
        assert told.readline() == "stopped\n"
        assert child.wait(_TIMEOUT_S) == 0
