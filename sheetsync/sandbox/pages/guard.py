"""Who may see the page and edit through it: this machine's browser, on the page itself."""

import secrets
from hmac import compare_digest

from flask import Flask, Response, request

from sheetsync.sandbox.loopback import is_cross_origin, is_local, is_loopback_host

_EDIT_HEADER = "X-Sandbox-Token"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "connect-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """Refuses strangers; knows the token that the page carries while this process lives."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe()

    def is_from_the_page(self) -> bool:
        """Whether an edit comes from the page: it carries the token, and no foreign origin."""
        given = request.headers.get(_EDIT_HEADER, "")
        origin = request.headers.get("Origin")
        own = origin is None or origin == request.host_url.rstrip("/")
        return own and compare_digest(given.encode(), self.token.encode())


def is_stranger() -> bool:
    """Whether the page is asked for from elsewhere, or under another machine's name."""
    return not is_local(request.environ)


def refuse_foreigners(app: Flask) -> None:
    """Let the whole app, the API too, refuse other machines' names and other sites' pages.

    Requests that reach the app without a wire carry no Host header and pass.
    """

    @app.before_request
    def refuse() -> Response | None:
        host = request.environ.get("HTTP_HOST")
        if host is not None and not is_loopback_host(host):
            return _refusal("The sandbox answers only at 127.0.0.1.")
        if is_cross_origin(request.environ):
            return _refusal("The sandbox takes changes from its own page and from programs only.")
        return None


def _refusal(text: str) -> Response:
    return Response(f"{text}\n", 403, mimetype="text/plain")


def with_headers(response: Response) -> Response:
    """The answer with the headers that keep other pages away from it."""
    response.headers.update(_HEADERS)
    return response
