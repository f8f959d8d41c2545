"""clamd is asked by its own protocol; whatever is not a clear answer leaves a file waiting."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sheetsync.errors import ScannerAwayError
from sheetsync.portal.vault.scanning import Clamd, Scanned

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
Talk = Callable[[socket.socket], None]


def read_exactly(line: socket.socket, size: int) -> bytes:
    content = b""
    while len(content) < size:
        part = line.recv(size - len(content))
        if not part:
            raise EOFError
        content += part
    return content


def clamd(most: int = 25_000_000) -> Talk:
    """What a clamd with a StreamMaxLength does with a connection."""

    def talk(line: socket.socket) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += read_exactly(line, 1)
        if command == b"zPING\0":
            line.sendall(b"PONG\0")
            return
        assert command == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack(">I", read_exactly(line, 4))[0]:
            if len(content) + size > most:
                line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
            content += read_exactly(line, size)
        answer = b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"
        line.sendall(answer + b"\0")

    return talk


@contextmanager
def listening(talk: Talk) -> Iterator[Clamd]:
    """A server that has this talk with whoever connects."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    line, _ = server.accept()
                except OSError:
                    return
                with line:
                    try:
                        talk(line)
                    except (EOFError, OSError):
                        continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield Clamd("127.0.0.1", server.getsockname()[1], timeout_s=5)
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file"


@pytest.mark.parametrize("size", [0, 1, 65_536, 65_537, 2_000_000])
def test_a_clean_file_is_clean(path: Path, size: int) -> None:
    path.write_bytes(b"x" * size)
    with listening(clamd()) as scanner:
        assert scanner.scan(path) == Scanned(is_clean=True)


@pytest.mark.parametrize("before", [0, 65_500, 1_000_000])
def test_what_is_found_is_named(path: Path, before: int) -> None:
    path.write_bytes(b"x" * before + EICAR)
    with listening(clamd()) as scanner:
        assert scanner.scan(path) == Scanned(False, "Eicar-Test-Signature")


def test_a_file_that_is_too_large_for_it_is_not_clean(path: Path) -> None:
    path.write_bytes(b"x" * 20_000_000)
    with (
        listening(clamd(most=100_000)) as scanner,
        pytest.raises(ScannerAwayError) as error,
    ):
        scanner.scan(path)
    assert "StreamMaxLength" in error.value.cure


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"stream: ",
        b"OK",
        b"stream: OK but not sure\0",
        b"stream: lstat() failed: No such file or directory. ERROR\0",
        b"UNKNOWN COMMAND\0",
        b"\0",
        b"\xff\xfe\0",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"x" * 9_000,
    ],
)
def test_no_clear_answer_is_no_answer(path: Path, answer: bytes) -> None:
    path.write_bytes(b"x")

    def talk(line: socket.socket) -> None:
        line.recv(4_096)
        line.sendall(answer)

    with listening(talk) as scanner:
        with pytest.raises(ScannerAwayError):
            scanner.scan(path)
        with pytest.raises(ScannerAwayError):
            scanner.ping()


def test_an_answer_in_pieces_is_put_together(path: Path) -> None:
    path.write_bytes(b"x")

    def talk(line: socket.socket) -> None:
        # All of it: what is left unread when the line is closed has the answer thrown away.
        heard = b""
        while not heard.endswith(b"\0\0\0\0"):
            heard += line.recv(4_096)
        for sign in b"stream: Win.Test FOUND\0":
            line.sendall(bytes([sign]))

    with listening(talk) as scanner:
        assert scanner.scan(path) == Scanned(False, "Win.Test")


def test_a_server_that_hangs_up_or_is_away_is_told(path: Path) -> None:
    path.write_bytes(b"x" * 1_000_000)
    with listening(lambda _line: None) as scanner, pytest.raises(ScannerAwayError):
        scanner.scan(path)
    with pytest.raises(ScannerAwayError):
        scanner.scan(path)
    with pytest.raises(ScannerAwayError):
        scanner.ping()


def test_a_silent_server_is_not_waited_for_longer_than_said(path: Path) -> None:
    path.write_bytes(b"x")
    release = threading.Event()

    def wait(_line: socket.socket) -> None:
        release.wait(30)

    with listening(wait) as scanner:
        silent = Clamd(scanner.host, scanner.port, timeout_s=0.2)
        with pytest.raises(ScannerAwayError):
            silent.scan(path)
        release.set()


def test_it_answers_when_it_is_asked_for_its_name() -> None:
    with listening(clamd()) as scanner:
        scanner.ping()
        assert Clamd.at(f"{scanner.host}:{scanner.port}").port == scanner.port
    assert Clamd.at("[::1]:3310").host == "::1"
