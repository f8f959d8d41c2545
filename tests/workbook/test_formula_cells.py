"""Formulas written into rows that people move meanwhile: each into its row, as it reads there."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from sheetsync.sandbox.hooks import People
from sheetsync.tables.own_row_formulas import OWN_ROW
from sheetsync.workbook.cell_edits import FORMULA, THERE, WRITTEN, CellEdit, NewRow, RowEdit
from sheetsync.workbook.row_search import RowRef
from tests.workbook.test_cells import READ, ROWS, TAB, WRITE, Book, changed

GREETING = f'=B{OWN_ROW}&"!"'


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path)


def greet(number: int) -> RowEdit:
    cell = CellEdit("note", f"name {number}!", f"note {number}", formula=GREETING)
    return RowEdit(RowRef(f"K-{number}", {}), (cell,))


def formulas(book: Book) -> dict[str, str]:
    """The formulas of the column by the keys of their rows, each as it stands."""
    seen = book.seen()
    cells = {key: (row, seen.cell(row, "note").entered) for row, key in seen.found.keys.items()}
    return {
        key: str(entered["formulaValue"]).replace(f"B{row}", "B")
        for key, (row, entered) in cells.items()
        if "formulaValue" in entered
    }


def test_a_formula_reads_as_in_its_row_wherever_that_is(book: Book) -> None:
    book.between(lambda people: people.sort(TAB, "C", descending=True), before=READ)
    assert set(book.write(greet(2), greet(7)).cells.values()) == {WRITTEN}
    assert formulas(book) == {"K-2": '=B&"!"', "K-7": '=B&"!"'}
    assert book.rows() == changed(K_2={"note": "name 2!"}, K_7={"note": "name 7!"})
    assert set(book.write(greet(2)).cells.values()) == {THERE}


def test_the_value_alone_is_not_the_formula_and_another_formula_stays(book: Book) -> None:
    book.people.type(TAB, "E3", "name 2!")
    book.people.type(TAB, "E4", "=C4")
    cell = CellEdit("note", "name 2!", "name 2!", formula=GREETING)
    done = book.write(RowEdit(RowRef("K-2", {}), (cell,)), greet(3))
    assert done.cells == {(0, "note"): WRITTEN, (1, "note"): FORMULA}
    assert formulas(book) == {"K-2": '=B&"!"', "K-3": "=C4"}


@pytest.mark.parametrize("inserted", [False, True])
def test_one_that_came_into_a_wrong_row_is_taken_out_and_written_again(
    book: Book, *, inserted: bool
) -> None:
    if inserted:
        book.between(lambda people: people.insert_rows(TAB, 3), before=WRITE)
    else:
        book.between(lambda people: people.sort(TAB, "C", descending=True), before=WRITE)
    done = book.write(greet(2))
    assert (done.put_right, done.wrong, set(done.cells.values())) == (1, [], {WRITTEN})
    assert formulas(book) == {"K-2": '=B&"!"'}
    assert book.rows() == changed(K_2={"note": "name 2!"})


def test_a_new_row_gets_its_formulas_and_comes_once(book: Book) -> None:
    cells = (
        CellEdit("key", "K-9"),
        CellEdit("name", "nine"),
        CellEdit("note", "of then", formula=GREETING),
    )
    assert book.write(new=[NewRow("K-9", cells)]).rows == [WRITTEN]
    assert book.write(new=[NewRow("K-9", cells)]).rows == [THERE]
    assert book.rows()["K-9"] == {"key": "K-9", "name": "nine", "note": "nine!"}
    assert book.seen().counts["K-9"] == 1


@pytest.mark.parametrize("seed", range(10))
def test_whatever_rows_people_move_no_formula_stays_in_a_wrong_one(book: Book, seed: int) -> None:
    rng = Random(seed)
    moves: list[Callable[[People], None]] = [
        lambda people: people.sort(TAB, rng.choice("BCD"), descending=rng.random() < 0.5),
        lambda people: people.move_row(TAB, rng.randint(2, 9), rng.randint(2, 10)),
        lambda people: people.insert_rows(TAB, rng.randint(2, 9)),
    ]
    for step in range(14):
        if rng.random() < 0.4:
            book.hooks.meanwhile(rng.choice(moves), path=f"{WRITE}|{READ}", skip=step)
    numbers = rng.sample(range(1, len(ROWS) + 1), 4)
    done = book.write(*map(greet, numbers))
    book.hooks.reset()
    assert done.wrong == []
    written = [n for at, n in enumerate(numbers) if done.cells[at, "note"] == WRITTEN]
    assert book.rows() == changed(**{f"K_{n}": {"note": f"name {n}!"} for n in written})
    assert set(formulas(book)) == {f"K-{n}" for n in written}
