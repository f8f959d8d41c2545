"""Single cells written into a tab that people edit meanwhile, each into the row that is meant.

Google has no write that depends on what stands in a cell. So rows are looked up by their keys right
before, single cells are written in one request, and read back: what came into a wrong row because
somebody sorted between is given back, and written again. A cell that a person changed stays theirs.
Source: pains.md, W-protocol.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial

from sheetsync.errors import WriteInDoubtError
from sheetsync.tables.cells import a1
from sheetsync.tables.columns.cells import is_same_value
from sheetsync.workbook.cell_edits import (
    GONE,
    REPEATED,
    THERE,
    UNSETTLED,
    WRITTEN,
    Request,
    RowTask,
    TabEdits,
    cell_request,
    changes_of,
    new_row_requests,
    statuses,
    task_of,
)
from sheetsync.workbook.misplaced import Search
from sheetsync.workbook.row_search import Find, RowRef, SeenRows, with_changes
from sheetsync.workbook.session import Session
from sheetsync.workbook.tab_cells import read_tab_cells

_ROUNDS = 3
#: Beyond them nothing of ours is written any more, but what came into wrong rows is put right.
_REPAIR_ROUNDS = 3
#: So many rows more than there were may have come meanwhile.
_MORE_ROWS = 300


@dataclass(frozen=True, slots=True)
class Written:
    """How a write ended.

    Attributes:
        cells: how each cell ended, by the number of its edit and its column.
        rows: how each new row ended.
        put_right: how many cells of others had our value for a moment.
        wrong: addresses of those that have it still.
        seen: the tab as it was read last.
    """

    cells: Mapping[tuple[int, str], str]
    rows: Sequence[str]
    put_right: int
    wrong: Sequence[str]
    seen: SeenRows


def look(session: Session, sheet_id: int, find: Find, rows: int) -> SeenRows:
    """The rows of a tab as they are now; one read.

    Args:
        session: the spreadsheet.
        sheet_id: Google's number of the tab.
        find: finds rows and columns in its cells.
        rows: how many rows it had when it was seen last.

    Raises:
        TabGoneError: there is no such tab any more.
    """
    cells = read_tab_cells(session, sheet_id, rows + _MORE_ROWS)
    return SeenRows(cells, find(cells.grid()))


def write_cells(session: Session, sheet_id: int, edits: TabEdits, find: Find) -> Written:
    """Write single cells, and rows below the last one, into a tab that people edit meanwhile.

    Args:
        session: the spreadsheet.
        sheet_id: Google's number of the tab.
        edits: what is to be written.
        find: finds rows and columns in the tab's cells.

    Raises:
        TabGoneError: the tab was deleted.
        ProtectedRangeError: a protected range refuses us; nothing of this round was written.
    """
    return _Writing(session, sheet_id, edits, find).run()


@dataclass(slots=True)
class _Writing:
    session: Session
    sheet_id: int
    edits: TabEdits
    find: Find
    tasks: list[RowTask] = field(default_factory=list)
    repairs: list[RowTask] = field(default_factory=list)
    added: list[str] = field(default_factory=list)

    def run(self) -> Written:
        self.tasks = [task_of(edit) for edit in self.edits.rows]
        self.added = [""] * len(self.edits.new_rows)
        seen = self._look()
        for number in range(_ROUNDS + _REPAIR_ROUNDS):
            requests = self._requests_for(self.repairs, seen)
            if number == _ROUNDS:
                requests += self._requests_for(self._given_up(), seen)
            if number < _ROUNDS:
                requests += self._requests_for(self.tasks, seen) + self._new_rows(seen)
            if not requests:
                break
            with suppress(WriteInDoubtError):
                # Reading back tells whether it was applied.
                self.session.batch_update(requests)
                self.added = [WRITTEN if one == UNSETTLED else one for one in self.added]
            now = self._look()
            self._judge(seen, now)
            seen = now
        return self._ended(seen)

    def _look(self) -> SeenRows:
        seen = look(self.session, self.sheet_id, self.find, self.edits.height)
        self.edits = replace(self.edits, height=seen.last_row)
        return seen

    def _requests_for(self, tasks: Sequence[RowTask], seen: SeenRows) -> list[Request]:
        return [one for task in tasks if task.open for one in self._row_requests(task, seen)]

    def _row_requests(self, task: RowTask, seen: SeenRows) -> list[Request]:
        row = seen.find(task.ref)
        if row is None and task in self.repairs:
            row = self._stray_row(task, seen)
        if row is None:
            lost = REPEATED if seen.counts[task.ref.key] > 1 else GONE
            for cell in task.open:
                cell.status = lost
            return []
        requests = []
        for cell in task.open:
            place = seen.place_of(cell.column)
            if place is None:
                cell.status = GONE
                continue
            now = seen.cells.cell(row, place)
            cell.settle(now, row, over_formulas=self.edits.over_formulas)
            if not cell.status:
                cell.at = (row, place)
                requests.append(cell_request(self.sheet_id, row, place, cell, now))
        changed = with_changes(seen.values(row), changes_of(task.written))
        task.after = task.ref if task.ref.key else RowRef("", changed)
        return requests

    def _stray_row(self, task: RowTask, seen: SeenRows) -> int | None:
        """A row without key that holds nothing but values of ours, one of them `task`'s."""
        ours = [cell.value for one in (*self.tasks, *self.repairs) for cell in one.cells]
        for row, key in seen.found.keys.items():
            values = {} if key else seen.values(row)
            is_its = any(
                is_same_value(values.get(cell.column), cell.expected) for cell in task.open
            )
            if (
                values
                and is_its
                and all(any(map(partial(is_same_value, told), ours)) for told in values.values())
            ):
                return row
        return None

    def _new_rows(self, seen: SeenRows) -> list[Request]:
        lacking = []
        for number, row in enumerate(self.edits.new_rows):
            if self.added[number] == WRITTEN:
                continue
            if row.stands(seen):
                self.added[number] = (
                    WRITTEN if self.added[number] == UNSETTLED else self.added[number] or THERE
                )
            else:
                self.added[number] = UNSETTLED
                lacking.append(row)
        return new_row_requests(self.sheet_id, seen, lacking) if lacking else []

    def _judge(self, seen: SeenRows, now: SeenRows) -> None:
        """See which cells hold what was written, and where the rest came."""
        tasks = [*self.tasks, *self.repairs]
        missing = []
        for task in tasks:
            row = now.find(task.after) if task.written else None
            for cell in task.written.values():
                if row is not None and cell.has_landed(now.cell(row, cell.column), row):
                    cell.status, cell.at = WRITTEN, None
            if task.written:
                missing.append(task)
        self.repairs += Search(seen, now, tasks).repairs(missing)
        for task in tasks:
            for cell in task.written.values():
                cell.at = None

    def _given_up(self) -> list[RowTask]:
        """Leave what could not be written; where another value of ours came, theirs comes back."""
        back = []
        for task in self.tasks:
            for cell in task.open:
                cell.status = UNSETTLED
                if cell.repair is not None:
                    cell.repair.ref = task.ref
                    cell.repair.cells[0].expected = cell.expected
                    back.append(cell.repair)
        self.repairs += back
        return back

    def _ended(self, seen: SeenRows) -> Written:
        self._new_rows(seen)
        for task in self.tasks:
            for cell in task.open:
                cell.status = UNSETTLED
        left = [task for task in self.repairs if task.open]
        return Written(
            statuses(self.tasks),
            self.added,
            sum(not task.open for task in self.repairs),
            [
                a1(row, place)
                for task in left
                if (row := seen.find(task.ref)) is not None
                and (place := seen.place_of(task.cells[0].column)) is not None
            ],
            seen,
        )
