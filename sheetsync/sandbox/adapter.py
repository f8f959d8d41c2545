"""The sandbox mounted under gspread without a port: requests go straight into the WSGI app."""

import io
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit
from wsgiref.types import WSGIApplication

import requests
from requests.adapters import BaseAdapter
from requests.models import PreparedRequest, Response
from requests.structures import CaseInsensitiveDict

from sheetsync.sandbox.server import create_app

#: The origins that a mounted session answers for.
GOOGLE = (
    "https://sheets.googleapis.com/",
    "https://www.googleapis.com/",
    "https://oauth2.googleapis.com/",
)


class SandboxAdapter(BaseAdapter):
    """Answers requests from a WSGI app in this process.

    Args:
        app: the sandbox, or it behind some middleware.
    """

    def __init__(self, app: WSGIApplication) -> None:
        super().__init__()
        self._app = app

    def send(  # noqa: PLR0913, PLR0917  (the signature of requests)
        self,
        request: PreparedRequest,
        stream: bool = False,  # noqa: FBT001, FBT002, ARG002  (likewise)
        timeout: object = None,  # noqa: ARG002  (there is nothing to wait for)
        verify: bool | str = True,  # noqa: FBT001, FBT002, ARG002  (there is no TLS)
        cert: object = None,  # noqa: ARG002  (likewise)
        proxies: Mapping[str, str] | None = None,  # noqa: ARG002  (nor a proxy)
    ) -> Response:
        """Hand a request to the app and wrap up its answer."""
        started = perf_counter()
        status = "500 "
        headers: list[tuple[str, str]] = []

        def start_response(line: str, given: list[tuple[str, str]], *_rest: Any) -> Any:  # noqa: ANN401  (the WSGI signature)
            nonlocal status, headers
            status, headers = line, given
            return lambda _bytes: None

        chunks = self._app(_environ(request), start_response)
        try:
            body = b"".join(chunks)
        finally:
            close = getattr(chunks, "close", None)
            if close:
                close()
        response = _response(request, status, headers, body)
        response.elapsed = timedelta(seconds=perf_counter() - started)
        return response

    def close(self) -> None:
        """Nothing is kept open."""


def _environ(request: PreparedRequest) -> dict[str, Any]:
    parts = urlsplit(request.url or "")
    body = _bytes(request.body)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),
        "QUERY_STRING": parts.query,
        "REQUEST_URI": parts.path + ("?" + parts.query if parts.query else ""),
        "SERVER_NAME": parts.hostname or "localhost",
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers.items():
        key = name.upper().replace("-", "_")
        environ["CONTENT_TYPE" if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    return environ


def _bytes(body: Any) -> bytes:  # noqa: ANN401  (requests takes texts, bytes and open files)
    if isinstance(body, str):
        return body.encode()
    return b"".join([body.read()]) if hasattr(body, "read") else bytes(body or b"")


def _response(
    request: PreparedRequest, status: str, headers: list[tuple[str, str]], body: bytes
) -> Response:
    response = Response()
    code, _, reason = status.partition(" ")
    response.status_code = int(code)
    response.reason = reason
    response.headers = CaseInsensitiveDict(headers)
    response.encoding = requests.utils.get_encoding_from_headers(response.headers)
    response.request = request
    response.url = request.url or ""
    response._content = body  # noqa: SLF001  (as requests' own adapters leave it after reading)
    response._content_consumed = True  # type: ignore[attr-defined]  # noqa: SLF001  (likewise)
    response.raw = io.BytesIO(body)
    return response


def mount(session: requests.Session, app: WSGIApplication) -> requests.Session:
    """Let a session talk to the app wherever it would talk to Google."""
    adapter = SandboxAdapter(app)
    for origin in GOOGLE:
        session.mount(origin, adapter)
    return session


def sandbox_session(path: Path | str) -> requests.Session:
    """A session that finds a sandbox file where Google would be.

    Use it as `gspread.authorize(None, session=sandbox_session("team.sandbox"))`.

    Raises:
        SandboxError: the file cannot be used.
    """
    return mount(requests.Session(), create_app(path))
