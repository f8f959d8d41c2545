"""The portal's web application, put together. Source: portal.md 4, 6, 7.3."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from sheetsync.portal.store.opening import Store
from sheetsync.portal.web.account_link_routes import install_account_links
from sheetsync.portal.web.account_routes import install_account_pages
from sheetsync.portal.web.brakes import install_brakes
from sheetsync.portal.web.choosing_routes import install_choosing_pages
from sheetsync.portal.web.demo_routes import install_demo_pages
from sheetsync.portal.web.desk_lists import install_desk_lists
from sheetsync.portal.web.desk_routes import install_desk_pages
from sheetsync.portal.web.error_pages import install_error_pages
from sheetsync.portal.web.file_routes import install_file_pages
from sheetsync.portal.web.form_tokens import install_form_tokens
from sheetsync.portal.web.health import install_health
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.rendering import install_rendering
from sheetsync.portal.web.request_log import PortalApp, install_request_log
from sheetsync.portal.web.requisites_routes import install_requisites_pages
from sheetsync.portal.web.security import install_security
from sheetsync.portal.web.settings_routes import install_settings_pages
from sheetsync.portal.web.sign_in_routes import install_sign_in_pages
from sheetsync.portal.web.upload_routes import install_upload_pages
from sheetsync.portal.web.work_routes import install_work_pages

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: Of the fields beside the files; werkzeug refuses every file with a smaller one than 64 kB.
_FORM_MEMORY = 512 * 1024
_FORM_PARTS = 40
#: What asks comes first: who it is, what it may, and how often.
_PARTS: Sequence[Callable[[Flask, PortalWeb], None]] = (
    install_request_log,
    install_security,
    install_brakes,
    install_form_tokens,
    install_rendering,
    install_error_pages,
    install_upload_pages,
    install_sign_in_pages,
    install_choosing_pages,
    install_account_links,
    install_settings_pages,
    install_requisites_pages,
    install_file_pages,
    install_desk_lists,
    install_desk_pages,
    install_work_pages,
    install_account_pages,
    install_health,
    install_demo_pages,
)


def create_app(web: PortalWeb) -> Flask:
    """The application, ready to be served.

    Args:
        web: the store, the vault and what else it works with; it stays the caller's to close.
    """
    app = PortalApp(__name__, static_url_path="/static")
    app.config.update(
        MAX_CONTENT_LENGTH=web.body_bytes,
        MAX_FORM_MEMORY_SIZE=_FORM_MEMORY,
        MAX_FORM_PARTS=_FORM_PARTS,
    )
    for install in _PARTS:
        install(app, web)
    app.wsgi_app = _looking_once(app.wsgi_app, web.store)  # type: ignore[assignment,method-assign]  # as below
    hops = web.config.proxy_hops
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # as Flask's own pages have it
    return app


def _looking_once(answer: "WSGIApplication", store: Store) -> "WSGIApplication":
    """Have all that a request reads be of one state, read in one transaction."""

    def answered(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        with store.one_look():
            return answer(environ, start)

    return answered
