"""How often somebody did something, counted alike by all web processes."""

from datetime import timedelta

from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.rates import Rate, blocked_now, count_hit, wait_s
from tests.portal.store.conftest import NOW

MINUTE = Rate("page", 3, 60)
BLOCKING = Rate("wrong", 2, 60, block_s=600)


def test_one_too_many_waits_until_the_window_is_over(store: Store) -> None:
    at = NOW + timedelta(seconds=10)
    assert [count_hit(store, MINUTE, "a", at) for _ in range(5)] == [0, 0, 0, 50, 50]
    assert count_hit(store, MINUTE, "b", at) == 0
    assert count_hit(store, Rate("other", 3, 60), "a", at) == 0
    assert count_hit(store, MINUTE, "a", at + timedelta(seconds=50)) == 0


def test_several_at_once_count_as_many(store: Store) -> None:
    assert count_hit(store, MINUTE, "a", NOW, 3) == 0
    assert count_hit(store, MINUTE, "a", NOW, 10) == 60


def test_a_block_lasts_longer_than_its_window(store: Store) -> None:
    assert wait_s(store, BLOCKING, "a", NOW) == 0
    assert [count_hit(store, BLOCKING, "a", NOW) for _ in range(3)] == [0, 0, 600]
    later = NOW + timedelta(seconds=599)
    assert wait_s(store, BLOCKING, "a", later) == 1
    assert count_hit(store, BLOCKING, "a", later) == 1
    assert wait_s(store, BLOCKING, "b", later) == 0
    after = NOW + timedelta(seconds=600)
    assert wait_s(store, BLOCKING, "a", after) == count_hit(store, BLOCKING, "a", after) == 0


def test_what_is_over_is_taken_away(store: Store) -> None:
    for day in range(4):
        count_hit(store, MINUTE, f"who {day}", NOW + timedelta(days=day))
    with store.reading() as connection:
        assert len(connection.execute(store.layout.rate.select()).all()) == 2


def test_whoever_is_blocked_is_told_with_its_end_and_nobody_else(store: Store) -> None:
    other = Rate("wrong-other", 0, 60, block_s=600)
    assert blocked_now(store, BLOCKING, NOW) == {}
    for _ in range(3):
        count_hit(store, BLOCKING, "a_%", NOW)
    count_hit(store, BLOCKING, "b", NOW)
    count_hit(store, other, "c", NOW)
    until = int(NOW.timestamp()) + 600
    assert blocked_now(store, BLOCKING, NOW) == {"a_%": until}
    assert blocked_now(store, other, NOW) == {"c": until}
    assert blocked_now(store, BLOCKING, NOW + timedelta(seconds=600)) == {}
