"""One cell of a team's workbook taken for a column of ours: as it stands, or as a rule turns it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sheetsync.dates import month_of
from sheetsync.tables.adoption.mapping import ColumnRule
from sheetsync.tables.adoption.mapping_checks import names_partner
from sheetsync.tables.adoption.month_titles import title_month, year_above
from sheetsync.tables.adoption.sheet_table import SheetTable
from sheetsync.tables.catalogue.modules import people_by_code
from sheetsync.tables.catalogue.synonyms import NO_MARKS, YES_MARKS
from sheetsync.tables.cell_reading import read_cell
from sheetsync.tables.cells import Cell
from sheetsync.tables.cleaning import cleaned, comparable, plain_dashes
from sheetsync.tables.currencies import currency_code
from sheetsync.tables.kinds.cell_input import CellInput
from sheetsync.tables.kinds.yes_no import read_bool
from sheetsync.tables.locales import UNKNOWN
from sheetsync.tables.reading.sheet_columns import merge_around
from sheetsync.tables.schema import Column

#: Number of the tab of the source, row and column there.
Spot = tuple[int, int, int]
_WORD = re.compile(r"[^\W\d_]+\.?|[₽$€£¥₸]")
#: Words and signs in front of a sum, and behind it; between figures they mean something.
_IN_FRONT, _BEHIND = (
    re.compile(f"{pattern}")
    for pattern in (r"^(?:[^\W\d_]+\.?|[₽$€£¥₸]|[\s:=])+", r"(?:[^\W\d_]+\.?|[₽$€£¥₸]|[\s:=.,;])+$")
)
_DIGIT = re.compile(r"\d")
_NO_MARKS = frozenset(map(plain_dashes, NO_MARKS))
_BLANK = Cell("", "")
_MARK = Column("mark", "bool")


@dataclass(frozen=True, slots=True)
class Taken:
    """A cell, and where it stands; no spot for what stands in no cell: a title, a word for all.

    Attributes:
        cell: as our readers take it.
        spot: of the team's cell.
    """

    cell: Cell = _BLANK
    spot: Spot | None = None

    @property
    def text(self) -> str:
        """What a person sees in the cell."""
        shown = self.cell.shown or self.cell.stored
        return "" if shown is None else cleaned(str(shown)).text

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there."""
        return self.cell.stored is None or not str(self.cell.stored).strip()


NOTHING = Taken()


def text_cell(text: str) -> Cell:
    """A cell that holds a text of ours."""
    return Cell(text, text)


@dataclass(frozen=True, slots=True)
class Taker:
    """Takes cells of one tab.

    Attributes:
        table: the tab.
        number: its number among the tabs of the source.
        locale: how days and numbers are written there.
        currency: what a sum is of that names none.
    """

    table: SheetTable
    number: int
    locale: str
    currency: str
    _columns: dict[tuple[str, str], Column] = field(default_factory=dict)

    def _column(self, code: str, name: str) -> Column:
        """A column of ours, looked up once: a tab has many rows."""
        if (code, name) not in self._columns:
            self._columns[code, name] = people_by_code()[code].column(name)
        return self._columns[code, name]

    def row(self, code: str, row: int) -> dict[str, Taken]:
        """The cells of a row for the columns of one of our tabs."""
        rules = self.table.tab.is_[code]
        found = {name: self._at(code, name, rule, row) for name, rule in rules.items()}
        for name, rule in rules.items():
            if rule.yes:
                found[name] = self._paid(found[name], found[rule.yes])
            if rule.of:
                found[name] = self._month_of(code, found[rule.of], rule.of)
        return found

    def _at(self, code: str, name: str, rule: ColumnRule, row: int) -> Taken:
        column = self._column(code, name)
        if rule.always:
            return Taken(text_cell(rule.always))
        if rule.title:
            return Taken(text_cell(self._title(rule)))
        if rule.card:
            place = self.table.cards.get(comparable(cleaned(rule.card).text.rstrip(":* ")))
            return self._valued(code, column, place) if place else NOTHING
        if rule.band:
            return self._band(row)
        at = self.table.columns.get((code, name))
        return self._valued(code, column, (row, at)) if at else NOTHING

    def _title(self, rule: ColumnRule) -> str:
        sheet = self.table.sheet
        found = title_month(sheet.title) if rule.title == "month" else None
        if found is None:
            return sheet.title if rule.title == "partner" else ""
        month, year = found
        year = year or rule.year or year_above(sheet.grid, self.table.header_row)
        return f"{year}-{month:02d}" if year else sheet.title

    def _band(self, row: int) -> Taken:
        band = self.table.bands.get(row)
        if band is None:
            return NOTHING
        cells = self.table.sheet.grid.stored[band - 1]
        at = next(at for at, cell in enumerate(cells, start=1) if str(cell or "").strip())
        return Taken(self.table.sheet.grid.cell(band, at), (self.number, band, at))

    def _valued(self, code: str, column: Column, place: tuple[int, int]) -> Taken:
        """The cell, one word of theirs put for ours, words around a sum taken off."""
        row, at = place
        if names_partner(column) or column.kind == "month":
            row, at = self._unmerged(row, at)
        cell = self.table.sheet.grid.cell(row, at)
        spot = (self.number, row, at)
        words = self.table.tab.values.get(f"{code}.{column.name}", {})
        meant = _meant(cell, words)
        if meant is not None:
            return Taken(text_cell(meant), spot)
        off = self.table.tab.words_off
        if column.name in off or f"{code}.{column.name}" in off:
            cell = self._without_words(cell)
        return Taken(cell, spot)

    def _unmerged(self, row: int, at: int) -> tuple[int, int]:
        """Whose value a cell shows: what names somebody is often merged over that one's rows."""
        merge = merge_around(self.table.sheet.grid.merges, row, at)
        inside = merge is not None and merge[0] > self.table.header_row and merge[1] == merge[3]
        return (merge[0], merge[1]) if merge is not None and inside else (row, at)

    def _without_words(self, cell: Cell) -> Cell:
        """A sum without words around it; the sign of another currency stays and is told."""
        if not isinstance(cell.stored, str) or not _DIGIT.search(cell.stored):
            return cell
        words = _WORD.findall(cell.stored)
        kept = [
            word for word in words if currency_code(word.rstrip(".")) not in {None, self.currency}
        ]
        if kept:
            return cell
        text = _BEHIND.sub("", _IN_FRONT.sub("", cell.stored))
        return Cell(text, text, None, cell.formula)

    def _paid(self, mark: Taken, whole: Taken) -> Taken:
        """What a mark says: all of the other cell's value, nothing, or itself where it is a sum."""
        said = is_marked(mark.cell)
        if said is None:
            return mark
        return Taken(whole.cell if said else _BLANK, mark.spot)

    def _month_of(self, code: str, day: Taken, name: str) -> Taken:
        column = self._column(code, name)
        value = read_cell(day.cell, column, locale=self.locale).value
        month = month_of(value) if value is not None else ""  # type: ignore[arg-type]  # a day
        return Taken(text_cell(month), day.spot)


def is_marked(cell: Cell) -> bool | None:
    """Whether a mark says yes, or no; None for what is no mark.

    >>> is_marked(Cell("Да", "Да")), is_marked(Cell("–", "–")), is_marked(Cell(500, "500"))
    (True, False, None)
    """
    if cell.stored is None or not str(cell.stored).strip():
        return False
    if isinstance(cell.stored, str):
        word = plain_dashes(comparable(cleaned(cell.stored).text))
        if word in YES_MARKS or word in _NO_MARKS:
            return word in YES_MARKS
    elif not isinstance(cell.stored, bool):
        return None
    stored = cleaned(cell.stored).text if isinstance(cell.stored, str) else cell.stored
    value = read_bool(CellInput(stored, "", "", UNKNOWN, False), _MARK).value
    return value if isinstance(value, bool) else None


def _meant(cell: Cell, words: Mapping[str, str]) -> str | None:
    """What a word of theirs stands for; None where nothing is said of it."""
    if not words or cell.stored in (None, ""):
        return None
    shown = comparable(cleaned(str(cell.shown or cell.stored)).text)
    for word, value in words.items():
        if comparable(cleaned(word).text) == shown:
            return value
    return None
