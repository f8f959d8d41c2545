"""Findings that point at the cells of one tab: address, shown value, the row's key."""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

import pandas as pd

from sheetsync.tables.cells import column_letters
from sheetsync.tables.headers import Headers
from sheetsync.tables.keys import key_text
from sheetsync.tables.schema import Effect, Finding
from sheetsync.tables.sheet_columns import SheetColumns


class FindingPlaces:
    """Makes the findings of one tab; what many of them share is worked out once.

    Attributes:
        header_row: sheet row of the headers.
        positions: 1-based sheet column of each column that has a header.
        key_names: the columns of the row's key.
    """

    def __init__(
        self,
        tab: str,
        columns: SheetColumns,
        headers: Headers,
        frame: pd.DataFrame,
        key_names: Sequence[str],
    ) -> None:
        self.tab = tab
        self.header_row = headers.row or 0
        self.positions = headers.positions
        self.key_names = key_names
        self._columns = columns
        self._frame = frame

    def finding(
        self, code: str, at: int, column: str, facts: Mapping[str, str], effect: Effect = "none"
    ) -> Finding:
        """A finding about a cell; what takes nothing out of the computations is a warning.

        Args:
            code: what is wrong.
            at: offset of the row from the first one below the header.
            column: name of the column.
            facts: what the message names besides.
            effect: what an error takes out.
        """
        row = self.header_row + 1 + at
        position = self.positions[column]
        return Finding(
            code,
            "warning" if effect == "none" else "error",
            self.tab,
            row,
            column,
            f"{_letters(position)}{row}",
            self._columns.seen(position, row),
            self._row_key(at),
            effect,
            facts,
        )

    def about_column(self, code: str, column: str) -> Finding:
        """A warning about a whole column; it points at the header."""
        cell = f"{_letters(self.positions[column])}{self.header_row}"
        return Finding(code, "warning", self.tab, None, column, cell)

    def about_row(self, code: str, at: int) -> Finding:
        """A warning about a row that is no data."""
        row = self.header_row + 1 + at
        return Finding(code, "warning", self.tab, row, cell=f"A{row}")

    def _row_key(self, at: int) -> str:
        return key_text([parts[at] for parts in self._key_parts])

    @cached_property
    def _key_parts(self) -> list[list[object]]:
        return [self._frame[name].tolist() for name in self.key_names]


_letters = lru_cache(maxsize=256)(column_letters)
