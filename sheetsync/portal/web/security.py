"""What every answer carries and every request must show. Source: portal.md 7.3."""

from flask import Flask, Response, request

from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.refusals import PageRefusal

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: A file of somebody else's: the browser must neither show nor run it.
FILE_POLICY = "sandbox; default-src 'none'"
_HEADERS: dict[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "geolocation=(), microphone=()",
}
_A_YEAR = "max-age=31536000"
#: Asked by monitors at whatever address the process has; it names nobody and links to nothing.
HEALTH = "health"
#: Styles and the script: the same for everybody, named by their content.
STATIC = "static"
#: Methods that change nothing.
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def install_security(app: Flask, web: PortalWeb) -> None:
    """Refuse what comes under a foreign name or from a foreign page; give answers their headers."""

    @app.before_request
    def refuse_strangers() -> None:
        if request.endpoint != HEALTH and request.host.lower() != web.host:
            raise PageRefusal(421, "host")
        if request.method not in READING and is_foreign(web):
            raise PageRefusal(403, "foreign")

    always = _HEADERS | ({"Strict-Transport-Security": _A_YEAR} if web.is_secure else {})

    @app.after_request
    def with_headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        is_static = request.endpoint == STATIC and response.status_code == 200  # noqa: PLR2004  # HTTP's own
        kept = f"public, {_A_YEAR}, immutable" if is_static else "no-store"
        # Flask says it too, of files; the others nobody else says, so that none is looked for.
        response.headers["Cache-Control"] = kept
        response.headers.extend(always)
        return response


def is_foreign(web: PortalWeb) -> bool:
    """Whether another site's page sent the form, or leads here.

    A page without a referrer names its origin "null", in browsers that do not say where it came
    from besides; the form's token decides then. "none" is the person at the keyboard.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("Origin")
    return origin is not None and origin != "null" and origin.lower() != web.origin
