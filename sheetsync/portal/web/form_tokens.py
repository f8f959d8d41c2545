"""Flask-WTF's form tokens, bound to the link or to the session and not to a cookie of their own.

Whoever holds a link may send its forms from whatever browser, also from the one inside a mail
program that keeps no cookies; a token of another link or of another session is none.
Source: portal.md 7.3.
"""

import json

from flask import Flask, Request, Response, g, request, session
from flask.sessions import SessionInterface, SessionMixin
from flask_wtf.csrf import CSRFError, CSRFProtect
from itsdangerous import URLSafeTimedSerializer
from itsdangerous.encoding import base64_encode

from sheetsync.portal.web.cookies import asking_nonce, session_id
from sheetsync.portal.web.error_pages import refusal_response
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.refusals import RefusalPage
from sheetsync.portal.web.security import READING

_FIELD = "csrf_token"
_USE = "form tokens"
#: Of Flask-WTF's tokens. Source: flask_wtf.csrf.
_SALT = "wtf-csrf-token"


class _Bound(dict[str, object], SessionMixin):
    """What Flask-WTF takes for the session: it holds what forms are bound to, and is never kept."""


class _Signer(URLSafeTimedSerializer):
    """Signs as Flask-WTF does and reads, but that it tries no compression: a digest has none."""

    def dump_payload(self, obj: object) -> bytes:
        return base64_encode(json.dumps(obj))


class _BoundSessions(SessionInterface):
    def open_session(self, app: Flask, request: Request) -> SessionMixin:  # noqa: ARG002  # Flask's own
        return _Bound()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Nothing is kept: the next request is bound anew."""


def install_form_tokens(app: Flask, web: PortalWeb) -> None:
    """Have every form carry a token, and refuse forms without a right one."""
    app.session_interface = _BoundSessions()
    app.secret_key = web.derived(_USE)
    # A link is good for weeks, and so is the page behind it; a session ends by itself.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    # Our pages send no referrer; origin and Sec-Fetch-Site are looked at instead.
    app.config["WTF_CSRF_SSL_STRICT"] = False

    @app.before_request
    def bind() -> None:
        # Whoever only looks has nothing checked.
        if request.method not in READING:
            session[_FIELD] = web.sealed(_USE, _bound_to(web))

    CSRFProtect(app)
    signer = _Signer(app.secret_key, salt=_SALT)

    def form_token() -> str:
        """What the forms of this page carry; made once a page, and only for one that has forms."""
        made: str | None = g.get(_FIELD)
        if made is None:
            made = g.csrf_token = signer.dumps(web.sealed(_USE, _bound_to(web)))
        return made

    app.jinja_env.globals["form_token"] = form_token

    app.register_error_handler(CSRFError, _stale)


def _stale(_error: CSRFError) -> Response:
    return refusal_response(RefusalPage(400, "stale"))


def _bound_to(web: PortalWeb) -> str:
    """What the forms of a request are bound to: its link, its session, or who asks for a letter."""
    token = (request.view_args or {}).get("token")
    if token:
        return f"link:{token}"
    signed_in = session_id(web)
    if signed_in:
        return f"session:{signed_in}"
    return f"asking:{asking_nonce(web)}"
