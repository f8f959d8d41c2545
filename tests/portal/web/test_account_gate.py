"""Who gets into a partner's account, how far, and for how long."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import make_response
from werkzeug.wrappers import Response

from sheetsync.portal.store.audit import deeds
from sheetsync.portal.web.account_gate import (
    AccountVisit,
    account_visit,
    add_page,
    page_url,
    sending_visit,
)
from sheetsync.rules.portal.page_contacts import PageContact
from tests.portal.web.conftest import BUH, CONTACTS, Portal, partner_page_of, words_of

DAY = timedelta(days=1)


@pytest.fixture
def account(portal: Portal) -> Portal:
    """A portal with a page of each need, and one that sends."""

    def told(visit: AccountVisit) -> Response:
        seat = visit.seat
        parts = (seat.partner_id, seat.person, seat.role, seat.level, visit.lang, visit.viewed_by)
        return make_response(" ".join([*parts, page_url("some_letter"), page_url("show_asking")]))

    def some_letter() -> Response:
        return told(account_visit(portal.web))

    def some_full() -> Response:
        return told(account_visit(portal.web, needs="full"))

    def some_fresh() -> Response:
        return told(account_visit(portal.web, needs="fresh"))

    def some_sending() -> Response:
        return told(sending_visit(portal.web))

    views: tuple[Callable[..., Response], ...] = (some_letter, some_full, some_fresh)
    portal.app._got_first_request = False
    for view in views:
        add_page(portal.app, f"/x/{view.__name__}", view)
    add_page(portal.app, "/x/some_sending", some_sending, ("GET",))
    return portal


def test_each_level_opens_what_it_may(account: Portal) -> None:
    statuses: dict[str, list[int]] = {}
    for who in ("nobody", "letter", "full", "fresh", "read", "other", "unchosen", "desk"):
        browser = account.seated(who)
        paths = ("some_letter", "some_full", "some_fresh", "some_sending")
        statuses[who] = [browser.get(f"/x/{path}").status_code for path in paths]
    away = [302] * 4
    assert statuses == {
        "nobody": away,
        "letter": [200, 403, 403, 200],
        "full": [200, 200, 403, 200],
        "fresh": [200] * 4,
        "read": [200, 200, 403, 403],
        # P-002 has no page on the shelf.
        "other": [410] * 4,
        "unchosen": away,
        "desk": away,
    }


def test_nobody_is_led_to_the_sign_in_and_back(account: Portal) -> None:
    browser = account.browser()
    assert browser.get("/x/some_full?a=b").headers["Location"] == "/in?next=/x/some_full"
    led = account.seated("unchosen").get("/x/some_letter").headers["Location"]
    assert led == "/choose?next=/x/some_letter"


def test_a_seat_is_the_contacts_and_its_person_is_masked(account: Portal) -> None:
    assert account.seated("full").get("/x/some_letter").text.split()[:4] == [
        "P-001", "b…@firm.example", "full", "full",
    ]  # fmt: skip
    assert account.seated("letter").get("/x/some_letter").text.split()[1] == "partner"


def test_too_low_a_level_is_said_with_a_way_out(account: Portal) -> None:
    letter = account.seated("letter").get("/x/some_full")
    assert 'href="/in?next=/x/some_full"' in letter.text
    full = account.seated("full").get("/x/some_fresh")
    assert 'href="/confirm?next=/x/some_fresh"' in full.text
    assert "Подтвердите, что это вы" in words_of(full.text)


def test_a_code_is_fresh_for_a_quarter_of_an_hour(account: Portal) -> None:
    browser = account.seated("fresh")
    account.clock.sleep(14 * 60)
    assert browser.get("/x/some_fresh").status_code == 200
    account.clock.sleep(61)
    assert browser.get("/x/some_fresh").status_code == 403
    assert browser.get("/x/some_full").status_code == 200


@pytest.mark.parametrize(
    ("who", "used_every", "lasts"),
    [("letter", 1, 0), ("full", 6, 29), ("full", 8, 0), ("desk", 1, 0)],
)
def test_sessions_end_by_themselves(account: Portal, who: str, used_every: int, lasts: int) -> None:
    browser = account.seated(who)
    path = "/desk/as/P-001/x/some_letter" if who == "desk" else "/x/some_letter"
    days = 0
    while browser.get(path).status_code == 200:
        account.clock.sleep(used_every * DAY.total_seconds())
        days += used_every
    assert days - used_every == lasts - lasts % used_every


@pytest.mark.parametrize(
    ("change", "status"),
    [({"link_version": 2}, 302), ({"is_open": False}, 302), ({}, 200)],
)
def test_what_people_revoke_ends_with_the_next_round(
    account: Portal, change: dict[str, Any], status: int
) -> None:
    browsers = [account.seated(who) for who in ("letter", "full")]
    account.fill(partner_page_of(**change))
    assert {one.get("/x/some_letter").status_code for one in browsers} == {status}


def test_whoever_is_no_contact_any_more_is_out_and_may_ask_anew(account: Portal) -> None:
    browser, letter = account.seated("full"), account.seated("letter")
    account.contacts = tuple(one for one in CONTACTS if one.address != BUH)
    account.fill()
    assert browser.get("/x/some_letter").status_code == 302
    assert 'name="email"' in browser.get("/in?c=1").text
    assert letter.get("/x/some_letter").status_code == 200


def test_a_role_counts_as_it_is_now(account: Portal) -> None:
    browser = account.seated("full")
    account.contacts = (PageContact(address=BUH, partner_id="P-001", role="read", lang="en"),)
    account.fill()
    answer = browser.get("/x/some_letter", headers={"Accept-Language": "ru"})
    assert answer.text.split()[2:5] == ["read", "full", "en"]
    assert browser.get("/x/some_sending").status_code == 403


def test_our_people_look_as_a_partner_and_it_is_kept(account: Portal) -> None:
    desk = account.seated("desk")
    answer = desk.get("/desk/as/P-001/x/some_full")
    assert answer.text.split() == [
        "P-001", "a…@company.example", "read", "full", "ru", "a…@company.example",
        "/desk/as/P-001/x/some_letter", "/in",
    ]  # fmt: skip
    assert desk.get("/desk/as/P-009/x/some_full").status_code == 404
    assert desk.get("/desk/as/P-001/x/some_sending").status_code == 403
    (deed, *_) = [one for _, one in deeds(account.store) if one.action == "viewed_as"]
    assert (deed.person, deed.partner_id) == ("a…@company.example", "P-001")
    for who in ("nobody", "letter", "fresh", "other"):
        answer = account.seated(who).get("/desk/as/P-001/x/some_full")
        assert (answer.status_code, "P-001 a" in answer.text) == (302, False)


def test_pages_link_to_themselves_without_the_desk(account: Portal) -> None:
    assert account.seated("full").get("/x/some_letter").text.split()[-2:] == [
        "/x/some_letter", "/in",
    ]  # fmt: skip
