"""The demo's pages open without a letter, for whoever tries them on their own machine.

These routes are there only with a sandbox and an address of this machine. Source: portal.md 13.
"""

from flask import Flask
from werkzeug.wrappers import Response as AnyResponse

from sheetsync.portal.store.contacts import addresses_of, contact_of
from sheetsync.portal.store.shelf import desk_page
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.refusals import PageRefusal
from sheetsync.portal.web.security import is_foreign
from sheetsync.portal.web.signing_in import Place, seated
from sheetsync.portal.web.ways_in import led_in
from sheetsync.rules.portal.page_parts import DeskPage

_RETRY_S = 10


def install_demo_pages(app: Flask, web: PortalWeb) -> None:
    """Give the app of a demo its ways in that ask for no letter; any other one has none."""
    if web.show_letter is None:
        return
    pages = _Pages(web)
    app.add_url_rule("/demo/desk", view_func=pages.open_desk, methods=["GET"])
    app.add_url_rule("/demo/<partner_id>", view_func=pages.open_account, methods=["GET"])


class _Pages:
    def __init__(self, web: PortalWeb) -> None:
        self._web = web

    def open_account(self, partner_id: str) -> AnyResponse:
        """Sit at a partner as the first of its people, of those who may send if there are any."""
        self._desk()
        store = self._web.store
        people = sorted(
            (one.role != "full", one.address)
            for address in addresses_of(store, partner_id)
            if (one := contact_of(store, address, partner_id)) is not None
        )
        if not people:
            raise PageRefusal(404, "no_partner")
        return self._led_in(people[0][1], Place(partner_id))

    def open_desk(self) -> AnyResponse:
        """Sit at the desk as the first of our own people."""
        addresses = self._desk().addresses
        if not addresses:
            raise PageRefusal(404, "forged")
        return self._led_in(addresses[0], Place(is_desk=True))

    def _desk(self) -> DeskPage:
        """What the last round found of our people; another site's page signs nobody in."""
        if is_foreign(self._web):
            raise PageRefusal(403, "foreign")
        desk = desk_page(self._web.store)
        if desk is None:
            raise PageRefusal(503, "not_ready", retry_after_s=_RETRY_S)
        return desk

    def _led_in(self, address: str, place: Place) -> AnyResponse:
        return led_in(self._web, seated(self._web, address, place), place)
