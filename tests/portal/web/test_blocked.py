"""A block counts at once in the process that made it, and within a second in every other."""

from datetime import UTC, datetime, timedelta

import pytest

from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.rates import Rate, count_hit
from sheetsync.portal.web.blocked import BlockedNow
from tests.portal.web.conftest import Portal

NOW = datetime(2026, 4, 15, 9, tzinfo=UTC)
RATE = Rate("wrong", 0, 60, block_s=600)


@pytest.fixture
def store(portal: Portal) -> Store:
    return portal.store


def test_one_block_is_seen_here_at_once_and_by_others_a_second_later(store: Store) -> None:
    here, there = BlockedNow(store, RATE), BlockedNow(store, RATE)
    assert (here.wait_s("a", NOW), there.wait_s("a", NOW)) == (0, 0)
    count_hit(store, RATE, "a", NOW)
    here.look_again()
    assert (here.wait_s("a", NOW), here.wait_s("b", NOW)) == (600, 0)
    second = NOW + timedelta(seconds=1)
    assert (there.wait_s("a", second), there.wait_s("b", second)) == (599, 0)


def test_a_block_ends_by_itself(store: Store) -> None:
    blocked = BlockedNow(store, RATE)
    count_hit(store, RATE, "a", NOW)
    waits = [blocked.wait_s("a", NOW + timedelta(seconds=s)) for s in (0, 599, 600, 601)]
    assert waits == [600, 1, 0, 0]


def test_a_clock_that_is_set_back_asks_anew(store: Store) -> None:
    blocked = BlockedNow(store, RATE)
    assert blocked.wait_s("a", NOW) == 0
    count_hit(store, RATE, "a", NOW - timedelta(hours=1))
    assert blocked.wait_s("a", NOW - timedelta(hours=1)) == 600
