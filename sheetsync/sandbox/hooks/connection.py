"""A connection that hangs, breaks or tears off, over HTTP and, without a wire, as exceptions."""

import socket
import time
from contextlib import suppress
from typing import Any, NoReturn

import requests

_SLICE_S = 0.02


def hang(environ: dict[str, Any], hold_s: float) -> None:
    """Never answer: in process the client's read time-out comes at once; over HTTP it waits.

    Raises:
        requests.exceptions.ReadTimeout: in process.
    """
    wire = _wire(environ)
    if wire is None:
        raise requests.exceptions.ReadTimeout("Read timed out. (the sandbox was told to)")
    until = time.monotonic() + hold_s
    while time.monotonic() < until and not _gone(wire):
        time.sleep(_SLICE_S)
    _cut(wire)


def reset(environ: dict[str, Any]) -> None:
    """Drop the connection without an answer.

    Raises:
        requests.exceptions.ConnectionError: in process.
    """
    wire = _wire(environ)
    if wire is None:
        _refuse(ConnectionResetError(104, "Connection reset by peer"))
    _cut(wire)


def _refuse(error: OSError) -> NoReturn:
    raise requests.exceptions.ConnectionError("Connection aborted.", error) from error


def _wire(environ: dict[str, Any]) -> socket.socket | None:
    """The socket a request came in by; None in process.

    waitress hands the application no socket, only a method of the channel that owns it.
    """
    disconnected = environ.get("waitress.client_disconnected")
    found: socket.socket | None = disconnected.__self__.socket if disconnected else None
    return found


def _gone(wire: socket.socket) -> bool:
    try:
        return wire.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def _cut(wire: socket.socket) -> None:
    with suppress(OSError):  # the client was quicker
        wire.shutdown(socket.SHUT_RDWR)
