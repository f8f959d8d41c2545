"""Which rows of a file a tab lacks: keys compared as the house compares them."""

import pytest

from sheetsync.rules.new_rows import NewRows, last_keyed_row, new_rows
from sheetsync.tables.catalogue.modules import people_by_code
from sheetsync.tables.table import Table
from sheetsync.testing.drawing import drawn

HEAD = "Entity ID | Number | Date | Month | Amount"
TITLES = {"invoices": "Invoices", "partners": "Partners", "feedback": "Feedback"}


def table(code: str, head: str, rows: str) -> Table:
    lines = "\n".join(f"    {line.strip()}" for line in [head, *rows.strip().splitlines()])
    return drawn(f"    {TITLES[code]}\n{lines}").tables[code]


def compared(code: str, head: str, brought: str, there: str) -> NewRows:
    tab = people_by_code()[code]
    standing = table(code, head, there) if there else None
    return new_rows(tab, table(code, head, brought), standing)


@pytest.mark.parametrize(
    ("brought", "of"),
    [
        # The same number, however it is written; what else the row says does not matter.
        ("E-1 | 12 | 2026-02-01 | 2026-02 | 999", 2),
        ("E-1 | № 0012 | 2026-02-01 | 2026-02 | 500", 2),
        # Validation would call it a repeat: the amount, or the month, agrees.
        ("E-1 | 12 | 2026-03-20 | 2026-03 | 500", 2),
        ("E-1 | 12 | 2026-03-20 | 2026-02 | 700", 2),
        ("E-1 | Счёт № 12 от 01.02.2026 | 2026-03-20 | 2026-03 | 500", 2),
        # It would be the earlier one of two.
        ("E-1 | 12 | 2026-01-20 | 2026-01 | 500", 2),
        # A code that only looks right, another dash.
        ("Е–1 | 12 | 2026-02-01 | 2026-02 | 500", 2),
        # Sole traders number 1, 1, 1: another day, month and amount is another invoice.
        ("E-1 | 12 | 2026-03-20 | 2026-03 | 700", 0),
        ("E-1 | 12 | 2025-02-01 | 2025-02 | 500", 0),
        ("E-2 | 12 | 2026-02-01 | 2026-02 | 500", 0),
        ("E-1 | 12/А | 2026-02-01 | 2026-02 | 500", 0),
        # Without a number all of it has to agree, and of equal ones each counts.
        ("E-1 | б/н | 2026-02-03 | 2026-02 | 40", 3),
        ("E-1 | - | 2026-02-03 | 2026-02 | 40", 3),
        ("E-1 | б/н | 2026-02-03 | 2026-02 | 41", 0),
    ],
)
def test_an_invoice_stands_already(brought: str, of: int) -> None:
    there = "E-1 | 12 | 2026-02-01 | 2026-02 | 500\nE-1 | б/н | 2026-02-03 | 2026-02 | 40"
    found = compared("invoices", HEAD, brought, there)
    assert [(one.of, one.is_in_file) for one in found.doubles] == ([(of, False)] if of else [])
    assert found.rows == (() if of else (2,))
    assert found.wrong == ()


def test_void_rows_and_drafts_are_known_again() -> None:
    rows = (
        "E-1 | 12 | 2026-02-01 | 2026-02 | 500 | void\nE-1 | 13 | 2026-02-01 | 2026-02 | 5 | draft"
    )
    assert compared("invoices", f"{HEAD} | State", rows, "").rows == (2, 3)
    assert compared("invoices", f"{HEAD} | State", rows, rows).rows == ()


def test_lines_of_one_invoice_go_together_and_once() -> None:
    lines = "E-1 | 7 | 2026-02-01 | 2026-02 | 10\nE-1 | 7 | 2026-02-01 | 2026-02 | 20"
    again = f"{lines}\nE-1 | 7 | 2026-02-01 | 2026-02 | 20"
    found = compared("invoices", HEAD, again, "")
    assert found.rows == (2, 3)
    assert [(one.row, one.is_in_file) for one in found.doubles] == [(4, True)]
    assert compared("invoices", HEAD, again, lines).rows == ()


def test_of_equal_rows_without_a_key_only_those_beyond_what_stands_are_new() -> None:
    head = "Date | Partner ID | Score | Comment"
    row = "2026-02-01 | P-1 | 5 | да"
    found = compared("feedback", head, f"{row}\n{row}\n{row}", f"{row}\n{row}")
    assert found.rows == (4,)
    assert [(one.row, one.of, one.key) for one in found.doubles] == [(2, 2, ""), (3, 3, "")]
    # What people have written beside it since is theirs.
    file = table("feedback", "Date | Partner ID | Score", "2026-02-01 | P-1 | 5")
    standing = table("feedback", head, row)
    assert new_rows(people_by_code()["feedback"], file, standing).rows == ()


def test_rows_with_errors_stay_out_and_a_second_row_of_a_key_is_a_double() -> None:
    head = "Partner ID | Name | Group | Status | Partner since"
    rows = """
        P-1 | A | g | active | 2026-01-01
        P-1 | B | g | active | 2026-01-01
        P-2 | C | g | active | spring
         | D | g | active | 2026-01-01
    """
    found = compared("partners", head, rows, "")
    assert found.rows == (2,)
    assert [(one.row, one.of, one.is_in_file, one.key) for one in found.doubles] == [
        (3, 2, True, "P-1")
    ]
    assert {finding.row for finding in found.wrong} == {4, 5}
    wrong = compared("invoices", HEAD, "E-1 | 12 | 2026-02-01 | 2026-02 | -500", "")
    assert [(one.code, one.cell, one.row) for one in wrong.wrong] == [("V-INV-05", "E2", 2)]
    assert wrong.rows == ()


def test_new_rows_follow_the_last_one_with_a_key() -> None:
    tab = people_by_code()["invoices"]
    row = "E-1 | 12 | 2026-02-01 | 2026-02 | 500"
    assert (
        last_keyed_row(tab, table("invoices", HEAD, f"{row}\n | | | | \nпроверить! | | | |")) == 2
    )
    assert last_keyed_row(tab, table("invoices", HEAD, "E-1 | б/н | 2026-02-01 | 2026-02 | 5")) == 2
    assert last_keyed_row(tab, table("invoices", HEAD, "")) == 0
