"""A round tells the desk what it found, in every language, and where a row stands."""

from sheetsync.portal.store.shelf import desk_page
from sheetsync.rules.portal.page_desk import DeskBoard, DeskSubmission
from tests.workspace.portal.house import House


def board(portal: House) -> DeskBoard:
    page = desk_page(portal.store)
    assert page is not None
    return page.board


def found(portal: House) -> list[DeskSubmission]:
    return list(board(portal).submissions)


def test_the_board_says_what_waits_and_where_it_stands_later(portal: House) -> None:
    portal.send("12", amount_minor=600_00)
    portal.well()
    (waiting,) = found(portal)
    assert (waiting.state, waiting.entity, waiting.expected_minor) == (
        "waiting",
        "ООО «Север»",
        500_00,
    )
    assert waiting.check == {"ru": "на 100,00 больше, чем сделано", "en": "100.00 more than done"}
    assert board(portal).ready["invoice"] == "Invoices to enter"
    assert board(portal).see_all == ("accountant@organizer.example", "manager@organizer.example")
    assert [one.invoices_asked for one in board(portal).partners] == [1, 0]
    portal.paste("Invoices to enter", "Invoices")
    portal.well()
    (entered,) = found(portal)
    assert (entered.state, entered.tab, entered.row) == ("accepted", "Invoices", 2)
