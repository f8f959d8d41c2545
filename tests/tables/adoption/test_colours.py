"""Rows that a team has coloured are counted, and what the colour might mean is not read."""

import pytest

from sheetsync.tables.adoption.colours import colour_name, colour_notes
from sheetsync.tables.adoption.proposal import TabProposal
from sheetsync.tables.adoption.source import Looks, SourceSheet
from sheetsync.tables.cells import Grid

GREEN, RED = "#c6efce", "#ffc7ce"


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        (GREEN, "green"),
        (RED, "red"),
        ("#ff0000", "red"),
        ("#f4b183", "orange"),
        ("#ffff00", "yellow"),
        ("#9dc3e6", "blue"),
        ("#7030a0", "purple"),
        ("#d9d9d9", "grey"),
    ],
)
def test_a_colour_has_the_name_that_people_give_it(colour: str, name: str) -> None:
    found = colour_name(colour)
    assert found is not None
    assert found.said("en") == name


def test_white_is_no_colour() -> None:
    assert colour_name("#ffffff") is None


def _notes(fills: dict[int, str], tab: TabProposal, paid: set[tuple[str, int]]) -> list[str]:
    sheets = [
        SourceSheet("Счета", Grid(), looks=Looks(row_fills=fills)),
        SourceSheet("Заметки", Grid(), looks=Looks(row_fills=fills)),
    ]
    return [one.said("en") for one in colour_notes(sheets, {tab.title: tab}, paid)]


def test_rows_of_a_colour_are_told_with_those_that_are_paid() -> None:
    tab = TabProposal("Счета", "table", ("invoices",), first_row=2, last_row=9)
    fills = {1: GREEN, 2: GREEN, 3: GREEN, 4: GREEN, 5: RED, 6: "#ffffff", 12: GREEN}
    assert _notes(fills, tab, {("Счета", 2), ("Счета", 4), ("Счета", 5)}) == [
        "3 rows of 'Счета' are green, 2 of them paid: colours are not read"
    ]


def test_colours_of_jobs_say_nothing_of_money_and_a_card_has_no_rows() -> None:
    tab = TabProposal("Счета", "table", ("jobs",), first_row=2, last_row=9)
    fills = {2: RED, 3: RED, 4: GREEN, 5: GREEN, 6: GREEN}
    assert _notes(fills, tab, set()) == [
        "3 rows of 'Счета' are green: colours are not read",
        "2 rows of 'Счета' are red: colours are not read",
    ]
    assert _notes(fills, TabProposal("Счета", "card"), set()) == []
