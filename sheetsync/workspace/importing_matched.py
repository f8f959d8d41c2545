"""A file of which no tab is called as ours are: what is surely meant, by the matcher of adopt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sheetsync.files import SourceTab
from sheetsync.tables.adoption.answers import Answers
from sheetsync.tables.adoption.lens import OwnTerms, read_through
from sheetsync.tables.adoption.mapped_tabs import mapping_of
from sheetsync.tables.adoption.proposal import ColumnProposal, Proposal, TabProposal
from sheetsync.tables.adoption.proposing import propose
from sheetsync.tables.adoption.source import Source, SourceSheet
from sheetsync.tables.adoption.thresholds import SURE
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


def matched_tabs(tabs: Sequence[SourceTab], own: OwnTerms) -> Matched | None:
    """What the tabs of a file surely mean; None where nothing is sure.

    Nobody is asked: what is only likely is left out, as a column whose meaning is proposed.

    Args:
        tabs: of the file, those that can be read.
        own: codes that people have already, and the language of those that are made.

    Source: adoption.md A2, levels.
    """
    grids = {tab.name: tab.grid for tab in tabs if tab.refusal is None}
    proposal = propose(grids)
    sure = replace(proposal, tabs=tuple(_surely(tab) for tab in proposal.tabs if _is_sure(tab)))
    if not sure.tabs:
        return None
    titles = tuple(tab.title for tab in sure.tabs)
    mapping = mapping_of(sure, Answers(tabs=dict.fromkeys(titles, "yes")))
    sheets = [SourceSheet(title, grids[title]) for title in titles]
    lens = read_through(mapping, Source("", sheets, titles), own)
    found = lens_tabs(lens, proposal.locale or "")
    months = tuple(
        title
        for tab in mapping.tabs
        if any(rule.of for _, _, rule in tab.rules())
        for title in tab.named
    )
    return Matched(found, titles, tuple(_not_taken(proposal, titles)), months)


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
