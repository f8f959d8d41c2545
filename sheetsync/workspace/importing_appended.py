"""What an import may add to tabs that hold rows: the workbook and the file read alike, compared."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sheetsync.config import Config
from sheetsync.errors import UnusableTabError
from sheetsync.files import SourceTab
from sheetsync.language import Lang, Phrase, Several
from sheetsync.language.phrases import as_it_is
from sheetsync.rules.new_references import UnknownCode, unknown_codes
from sheetsync.rules.new_rows import NewRows, last_keyed_row, new_rows
from sheetsync.rules.validation.wording import worded
from sheetsync.tables.adoption.codes import GivenCode
from sheetsync.tables.catalogue.modules import people_by_code
from sheetsync.tables.catalogue.partners import ENTITIES, PARTNERS
from sheetsync.tables.cells import a1
from sheetsync.tables.importing.transfer import Target, doubled_header, source_headers
from sheetsync.tables.own_row_formulas import is_of_its_row
from sheetsync.tables.reading.people_tabs import TablesTerms, read_sourced_tabs
from sheetsync.tables.schema import PeopleTab
from sheetsync.tables.tab_source import TabGrid
from sheetsync.tables.table import Tables
from sheetsync.workbook.filling import Fill, rows_alike
from sheetsync.workbook.session import Session
from sheetsync.workbook.setup.present import Present, own_headers
from sheetsync.workbook.snapshot import Snapshot, Wanted, read_snapshot
from sheetsync.workbook.tab_cells import SheetCell, read_row_cells
from sheetsync.workspace.clock import SystemClock
from sheetsync.workspace.guards import require_tabs

#: Only headers stop an import that adds rows, however many of those there are bad.
_ANY_SHARE = 100

_QUOTED = Phrase(ru="«{name}»", en="'{name}'")


@dataclass(frozen=True, slots=True)
class Standing:
    """The workbook's tabs at one moment.

    Attributes:
        titles: by tab code, of those that hold rows.
        tables: these and Settings, read.
        snapshot: their cells.
    """

    titles: Mapping[str, str]
    tables: Tables
    snapshot: Snapshot

    @property
    def given_codes(self) -> list[GivenCode]:
        """The codes that partners and legal entities have: names of a file mean these."""
        partners, entities = self.tables.frame(PARTNERS.code), self.tables.frame(ENTITIES.code)
        found = [
            GivenCode(PARTNERS.code, _text(one["partner_id"]), _text(one["name"]))
            for one in partners.to_dict("records")
        ]
        for one in entities.to_dict("records"):
            inn, kpp = _text(one["inn"]), _text(one["kpp"])
            tax_id = f"{inn}/{kpp}" if inn and kpp else inn
            name = _text(one["legal_name"])
            found.append(GivenCode(ENTITIES.code, _text(one["entity_id"]), name, tax_id))
        return [one for one in found if one.code]

    def columns(self, code: str) -> Sequence[Sequence[object]]:
        """A tab's stored cells, column by column."""
        return self.snapshot.stored[self.titles[code]]


@dataclass(frozen=True, slots=True)
class Appended:
    """What of one tab of a file goes, and what does not.

    Attributes:
        new: rows of the file.
        last_row: of the workbook's tab, which the new ones follow; 0 for a tab without rows.
        tables: the tab of the file as it was read.
        unknown: codes of rows that go, which stand nowhere.
    """

    new: NewRows
    last_row: int
    tables: Tables
    unknown: tuple[UnknownCode, ...] = ()

    def doubles(self, code: str) -> list[str]:
        """For each row that stands already: its cell, its key, the row that it repeats."""
        table = self.tables.tables[code]
        told = []
        for one in self.new.doubles:
            other = table.place(a1(one.of, 1)).named if one.is_in_file else str(one.of)
            key = f" ({one.key})" if one.key else ""
            told.append(f"{table.place(a1(one.row, 1)).named}{key} = {other}")
        return told

    def strangers(self, lang: Lang) -> list[str]:
        """For each code that stands nowhere: its cell, the code, the tab that should have it."""
        told = []
        for one in self.unknown:
            table, titles = self.tables.tables[one.tab], people_by_code()[one.referred]
            cell = table.place(a1(one.row, table.positions.get(one.column, 1))).named
            told.append(f"{cell} ({one.code} → {titles.title(lang)})")
        return told

    def wrong(self, lang: Lang) -> list[str]:
        """What is wrong with the rows that are left out, a sentence each."""
        told = (worded(finding, self.tables, lang) for finding in self.new.wrong)
        return [f"{one.title}!{one.cell}: {one.message}" for one in told]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def standing_tabs(session: Session, config: Config, present: Present) -> Standing:
    """Read the people's tabs that hold rows; three reads.

    Raises:
        UnsettledSnapshotError: people keep sorting or typing; nothing was written.
    """
    people = people_by_code()
    titles = {
        code: there.title
        for code, there in present.tabs.items()
        if code in people and there.has_rows
    }
    wanted = tuple(titles.values())
    snapshot = read_snapshot(session, lambda _tabs: Wanted(wanted), SystemClock())
    given = {code: TabGrid(title, snapshot.grid(title)) for code, title in titles.items()}
    catalogue = [people[code] for code in titles]
    headers = {
        name: header for name, header in config.columns.items() if name.partition(".")[0] in people
    }
    terms = TablesTerms(snapshot.locale, config.tabs, headers, catalogue=catalogue)
    return Standing(titles, read_sourced_tabs(given, terms), snapshot)


@dataclass(frozen=True, slots=True)
class Brought:
    """A tab of a file.

    Attributes:
        given: its cells.
        locale: how days and numbers are written in it.
        mapped: the same as a mapping gives it; None for a file with headers of ours.
    """

    given: SourceTab
    locale: str
    mapped: TabGrid | None = None


def appended_to(standing: Standing, tab: PeopleTab, brought: Brought, config: Config) -> Appended:
    """What of a tab of a file may be added.

    Args:
        standing: the workbook.
        tab: where it goes.
        brought: the tab of the file.
        config: headers of the team's own.

    Raises:
        UnusableTabError: a tab of the workbook has no usable headers; or the file lacks the key,
            or has a header twice.
    """
    there = standing.tables.tables.get(tab.code)
    if there is not None and not there.ok:
        require_tabs(standing.tables, [tab.code], _ANY_SHARE)
    given = brought.given
    lang = standing.tables.settings.lang
    grid = brought.mapped or _as_ours(tab, given, own_headers(config.columns, tab.code), lang)
    terms = TablesTerms(brought.locale, catalogue=[tab], settings=standing.tables.settings)
    tables = read_sourced_tabs({tab.code: grid}, terms)
    table = tables.tables[tab.code]
    if not table.ok:
        raise _unusable(tab, given)
    last = last_keyed_row(tab, there) if there is not None else 0
    return Appended(new_rows(tab, table, there), last, tables)


def with_unknown_codes(appended: Mapping[str, Appended], standing: Standing) -> dict[str, Appended]:
    """The tabs of a file with the codes of their new rows that stand nowhere."""
    brought = {code: one.tables.tables[code] for code, one in appended.items()}
    rows = {code: one.new.rows for code, one in appended.items()}
    unknown = unknown_codes(brought, rows, standing.tables.tables)
    return {
        code: replace(one, unknown=tuple(each for each in unknown if each.tab == code))
        for code, one in appended.items()
    }


def _as_ours(tab: PeopleTab, given: SourceTab, own: Mapping[str, str], lang: Lang) -> TabGrid:
    """A tab of a file under our headers, as messages name them, its rows where they were.

    What it lacks is told once of the tab and is no fault of a row, but for its key.
    """
    headers = source_headers(given.grid, tab, own)
    if headers.error:
        raise doubled_header(given.name, headers)
    row = headers.row or 1
    ours = {place: tab.column(name).header(lang) for name, place in headers.positions.items()}
    there = given.grid.stored[row - 1]
    header = [ours.get(at, cell) for at, cell in enumerate(there, start=1)]
    header += [""] * (max(map(len, given.grid.stored)) - len(header))
    lacking = [
        one.name
        for one in tab.columns
        if one.required and one.name not in headers.positions and not one.key
    ]
    top: list[list[object]] = [[] for _ in range(row - 1)]
    top.append([*header, *(tab.column(name).header(lang) for name in lacking)])
    grid = replace(
        given.grid,
        stored=[*top, *given.grid.stored[row:]],
        shown=[*top, *given.grid.shown[row:]],
        # What a merge would fill is not written: such rows are told as lacking it.
        merges=(),
    )
    rows = frozenset(range(row + 1, len(grid.stored) + 1))
    return TabGrid(given.name, grid, lacking=dict.fromkeys(lacking, rows))


def _unusable(tab: PeopleTab, given: SourceTab) -> UnusableTabError:
    keys = [tab.column(name) for name in tab.schema.key_names]
    named = [_QUOTED.given(name=one.heading or as_it_is(one.name)) for one in keys]
    return UnusableTabError(
        Phrase(
            ru="Вкладка «{source}»: в файле нет столбцов, по которым строки узнают друг друга: "
            "{columns}; ничего не записано",
            en="Tab {source!r}: the file lacks columns that tell rows apart: {columns}; nothing "
            "was written",
        ),
        cure=Phrase(
            ru="добавьте их в файл или уберите вкладку из загрузки",
            en="add them to the file, or take the tab out of what is imported",
        ),
        source=given.name,
        columns=Several(named, ", "),
    )


def fill_below(session: Session, fill: Fill, standing: Standing) -> Fill:
    """A fill for a tab with rows, with what its last row tells of the new ones; one read.

    A column that a formula elsewhere fills is left to it: what is written there would break it.
    """
    transfer = fill.transfer
    target = transfer.target
    cells = read_row_cells(session, fill.sheet_id, target.last_row)
    filled = {at for at, cell in enumerate(cells, start=1) if cell.is_filled_from_elsewhere}
    columns = {place: rows for place, rows in transfer.columns.items() if place not in filled}
    transfer = replace(transfer, columns=columns)
    return replace(
        fill,
        transfer=transfer,
        going_on=tuple(_going_on(target, columns, cells)),
        alike=rows_alike(standing.columns(target.tab.code), transfer),
    )


def _going_on(
    target: Target, written: Collection[int], cells: Sequence[SheetCell]
) -> Iterator[int]:
    """1-based columns whose formula of the last row is about its own row, and is not brought."""
    for place, cell in enumerate(cells, start=1):
        text = cell.entered.get("formulaValue")
        is_ours = place in written or place == target.name_position
        if not is_ours and isinstance(text, str) and is_of_its_row(text, target.last_row):
            yield place
