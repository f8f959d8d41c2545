"""When the worker turns: in time, sooner when something waits, and never while it is at rest."""

import os
import threading
from pathlib import Path

import pytest

from sheetsync.errors import DeadlineError, SheetsyncError
from sheetsync.portal.store.worker import queue_of
from sheetsync.portal.vault.remote import RemoteVault
from sheetsync.sandbox.hooks import Fault
from sheetsync.testing.clock import StillClock
from sheetsync.workspace.portal_files import FileKeeper
from sheetsync.workspace.portal_loop import PortalLoop
from sheetsync.workspace.portal_mailing import open_post
from tests.workspace.portal.house import House
from tests.workspace.portal.kept_elsewhere import away, keeper, kept_in


@pytest.fixture
def loop(portal: House) -> PortalLoop:
    return PortalLoop(worker=portal.worker, post=open_post(portal.office.config, portal.worker))


def test_a_round_comes_in_time_and_sooner_when_something_waits(
    portal: House, loop: PortalLoop
) -> None:
    assert loop.turn() is not None
    assert loop.turn() is None
    portal.office.clock.sleep(9)
    portal.send()
    assert loop.turn() is None
    portal.office.clock.sleep(1)
    report = loop.turn()
    assert report is not None
    assert (report.told, report.published != ()) == (1, True)
    portal.office.clock.sleep(299)
    assert loop.turn() is None
    portal.office.clock.sleep(1)
    report = loop.turn()
    assert report is not None
    assert report.pages is not None


def test_p10_a_clock_that_is_set_back_an_hour_stops_nothing(
    portal: House, loop: PortalLoop
) -> None:
    loop.turn()
    clock = portal.office.clock
    assert isinstance(clock, StillClock)
    clock.sleep(-3600)
    no = portal.send()
    report = loop.turn()
    assert report is not None
    assert (report.told, report.trouble) == (1, ())
    assert portal.state(no) == "waiting"


def test_a_run_that_has_ended_is_looked_at(portal: House, loop: PortalLoop) -> None:
    loop.turn()
    journal = portal.office.folder / "state" / "journal.sqlite"
    journal.touch()
    os.utime(journal, (1, 1))
    portal.office.clock.sleep(5)
    assert loop.turn() is None
    portal.office.clock.sleep(5)
    assert loop.turn() is not None
    portal.office.clock.sleep(20)
    assert loop.turn() is None


def test_the_loop_ends_with_the_log_told_and_tells_what_goes_wrong(portal: House) -> None:
    heard: list[SheetsyncError] = []
    stop = threading.Event()
    rounds: list[object] = []

    def tell(report: object) -> None:
        rounds.append(report)
        if len(rounds) == 1:
            portal.send()
            stop.set()

    loop = PortalLoop(
        worker=portal.worker,
        post=open_post(portal.office.config, portal.worker),
        stop=stop,
        tell=tell,
        tell_trouble=heard.append,
    )
    loop.run()
    assert (len(rounds), heard) == (2, [])
    assert queue_of(portal.store).untold == 0


def test_a_bug_in_letters_ends_the_loop_and_is_not_hidden(portal: House) -> None:
    class BrokenError(Exception):
        pass

    def bug() -> str | None:
        raise BrokenError

    post = open_post(portal.office.config, portal.worker)
    post.test_recipient = bug
    with pytest.raises(BrokenError):
        PortalLoop(worker=portal.worker, post=post).run()


def test_files_are_sent_while_the_loop_lives(tmp_path: Path) -> None:
    with kept_in("drive", tmp_path) as (portal, _):
        no = portal.send()
        stop = threading.Event()
        post = open_post(portal.office.config, portal.worker)
        PortalLoop(
            worker=portal.worker, post=post, files=Sent(keeper(portal), stop), stop=stop
        ).run()
        assert away(portal, no).state == "there"
        assert portal.log() == [(no, "received")]


def test_what_stops_files_is_told_and_stops_nothing_else(tmp_path: Path) -> None:
    heard: list[SheetsyncError] = []
    with kept_in("drive", tmp_path) as (portal, _):
        portal.send()
        portal.office.hooks.fail(Fault(status=503, times=100_000, path="/drive/"))
        stop = threading.Event()
        post = open_post(portal.office.config, portal.worker)
        files = Sent(keeper(portal), stop)
        PortalLoop(
            worker=portal.worker, post=post, files=files, stop=stop, tell_trouble=heard.append
        ).run()
        portal.office.hooks.reset()
        assert [type(error) for error in heard] == [DeadlineError]
        assert len(portal.log()) == 1


def test_a_bug_in_files_ends_the_loop_and_is_not_hidden(tmp_path: Path) -> None:
    class BrokenError(BaseException):
        """Not even an Exception: obstore's own code may end like that."""

    def bug() -> RemoteVault:
        raise BrokenError

    with kept_in("drive", tmp_path) as (portal, _):
        portal.send()
        files = keeper(portal)
        files.opened = bug
        post = open_post(portal.office.config, portal.worker)
        with pytest.raises(BrokenError):
            PortalLoop(worker=portal.worker, post=post, files=files).run()


class Sent(FileKeeper):
    """Keeps files for one turn, then has the loop end."""

    def __init__(self, inner: FileKeeper, stop: threading.Event) -> None:
        super().__init__(inner.store, inner.vault, inner.clock, inner.opened)
        self.stop = stop

    def turn(self) -> int:
        """One turn, and the end."""
        try:
            return super().turn()
        finally:
            self.stop.set()
