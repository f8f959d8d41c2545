"""One tab of a team's workbook as the mapping reads it: where its columns, rows and bands are."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import pairwise

from rapidfuzz import fuzz, process

from sheetsync.tables.adoption.mapping import ColumnRule, MappedTab
from sheetsync.tables.adoption.source import SourceSheet
from sheetsync.tables.adoption.table_place import TablePlace, find_table, headers_at, table_at
from sheetsync.tables.adoption.thresholds import HEADER_ROWS_SEARCHED
from sheetsync.tables.catalogue.synonyms import TOTALS
from sheetsync.tables.cells import Grid, a1
from sheetsync.tables.cleaning import cleaned, comparable, header_key
from sheetsync.tables.origins import column_number
from sheetsync.tables.schema import Finding

_NEAR = 50
_PATH = " / "

#: Code of our tab and name of its column.
Meant = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A mapped tab.

    Attributes:
        sheet: as it came.
        tab: what the mapping says of it.
        header_row: the last row of the headers; 0 for a tab without any.
        headers: by column from 1; "" for none.
        columns: 1-based column of each column of ours that has one.
        rows: numbers of the rows that are data.
        bands: for each of them the row of the band above it, where there is one.
        cards: row and column of the value right of a label, by the label as compared.
        findings: what makes the tab unusable, or is new in it.
    """

    sheet: SourceSheet
    tab: MappedTab
    header_row: int = 0
    headers: Sequence[str] = ()
    columns: Mapping[Meant, int] = field(default_factory=dict)
    rows: Sequence[int] = ()
    bands: Mapping[int, int] = field(default_factory=dict)
    cards: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether every column that the mapping names is there, once."""
        return all(finding.severity != "error" for finding in self.findings)


def mapped_titles(tab: MappedTab, titles: Sequence[str]) -> list[str]:
    """The titles of a workbook that a tab of the mapping means."""
    wanted = {comparable(title) for title in tab.named}
    pattern = comparable(tab.titles_like)
    return [
        title
        for title in titles
        if comparable(title) in wanted or (pattern and fnmatchcase(comparable(title), pattern))
    ]


def sheet_table(sheet: SourceSheet, tab: MappedTab) -> SheetTable:
    """A tab of the workbook as the mapping reads it."""
    wanted = [rule.from_ for _, _, rule in tab.rules() if rule.from_]
    has_columns = bool(wanted) or any(rule.column for _, _, rule in tab.rules())
    place = _place(sheet.grid, tab, wanted) if has_columns else None
    above = place.header_rows[0] if place else len(sheet.grid.stored) + 1
    cards = dict(_cards(sheet.grid, above))
    if place is None:
        findings = [_no_header(sheet, code) for code in tab.is_] if has_columns else []
        return SheetTable(sheet, tab, cards=cards, findings=tuple(findings))
    found = _Columns(sheet, tab, place)
    columns, findings = found.columns()
    rows = _Rows(sheet, place, frozenset(columns.values()))
    data = list(rows.data())
    has_bands = any(rule.band for _, _, rule in tab.rules())
    bands = set(place.bands) if has_bands else set()
    return SheetTable(
        sheet,
        tab,
        place.header_rows[-1],
        place.headers,
        columns,
        [number for number in data if number not in bands],
        _bands(data, bands),
        cards,
        (*findings, *found.new_columns(), *rows.doubtful()),
    )


def _place(grid: Grid, tab: MappedTab, wanted: Sequence[str]) -> TablePlace | None:
    """Where the headers are: where the mapping says, else where all of them stand now."""
    keys = {header_key(header) for header in wanted}
    said = () if tab.header_rows == "auto" else tab.header_rows
    best: tuple[int, tuple[int, ...]] | None = None
    for rows in _candidates(grid, said):
        held = len(keys & _header_keys(headers_at(grid, rows)))
        if keys and held == len(keys):
            return table_at(grid, rows)
        if held and (best is None or held > best[0]):
            best = held, rows
    if said and said[-1] <= len(grid.stored) and (best is None or not keys):
        return table_at(grid, said)
    if best is not None:
        return table_at(grid, best[1])
    return None if keys else find_table(grid)


def _candidates(grid: Grid, said: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    last = min(HEADER_ROWS_SEARCHED, len(grid.stored))
    if said and said[-1] <= len(grid.stored):
        yield said
    sizes = (len(said),) if said else (1, 2)
    for size in sizes:
        for first in range(1, last - size + 2):
            yield tuple(range(first, first + size))


def _header_keys(headers: Sequence[str]) -> set[str]:
    """What headers may be called: the whole path, and its last part."""
    whole = {header_key(header) for header in headers if header}
    return whole | {header_key(header.rpartition(_PATH)[2]) for header in headers if header}


@dataclass(frozen=True, slots=True)
class _Columns:
    """Looks the columns of a mapping up among headers."""

    sheet: SourceSheet
    tab: MappedTab
    place: TablePlace

    def columns(self) -> tuple[dict[Meant, int], list[Finding]]:
        """Where each column stands, and what is wrong with those that do not."""
        found: dict[Meant, int] = {}
        wrong: list[Finding] = []
        for code, name, rule in self.tab.rules():
            if rule.column:
                found[code, name] = column_number(rule.column.upper())
            elif rule.from_:
                places = self._places(rule.from_)
                if len(places) == 1:
                    found[code, name] = places[0]
                else:
                    wrong.append(self._wrong(code, name, rule, places))
        return found, wrong

    def _places(self, header: str) -> list[int]:
        keys = [header_key(one) for one in self.place.headers]
        wanted = header_key(header)
        whole = [at for at, key in enumerate(keys, start=1) if key and key == wanted]
        if whole:
            return whole
        leaves = [header_key(one.rpartition(_PATH)[2]) for one in self.place.headers]
        return [at for at, key in enumerate(leaves, start=1) if key and key == wanted]

    def _wrong(self, code: str, name: str, rule: ColumnRule, places: Sequence[int]) -> Finding:
        row = self.place.header_rows[-1]
        facts = {"title": self.sheet.title, "adopted": rule.from_}
        if places:
            facts |= {"header": rule.from_, "other_cell": a1(row, places[1])}
            cell = a1(row, places[0])
            return Finding(
                "DUPLICATE_HEADER", "error", code, None, name, cell, effect="tab", facts=facts
            )
        near = process.extractOne(
            header_key(rule.from_),
            {at: header_key(one) for at, one in enumerate(self.place.headers, 1) if one},
            scorer=fuzz.WRatio,
            score_cutoff=_NEAR,
        )
        if near is not None:
            facts |= {"near": self.place.headers[near[2] - 1], "near_cell": a1(row, near[2])}
        cell = a1(row, near[2] if near is not None else 1)
        return Finding("MISSING_COLUMN", "error", code, None, name, cell, effect="tab", facts=facts)

    def new_columns(self) -> Iterator[Finding]:
        """Headers that the mapping neither reads nor leaves alone; one warning a tab."""
        known = {header_key(header) for header in self.tab.own}
        known |= {header_key(rule.from_) for _, _, rule in self.tab.rules() if rule.from_}
        taken = set(self.columns()[0].values())
        new = [
            (at, header)
            for at, header in enumerate(self.place.headers, start=1)
            if header and at not in taken and not known & _header_keys([header])
        ]
        if new:
            cell = a1(self.place.header_rows[-1], new[0][0])
            names = ", ".join(header for _, header in new)
            facts = {"title": self.sheet.title, "headers": names}
            code = next(iter(self.tab.is_))
            yield Finding("ADOPT_NEW", "warning", code, cell=cell, facts=facts)


def _no_header(sheet: SourceSheet, code: str) -> Finding:
    facts = {"title": sheet.title, "adopted": sheet.title}
    return Finding("NO_HEADER", "error", code, effect="tab", facts=facts)


def _cards(grid: Grid, above: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """The next filled cell right of each text above the headers, by the text."""
    for number, row in enumerate(grid.stored[: above - 1], start=1):
        filled = [at for at, cell in enumerate(row, start=1) if _text(cell)]
        for at, value_at in pairwise(filled):
            if isinstance(row[at - 1], str):
                yield header_key(row[at - 1]), (number, value_at)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Tells the rows of a table from its totals and from headers that are said again."""

    sheet: SourceSheet
    place: TablePlace
    columns: frozenset[int]

    def data(self) -> Iterator[int]:
        """Numbers of the rows that are data; a firm called Total is one."""
        end = self.place.other_table or len(self.sheet.grid.stored) + 1
        for number in range(self.place.first_row, end):
            row = self.sheet.grid.stored[number - 1]
            is_filled = any(_text(cell) for cell in row)
            if is_filled and not self._is_totals(number) and not self._repeats(row):
                yield number

    def doubtful(self) -> Iterator[Finding]:
        """Rows of totals that say more than the word, each named: one may be a firm's.

        So is another table below: it is not read.
        """
        if self.place.other_table:
            facts = {"title": self.sheet.title}
            cell = a1(self.place.other_table, 1)
            yield Finding("ADOPT_OTHER_TABLE", "warning", cell=cell, facts=facts)
        for number in filter(self._is_totals, self.place.totals):
            row = self.sheet.grid.stored[number - 1]
            at = next(at for at, cell in enumerate(row, start=1) if _text(cell))
            if not _is_bare(str(row[at - 1])):
                facts = {"title": self.sheet.title}
                yield Finding("TOTALS_ROW", "warning", cell=a1(number, at), facts=facts)

    def _is_totals(self, number: int) -> bool:
        """Whether a row has no text but the word of totals in the columns that are read."""
        if number not in self.place.totals:
            return False
        row = self.sheet.grid.stored[number - 1]
        texts = [
            at for at, cell in enumerate(row, start=1) if isinstance(cell, str) and _text(cell)
        ]
        return not self.columns & set(texts[1:])

    def _repeats(self, row: Sequence[object]) -> bool:
        """Whether a row only says the headers again, as above a page break."""
        again = [
            header_key(cell) in _header_keys([header])
            for cell, header in zip(row, self.place.headers, strict=False)
            if _text(cell)
        ]
        return len(again) > 1 and all(again)


def _is_bare(text: str) -> bool:
    return header_key(text).strip(" .:-–—") in TOTALS


def _bands(rows: Sequence[int], bands: Collection[int]) -> dict[int, int]:
    found, current = {}, 0
    for number in rows:
        if number in bands:
            current = number
        elif current:
            found[number] = current
    return found


def _text(cell: object) -> str:
    return "" if cell is None else cleaned(str(cell)).text
