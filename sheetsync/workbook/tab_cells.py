"""One tab at one moment, by its number: what stands in each cell, is shown, and was entered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from sheetsync.errors import TabGoneError
from sheetsync.language import Phrase
from sheetsync.tables.cells import Grid
from sheetsync.tables.columns.cells import is_blank
from sheetsync.workbook.session import Session
from sheetsync.workbook.snapshot import merges_of

_FIELDS = (
    "sheets(properties(sheetId,title),merges,data(startRow,startColumn,rowData.values(userEnteredValue,effectiveValue,formattedValue,"
    "userEnteredFormat.numberFormat,effectiveFormat.numberFormat.type)))"
)

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell.

    Attributes:
        stored: as UNFORMATTED_VALUE gives it, "" when blank.
        shown: as FORMATTED_VALUE gives it.
        entered: ``userEnteredValue``, {} for a blank cell and for one that a formula fills.
        own_format: the number format that was set, {} for none.
        shown_as: type of the number format in effect, "" for the automatic one.
    """

    stored: object = ""
    shown: str = ""
    entered: Values = field(default_factory=dict)
    own_format: Values = field(default_factory=dict)
    shown_as: str = ""

    @property
    def is_formula(self) -> bool:
        """Whether a formula stands in it, or one elsewhere fills it."""
        return "formulaValue" in self.entered or self.is_filled_from_elsewhere

    @property
    def is_filled_from_elsewhere(self) -> bool:
        """Whether a formula in another cell fills it: what is typed here breaks that one."""
        return not self.entered and not is_blank(self.stored)


_BLANK = SheetCell()


@dataclass(frozen=True, slots=True)
class SeenCells:
    """A tab's cells at one moment.

    Attributes:
        sheet_id: Google's number of the tab.
        title: what it is called now.
        rows: of cells, ragged, row 1 first.
        merges: 1-based, inclusive: first row, first column, last row, last column.
    """

    sheet_id: int
    title: str
    rows: Sequence[Sequence[SheetCell]]
    merges: tuple[tuple[int, int, int, int], ...] = ()

    def cell(self, row: int, column: int) -> SheetCell:
        """The cell at a 1-based place; blank beyond the data."""
        if row > len(self.rows) or column > len(self.rows[row - 1]):
            return _BLANK
        return self.rows[row - 1][column - 1]

    def grid(self) -> Grid:
        """The cells as tabs are read from."""
        return Grid(
            [[cell.stored for cell in row] for row in self.rows],
            [[cell.shown for cell in row] for row in self.rows],
            self.merges,
        )


def read_tab_cells(session: Session, sheet_id: int, rows: int) -> SeenCells:
    """A tab as it is now, whatever it is called; one read.

    Args:
        session: the spreadsheet.
        sheet_id: Google's number of the tab.
        rows: how many of its first rows are read: below the data, formats alone would weigh.

    Raises:
        TabGoneError: there is no tab of that number any more.
    """
    answer = session.by_number(sheet_id, _FIELDS, rows)
    for sheet in answer.get("sheets", []):
        properties = sheet["properties"]
        if properties.get("sheetId", 0) == sheet_id:
            cells = _rows(sheet.get("data", []))
            return SeenCells(sheet_id, properties["title"], cells, merges_of(sheet))
    raise TabGoneError(
        Phrase(
            ru="Вкладку удалили, пока мы работали; в неё ничего не записано",
            en="The tab was deleted while we worked; nothing was written into it",
        ),
        cure=Phrase(ru="запустите ещё раз", en="run again"),
    )


def read_row_cells(session: Session, sheet_id: int, row: int) -> list[SheetCell]:
    """The cells of one row of a tab; one read.

    Args:
        session: the spreadsheet.
        sheet_id: Google's number of the tab.
        row: 1-based, of the grid; of a tab that is gone there are none.
    """
    answer = session.by_number(sheet_id, _FIELDS, row, above=row - 1)
    data = [
        block
        for sheet in answer.get("sheets", [])
        if sheet["properties"].get("sheetId", 0) == sheet_id
        for block in sheet.get("data", [])
    ]
    rows = _rows(data)
    return rows[row - 1] if len(rows) >= row else []


class CellsAsRead(Sequence[Sequence[SheetCell]]):
    """Rows of cells of which only what stands in them is known; of a few, all.

    Made when they are asked for: a tab of fifty thousand rows has a million cells.

    Args:
        columns: stored cells.
        known: rows of which more is known, by their 1-based number.
    """

    def __init__(
        self, columns: Sequence[Sequence[object]], known: Mapping[int, Sequence[SheetCell]]
    ) -> None:
        self._columns = columns
        self._known = known
        self._height = max([*map(len, columns), *known], default=0)

    def __len__(self) -> int:
        return self._height

    @overload
    def __getitem__(self, index: int) -> Sequence[SheetCell]: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[SheetCell]]: ...

    def __getitem__(
        self, index: int | slice
    ) -> Sequence[SheetCell] | Sequence[Sequence[SheetCell]]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(self._height))]
        at = range(self._height)[index]
        if at + 1 in self._known:
            return self._known[at + 1]
        return [SheetCell(column[at]) if at < len(column) else _BLANK for column in self._columns]


def _rows(data: Sequence[Mapping[str, Any]]) -> list[list[SheetCell]]:
    rows: list[list[SheetCell]] = []
    for block in data:
        above, left = block.get("startRow", 0), block.get("startColumn", 0)
        rows += [[] for _ in range(above - len(rows))]
        rows += [
            [_BLANK] * left + [_cell(one) for one in row.get("values", [])]
            for row in block.get("rowData", [])
        ]
    return rows


def _cell(told: Mapping[str, Any]) -> SheetCell:
    shown = str(told.get("formattedValue", ""))
    return SheetCell(
        stored_of(told.get("effectiveValue", {}), shown),
        shown,
        told.get("userEnteredValue", {}),
        told.get("userEnteredFormat", {}).get("numberFormat", {}),
        told.get("effectiveFormat", {}).get("numberFormat", {}).get("type", ""),
    )


def stored_of(value: Values, shown: str = "") -> object:
    """An ExtendedValue as UNFORMATTED_VALUE gives it: whole numbers whole, an error by its sign.

    >>> stored_of({"numberValue": 12.0}), stored_of({"stringValue": "12"}), stored_of({})
    (12, '12', '')
    """
    if "numberValue" in value:
        number = float(value["numberValue"])
        return int(number) if number.is_integer() else number
    if "boolValue" in value:
        return bool(value["boolValue"])
    if "errorValue" in value:
        return shown
    return value.get("stringValue", "")


def entered_of(stored: object) -> dict[str, Any]:
    """A stored value as it is entered: a text is never a formula, a blank clears the cell.

    >>> entered_of("=1+1"), entered_of(12), entered_of(True), entered_of("")
    ({'stringValue': '=1+1'}, {'numberValue': 12}, {'boolValue': True}, {})
    """
    if isinstance(stored, bool):
        return {"boolValue": stored}
    if isinstance(stored, int | float):
        return {"numberValue": stored}
    return {} if is_blank(stored) else {"stringValue": str(stored)}
