"""`sheetsync sandbox`: serve, import, export, reset."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from sheetsync.cli.main import exit_code_of
from sheetsync.cli.sandbox import sandbox
from sheetsync.errors import SandboxError
from sheetsync.sandbox.adapter import sandbox_session
from sheetsync.sandbox.serving import serve_forever
from sheetsync.testing.raw_book import RawBook


@pytest.fixture
def excel(tmp_path: Path) -> Path:
    book = Workbook()
    book.worksheets[0]["A1"] = "Счёт"
    path = tmp_path / "Долги.xlsx"
    book.save(path)
    return path


def run(*arguments: object) -> str:
    result = CliRunner().invoke(sandbox, [str(one) for one in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output.strip()


def test_an_excel_file_goes_in_and_out(tmp_path: Path, excel: Path) -> None:
    path = tmp_path / "t.sandbox"
    file_id = run("import", excel, "--path", path)
    book = RawBook(sandbox_session(path), file_id)
    assert book.get()["properties"]["title"] == "Долги"
    assert book.values("Sheet") == [["Счёт"]]
    target = tmp_path / "out.xlsx"
    assert run("export", target, "--path", path) == f"Долги -> {target}"
    again = run("import", target, "--path", path, "--title", "Снова")
    assert run("export", target, "--path", path, "--id", again) == f"Снова -> {target}"


def test_of_several_spreadsheets_one_must_be_named(tmp_path: Path, excel: Path) -> None:
    path = tmp_path / "t.sandbox"
    first = run("import", excel, "--path", path)
    second = run("import", excel, "--path", path)
    with pytest.raises(SandboxError) as refusal:
        run("export", tmp_path / "out.xlsx", "--path", path)
    assert str(refusal.value) == (
        f"{path} holds 2 spreadsheets:\n    {second}  Долги\n    {first}  Долги\n"
        "  cure: Name one with --id."
    )


@pytest.mark.parametrize(("more", "named"), [((), ""), (("--id", "1nope"), " 1nope")])
def test_a_missing_spreadsheet_is_said_so(
    tmp_path: Path, more: tuple[str, ...], named: str
) -> None:
    path = tmp_path / "t.sandbox"
    with pytest.raises(SandboxError) as refusal:
        run("export", tmp_path / "out.xlsx", "--path", path, *more)
    message = f"{path} holds no spreadsheet{named}.\n  cure: Check --path and --id."
    assert str(refusal.value) == message


def test_a_file_that_cannot_be_imported_is_said_so(tmp_path: Path) -> None:
    path, missing = tmp_path / "t.sandbox", tmp_path / "no.xlsx"
    with pytest.raises(SandboxError) as refusal:
        run("import", missing, "--path", path)
    assert str(refusal.value) == (
        f"{missing} cannot be read: No such file or directory.\n"
        "  cure: Name an existing .xlsx file."
    )
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no excel")
    with pytest.raises(SandboxError, match=r"broken.xlsx: The file is no .xlsx workbook: "):
        run("import", broken, "--path", path)


def test_reset_empties_after_asking(tmp_path: Path, excel: Path) -> None:
    path = tmp_path / "t.sandbox"
    run("import", excel, "--path", path)
    refused = CliRunner().invoke(sandbox, ["reset", "--path", str(path)], input="n\n")
    assert refused.exit_code == 1
    run("export", tmp_path / "out.xlsx", "--path", path)
    run("reset", "--path", path, "--yes")
    with pytest.raises(SandboxError, match="holds no spreadsheet"):
        run("export", tmp_path / "out.xlsx", "--path", path)


@contextmanager
def served(path: Path, *more: str, env: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a server in a process of its own."""
    command = [sys.executable, "-m", "sheetsync", "sandbox", "serve", "--port", "0", "--path"]
    command += [str(path), *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.terminate()


@pytest.mark.parametrize("more", [(), ("--hooks",)])
def test_serve_prints_its_address_and_answers(tmp_path: Path, more: tuple[str, ...]) -> None:
    with served(tmp_path / "t.sandbox", "--forbid", "1secret", *more) as address:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        with urllib.request.urlopen(f"{address}drive/v3/files") as answer:  # noqa: S310  (loopback)
            assert b'"files":[]' in answer.read()


@pytest.mark.parametrize("more", [(), ("--open",)])
def test_serve_opens_the_browser_when_asked(tmp_path: Path, more: tuple[str, ...]) -> None:
    """The browser is the one that the system names to `webbrowser`: a program of ours."""
    page, browser = tmp_path / "page", tmp_path / "browser"
    # Written whole before it appears: whoever waits for it must not read half an address.
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" >{page}.new\n/bin/mv {page}.new {page}\n')
    browser.chmod(0o700)
    # No desktop's opener is found on this path.
    env = {**os.environ, "PATH": str(tmp_path), "BROWSER": str(browser)}
    with served(tmp_path / "t.sandbox", *more, env=env) as address:
        if not more:
            with urllib.request.urlopen(address) as answer:  # noqa: S310  (loopback)
                assert answer.status == 200
            assert not page.exists()
            return
        give_up = time.monotonic() + 60
        while not page.exists() and time.monotonic() < give_up:
            time.sleep(0.05)
        assert page.read_text() == address
        with urllib.request.urlopen(page.read_text()) as answer:  # noqa: S310  (loopback)
            assert answer.status == 200


def test_an_answer_goes_out_in_one_packet(tmp_path: Path) -> None:
    with served(tmp_path / "t.sandbox") as address:
        port = int(address.rstrip("/").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as wire:
            wire.sendall(b"GET /v4/nothing HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            packet = wire.recv(65536)
    head, _, body = packet.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 404")
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    assert len(body) == length


def test_ctrl_c_ends_the_server_quietly(tmp_path: Path) -> None:
    told: list[str] = []

    def interrupted(address: str) -> None:
        told.append(address)
        raise KeyboardInterrupt

    serve_forever(tmp_path / "t.sandbox", 0, announce=interrupted)
    port = int(told[0].rstrip("/").rpartition(":")[2])
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=1)


@pytest.mark.parametrize("more", [(), ("--hooks",)])
def test_a_port_that_is_taken_is_one_line_and_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        path = str(tmp_path / "t.sandbox")
        code = exit_code_of(["sandbox", "serve", "--port", port, "--path", path, *more])
    said = capsys.readouterr().err
    assert code == 2
    assert said.count("\n") == 1
    assert f"The port {port} cannot be used" in said
    assert "name another with --port" in said
