"""Ask clamd whether a file is clean: its command INSTREAM, spoken over TCP.

The one library for it was last released in 2014 and loses the answer of a server that stops
listening; the protocol is a dozen lines. Whatever is not a clear answer is none: the file waits.
Source: man clamd, INSTREAM; portal.md 6, scan.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sheetsync.errors import ScannerAwayError
from sheetsync.language import Phrase

_COMMAND = b"zINSTREAM\0"
_PING, _PONG = b"zPING\0", "PONG"
#: Below the smallest stream that any clamd takes.
_STEP = 65_536
_TIMEOUT_S = 60
_MOST_ANSWER = 4_096
_CLEAN = "stream: OK"
_FOUND = " FOUND"


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scanner said.

    Attributes:
        is_clean: it knows nothing against the file.
        name: of what it found; "" for a clean one.
    """

    is_clean: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class Clamd:
    """A clamd that listens on a port.

    Attributes:
        host, port: where.
        timeout_s: so long a silent one is waited for.
    """

    host: str
    port: int
    timeout_s: float = _TIMEOUT_S

    @classmethod
    def at(cls, address: str) -> "Clamd":
        """The clamd of a config's ``host:port``."""
        host, _, port = address.rpartition(":")
        return cls(host.strip("[]"), int(port))

    def scan(self, path: Path) -> Scanned:
        """What it says of a file.

        Raises:
            ScannerAwayError: nothing clear: not there, silent, its own error, the file too large
                for it.
            OSError: the file cannot be read.
        """
        with path.open("rb") as file, self._line() as line:
            # A server that has enough says why and hangs up while we still send.
            with suppress(BrokenPipeError, ConnectionResetError):
                line.sendall(_COMMAND)
                while part := file.read(_STEP):
                    line.sendall(struct.pack(">I", len(part)) + part)
                line.sendall(struct.pack(">I", 0))
            answer = _received(line)
        if answer == _CLEAN:
            return Scanned(is_clean=True)
        if answer.endswith(_FOUND):
            return Scanned(False, answer.removeprefix("stream: ").removesuffix(_FOUND))
        raise self._away(answer or "no answer")

    def ping(self) -> None:
        """See that it is there.

        Raises:
            ScannerAwayError: it is not.
        """
        with self._line() as line:
            line.sendall(_PING)
            answer = _received(line)
        if answer != _PONG:
            raise self._away(answer or "no answer")

    @contextmanager
    def _line(self) -> Iterator[socket.socket]:
        """A connection; what the network says of it is told as our own error."""
        try:
            with socket.create_connection((self.host, self.port), self.timeout_s) as line:
                yield line
        except OSError as error:
            raise self._away(error.strerror or type(error).__name__) from error

    def _away(self, reason: str) -> ScannerAwayError:
        return ScannerAwayError(
            Phrase(
                ru="clamd ({host}:{port}) не ответил, чист ли файл: {reason}",
                en="clamd ({host}:{port}) did not say whether the file is clean: {reason}",
            ),
            cure=Phrase(
                ru="проверьте, что clamd работает и что StreamMaxLength и MaxFileSize не меньше "
                "portal.max_file_mb",
                en="see that clamd runs, and that its StreamMaxLength and MaxFileSize are not "
                "below portal.max_file_mb",
            ),
            host=self.host,
            port=self.port,
            reason=reason,
        )


def _received(line: socket.socket) -> str:
    """The answer, up to the zero that ends it; what came before a line broke counts."""
    answer = b""
    with suppress(ConnectionResetError):
        while len(answer) < _MOST_ANSWER and not answer.endswith(b"\0"):
            part = line.recv(_MOST_ANSWER)
            if not part:
                break
            answer += part
    return answer.rstrip(b"\0\n").decode(errors="replace").strip()
