"""What stands around every page of the account: where one is, how old the figures are, the way on.

Source: portal.md 8.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app

from sheetsync.portal.web.account_gate import page_urls
from sheetsync.portal.web.readers import AccountReader, queried
from sheetsync.portal.web.saying import age_name, as_of_words
from sheetsync.portal.web.texts import phrase
from sheetsync.rules.portal.page_parts import PartnerPage


def _is_rated(page: PartnerPage) -> bool:
    return page.rating is not None


def _always(page: PartnerPage) -> bool:
    del page
    return True


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that the navigation leads to.

    Attributes:
        endpoint: of its view.
        name: of the phrase on the link.
        has: whether there is anything of it for a partner; a module that is off has nothing.
    """

    endpoint: str
    name: str
    has: Callable[[PartnerPage], bool] = _always


#: All pages of the account, in the order in which they are offered.
ENTRIES = (
    Entry("show_home", "nav_home"),
    Entry("show_invoices", "nav_invoices"),
    Entry("show_documents", "nav_documents"),
    Entry("show_sent", "nav_sent"),
    Entry("show_rating", "nav_rating", _is_rated),
    Entry("show_jobs", "nav_jobs"),
    Entry("show_settings", "nav_settings"),
)


@dataclass(frozen=True, slots=True)
class NavLink:
    """A link of the navigation."""

    address: str
    words: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class AccountFrame:
    """What stands around a page.

    Attributes:
        as_of: since when the figures stand.
        age: name of the phrase that warns of old ones; "" while they are fresh.
        here: of the current page's link, its words.
        person: who is signed in, masked.
        viewed_by: which of our people looks at it; "" for the partner.
    """

    company: str
    partner: str
    as_of: str
    age: str
    links: tuple[NavLink, ...]
    here: str
    contact: str
    person: str
    viewed_by: str


def account_frame(
    visit: AccountReader, endpoint: str, *, with_contact: bool = True
) -> AccountFrame:
    """The frame of a page.

    Args:
        visit: who looks.
        endpoint: of the entry that the page belongs to.
        with_contact: whether the curator stands below the page; on some they stand on it.
    """
    page, lang = visit.page, visit.lang
    views = current_app.view_functions
    offered = [entry for entry in ENTRIES if entry.endpoint in views and entry.has(page)]
    asked = queried("")
    links = tuple(
        NavLink(f"{path}{asked}", phrase(entry.name).said(lang), entry.endpoint == endpoint)
        for entry, path in zip(offered, page_urls(one.endpoint for one in offered), strict=True)
    )
    return AccountFrame(
        company=page.company,
        partner=page.name,
        as_of=as_of_words(page, visit.now, visit.zone, lang),
        age=age_name(page, visit.now),
        links=links,
        here=next((link.words for link in links if link.is_current), ""),
        contact=page.contact if with_contact else "",
        person=visit.seat.person,
        viewed_by=visit.viewed_by,
    )
