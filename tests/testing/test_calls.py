import sys
from datetime import UTC, datetime

from sheetsync.dates import serial_of
from sheetsync.testing.calls import counted_calls
from sheetsync.testing.clock import StillClock


def test_calls_of_ours_are_counted_by_name_and_only_inside() -> None:
    clock = StillClock(datetime(2026, 4, 15, tzinfo=UTC))
    day = clock.now().date()
    with counted_calls() as calls:
        serial_of(day)
        serial_of(day)
        clock.now()
        sorted([2, 1])
    serial_of(day)
    assert calls["sheetsync.dates.serial_of"] == 2
    assert calls["sheetsync.testing.clock.StillClock.now"] == 1
    assert {name.split(".")[0] for name in calls} == {"sheetsync"}


def test_another_watcher_goes_on_afterwards() -> None:
    before = sys.getprofile()
    try:
        sys.setprofile(watcher := lambda *_: None)
        with counted_calls():
            pass
        assert sys.getprofile() is watcher
    finally:
        sys.setprofile(before)
