"""S21, S26: two runs at once, and runs that are killed with SIGKILL at their publication."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from jobs import ratings
from sheetsync.errors import RunActiveError
from sheetsync.testing.office import Office

CHILD = Path(__file__).with_name("child_run.py")
READY = "at the publication\n"


@contextmanager
def run_that_stays(office: Office, job: str, moment: str) -> Iterator[None]:
    """Another process runs the job; the block begins at its publication, its end is SIGKILL."""
    arguments = [str(office.folder), job, office.clock.now().isoformat(), moment]
    with subprocess.Popen(
        [sys.executable, str(CHILD), *arguments], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == READY
        try:
            yield
        finally:
            child.send_signal(signal.SIGKILL)
            assert child.wait() == -signal.SIGKILL


def scores(office: Office) -> dict[str, float]:
    rated = office.tab("ratings")
    return dict(zip(rated["partner_id"], rated["score"].fillna(-1), strict=True))


@pytest.fixture
def changed(office: Office) -> tuple[Office, dict[str, float]]:
    """An office whose next rating is final and differs from the one shown, which is given too."""
    row = list(office.stored()["Настройки"][0]).index("month_closed") + 1
    office.people.type("Настройки", f"B{row}", "'2026-02")
    office.run(ratings.run)
    before = scores(office)
    assert len(before) == 3
    office.people.type("Настройки", f"B{row}", "'2026-03")
    office.people.type("Правила рейтинга", "E3", "1000000")
    return office, before


def test_a_second_run_ends_at_once_and_a_killed_one_leaves_the_old_ratings(
    changed: tuple[Office, dict[str, float]],
) -> None:
    """S21, S26: code 3 within a second; after kill -9 the lock is free and nothing is half new."""
    office, before = changed
    rows = len(office.tab("run_log"))
    with run_that_stays(office, "ratings", "before"):
        started = time.monotonic()
        with pytest.raises(RunActiveError) as caught:
            office.run(ratings.run)
        assert time.monotonic() - started < 1
        assert caught.value.exit_code == 3
    assert scores(office) == before
    assert (len(office.tab("run_log")), len(office.tab("rating_history"))) == (rows, 0)
    office.run(ratings.run)
    assert set(scores(office)) == set(before)
    assert scores(office) != before
    assert len(office.tab("run_log")) == rows + 1


def test_a_run_killed_after_its_publication_leaves_the_new_ratings_and_its_history_once(
    changed: tuple[Office, dict[str, float]],
) -> None:
    """S26: applied whole; the next run changes nothing and appends nothing twice."""
    office, before = changed
    with run_that_stays(office, "ratings", "after"):
        pass
    after, history = scores(office), len(office.tab("rating_history"))
    assert set(after) == set(before)
    assert after != before
    assert history == 3
    office.run(ratings.run)
    assert scores(office) == after
    assert len(office.tab("rating_history")) == history
    assert len(office.tab("run_log")) == 3
