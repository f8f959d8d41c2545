"""People at the desk who click on accept, and what became of it."""

from sheetsync.portal.store.acceptances import acceptances_seen, ask_for_row
from sheetsync.portal.store.deciding import Decision, DecisionEnd, last_moving
from sheetsync.portal.store.seats import Seat
from sheetsync.rules.portal.acceptances import Acceptance
from tests.workspace.portal.house import House

DESK = Seat("", "a…@organizer.example", "desk", "full")
READY, TAB = "Invoices to enter", "Invoices"
#: What a config says besides, of a portal whose desk enters rows.
ENTERS = "  accept_appends: true\n"
#: The write of rows, as requests go; the tab alone is read right before.
WRITE, LOOK = ":batchUpdate", "values:batchGetByDataFilter"


def accept(portal: House, no: str, by: str = "Anna", once: str = "a1") -> DecisionEnd:
    """Somebody of ours clicks on accept."""
    seen = last_moving(portal.stored(no))
    decision = Decision(no, "accepted", "", seen, once)
    return ask_for_row(portal.store, DESK, by, decision, portal.office.clock.now())


def asked_for(portal: House) -> dict[str, Acceptance]:
    """What was asked for and is not done with."""
    return dict(acceptances_seen(portal.store, DESK))


def rows(portal: House, tab: str = TAB) -> list[list[object]]:
    """The rows of a tab below its header."""
    return portal.cells(tab)[1:]


def column(portal: House, header: str = "Number") -> list[str]:
    """What stands in a column of Invoices, row by row; "" below its last cell."""
    cells = portal.cells(TAB)
    place = next(row.index(header) for row in cells if header in row)
    above = next(at for at, row in enumerate(cells) if header in row)
    return [str(row[place]) if place < len(row) else "" for row in cells[above + 1 :]]


def events(portal: House, no: str) -> list[tuple[str, str]]:
    """What happened to a submission, and by whom."""
    return [(one.kind, one.by) for one in portal.stored(no).events]


def settled(portal: House, *nos: str) -> None:
    """Each is accepted, stands in one row, and is told once."""
    assert {no: portal.state(no) for no in nos} == dict.fromkeys(nos, "accepted")
    assert sorted(column(portal, "Submission")) == sorted(nos)
    assert asked_for(portal) == {}
    portal.well(reads=False)
    assert [told for told in portal.log() if told[1] == "accepted"] == [
        (no, "accepted") for no in nos
    ]
