"""One line a request in the log: never an address of a page as it was asked for, it holds tokens.

Source: portal.md 7.3 (logs), 7.4 (14).
"""

import logging
import re
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

from flask import Flask, Response, g, request

from sheetsync.portal.web.brakes import masked
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.spoken_templates import SpokenEnvironment

_LOG = logging.getLogger("sheetsync.portal.web")
#: What stands behind these in an address lets its holder in.
_TOKEN = re.compile(r"/(u|in|p)/[^\s/?\"']+")


class PortalApp(Flask):
    """Flask, but for its log: a failure names the route, and not what was asked for.

    Attributes:
        jinja_environment: its templates are of one language each.
    """

    jinja_environment = SpokenEnvironment

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The view as it is: none of ours is a coroutine, and Flask asks ten times a page."""
        return func

    def log_exception(
        self,
        exc_info: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> None:
        """Say where a failure of ours happened."""
        _LOG.error("Failed: %s %s", request.method, route(), exc_info=exc_info)


class WithoutTokens(logging.Filter):
    """Takes the tokens out of what the server below us writes about addresses."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; every one goes on."""
        record.msg, record.args = without_tokens(record.getMessage()), ()
        return True


def without_tokens(text: str) -> str:
    """A text that may name addresses of ours, without what lets people in.

    >>> without_tokens("GET /u/abc.def/S-1001/withdraw")
    'GET /u/…/S-1001/withdraw'
    """
    return _TOKEN.sub(r"/\1/…", text)


def route() -> str:
    """The pattern of the address that was asked for."""
    return request.url_rule.rule if request.url_rule else "(none)"


def install_request_log(app: Flask, web: PortalWeb) -> None:
    """Write a line for each request: method, route, status, milliseconds, who, from where."""
    del web

    @app.before_request
    def start() -> None:
        if _LOG.isEnabledFor(logging.INFO):
            g.started = time.perf_counter()

    @app.after_request
    def tell(response: Response) -> Response:
        if not _LOG.isEnabledFor(logging.INFO):
            return response
        passed = time.perf_counter() - g.get("started", time.perf_counter())
        _LOG.info(
            "%s %s %d %dms %s %s",
            request.method,
            route(),
            response.status_code,
            round(1000 * passed),
            g.get("seat", "-"),
            masked(request.remote_addr or "") or "-",
        )
        return response
