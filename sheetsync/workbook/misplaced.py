"""Values of ours in cells that are not theirs, because rows or columns moved under the write."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sheetsync.tables.columns.cells import is_same_value
from sheetsync.workbook.cell_edits import THERE, WRITTEN, CellTask, RowTask, repair_of
from sheetsync.workbook.row_search import RowRef, SeenRows, with_changes
from sheetsync.workbook.tab_cells import SheetCell


@dataclass(slots=True)
class Search:
    """What was seen before a write and after it.

    Attributes:
        before: the rows by which the write was made.
        now: the rows as they were read back.
        tasks: what is to be written; a value of ours in a cell of theirs is expected there then.
    """

    before: SeenRows
    now: SeenRows
    tasks: Sequence[RowTask]
    _taken: set[tuple[int, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """What holds what it shall is nobody else's."""
        for task in self.tasks:
            row = self.now.find(task.after)
            self._taken |= {
                (row, cell.column)
                for cell in task.cells
                if cell.status in {WRITTEN, THERE}
                and row is not None
                and cell.has_landed(self.now.cell(row, cell.column), row)
            }

    def repairs(self, missing: Sequence[RowTask]) -> list[RowTask]:
        """What puts right the cells that hold what `missing` rows should.

        Args:
            missing: rows whose cells were written in this round, and some of which do not hold it.
        """
        found: list[RowTask] = []
        strays = [cell for task in missing for cell in task.written.values()]
        for task in missing:
            cells = list(task.written.values())
            for cell in cells:
                found += self._by_key(task, cell)
            # What was found has been taken off.
            left = [cell for cell in cells if cell.at is not None]
            found += self._by_values(left) if left else []
        for cell in strays:
            if cell.at is not None:
                found += self._in_new_row(cell, strays)
        return found

    def _by_key(self, task: RowTask, cell: CellTask) -> Iterator[RowTask]:
        """A row known by its key that holds our value where it did not."""
        for column in self._columns(cell):
            was_column = self.now.column_before(column, self.before)
            hits = [
                ((row, self.now.place_of(column)) != cell.at, row, was)
                for key, row in self.now.keys.items()
                if (was := self.before.keys.get(key)) is not None
                and (key != task.ref.key or column != cell.column)
                and (row, column) not in self._taken
                and cell.is_in(self.now.cell(row, column), row)
                and not cell.is_in(self._cell_before(was, was_column), was)
            ]
            if hits:
                _, row, was = min(hits)
                yield from self._repair(cell, (row, column), (was, was_column))
                return

    def _columns(self, cell: CellTask) -> list[str]:
        """Where a value may be: in its column, at its place, then anywhere."""
        place = cell.at[1] if cell.at else 0
        return list(
            dict.fromkeys([cell.column, self.now.column_at(place), *self.now.found.columns])
        )

    def _cell_before(self, row: int, column: str | None) -> SheetCell:
        return SheetCell() if column is None else self.before.cell(row, column)

    def _by_values(self, cells: Sequence[CellTask]) -> Iterator[RowTask]:
        """A row that is what one that is not there any more would be with our values."""
        gone = [
            (row, values)
            for row in self.before.found.keys
            for values in [self.before.values(row)]
            if self.now.alike(values) < self.before.alike(values)
        ]
        at_places = [self.now.column_at(cell.at[1]) for cell in cells if cell.at]
        for columns in ([cell.column for cell in cells], at_places):
            changes = {column: cell.value for column, cell in zip(columns, cells, strict=True)}
            hit = self._changed_row(changes, gone)
            if hit is not None:
                row, was = hit
                for column, cell in zip(columns, cells, strict=True):
                    before = None if was is None else (was, column)
                    yield from self._repair(cell, (row, column), before)
                return

    def _changed_row(
        self, changes: Mapping[str, object], gone: Sequence[tuple[int, Mapping[str, object]]]
    ) -> tuple[int, int | None] | None:
        """The row that holds what a row of before, or a blank one, does with our values."""
        for row, values in self._news():
            if any((row, column) in self._taken for column in changes):
                continue
            for was, told in gone:
                if _are_same(with_changes(told, changes), values):
                    return row, was
        return None

    def _news(self) -> Iterator[tuple[int, Mapping[str, object]]]:
        """The rows that were not there just so."""
        for row in self.now.found.keys:
            values = self.now.values(row)
            if self.before.alike(values) < self.now.alike(values):
                yield row, values

    def _in_new_row(self, cell: CellTask, strays: Sequence[CellTask]) -> Iterator[RowTask]:
        """A row that somebody has just inserted and that holds nothing but values of ours."""
        for row, values in self._news():
            cells = {column: self.now.cell(row, column) for column in values}
            if not all(any(one.is_in(told, row) for one in strays) for told in cells.values()):
                continue
            for column, told in cells.items():
                if (row, column) not in self._taken and cell.is_in(told, row):
                    yield from self._repair(cell, (row, column), None)
                    return

    def _repair(
        self, cell: CellTask, place: tuple[int, str], before: tuple[int, str | None] | None
    ) -> Iterator[RowTask]:
        """What puts one cell right.

        Args:
            cell: what we wrote.
            place: row and column where it is now.
            before: row and column of that cell before; None of one that was not there.
        """
        row, column = place
        self._taken.add(place)
        cell.at = None
        was = SheetCell()
        if before is not None and before[1] is not None:
            was = self.before.cell(before[0], before[1])
        rows = (before[0] if before else row, row)
        repair = repair_of(self.now.ref(row), column, was, cell, rows)
        if cell.formula:
            # What it comes to there is nothing that was to be written.
            repair.cells[0].expected = self.now.cell(row, column).stored
        own = self._task_at(rows[0], column) if before else None
        if before is not None:
            self._follow(before[0], row)
        if own is None:
            yield repair
            return
        # It is to be written anyway; it will find our value there.
        own.expected = repair.cells[0].expected
        own.repair = own.repair or repair

    def _follow(self, was: int, row: int) -> None:
        """Have what is known by its cells found again although they are others now."""
        for task in self.tasks:
            if not task.ref.key and self.before.find(task.ref) == was:
                task.ref = RowRef("", self.now.values(row))

    def _task_at(self, row: int, column: str) -> CellTask | None:
        found = (
            cell
            for task in self.tasks
            if self.before.find(task.ref) == row
            for cell in task.open
            if cell.column == column
        )
        return next(found, None)


def _are_same(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    return one.keys() == other.keys() and all(is_same_value(one[name], other[name]) for name in one)
