"""Pages of the account that only show: home, invoices, what was sent. Source: portal.md 8."""

from flask import Flask, Response, make_response
from werkzeug.wrappers import Response as AnyResponse

from sheetsync.portal.web.account_gate import account_visit, add_page
from sheetsync.portal.web.home_view import home_page
from sheetsync.portal.web.invoices_view import invoices_csv, invoices_page, show_asked
from sheetsync.portal.web.navigation import account_frame
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.sending_routes import install_sending_pages
from sheetsync.portal.web.spoken_templates import rendered
from sheetsync.portal.web.submission_view import sent_page
from sheetsync.portal.web.texts import phrase
from sheetsync.portal.web.upload_view import sent_by


def install_account_pages(app: Flask, web: PortalWeb) -> None:
    """Give the app the pages of the account, those that send among them."""
    pages = _Pages(web)
    add_page(app, "/home", pages.show_home)
    add_page(app, "/invoices", pages.show_invoices)
    add_page(app, "/invoices.csv", pages.give_invoices)
    add_page(app, "/sent", pages.show_sent)
    install_sending_pages(app, web)


class _Pages:
    def __init__(self, web: PortalWeb) -> None:
        self._web = web

    def show_home(self) -> AnyResponse:
        """What to do now, what we owe, the last month."""
        visit = account_visit(self._web)
        shown = home_page(visit, sent_by(self._web, visit))
        frame = account_frame(visit, "show_home", with_contact=False)
        return make_response(rendered("home.html", page=shown, frame=frame, lang=visit.lang))

    def show_invoices(self) -> AnyResponse:
        """Invoices by month and legal entity."""
        visit = account_visit(self._web)
        shown = invoices_page(visit, sent_by(self._web, visit), show_asked())
        frame = account_frame(visit, "show_invoices")
        return make_response(rendered("invoices.html", page=shown, frame=frame, lang=visit.lang))

    def give_invoices(self) -> AnyResponse:
        """The same invoices as a file."""
        visit = account_visit(self._web)
        content = invoices_csv(visit, sent_by(self._web, visit), show_asked())
        response = Response(content, mimetype="text/csv")
        name = phrase("csv_name").said(visit.lang, day=visit.page.as_of.isoformat())
        response.headers.set("Content-Disposition", "attachment", filename=name)
        return response

    def show_sent(self) -> AnyResponse:
        """All that was sent."""
        visit = account_visit(self._web)
        shown = sent_page(visit, sent_by(self._web, visit))
        frame = account_frame(visit, "show_sent")
        return make_response(rendered("sent_list.html", page=shown, frame=frame, lang=visit.lang))
