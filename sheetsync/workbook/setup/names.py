"""Names beside codes: one formula a row, which looks the code up in the tab of partners or such."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sheetsync.tables.catalogue.names import NAMED, THROUGH, named_columns
from sheetsync.tables.cells import column_letters
from sheetsync.tables.schema import Column
from sheetsync.workbook.session import quoted
from sheetsync.workbook.setup.layout import Layouts, TabLayout
from sheetsync.workbook.setup.looks import formula_separator
from sheetsync.workbook.tab_requests import Request

_GREY = {"red": 0.4, "green": 0.4, "blue": 0.4}
#: What a formula says of a column or tab that somebody deleted.
_LOST = "#REF!"


@dataclass(frozen=True, slots=True)
class NameFormulas:
    """The formulas of one tab's column of names.

    Attributes:
        sheet_id: of the tab.
        position: of the column, from 0.
        pattern: the formula, with ``{row}`` for the number of its row.
    """

    sheet_id: int
    position: int
    pattern: str

    def at(self, row: int) -> str:
        """The formula of a 1-based row."""
        return self.pattern.replace("{row}", str(row))

    def requests(self, rows: Iterable[int], *, dressed: bool = False) -> Iterator[Request]:
        """Requests that put formulas into some 1-based rows, in one go where they are neighbours.

        Args:
            rows: in ascending order.
            dressed: give the cells their look as well, and take away what they have of the column
                beside which they were inserted.
        """
        cell: Request = {}
        fields = "userEnteredValue"
        if dressed:
            cell = {"userEnteredFormat": {"textFormat": {"foregroundColor": _GREY}}}
            fields += ",userEnteredFormat,dataValidation"
        for first, last in neighbours(rows):
            yield {
                "repeatCell": {
                    "range": {
                        "sheetId": self.sheet_id,
                        "startRowIndex": first - 1,
                        "endRowIndex": last,
                        "startColumnIndex": self.position,
                        "endColumnIndex": self.position + 1,
                    },
                    # Google moves a repeated formula's cells along with its rows.
                    "cell": {**cell, "userEnteredValue": {"formulaValue": self.at(first)}},
                    "fields": fields,
                }
            }


def neighbours(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and the last row of each run of neighbours."""
    for _, pairs in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        run = [row for _, row in pairs]
        yield run[0], run[-1]


def is_formula(cell: object) -> bool:
    """Whether what stands in a cell of the column is a formula that still finds its cells."""
    return isinstance(cell, str) and cell.startswith("=") and _LOST not in cell


def name_formulas(layout: TabLayout, layouts: Layouts, locale: str) -> NameFormulas | None:
    """The formulas of a tab's column of names; None where it has none, or nothing to look up in.

    Args:
        layout: of the tab.
        layouts: of all tabs.
        locale: the spreadsheet's: decides what parts arguments.
    """
    if layout.name_at is None:
        return None
    names = [
        (code, name)
        for column in named_columns(layout.tab)
        if (code := _cell(layout, column)) and (name := _name(column, layout, layouts))
    ]
    if not names:
        return None
    codes = [code for code, _ in names]
    codes += [cell for column in _through(layout) if (cell := _cell(layout, column))]
    shown = names[0][1]
    if len(names) > 1:
        shown = f'TEXTJOIN(" · ";1;{";".join(name for _, name in names)})'
    pattern = f'=IF({"&".join(codes)}="";"";{shown})'
    return NameFormulas(
        layout.sheet_id, layout.name_at, pattern.replace(";", formula_separator(locale))
    )


def _through(layout: TabLayout) -> list[Column]:
    return [column for column in layout.tab.columns if column.refers_to in THROUGH]


def _cell(layout: TabLayout, column: Column) -> str:
    position = layout.position(column.name)
    return "" if position is None else f"${column_letters(position + 1)}{{row}}"


def _name(column: Column, layout: TabLayout, layouts: Layouts) -> str:
    """What looks a code up; "" where a column for that is missing."""
    code = _cell(layout, column)
    for told in _through(layout):
        through = THROUGH[told.refers_to]
        other, cell = _looked_up(told.refers_to, through, layouts), _cell(layout, told)
        if other and cell and through.partition(".")[2] == column.name:
            code = f'IF({code}<>"";{code};{other.replace("{code}", cell)})'
    found = _looked_up(column.refers_to, NAMED[column.refers_to], layouts)
    return f'IFERROR({found.replace("{code}", code)};"")' if found else ""


def _looked_up(key: str, wanted: str, layouts: Layouts) -> str:
    """The cell of a column beside the one that holds a code; ``{code}`` stands for the code.

    A code that is kept as a number is found among texts, too.
    """
    keys, cells = (_column(name, layouts) for name in (key, wanted))
    if not keys or not cells:
        return ""
    match = f'IFERROR(MATCH({{code}}&"";{keys};0);MATCH({{code}};{keys};0))'
    return f"INDEX({cells};{match})"


def _column(name: str, layouts: Layouts) -> str:
    """A column of another tab below its header, as ``tab.column`` names it; "" without one."""
    tab, _, column = name.partition(".")
    layout = layouts.get(tab)
    position = layout.position(column) if layout else None
    if layout is None or position is None or layout.header_row is None:
        return ""
    letters = column_letters(position + 1)
    return f"{quoted(layout.title)}!${letters}${layout.header_row + 1}:${letters}"


def lacking_rows(
    cells: Sequence[object], header_row: int, row_count: int, *, is_ours: bool
) -> list[int]:
    """The 1-based rows below the header in which a formula of the column is missing.

    Args:
        cells: the column, formulas as such.
        header_row: 1-based.
        row_count: of the grid.
        is_ours: whether `init` made the column. One that holds texts only, and that nobody says
            is ours, is people's own: nothing of it is lacking.
    """
    below = [*cells[header_row:], *[""] * (row_count - max(header_row, len(cells)))]
    typed = [cell for cell in below if cell not in ("", None)]
    if typed and not is_ours and not any(is_formula(cell) for cell in typed):
        return []
    return [row for row, cell in enumerate(below, start=header_row + 1) if not is_formula(cell)]
