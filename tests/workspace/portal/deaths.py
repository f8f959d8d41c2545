"""A worker that dies at a chosen moment, in a process of its own, and what is left of it."""

import os
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from sheetsync.config import load_config
from sheetsync.portal.store.letters import LetterState, letters_in
from sheetsync.portal.store.worker import all_submissions, queue_of
from sheetsync.tables.catalogue.portal import INBOX, PORTAL_LOG
from sheetsync.testing.clock import StillClock
from sheetsync.workspace.doors import sandbox_http
from sheetsync.workspace.portal_letters import queue_letters
from sheetsync.workspace.portal_mailing import open_post
from sheetsync.workspace.portal_round import one_round
from sheetsync.workspace.portal_worker import PortalWorker, open_worker

DEAD = 9
#: Where it dies: around a request to Google, at a statement of its store, around a letter.
WHERE = ("before request", "after request", "statement", "commit")


class Death:
    """Ends the process at the n-th moment of one sort."""

    def __init__(self, where: str, last: int) -> None:
        self.where, self.last, self.count = where, last, 0

    def at(self, where: str) -> None:
        """A moment of a sort has come."""
        self.count += where == self.where
        if where == self.where and self.count == self.last:
            os._exit(DEAD)

    def around(self, call: Callable[..., object]) -> Callable[..., object]:
        """A request that may be the last one."""

        def called(*args: object, **named: object) -> object:
            self.at("before request")
            answer = call(*args, **named)
            self.at("after request")
            return answer

        return called

    def watch(self, worker: PortalWorker) -> None:
        """Have the store's statements be moments, too."""
        engine = worker.store.database.engine
        sa.event.listen(engine, "before_cursor_execute", lambda *_: self.at("statement"))
        sa.event.listen(engine, "commit", lambda *_: self.at("commit"))


def lived(folder: Path, now: datetime, where: str, last: int) -> tuple[int, int]:
    """A worker's life until the n-th moment: its exit code, and how many there were.

    Args:
        folder: of the config.
        now: its time.
        where: one of `WHERE`.
        last: the moment at which it dies; 0 for none.
    """
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        death = Death(where, last)
        _live(folder, now, death)
        os.write(theirs, str(death.count).encode())
        os._exit(0)
    os.close(theirs)
    _, status = os.waitpid(child, 0)
    with os.fdopen(ours) as told:
        counted = told.read()
    return os.waitstatus_to_exitcode(status), int(counted or 0)


def _live(folder: Path, now: datetime, death: Death) -> None:
    """A round, letters, another round: as the loop does, one after the other."""
    config = load_config(folder / "config.yaml")
    http = sandbox_http(config.path(config.sandbox))
    http.request = death.around(http.request)  # type: ignore[method-assign]
    with open_worker(config, StillClock(now), http=http) as worker:
        death.watch(worker)
        post = open_post(config, worker)
        post.begin()
        for _ in range(2):
            one_round(worker)
            queue_letters(worker)
            post.send_due()
        post.close()


@dataclass(frozen=True, slots=True)
class Left:
    """What is so once another worker has come.

    Attributes:
        log: how often each row_id stands in the log.
        events: row_ids of the store.
        untold: events that the log does not know.
        states: of the submissions in the Inbox.
        letters: states by key.
        people: cells of the people's tabs.
    """

    log: Counter[str]
    events: frozenset[str]
    untold: int
    states: dict[str, str]
    letters: dict[str, LetterState]
    people: dict[str, object]


def after(folder: Path, now: datetime) -> Left:
    """Have another worker come, and look."""
    config = load_config(folder / "config.yaml")
    http = sandbox_http(config.path(config.sandbox))
    with open_worker(config, StillClock(now), http=http) as worker:
        post = open_post(config, worker)
        post.begin()
        for _ in range(2):
            assert one_round(worker).trouble == ()
            queue_letters(worker)
            post.send_due()
        post.close()
        reading = worker.company().reading
        inbox = reading.tool_frame(INBOX)
        every: tuple[LetterState, ...] = ("pending", "sending", "sent", "failed", "unknown")
        return Left(
            Counter(reading.tool_frame(PORTAL_LOG)["row_id"].astype(str)),
            frozenset(e.row_id for one in all_submissions(worker.store) for e in one.events),
            queue_of(worker.store).untold,
            dict(zip(inbox["submission"].astype(str), inbox["state"].astype(str), strict=True)),
            {one.key: one.state for one in letters_in(worker.store, every)},
            {
                title: reading.snapshot.stored[title]
                for title in ("Invoices", "Decisions", "Partners", "Closing documents")
            },
        )


def copied(source: Path, target: Path) -> Path:
    """A folder as it was, to die in."""
    shutil.copytree(source, target)
    return target
