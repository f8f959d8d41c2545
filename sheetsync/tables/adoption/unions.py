"""Tabs with the same headers that are one table: a tab a month, a tab a partner.

Source: adoption.md A2, "Unions".
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sheetsync.tables.adoption.proposal import TabProposal, Union
from sheetsync.tables.adoption.thresholds import MONTH_TABS, PARTNER_TABS
from sheetsync.tables.cells import Grid
from sheetsync.tables.cleaning import header_key
from sheetsync.tables.month_names import month_number

_PIECE = re.compile(r"[^\W\d_]+|\d+")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_LAST_MONTH = 12
_YEAR_DIGITS, _SHORT_YEAR_DIGITS = 4, 2
#: What a month's title may hold besides: «за», «г», «оплаты»; more is no month's.
_MOST_PIECES = 4


def title_month(title: str) -> tuple[int, int] | None:
    """The month that a title names, and its year, 0 when it names none.

    >>> title_month("Январь"), title_month("Янв 26"), title_month("01.2026"), title_month("2026-03")
    ((1, 0), (1, 2026), (1, 2026), (3, 2026))
    >>> title_month("Счета 2026"), title_month("Марина")
    (None, None)
    """
    pieces = _PIECE.findall(title)
    numbers = [piece for piece in pieces if piece.isdigit()]
    months = [month for piece in pieces if (month := month_number(piece))]
    if len(pieces) > _MOST_PIECES or len(months) > 1:
        return None
    if months:
        return (months[0], _year(numbers)) if len(numbers) <= 1 else None
    return _in_figures(numbers) if len(numbers) == len(pieces) else None


def _year(numbers: Sequence[str]) -> int:
    """The year of a lone number behind a month's name, of four digits or two."""
    for number in numbers:
        if len(number) == _YEAR_DIGITS:
            return int(number)
        if len(number) == _SHORT_YEAR_DIGITS:
            return 2000 + int(number)
    return 0


def _in_figures(numbers: Sequence[str]) -> tuple[int, int] | None:
    years = [int(number) for number in numbers if len(number) == _YEAR_DIGITS]
    months = [int(number) for number in numbers if len(number) < _YEAR_DIGITS]
    if len(years) == len(months) == 1 and 1 <= months[0] <= _LAST_MONTH:
        return months[0], years[0]
    return None


def year_above(grid: Grid, header_row: int) -> int:
    """The only year that the rows above the headers name; 0 when they name none, or several."""
    texts = (str(cell) for row in grid.stored[: header_row - 1] for cell in row)
    years = {year for text in texts for year in _YEAR.findall(text)}
    return int(years.pop()) if len(years) == 1 else 0


def find_unions(tabs: Sequence[TabProposal], grids: Mapping[str, Grid]) -> dict[str, Union]:
    """By title, the table that a tab is a part of."""
    alike: dict[tuple[object, ...], list[TabProposal]] = defaultdict(list)
    for tab in tabs:
        if tab.kind == "table":
            alike[_shape(tab)].append(tab)
    found: dict[str, Union] = {}
    for group in alike.values():
        found |= _month_union(group, grids) or _partner_union(group)
    return found


def _shape(tab: TabProposal) -> tuple[object, ...]:
    headers = tuple((one.position, header_key(one.header)) for one in tab.columns if one.header)
    return headers, tab.means


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
