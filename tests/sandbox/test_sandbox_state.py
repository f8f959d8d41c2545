"""The file behind the sandbox: processes, kills, caches, broken files."""

import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sheetsync.errors import SandboxError
from sheetsync.sandbox.adapter import sandbox_session
from sheetsync.sandbox.rope import ROWS_A_BLOCK, Block, Rows
from sheetsync.sandbox.rows import Row
from sheetsync.sandbox.state import Store
from sheetsync.testing.raw_book import RawBook
from sheetsync.testing.sandbox import Sandbox

APPENDS = 200


def same_book(path: Path, file_id: str) -> RawBook:
    """The same spreadsheet through a session and a cache of its own."""
    return RawBook(sandbox_session(path), file_id)


def append_many(path: Path, file_id: str, name: str) -> None:
    book = same_book(path, file_id)
    for number in range(APPENDS):
        body = {"values": [[f"{name}{number}"]]}
        book.post("/values/Sheet1:append", body, valueInputOption="RAW")


def test_two_processes_appending_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "team.sandbox"
    book = RawBook.new(sandbox_session(path))
    spawn = multiprocessing.get_context("spawn")
    people = [
        spawn.Process(target=append_many, args=(path, book.file_id, name)) for name in ("a", "b")
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert [person.exitcode for person in people] == [0, 0]
    found = [line[0] for line in book.values()]
    assert sorted(found) == sorted(f"{name}{n}" for name in ("a", "b") for n in range(APPENDS))


_WRITER = """
import sys
from pathlib import Path
from sheetsync.sandbox.adapter import sandbox_session
from sheetsync.testing.raw_book import RawBook
book = RawBook(sandbox_session(Path(sys.argv[1])), sys.argv[2])
number = 0
while True:
    number += 1
    book.write("Sheet1!A1", [[number] * 20] * 500)
    print(number, flush=True)
"""


def test_a_killed_writer_leaves_the_old_or_the_new_state(tmp_path: Path) -> None:
    path = tmp_path / "team.sandbox"
    book = RawBook.new(sandbox_session(path))
    for round_ in range(3):
        command = [sys.executable, "-c", _WRITER, str(path), book.file_id]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            for _ in range(2 + round_):
                writer.stdout.readline()
            time.sleep(random.uniform(0, 0.02))
            os.kill(writer.pid, signal.SIGKILL)
        values = book.stored()
        assert len(values) == 500
        assert len({cell for line in values for cell in line}) == 1
        assert values[0][0] >= 2 + round_
        assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_what_another_process_wrote_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "team.sandbox"
    mine = RawBook.new(sandbox_session(path))
    theirs = same_book(path, mine.file_id)
    mine.write("Sheet1!A1", [["one"], ["two"]])
    assert theirs.values() == [["one"], ["two"]]
    theirs.write("Sheet1!A2", [["zwei"]])
    assert mine.values() == [["one"], ["zwei"]]
    theirs.batch({"addSheet": {"properties": {"title": "Theirs"}}})
    theirs.write("Theirs!A1", [["three"]])
    assert mine.values("Theirs") == [["three"]]
    mine.write("Sheet1!A100", [["far"]])
    assert theirs.values("Sheet1!A100") == [["far"]]
    mine.session.delete(f"https://www.googleapis.com/drive/v3/files/{mine.file_id}")
    assert theirs.answer("GET").status_code == 404


def test_a_forked_process_opens_the_file_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "team.sandbox"
    book = RawBook.new(sandbox_session(path))
    book.write("Sheet1!A1", [["before"]])
    fork = multiprocessing.get_context("fork")
    child = fork.Process(target=book.write, args=("Sheet1!A1", [["after"]]))
    child.start()
    child.join()
    assert child.exitcode == 0
    assert book.values() == [["after"]]


def test_a_file_keeps_everything_between_two_openings(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "team.sandbox"
    book = RawBook.new(sandbox_session(path))
    book.type_in("Sheet1!A1", [["12%", "=A1*2", "2020-01-01"], *[["x"]] * 200])
    merge = {"sheetId": 0, "startRowIndex": 5, "endRowIndex": 7}
    book.batch(
        {"mergeCells": {"range": merge}},
        {
            "updateDimensionProperties": {
                "range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 3, "endIndex": 4},
                "properties": {"pixelSize": 77},
                "fields": "pixelSize",
            }
        },
    )
    again = same_book(path, book.file_id)
    assert again.get("", includeGridData="true") == book.get("", includeGridData="true")
    again.write("Sheet1!A1", [[0.5]])
    assert again.stored("Sheet1!B1") == [[1]]


def test_a_foreign_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine(x)")
    with pytest.raises(SandboxError) as refusal:
        sandbox_session(path)
    assert str(refusal.value) == (
        f"{path} is not a sandbox file of this version.\n"
        "  cure: Name another file, or delete this one; it is made again, empty."
    )


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no database at all, only a longer text " * 40)
    with pytest.raises(SandboxError, match=r"^The sandbox file .* cannot be opened: "):
        sandbox_session(path)


def test_an_empty_sandbox_is_empty_again(tmp_path: Path) -> None:
    path = tmp_path / "team.sandbox"
    book = RawBook.new(sandbox_session(path))
    store = Store(path, lambda: datetime.now(UTC))  # noqa: TID251  (a test's clock)
    store.reset()
    store.close()
    assert book.answer("GET").status_code == 404
    with store.reading():
        assert store.files() == []


def test_a_refused_write_leaves_nothing_in_the_process_either(tmp_path: Path) -> None:
    book = RawBook.new(sandbox_session(tmp_path / "team.sandbox"))
    book.write("Sheet1!A1", [["kept"]])
    book.refusal(
        {
            "repeatCell": {
                "range": {"sheetId": 0, "endRowIndex": 1},
                "cell": {"note": "n"},
                "fields": "note",
            }
        },
        {"deleteSheet": {"sheetId": 404}},
    )
    assert book.cell("A1", "note") == {}
    assert book.values() == [["kept"]]


def test_formulas_of_today_are_computed_anew_the_next_day(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path / "team.sandbox")
    sandbox.hooks.set_time(datetime(2026, 4, 1, 22, tzinfo=UTC))
    book = RawBook.new(sandbox.session)
    zone = {"properties": {"timeZone": "Europe/Moscow"}, "fields": "timeZone"}
    book.batch({"updateSpreadsheetProperties": zone})
    book.type_in("Sheet1!A1", [["=TODAY()", "=A1+1"]])
    assert book.values()[0][0] == "4/2/2026"
    assert book.stored() == [[46114, 46115]]
    sandbox.hooks.advance(24 * 3600)
    assert book.values()[0][0] == "4/3/2026"
    assert book.formulas() == [["=TODAY()", "=A1+1"]]


def test_an_unknown_zone_counts_as_utc(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path / "team.sandbox")
    sandbox.hooks.set_time(datetime(2026, 4, 1, 22, tzinfo=UTC))
    book = RawBook.new(sandbox.session)
    zone = {"properties": {"timeZone": "Mars/Base"}, "fields": "timeZone"}
    book.batch({"updateSpreadsheetProperties": zone})
    book.type_in("Sheet1!A1", [["=TODAY()"]])
    assert book.values() == [["4/1/2026"]]


def blank_rows() -> Rows:
    def fetch(_block: Block) -> None:
        raise AssertionError("nothing is stored")

    return Rows([], fetch)


def shown(rows: Rows, count: int) -> list[Any]:
    return [row.value(0) if (row := rows.row(index)) else None for index in range(count)]


def test_rows_that_grow_and_shrink_keep_their_order() -> None:
    rows = blank_rows()
    model: list[Any] = [None] * 2000
    dice = random.Random(7)
    for step in range(600):
        at = dice.randrange(1500)
        match dice.randrange(5):
            case 0 | 1:
                rows.edit(at).put(0, step)
                model[at] = step
            case 2:
                count = dice.choice([1, 3, 200])
                rows.insert(at, count)
                model[at:at] = [None] * count
            case 3:
                count = dice.choice([1, 2, 90])
                rows.delete(at, count)
                del model[at : at + count]
                model += [None] * 100
            case _:
                if rows.row(at) is not None:
                    rows.wipe(at)
                    model[at] = None
        assert all(block.count <= 2 * ROWS_A_BLOCK or block.gap() for block in rows.blocks)
    assert shown(rows, 1500) == model[:1500]
    used = {index: row.value(0) for index, row in rows.used(0, 1500) if row.values}
    assert used == {i: value for i, value in enumerate(model[:1500]) if value is not None}


def test_a_row_forgets_its_tail_when_it_is_blanked() -> None:
    row = Row()
    row.put(5, "x")
    row.set_style(7, 2)
    row.set_rule(6, 1)
    row.attach(3, "note", "n")
    assert not row.blank()
    row.put(5, None)
    row.set_style(7, 0)
    row.set_rule(6, 0)
    row.attach(3, "note", None)
    assert row.blank()
    row.attach(3, "note", None)
    assert row == Row()


def test_a_format_that_typing_brings_is_there_for_others(tmp_path: Path) -> None:
    path = tmp_path / "team.sandbox"
    book = RawBook.new(sandbox_session(path))
    other = same_book(path, book.file_id)
    assert other.values() == []
    book.type_in("Sheet1!A1", [["12.5%", "2026-04-01"]])
    assert other.values() == [["12.50%", "2026-04-01"]]
    assert same_book(path, book.file_id).values() == [["12.50%", "2026-04-01"]]


def test_a_process_that_forgets_decoded_rows_loses_nothing(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path / "team.sandbox")
    sandbox.hooks.set_time(datetime(2026, 4, 1, 12, tzinfo=UTC))
    book = RawBook.new(sandbox.session)
    book.type_in("Sheet1!A1", [["=TODAY()", "kept"]])
    big = RawBook.new(sandbox.session, "Big")
    big.resize(200_000, 1)
    sandbox.hooks.advance(24 * 3600)
    assert book.values() == [["4/2/2026", "kept"]]
    big.write("Sheet1!A1", [["x"]] * 150_000)
    assert book.values() == [["4/2/2026", "kept"]]
    book.write("Sheet1!C1", [["more"]])
    assert book.values() == [["4/2/2026", "kept", "more"]]
    assert len(big.values()) == 150_000
