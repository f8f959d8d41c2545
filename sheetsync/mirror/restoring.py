"""What it takes to bring cells back: what each shall hold, what it holds, and what speaks against.

Source: road-out.md 1.7.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sheetsync.mirror.formulas import formulas_of
from sheetsync.mirror.history import OpenRows
from sheetsync.mirror.layout import WHOLE_ROW
from sheetsync.mirror.matching import matched
from sheetsync.mirror.placing import column_places, is_covered
from sheetsync.mirror.rows import TabRows
from sheetsync.mirror.seen_columns import OWN
from sheetsync.mirror.values import BLANK, CellPair
from sheetsync.mirror.versions import TabVersions, Version, shown_text
from sheetsync.tables.columns.cells import is_same_value
from sheetsync.tables.own_row_formulas import anywhere, in_row

#: How a line of a plan stands.
WRITE = "write"
ADD = "add"
#: The cell was changed after the mirror saw it last, or after the sight that is undone.
CHANGED = "changed"
FORMULA = "formula"
#: The cell lies under a merge.
COVERED = "covered"
#: The column has no header in the sheet.
LACKING = "lacking"
GONE = "gone"
#: The row came since; nothing is deleted.
SINCE = "since"

#: Differing cells that a plan leaves as they are.
LEFT = (CHANGED, FORMULA, COVERED, LACKING, GONE)

Cells = Mapping[str, CellPair]


@dataclass(frozen=True, slots=True)
class Wish:
    """What one row shall hold.

    Attributes:
        key: under which it stands now.
        cells: by column; a blank one is `BLANK`.
        believed: the stored values that these cells hold unless somebody changed them since.
        whole: all cells, where a row that is gone shall be added; {} where not.
        state: of the key of a row that is added: "", missing or repeated.
        formulas: by column, as they read in any row: what these cells' values came from.
    """

    key: str
    cells: Cells
    believed: Mapping[str, object]
    whole: Cells = field(default_factory=dict)
    state: str = ""
    formulas: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a tab shall hold, and which of its rows nobody asked for.

    Attributes:
        rows: what they shall hold.
        since: keys of rows that came since; None: every other row did.
    """

    rows: Sequence[Wish]
    since: Collection[str] | None = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plan: a cell, or a row (`WHOLE_ROW`).

    Attributes:
        now, will_be: as people see them.
        state: what is done, or why not.
        target: what the cell shall hold.
        expected: the stored value that it holds.
        formula: what is entered in place of the target, as it reads in any row.
    """

    key: str
    column: str
    now: str
    will_be: str
    state: str
    target: CellPair = BLANK
    expected: object = ""
    formula: str = ""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """The lines of one row.

    Attributes:
        number: its row in the sheet, None of one that is not there.
        whole: the cells of a row that is added.
        has_key: whether a row that is added is known by its key.
        formulas: of the cells of a row that is added, by column.
    """

    key: str
    number: int | None
    lines: tuple[Line, ...]
    whole: Cells = field(default_factory=dict)
    has_key: bool = True
    formulas: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NowTab:
    """A tab as it is in the sheet now.

    Attributes:
        rows: its data rows.
        is_formula: whether a formula stands at a row and column of the sheet, both 1-based.
        force: write over cells that were changed since.
        values: write over formulas.
        formula_at: the text of the formula that was typed there, "" for none; None: values are
            brought back alone.
    """

    rows: TabRows
    is_formula: Callable[[int, int], bool]
    force: bool = False
    values: bool = False
    formula_at: Callable[[int, int], str] | None = None

    def plan(self, wishes: Wishes, stood: OpenRows) -> list[PlannedRow]:
        """What it takes, row by row in the order of the wishes.

        Args:
            wishes: what the tab shall hold.
            stood: the rows as the mirror saw them last, by which they are found again.
        """
        keys = matched(self.rows, self.rows.hashes(), stood).keys
        places = {key: at for at, key in enumerate(keys)}
        columns = column_places(self.rows)
        planned = [self._row(wish, places.get(wish.key), columns) for wish in wishes.rows]
        wished = {wish.key for wish in wishes.rows}
        since = keys if wishes.since is None else wishes.since
        planned += [self._since(key) for key in since if key in places and key not in wished]
        return [row for row in planned if row.lines]

    def _since(self, key: str) -> PlannedRow:
        return PlannedRow(key, None, (Line(key, WHOLE_ROW, "", "", SINCE),))

    def _row(self, wish: Wish, place: int | None, columns: Mapping[str, int]) -> PlannedRow:
        if place is not None:
            lines = tuple(self._lines(wish, place, columns))
            return PlannedRow(wish.key, self.rows.numbers[place], lines)
        if wish.whole:
            line = Line(wish.key, WHOLE_ROW, "", "", ADD)
            formulas = wish.formulas if self.formula_at else {}
            return PlannedRow(wish.key, None, (line,), wish.whole, not wish.state, formulas)
        gone = tuple(
            Line(wish.key, name, "", shown_text(cell), GONE) for name, cell in wish.cells.items()
        )
        return PlannedRow(wish.key, None, gone)

    def _lines(self, wish: Wish, place: int, columns: Mapping[str, int]) -> Iterator[Line]:
        cells, row = self.rows.cells(place), self.rows.numbers[place]
        formulas = self._formulas(wish, cells)
        for name, target in wish.cells.items():
            now, formula, column = cells.get(name, BLANK), formulas.get(name, ""), columns.get(name)
            if self._holds(now, target, formula, (row, column)):
                continue
            state = self._state(row, column, now, wish.believed.get(name, ""))
            will_be = in_row(formula, row) or shown_text(target)
            yield Line(wish.key, name, shown_text(now), will_be, state, target, now[0], formula)

    def _formulas(self, wish: Wish, cells: Cells) -> Mapping[str, str]:
        """The formulas that can be brought back: into a row that stays known by its key."""
        key = self.rows.kept.key
        keeps = all(
            is_same_value(cells.get(name, BLANK)[0], wish.cells[name][0])
            for name in key
            if name in wish.cells
        )
        return wish.formulas if self.formula_at is not None and key and keeps else {}

    def _holds(
        self, now: CellPair, target: CellPair, formula: str, place: tuple[int, int | None]
    ) -> bool:
        row, column = place
        if not formula or column is None or self.formula_at is None:
            return is_same_value(now[0], target[0])
        return anywhere(self.formula_at(row, column), row) == formula

    def _state(self, row: int, column: int | None, now: CellPair, believed: object) -> str:
        if column is None:
            return LACKING
        if is_covered(self.rows, row, column):
            return COVERED
        if not self.values and self.is_formula(row, column):
            return FORMULA
        if not self.force and not is_same_value(now[0], believed):
            return CHANGED
        return WRITE


def as_of_wishes(
    versions: TabVersions, at: datetime, keys: Collection[str] | None = None, column: str = ""
) -> Wishes:
    """What a tab, some of its rows or one of their cells held at an instant.

    Args:
        versions: of the tab.
        at: the instant.
        keys: of the rows; None for all.
        column: of the one cell; "" for all.
    """
    then = {row["_key"]: row for row in versions.as_of(at)}
    stands = {row["_key"]: versions.cells(row) for row in versions.as_of(None)}
    renamed = versions.renamed(then.keys() - stands.keys())
    cells = {key: versions.cells(row) for key, row in then.items()}
    own = {name for told in cells.values() for name in told if name.startswith(OWN)}
    names = [column.name for column in versions.kept.columns] + sorted(own)
    asked = [name for name in names if not column or name == column]
    rows = [
        _wish_of(renamed.get(key, key), row, cells[key], stands, asked, column)
        for key, row in then.items()
        if keys is None or key in keys
    ]
    return Wishes(rows, None if keys is None and not column else ())


def _wish_of(  # noqa: PLR0913, PLR0917  # of one row, all from the same look
    key: str,
    row: Version,
    cells: Cells,
    stands: Mapping[str, Cells],
    names: Sequence[str],
    column: str,
) -> Wish:
    last = stands.get(key, {})
    return Wish(
        key,
        {name: cells.get(name, BLANK) for name in names},
        {name: last.get(name, BLANK)[0] for name in names},
        {} if column else cells,
        row["_key_state"],
        formulas_of(row),
    )


def sync_wishes(versions: TabVersions, number: int, *, waits: bool) -> Wishes:
    """What takes back what one sight saw.

    Args:
        versions: of a tab.
        number: of the sight.
        waits: whether rows that were gone then are waited for: they stand in the mirror still.
    """
    began, gone, before = versions.of_sync(number)
    renamed = {row["_renamed_from"]: row for row in began if row["_renamed_from"]}
    rows = []
    since = []
    for row in began:
        was = before.get(row["_prev"])
        if was is not None:
            rows.append(_undone(versions, row, was))
        elif not row["_renamed_from"]:
            since.append(row["_key"])
    for row in gone:
        later = renamed.get(row["_key"])
        if later is not None:
            rows.append(_undone(versions, later, row))
        else:
            rows.append(_lost(versions, row))
    if waits:
        rows += [_lost(versions, row) for row in versions.as_of(None)]
    return Wishes(rows, since)


def _undone(versions: TabVersions, row: Version, was: Version) -> Wish:
    """The cells in which a version differs from the one before."""
    before, after = versions.cells(was), versions.cells(row)
    names = [name for name, _, _ in versions.differences(was, row)]
    return Wish(
        row["_key"],
        {name: before.get(name, BLANK) for name in names},
        {name: after.get(name, BLANK)[0] for name in names},
        formulas=formulas_of(was),
    )


def _lost(versions: TabVersions, row: Version) -> Wish:
    cells = versions.cells(row)
    return Wish(row["_key"], {}, {}, cells, row["_key_state"], formulas_of(row))
