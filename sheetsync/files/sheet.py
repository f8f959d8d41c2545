"""The cells of one sheet of an .xlsx file, row by row within bounds."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from openpyxl.formula.translate import Translator
from openpyxl.utils import column_index_from_string

from sheetsync.files.book import Book, TextGatherer
from sheetsync.files.cells import BLANK, KeptCell, kept_number, kept_text_cell, kept_typed
from sheetsync.files.looks import LooksReader
from sheetsync.files.markup import MAIN, Attributes
from sheetsync.files.refusals import DAMAGED_CURE, MOST_CELLS, refuse, too_many_cells
from sheetsync.files.source import LONGEST_TEXT, SourceTab, kept_text
from sheetsync.language import Phrase, Sayable
from sheetsync.tables.adoption.source import NO_NOTES, Place
from sheetsync.tables.cells import Grid, a1

_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_ROW, _CELL, _VALUE, _FORMULA, _INLINE = (f"{MAIN} {name}" for name in ("row", "c", "v", "f", "is"))


_A_ROW = Phrase(ru="строка", en="a row")
_A_CELL = Phrase(ru="ячейка", en="a cell")
_A_TEXT = Phrase(ru="текст", en="a text")
_A_STYLE = Phrase(ru="стиль", en="a style")


@dataclass(slots=True)
class Budget:
    """How many cells the sheets of a file may still have."""

    file: str
    left: int = MOST_CELLS

    def take(self, sheet: str, height: int, width: int) -> None:
        """Stop when a sheet of that size is too much.

        Raises:
            SourceFileError: it is.
        """
        if height * width > self.left:
            where = Phrase(
                ru="лист «{sheet}» доходит до {last}",
                en="the sheet {sheet!r} reaches down to {last}",
            )
            too_many_cells(self.file, where.given(sheet=sheet, last=a1(height, width)))


@dataclass(slots=True)
class _Open:
    """The cell that is being told."""

    row: int
    column: int
    type: str = "n"
    style: str = "0"
    value: str | None = None
    formula: str | None = None
    shared: str | None = None


@dataclass(slots=True)
class _Rows:
    """Rows of cells, kept small: like rows of texts and of formats stand once."""

    stored: list[list[object]] = field(default_factory=list)
    shown: list[list[object]] = field(default_factory=list)
    formats: list[tuple[str | None, ...]] = field(default_factory=list)
    _known: dict[tuple[str | None, ...], tuple[str | None, ...]] = field(default_factory=dict)
    _blank: list[object] = field(default_factory=list)

    def put(self, row: int, cells: Mapping[int, KeptCell]) -> None:
        """Keep the cells of a row, beside those it has already."""
        missing = row - len(self.stored)
        self.stored += [self._blank] * missing
        self.shown += [self._blank] * missing
        self.formats += [()] * missing
        there = zip(self.stored[row - 1], self.shown[row - 1], self.formats[row - 1], strict=True)
        all_cells = {at: KeptCell(*cell) for at, cell in enumerate(there, start=1)} | dict(cells)
        whole = [all_cells.get(at, BLANK) for at in range(1, max(all_cells) + 1)]
        stored: list[object] = [cell.stored for cell in whole]
        shown: list[object] = [cell.shown for cell in whole]
        self.stored[row - 1] = stored
        self.shown[row - 1] = stored if shown == stored else shown
        formats = tuple(cell.number_format for cell in whole)
        self.formats[row - 1] = self._known.setdefault(formats, formats)


class SheetReader:
    """Listens to a sheet's part and keeps its cells."""

    def __init__(
        self, name: str, book: Book, budget: Budget, looks: LooksReader | None = None
    ) -> None:
        self._name = name
        self._looks = looks or LooksReader()
        self._book = book
        self._budget = budget
        self._rows = _Rows()
        self._row_number = self._column_number = 0
        self._row: dict[int, KeptCell] = {}
        self._height = self._width = 0
        self._cell: _Open | None = None
        self._gather: list[str] | None = None
        self._inline: TextGatherer | None = None
        self._masters: dict[str, tuple[str, str]] = {}
        self._valueless: list[str] = []
        self._starts: dict[str, Callable[[Attributes], None]] = {
            _ROW: self._start_row,
            _CELL: self._start_cell,
            _VALUE: self._start_text,
            _FORMULA: self._start_formula,
            _INLINE: self._start_inline,
            **self._looks.starts,
        }
        self._ends: dict[str, Callable[[], None]] = {
            _CELL: self._end_cell,
            _VALUE: self._end_value,
            _FORMULA: self._end_formula,
            _INLINE: self._end_inline,
        }

    def tab(self, notes: Mapping[Place, str] = NO_NOTES) -> SourceTab:
        """The sheet, once all was told, with the notes that stand in a part of their own."""
        self._flush()
        self._budget.left -= self._height * self._width
        grid = Grid(
            self._rows.stored,
            self._rows.shown,
            merges=tuple(self._looks.merges),
            number_formats=self._rows.formats,
        )
        looks = self._looks.looks(notes)
        return SourceTab(self._name, grid, tuple(self._valueless), looks=looks)

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if self._inline is not None:
            self._inline.start(name)
        elif name in self._starts:
            self._starts[name](attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if name in self._ends:
            self._ends[name]()
        elif self._inline is not None:
            self._inline.end(name)

    def text(self, text: str) -> None:
        """Text stands in the element that began last."""
        if self._gather is not None:
            self._gather.append(text)
        elif self._inline is not None:
            self._inline.text(text)

    def _start_row(self, attributes: Attributes) -> None:
        self._flush()
        number = attributes.get("r", "")
        self._row_number = self._row_number + 1
        if number:
            self._row_number = self._number(number, _A_ROW, _LAST_ROW)
        self._column_number = 0
        self._looks.row(self._row_number, attributes)

    def _start_cell(self, attributes: Attributes) -> None:
        place = attributes.get("r")
        if place:
            self._go_to(place)
        else:
            self._column_number += 1
        self._cell = _Open(
            self._row_number,
            self._column_number,
            attributes.get("t", "n"),
            attributes.get("s", "0"),
        )

    def _go_to(self, place: str) -> None:
        found = _PLACE.fullmatch(place)
        if found is None:
            self._damaged(
                Phrase(ru="у ячейки адрес {place!r}", en="a cell has the address {place!r}").given(
                    place=place[:20]
                )
            )
        row = self._number(found[2], _A_CELL, _LAST_ROW)
        if row != self._row_number:
            self._flush()
            self._row_number = row
        self._column_number = column_index_from_string(found[1].upper())

    def _start_text(self, _attributes: Attributes) -> None:
        if self._cell is not None:
            self._gather = []

    def _start_formula(self, attributes: Attributes) -> None:
        if self._cell is not None:
            self._gather = []
            if attributes.get("t") == "shared":
                self._cell.shared = attributes.get("si", "")

    def _start_inline(self, _attributes: Attributes) -> None:
        if self._cell is not None:
            self._inline = TextGatherer()

    def _end_value(self) -> None:
        if self._cell is not None and self._gather is not None:
            self._cell.value = "".join(self._gather)
        self._gather = None

    def _end_formula(self) -> None:
        if self._cell is not None and self._gather is not None:
            self._cell.formula = "".join(self._gather)
        self._gather = None

    def _end_inline(self) -> None:
        if self._cell is not None and self._inline is not None:
            self._cell.value = self._inline.taken()
            self._cell.type = "inlineStr"
        self._inline = None

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            return
        kept = self._kept(cell)
        if kept.stored == "":
            return
        if isinstance(kept.stored, str) and len(kept.stored) > LONGEST_TEXT:
            refuse(
                self._budget.file,
                Phrase(
                    ru="в ячейке {cell} листа «{name}» знаков: {length}; таблица принимает "
                    "{longest}",
                    en="the cell {cell} of the sheet {name!r} holds {length} characters; a "
                    "spreadsheet takes {longest}",
                ).given(
                    cell=a1(cell.row, cell.column),
                    name=self._name,
                    length=len(kept.stored),
                    longest=LONGEST_TEXT,
                ),
                Phrase(ru="сократите текст или разделите его", en="shorten it, or part it"),
            )
        if cell.row > self._height or cell.column > self._width:
            self._height = max(self._height, cell.row)
            self._width = max(self._width, cell.column)
            self._budget.take(self._name, self._height, self._width)
        self._looks.cell(cell.row, cell.style)
        self._row[cell.column] = kept

    def _kept(self, cell: _Open) -> KeptCell:
        if cell.formula is not None and not cell.value and cell.type != "str":
            return self._without_value(cell)
        if cell.shared and cell.formula:
            self._masters[cell.shared] = (cell.formula, a1(cell.row, cell.column))
        if not cell.value:
            return BLANK
        if cell.type == "s":
            return kept_text_cell(self._shared_text(cell))
        if cell.type == "n":
            number = kept_number(
                cell.value, self._pattern(cell), from_1904=self._book.counts_from_1904
            )
            if number is None:
                self._damaged(
                    Phrase(
                        ru="в ячейке {cell} вместо числа стоит {value!r}",
                        en="the cell {cell} holds {value!r} as a number",
                    ).given(cell=a1(cell.row, cell.column), value=cell.value[:20])
                )
            return number
        return kept_typed(cell.type, cell.value)

    def _without_value(self, cell: _Open) -> KeptCell:
        """A formula whose result the file does not keep, as text."""
        self._valueless.append(a1(cell.row, cell.column))
        if cell.shared is not None:
            if cell.formula:
                self._masters[cell.shared] = (cell.formula, a1(cell.row, cell.column))
            elif cell.shared in self._masters:
                formula, origin = self._masters[cell.shared]
                moved = Translator(f"={formula}", origin)
                return kept_text_cell(moved.translate_formula(a1(cell.row, cell.column)))
        return kept_text_cell(kept_text(f"={cell.formula}"))

    def _shared_text(self, cell: _Open) -> str:
        number = self._number(cell.value or "", _A_TEXT, len(self._book.texts) - 1)
        return self._book.texts[number]

    def _pattern(self, cell: _Open) -> str:
        return self._book.patterns[self._number(cell.style, _A_STYLE, len(self._book.patterns) - 1)]

    def _number(self, text: str, what: Phrase, last: int) -> int:
        """A number that counts something of the file."""
        if not (text.isascii() and text.isdigit() and int(text[:10]) <= last):
            self._damaged(
                Phrase(
                    ru="{what}: номер {number!r}, а последний — {last}",
                    en="{what} has the number {number!r}, and the last one is {last}",
                ).given(what=what, number=text[:20], last=last)
            )
        return int(text)

    def _damaged(self, what: Sayable) -> NoReturn:
        refuse(
            self._budget.file,
            Phrase(
                ru="лист «{name}» повреждён: {what}", en="the sheet {name!r} is damaged: {what}"
            ).given(name=self._name, what=what),
            DAMAGED_CURE,
        )

    def _flush(self) -> None:
        if self._row:
            self._rows.put(self._row_number, self._row)
            self._row = {}
