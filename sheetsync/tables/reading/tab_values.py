"""The used columns of a tab read below its header: typed arrays, and what was noticed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sheetsync.tables.columns.cells import ColumnCells
from sheetsync.tables.columns.one_column import ColumnRead, read_column
from sheetsync.tables.currencies import currency_code
from sheetsync.tables.frames import dtype_of
from sheetsync.tables.kinds.cell_input import CellResult, refused
from sheetsync.tables.kinds.check_digits import account_fits
from sheetsync.tables.locales import Conventions
from sheetsync.tables.reading.headers import Headers
from sheetsync.tables.reading.sheet_columns import SheetColumns, with_merges_filled
from sheetsync.tables.running_numbers import is_own_number, without_running_numbers
from sheetsync.tables.schema import Column, Kind, TableSchema

Flags = npt.NDArray[np.bool_]
#: The kind of a legal entity of another country.
_FOREIGN = "foreign"
#: How numbers of theirs are read; those of registers and banks all alike.
_FOREIGN_KINDS: Mapping[Kind, Kind] = {"inn": "foreign_tax_id"}

_CHOSEN = frozenset({"enum", "currency"})


@dataclass(frozen=True, slots=True)
class TabValues:
    """All used columns of one tab.

    Attributes:
        frame: one row for each sheet row below the header, its index the sheet row; a column for
            each schema column, refused and blank cells missing.
        noticed: by column name, the readings with an error or a warning, by offset from the row
            below the header.
    """

    frame: pd.DataFrame
    noticed: Mapping[str, Mapping[int, CellResult]]

    def filled(self, columns: Sequence[Column]) -> Flags:
        """Rows in which somebody typed something that tells of this row alone.

        Choices, what a blank cell means anyway, unticked boxes and running numbers are dragged down
        rows that are still empty; a cell that could not be read is something.
        Source: amendments.md 1, "rows that hold only defaults".
        """
        filled = np.zeros(len(self.frame), dtype=bool)
        numbered = []
        for column in columns:
            if column.name not in self.noticed:
                continue
            for at, read in self.noticed[column.name].items():
                filled[at] |= read.error is not None
            values = self.frame[column.name]
            if is_own_number(column):
                numbered.append(values)
            elif column.kind == "bool" and not column.default:
                filled |= values.fillna(value=False).to_numpy(dtype=bool)
            elif not column.default and column.kind not in _CHOSEN:
                filled |= values.notna().to_numpy(dtype=bool)
        for values in numbered:
            filled |= without_running_numbers(values, filled)
        return filled

    def blank(self, name: str) -> Flags:
        """Rows in which that cell is blank; a refused cell is not."""
        blank = self.frame[name].isna().to_numpy(dtype=bool).copy()
        blank[[at for at, read in self.noticed.get(name, {}).items() if read.error]] = False
        return blank


def read_tab_values(
    columns: SheetColumns,
    headers: Headers,
    schema: TableSchema,
    written: Conventions,
    *,
    currency: str | None = None,
) -> TabValues:
    """Read every column that has a header.

    Args:
        columns: the tab.
        headers: where they are.
        schema: the columns wanted.
        written: how numbers and days are written in the spreadsheet's locale.
        currency: what a blank currency cell means.
    """
    header_row = headers.row or 0
    count = columns.height - header_row
    reads: dict[str, ColumnRead] = {}
    for column in sorted(schema.columns, key=lambda column: bool(column.currency_column)):
        if column.name in headers.positions:
            cells = _cells(columns, column, headers, schema)
            reads[column.name] = _read(cells, column, reads, (written, currency))
    for column in schema.columns:
        if column.name in reads and column.kind_column in reads:
            cells = _cells(columns, column, headers, schema)
            reads[column.name] = _with_foreign(reads, column, cells, written)
    _check_accounts(schema, reads)
    index = pd.RangeIndex(header_row + 1, header_row + 1 + count)
    arrays = {
        column.name: reads[column.name].array
        if column.name in reads
        else pd.Series([pd.NA] * count, dtype=dtype_of(column)).array
        for column in schema.columns
    }
    noticed = {name: read.noticed for name, read in reads.items()}
    return TabValues(pd.DataFrame(arrays, index=index, copy=False), noticed)


def _cells(
    columns: SheetColumns, column: Column, headers: Headers, schema: TableSchema
) -> ColumnCells:
    position, header_row = headers.positions[column.name], headers.row or 0
    cells = columns.below(position, header_row)
    if column.fill_merged and column.name not in schema.key_names:
        return with_merges_filled(cells, position, header_row, columns)
    return cells


def _read(
    cells: ColumnCells,
    column: Column,
    reads: Mapping[str, ColumnRead],
    money: tuple[Conventions, str | None],
) -> ColumnRead:
    """One column; an amount by the currency that its row names."""
    written, currency = money
    if not column.currency_column:
        return read_column(cells, column, written)
    currencies = _currencies(reads.get(column.currency_column), len(cells.stored), currency)
    parts = (
        [
            (places, read_column(cells.subset(places), replace(column, currency=code), written))
            for code, places in currencies
        ]
        if len(currencies) > 1
        else []
    )
    if not parts:
        code = currencies[0][0] if currencies else currency
        return read_column(cells, replace(column, currency=code), written)
    amounts = pd.Series([pd.NA] * len(cells.stored), dtype="Int64").array
    noticed: dict[int, CellResult] = {}
    for places, read in parts:
        amounts[places] = read.array
        noticed |= {places[at]: told for at, told in read.noticed.items()}
    return ColumnRead(amounts, dict(sorted(noticed.items())))


def _currencies(
    read: ColumnRead | None, count: int, default: str | None
) -> list[tuple[str | None, list[int]]]:
    """Each currency with the offsets of its rows; a cell that was refused says nothing."""
    if read is None:
        return [(default, list(range(count)))]
    named = pd.Series(read.array).fillna(default or "").map(lambda word: currency_code(word) or "")
    named[[at for at, noticed in read.noticed.items() if noticed.error]] = ""
    return [
        (str(code) or None, [int(at) for at in places])
        for code, places in named.groupby(named).indices.items()
    ]


def _with_foreign(
    reads: Mapping[str, ColumnRead], column: Column, cells: ColumnCells, written: Conventions
) -> ColumnRead:
    """Numbers, those of foreign legal entities read as their own countries write them."""
    read = reads[column.name]
    places = [at for at, kind in enumerate(reads[column.kind_column].array) if kind == _FOREIGN]
    if not places:
        return read
    kind = _FOREIGN_KINDS.get(column.kind, "foreign_number")
    own = read_column(cells.subset(places), replace(column, kind=kind), written)
    values = pd.Series(read.array)
    values.iloc[places] = own.array
    noticed = {at: told for at, told in read.noticed.items() if at not in set(places)}
    noticed |= {places[at]: told for at, told in own.noticed.items()}
    return ColumnRead(values.array, dict(sorted(noticed.items())))


def _check_accounts(schema: TableSchema, reads: dict[str, ColumnRead]) -> None:
    """Refuse accounts whose control key does not fit the BIC of their row."""
    for column in schema.columns:
        if column.name in reads and column.bic_column in reads:
            accounts = reads[column.name]
            values: list[Any] = list(accounts.array)
            noticed = dict(accounts.noticed)
            for at in _unfit(values, list(reads[column.bic_column].array)):
                values[at] = None
                noticed[at] = refused("BAD_CHECKSUM")
            array = pd.array(values, dtype="str")
            reads[column.name] = ColumnRead(array, dict(sorted(noticed.items())))


def _unfit(accounts: Sequence[Any], bics: Sequence[Any]) -> Iterator[int]:
    for at, (account, bic) in enumerate(zip(accounts, bics, strict=True)):
        # An IBAN or a SWIFT code, which has letters, has no key that a BIC could check.
        if f"{account}{bic}".isdigit() and not account_fits(account, bic):
            yield at
