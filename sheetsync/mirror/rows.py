"""The rows of one tab as they were seen: their cells, fingerprints, keys and typed values."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import msgspec
import pandas as pd

from sheetsync.mirror.kept import KeptTab
from sheetsync.mirror.keys import RowKey, row_key
from sheetsync.mirror.seen import SeenTab
from sheetsync.mirror.values import CellPair, Writing, database_value, is_same, json_text, storable
from sheetsync.tables.catalogue.names import name_place
from sheetsync.tables.cell_reading import FORMULA_ERRORS, LOADING
from sheetsync.tables.cleaning import cleaned, cleaned_code
from sheetsync.tables.columns.cells import ColumnCells, is_blank
from sheetsync.tables.frames import frame_name
from sheetsync.tables.reading.headers import SEARCHED_ROWS, Headers, find_headers
from sheetsync.tables.reading.sheet_columns import (
    SheetColumns,
    sheet_columns,
    with_merges_filled,
)
from sheetsync.tables.reading.tool_tabs import read_tool_tab
from sheetsync.tables.schema import TableSchema, ToolTab

#: Before the header of a column that the catalogue does not know: after all names of ours.
OWN = "~"
_HASH_LENGTH = 16


def row_hash(cells: Iterable[object]) -> bytes:
    """The fingerprint of a row: name, stored value and shown text of each cell that is not blank.

    A column that is blank everywhere changes none, so a new one does not either.
    """
    listed = list(cells)
    try:
        text = msgspec.json.encode(listed)
    except UnicodeEncodeError:
        text = json_text(listed).encode()
    return hashlib.blake2b(text, digest_size=_HASH_LENGTH).digest()


def hash_of(cells: Mapping[str, CellPair]) -> bytes:
    """The fingerprint of a row given as cells by name."""
    return row_hash(chain.from_iterable((name, *cells[name]) for name in sorted(cells)))


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """One column, a place a row.

    Attributes:
        name: of the catalogue, or `OWN` and the header.
        shown: of None where texts are not read.
        position: of the column in the sheet, from 1.
    """

    name: str
    stored: Sequence[object]
    shown: Sequence[str | None]
    position: int = 0


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
        columns = [(column.name, column.stored, column.shown) for column in self.columns]
        found = []
        for at in range(len(self.numbers)):
            cells: list[object] = []
            for name, stored, shown in columns:
                value = stored[at]
                if value is not None and value != "":
                    cells += (name, value, shown[at])
            found.append(row_hash(cells))
        return found

    def cells(self, at: int) -> dict[str, CellPair]:
        """The cells of a row that are not blank, by name."""
        return {
            column.name: (column.stored[at], column.shown[at])
            for column in self.columns
            if not is_blank(column.stored[at])
        }

    def keys(self, places: Sequence[int], hashes: Sequence[bytes]) -> list[RowKey]:
        """The keys of some rows, given the fingerprints of all."""
        names = self.kept.key
        columns = [self._key_parts(name, places) for name in names]
        parts = zip(*columns, strict=True) if columns else ((),) * len(places)
        return [
            row_key(self.kept.code, names, told, hashes[place])
            for place, told in zip(places, parts, strict=True)
        ]

    def _key_parts(self, name: str, places: Sequence[int]) -> list[object]:
        if self.kept.own is not None:
            seen = self._seen(OWN + name)
            cells = [(seen.stored[at], seen.shown[at]) for at in places] if seen else []
            return [
                None if is_blank(stored) else storable(str(shown or stored))
                for stored, shown in cells
            ]
        column = next(column for column in self.kept.columns if column.name == name)
        if self.frame is None:
            return [None] * len(places)
        # With its defaults: a kind that is written out is no other key than a blank one.
        typed = self.frame[frame_name(column)].iloc[list(places)].tolist()
        return [database_value(column, value) for value in typed]

    def versions(self, places: Sequence[int], writing: Writing) -> list[list[object]]:
        """Typed values of some rows in the order of the kept columns, then ``_raw``, ``_extra``."""
        raws: list[dict[str, object]] = [{} for _ in places]
        values = [
            self._column_values(column.name, at, places, (writing, raws))
            for at, column in enumerate(self.kept.columns)
        ]
        extras = [self._extra(at) for at in places]
        rows = zip(*values, strict=True) if values else ((),) * len(places)
        return [
            [*row, json_text(raw) if raw else None, extra]
            for row, raw, extra in zip(rows, raws, extras, strict=True)
        ]

    def errors_by_column(self) -> dict[str, int]:
        """How many cells of each column hold the value of a formula that failed."""
        found = {
            column.name: sum(
                value.__class__ is str and value in FORMULA_ERRORS for value in column.shown
            )
            for column in self.columns
        }
        return {name: count for name, count in found.items() if count}

    @property
    def is_loading(self) -> bool:
        """Whether a cell is still calculating."""
        return any(LOADING in column.shown for column in self.columns)

    def _seen(self, name: str) -> SeenColumn | None:
        return next((one for one in self.columns if one.name == name), None)

    def _column_values(
        self,
        name: str,
        at: int,
        places: Sequence[int],
        into: tuple[Writing, Sequence[dict[str, object]]],
    ) -> list[object]:
        """The typed values of a column; what is no canonical cell goes into the rows' ``_raw``."""
        column, (writing, raws) = self.kept.columns[at], into
        seen = self._seen(name)
        if seen is None or self.frame is None:
            return [None] * len(places)
        typed = self.frame[frame_name(column)].iloc[list(places)].tolist()
        found: list[object] = []
        for place, value, raw in zip(places, typed, raws, strict=True):
            stored, shown = seen.stored[place], seen.shown[place]
            kept = None if is_blank(stored) else database_value(column, value)
            if column.default and kept is not None and _is_empty_text(stored):
                kept = None
            found.append(kept)
            if not is_blank(stored):
                usual = writing.cell(self.kept.code, column, kept)
                if shown is None:
                    usual = (usual[0], None)
                if not is_same(usual, (stored, shown)):
                    code = self.refused.get((name, self.numbers[place]), "")
                    raw[name] = [stored, shown, code]
        return found

    def _extra(self, at: int) -> str | None:
        extra: dict[str, object] = {}
        for column in self.columns:
            stored = column.stored[at]
            if column.name.startswith(OWN) and not is_blank(stored):
                shown = column.shown[at]
                alike = stored.__class__ is str and stored == shown
                extra[column.name.removeprefix(OWN)] = stored if alike else [stored, shown]
        return json_text(extra) if extra else None


def rows_of(seen: SeenTab, kept: KeptTab) -> TabRows | str:
    """The rows of a tab, or the code of the finding that makes it unusable."""
    columns = sheet_columns(seen.grid)
    if not columns.height:
        return "EMPTY_SHEET"
    if seen.table is not None:
        if not seen.table.ok or seen.table.header_row is None:
            return seen.table.error or "NO_HEADER"
        headers = Headers(seen.table.header_row, seen.table.positions)
        refused = {
            (finding.column, finding.row): finding.code
            for finding in seen.table.findings
            if finding.column and finding.row and finding.effect == "cell"
        }
        return _catalogue_rows(kept, columns, headers, seen.table.frame, refused)
    if isinstance(kept.tab, ToolTab):
        first = [columns.row(at) for at in range(1, min(columns.height, SEARCHED_ROWS) + 1)]
        headers = find_headers(first, TableSchema(key=(), columns=kept.tab.columns))
        if headers.row is None or headers.error:
            return headers.error or "NO_HEADER"
        return _catalogue_rows(kept, columns, headers, read_tool_tab(kept.tab, seen.grid), {})
    return _own_rows(kept, columns)


def _catalogue_rows(
    kept: KeptTab,
    columns: SheetColumns,
    headers: Headers,
    frame: pd.DataFrame,
    refused: Mapping[tuple[str, int], str],
) -> TabRows:
    header_row = headers.row or 0
    numbers = [int(number) for number in frame.index]
    places = [number - header_row - 1 for number in numbers]
    is_filled = {column.name: column.fill_merged for column in kept.columns}
    seen = [
        _seen(name, position, cells, places, with_shown=kept.is_people)
        for name, position in headers.positions.items()
        if name in is_filled
        for cells in [_cells(columns, position, header_row, fill=is_filled[name])]
    ]
    taken = set(headers.positions.values())
    if kept.tab is not None:
        # Names beside codes follow from other tabs.
        taken.add(name_place(kept.tab, columns.row(header_row), headers.positions) or 0)
    seen += list(_own_columns(columns, header_row, taken, places, with_shown=kept.is_people))
    return TabRows(
        kept,
        numbers,
        sorted(seen, key=lambda column: column.name),
        frame,
        refused,
        header_row,
        tuple(column.name for column in kept.columns if column.name not in headers.positions),
        _head(columns, header_row, seen),
    )


def _own_rows(kept: KeptTab, columns: SheetColumns) -> TabRows | str:
    """The rows of a tab that the catalogue does not know; its headers stand in the first row."""
    header_row = next(
        at for at in range(1, columns.height + 1) if any(not is_blank(v) for v in columns.row(at))
    )
    everything = list(range(columns.height - header_row))
    seen = list(_own_columns(columns, header_row, set(), everything, with_shown=True))
    lacking = [name for name in kept.key if OWN + name not in {column.name for column in seen}]
    if lacking:
        return "MISSING_COLUMN"
    filled = [at for at in everything if any(not is_blank(column.stored[at]) for column in seen)]
    return TabRows(
        kept,
        [header_row + 1 + at for at in filled],
        [
            SeenColumn(
                column.name,
                [column.stored[at] for at in filled],
                [column.shown[at] for at in filled],
                column.position,
            )
            for column in sorted(seen, key=lambda column: column.name)
        ],
        header_row=header_row,
        head=_head(columns, header_row, seen),
    )


def _own_columns(
    columns: SheetColumns,
    header_row: int,
    taken: set[int],
    places: Sequence[int],
    *,
    with_shown: bool,
) -> Iterator[SeenColumn]:
    """Columns with a header that the catalogue does not know and with a value."""
    used: set[str] = set()
    for position in range(1, len(columns.stored) + 1):
        header = cleaned(columns.seen(position, header_row)).text
        if position in taken or not header:
            continue
        name = header
        while name in used:
            name += "'"
        used.add(name)
        cells = _cells(columns, position, header_row, fill=False)
        seen = _seen(OWN + name, position, cells, places, with_shown=with_shown)
        if any(not is_blank(value) for value in seen.stored):
            yield seen


def _cells(columns: SheetColumns, position: int, header_row: int, *, fill: bool) -> ColumnCells:
    cells = columns.below(position, header_row)
    if fill and columns.grid.merges:
        return with_merges_filled(cells, position, header_row, columns)
    return cells


def _seen(
    name: str, position: int, cells: ColumnCells, places: Sequence[int], *, with_shown: bool
) -> SeenColumn:
    stored = [cells.stored[at] for at in places]
    shown: list[str | None] = [cells.shown[at] for at in places] if with_shown else []
    return SeenColumn(name, stored, shown or [None] * len(stored), position)


def _head(columns: SheetColumns, header_row: int, seen: Sequence[SeenColumn]) -> dict[str, object]:
    """What draws the tab again: its headers, which column each is, and its merges."""
    texts = [columns.seen(at, header_row) for at in range(1, len(columns.stored) + 1)]
    names = {str(column.position - 1): column.name for column in seen}
    return {
        "row": header_row,
        "cells": texts,
        "names": names,
        "merges": list(columns.grid.merges),
    }


def _is_empty_text(stored: object) -> bool:
    return isinstance(stored, str) and not cleaned_code(stored).text
