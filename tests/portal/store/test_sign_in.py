"""One-time letters: used once, by whoever asked or whoever read the code."""

from datetime import datetime, timedelta

import pytest

from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.sign_in import (
    OneTime,
    Use,
    is_asking_browser,
    is_usable,
    new_one_time,
    use_one_time,
)
from tests.portal.store.conftest import NOW

ANNA, NONCE = "anna@company.example", "n" * 64
LATER = NOW + timedelta(minutes=14)


def made(store: Store, address: str = ANNA, nonce: str = NONCE, at: datetime = NOW) -> OneTime:
    with store.writing() as connection:
        return new_one_time(connection, store.layout, address, nonce, at)


def use(store: Store, token: str, nonce: str = "", code: str = "", at: datetime = LATER) -> Use:
    with store.writing() as connection:
        return use_one_time(connection, store.layout, token, nonce, code, at)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_asking_browser_needs_no_code(store: Store) -> None:
    one = made(store)
    assert is_asking_browser(store, one.token, NONCE, LATER)
    assert use(store, one.token, nonce=NONCE) == Use("open", ANNA)


def test_another_browser_types_the_code(store: Store) -> None:
    one = made(store)
    assert not is_asking_browser(store, one.token, "x" * 64, LATER)
    assert not is_asking_browser(store, one.token, "", LATER)
    assert use(store, one.token, nonce="x" * 64).outcome == "wrong"
    assert use(store, one.token, code=one.code) == Use("open", ANNA)


def test_it_is_used_once(store: Store) -> None:
    one = made(store)
    use(store, one.token, code=one.code)
    assert not is_usable(store, one.token, LATER)
    assert use(store, one.token, nonce=NONCE, code=one.code) == Use("over")


def test_it_is_good_for_a_quarter_of_an_hour(store: Store) -> None:
    one = made(store)
    assert is_usable(store, one.token, LATER)
    after = NOW + timedelta(minutes=15)
    assert not is_usable(store, one.token, after)
    assert use(store, one.token, nonce=NONCE, code=one.code, at=after) == Use("over")


def test_five_wrong_codes_end_it(store: Store) -> None:
    one = made(store)
    outcomes = [use(store, one.token, code=wrong(one.code)).outcome for _ in range(6)]
    assert outcomes == ["wrong"] * 4 + ["ended", "over"]
    assert use(store, one.token, code=one.code) == Use("over")


def test_a_scanner_that_submits_the_empty_form_uses_nothing_up(store: Store) -> None:
    one = made(store)
    for _ in range(20):
        assert use(store, one.token).outcome == "wrong"
    assert use(store, one.token, code=one.code).outcome == "open"


def test_a_wrong_code_is_wrong_in_the_asking_browser_too(store: Store) -> None:
    one = made(store)
    assert use(store, one.token, nonce=NONCE, code=wrong(one.code)).outcome == "wrong"


def test_a_code_opens_its_own_letter_alone(store: Store) -> None:
    one, other = made(store), made(store, "boris@company.example")
    if one.code != other.code:
        assert use(store, one.token, code=other.code).outcome == "wrong"
    assert use(store, other.token, code=other.code).address == "boris@company.example"


def test_a_letter_to_nobody_opens_nothing(store: Store) -> None:
    one = made(store, address="")
    assert not is_usable(store, one.token, LATER)
    assert use(store, one.token, nonce=NONCE, code=one.code) == Use("over")


@pytest.mark.parametrize("held", ["token", "code"])
def test_only_hashes_are_kept_and_shown(store: Store, held: str) -> None:
    one = made(store)
    with store.reading() as connection:
        (row,) = connection.execute(store.layout.sign_in.select()).all()
    assert getattr(one, held) not in str(tuple(row))
    assert getattr(one, held) not in repr(one)


def test_old_letters_are_taken_away(store: Store) -> None:
    made(store, at=NOW - timedelta(days=3))
    made(store)
    with store.reading() as connection:
        assert len(connection.execute(store.layout.sign_in.select()).all()) == 1
