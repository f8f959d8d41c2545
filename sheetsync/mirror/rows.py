"""The rows of one tab as they were seen: their cells, fingerprints and keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from sheetsync.mirror.column_values import database_values
from sheetsync.mirror.fingerprints import row_hashes
from sheetsync.mirror.kept import KeptTab
from sheetsync.mirror.keys import RowKeys, row_keys
from sheetsync.mirror.seen_columns import OWN, SeenColumn, picked
from sheetsync.mirror.values import CellPair, storable
from sheetsync.tables.cell_reading import FORMULA_ERRORS, LOADING
from sheetsync.tables.columns.cells import is_blank
from sheetsync.tables.frames import frame_name


@dataclass(frozen=True, slots=True)
class TabRows:
    """The rows of a tab that are data.

    Attributes:
        kept: what is kept of the tab.
        numbers: their rows in the sheet.
        columns: what was seen of them, by name.
        frame: of the catalogue's tabs: typed values, a place a row.
        refused: by column and row in the sheet: the finding that refused the cell.
        header_row: 1-based.
        unseen: names of columns without a header.
        head: cells of the header row, and merges, to draw the tab again.
    """

    kept: KeptTab
    numbers: Sequence[int]
    columns: Sequence[SeenColumn]
    frame: pd.DataFrame | None = None
    refused: Mapping[tuple[str, int], str] = field(default_factory=dict)
    header_row: int = 1
    unseen: tuple[str, ...] = ()
    head: Mapping[str, object] = field(default_factory=dict)

    def hashes(self) -> list[bytes]:
        """The fingerprint of each row."""
        return row_hashes(self.columns, len(self.numbers))

    def cells(self, at: int) -> dict[str, CellPair]:
        """The cells of a row that are not blank, by name."""
        return {
            column.name: (column.stored[at], column.shown[at])
            for column in self.columns
            if not is_blank(column.stored[at])
        }

    def keys(self, places: Sequence[int], hashes: Sequence[bytes]) -> RowKeys:
        """The keys of some rows, given the fingerprints of all."""
        names = self.kept.key
        columns = [self._key_parts(name, places) for name in names]
        return row_keys(self.kept.code, names, columns, picked(hashes, places))

    def _key_parts(self, name: str, places: Sequence[int]) -> list[object]:
        if self.kept.own is not None:
            seen = self.seen(OWN + name)
            cells = [(seen.stored[at], seen.shown[at]) for at in places] if seen else []
            return [
                None if is_blank(stored) else storable(str(shown or stored))
                for stored, shown in cells
            ]
        column = next(column for column in self.kept.columns if column.name == name)
        # With its defaults: a kind that is written out is no other key than a blank one.
        if self.frame is None:
            return [None] * len(places)
        typed = self.frame[frame_name(column)]
        if places != range(len(typed)):
            typed = typed.iloc[list(places)]
        return database_values(column, typed)

    def typed_rows(self, places: Sequence[int]) -> pd.DataFrame | None:
        """The typed values of some rows; None of a tab that the catalogue does not know."""
        if self.frame is None or places == range(len(self.frame)):
            return self.frame
        return self.frame.iloc[list(places)]

    def seen(self, name: str) -> SeenColumn | None:
        """The column of that name, if there is one."""
        return next((one for one in self.columns if one.name == name), None)

    def errors_by_column(self) -> dict[str, int]:
        """How many cells of each column hold the value of a formula that failed."""
        return {
            column.name: sum(value in FORMULA_ERRORS for value in column.shown)
            for column in self.columns
            if not FORMULA_ERRORS.isdisjoint(column.shown)
        }

    @property
    def is_loading(self) -> bool:
        """Whether a cell is still calculating."""
        return any(LOADING in column.shown for column in self.columns)
