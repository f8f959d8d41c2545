"""Who signs in for whom, what they chose, and what ends with the next round."""

from collections.abc import Iterable
from datetime import date, timedelta

from sheetsync.portal.store.contacts import (
    Preference,
    contact_of,
    is_new_browser,
    keep_preference,
    preference_of,
    preferences_of,
)
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.sessions import Opening, new_session, session_of
from sheetsync.portal.store.shelf import fill_shelf
from sheetsync.rules.portal.page_contacts import PageContact
from sheetsync.rules.portal.page_parts import DeskPage, PartnerPage
from tests.portal.store.conftest import DESK, NOW, seat_of

BUH = "buh@firm.example"


def page(partner_id: str, **fields: object) -> PartnerPage:
    values: dict[str, object] = {
        "partner_id": partner_id, "name": "Firm", "lang": "ru", "company": "Port",
        "time_zone": "Europe/Moscow", "as_of": date(2026, 4, 2), "computed_at": NOW,
    } | fields  # fmt: skip
    return PartnerPage(**values)  # type: ignore[arg-type]


def fill(store: Store, pages: Iterable[PartnerPage], *contacts: PageContact) -> None:
    shelf = {one.partner_id: one for one in pages}
    fill_shelf(store, shelf, DeskPage(company="Port", lang="ru"), NOW, contacts)


def test_whoever_stands_in_the_sheet_no_more_is_nobody(store: Store) -> None:
    both = [page("P-001"), page("P-002")]
    one = PageContact(address=BUH, partner_id="P-001", name="Anna", role="read", lang="en")
    two = PageContact(address=BUH, partner_id="P-002", curator="c@port.example")
    fill(store, both, one, two)
    assert contact_of(store, BUH, "P-001") == one
    assert contact_of(store, BUH, "P-002") == two
    assert contact_of(store, "other@firm.example", "P-001") is None
    fill(store, both, two)
    assert contact_of(store, BUH, "P-001") is None
    assert contact_of(store, BUH, "P-002") == two


def test_sessions_end_where_a_page_is_closed_gone_or_its_links_revoked(store: Store) -> None:
    partners = [f"P-00{at}" for at in range(1, 6)]
    held: dict[str, str] = {}
    with store.writing() as connection:
        for one in partners:
            how = Opening(timedelta(days=1), link_version=2)
            held[one] = new_session(connection, store.layout, seat_of(one), NOW, how)
        desk = new_session(connection, store.layout, DESK, NOW, Opening(timedelta(hours=1)))
    fill(
        store,
        [
            page("P-001", link_version=2),
            page("P-002", link_version=3),
            page("P-003", is_open=False),
            page("P-005"),
        ],
    )
    alive = [one for one in partners if session_of(store, held[one], NOW)]
    assert alive == ["P-001", "P-005"]
    assert session_of(store, desk, NOW)


def test_what_people_chose_is_theirs_at_that_partner_alone(store: Store) -> None:
    chosen = Preference("en", frozenset({"receipt", "returned"}))
    keep_preference(store, "P-001", BUH, Preference("ru"))
    keep_preference(store, "P-001", BUH, chosen)
    assert preference_of(store, "P-001", BUH) == chosen
    assert preference_of(store, "P-002", BUH) == Preference()
    assert preferences_of(store, "P-001") == {BUH: chosen}


def test_a_browser_is_new_once_a_partner(store: Store) -> None:
    def is_new(browser: str, partner_id: str) -> bool:
        with store.writing() as connection:
            return is_new_browser(connection, store.layout, browser, partner_id, NOW)

    asked = [("a", "P-001"), ("a", "P-001"), ("b", "P-001"), ("a", "P-002")]
    assert [is_new(*one) for one in asked] == [True, False, True, True]
