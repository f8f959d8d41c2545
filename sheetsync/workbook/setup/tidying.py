"""Move a workbook's tabs into our order; nothing else of them changes."""

from collections.abc import Iterator

from sheetsync.tables.catalogue.modules import in_workbook_order
from sheetsync.workbook.session import Session
from sheetsync.workbook.setup.layout import SetupOptions, layouts_of
from sheetsync.workbook.setup.looking import read_present
from sheetsync.workbook.setup.present import Present
from sheetsync.workbook.tab_requests import Request


def tidy(session: Session, options: SetupOptions) -> list[str]:
    """Move tabs: ours in the order of a new workbook, then a team's own as they stand, then logs.

    Args:
        session: the spreadsheet.
        options: titles of the team's own; dry run.

    Returns:
        A line for every tab that was moved.
    """
    present = read_present(session, options.tabs, options.columns)
    moves = list(_moves(list(present.order), _wanted(present, options)))
    requests: list[Request] = [_move(present.order[title], place) for title, _, place in moves]
    if requests and not options.dry_run:
        session.batch_update(requests)
    return [f"moved {title}: {before + 1} → {place + 1}" for title, before, place in moves]


def _wanted(present: Present, options: SetupOptions) -> list[str]:
    layouts = layouts_of(present, options)
    ours = in_workbook_order(
        layout.tab for layout in layouts.values() if layout.present and not layout.is_foreign
    )
    titles = {tab: layouts[tab.code].title for tab in ours}
    logs = [titles[tab] for tab in ours if tab.shelf == "logs"]
    first = [titles[tab] for tab in ours if tab.shelf != "logs"]
    known = {*first, *logs}
    return [*first, *(title for title in present.order if title not in known), *logs]


def _moves(now: list[str], wanted: list[str]) -> Iterator[tuple[str, int, int]]:
    """Moves from left to right, so that each goes left: title, place before, place after."""
    for place, title in enumerate(wanted):
        before = now.index(title)
        if before != place:
            now.insert(place, now.pop(before))
            yield title, before, place


def _move(sheet_id: int, place: int) -> Request:
    properties = {"sheetId": sheet_id, "index": place}
    return {"updateSheetProperties": {"properties": properties, "fields": "index"}}
