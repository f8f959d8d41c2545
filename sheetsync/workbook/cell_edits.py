"""What is to be written into a people's tab, cell by cell, and how each of them stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sheetsync.tables.columns.cells import is_same_value
from sheetsync.tables.own_row_formulas import anywhere, in_row
from sheetsync.workbook.row_search import RowRef, SeenRows, with_changes
from sheetsync.workbook.tab_cells import SheetCell, Values, entered_of

Request = dict[str, Any]

#: How a cell, or a new row, ended.
WRITTEN = "written"
#: It held the value already; the row stands already.
THERE = "there"
#: Somebody changed it meanwhile: theirs stands.
CHANGED = "changed"
#: The row, or the column, is not there any more.
GONE = "gone"
#: The key stands more than once now: nobody can tell which row is meant.
REPEATED = "repeated"
#: A formula stands in it.
FORMULA = "formula"
#: People kept moving rows; it was not written.
UNSETTLED = "unsettled"

_DATES = frozenset({"DATE", "TIME", "DATE_TIME"})
#: Formats in which a plain number does not look like one.
_NO_NUMBER = _DATES | {"PERCENT", "TEXT"}
_FORMAT_FIELD = ",userEnteredFormat.numberFormat"


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One cell to be written.

    Attributes:
        column: name of its column.
        value: the stored value that it shall hold, "" for none.
        expected: the stored value that it holds now; another one is left standing.
        number_format: how the value is shown, where the cell shows another kind of values.
        formula: what is entered in place of the value, as it reads in any row; "" for none. Only
            into rows that are known by their keys.
    """

    column: str
    value: object
    expected: object = ""
    number_format: Values = field(default_factory=dict)
    formula: str = ""


@dataclass(frozen=True, slots=True)
class RowEdit:
    """Cells of one row."""

    ref: RowRef
    cells: tuple[CellEdit, ...]


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be added below the last one.

    Attributes:
        key: its key; "" where rows have none.
        cells: those that are not blank.
        alike: how many rows with just these cells stand already, and shall.
    """

    key: str
    cells: tuple[CellEdit, ...]
    alike: int = 0

    @property
    def values(self) -> dict[str, object]:
        """The stored values by column."""
        return with_changes({}, {cell.column: cell.value for cell in self.cells})

    def stands(self, seen: SeenRows) -> bool:
        """Whether the row is there."""
        if self.key:
            return seen.counts[self.key] > 0
        return seen.alike(self.values) > self.alike


@dataclass(frozen=True, slots=True)
class TabEdits:
    """What is to be written into one tab.

    Attributes:
        rows: cells of rows that are there.
        new_rows: rows that are to be added, unless they are there.
        over_formulas: write over formulas too.
        height: how many rows the tab had when it was seen last.
    """

    rows: Sequence[RowEdit] = ()
    new_rows: Sequence[NewRow] = ()
    over_formulas: bool = False
    height: int = 1_000


@dataclass(slots=True)
class CellTask:
    """A cell on its way.

    Attributes:
        entered: what is entered: of a cell that is put right, what stood there.
        status: "" as long as it is to be written.
        at: the row and the column, 1-based, where it was written in this round.
        is_repair: it held our value by mistake, and gets its own back.
        repair: what gives it back what it held, after another value of ours came there.
        formula: what is entered in place of the value, as it reads in any row; "" for none.
    """

    column: str
    value: object
    expected: object
    entered: Values
    number_format: Values
    status: str = ""
    at: tuple[int, int] | None = None
    is_repair: bool = False
    repair: "RowTask | None" = None
    formula: str = ""

    def entered_in(self, row: int) -> Values:
        """What is entered where the cell is in that row."""
        return {"formulaValue": in_row(self.formula, row)} if self.formula else self.entered

    def is_in(self, cell: SheetCell, row: int) -> bool:
        """Whether a cell of that row holds what this one shall."""
        if not self.formula:
            return is_same_value(cell.stored, self.value)
        text = cell.entered.get("formulaValue")
        return isinstance(text, str) and anywhere(text, row) == self.formula

    def settle(self, now: SheetCell, row: int, *, over_formulas: bool) -> None:
        """See how it ends without being written, if it does."""
        if self.is_repair:
            # Whoever wrote there since has put it right.
            self.status = "" if is_same_value(now.stored, self.expected) else THERE
        elif self.is_in(now, row):
            self.status = THERE
        elif now.is_formula and not over_formulas:
            self.status = FORMULA
        elif not is_same_value(now.stored, self.expected):
            self.status = CHANGED

    def has_landed(self, now: SheetCell, row: int) -> bool:
        """Whether the cell holds what was written; a formula of theirs may say another value."""
        if "formulaValue" in self.entered:
            return "formulaValue" in now.entered
        return self.is_in(now, row)


@dataclass(slots=True)
class RowTask:
    """A row on its way: where it is, and where it will be once its cells are written."""

    ref: RowRef
    cells: list[CellTask]
    after: RowRef = field(default=RowRef("", {}))

    @property
    def open(self) -> list[CellTask]:
        """The cells that are still to be written."""
        return [cell for cell in self.cells if not cell.status]

    @property
    def written(self) -> dict[str, CellTask]:
        """The cells that were written in this round, by column."""
        return {cell.column: cell for cell in self.cells if cell.at is not None}


def task_of(edit: RowEdit) -> RowTask:
    """An edit on its way."""
    return RowTask(
        edit.ref,
        [
            CellTask(
                cell.column,
                cell.value,
                cell.expected,
                entered_of(cell.value),
                cell.number_format,
                formula=cell.formula,
            )
            for cell in edit.cells
        ],
    )


def repair_of(
    ref: RowRef, column: str, was: SheetCell, ours: CellTask, rows: tuple[int, int]
) -> RowTask:
    """What gives a cell back what it held before our value came there.

    Args:
        ref: its row.
        column: its column.
        was: the cell as it was.
        ours: what we wrote.
        rows: the row's number then and now.
    """
    back = CellTask(column, was.stored, ours.value, _moved(was.entered, *rows), {}, is_repair=True)
    if ours.number_format:
        back.number_format = was.own_format
    return RowTask(ref, [back])


def cell_request(sheet_id: int, row: int, column: int, task: CellTask, now: SheetCell) -> Request:
    """The request that writes one cell."""
    entered = task.entered_in(row)
    data: dict[str, Any] = {"userEnteredValue": entered} if entered else {}
    fields = "userEnteredValue"
    if task.number_format and (task.is_repair or _looks_otherwise(task.number_format, now)):
        data["userEnteredFormat"] = {"numberFormat": task.number_format}
        fields += _FORMAT_FIELD
    return {
        "updateCells": {
            "range": {
                "sheetId": sheet_id,
                "startRowIndex": row - 1,
                "endRowIndex": row,
                "startColumnIndex": column - 1,
                "endColumnIndex": column,
            },
            "rows": [{"values": [data]}],
            "fields": fields,
        }
    }


def new_row_requests(sheet_id: int, seen: SeenRows, rows: Sequence[NewRow]) -> list[Request]:
    """The requests that insert rows below the last one and fill them.

    Inserted, not written below: what somebody types there meanwhile moves down, and stays.
    """
    last = seen.last_row
    requests: list[Request] = [
        {
            "insertDimension": {
                "range": {
                    "sheetId": sheet_id,
                    "dimension": "ROWS",
                    "startIndex": last,
                    "endIndex": last + len(rows),
                },
                "inheritFromBefore": last > seen.found.header_row,
            }
        }
    ]
    for number, row in enumerate(rows, start=last + 1):
        task = task_of(RowEdit(RowRef("", {}), row.cells))
        requests += [
            cell_request(sheet_id, number, place, cell, seen.cell(last, cell.column))
            for cell in task.cells
            if (place := seen.found.columns.get(cell.column)) is not None
        ]
    return requests


def _looks_otherwise(wanted: Values, now: SheetCell) -> bool:
    kind = str(wanted.get("type", ""))
    if kind in {"DATE", "DATE_TIME", "PERCENT"}:
        return now.shown_as != kind
    return now.shown_as in _NO_NUMBER


def _moved(entered: Values, before: int, now: int) -> Values:
    """A formula with what it says of its own row, for the row where it stands now."""
    text = entered.get("formulaValue")
    if not isinstance(text, str) or before == now:
        return entered
    return {"formulaValue": in_row(anywhere(text, before), now)}


def statuses(tasks: Sequence[RowTask]) -> dict[tuple[int, str], str]:
    """How each cell ended, by the number of its edit and its column."""
    return {
        (number, cell.column): cell.status
        for number, task in enumerate(tasks)
        for cell in task.cells
    }


def changes_of(cells: Mapping[str, CellTask]) -> dict[str, object]:
    """The values that some cells get, by column."""
    return {column: cell.value for column, cell in cells.items()}
