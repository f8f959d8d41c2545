"""Sessions: who sits there, until when; what the browser holds stands nowhere."""

from datetime import timedelta

from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sessions import end_session, new_session, seat_of_session
from tests.portal.store.conftest import DESK, NOW

HOUR = timedelta(hours=1)


def opened(store: Store, seat: Seat = DESK, hours: int = 12) -> str:
    with store.writing() as connection:
        return new_session(connection, store.layout, seat, NOW, hours * HOUR)


def test_a_session_is_who_opened_it_until_it_ends(store: Store) -> None:
    held = opened(store)
    assert len(held) == 64
    for hours, seat in ((0, DESK), (11, DESK), (12, None)):
        assert seat_of_session(store, held, NOW + hours * HOUR, 24 * HOUR) == seat


def test_a_session_that_nobody_uses_ends(store: Store) -> None:
    held = opened(store, hours=100)
    assert seat_of_session(store, held, NOW + 2 * HOUR, 3 * HOUR) == DESK
    assert seat_of_session(store, held, NOW + 4 * HOUR, 3 * HOUR) == DESK
    assert seat_of_session(store, held, NOW + 7 * HOUR, 3 * HOUR) is None


def test_no_cookie_and_a_made_up_one_are_nobody(store: Store) -> None:
    opened(store)
    assert seat_of_session(store, "", NOW, HOUR) is None
    assert seat_of_session(store, "0" * 64, NOW, HOUR) is None


def test_what_the_browser_holds_is_not_kept(store: Store) -> None:
    held = opened(store)
    with store.reading() as connection:
        (row,) = connection.execute(store.layout.session.select()).all()
    assert held not in str(tuple(row))


def test_an_ended_session_is_nobodys(store: Store) -> None:
    held, other = opened(store), opened(store)
    end_session(store, held)
    assert seat_of_session(store, held, NOW, HOUR) is None
    assert seat_of_session(store, other, NOW, HOUR) == DESK


def test_sessions_that_are_over_are_taken_away(store: Store) -> None:
    opened(store, hours=-1)
    opened(store)
    with store.reading() as connection:
        assert len(connection.execute(store.layout.session.select()).all()) == 1
