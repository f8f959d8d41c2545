"""Bring back what the mirror remembers: the plan, cell by cell, of what that takes.

Source: road-out.md 1.7.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sheetsync.errors import UnusableTabError
from sheetsync.language import Phrase
from sheetsync.language.days import typed_day
from sheetsync.mirror.keys import KEYS_OF_THEIR_OWN
from sheetsync.mirror.mirror import Kept
from sheetsync.mirror.report import LOST_ROWS
from sheetsync.mirror.restoring import (
    LEFT,
    WRITE,
    Line,
    NowTab,
    PlannedRow,
    Wishes,
    as_of_wishes,
    sync_wishes,
)
from sheetsync.mirror.seen_columns import OWN
from sheetsync.mirror.values import CellPair
from sheetsync.tables.number_patterns import number_pattern
from sheetsync.workbook.cell_edits import CellEdit, NewRow, RowEdit, TabEdits
from sheetsync.workbook.cells import look
from sheetsync.workbook.new_tab import NewCell
from sheetsync.workbook.row_search import RowRef, SeenRows
from sheetsync.workspace.history import Past
from sheetsync.workspace.move_first import refuse_adopted
from sheetsync.workspace.restore_asked import RestoreAsked, Scope, scopes_of
from sheetsync.workspace.tab_reader import TabReader
from sheetsync.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TabPlan:
    """What it takes in one tab.

    Attributes:
        rows: the lines of the plan, row by row.
        edits: those of them that are written.
        edited: the planned row of each edit; then those of new rows.
        reader: reads the tab again.
    """

    rows: Sequence[PlannedRow]
    edits: TabEdits
    edited: Sequence[PlannedRow]
    added: Sequence[PlannedRow]
    reader: TabReader


@dataclass(frozen=True, slots=True)
class NewTabPlan:
    """A new tab with the rows of then."""

    title: str
    rows: Sequence[Sequence[NewCell]]


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """A plan.

    Attributes:
        asked: what for.
        past: titles and headers as people know them.
        tabs: what it takes in tabs that are there.
        new_tab: the tab that is made instead.
    """

    asked: RestoreAsked
    past: Past
    tabs: Sequence[TabPlan] = ()
    new_tab: NewTabPlan | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return self.new_tab is None and not any(plan.edited or plan.added for plan in self.tabs)

    def count(self, *states: str) -> int:
        """How many lines stand so."""
        return sum(line.state in states for line in self.lines)

    @property
    def lines(self) -> Iterator[Line]:
        """All lines."""
        return (line for plan in self.tabs for row in plan.rows for line in row.lines)

    @property
    def left(self) -> int:
        """How many cells stay as they are although they differ."""
        return self.count(*LEFT)


def restore_plan(ws: Workspace, held: Kept, asked: RestoreAsked) -> RestorePlan:
    """What it takes to bring back what was asked for; nothing is written.

    Args:
        ws: the workbook; its tabs are read once more, with their formulas.
        held: what the mirror holds.
        asked: what for.

    Raises:
        RunRequestError: there is no such tab, row, column or sight, nothing was seen then, or the
            rows stand in a team's own workbook.
        UnusableTabError: the tab's headers cannot be found.
        TabGoneError: the tab is not there any more.
    """
    scopes, past = scopes_of(held, asked), Past(held, ws.lang)
    if asked.as_new_tab:
        assert asked.as_of is not None  # noqa: S101  # else a sight is undone
        return RestorePlan(asked, past, new_tab=_new_tab(ws, held, scopes[0].code, asked.as_of))
    in_place = Phrase(ru="восстановление на месте", en="restoring in place")
    refuse_adopted(ws.reading.tables, (scope.code for scope in scopes), in_place)
    plans = [_tab_plan(ws, held, scope, asked) for scope in scopes]
    return RestorePlan(asked, past, [plan for plan in plans if plan.rows])


def _new_tab(ws: Workspace, held: Kept, code: str, at: datetime) -> NewTabPlan:
    given = held.grid(code, at)
    day = Past(held, ws.lang).local(at)
    assert day is not None  # noqa: S101  # an instant is given
    columns = zip(given.grid.stored, given.grid.shown, strict=True)
    locale = ws.reading.snapshot.locale
    cells = [
        [_new_cell((stored, str(shown)), locale, ws) for stored, shown in zip(*pair, strict=True)]
        for pair in columns
    ]
    title = f"{given.title} ({typed_day(day.date(), ws.lang)})"
    return NewTabPlan(title, [list(row) for row in zip(*cells, strict=True)])


def _new_cell(cell: CellPair, locale: str, ws: Workspace) -> NewCell:
    return (cell[0], number_pattern(cell[0], cell[1] or "", locale, ws.lang))


def _tab_plan(ws: Workspace, held: Kept, scope: Scope, asked: RestoreAsked) -> TabPlan:
    state, versions = held.states[scope.code], held.tabs[scope.code]
    reader = TabReader(versions.kept, ws.reading, state["sheet_id"], state["title"])
    seen = look(ws.session, reader.sheet_id, reader.find, reader.height)
    rows = reader.rows(seen.cells.grid())
    if isinstance(rows, str):
        raise UnusableTabError(
            Phrase(
                ru="Вкладка «{title}» не читается ({code}); ничего не записано",
                en="Tab {title!r} cannot be read ({code}); nothing was written",
            ),
            cure=Phrase(
                ru="верните заголовки; что не так, скажет sheetsync run validate",
                en="bring the headers back; sheetsync run validate says what is wrong",
            ),
            title=seen.cells.title,
            code=rows,
        )
    now = NowTab(
        rows,
        lambda row, column: seen.cells.cell(row, column).is_formula,
        force=asked.force,
        values=asked.values,
        formula_at=_formulas_in(seen) if ws.config.mirror.formulas else None,
    )
    planned = now.plan(_wishes(held, scope, asked), versions.open_rows())
    wanted = [part for row in planned if (part := scope.narrowed(row)) is not None]
    return _Editing(ws, reader, seen, asked).plan(wanted if asked.sync is not None else planned)


def _formulas_in(seen: SeenRows) -> Callable[[int, int], str]:
    """The text of the formula that was typed into a cell, "" for none."""

    def text(row: int, column: int) -> str:
        return str(seen.cells.cell(row, column).entered.get("formulaValue", ""))

    return text


def _wishes(held: Kept, scope: Scope, asked: RestoreAsked) -> Wishes:
    versions = held.tabs[scope.code]
    if asked.sync is not None:
        state = held.states[scope.code]
        is_held = state["held_reason"] == LOST_ROWS
        waits = is_held and state["held_since"] == held.sync_at(asked.sync)
        return sync_wishes(versions, asked.sync, waits=waits)
    assert asked.as_of is not None  # noqa: S101  # else a sight is undone
    return as_of_wishes(versions, asked.as_of, scope.keys, scope.column)


@dataclass(frozen=True, slots=True)
class _Editing:
    """Makes edits of a plan's lines."""

    ws: Workspace
    reader: TabReader
    seen: SeenRows
    asked: RestoreAsked
    _alike: dict[str, int] = field(default_factory=dict)

    def plan(self, rows: Sequence[PlannedRow]) -> TabPlan:
        edited = [row for row in rows if any(line.state == WRITE for line in row.lines)]
        added = [row for row in rows if row.whole]
        edits = TabEdits(
            [self._edit(row) for row in edited],
            [self._new_row(row) for row in added],
            over_formulas=self.asked.values,
            height=self.seen.last_row,
        )
        return TabPlan(rows, edits, edited, added, self.reader)

    def _edit(self, row: PlannedRow) -> RowEdit:
        lines = [line for line in row.lines if line.state == WRITE]
        assert row.number is not None  # noqa: S101  # its cells were seen
        ref = self.seen.ref(row.number)
        if any(self._is_key(line.column) for line in lines):
            # Its key will be another one: it is found by what stands in it.
            ref = RowRef("", ref.values)
        cells = [
            replace(self._cell(line.column, line.target, line.expected), formula=line.formula)
            for line in lines
        ]
        return RowEdit(ref, tuple(cells))

    def _new_row(self, row: PlannedRow) -> NewRow:
        has_key = row.has_key and self.reader.kept.key
        key = row.key if has_key and self.reader.kept.code not in KEYS_OF_THEIR_OWN else ""
        new = NewRow(key, tuple(self._cell(name, cell) for name, cell in row.whole.items()))
        if key:
            # Known by its key, whatever its formulas come to.
            told = row.formulas
            cells = (replace(cell, formula=told.get(cell.column, "")) for cell in new.cells)
            return replace(new, cells=tuple(cells))
        # Of several rows that are alike, each is one more.
        likeness = repr(sorted(new.values.items(), key=repr))
        count = self._alike.get(likeness, self.seen.alike(new.values))
        self._alike[likeness] = count + 1
        return NewRow(key, new.cells, count)

    def _cell(self, name: str, target: CellPair, expected: object = "") -> CellEdit:
        locale = self.ws.reading.snapshot.locale
        shown_as = number_pattern(target[0], target[1] or "", locale, self.ws.lang)
        return CellEdit(name, target[0], expected, shown_as)

    def _is_key(self, name: str) -> bool:
        return name.removeprefix(OWN) in self.reader.kept.key
