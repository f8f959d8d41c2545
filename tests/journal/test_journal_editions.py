"""Journals of the first edition: read as before, brought up to date, never half."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from sheetsync.errors import JournalError
from sheetsync.journal import Journal
from sheetsync.journal.editions import marked_item
from sheetsync.journal.letters import Envelope, JournaledLetter
from sheetsync.journal.memory import RememberedNotice
from sheetsync.letters.letter import LetterKey, person_mark
from sheetsync.testing.clock import StillClock

STORED = Path(__file__).parents[1] / "stored" / "v1" / "state" / "journal.sqlite"
PEOPLE = ("anna", "boris", "boss", "buh")


@pytest.fixture
def old(tmp_path: Path) -> tuple[Path, str]:
    """A journal of the first edition, and whose letters it keeps."""
    path = tmp_path / "journal.sqlite"
    shutil.copy(STORED, path)
    with closing(sqlite3.connect(path)) as file:
        [[spreadsheet_id]] = file.execute("SELECT DISTINCT spreadsheet_id FROM letters")
    return path, str(spreadsheet_id)


@pytest.mark.parametrize("read_only", [True, False])
def test_what_is_kept_of_our_own_people_is_found_by_their_marks(
    old: tuple[Path, str], clock: StillClock, *, read_only: bool
) -> None:
    path, own = old
    marks = {person_mark(own, f"{name}@organizer.example") for name in PEOPLE}
    for _ in range(2):
        with Journal(path, own, clock, read_only=read_only) as journal:
            keys = {key for key in journal.letters.states() if key.kind == "digest"}
            assert {key.partner_id for key in keys} == marks
            items = journal.memory.digest_items()
            assert {item.partition("/")[0] for item in items} == marks
            assert len(journal.letters.states()) == 10
            assert len(journal.drafts.all()) == 1


def test_somebody_who_only_looks_writes_nothing(old: tuple[Path, str], clock: StillClock) -> None:
    path, own = old
    before = path.read_bytes()
    with Journal(path, own, clock, read_only=True) as journal:
        assert journal.letters.states()
        with pytest.raises(JournalError):
            journal.memory.remember_notice("letters", RememberedNotice("x", clock.now().date()))
    assert path.read_bytes() == before


def test_the_file_then_holds_no_address_as_a_key(old: tuple[Path, str], clock: StillClock) -> None:
    path, own = old
    Journal(path, own, clock).close()
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (2,)
        for asked in (
            "SELECT key FROM letters WHERE key LIKE '%@%'",
            "SELECT key FROM drafts WHERE key LIKE '%@%'",
            "SELECT item FROM digest_items WHERE item LIKE '%@%'",
        ):
            found = file.execute(asked)
            assert found.fetchall() == []


@pytest.mark.parametrize(
    ("item", "rest"),
    [
        ("anna@c.example/week", "/week"),
        ("anna@c.example/in/E-1/2026/15/2026", "/in/E-1/2026/15/2026"),
        ("a/b@c.example/out/E/1@2/2026", "/out/E/1@2/2026"),
    ],
)
def test_an_item_keeps_all_but_the_address(item: str, rest: str) -> None:
    address = item.removesuffix(rest)
    assert marked_item("S1", item) == person_mark("S1", address) + rest
    assert marked_item("S1", "0123456789abcdef/week") == "0123456789abcdef/week"


def test_a_brake_holds_while_one_of_its_letters_is_in_doubt(
    open_journal: Callable[..., Journal], clock: StillClock
) -> None:
    def letter(number: int, state: str, kind: str = "monthly") -> JournaledLetter:
        key = LetterKey(kind, f"P-{number}", "2026-03")
        envelope = Envelope(key, "b***@v.example", "т", "00", "<m@c>", clock.now(), "R-1")
        return JournaledLetter(envelope, state)  # type: ignore[arg-type]  # one of five

    journal = open_journal()
    journal.letters.adopt([letter(1, "unknown"), letter(2, "unknown"), letter(3, "unknown")], [])
    assert journal.brakes.holding("monthly") == ()
    keys = [letter(number, "unknown").key for number in (1, 2)]
    journal.brakes.pull(keys)
    journal.brakes.pull(keys)
    assert open_journal().brakes.holding("monthly") == tuple(keys)
    assert journal.brakes.holding("digest") == open_journal("S2").brakes.holding("monthly") == ()
    journal.letters.settle(letter(1, "sent"))
    assert journal.brakes.holding("monthly") == (keys[1],)
    journal.letters.settle(letter(2, "pending"))
    assert journal.brakes.holding("monthly") == ()
