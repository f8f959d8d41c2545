"""Tabs with the same headers that are one table: a tab a month, a tab a partner.

Source: adoption.md A2, "Unions".
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sheetsync.tables.adoption.month_titles import title_month, year_above
from sheetsync.tables.adoption.proposal import ColumnProposal, TabProposal, Union
from sheetsync.tables.adoption.thresholds import MONTH_TABS, PARTNER_TABS
from sheetsync.tables.cells import Grid
from sheetsync.tables.cleaning import header_key


def find_unions(tabs: Sequence[TabProposal], grids: Mapping[str, Grid]) -> dict[str, Union]:
    """By title, the table that a tab is a part of."""
    alike: dict[tuple[tuple[int, str], ...], list[TabProposal]] = defaultdict(list)
    for tab in tabs:
        if tab.kind == "table":
            alike[_shape(tab)].append(tab)
    found: dict[str, Union] = {}
    for group in alike.values():
        found |= _month_union(group, grids) or _partner_union(group)
    return found


def _shape(tab: TabProposal) -> tuple[tuple[int, str], ...]:
    return tuple((one.position, header_key(one.header)) for one in tab.columns if one.header)


def _month_union(group: Sequence[TabProposal], grids: Mapping[str, Grid]) -> dict[str, Union]:
    months = {tab.title: title_month(tab.title) for tab in group}
    named = {title: month for title, month in months.items() if month}
    has_month = any(tab.column_of(f"{code}.month") for tab in group for code in tab.means)
    wants_month = {"invoices", "documents"} & {code for tab in group for code in tab.means}
    if len(named) < MONTH_TABS or has_month or not wants_month:
        return {}
    rows = {tab.title: tab.header_rows[0] for tab in group}
    return {
        title: Union(
            "month",
            f"{year or year_above(grids[title], rows[title]) or ''}-{month:02d}",
            tuple(named),
        )
        for title, (month, year) in named.items()
    }


def _partner_union(group: Sequence[TabProposal]) -> dict[str, Union]:
    """Three tabs or more with other titles; a lone tab with a card is a partner's too."""
    if any(title_month(tab.title) for tab in group):
        return {}
    names = _names_whom(group)
    with_card = all(tab.card for tab in group)
    if names or (len(group) < PARTNER_TABS and not with_card):
        return {}
    titles = tuple(tab.title for tab in group)
    return {tab.title: Union("partner", _partner(tab), titles) for tab in group}


def _names_whom(group: Sequence[TabProposal]) -> bool:
    """Whether the tables name partners themselves, or are of partners."""
    meant = {one.meaning for tab in group for one in tab.columns if one.is_mapped}
    return bool(meant & _NAMING) or any(tab.band for tab in group)


_NAMING = frozenset(
    {"partners.name", "partners.partner_id", "entities.legal_name", "entities.entity_id"}
    | {"jobs.partner_id", "jobs.entity_id", "invoices.entity_id", "documents.entity_id"}
    | {"agreements.entity_id", "feedback.partner_id", "touches.partner_id"}
)


def _partner(tab: TabProposal) -> str:
    """The partner's name: of the card, else of the title."""
    named = (one.value for one in tab.card if one.meaning == "partners.name")
    return next(named, tab.title)


def united(tabs: Sequence[TabProposal], unions: Mapping[str, Union]) -> list[TabProposal]:
    """The tabs, those of one table meaning the same: what the one that is understood best means.

    A month in which nobody has paid yet tells less of its columns than the others do.
    """
    return [
        replace(_as(_best(tab, tabs, unions), tab), union=unions.get(tab.title)) for tab in tabs
    ]


def _best(
    tab: TabProposal, tabs: Sequence[TabProposal], unions: Mapping[str, Union]
) -> TabProposal:
    union = unions.get(tab.title)
    titles = union.titles if union else (tab.title,)
    return max((one for one in tabs if one.title in titles), key=_understood)


def _understood(tab: TabProposal) -> float:
    return sum(column.score for column in tab.columns if column.is_mapped)


def _as(best: TabProposal, tab: TabProposal) -> TabProposal:
    if best.title == tab.title:
        return tab
    meant = {column.position: column for column in best.columns}
    columns = tuple(
        _meaning_of(meant[one.position], one) if one.position in meant else one
        for one in tab.columns
    )
    return replace(tab, means=best.means, level=best.level, band=best.band, columns=columns)


def _meaning_of(best: ColumnProposal, column: ColumnProposal) -> ColumnProposal:
    return replace(
        best,
        filled=column.filled,
        samples=column.samples,
        words=column.words if column.meaning == best.meaning else (),
        has_words=column.has_words or best.has_words,
        currencies=column.currencies,
    )
