"""Formulas cut into references, and references that follow their cells."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.sandbox.formulas import relocated, retitled, shifted
from sheetsync.sandbox.formulas.references import pieces
from sheetsync.sandbox.shifts import Deletion, Insertion, Relocation

HOME = "Счета"


@pytest.mark.parametrize(
    ("formula", "named"),
    [
        ("=A1+b2", ["A1", "b2"]),
        ("=SUM($A$1:B)", ["$A$1:B"]),
        ("=A$1:$B2", ["A$1:$B2"]),
        ("=1:3+A:A+$2:2+A2:2", ["1:3", "A:A", "$2:2", "A2:2"]),
        ("='Other''s tab'!A1*2", ["'Other''s tab'!A1"]),
        ("=VLOOKUP(A2;Справочник!$A:$C;2;0)", ["A2", "Справочник!$A:$C"]),
        ('="A1"&"a ""B2"" c"&A3', ["A3"]),
        ("=LOG10(5)+ABCD1+1E3+A1.5+x.A1+TODAY()", []),
        ("=#REF!+1", []),
        ("='no end", []),
        ("plain text", []),
    ],
)
def test_references_are_told_from_words_and_texts(formula: str, named: list[str]) -> None:
    found = pieces(formula)
    assert [piece.text for piece in found if piece.reference] == named
    assert "".join(piece.text for piece in found) == formula


@given(st.text(alphabet="A1b2$:!'\"(),;+ жTRUE.#", max_size=30))
def test_no_sign_of_a_formula_is_lost(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text)) == text


@pytest.mark.parametrize(
    ("before", "inserted", "deleted", "moved_up"),
    [
        # two rows inserted before row 3 | row 3 deleted | row 3 moved to the top
        ("=A1+A3+$A$5", "=A1+A5+$A$7", "=A1+#REF!+$A$4", "=A2+A1+$A$5"),
        ("=SUM(A1:A5)", "=SUM(A1:A7)", "=SUM(A1:A4)", "=SUM(A1:A5)"),
        ("=SUM(A5:A1)", "=SUM(A7:A1)", "=SUM(A4:A1)", "=SUM(A5:A1)"),
        ("=SUM(A3:A3)", "=SUM(A5:A5)", "=SUM(#REF!)", "=SUM(A1:A1)"),
        ("=SUM(A3:A)", "=SUM(A5:A)", "=SUM(A3:A)", "=SUM(A4:A)"),
        ("=SUM(A:A)", "=SUM(A:A)", "=SUM(A:A)", "=SUM(A:A)"),
        ("=1:3", "=1:5", "=1:2", "=1:3"),
        ("=Счета!A3", "=Счета!A5", "=#REF!", "=Счета!A1"),
        ("='счета'!A3", "='счета'!A5", "=#REF!", "='счета'!A1"),
        ("=Другой!A3", "=Другой!A3", "=Другой!A3", "=Другой!A3"),
        ("=a1", "=a1", "=a1", "=A2"),
    ],
)
def test_formulas_follow_rows(before: str, inserted: str, deleted: str, moved_up: str) -> None:
    changed = (HOME, "ROWS")
    assert shifted(before, HOME, changed, Insertion(2, 2)) == inserted
    assert shifted(before, HOME, changed, Deletion(2, 1)) == deleted
    assert shifted(before, HOME, changed, Relocation(2, 3, 0)) == moved_up


def test_formulas_follow_columns() -> None:
    changed = (HOME, "COLUMNS")
    assert shifted("=A1+SUM(B:C)+1:1", HOME, changed, Insertion(1, 1)) == "=A1+SUM(C:D)+1:1"
    assert shifted("=A1+SUM(B2:C)", HOME, changed, Deletion(0, 2)) == "=#REF!+SUM(A2:A)"


def test_a_formula_elsewhere_follows_only_what_it_names_there() -> None:
    changed = (HOME, "ROWS")
    assert shifted("=A3+Счета!A3", "Другой", changed, Insertion(0, 1)) == "=A3+Счета!A4"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("=A1+$A$1+A$1+$A1", "=B3+$A$1+B$1+$A3"),
        ("=SUM(A:A)+SUM(2:2)", "=SUM(B:B)+SUM(4:4)"),
        ("=Другой!A1", "=Другой!B3"),
        ('="A1"', '="A1"'),
    ],
)
def test_a_copied_formula_moves_its_relative_references(before: str, after: str) -> None:
    assert relocated(before, 2, 1) == after


def test_a_copied_formula_cannot_point_out_of_the_sheet() -> None:
    assert relocated("=A1+B2", -1, 0) == "=#REF!+B1"
    assert relocated("=SUM(A2:B3)+C$1", 0, -1) == "=SUM(#REF!)+B$1"


@pytest.mark.parametrize(
    ("after", "formula"),
    [
        ("Invoices", "=A1+Invoices!A1+Другой!A1"),
        ("Our invoices", "=A1+'Our invoices'!A1+Другой!A1"),
        (None, "=A1+#REF!+Другой!A1"),
    ],
)
def test_formulas_follow_a_renamed_or_deleted_sheet(after: str | None, formula: str) -> None:
    assert retitled("=A1+Счета!A1+Другой!A1", "СЧЕТА", after) == formula


@dataclass(frozen=True)
class Away:
    """A shift after which nothing is left."""

    def index(self, _index: int) -> int | None:
        return None

    def span(self, _start: int, _end: int) -> tuple[int, int] | None:
        return None


def test_a_whole_column_is_gone_only_with_its_column() -> None:
    assert shifted("=A:A", HOME, (HOME, "ROWS"), Away()) == "=A:A"
    assert shifted("=A:A", HOME, (HOME, "COLUMNS"), Away()) == "=#REF!"
