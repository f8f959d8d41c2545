"""A workbook that was adopted before: what is new in it, and the old mapping with what was said.

Source: adoption.md A1, ``--again``: the old answers stand, only what is new or changed is asked.
"""

from collections.abc import Collection, Iterable, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

import msgspec

from sheetsync.tables.adoption.answers import Answers, answered
from sheetsync.tables.adoption.mapped_tabs import column_rule, mapping_of
from sheetsync.tables.adoption.mapping import ColumnRule, MappedTab, Mapping
from sheetsync.tables.adoption.proposal import (
    ColumnProposal,
    How,
    Proposal,
    TabProposal,
    Union,
)
from sheetsync.tables.cleaning import comparable, header_key

_HOW: Map[str, How] = {"name": "@name", "inn": "@inn"}
_LEAF = " / "


@dataclass(frozen=True, slots=True)
class Again:
    """A proposal beside the mapping that people agreed to.

    Attributes:
        proposal: with every old answer in it.
        asked: titles of tabs in which something is new, changed or still open.
        new_columns: by title, the letters of columns that the mapping does not know.
    """

    proposal: Proposal
    asked: frozenset[str]
    new_columns: Map[str, frozenset[str]]


def again(proposal: Proposal, mapping: Mapping) -> Again:
    """What a proposal adds to a mapping."""
    tabs, asked = [], set()
    new: dict[str, frozenset[str]] = {}
    for tab in proposal.tabs:
        entry = entry_of(mapping, tab.title)
        host = entry or _host(tab, mapping)
        if host is None:
            tabs.append(tab)
            asked.add(tab.title)
            continue
        letters = _unknown(tab, host) if host.answer != "no" else frozenset()
        tabs.append(_known(tab, host, letters))
        new[tab.title] = letters
        if host.answer == "ask" or letters:
            asked.add(tab.title)
    whole = replace(proposal, tabs=tuple(tabs), locale=mapping.locale or proposal.locale)
    still = frozenset(tab.title for tab in tabs if tab.title in asked and tab.kind != "other")
    return Again(whole, still, new)


def entry_of(mapping: Mapping, title: str) -> MappedTab | None:
    """The entry of a mapping that means the tab of that title; None for a tab it does not know."""
    key = comparable(title)
    for tab in mapping.tabs:
        named = key in {comparable(name) for name in tab.named}
        if named or (tab.titles_like and fnmatchcase(key, comparable(tab.titles_like))):
            return tab
    return None


def _host(tab: TabProposal, mapping: Mapping) -> MappedTab | None:
    """The table that a new tab is one more part of, as people agreed to it: next month's."""
    if tab.union is None:
        return None
    entries = (entry_of(mapping, title) for title in tab.union.titles)
    hosts = [one for one in entries if one is not None and one.titles and one.answer == "yes"]
    is_told = not tab.union.lacks_year or any(year for one in hosts for year in _years(one))
    return hosts[0] if hosts and is_told else None


def _years(entry: MappedTab) -> Iterator[int]:
    return (rule.year for _, _, rule in entry.rules() if rule.year)


def _unknown(tab: TabProposal, entry: MappedTab) -> frozenset[str]:
    """The letters of columns that the mapping neither reads nor leaves alone."""
    own = {header_key(header) for header in entry.own}
    return frozenset(
        one.letter
        for one in tab.columns
        if one.header and not _rules_at(one, entry) and header_key(one.header) not in own
    )


def _rules_at(column: ColumnProposal, entry: MappedTab) -> list[tuple[str, ColumnRule]]:
    """The rules that read a column, each with its ``tab.column``."""
    return [(f"{code}.{name}", rule) for code, name, rule in entry.rules() if _is_at(column, rule)]


def _is_at(column: ColumnProposal, rule: ColumnRule) -> bool:
    if rule.column:
        return rule.column.upper() == column.letter
    key = header_key(rule.from_)
    return bool(key) and key in {
        header_key(column.header),
        header_key(column.header.rpartition(_LEAF)[2]),
    }


def _known(tab: TabProposal, entry: MappedTab, new: Collection[str]) -> TabProposal:
    """The tab as people agreed to it; new columns as they are proposed."""
    if entry.answer == "no":
        return replace(tab, kind="other")
    columns = tuple(one if one.letter in new else _said(one, entry) for one in tab.columns)
    taken = {meaning for one in tab.columns for meaning, _ in _rules_at(one, entry)}
    columns = tuple(
        _free(one) if one.letter in new and one.meaning in taken else one for one in columns
    )
    level = "sure" if entry.answer == "yes" else tab.level
    return replace(tab, columns=columns, level=level, union=_union(tab.union, entry))


def _said(column: ColumnProposal, entry: MappedTab) -> ColumnProposal:
    rules = _rules_at(column, entry)
    if not rules:
        return _free(column)
    meaning, rule = rules[0]
    how: How = "@yes_no" if rule.yes else _HOW.get(rule.find, "")
    return replace(column, meaning=meaning, how=how, level="sure", words=())


def _free(column: ColumnProposal) -> ColumnProposal:
    return replace(column, meaning="", how="", level="own")


def _union(union: Union | None, entry: MappedTab) -> Union | None:
    year = next(_years(entry), 0)
    if union is None or not year or not union.lacks_year:
        return union
    return replace(union, value=f"{year}{union.value}", said_year=year)


def merged(old: Mapping, found: Again, answers: Answers) -> Mapping:
    """The old mapping with what is new: its tabs keep their order, further ones stand behind.

    What nobody has answered changes nothing, so that it is asked again.

    Args:
        old: as people left it.
        found: what is new.
        answers: what was said of it.
    """
    fresh = mapping_of(found.proposal, answers)
    tabs = [_with_news(tab, found, answers) for tab in old.tabs]
    joined: dict[int, list[str]] = {}
    further = []
    for tab in fresh.tabs:
        if any(entry_of(old, title) for title in tab.named):
            titles = [title for title in tab.named if entry_of(old, title) is None]
        else:
            further.append(tab)
            continue
        host = next(entry for title in tab.named if (entry := entry_of(old, title)))
        if host.titles and host.answer == "yes":
            joined.setdefault(old.tabs.index(host), []).extend(titles)
        elif titles:
            further.append(_alone(tab, titles))
    for at, titles in joined.items():
        tabs[at] = msgspec.structs.replace(tabs[at], titles=(*tabs[at].titles, *titles))
    locale = old.locale or fresh.locale
    return msgspec.structs.replace(old, tabs=(*tabs, *further), locale=locale)


def _alone(tab: MappedTab, titles: Iterable[str]) -> MappedTab:
    named = tuple(titles)
    if len(named) == 1:
        return msgspec.structs.replace(tab, from_=named[0], titles=())
    return msgspec.structs.replace(tab, from_="", titles=named)


def _with_news(tab: MappedTab, found: Again, answers: Answers) -> MappedTab:
    """An entry with the columns that are new in its tabs, and the answer to an open question."""
    asked = [
        one
        for one in answered(found.proposal, answers).tabs
        if one.title in found.asked and one.title in answers.tabs and _is_of(one, tab)
    ]
    if not asked:
        return tab
    answer = answers.tabs[asked[0].title]
    if answer != "yes":
        return msgspec.structs.replace(tab, answer=answer)
    letters = found.new_columns[asked[0].title]
    columns = [one for one in asked[0].columns if one.letter in letters]
    is_ = {code: dict(rules) for code, rules in tab.is_.items()}
    values = dict(tab.values)
    for one in (column for column in columns if column.is_mapped):
        _put_column(is_, one)
        if one.words:
            values[one.meaning] = dict(one.words)
    own = dict.fromkeys((*tab.own, *(one.header for one in columns if not one.is_mapped)))
    return msgspec.structs.replace(tab, is_=is_, values=values, own=tuple(own), answer=answer)


def _put_column(is_: dict[str, dict[str, ColumnRule]], column: ColumnProposal) -> None:
    """Read a meaning from a new column; what was read from the header it replaces moves along."""
    code, _, name = column.meaning.partition(".")
    rule = column_rule(column)
    gone = is_.get(code, {}).get(name)
    is_.setdefault(code, {})[name] = rule
    for rules in is_.values():
        for other, said in rules.items():
            if gone is not None and gone.from_ and said.from_ == gone.from_:
                rules[other] = msgspec.structs.replace(said, from_=rule.from_, column=rule.column)


def _is_of(tab: TabProposal, entry: MappedTab) -> bool:
    return entry_of(Mapping(tabs=(entry,)), tab.title) is not None
