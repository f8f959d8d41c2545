"""Tabs of a file that are not called as ours are: what is surely meant, by the matcher of adopt."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sheetsync.files import SourceTab
from sheetsync.tables.adoption.answers import Answers
from sheetsync.tables.adoption.lens import Lens, OwnTerms, read_through
from sheetsync.tables.adoption.mapped_tabs import mapping_of
from sheetsync.tables.adoption.proposal import ColumnProposal, Proposal, TabProposal
from sheetsync.tables.adoption.proposing import propose
from sheetsync.tables.adoption.source import Source, SourceSheet
from sheetsync.tables.adoption.thresholds import SURE
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.workspace.importing_mapped import MappedTabs, lens_tabs


@dataclass(frozen=True, slots=True)
class Matched:
    """What of a file is surely known.

    Attributes:
        found: as tabs of ours.
        titles: tabs of the file that are read.
        columns: columns of these that are not, as ``Счета!G (Оплачено)``.
        months: titles whose months are those of days.
    """

    found: MappedTabs
    titles: tuple[str, ...]
    columns: tuple[str, ...]
    months: tuple[str, ...]


def matched_tabs(
    tabs: Sequence[SourceTab], known: Mapping[str, str], own: OwnTerms
) -> Matched | None:
    """What the tabs of a file surely mean; None where nothing is sure.

    Nobody is asked: what is only likely is left out, as a column whose meaning is proposed. So is a
    tab whose rows belong where a tab of the file goes that is called as ours are.

    Args:
        tabs: of the file, those that can be read.
        known: by name of the file's tab, the code of ours that it is called as; its codes are those
            that names in the other tabs stand for.
        own: codes that people have already, and the language of those that are made.

    Source: adoption.md A2, levels.
    """
    grids = {tab.name: tab.grid for tab in tabs if tab.refusal is None}
    proposal = propose(grids)
    taken = set(known.values())
    sure = [tab for tab in proposal.tabs if _is_sure(tab) and tab.title not in known]
    new = [tab for tab in sure if taken.isdisjoint(tab.means)]
    there = [tab for tab in proposal.tabs if known.get(tab.title) in tab.means]
    if not new:
        return None
    read = {tab.title: _surely(tab) for tab in (*there, *new)}
    answered = tuple(read[tab.title] for tab in proposal.tabs if tab.title in read)
    mapping = mapping_of(replace(proposal, tabs=answered), Answers(tabs=dict.fromkeys(read, "yes")))
    sheets = [SourceSheet(tab.title, grids[tab.title]) for tab in answered]
    lens = read_through(mapping, Source("", sheets, list(read)), own)
    found = lens_tabs(_beside(lens, taken), proposal.locale or "")
    titles = tuple(tab.title for tab in new if any(code in found.grids for code in tab.means))
    months = tuple(
        title
        for tab in mapping.tabs
        if any(rule.of for _, _, rule in tab.rules())
        for title in tab.named
        if title in titles
    )
    return Matched(found, titles, tuple(_not_taken(proposal, titles)), months) if titles else None


def _beside(lens: Lens, taken: set[str]) -> Lens:
    """What the lens gives beside the tabs that are called as ours are.

    Those go as they stand: rows that belong to somebody whom only the lens would add to them are
    nobody's, and left out with their tab.
    """
    unkept = {one.code for one in lens.new_codes if one.tab in taken}
    grids = {
        code: given
        for code, given in lens.grids.items()
        if code not in taken and unkept.isdisjoint(map(str, _cells(given.grid.stored)))
    }
    return replace(lens, grids=grids, group_ids=() if PARTNERS.code in taken else lens.group_ids)


def _cells(rows: Sequence[Sequence[object]]) -> Iterator[object]:
    for row in rows:
        yield from row


def _is_sure(tab: TabProposal) -> bool:
    """Whether nothing has to be asked of a whole tab."""
    of_a_month = tab.union is None or (tab.union.kind == "month" and not tab.union.lacks_year)
    band = tab.band is None or tab.band.score >= SURE
    return tab.kind == "table" and tab.level == "sure" and of_a_month and band and not tab.card


def _surely(tab: TabProposal) -> TabProposal:
    columns = tuple(
        one if one.level == "sure" else replace(one, meaning="", how="", level="own")
        for one in tab.columns
    )
    return replace(tab, columns=columns)


def _not_taken(proposal: Proposal, titles: Sequence[str]) -> list[str]:
    return [
        _named(tab, column)
        for tab in proposal.tabs
        if tab.title in titles
        for column in tab.columns
        if column.level != "sure" and column.filled
    ]


def _named(tab: TabProposal, column: ColumnProposal) -> str:
    header = f" ({column.header})" if column.header else ""
    return f"{tab.title}!{column.letter}{header}"
