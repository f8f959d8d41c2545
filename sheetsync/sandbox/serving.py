"""The sandbox over HTTP on 127.0.0.1, by waitress."""

import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

from waitress.server import create_server

from sheetsync.errors import SandboxError, reason_of
from sheetsync.language import Phrase
from sheetsync.sandbox.server import Hooks, create_app

_THREADS = 4
_ONE_PACKET = 18_000


def serve_forever(
    path: Path | str,
    port: int,
    *,
    forbid: Iterable[str] = (),
    hooks: Hooks | None = None,
    announce: Callable[[str], None] = print,
) -> None:
    """Serve until the process is told to stop.

    Args:
        path: the sandbox file.
        port: 0 for any free one.
        forbid: ids of files that answer 403.
        hooks: for tests.
        announce: is told the page's address, once it answers.

    Raises:
        SandboxError: the file or the port cannot be used.
    """
    server = bound(create_app(path, forbid=forbid, hooks=hooks), port)
    try:
        announce(f"http://127.0.0.1:{server.effective_port}/")
        server.run()
    except KeyboardInterrupt:
        server.close()


def bound(app: WSGIApplication, port: int, channels: dict[int, Any] | None = None):  # type: ignore[no-untyped-def]  # noqa: ANN201  (waitress ships no types)
    """A server that listens; nobody but this machine reaches it.

    Args:
        app: answers.
        port: 0 for any free one.
        channels: where its connections are kept, for a caller who turns the loop; else waitress's.

    Raises:
        SandboxError: the port is taken, or not for everybody.
    """
    try:
        # Asked beforehand: waitress leaves half a server behind when it cannot have the port.
        socket.create_server(("127.0.0.1", port)).close()
        server = create_server(
            app,
            map=channels,
            host="127.0.0.1",
            port=port,
            threads=_THREADS,
            ident="sheetsync-sandbox",
            max_request_body_size=64 * 1024 * 1024,
        )
    except OSError as error:
        # One line, without a second for the cure: it is read in a terminal, beside others.
        raise SandboxError(
            Phrase(
                ru="Порт {port} занять нельзя ({reason}): назовите другой (--port) "
                "или 0 — любой свободный",
                en="The port {port} cannot be used ({reason}): name another with "
                "--port, or 0 for any free one",
            ),
            port=port,
            reason=reason_of(error),
        ) from None
    # Headers wait for the body: a usual answer is one packet, and no client waits for the second.
    server.adj.send_bytes = _ONE_PACKET
    return server
