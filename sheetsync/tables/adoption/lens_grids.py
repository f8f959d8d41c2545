"""Records of a team's tabs -> the grid of one of ours, each cell with the place it came from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sheetsync.language import Lang
from sheetsync.tables.adoption.records import Record
from sheetsync.tables.adoption.sheet_table import SheetTable
from sheetsync.tables.adoption.taken import NOTHING, Taken
from sheetsync.tables.adoption.team_columns import shown_text
from sheetsync.tables.catalogue.modules import people_by_code
from sheetsync.tables.cells import Cell, Grid, a1
from sheetsync.tables.locales import conventions
from sheetsync.tables.origins import Origins
from sheetsync.tables.schema import Column, Effect, Finding, PeopleTab
from sheetsync.tables.tab_source import TabGrid

_FIRST_ROW = 2
#: Columns that no row must have, and without which ageing knows little.
_MISSED = frozenset({"invoices.due_date", "invoices.paid_amount", "invoices.paid_date"})


@dataclass(frozen=True, slots=True)
class Told:
    """What is found about a record, before it has a row.

    Attributes:
        record: whose.
        column: name of ours.
        code: of the finding.
        effect: "row" for an error, "none" for a warning.
        facts: what the message names besides.
    """

    record: Record
    column: str
    code: str
    effect: Effect
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GridTerms:
    """What all grids of a source share.

    Attributes:
        tables: the mapped tabs.
        locale: how days and numbers are written there.
        lang: of headers that no cell of theirs shows.
    """

    tables: Sequence[SheetTable]
    locale: str
    lang: Lang


def tab_grid(
    code: str, records: Sequence[Record], terms: GridTerms, told: Iterable[Told]
) -> TabGrid:
    """The grid of a tab: a row of headers, then a row for each record, in the source's order."""
    made = _Making(people_by_code()[code], records, terms)
    rows = {id(record): number for number, record in enumerate(records, start=_FIRST_ROW)}
    lacking = made.lacking()
    findings = [made.finding(one, rows[id(one.record)]) for one in told if id(one.record) in rows]
    findings += made.no_columns(lacking)
    missing: dict[str, set[int]] = defaultdict(set)
    for record in records:
        for name in made.unsaid(record):
            missing[name].add(rows[id(record)])
    return TabGrid(
        _title(made.sheets(), terms),
        made.grid(),
        terms.tables[records[0].sheet].sheet.url if records else "",
        locale=terms.locale or None,
        origins=made.origins(),
        lacking={name: frozenset(numbers) for name, numbers in missing.items()},
        findings=tuple(findings),
    )


def missing_grid(
    code: str, terms: GridTerms, findings: Sequence[Finding], there: TabGrid | None
) -> TabGrid:
    """The grid of a tab that cannot be used: headers, and what is wrong."""
    blank = tab_grid(code, (), terms, ())
    told = (*(there.findings if there else ()), *(replace(one, tab=code) for one in findings))
    return replace(blank, title=findings[0].facts.get("title", ""), findings=told)


def _title(sheets: Sequence[int], terms: GridTerms) -> str:
    """What the tab is called: its tabs of the source, one after the other."""
    return ", ".join(dict.fromkeys(terms.tables[number].sheet.title for number in sheets))


@dataclass
class _Making:
    """Makes one grid."""

    tab: PeopleTab
    records: Sequence[Record]
    terms: GridTerms
    columns: list[Column] = field(default_factory=list)
    _unsaid: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        held = {name for record in self.records for name in record.cells}
        self.columns = [one for one in self.tab.columns if one.required or one.name in held]

    def sheets(self) -> list[int]:
        """Numbers of the source's tabs that it is made of, in the order of its rows."""
        found = dict.fromkeys(record.sheet for record in self.records)
        return list(found) or [
            number
            for number, table in enumerate(self.terms.tables)
            if self.tab.code in table.tab.is_
        ]

    def grid(self) -> Grid:
        """The cells; headers are stored as our names and shown as the team's."""
        stored: list[list[object]] = [[column.name for column in self.columns]]
        shown: list[list[object]] = [[self._header(column) for column in self.columns]]
        formats: list[tuple[str | None, ...]] = [()]
        formulas: list[tuple[str | None, ...]] = [()]
        for record in self.records:
            cells = [record.cells.get(column.name, NOTHING).cell for column in self.columns]
            stored.append(["" if cell.stored is None else cell.stored for cell in cells])
            shown.append([self._shown(cell) for cell in cells])
            formats.append(tuple(cell.number_format for cell in cells))
            formulas.append(tuple(cell.formula for cell in cells))
        told = formulas if any(any(row) for row in formulas) else []
        return Grid(stored, shown, number_formats=formats, formulas=told)

    def _shown(self, cell: Cell) -> str:
        """What a person sees; a file tells of days and shares only how they are shown."""
        if cell.shown or cell.stored in (None, ""):
            return cell.shown or ""
        return shown_text(cell, conventions(self.terms.locale))

    def _header(self, column: Column) -> str:
        for number in self.sheets():
            table = self.terms.tables[number]
            at = table.columns.get((self.tab.code, column.name))
            if at is not None and at <= len(table.headers) and table.headers[at - 1]:
                return table.headers[at - 1]
        return column.header(self.terms.lang)

    def origins(self) -> Origins | None:
        """Where each cell came from; None for a tab that the source has nowhere."""
        sheets = self.sheets()
        if not sheets:
            return None
        numbers = {sheet: number for number, sheet in enumerate(sheets)}
        columns = [self._columns_of(sheet) for sheet in sheets]
        rows = [(0, self.terms.tables[sheets[0]].header_row or 1)]
        apart: dict[tuple[int, int], tuple[int, int, int]] = {}
        for at, record in enumerate(self.records, start=_FIRST_ROW):
            sheet = numbers[record.sheet]
            row = record.row or _first_row(record.cells.values())
            rows.append((sheet, row))
            for position, column in enumerate(self.columns, start=1):
                spot = record.cells.get(column.name, NOTHING).spot
                if spot is not None and spot[1:] != (row, columns[sheet].get(position)):
                    apart[at, position] = (numbers[spot[0]], *spot[1:])
        tables = [self.terms.tables[sheet].sheet for sheet in sheets]
        return Origins(
            [sheet.title for sheet in tables], [sheet.url for sheet in tables], rows, columns, apart
        )

    def _columns_of(self, sheet: int) -> dict[int, int]:
        table = self.terms.tables[sheet]
        return {
            position: table.columns[self.tab.code, column.name]
            for position, column in enumerate(self.columns, start=1)
            if (self.tab.code, column.name) in table.columns
        }

    def finding(self, told: Told, row: int) -> Finding:
        """What is told of a record, at the cell of the grid."""
        position = 1 + [column.name for column in self.columns].index(told.column)
        return Finding(
            told.code,
            "error" if told.effect == "row" else "warning",
            self.tab.code,
            row,
            told.column,
            a1(row, position),
            told.record.text(told.column),
            effect=told.effect,
            facts=told.facts,
        )

    def unsaid(self, record: Record) -> tuple[str, ...]:
        """The columns of which the record's tab says nothing."""
        if id(record.tab) not in self._unsaid:
            rules = record.tab.is_.get(self.tab.code, {})
            self._unsaid[id(record.tab)] = tuple(
                column.name
                for column in self.tab.columns
                if column.name not in rules and column.name not in record.cells
            )
        return self._unsaid[id(record.tab)]

    def lacking(self) -> dict[int, list[str]]:
        """By the mapped tab, the columns among these that something depends on."""
        found: dict[int, list[str]] = {}
        for record in self.records:
            if id(record.tab) not in found:
                columns = (self.tab.column(name) for name in self.unsaid(record))
                found[id(record.tab)] = [one.name for one in columns if self._is_missed(one)]
        return found

    def _is_missed(self, column: Column) -> bool:
        key = f"{self.tab.code}.{column.name}"
        return column.required or key in _MISSED or self._may_be_required(column)

    def _may_be_required(self, column: Column) -> bool:
        """Whether its condition can come true: not of a column that has one value in all rows."""
        told = column.required_when.partition(" ")[0]
        other = next((one for one in self.tab.columns if one.name == told), None)
        return bool(told) and (other in self.columns or other is None or not other.default)

    def no_columns(self, lacking: Mapping[int, Sequence[str]]) -> Iterator[Finding]:
        """One warning for each mapped tab that lacks columns."""
        told: set[int] = set()
        for record in self.records:
            names = lacking[id(record.tab)]
            if names and id(record.tab) not in told:
                told.add(id(record.tab))
                title = self.terms.tables[record.sheet].sheet.title
                facts = {"title": title, "lacking": ",".join(names)}
                yield Finding("ADOPT_NO_COLUMN", "warning", self.tab.code, facts=facts)


def _first_row(cells: Iterable[Taken]) -> int:
    return next((taken.spot[1] for taken in cells if taken.spot is not None), 1)
