"""Write what a plan of bringing back says, while people go on working, and keep who wrote it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sheetsync.errors import WorkbookError
from sheetsync.language import Phrase
from sheetsync.mirror.restoring import ADD, SINCE, WRITE, Line, PlannedRow
from sheetsync.workbook.cell_edits import THERE, WRITTEN, RowEdit
from sheetsync.workbook.cells import Written, write_cells
from sheetsync.workbook.new_tab import add_tab
from sheetsync.workbook.row_search import RowRef, SeenRows, with_changes
from sheetsync.workspace.mirroring import Mirroring, no_mirror
from sheetsync.workspace.restoring import RestorePlan, TabPlan
from sheetsync.workspace.workspace import Workspace

_PARTLY = Phrase(
    ru="{why}. Во вкладках до неё всё возвращено: {titles}",
    en="{why}. What was asked for is back in the tabs before it: {titles}",
)
_DONE = frozenset({WRITTEN, THERE})


@dataclass(frozen=True, slots=True)
class TabDone:
    """How one tab's lines ended.

    Attributes:
        rows: the plan's, each line with how it ended.
        put_right: how many cells of others had our value for a moment.
        wrong: addresses of cells that have it still.
    """

    plan: TabPlan
    rows: Sequence[PlannedRow]
    put_right: int
    wrong: Sequence[str]


@dataclass(frozen=True, slots=True)
class RestoreDone:
    """How a plan ended.

    Attributes:
        tabs: by tab.
        new_tab: the title of the tab that was made.
    """

    tabs: Sequence[TabDone] = ()
    new_tab: str = ""

    @property
    def lines(self) -> Iterator[Line]:
        """All lines, each with how it ended."""
        return (line for tab in self.tabs for row in tab.rows for line in row.lines)

    @property
    def wrong(self) -> list[str]:
        """Addresses of cells that hold what belongs elsewhere."""
        return [f"{tab.plan.reader.title}!{cell}" for tab in self.tabs for cell in tab.wrong]

    @property
    def exit_code(self) -> int:
        """1 when something stayed as it is that was to be brought back."""
        is_left = any(line.state not in {*_DONE, SINCE} for line in self.lines)
        return int(is_left or bool(self.wrong))


def write_restore(ws: Workspace, plan: RestorePlan) -> RestoreDone:
    """Write it, and keep in the mirror what came of it.

    What people did since the plan is kept first, as theirs.

    Args:
        ws: a run of its own: nobody else writes meanwhile.
        plan: what to write.

    Raises:
        DatabaseError: the mirror cannot be written; nothing was.
        TabGoneError: a tab was deleted since; what is back in tabs before it is told.
        ProtectedRangeError: a protected range refuses us; likewise.
    """
    mirrored = ws.mirrored
    if mirrored is None or ws.mirroring is None:
        raise no_mirror()
    if mirrored.error is not None:
        raise mirrored.error
    if plan.new_tab is not None:
        return RestoreDone(new_tab=add_tab(ws.session, plan.new_tab.title, plan.new_tab.rows))
    ends: list[tuple[TabPlan, Written]] = []
    try:
        for tab in plan.tabs:
            written = write_cells(ws.session, tab.reader.sheet_id, tab.edits, tab.reader.find)
            ends.append((tab, written))
    except WorkbookError as error:
        _keep(ws, ws.mirroring, ends)
        raise _stopped(error, ends) from error
    _keep(ws, ws.mirroring, ends)
    return RestoreDone([_ended(tab, written) for tab, written in ends])


def _keep(ws: Workspace, mirroring: Mirroring, ends: Sequence[tuple[TabPlan, Written]]) -> None:
    """Have the mirror know what was written as ours."""
    if not ends:
        return
    reading = ws.company.read()
    rows = {
        tab.reader.kept.code: _rows_written(tab, written, tab.reader.seen_in(reading))
        for tab, written in ends
    }
    mirroring.sync(reading, rows, f"restore:{ws.run_id}")


def _stopped(error: WorkbookError, ends: Sequence[tuple[TabPlan, Written]]) -> WorkbookError:
    """The error of one tab, with what was brought back in others before it."""
    if not ends:
        return error
    titles = ", ".join(tab.reader.title for tab, _ in ends)
    return type(error)(_PARTLY, cure=error.cure_words, why=error.words, titles=titles)


def _ended(tab: TabPlan, written: Written) -> TabDone:
    """The plan's lines, each with how it ended."""
    cells = {
        (id(row), column): status
        for number, row in enumerate(tab.edited)
        for (edit, column), status in written.cells.items()
        if edit == number
    }
    added = {id(row): status for row, status in zip(tab.added, written.rows, strict=True)}
    rows = [
        replace(row, lines=tuple(_line(line, id(row), cells, added) for line in row.lines))
        for row in tab.rows
    ]
    return TabDone(tab, rows, written.put_right, written.wrong)


def _line(line: Line, row: int, cells: dict[tuple[int, str], str], added: dict[int, str]) -> Line:
    if line.state == WRITE:
        return replace(line, state=cells[row, line.column])
    return replace(line, state=added[row]) if line.state == ADD else line


def _rows_written(tab: TabPlan, written: Written, seen: SeenRows | None) -> set[int]:
    """Where the rows stand that we wrote."""
    if seen is None:
        return set()
    refs = [_after(edit, number, written) for number, edit in enumerate(tab.edits.rows)]
    refs += [
        RowRef(new.key, new.values)
        for new, status in zip(tab.edits.new_rows, written.rows, strict=True)
        if status == WRITTEN
    ]
    return {row for ref in refs if ref and (row := seen.find(ref)) is not None}


def _after(edit: RowEdit, number: int, written: Written) -> RowRef | None:
    values = {
        cell.column: cell.value
        for cell in edit.cells
        if written.cells[number, cell.column] == WRITTEN
    }
    return RowRef(edit.ref.key, with_changes(edit.ref.values, values)) if values else None
