"""The log of requests and answers, a JSON object a line, as fidelity's conform.py reads it."""

import io
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import msgspec
from werkzeug.test import run_wsgi_app

API = ("/v4/", "/drive/", "/upload/", "/token")


class RequestLog:
    """Appends to a file, with others if need be; nothing is written while it has none."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._lock = threading.Lock()

    def write(self, method: str, url: str, body: bytes, answer: tuple[int, bytes] | None) -> None:
        """Append one exchange; tokens are no part of the API and are left out.

        Args:
            method: of the request.
            url: its path and query as sent.
            body: of the request; JSON is written as JSON, empty as null, all else as text.
            answer: status and body, None when it broke off.
        """
        if self.path is None or url.startswith("/token"):
            return
        status, response = answer or (None, b"")
        line = msgspec.json.encode(
            {
                "method": method,
                "url": url,
                "body": _content(body),
                "status": status,
                "response": _content(response),
            }
        )
        with self._lock, self.path.open("ab", buffering=0) as file:
            file.write(line + b"\n")


class Logged:
    """The app with everything it answered written down: what faults do to it comes later."""

    def __init__(self, app: WSGIApplication, path: Path) -> None:
        self._app = app
        self._log = RequestLog(path)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        if not environ.get("PATH_INFO", "").startswith(API):
            return self._app(environ, start_response)
        sent = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(sent)
        chunks, status, headers = run_wsgi_app(self._app, environ, buffered=True)
        body = b"".join(chunks)
        # The bytes of a file are no message of the API.
        is_message = (headers.get("Content-Type") or "").startswith("application/json")
        answer = int(status.split(" ", 1)[0]), body if is_message else b""
        self._log.write(environ["REQUEST_METHOD"], environ["REQUEST_URI"], sent, answer)
        start_response(status, headers.to_wsgi_list())
        return [body]


def _content(body: bytes) -> Any:  # noqa: ANN401  (whatever was sent)
    if not body:
        return None
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return body.decode(errors="replace")
