"""A grid of cells -> a typed frame and the findings met on the way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from sheetsync.tables.cells import Grid
from sheetsync.tables.frames import series_of
from sheetsync.tables.locales import conventions
from sheetsync.tables.reading.headers import SEARCHED_ROWS, Headers, find_headers
from sheetsync.tables.reading.row_marks import RowMarks, repeated_headers, totals_keys, totals_rows
from sheetsync.tables.reading.sheet_columns import SheetColumns, sheet_columns
from sheetsync.tables.reading.tab_findings import FindingPlaces, TabFindings, unnamed_columns
from sheetsync.tables.reading.tab_values import TabValues, read_tab_values
from sheetsync.tables.schema import Finding, TableSchema
from sheetsync.tables.table import Table


@dataclass(frozen=True, slots=True)
class TabTerms:
    """What is known of a tab besides its schema.

    Attributes:
        code: the tab's code for findings; "" for a bare grid.
        aliases: headers of your own by column name.
        unique_keys: whether two rows with one key are an error here; invoices are compared by
            normalised number and year in `rules.validation`.
        currency: what a blank currency cell means.
        unread: told the cells of the header row and each column's place, says which 1-based
            column beside them is never read.
    """

    code: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)
    unique_keys: bool = True
    currency: str | None = None
    unread: Callable[[Sequence[object], Mapping[str, int]], int | None] | None = None


def read_table(grid: Grid, schema: TableSchema, *, locale: str | None) -> Table:
    """Read one tab strictly: its frame holds only the rows without any error.

    Args:
        grid: the tab's cells.
        schema: what it must look like.
        locale: the spreadsheet's locale as ``ru_RU``; None when not known.

    Returns:
        The table; `Table.findings` tell of the rows that are not in its frame, of headers and of
        warnings. Blank rows, totals and repeated headers are no rows.

    Source: cells-and-tables.md, Tables.
    """
    table = read_rows(grid, schema, locale=locale)
    bad = {finding.row for finding in table.findings if finding.severity == "error"}
    return replace(table, frame=table.frame[~table.frame.index.isin(bad - {None})])


def read_rows(
    grid: Grid, schema: TableSchema, *, locale: str | None, terms: TabTerms | None = None
) -> Table:
    """Read one tab: its frame holds every data row, refused cells missing.

    Which rows a rule may use is told by the findings (`Tables.sound`).
    """
    known = terms or TabTerms()
    columns = sheet_columns(grid)
    if not columns.height:
        error = Finding("EMPTY_SHEET", "error", known.code, effect="tab")
        return _unusable(grid, schema, Headers(error="EMPTY_SHEET", findings=(error,)))
    searched = SEARCHED_ROWS if schema.header_row == "auto" else schema.header_row
    rows = [columns.row(number) for number in range(1, min(columns.height, searched) + 1)]
    headers = find_headers(rows, schema, known.aliases)
    told = tuple(replace(finding, tab=known.code) for finding in headers.findings)
    headers = replace(headers, findings=told)
    if headers.error or headers.row is None:
        return _unusable(grid, schema, headers)
    return _usable(columns, schema, headers, (locale, known))


def _unusable(grid: Grid, schema: TableSchema, headers: Headers) -> Table:
    frame = pd.DataFrame({column.name: series_of(column, (), ()) for column in schema.columns})
    row = None if headers.error == "NO_HEADER" else headers.row
    return Table(False, headers.error, row, frame, headers.findings, grid=grid)


def _usable(
    columns: SheetColumns,
    schema: TableSchema,
    headers: Headers,
    terms: tuple[str | None, TabTerms],
) -> Table:
    locale, known = terms
    header_row = headers.row or 0
    values = read_tab_values(columns, headers, schema, conventions(locale), currency=known.currency)
    header = columns.row(header_row)
    unread = known.unread(header, headers.positions) if known.unread else None
    marks = _marks(columns, schema, headers, values, unread)
    names = [name for name in schema.key_names if name in headers.positions]
    places = FindingPlaces(known.code, columns, headers, values.frame, names)
    looked = TabFindings(places, schema, values, marks, columns.grid.merges)
    findings = (
        *headers.findings,
        *unnamed_columns(known.code, columns, header_row),
        *looked.all(unique_keys=known.unique_keys),
    )
    frame = values.frame if marks.data.all() else values.frame[marks.data]
    return Table(
        ok=True,
        error=None,
        header_row=header_row,
        frame=frame.set_axis(pd.Index(frame.index, dtype="int64"), axis=0),
        findings=findings,
        positions=headers.positions,
        grid=columns.grid,
    )


def _marks(
    columns: SheetColumns,
    schema: TableSchema,
    headers: Headers,
    values: TabValues,
    unread: int | None,
) -> RowMarks:
    """Which rows are data."""
    header_row = headers.row or 0
    filled = values.filled(schema.columns)
    repeated = repeated_headers(columns, list(headers.positions.values()), header_row)
    keyless = np.ones(len(filled), dtype=bool)
    for name in _telling_columns(schema, headers):
        says_total = np.zeros(len(filled), dtype=bool)
        says_total[totals_keys(columns.below(headers.positions[name], header_row))] = True
        keyless &= values.blank(name) | says_total
    totals = totals_rows(columns, header_row, keyless, unread)
    data = filled.copy()
    data[[*totals, *repeated]] = False
    return RowMarks(totals, repeated, data)


def _telling_columns(schema: TableSchema, headers: Headers) -> list[str]:
    """The columns that are blank in a row of totals: the key, or the first required column."""
    keys = [name for name in schema.key_names if name in headers.positions]
    required = [column.name for column in schema.columns if column.required]
    return keys or [name for name in required if name in headers.positions][:1]
