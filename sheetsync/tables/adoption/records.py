"""The rows of our tabs that a team's tabs hold: what stands in one row belongs together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sheetsync.tables.adoption.mapping import ColumnRule, MappedTab
from sheetsync.tables.adoption.sheet_table import SheetTable
from sheetsync.tables.adoption.taken import Taken, Taker
from sheetsync.tables.catalogue.modules import people_by_code


@dataclass(slots=True)
class Record:
    """A row of one of our tabs, as it is being made.

    Attributes:
        code: of our tab.
        tab: what the mapping says of the tab that it came from.
        sheet, row: number of that tab in the source and the row there; of a card row 0.
        cells: by the name of our column.
    """

    code: str
    tab: MappedTab
    sheet: int
    row: int
    cells: dict[str, Taken]

    def has(self, name: str) -> bool:
        """Whether a column holds anything."""
        return name in self.cells and not self.cells[name].is_blank

    def text(self, name: str) -> str:
        """What a person sees in a column; "" for nothing."""
        return self.cells[name].text if name in self.cells else ""


@dataclass(slots=True)
class Bundle:
    """What one row of a team's tab holds, with what its card says of all rows.

    Attributes:
        own: records of the row by the code of our tab.
        card: records of the whole tab likewise.
    """

    own: dict[str, Record]
    card: dict[str, Record] = field(default_factory=dict)

    def record(self, code: str) -> Record | None:
        """The record of a tab of ours, of the row itself before the whole tab's."""
        return self.own.get(code) or self.card.get(code)


def bundles(tables: Sequence[SheetTable], locale: str, currency: str) -> Iterator[Bundle]:
    """What each row of the source's mapped tabs holds, tab by tab; first what a card says."""
    for number, table in enumerate(tables):
        if table.is_usable:
            yield from _of_sheet(Taker(table, number, locale, currency))


def _of_sheet(taker: Taker) -> Iterator[Bundle]:
    tab = taker.table.tab
    telling = {code: _telling(code, rules) for code, rules in tab.is_.items()}
    of_card = [code for code, rules in tab.is_.items() if not any(map(_is_of_row, rules.values()))]
    card = {
        code: record
        for code in of_card
        if (record := _record(taker, code, 0, telling[code])) is not None
    }
    if card:
        yield Bundle(card)
    in_rows = [code for code in tab.is_ if code not in of_card]
    for row in taker.table.rows:
        own = {
            code: record
            for code in in_rows
            if (record := _record(taker, code, row, telling[code])) is not None
        }
        if own:
            yield Bundle(own, card)


def _record(taker: Taker, code: str, row: int, telling: Sequence[str]) -> Record | None:
    """The record of a row; None where nothing stands that tells of it alone."""
    cells = taker.row(code, row)
    if all(cells[name].is_blank for name in telling):
        return None
    return Record(code, taker.table.tab, taker.number, row, cells)


def _telling(code: str, rules: Mapping[str, ColumnRule]) -> list[str]:
    """The columns that tell of one row alone, else all that stand somewhere."""
    found = [name for name, rule in rules.items() if _is_telling(code, name, rule)]
    return found or [name for name, rule in rules.items() if _stands_somewhere(rule)]


def _is_of_row(rule: ColumnRule) -> bool:
    return bool(rule.from_ or rule.column or rule.band)


def _stands_somewhere(rule: ColumnRule) -> bool:
    return bool(_is_of_row(rule) or rule.card or rule.title)


def _is_telling(code: str, name: str, rule: ColumnRule) -> bool:
    """Whether a column tells of one row alone: no reference, no month, nothing said of all."""
    column = people_by_code()[code].column(name)
    return (
        _stands_somewhere(rule)
        and not column.refers_to
        and column.kind != "month"
        and (not rule.title)
    )
