"""Who signed in and what they may do, in one look: as the three looks one by one say it."""

from datetime import timedelta

import pytest

from sheetsync.portal.store.contacts import (
    Preference,
    contact_of,
    keep_preference,
    preference_of,
)
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sessions import Opening, end_session, new_session, session_of
from sheetsync.portal.store.signed_in import signed_in
from sheetsync.rules.portal.page_contacts import PageContact
from tests.portal.store.conftest import DESK, NOW, seat_of
from tests.portal.store.test_contacts import BUH, fill, page

BOTH = (
    PageContact(address=BUH, partner_id="P-001", name="Anna", role="read", lang="en"),
    PageContact(address=BUH, partner_id="P-002", curator="c@port.example"),
)
SEATS = {
    "with a choice of their own": seat_of("P-001", person=BUH),
    "of the other partner": seat_of("P-002", person=BUH),
    "no contact": seat_of("P-001", person="left@firm.example"),
    "by a letter": seat_of("P-001", person="partner", level="letter"),
    "has chosen no partner": seat_of("", person=BUH),
    "of ours": DESK,
}


def opened(store: Store, seat: Seat) -> str:
    how = Opening(timedelta(hours=12), confirmed_at=NOW, browser="Firefox, Linux")
    with store.writing() as connection:
        return new_session(connection, store.layout, seat, NOW, how)


@pytest.mark.parametrize("who", SEATS)
def test_one_look_sees_what_three_see(store: Store, who: str) -> None:
    fill(store, [page("P-001"), page("P-002")], *BOTH)
    keep_preference(store, "P-001", BUH, Preference("ru", frozenset({"receipt"})))
    keep_preference(store, "P-002", "other@firm.example", Preference("en"))
    seat = SEATS[who]
    held = opened(store, seat)
    found = signed_in(store, held, NOW)
    assert found is not None
    assert found.session == session_of(store, held, NOW)
    assert found.contact == contact_of(store, seat.person, seat.partner_id)
    assert found.lang == preference_of(store, seat.partner_id, seat.person).lang
    assert (found.contact is None) == (who not in {*list(SEATS)[:2]})
    assert found.lang == ("ru" if who == "with a choice of their own" else "")


def test_nobody_is_nobody_and_what_is_over_is_over(store: Store) -> None:
    held = opened(store, seat_of(person=BUH))
    assert signed_in(store, "", NOW) is None
    assert signed_in(store, "0" * 64, NOW) is None
    assert signed_in(store, held, NOW + timedelta(hours=11)) is not None
    assert signed_in(store, held, NOW + timedelta(hours=12)) is None
    end_session(store, held)
    assert signed_in(store, held, NOW) is None


def test_it_is_written_down_that_a_session_is_used_and_a_contact_that_goes_is_seen(
    store: Store,
) -> None:
    fill(store, [page("P-001"), page("P-002")], *BOTH)
    held = opened(store, seat_of("P-001", person=BUH))
    later = NOW + timedelta(hours=1)
    before, after = signed_in(store, held, later), signed_in(store, held, later)
    assert before is not None
    assert after is not None
    assert before.session.seen_at == NOW
    assert after.session.seen_at == later
    fill(store, [page("P-001"), page("P-002")], BOTH[1])
    gone = signed_in(store, held, later)
    assert gone is not None
    assert gone.contact is None
