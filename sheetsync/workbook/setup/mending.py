"""What a tab in use lacks: columns, notes, dropdowns, formats of empty columns, protection."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sheetsync.language import Lang
from sheetsync.tables.catalogue.names import name_column
from sheetsync.tables.schema import Column, ToolTab
from sheetsync.workbook.setup.columns import (
    Dropdowns,
    answer_request,
    format_request,
    header_cells,
    header_request,
    note_request,
    tool_note,
    width_request,
)
from sheetsync.workbook.setup.layout import TabLayout
from sheetsync.workbook.setup.looks import freeze_request, protection_request
from sheetsync.workbook.setup.names import NameFormulas, lacking_rows
from sheetsync.workbook.setup.notes import header_note
from sheetsync.workbook.setup.present import PresentTab
from sheetsync.workbook.tab_requests import Request

#: How many rows a tab is given that people fill.
PEOPLE_ROWS = 1000


@dataclass(slots=True)
class Mended:
    """Requests, and what they mean to a person, a part each: added headers, ``notes (3)``.

    Attributes:
        lang: of what is added.
    """

    lang: Lang
    requests: list[Request] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def add(self, what: str, requests: list[Request]) -> None:
        """Note so many things of a kind."""
        self.requests += requests
        if requests:
            self.parts.append(f"{what} ({len(requests)})" if len(requests) > 1 else what)


def mended(layout: TabLayout, dropdowns: Dropdowns, names: NameFormulas | None) -> Mended:
    """What a tab that holds something lacks; nothing of a tab whose headers nobody knows.

    No value, note, dropdown, format or width that is there is changed. A format is given only to
    a column that holds no value, since it would change how values read.
    """
    done = Mended(dropdowns.lang)
    there, row = layout.present, layout.header_row
    if there is None or row is None:
        return done
    done.add("rows", rows_requests(there, row))
    if isinstance(layout.tab, ToolTab):
        missing = (
            []
            if there.is_protected
            else [protection_request(layout.sheet_id, dropdowns.lang, layout.answers)]
        )
        done.add("protection", missing)
        done.add("notes", list(_notes(layout, there, row, tool_note, dropdowns.lang)))
        done.add("dropdowns", list(_answers(layout, there, row, dropdowns.lang)))
    else:
        _add_columns(done, layout, there, dropdowns)
        _add_names(done, layout, there, names)
        done.add("notes", list(_notes(layout, there, row, header_note, dropdowns.lang)))
        done.add("dropdowns", list(_dropdowns(layout, there, row, dropdowns)))
        done.add("formats", list(_formats(layout, there, row, dropdowns)))
    if not there.is_frozen:
        done.add("frozen header", [freeze_request(layout.sheet_id, row)])
    return done


def _add_columns(done: Mended, layout: TabLayout, there: PresentTab, dropdowns: Dropdowns) -> None:
    """Columns that the tab lacks go behind its last one."""
    if not layout.added:
        return
    first, sheet_id = min(layout.added), layout.sheet_id
    done.requests += room_requests(layout, there)
    columns = list(layout.added.values())
    cells = header_cells(columns, dropdowns.lang, is_tool=False)
    done.requests.append(header_request(cells, sheet_id, (layout.header_row or 1) - 1, first))
    done.requests += [
        width_request(column, sheet_id, at, dropdowns.lang) for at, column in layout.added.items()
    ]
    done.parts += [column.header(dropdowns.lang) for column in columns]


def insert_request(layout: TabLayout) -> Request:
    """Room for a column of names beside the codes of a tab in use."""
    at = layout.name_at or 0
    span = {
        "sheetId": layout.sheet_id,
        "dimension": "COLUMNS",
        "startIndex": at,
        "endIndex": at + 1,
    }
    return {"insertDimension": {"range": span, "inheritFromBefore": False}}


def _add_names(
    done: Mended, layout: TabLayout, there: PresentTab, names: NameFormulas | None
) -> None:
    """A column of names that was inserted just now, or the formulas that one lacks."""
    lang = done.lang
    column, header_row = name_column(layout.tab), layout.header_row or 1
    if names is None or column is None:
        return
    rows = range(header_row + 1, names_until(there, header_row) + 1)
    if layout.inserts_names:
        cells = header_cells([column], lang, is_tool=False)
        done.requests += [
            *names.requests(rows, dressed=True),
            header_request(cells, layout.sheet_id, header_row - 1, names.position),
            width_request(column, layout.sheet_id, names.position, lang),
        ]
        done.parts.append(column.header(lang))
        return
    is_ours = names.position in there.dress.named
    lacking = lacking_rows(there.names, header_row, rows[-1], is_ours=is_ours)
    if lacking and names.position not in there.dress.notes:
        note = header_note(column, lang)
        done.requests.append(note_request(note, layout.sheet_id, header_row - 1, names.position))
    done.requests += names.requests(lacking)
    if lacking:
        done.parts.append(f"{column.header(lang)} ({len(lacking)})")


def names_until(there: PresentTab, header_row: int) -> int:
    """The last row that has a name: that of the grid, with the rows that it is given."""
    return there.row_count if there.row_count > header_row else there.row_count + PEOPLE_ROWS


def room_requests(layout: TabLayout, there: PresentTab) -> list[Request]:
    """Columns for the grid, when what is to be written would not fit."""
    lacking = max(layout.placed) + 1 - there.column_count
    if lacking <= 0:
        return []
    more = {"sheetId": layout.sheet_id, "dimension": "COLUMNS", "length": lacking}
    return [{"appendDimension": more}]


def rows_requests(there: PresentTab, header_row: int) -> list[Request]:
    """Rows for a tab that ends with its header: nobody could type, and Google formats no row."""
    if there.row_count > header_row:
        return []
    more = {"sheetId": there.sheet_id, "dimension": "ROWS", "length": PEOPLE_ROWS}
    return [{"appendDimension": more}]


def _kept(layout: TabLayout) -> Iterator[tuple[int, Column]]:
    """The columns that were there before."""
    return ((at, column) for at, column in layout.placed.items() if at not in layout.added)


def _notes(
    layout: TabLayout,
    there: PresentTab,
    row: int,
    words: Callable[[Column, Lang], str],
    lang: Lang,
) -> Iterator[Request]:
    for at, column in _kept(layout):
        note = words(column, lang)
        if note and at not in there.dress.notes:
            yield note_request(note, layout.sheet_id, row - 1, at)


def _dropdowns(
    layout: TabLayout, there: PresentTab, row: int, dropdowns: Dropdowns
) -> Iterator[Request]:
    for at, column in layout.placed.items():
        request = dropdowns.request(column, layout.sheet_id, row, at)
        if request is not None and at not in there.dress.dropdowns:
            yield request


def _answers(layout: TabLayout, there: PresentTab, row: int, lang: Lang) -> Iterator[Request]:
    """The looks of a shared log's columns for answers that lost their list."""
    for at, column in layout.answers.items():
        if column.kind == "enum" and at not in there.dress.dropdowns:
            yield answer_request(column, layout.sheet_id, row, at, lang)


def _formats(
    layout: TabLayout, there: PresentTab, row: int, dropdowns: Dropdowns
) -> Iterator[Request]:
    for at, column in layout.placed.items():
        request = format_request(column, layout.sheet_id, row, at, dropdowns.lang)
        if request is not None and at not in there.dress.formats and not there.has_values(at):
            yield request
