"""The cookies: of a session, of the browser that asked for a letter, of the one that opened one.

Source: portal.md 7.2, 7.3.
"""

from datetime import timedelta

from flask import Response, request

from sheetsync.portal.web.portal_web import PortalWeb

_SESSION, _ASKING, _KNOWN = "sheetsync", "sheetsync-in", "sheetsync-known"
_KNOWN_LASTS = timedelta(days=400)
#: Random bytes of each, in hexadecimal digits twice as long.
COOKIE_BYTES = 32


def session_id(web: PortalWeb) -> str:
    """What the session's cookie holds; "" for none."""
    return _held(web, _SESSION)


def asking_nonce(web: PortalWeb) -> str:
    """What the cookie of the browser that asked holds; "" for none."""
    return _held(web, _ASKING)


def known_browser(web: PortalWeb) -> str:
    """By what a browser that opened a partner's letter is known again; "" for none."""
    return _held(web, _KNOWN)


def keep_known(web: PortalWeb, response: Response, value: str) -> None:
    """Have the browser be known again; it opens nothing."""
    _keep(web, response, _KNOWN, value, _KNOWN_LASTS)


def keep_session(web: PortalWeb, response: Response, value: str) -> None:
    """Have the browser keep a session until it is closed; the store says when it ends."""
    _keep(web, response, _SESSION, value, None)


def keep_asking(web: PortalWeb, response: Response, value: str, lasts: timedelta) -> None:
    """Have the browser remember that it asked."""
    _keep(web, response, _ASKING, value, lasts)


def forget(web: PortalWeb, response: Response) -> None:
    """Have the browser forget its session, and that it asked."""
    for name in (_SESSION, _ASKING):
        response.delete_cookie(
            _named(web, name), secure=web.is_secure, httponly=True, samesite="Lax"
        )


def _named(web: PortalWeb, name: str) -> str:
    # Browsers let no other host set a cookie of that prefix, and keep it to https.
    return f"__Host-{name}" if web.is_secure else name


def _held(web: PortalWeb, name: str) -> str:
    value = request.cookies.get(_named(web, name), "")
    is_ours = len(value) == 2 * COOKIE_BYTES and value.isascii() and value.isalnum()
    return value if is_ours else ""


def _keep(
    web: PortalWeb, response: Response, name: str, value: str, lasts: timedelta | None
) -> None:
    response.set_cookie(
        _named(web, name),
        value,
        max_age=lasts,
        path="/",
        secure=web.is_secure,
        httponly=True,
        samesite="Lax",
    )
