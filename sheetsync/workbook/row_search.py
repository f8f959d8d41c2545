"""By what a row is found again while people sort: its key where it has one, else all its cells."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import msgspec

from sheetsync.tables.cells import Grid
from sheetsync.tables.columns.cells import is_blank
from sheetsync.workbook.tab_cells import SeenCells, SheetCell

#: Before the place of a column without a header; no name of a column has it.
_NAMELESS = "\x1e"
#: The stored values of a row that are not blank, by the name of their column.
RowValues = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FoundRows:
    """What a tab's cells say of its rows.

    Attributes:
        keys: the key of each data row by its 1-based number; "" for one without.
        columns: 1-based places by the names of columns.
        header_row: 1-based.
    """

    keys: Mapping[int, str]
    columns: Mapping[str, int]
    header_row: int = 1


#: Finds rows and columns in a tab's cells; whoever knows what the tab means hands it in.
Find = Callable[[Grid], FoundRows]


@dataclass(frozen=True, slots=True)
class RowRef:
    """One row, wherever it stands now.

    Attributes:
        key: its key; "" for a row that has none of its own, or shares it.
        values: its cells when it was looked at; they alone tell a row without a key.
    """

    key: str
    values: RowValues


@dataclass(frozen=True)
class SeenRows:
    """A tab's rows at one moment."""

    cells: SeenCells
    found: FoundRows

    @cached_property
    def counts(self) -> Counter[str]:
        """How many rows stand under each key."""
        return Counter(key for key in self.found.keys.values() if key)

    @property
    def keys(self) -> Mapping[str, int]:
        """The rows that alone have a key, by it."""
        return self._by_key

    @cached_property
    def _by_key(self) -> dict[str, int]:
        return {key: row for row, key in self.found.keys.items() if self.counts[key] == 1}

    @cached_property
    def _by_values(self) -> dict[bytes, list[int]]:
        rows: defaultdict[bytes, list[int]] = defaultdict(list)
        for row in self.found.keys:
            rows[_print(self.values(row))].append(row)
        return rows

    @property
    def last_row(self) -> int:
        """The last data row; the row of headers where there is none."""
        return max([self.found.header_row, *self.found.keys])

    def values(self, row: int) -> dict[str, object]:
        """The stored values of a row that are not blank."""
        told = {
            name: self.cells.cell(row, place).stored for name, place in self.found.columns.items()
        }
        return {name: value for name, value in told.items() if not is_blank(value)}

    def cell(self, row: int, column: str) -> SheetCell:
        """A cell; a blank one of a column that is not there."""
        place = self.place_of(column)
        return SheetCell() if place is None else self.cells.cell(row, place)

    def place_of(self, column: str) -> int | None:
        """The 1-based place of a column; None when it is not there."""
        if column.startswith(_NAMELESS):
            return int(column.removeprefix(_NAMELESS))
        return self.found.columns.get(column)

    def column_at(self, place: int) -> str:
        """The column at a 1-based place; one without a header is named by its place."""
        named = (name for name, at in self.found.columns.items() if at == place)
        return next(named, f"{_NAMELESS}{place}")

    def column_before(self, column: str, before: "SeenRows") -> str | None:
        """What a column was called in an earlier look; None: it was not there.

        One without a header is known by how far it stands from the one with a header to its left.
        """
        if not column.startswith(_NAMELESS):
            return column if column in before.found.columns else None
        place = int(column.removeprefix(_NAMELESS))
        left = [(at, name) for name, at in self.found.columns.items() if at < place]
        at, name = max(left, default=(0, ""))
        then = before.found.columns.get(name, 0) + place - at
        return found if (found := before.column_at(then)).startswith(_NAMELESS) else None

    def ref(self, row: int) -> RowRef:
        """How a row is found again."""
        key = self.found.keys[row]
        return RowRef(key if self.counts[key] == 1 else "", self.values(row))

    def find(self, ref: RowRef) -> int | None:
        """The number of a row now; None when it is gone, or nobody can tell which it is."""
        if ref.key:
            return self._by_key.get(ref.key)
        alike = self._by_values.get(_print(ref.values))
        # Rows that are alike in every cell may stand for each other.
        return alike[0] if alike else None

    def alike(self, values: RowValues) -> int:
        """How many rows hold just these cells."""
        return len(self._by_values.get(_print(values), ()))


def with_changes(values: RowValues, changes: RowValues) -> dict[str, object]:
    """The values of a row once some are written."""
    return {name: value for name, value in {**values, **changes}.items() if not is_blank(value)}


def _print(values: RowValues) -> bytes:
    # A truth and a number, a text and a number must stay apart; 12 and 12.0 are one.
    told = sorted(
        (name, int(value) if isinstance(value, float) and value.is_integer() else value)
        for name, value in values.items()
    )
    return msgspec.json.encode([[name, type(value).__name__, repr(value)] for name, value in told])
