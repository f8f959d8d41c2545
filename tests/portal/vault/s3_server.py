"""A local S3 that tests speak to over HTTP, and what goes wrong on the way to it."""

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import run_wsgi_app

KEY_ID, SECRET, TOKEN = "AKIDOFTESTS", "secret-of-the-tests", "token-of-the-tests"
BUCKET = "partners-files"


class _Quiet(WSGIRequestHandler):
    def log(self, *_args: Any) -> None:
        """Say nothing."""


@dataclass
class S3Server:
    """The server.

    Attributes:
        url: where it listens.
        asked: method and path of each request.
        signed: the headers that came with them.
    """

    app: WSGIApplication
    url: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    signed: list[str] = field(default_factory=list)
    _faults: list[tuple[str, Callable[[WSGIEnvironment], Any], bool]] = field(default_factory=list)

    def fail(self, method: str, status: int, body: str = "", *, after: bool = False) -> None:
        """Answer the next request of a method with this instead; `after` it was applied."""
        self._faults.append((method, lambda _environ: (status, body.encode()), after))

    def away(self, times: int = 1_000) -> None:
        """Answer nothing that helps for so many requests."""
        for _ in range(times):
            self.fail(".*", 503, "<Error><Code>SlowDown</Code></Error>")

    def back(self) -> None:
        """Be well again."""
        self._faults.clear()

    def damage(self, method: str) -> None:
        """Change a byte of what is sent with the next request of a method."""
        self._faults.append((method, lambda _environ: None, False))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        method = environ["REQUEST_METHOD"]
        self.asked.append((method, environ["PATH_INFO"]))
        self.signed.append(environ.get("HTTP_AUTHORIZATION", ""))
        if self._faults and re.fullmatch(self._faults[0][0], method):
            _, fault, after = self._faults.pop(0)
            found = fault(environ)
            if found is None:
                return self.app(_damaged(environ), start_response)
            if after:
                run_wsgi_app(self.app, environ, buffered=True)
            status, body = found
            start_response(f"{status} ", [("Content-Type", "application/xml")])
            return [body]
        return self.app(environ, start_response)


def _damaged(environ: WSGIEnvironment) -> WSGIEnvironment:
    import io

    sent = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    changed = sent[:-1] + bytes([sent[-1] ^ 1])
    return environ | {"wsgi.input": io.BytesIO(changed)}


@contextmanager
def s3_server() -> Iterator[S3Server]:
    """A server with one empty bucket; the environment says where it is, and the keys."""
    found = S3Server(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", 0, found, threaded=True, request_handler=_Quiet)
    found.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("AWS_ACCESS_KEY_ID", KEY_ID)
        patched.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
        patched.setenv("AWS_SESSION_TOKEN", TOKEN)
        patched.setenv("AWS_REGION", "us-east-1")
        patched.setenv("AWS_ENDPOINT_URL", found.url)
        patched.setenv("AWS_ALLOW_HTTP", "true")
        try:
            _asked(found, "POST", "/moto-api/reset")
            _asked(found, "PUT", f"/{BUCKET}")
            yield found
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def _asked(server: S3Server, method: str, path: str) -> None:
    import requests

    signed = "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/s3/aws4_request"
    answer = requests.request(
        method, server.url + path, headers={"Authorization": signed}, timeout=10
    )
    assert answer.status_code == 200, answer.text
