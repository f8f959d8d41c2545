"""The sandbox as a WSGI app: Google's paths on one origin."""

import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urljoin
from wsgiref.types import WSGIApplication

from flask import Flask, Response, request

from sheetsync.sandbox import pages
from sheetsync.sandbox.access import World
from sheetsync.sandbox.calls import Call
from sheetsync.sandbox.clock import utc_now
from sheetsync.sandbox.hooks.log import Logged
from sheetsync.sandbox.identity import Identity, identity_of
from sheetsync.sandbox.router import answer
from sheetsync.sandbox.state import Store
from sheetsync.sandbox.switches import Switches

LOG_VARIABLE = "SHEETSYNC_SANDBOX_LOG"
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


class Hooks(Protocol):
    """What a test may put between the wire and the sandbox: faults, quotas, a clock, a log."""

    def now(self) -> datetime:
        """The time that changes are stamped with, aware, UTC."""
        ...

    def wrap(self, app: WSGIApplication, world: World) -> WSGIApplication:
        """The app with faults and hook paths in front of it."""
        ...


def create_app(
    path: Path | str,
    *,
    forbid: Iterable[str] = (),
    switches: Switches | None = None,
    hooks: Hooks | None = None,
) -> Flask:
    """A local Google over one SQLite file.

    Args:
        path: the file; made empty when missing.
        forbid: ids of files that belong to somebody else and answer 403.
        switches: how unsettled questions are decided.
        hooks: for tests; with hooks, tokens such as `viewer:ann@team.example` tell callers apart.

    While the environment names a file in `SHEETSYNC_SANDBOX_LOG`, all that is asked and answered is
    appended to it, whatever process the sandbox is in: the traffic of a whole test-suite.

    Raises:
        SandboxError: the file cannot be used.
    """
    store = Store(path, hooks.now if hooks else utc_now)
    world = World(store, switches or Switches(), frozenset(forbid))
    app = Flask("sheetsync.sandbox", static_folder=None, template_folder=None)
    app.extensions["sandbox"] = world
    view = _api_view(world, identity_of if hooks else _the_owner)
    for prefix in ("/v4", "/drive", "/upload", "/token"):
        app.add_url_rule(prefix, prefix, view, methods=_METHODS)
        app.add_url_rule(f"{prefix}/<path:_rest>", f"{prefix}…", view, methods=_METHODS)
    pages.install(app, world)
    if log := os.environ.get(LOG_VARIABLE):
        app.wsgi_app = Logged(app.wsgi_app, Path(log))  # type: ignore[method-assign]  # Flask's own way
    if hooks:
        app.wsgi_app = hooks.wrap(app.wsgi_app, world)  # type: ignore[assignment, method-assign]  # Flask's own way
    return app


def _the_owner(_authorization: str) -> Identity:
    return Identity()


def _api_view(world: World, identify: Callable[[str], Identity]) -> Callable[..., Response]:
    def view(**_rest: Any) -> Response:  # noqa: ANN401  (the path is read raw)
        environ = request.environ
        target = environ.get("REQUEST_URI") or request.full_path
        call = Call.parsed(
            request.method,
            _target_only(target),
            body=request.get_data(cache=False),
            content_type=request.content_type or "",
            identity=identify(environ.get("HTTP_AUTHORIZATION", "")),
        )
        found = answer(world, call)
        pretty = call.parameter("prettyPrint") == "true"
        response = Response(found.encoded(pretty=pretty), found.status)
        response.headers["Content-Type"] = found.content_type
        for name, value in found.headers:
            # Google names itself in full; behind a port that is this machine.
            is_own = name == "Location" and value.startswith("/")
            response.headers[name] = urljoin(request.host_url, value) if is_own else value
        return response

    return view


def _target_only(target: str) -> str:
    """A request target without scheme and host, should a proxy have sent them."""
    if target.startswith("/"):
        return target
    return "/" + target.split("://", 1)[-1].partition("/")[2]
