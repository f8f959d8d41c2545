from datetime import UTC, datetime
from pathlib import Path

from sheetsync.testing.clock import StillClock
from sheetsync.workbook.limiter import Limiter


def clock() -> StillClock:
    return StillClock(datetime(2026, 4, 15, 8, 0, tzinfo=UTC))


def test_calls_below_the_limit_do_not_wait() -> None:
    limiter = Limiter(None, clock(), {"read": 3})
    assert [limiter.wait_for_turn("read") for _ in range(3)] == [0, 0, 0]
    limiter.close()


def test_the_call_above_the_limit_waits_for_the_oldest_to_leave_the_minute() -> None:
    time = clock()
    limiter = Limiter(None, time, {"read": 2})
    limiter.wait_for_turn("read")
    time.sleep(20)
    limiter.wait_for_turn("read")
    assert limiter.wait_for_turn("read") == 40
    limiter.close()


def test_reads_and_writes_are_counted_apart() -> None:
    limiter = Limiter(None, clock(), {"read": 1, "write": 1})
    assert limiter.wait_for_turn("read") == 0
    assert limiter.wait_for_turn("write") == 0
    limiter.close()


def test_what_counts_for_us_is_what_we_took_within_the_minute() -> None:
    time = clock()
    limiter = Limiter(None, time, {"read": 9, "write": 9}, writer="portal")
    for pause in (0, 30, 20):
        time.sleep(pause)
        limiter.wait_for_turn("write")
    limiter.wait_for_turn("read")
    assert (limiter.taken("write"), limiter.taken("read")) == (3, 1)
    time.sleep(10)
    assert limiter.taken("write") == 2
    # A clock that was set back knows nothing of what is still to come.
    time.sleep(-3600)
    assert limiter.taken("write") == 0
    limiter.close()


def test_two_processes_share_one_count(tmp_path: Path) -> None:
    time = clock()
    first = Limiter(tmp_path / "state" / "limiter.sqlite", time, {"write": 1})
    second = Limiter(tmp_path / "state" / "limiter.sqlite", time, {"write": 1})
    first.wait_for_turn("write")
    assert second.wait_for_turn("write") == 60
    first.close()
    second.close()


def test_a_clock_that_was_set_back_locks_nobody_out(tmp_path: Path) -> None:
    path = tmp_path / "limiter.sqlite"
    ahead = StillClock(datetime(2027, 1, 1, tzinfo=UTC))
    first = Limiter(path, ahead, {"read": 1})
    first.wait_for_turn("read")
    second = Limiter(path, clock(), {"read": 1})
    assert second.wait_for_turn("read") == 0
    first.close()
    second.close()


def test_the_portal_has_writes_of_its_own_and_reads_in_common(tmp_path: Path) -> None:
    time, limits = clock(), {"read": 2, "write": 1}
    jobs = Limiter(tmp_path / "limiter.sqlite", time, limits)
    portal = Limiter(tmp_path / "limiter.sqlite", time, limits, writer="portal")
    for limiter in (jobs, portal):
        assert limiter.wait_for_turn("write") == 0
        assert limiter.wait_for_turn("read") == 0
    assert portal.wait_for_turn("read") == 60
    assert jobs.wait_for_turn("write") == 0
    for limiter in (jobs, portal):
        limiter.close()
