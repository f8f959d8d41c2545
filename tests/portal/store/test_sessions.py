"""Sessions: who sits there, until when; what the browser holds stands nowhere."""

from datetime import timedelta

from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sessions import (
    Opening,
    Session,
    end_session,
    end_sessions,
    new_session,
    session_of,
    sessions_of,
)
from tests.portal.store.conftest import DESK, NOW, seat_of

HOUR = timedelta(hours=1)


BUH = "buh@firm.example"


def opened(store: Store, seat: Seat = DESK, hours: int = 12, instead_of: str = "") -> str:
    how = Opening(hours * HOUR, browser="Firefox, Linux", instead_of=instead_of)
    with store.writing() as connection:
        return new_session(connection, store.layout, seat, NOW, how)


def seated(store: Store, held: str, hours: int = 0) -> Seat | None:
    session = session_of(store, held, NOW + hours * HOUR)
    return session.seat if session else None


def mine(store: Store, held: str) -> Session:
    session = session_of(store, held, NOW)
    assert session
    return session


def test_a_session_is_who_opened_it_until_it_ends(store: Store) -> None:
    held = opened(store)
    assert len(held) == 64
    for hours, seat in ((0, DESK), (11, DESK), (12, None)):
        assert seated(store, held, hours) == seat


def test_a_session_that_nobody_uses_for_a_week_ends(store: Store) -> None:
    held = opened(store, hours=1000)
    for hours, seat in ((100, DESK), (200, DESK), (367, DESK), (535, None)):
        assert seated(store, held, hours) == seat


def test_no_cookie_and_a_made_up_one_are_nobody(store: Store) -> None:
    opened(store)
    assert seated(store, "") is None
    assert seated(store, "0" * 64) is None


def test_a_new_session_is_instead_of_the_browsers_old_one(store: Store) -> None:
    old, other = opened(store), opened(store)
    new = opened(store, instead_of=old)
    assert [seated(store, held) for held in (old, other, new)] == [None, DESK, DESK]


def test_signing_out_everywhere_ends_ones_own_and_those_of_letters(store: Store) -> None:
    full = [opened(store, seat_of(person=BUH)) for _ in range(2)]
    elsewhere = opened(store, seat_of("P-002", person=BUH))
    letter = opened(store, seat_of(person="partner", level="letter"))
    colleague = opened(store, seat_of(person="boss@firm.example"))
    strange = opened(store, seat_of("P-002", person="partner", level="letter"))
    shown = sessions_of(store, mine(store, full[0]), full[0], NOW)
    assert [one.is_this for one in shown].count(True) == 1
    assert len(shown) == 4
    with store.writing() as connection:
        assert end_sessions(connection, store.layout, mine(store, full[0])) == 4
    for held in (*full, elsewhere, letter):
        assert seated(store, held) is None
    assert seated(store, colleague)
    assert seated(store, strange)


def test_the_holder_of_a_link_ends_those_of_that_partners_letters_alone(store: Store) -> None:
    letters = [opened(store, seat_of(person="partner", level="letter")) for _ in range(2)]
    strange = opened(store, seat_of("P-002", person="partner", level="letter"))
    with store.writing() as connection:
        assert end_sessions(connection, store.layout, mine(store, letters[0])) == 2
    assert seated(store, strange)


def test_what_the_browser_holds_is_not_kept(store: Store) -> None:
    held = opened(store)
    with store.reading() as connection:
        (row,) = connection.execute(store.layout.session.select()).all()
    assert held not in str(tuple(row))


def test_an_ended_session_is_nobodys(store: Store) -> None:
    held, other = opened(store), opened(store)
    end_session(store, held)
    assert seated(store, held) is None
    assert seated(store, other) == DESK


def test_sessions_that_are_over_are_taken_away(store: Store) -> None:
    opened(store, hours=-1)
    opened(store)
    with store.reading() as connection:
        assert len(connection.execute(store.layout.session.select()).all()) == 1
