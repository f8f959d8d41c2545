"""Single cells into a tab that people sort and edit meanwhile: each into its row, or nowhere."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from sheetsync.errors import ProtectedRangeError, TabGoneError
from sheetsync.sandbox.adapter import mount
from sheetsync.sandbox.hooks import Fault, Hooks, People
from sheetsync.sandbox.server import create_app
from sheetsync.tables.cells import Grid
from sheetsync.testing.clock import StillClock
from sheetsync.workbook.cell_edits import (
    CHANGED,
    FORMULA,
    GONE,
    REPEATED,
    THERE,
    UNSETTLED,
    WRITTEN,
    CellEdit,
    NewRow,
    RowEdit,
    TabEdits,
)
from sheetsync.workbook.cells import Written, look, write_cells
from sheetsync.workbook.open_session import open_session
from sheetsync.workbook.retries import RetryPolicy
from sheetsync.workbook.row_search import FoundRows, RowRef, SeenRows
from sheetsync.workbook.session import Session

HEADER = ["key", "name", "day", "share", "note"]
ROWS = [[f"K-{n}", f"name {n}", 46_000 + n, n / 8, f"note {n}"] for n in range(1, 9)]
TAB = "Sheet1"
DATE = {"type": "DATE", "pattern": "dd.mm.yyyy"}


class Book:
    """A tab with a key in its first column, people in front of it, and what is asked of Google."""

    def __init__(self, folder: Path) -> None:
        self.hooks = Hooks()
        self.http = http = AuthorizedSession(Credentials(token="owner"))
        mount(http, create_app(folder / "book.sqlite", hooks=self.hooks))
        clock = StillClock(datetime(2026, 4, 15, 8, 0, tzinfo=UTC))
        session = open_session(http, "", RetryPolicy(clock, None, account="bot@x.example"))
        made = session.client.create("Book")
        self.session = Session(session.client, made.id, session.account)
        self.sheet_id = 0
        self.fill([HEADER, *ROWS])

    @property
    def people(self) -> People:
        return self.hooks.people(self.session.spreadsheet_id)

    def fill(self, rows: Sequence[Sequence[object]]) -> None:
        self.people.clear(TAB)
        self.session.write_values({f"'{TAB}'!A1": rows}, "RAW")

    def seen(self, find: Callable[[Grid], FoundRows] | None = None) -> SeenRows:
        return look(self.session, self.sheet_id, find or by_key, 10)

    def rows(self) -> dict[str, dict[str, object]]:
        """The rows by their keys."""
        seen = self.seen()
        return {key: seen.values(row) for row, key in seen.found.keys.items()}

    def between(self, edit: Callable[[People], None], *, before: str, skip: int = 0) -> None:
        """Let people act before a request whose address holds a text."""
        self.hooks.meanwhile(edit, path=before, skip=skip)

    def write(self, *edits: RowEdit, new: Sequence[NewRow] = (), **more: Any) -> Written:
        return write_cells(self.session, self.sheet_id, TabEdits(edits, new, **more), by_key)


def by_key(grid: Grid) -> FoundRows:
    """The first column is the key; a row is one that holds anything."""
    header, *rows = [list(row) for row in grid.stored] or [[]]
    columns = {str(name): at for at, name in enumerate(header, start=1) if name}
    keys = {
        number: str(row[columns["key"] - 1]) if len(row) >= columns["key"] else ""
        for number, row in enumerate(rows, start=2)
        if any(value not in ("", None, False) for value in row)
    }
    return FoundRows(keys, columns)


def without_keys(grid: Grid) -> FoundRows:
    found = by_key(grid)
    return FoundRows(dict.fromkeys(found.keys, ""), found.columns)


def edit(
    number: int, column: str = "name", value: object = "new", expected: object = None
) -> RowEdit:
    was = ROWS[number - 1][HEADER.index(column)] if expected is None else expected
    return RowEdit(RowRef(f"K-{number}", {}), (CellEdit(column, value, was),))


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path)


def changed(**cells: Mapping[str, object]) -> dict[str, dict[str, object]]:
    """The rows with some cells changed."""
    rows = {str(row[0]): dict(zip(HEADER, row, strict=True)) for row in ROWS}
    return {key: {**row, **cells.get(key.replace("-", "_"), {})} for key, row in rows.items()}


WRITE, READ = ":batchUpdate", "getByDataFilter"


def test_cells_are_written_one_by_one_in_one_request(book: Book, tmp_path: Path) -> None:
    book.hooks.log_to(tmp_path / "log")
    done = book.write(edit(2), edit(5, "note", ""), edit(7, value="name 7"))
    lines = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert [WRITE in line.split('"body"')[0] for line in lines] == [False, True, False]
    assert done.cells == {(0, "name"): WRITTEN, (1, "note"): WRITTEN, (2, "name"): THERE}
    assert (done.put_right, done.wrong) == (0, [])
    want = changed(K_2={"name": "new"})
    del want["K-5"]["note"]
    assert book.rows() == want


def test_rows_that_were_sorted_before_the_write_are_found_again(book: Book) -> None:
    book.between(lambda people: people.sort(TAB, "C", descending=True), before=READ)
    assert book.write(edit(2)).cells == {(0, "name"): WRITTEN}
    assert book.rows() == changed(K_2={"name": "new"})


@pytest.mark.parametrize("column", ["name", "key"])
def test_what_came_into_a_wrong_row_is_given_back_and_written_again(
    book: Book, column: str
) -> None:
    book.between(lambda people: people.sort(TAB, "C", descending=True), before=WRITE)
    values = {n: f"{column} new {n}" for n in (1, 2, 8)}
    seen = book.seen()
    refs = {n: RowRef("" if column == "key" else f"K-{n}", seen.values(n + 1)) for n in values}
    edits = [
        RowEdit(refs[n], (CellEdit(column, value, ROWS[n - 1][HEADER.index(column)]),))
        for n, value in values.items()
    ]
    done = book.write(*edits)
    assert set(done.cells.values()) == {WRITTEN}
    # K-1 and K-8 change places: each found what was meant for the other; K-7 is nobody's.
    assert (done.put_right, done.wrong) == (1, [])
    want = changed(**{f"K_{n}": {column: value} for n, value in values.items()})
    assert sorted(book.rows().values(), key=lambda row: str(row["day"])) == list(want.values())


def test_a_formula_that_was_written_over_comes_back_for_its_row(book: Book) -> None:
    book.people.type(TAB, "E8", "=B8&$C$2")
    before = book.rows()
    book.between(lambda people: people.sort(TAB, "C", descending=True), before=WRITE)
    # K-2 stands in row 3; after the sort that is K-7, whose note is a formula.
    done = book.write(edit(2, "note"))
    assert done.put_right == 1
    cell = book.seen().cell(3, "note")
    assert cell.entered == {"formulaValue": "=B3&$C$2"}
    assert book.rows()["K-2"]["note"] == "new"
    assert {k: v for k, v in book.rows().items() if k not in {"K-2", "K-7"}} == {
        k: v for k, v in before.items() if k not in {"K-2", "K-7"}
    }


def test_a_colleague_s_edit_stays_before_and_after_the_write(book: Book) -> None:
    book.between(lambda people: people.type(TAB, "B3", "theirs"), before=READ)
    book.between(lambda people: people.type(TAB, "B6", "theirs"), before=READ, skip=1)
    done = book.write(edit(2), edit(5), edit(6))
    assert done.cells == {(0, "name"): CHANGED, (1, "name"): CHANGED, (2, "name"): WRITTEN}
    assert book.rows() == changed(
        K_2={"name": "theirs"}, K_5={"name": "theirs"}, K_6={"name": "new"}
    )


def test_a_colleague_s_cell_gets_its_value_back_although_ours_was_meant_for_it_too(
    book: Book,
) -> None:
    book.between(lambda people: people.type(TAB, "B9", "theirs"), before=READ)
    book.between(lambda people: people.sort(TAB, "C", descending=True), before=WRITE)
    done = book.write(edit(1), edit(8))
    assert done.cells == {(0, "name"): WRITTEN, (1, "name"): CHANGED}
    assert book.rows() == changed(K_1={"name": "new"}, K_8={"name": "theirs"})


def test_a_row_that_is_gone_doubled_or_a_formula_is_left(book: Book) -> None:
    book.people.type(TAB, "B4", "=A4")
    book.people.copy_row(TAB, 5, 12)
    book.between(lambda people: people.delete_rows(TAB, 3), before=READ)
    edits = [edit(2), edit(3, expected="K-3"), edit(4), edit(5, "nowhere", expected="")]
    done = book.write(*edits)
    assert list(done.cells.values()) == [GONE, FORMULA, REPEATED, GONE]
    over = book.write(edit(3, expected="K-3"), over_formulas=True)
    assert over.cells == {(0, "name"): WRITTEN}


def test_a_row_deleted_under_the_write_costs_nobody_a_cell(book: Book) -> None:
    book.between(lambda people: people.delete_rows(TAB, 2), before=WRITE)
    done = book.write(edit(2))
    assert (done.cells, done.put_right) == ({(0, "name"): WRITTEN}, 1)
    want = changed(K_2={"name": "new"})
    del want["K-1"]
    assert book.rows() == want


def test_a_value_in_a_row_just_inserted_is_taken_out(book: Book) -> None:
    book.between(lambda people: people.insert_rows(TAB, 3), before=WRITE)
    assert book.write(edit(2)).put_right == 1
    assert book.rows() == changed(K_2={"name": "new"})


@pytest.mark.parametrize("after", [False, True])
def test_an_answer_that_is_lost_is_read_back(book: Book, *, after: bool) -> None:
    book.hooks.fail(Fault(kind="answer", status=503, after=after, path=WRITE))
    new = NewRow("K-9", (CellEdit("key", "K-9"), CellEdit("name", "nine")))
    done = book.write(edit(2), new=[new])
    # Sent again or read back, it is there once.
    assert set(done.cells.values()) <= {WRITTEN, THERE}
    assert book.rows() == changed(K_2={"name": "new"}) | {"K-9": {"key": "K-9", "name": "nine"}}
    assert book.seen().counts["K-9"] == 1


def test_new_rows_stand_below_the_last_and_push_down_what_is_typed_there(book: Book) -> None:
    book.between(lambda people: people.type(TAB, "A10", "K-theirs"), before=WRITE)
    rows = [
        NewRow(f"K-{n}", (CellEdit("key", f"K-{n}"), CellEdit("day", 46_100, "", DATE)))
        for n in (20, 21)
    ]
    done = book.write(new=rows)
    assert done.rows == [WRITTEN, WRITTEN]
    assert list(book.rows())[-3:] == ["K-20", "K-21", "K-theirs"]
    assert book.seen().cell(10, "day").shown == "19.03.2026"
    assert book.write(new=rows).rows == [THERE, THERE]


def test_rows_without_keys_are_known_by_all_their_cells(book: Book) -> None:
    book.fill([HEADER, ROWS[0], ROWS[1], ROWS[1], ROWS[2]])
    seen = book.seen(without_keys)
    book.between(lambda people: people.sort(TAB, "C", descending=True), before=WRITE)
    wanted = TabEdits(
        [RowEdit(seen.ref(2), (CellEdit("name", "new", "name 1"),))],
        [NewRow("", tuple(map(CellEdit, HEADER, ROWS[1])), alike=2)],
    )
    done = write_cells(book.session, 0, wanted, without_keys)
    assert (done.cells, done.rows) == ({(0, "name"): WRITTEN}, [WRITTEN])
    assert done.put_right == 1
    now = book.seen(without_keys)
    assert now.alike(seen.values(3)) == 3
    assert now.alike({**seen.values(2), "name": "new"}) == 1
    assert now.alike(seen.values(5)) == 1


def test_days_look_like_days_again(book: Book) -> None:
    book.people.type(TAB, "C3", "text")
    done = book.write(RowEdit(RowRef("K-2", {}), (CellEdit("day", 46_002, "text", DATE),)))
    assert set(done.cells.values()) == {WRITTEN}
    assert book.seen().cell(3, "day").shown == "11.12.2025"


def test_people_who_never_stop_sorting_are_told_of(book: Book) -> None:
    for skip, is_descending in enumerate((True, False, True)):
        sort = partial(People.sort, tab=TAB, column="C", descending=is_descending)
        book.between(sort, before=WRITE, skip=skip)
    done = book.write(edit(2))
    assert done.cells == {(0, "name"): UNSETTLED}
    assert done.wrong == []
    assert book.rows() == changed()


def test_a_tab_that_is_gone_stops_it(book: Book) -> None:
    with pytest.raises(TabGoneError):
        look(book.session, 77, by_key, 10)


def test_a_protected_tab_stops_it_before_anything_is_written(book: Book) -> None:
    protected = {"range": {"sheetId": 0}, "editors": {"users": ["owner@team.example"]}}
    book.session.batch_update([{"addProtectedRange": {"protectedRange": protected}}])
    book.http.credentials.token = "editor:ann@team.example"
    with pytest.raises(ProtectedRangeError):
        book.write(edit(2))
    assert book.rows() == changed()


SEEDS = (*range(20), 29, 76)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_people_move_between_all_requests_nothing_lands_in_a_wrong_row(
    book: Book, seed: int
) -> None:
    rng = Random(seed)
    moves: list[Callable[[People], None]] = [
        lambda people: people.sort(TAB, rng.choice("BCD"), descending=rng.random() < 0.5),
        lambda people: people.move_row(TAB, rng.randint(2, 9), rng.randint(2, 10)),
        lambda people: people.insert_rows(TAB, rng.randint(2, 9)),
        lambda people: people.insert_columns(TAB, rng.choice("BC")),
    ]
    for step in range(14):
        if rng.random() < 0.4:
            move = rng.choice(moves)
            book.hooks.meanwhile(move, path=f"{WRITE}|{READ}", skip=step)
    numbers = rng.sample(range(1, 9), 4)
    done = book.write(*(edit(n, "note", f"new {n}") for n in numbers))
    book.hooks.reset()
    assert done.wrong == []
    want = changed(
        **{
            f"K_{n}": {"note": f"new {n}"}
            for at, n in enumerate(numbers)
            if done.cells[at, "note"] == WRITTEN
        }
    )
    assert book.rows() == want
