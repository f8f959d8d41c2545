"""From a tab of a file to a people's tab of the workbook: which column goes where, cell by cell."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, zip_longest
from typing import TypeVar

from sheetsync.errors import UnusableTabError
from sheetsync.language import Phrase, Sayable
from sheetsync.tables.catalogue.names import NAMES, name_column, name_place
from sheetsync.tables.cells import Grid, a1
from sheetsync.tables.cleaning import cleaned, cleaned_code, header_key
from sheetsync.tables.currencies import currency_code, look_alike_currency
from sheetsync.tables.importing.entries import Entry, EntryTerms, entry_of
from sheetsync.tables.reading.headers import SEARCHED_ROWS, Headers, find_headers, find_tab
from sheetsync.tables.schema import Column, PeopleTab, TableSchema
from sheetsync.tables.wrong_headers import nearest_header

_Cell = TypeVar("_Cell")


@dataclass(frozen=True, slots=True)
class Target:
    """A people's tab of the workbook.

    Attributes:
        header_row: 1-based.
        positions: 1-based sheet column of each of the catalogue's columns that has a header.
        headers: texts of the header row, from the first sheet column on.
        name_position: 1-based sheet column of the names beside codes; None without one.
        last_row: 1-based row of people's that the new ones follow; 0 for a tab without any.
    """

    tab: PeopleTab
    title: str
    header_row: int
    positions: Mapping[str, int]
    headers: Sequence[str]
    name_position: int | None = None
    last_row: int = 0

    @property
    def above(self) -> int:
        """The 1-based row right above the first new one."""
        return self.last_row or self.header_row


@dataclass(frozen=True, slots=True)
class Transfer:
    """What goes into one tab.

    Attributes:
        source: name of the tab in the file.
        matched: codes of the catalogue's columns that the file has.
        missing: codes of required columns that it lacks.
        nearest: for each of these that a header of the file is near to, which one, in words.
        extra: headers of the file's other columns; they stand behind the last one.
        new_headers: by 1-based sheet column.
        columns: the cells of the new rows, all of one length, by 1-based sheet column.
        rows: how many of these rows hold anything.
        left_above: rows above the file's headers that hold something; they are left out.
        doubtful: A1 addresses in the workbook of cells that validation will refuse or doubt.
    """

    target: Target
    source: str
    matched: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    new_headers: Mapping[int, str] = field(default_factory=dict)
    columns: Mapping[int, Sequence[Entry]] = field(default_factory=dict)
    rows: int = 0
    left_above: int = 0
    doubtful: tuple[str, ...] = ()
    nearest: tuple[Sayable, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """A column of the file, and where it goes: 1-based; `column` None for one of their own.

    Names beside codes go beside codes, as texts; that column is none of the tab's.
    """

    at: int
    to: int
    column: Column | None
    header: str


def source_tab(tab: PeopleTab, names: Sequence[str], titles: Mapping[str, str]) -> str | None:
    """The name under which a file has a tab: the team's own, or one of the catalogue's.

    Raises:
        UnusableTabError: two answer to it.
    """
    own = find_tab(tab, names, titles) if tab.code in titles else None
    return own or find_tab(tab, names)


def source_headers(grid: Grid, tab: PeopleTab, own: Mapping[str, str]) -> Headers:
    """Where a file's tab has its headers; those of the team's own and the catalogue's both count.

    Args:
        grid: by rows.
        tab: as the catalogue has it.
        own: headers of the team's own by column name.
    """
    columns = tuple(
        replace(column, headers=(own[column.name], *column.headers))
        if column.name in own
        else column
        for column in tab.columns
    )
    rows = list(islice(grid.stored, SEARCHED_ROWS))
    row = find_headers(rows, TableSchema(tab.key, columns)).row
    if row is None:
        return Headers(error="NO_HEADER")
    # A file may lack a required column; validation tells so when the rows are there.
    relaxed = tuple(replace(column, required=False) for column in columns)
    return find_headers(rows, TableSchema((), relaxed, header_row=row))


def kept_rows(grid: Grid, header_row: int, rows: Collection[int]) -> Grid:
    """A file's tab with only some of the rows below its headers, which close up.

    Args:
        grid: by rows.
        header_row: 1-based.
        rows: 1-based rows that stay.
    """
    wanted = sorted(row - 1 for row in rows if row > header_row)

    def kept(lines: Sequence[Sequence[_Cell]]) -> list[Sequence[_Cell]]:
        return [*lines[:header_row], *(lines[at] for at in wanted if at < len(lines))]

    return Grid(
        kept(grid.stored),
        kept(grid.shown),
        number_formats=kept(grid.number_formats),
        formulas=kept(grid.formulas),
    )


def transfer_of(
    source: str, grid: Grid, headers: Headers, target: Target, terms: EntryTerms
) -> Transfer:
    """What of a file's tab goes where.

    Args:
        source: the tab's name in the file.
        grid: by rows.
        headers: what `source_headers` found.
        target: the tab.
        terms: of the spreadsheet.

    Raises:
        UnusableTabError: a header stands twice in the file, so that one of them is a guess.
    """
    if headers.error == "DUPLICATE_HEADER" or headers.row is None:
        raise doubled_header(source, headers)
    header_row = headers.row
    places = list(_places(grid, headers, target))
    height = len(grid.stored) - header_row
    currencies = _row_currencies(grid, headers, height, terms)
    columns = {place.to: _entries(grid, header_row, place, currencies, terms) for place in places}
    known = set(headers.positions)
    required = [column.name for column in target.tab.columns if column.required]
    return Transfer(
        target=target,
        source=source,
        matched=tuple(column.name for column in target.tab.columns if column.name in known),
        missing=tuple(name for name in required if name not in known),
        extra=tuple(place.header for place in places if place.column is None),
        new_headers={place.to: place.header for place in places if place.to > len(target.headers)},
        columns=columns,
        rows=_filled_rows(grid.stored[header_row:], _name_place(grid, headers, target)),
        left_above=sum(
            any(cell not in ("", None) for cell in row) for row in grid.stored[: header_row - 1]
        ),
        doubtful=tuple(
            a1(target.above + number, to)
            for to, entries in columns.items()
            for number, entry in enumerate(entries, start=1)
            if entry.is_doubtful
        ),
        nearest=tuple(_nearest(grid, headers, target)),
    )


def _name_place(grid: Grid, headers: Headers, target: Target) -> int | None:
    """Where the file has names beside codes."""
    return name_place(target.tab, grid.stored[(headers.row or 1) - 1], headers.positions)


def _filled_rows(rows: Sequence[Sequence[object]], unread: int | None) -> int:
    """How many rows hold anything but a name beside a code."""
    return sum(
        any(cell not in ("", None) for at, cell in enumerate(row, start=1) if at != unread)
        for row in rows
    )


def _nearest(grid: Grid, headers: Headers, target: Target) -> Iterator[Sayable]:
    """What the file's own headers may have meant, for each required one that it lacks."""
    known = set(headers.positions.values())
    number = headers.row or 1
    free = ["" if at in known else cell for at, cell in enumerate(grid.stored[number - 1], start=1)]
    for column in target.tab.columns:
        if column.required and column.name not in headers.positions:
            near = nearest_header(free, column, number)
            if near:
                yield near


def _entries(
    grid: Grid,
    header_row: int,
    place: _Place,
    currencies: Sequence[str | None],
    terms: EntryTerms,
) -> list[Entry]:
    """The cells of a column; each different one is read once."""
    is_names = place.column is not None and place.column.name == NAMES
    known: dict[object, Entry] = {}
    entries = []
    for number, currency in enumerate(currencies, start=header_row + 1):
        cell = grid.cell(number, place.at)
        key = (cell.stored.__class__, cell.stored, cell.shown, cell.number_format, currency)
        if key not in known:
            known[key] = entry_of(cell, _in_currency(place.column, currency), terms)
        entries.append(known[key])
    if is_names:
        # A formula that came without its value is as good as blank: it gets one of ours.
        return [Entry() if str(entry.value).startswith("=") else entry for entry in entries]
    return entries


def doubled_header(source: str, headers: Headers) -> UnusableTabError:
    """What is told of a file where one header stands twice."""
    finding = next((found for found in headers.findings if found.severity == "error"), None)
    if finding is None:
        return UnusableTabError(
            Phrase(
                ru="Вкладка «{source}»: ни в одной строке нет известных заголовков",
                en="Tab {source!r}: no row of it is known as headers",
            ),
            source=source,
        )
    header, other = finding.facts["header"], finding.facts["other_cell"]
    return UnusableTabError(
        Phrase(
            ru="Вкладка «{source}»: заголовок «{header}» стоит дважды, в {cell} и "
            "{other}; ничего не записано",
            en="Tab {source!r}: the header {header!r} stands twice, in {cell} and "
            "{other}; nothing was written",
        ),
        cure=Phrase(ru="переименуйте один из двух в файле", en="rename one of the two in the file"),
        source=source,
        header=header,
        cell=finding.cell,
        other=other,
    )


def _places(grid: Grid, headers: Headers, target: Target) -> Iterator[_Place]:
    """Where each column of the file goes that has a header or a cell."""
    known = {position: name for name, position in headers.positions.items()}
    row = grid.stored[(headers.row or 1) - 1]
    width = max(map(len, grid.stored))
    free = _free_headers(target)
    named = _name_place(grid, headers, target)
    following = len(target.headers)
    for at in range(1, width + 1):
        header = "" if at > len(row) or row[at - 1] is None else cleaned(str(row[at - 1])).text
        if at == named and target.name_position is not None:
            yield _Place(at, target.name_position, name_column(target.tab), header)
            continue
        column = target.tab.column(known[at]) if at in known else None
        to = target.positions.get(column.name) if column else free.pop(header_key(header), None)
        if to is None:
            if not header and not _has_cells(grid, at, headers.row or 1):
                continue
            following += 1
            to = following
        yield _Place(at, to, column, header)


def _free_headers(target: Target) -> dict[str, int]:
    """Places of the workbook's own columns that the catalogue does not have, by header."""
    taken = {*target.positions.values(), target.name_position}
    return {
        header_key(header): place
        for place, header in enumerate(target.headers, start=1)
        if place not in taken and header_key(header)
    }


def _has_cells(grid: Grid, at: int, header_row: int) -> bool:
    return any(len(row) >= at and row[at - 1] not in ("", None) for row in grid.stored[header_row:])


def _row_currencies(
    grid: Grid, headers: Headers, height: int, terms: EntryTerms
) -> list[str | None]:
    """Each row's currency; None for a word that is none."""
    position = headers.positions.get("currency")
    first = headers.row or 1
    found: list[str | None] = []
    for number in range(first + 1, first + height + 1):
        cell = grid.cell(number, position).stored if position else None
        word = cleaned_code(str(cell)).text if cell not in ("", None) else terms.currency
        found.append(currency_code(word) or look_alike_currency(word))
    return found


def _in_currency(column: Column | None, currency: str | None) -> Column | None:
    if column is None or not column.currency_column:
        return column
    return replace(column, currency=currency)


def by_runs(columns: Mapping[int, Sequence[Entry]]) -> Iterator[tuple[int, list[list[Entry]]]]:
    """Neighbouring columns together: the first one's number, and the rows of all of them."""
    run: list[int] = []
    for to in sorted(columns):
        if run and to != run[-1] + 1:
            yield run[0], _rows(columns, run)
            run = []
        run.append(to)
    if run:
        yield run[0], _rows(columns, run)


def _rows(columns: Mapping[int, Sequence[Entry]], run: Sequence[int]) -> list[list[Entry]]:
    return [list(row) for row in zip_longest(*(columns[to] for to in run), fillvalue=Entry())]
