"""A team's workbook that is laid out as ours: names of its own are all that it needs.

Where every tab is one table with one row of headers and keys of its own, ``tabs:`` and ``columns:``
of config.yaml read it as it stands. Source: adoption.md A3, last point.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sheetsync.tables.adoption.mapping import ColumnRule, MappedTab
from sheetsync.tables.adoption.mapping import Mapping as Meant
from sheetsync.tables.adoption.proposal import Proposal, TabProposal
from sheetsync.tables.adoption.source import Source, SourceSheet
from sheetsync.tables.catalogue.modules import all_tabs, people_by_code
from sheetsync.tables.cleaning import header_key
from sheetsync.tables.reading.headers import SEARCHED_ROWS, find_headers, titles_like
from sheetsync.tables.reading.sheet_columns import sheet_columns
from sheetsync.tables.schema import PeopleTab
from sheetsync.tables.spellings import spellings


@dataclass(frozen=True, slots=True)
class PlainNames:
    """What config.yaml says of a workbook that is laid out as ours.

    Attributes:
        tabs: titles that are not ours, by tab code.
        columns: headers that are not ours, by ``tab.column``.
    """

    tabs: Mapping[str, str]
    columns: Mapping[str, str]


def plain_names(meant: Meant, proposal: Proposal, source: Source) -> PlainNames | None:
    """The names by which a workbook is read as it stands.

    Args:
        meant: what people agreed to.
        proposal: where its tables stand.
        source: the workbook.

    Returns:
        The names; None where a tab is anything but one whole table of ours, where words, days or
        names are written otherwise than ours, or where the names would find other cells than people
        agreed to.
    """
    tabs = {tab.title: tab for tab in proposal.tabs}
    entries = {entry.from_: entry for entry in meant.tabs}
    sheets = {sheet.title: sheet for sheet in source.sheets}
    if meant.same or meant.locale not in {"", source.locale}:
        return None
    if not set(tabs) == set(entries) == set(sheets) == set(source.titles):
        return None
    if not all(_is_plain(entries[title], tabs[title]) for title in tabs):
        return None
    codes = {next(iter(entry.is_)): title for title, entry in entries.items()}
    titles = _own_titles(codes)
    columns = dict(_own_headers(meant))
    if len(codes) < len(entries) or _named(source, titles) != codes:
        return None
    found = all(_stands(codes[code], tabs, sheets, entries, columns) for code in codes)
    return PlainNames(titles, columns) if found else None


def _is_plain(entry: MappedTab, tab: TabProposal) -> bool:
    """Whether a tab is one table whose rows are rows of ours, cell by cell."""
    return (
        entry.answer == "yes"
        and len(entry.is_) == 1
        and not (entry.values or entry.words_off)
        and not (tab.totals or tab.bands or tab.card or tab.other_table)
        and len(tab.header_rows) == 1
        and all(_is_own_cell(rule) for _, _, rule in entry.rules())
    )


def _is_own_cell(rule: ColumnRule) -> bool:
    """Whether the value stands under a header, a code where ours has a code."""
    return rule.find in {"", "code"} and rule == ColumnRule(from_=rule.from_, find=rule.find)


def _own_titles(codes: Mapping[str, str]) -> dict[str, str]:
    known = people_by_code()
    return {code: title for code, title in codes.items() if not titles_like(known[code], [title])}


def _own_headers(meant: Meant) -> Iterator[tuple[str, str]]:
    for tab in meant.tabs:
        for code, name, rule in tab.rules():
            if header_key(rule.from_) not in spellings(people_by_code()[code].column(name)):
                yield f"{code}.{name}", rule.from_


def _named(source: Source, titles: Mapping[str, str]) -> dict[str, str]:
    """Titles of the workbook by the code that each answers to; tool tabs are asked too."""
    return {
        tab.code: title for tab in all_tabs() for title in titles_like(tab, source.titles, titles)
    }


def _stands(
    title: str,
    tabs: Mapping[str, TabProposal],
    sheets: Mapping[str, SourceSheet],
    entries: Mapping[str, MappedTab],
    columns: Mapping[str, str],
) -> bool:
    """Whether the names find the very cells that people agreed to, and no others."""
    (code,) = entries[title].is_
    places = {one.header: one.position for one in tabs[title].columns}
    agreed = {name: places[rule.from_] for name, rule in entries[title].is_[code].items()}
    prefix = f"{code}."
    aliases = {
        name.removeprefix(prefix): header
        for name, header in columns.items()
        if name.startswith(prefix)
    }
    return _headers(sheets[title], people_by_code()[code], aliases) == (
        tabs[title].header_rows[0],
        agreed,
    )


def _headers(
    sheet: SourceSheet, tab: PeopleTab, aliases: Mapping[str, str]
) -> tuple[int | None, Mapping[str, int]]:
    cells = sheet_columns(sheet.grid)
    rows = [cells.row(number) for number in range(1, min(cells.height, SEARCHED_ROWS) + 1)]
    found = find_headers(rows, tab.schema, aliases)
    return (None if found.error else found.row), found.positions
