"""A process that dies at any call of the system or any statement: nothing answered is lost.

What is left is a temporary file or a file without a row, never a row without its file, and the
next sending goes through. Source: portal.md 6, order; 12.2, P03.
"""

import hashlib
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from sheetsync.portal.limits import Limits
from sheetsync.portal.store.opening import Store, open_store
from sheetsync.portal.store.sending import receive
from sheetsync.portal.store.worker import all_submissions, untold_events
from sheetsync.portal.vault.folder import Vault
from sheetsync.sql import database_address
from tests.portal.store.conftest import BOOK, NOW, invoice, seat_of
from tests.portal.vault.samples import pdf

CALLS = ("open", "write", "fsync", "replace", "mkdir", "close", "unlink")
DEAD = 9


def opened(base: Path) -> Store:
    return open_store(database_address(f"sqlite:///{base / 'portal.sqlite'}"), BOOK)


def send_both(base: Path, store: Store, answer: Callable[[str], object]) -> None:
    """Send one file after the other; each number is told once it is known."""
    vault, limits = Vault(base / "vault"), Limits(free_bytes=0)
    for at in range(2):
        content = io.BytesIO(pdf(inside=f"% {at}\n".encode()))
        file = vault.store(content, "P-001", "2026-03", f"{at}.pdf", limits)
        draft = invoice(f"{at}", amount_minor=at, once=f"form {at}")
        answer(receive(store, seat_of(), draft, [file], NOW, limits).no)


class Death:
    """Ends the process at the n-th call of the system or statement, before or after it."""

    def __init__(self, where: str, last: int) -> None:
        self.where, self.last, self.calls = where, last, 0

    def count(self, where: str) -> None:
        self.calls += where == self.where
        if self.calls == self.last and where == self.where:
            os._exit(DEAD)

    def watch(self, store: Store) -> None:
        for name in CALLS:
            setattr(os, name, self.dying(getattr(os, name)))
        engine = store.database.engine
        for event, where in (
            ("before_cursor_execute", "before"),
            ("after_cursor_execute", "after"),
            ("commit", "before"),
        ):
            sa.event.listen(engine, event, lambda *_, _where=where: self.count(_where))

    def dying(self, real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **how: object) -> object:
            self.count("before")
            result = real(*args, **how)
            self.count("after")
            return result

        return call


def forked(base: Path, where: str, last: int) -> tuple[list[str], int]:
    """What a sender in a process of its own answered before it died, and how many calls it made."""
    base.mkdir()
    ours, theirs = os.pipe()
    write = os.write
    child = os.fork()
    if not child:
        code = 1
        try:
            store = opened(base)
            death = Death(where, last)
            death.watch(store)
            send_both(base, store, lambda no: write(theirs, f"{no}\n".encode()))
            write(theirs, f"{death.calls}\n".encode())
            code = 0
        finally:
            os._exit(code)
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        told = pipe.read().split()
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == (DEAD if last else 0)
    return ([no for no in told if no.startswith("S-")], 0 if last else int(told[-1]))


def check(store: Store, vault: Vault, answered: list[str]) -> set[str]:
    """Whatever was answered is there, whole; gives the places of all files that have a row."""
    kept = all_submissions(store)
    assert {one.submission.no for one in kept} >= set(answered)
    for one in kept:
        assert [event.kind for event in one.events] == ["received"]
        (file,) = one.files
        content = vault.path(file.place).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file.sha256
    assert len(untold_events(store)) == len(kept)
    return {file.place for one in kept for file in one.files}


@pytest.mark.long
@pytest.mark.parametrize("where", ["before", "after"])
def test_a_sender_that_dies_anywhere_loses_nothing(tmp_path: Path, where: str) -> None:
    answered, count = forked(tmp_path / "whole", where, 0)
    assert answered == ["S-1001", "S-1002"]
    assert count > 40
    left = {"rows": 0, "files without a row": 0, "temporary files": 0}
    for last in range(1, count + 1):
        base = tmp_path / f"{last}"
        answered, _ = forked(base, where, last)
        vault = Vault(base / "vault")
        with opened(base) as store:
            held = check(store, vault, answered)
            left["rows"] += len(held)
            left["files without a row"] += len(set(vault.places()) - held)
            left["temporary files"] += len(list((base / "vault" / "incoming").glob("*")))
            # Whoever was not answered sends again, and is told the same once more.
            told: list[str] = []
            send_both(base, store, told.append)
            assert told == ["S-1001", "S-1002"]
            assert len(check(store, vault, told)) == 2
    # Each kind of trace was met, so that deaths came at every stage.
    assert all(left.values()), left
