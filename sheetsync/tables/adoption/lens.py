"""A team's workbook read through its mapping: the grids that the catalogue wants, in memory.

Every cell remembers the tab and the address it came from. Source: adoption.md A0, A3.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace

import msgspec

from sheetsync.language import Lang
from sheetsync.tables.adoption.codes import GivenCode
from sheetsync.tables.adoption.lens_grids import GridTerms, Told, missing_grid, tab_grid
from sheetsync.tables.adoption.mapping import MappedTab, Mapping
from sheetsync.tables.adoption.people import Coder, People
from sheetsync.tables.adoption.records import Bundle, Record, bundles
from sheetsync.tables.adoption.references import References, Unmet, with_counted_keys
from sheetsync.tables.adoption.sheet_table import SheetTable, mapped_titles, sheet_table
from sheetsync.tables.adoption.source import Source
from sheetsync.tables.catalogue.jobs import JOBS
from sheetsync.tables.catalogue.partners import ENTITIES, PARTNERS
from sheetsync.tables.cleaning import comparable
from sheetsync.tables.schema import Finding, PeopleTab, ToolTab
from sheetsync.tables.tab_source import TabGrid


@dataclass(frozen=True, slots=True)
class OwnTerms:
    """What the own workbook says besides.

    Attributes:
        codes: those given in earlier runs.
        currency: what a sum is of that names none.
        lang: of codes and of headers that no cell shows.
    """

    codes: Sequence[GivenCode] = ()
    currency: str = "RUB"
    lang: Lang = "ru"


@dataclass(frozen=True, slots=True)
class Lens:
    """The source as tabs of ours: one of the sources of rows that a reading asks.

    Attributes:
        grids: by the code of our tab.
        new_codes: codes that were given now.
        group_ids: groups that partners belong to.
        assumed: ``tab.column`` of what the source says nothing of and everybody has.
        tables: the mapped tabs as they were read.
    """

    grids: Map[str, TabGrid]
    new_codes: Sequence[GivenCode] = ()
    group_ids: Sequence[str] = ()
    assumed: Sequence[str] = ()
    tables: Sequence[SheetTable] = field(default=())

    def tab(self, tab: PeopleTab | ToolTab) -> TabGrid | None:
        """A tab's cells; None when the mapping says nothing of it."""
        return self.grids.get(tab.code)


def wanted_titles(mapping: Mapping, titles: Sequence[str]) -> list[str]:
    """The titles of a workbook's tabs that a mapping reads, in their order there."""
    wanted = {title for tab in mapping.used for title in mapped_titles(tab, titles)}
    return [title for title in titles if title in wanted]


def read_through(mapping: Mapping, source: Source, own: OwnTerms) -> Lens:
    """Read a team's workbook through its mapping.

    What is wrong in it is told by findings of the grids: nothing is raised, and tabs that cannot
    be used have no rows.

    Args:
        mapping: checked.
        source: at least the tabs of `wanted_titles`.
        own: what the own workbook says.
    """
    locale = mapping.locale or source.locale
    tables, wrong = _tables(mapping, source)
    found = list(bundles(tables, locale, own.currency))
    titles = [table.sheet.title for table in tables]
    coder = Coder(mapping, titles, own.codes, own.lang)
    people = coder.people(found)
    unmet = References(people.lookups, titles).resolve(found)
    terms = GridTerms(tables, locale, own.lang)
    told = [*_unmet(unmet if _has_directory(wrong) else ()), *_similar(people)]
    grids = {
        code: tab_grid(code, rows, terms, [one for one in told if one.record.code == code])
        for code, rows in _records(mapping, found, people).items()
    }
    for code, findings in wrong.items():
        grids[code] = missing_grid(code, terms, findings, grids.get(code))
    grids = _with_warnings(grids, [*_of_tables(tables), *_new_tabs(mapping, source)])
    new = () if wrong else tuple(people.new)
    groups = tuple(dict.fromkeys(one.text("group_id") for one in people.partners))
    return Lens(grids, new, tuple(filter(None, groups)), tuple(people.assumed), tables)


def _tables(mapping: Mapping, source: Source) -> tuple[list[SheetTable], dict[str, list[Finding]]]:
    """The mapped tabs, and by the code of our tab what makes it unusable."""
    tables: list[SheetTable] = []
    wrong: dict[str, list[Finding]] = defaultdict(list)
    sheets = {sheet.title: sheet for sheet in source.sheets}
    taken: set[str] = set()
    for tab in mapping.used:
        titles = [title for title in mapped_titles(tab, source.titles) if title in sheets]
        for finding in _missing(tab, titles):
            for code in tab.is_:
                wrong[code].append(finding)
        for title in titles:
            if title in taken:
                continue
            taken.add(title)
            tables.append(sheet_table(sheets[title], tab))
            for code in tab.is_:
                wrong[code] += [one for one in tables[-1].findings if one.severity == "error"]
    return tables, {code: findings for code, findings in wrong.items() if findings}


def _missing(tab: MappedTab, titles: Sequence[str]) -> list[Finding]:
    """A finding for each tab that the mapping names and the source has not."""
    there = {comparable(title) for title in titles}
    gone = [title for title in tab.named if comparable(title) not in there]
    if tab.titles_like and not titles:
        gone.append(tab.titles_like)
    return [
        Finding("MISSING_TAB", "error", effect="tab", facts={"title": title, "adopted": title})
        for title in gone
    ]


def _has_directory(wrong: Map[str, object]) -> bool:
    """Whether everybody is known: else each name would be told as unknown."""
    return PARTNERS.code not in wrong and ENTITIES.code not in wrong


def _records(mapping: Mapping, found: Sequence[Bundle], people: People) -> dict[str, list[Record]]:
    """The records of each of our tabs, in the order of the source."""
    records: dict[str, list[Record]] = {code: [] for tab in mapping.used for code in tab.is_}
    for bundle in found:
        for code, record in bundle.own.items():
            records.setdefault(code, []).append(record)
    if people.partners:
        records[PARTNERS.code] = people.partners
    if people.entities:
        records[ENTITIES.code] = people.entities
    jobs = records.get(JOBS.code, [])
    taken = {job.text("job_id") for job in jobs if job.cells["job_id"].spot is not None}
    with_counted_keys(jobs, taken)
    return records


def _unmet(unmet: Sequence[Unmet]) -> Iterator[Told]:
    for one in unmet:
        if one.hit.several:
            facts = {"several": ", ".join(one.hit.several), "line": _same(one.text, one.hit.code)}
            yield Told(one.record, one.column, "ADOPT_TWO_NAMES", "row", facts)
        else:
            near = one.hit.near
            facts = {"near": near, "line": _same(one.text, near)} if near else {}
            yield Told(one.record, one.column, "ADOPT_UNKNOWN_NAME", "row", facts)


def _same(spelling: str, name: str) -> str:
    """The line of mapping.yaml that says what a spelling stands for."""
    return f"same: {{{_in_quotes(spelling)}: {_in_quotes(name)}}}"


def _in_quotes(text: str) -> str:
    return msgspec.json.encode(text).decode()


def _similar(people: People) -> Iterator[Told]:
    for one in people.similar:
        facts = {
            "near": one.other,
            "code": one.code,
            "line": _same(one.name, one.other),
            "apart": _same(one.name, one.name),
        }
        yield Told(one.record, "name", "ADOPT_SIMILAR_NAME", "none", facts)


def _of_tables(tables: Sequence[SheetTable]) -> Iterator[Finding]:
    for table in tables:
        yield from (one for one in table.findings if one.severity == "warning")


def _new_tabs(mapping: Mapping, source: Source) -> Iterator[Finding]:
    """Tabs of which the mapping says nothing."""
    known = {title for tab in mapping.tabs for title in mapped_titles(tab, source.titles)}
    for title in source.titles:
        if title not in known:
            yield Finding("ADOPT_NEW", "warning", facts={"title": title})


def _with_warnings(grids: dict[str, TabGrid], findings: Sequence[Finding]) -> dict[str, TabGrid]:
    """The grids, what is told of no grid's cell with the first of them."""
    if not grids:
        return grids
    first = next(iter(grids))
    told = (*grids[first].findings, *findings)
    return {**grids, first: replace(grids[first], findings=told)}
