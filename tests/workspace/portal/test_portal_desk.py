"""A round tells the desk what it found, in every language, and where a row stands."""

from sheetsync.portal.store.shelf import desk_page
from sheetsync.rules.portal.page_desk import DeskBoard, DeskSubmission
from sheetsync.workspace.house_links import house_links
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


def test_our_own_people_are_led_to_the_desk(portal: House) -> None:
    portal.send("12")
    portal.well()
    portal.office.clock.sleep(5 * 86_400)
    desk = f"{portal.worker.url}/desk"
    with portal.office.open(dry_run=True) as ws:
        (todo,) = ws.attention[ws.attention["reason"] == "inbox"]["action"]
        line = ws.dashboard_rows.query("section == 'Portal'").iloc[0]
        assert house_links(ws).desk == desk
    assert todo.startswith(f"Open {desk} and decide on S-1001:")
    assert desk in str(line["link"])
