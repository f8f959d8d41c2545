"""A team's table as its columns: the header of each, and a sample of the cells below."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sheetsync.dates import day_of
from sheetsync.tables.adoption.table_place import TablePlace
from sheetsync.tables.adoption.thresholds import CELLS_READ, COLUMNS_SEARCHED, SAMPLES
from sheetsync.tables.cells import Cell, Grid, column_letters
from sheetsync.tables.kinds.cell_input import DATE_FORMATS, plain_digits
from sheetsync.tables.locales import Conventions

#: A longer value is cut where it is shown.
_LONGEST_SHOWN = 60
_CUT = "…"
#: The day after 31 December 9999.
_SERIAL_LIMIT = 2_958_466


@dataclass(frozen=True)
class TeamColumn:
    """A column with a header or values.

    Attributes:
        header: "" for none.
        cells: those with something in them, as many as are read.
        filled: how many cells have something in them.
        is_repeated: whether another column has the same header.
    """

    position: int
    header: str
    cells: tuple[Cell, ...] = ()
    filled: int = 0
    is_repeated: bool = False
    #: What readers made of the cells, by what they were read as; filled as it is asked for.
    known: dict[object, float] = field(default_factory=dict, compare=False)

    @property
    def letter(self) -> str:
        """As the sheet calls it."""
        return column_letters(self.position)

    def texts(self, written: Conventions) -> list[str]:
        """The cells as a person sees them, in their order."""
        return [shown_text(cell, written) for cell in self.cells]

    def samples(self, written: Conventions) -> tuple[str, ...]:
        """The first different values as a person sees them."""
        different = dict.fromkeys(self.texts(written))
        return tuple(_cut(text) for text in list(different)[:SAMPLES])


def team_columns(grid: Grid, place: TablePlace) -> tuple[TeamColumn, ...]:
    """The columns of a table, from left to right; those far to the right are not looked at."""
    width = min(_width(grid, place), COLUMNS_SEARCHED)
    rows = _rows(grid, place)
    headers = [*place.headers[:width], *[""] * (width - len(place.headers))]
    found = []
    for position, header in enumerate(headers, start=1):
        filled = [row for row in rows if not is_blank(_stored(grid, row, position))]
        if header or filled:
            cells = tuple(grid.cell(row, position) for row in filled[:CELLS_READ])
            repeated = bool(header) and headers.count(header) > 1
            found.append(TeamColumn(position, header, cells, len(filled), repeated))
    return tuple(found)


def is_blank(stored: object) -> bool:
    """Whether a cell holds nothing that a person sees."""
    return stored is None or (isinstance(stored, str) and not stored.strip())


def shown_text(cell: Cell, written: Conventions) -> str:
    """A cell as a person sees it: a day as the locale writes it.

    >>> shown_text(Cell(46053, "", "DATE"), Conventions(dots="day"))
    '31.01.2026'
    """
    if cell.number_format in DATE_FORMATS and isinstance(cell.stored, int | float):
        return _day(cell.stored, written)
    shown = (cell.shown or "").strip()
    if shown:
        return " ".join(shown.split())
    if isinstance(cell.stored, int | float):
        return plain_digits(cell.stored)
    return " ".join(str(cell.stored).split())


def _day(serial: float, written: Conventions) -> str:
    if not 0 <= serial < _SERIAL_LIMIT:
        return plain_digits(serial)
    day = day_of(int(serial))
    if written.slashes == "month":
        return f"{day:%m/%d/%Y}"
    return f"{day:%d.%m.%Y}" if written.dots == "day" else day.isoformat()


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + _CUT


def _rows(grid: Grid, place: TablePlace) -> list[int]:
    """The rows that hold records."""
    left_out = {*place.totals, *place.bands}
    last = min(place.last_row, len(grid.stored))
    return [row for row in range(place.first_row, last + 1) if row not in left_out]


def record_rows(grid: Grid, place: TablePlace) -> Iterator[int]:
    """The rows with something in them that are neither totals nor bands."""
    for row in _rows(grid, place):
        if any(not is_blank(cell) for cell in grid.stored[row - 1]):
            yield row


def _width(grid: Grid, place: TablePlace) -> int:
    below = grid.stored[place.first_row - 1 : place.last_row]
    return max(len(place.headers), max((len(row) for row in below), default=0))


def _stored(grid: Grid, row: int, column: int) -> object:
    cells = grid.stored[row - 1]
    return cells[column - 1] if column <= len(cells) else None
