"""Formulas of a shared log that show nothing any more, because the tab that they show was deleted.

A run never writes into a row that is there, so `init` does, at a person's command: only formulas,
only where they are lost.
"""

from collections.abc import Iterator, Sequence

from sheetsync.language import Lang
from sheetsync.tables.cells import column_letters
from sheetsync.tables.schema import Column, ToolTab
from sheetsync.workbook.session import Session, quoted
from sheetsync.workbook.setup.layout import Layouts, TabLayout
from sheetsync.workbook.setup.names import is_formula, neighbours
from sheetsync.workbook.shown_rows import ShownTab
from sheetsync.workbook.tab_requests import Request


def lost_formulas(
    session: Session, layouts: Layouts, lang: Lang
) -> Iterator[tuple[str, list[Request]]]:
    """A line for people and the requests, for each column of formulas that lost some.

    Args:
        session: the spreadsheet; one read for each such tab with rows.
        layouts: of all tabs.
        lang: of the lines.
    """
    for layout in layouts.values():
        tab = layout.tab
        shown = layouts.get(tab.shows) if isinstance(tab, ToolTab) and tab.shows else None
        if shown is None or not layout.has_rows or layout.is_foreign or shown.is_foreign:
            continue
        columns = [one for one in layout.placed.items() if one[1].formula]
        letters = [column_letters(at + 1) for at, _ in columns]
        places = [f"{quoted(layout.title)}!{one}:{one}" for one in letters]
        held = session.ranges(places, "FORMULA")
        for (position, column), cells in zip(columns, held, strict=True):
            rows = _lost(layout, cells[0] if cells else [])
            formula = _formula(layout, shown, column)
            if rows and formula:
                told = f"+ {layout.title}: {column.header(lang)} ({len(rows)})"
                yield told, list(_requests(layout.sheet_id, position, rows, formula))


def _lost(layout: TabLayout, cells: Sequence[object]) -> list[int]:
    """The 1-based rows with a key whose formula does not find its cells."""
    key = layout.position(layout.tab.key[0])
    there = layout.present.columns if layout.present else ()
    keys = there[key] if key is not None and key < len(there) else ()
    return [
        row
        for row, text in enumerate(keys, start=1)
        if row > (layout.header_row or 0)
        and text not in ("", None)
        and not is_formula(cells[row - 1] if row <= len(cells) else "")
    ]


def _formula(layout: TabLayout, shown: TabLayout, column: Column) -> str:
    """The formula of a column; "" where a column for it is missing."""
    (key,) = layout.tab.key
    positions = {one.name: at for at, one in shown.placed.items()}
    own = layout.position(key)
    if own is None or not {key, column.name} <= positions.keys():
        return ""
    return ShownTab(shown.sheet_id, shown.title, positions).formula(column.name, key, own)


def _requests(sheet_id: int, position: int, rows: Sequence[int], formula: str) -> Iterator[Request]:
    for first, last in neighbours(rows):
        yield {
            "repeatCell": {
                "range": {
                    "sheetId": sheet_id,
                    "startRowIndex": first - 1,
                    "endRowIndex": last,
                    "startColumnIndex": position,
                    "endColumnIndex": position + 1,
                },
                "cell": {"userEnteredValue": {"formulaValue": formula}},
                "fields": "userEnteredValue",
            }
        }
