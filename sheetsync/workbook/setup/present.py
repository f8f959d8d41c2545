"""What a workbook has of the catalogue's tabs: where they stand, their headers, how they look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sheetsync.language import Lang
from sheetsync.tables.settings.keys import Settings
from sheetsync.workbook.setup.approval_there import Approval


@dataclass(frozen=True, slots=True)
class Dress:
    """Which columns of a tab wear what, by 0-based position; one cell of a column is enough.

    Attributes:
        named: those whose note says that names stand there.
    """

    notes: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()
    dropdowns: frozenset[int] = frozenset()
    formats: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PresentTab:
    """A tab of the catalogue that the workbook has.

    Attributes:
        columns: shown texts, column by column.
        name_at: 0-based place of the column of names; what stands in it is nobody's row.
        approval: the protection that says who may approve; None without one.
        names: what stands in that column, formulas as such.
        row_count, column_count: of the grid.
        header_row: 1-based row of the headers; None where the tab is blank or has none we know.
        positions: 1-based sheet column of each of the catalogue's columns that has a header.
        is_frozen, is_protected: whether anybody froze rows or protected a range there.
        colours: formulas of the conditional formats there; "" for one without a formula.
        is_marked: whether it carries the mark of a tool tab.
        dress: of a tab with headers: a people's tab, or a tool tab that explains columns (notes).
    """

    sheet_id: int
    title: str
    columns: Sequence[Sequence[object]]
    row_count: int
    column_count: int
    header_row: int | None
    positions: Mapping[str, int]
    is_frozen: bool = False
    is_protected: bool = False
    colours: tuple[str, ...] = ()
    is_marked: bool = False
    dress: Dress = Dress()
    name_at: int | None = None
    names: Sequence[object] = ()
    approval: Approval | None = None

    @property
    def height(self) -> int:
        """The last row that holds anything, names beside codes left aside."""
        return max(map(len, self._counted), default=0)

    @property
    def _counted(self) -> list[Sequence[object]]:
        """The columns whose cells make a row."""
        return [cells for at, cells in enumerate(self.columns) if at != self.name_at]

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not self.height

    def has_values(self, position: int) -> bool:
        """Whether a 0-based column holds anything below the header."""
        cells = self.columns[position] if position < len(self.columns) else ()
        return any(cell not in ("", None) for cell in cells[self.header_row or 0 :])

    @property
    def has_rows(self) -> bool:
        """Whether anybody typed anything below the header; an unticked box is nothing."""
        start = self.header_row or 0
        return any(
            cell not in ("", None, "FALSE", "ЛОЖЬ")
            for cells in self._counted
            for cell in cells[start:]
        )


def with_names_at(there: PresentTab, at: int) -> PresentTab:
    """A tab as it is once a column of names was inserted at a 0-based place."""

    def moved(places: frozenset[int]) -> frozenset[int]:
        return frozenset(place + (place >= at) for place in places)

    dress = there.dress
    return replace(
        there,
        columns=[*there.columns[:at], [], *there.columns[at:]],
        column_count=there.column_count + 1,
        positions={name: place + (place > at) for name, place in there.positions.items()},
        dress=Dress(
            moved(dress.notes), moved(dress.named), moved(dress.dropdowns), moved(dress.formats)
        ),
        name_at=at,
    )


@dataclass(frozen=True, slots=True)
class Present:
    """What the workbook has.

    Attributes:
        tabs: by tab code.
        views: titles of all filter views.
        default_sheet_id: the empty tab of a new spreadsheet, when there is nothing else.
        has_values: whether any tab holds anything.
        locale: the spreadsheet's.
        said: the modules that its Settings say are on.
        modules: those that are on or asked for, and what they need.
        order: titles of all tabs there are, from the left, each with its sheetId.
        lang: the language that its Settings say.
        titled: the language of the titles that its tabs have.
    """

    tabs: Mapping[str, PresentTab]
    views: frozenset[str]
    default_sheet_id: int | None
    has_values: bool
    locale: str = ""
    said: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    order: Mapping[str, int] = field(default_factory=dict)
    lang: Lang = Settings().lang
    titled: Lang = Settings().lang


def own_headers(headers: Mapping[str, str], code: str) -> dict[str, str]:
    """Headers of the team's own for one tab, by column name."""
    prefix = f"{code}."
    return {
        name.removeprefix(prefix): header
        for name, header in headers.items()
        if name.startswith(prefix)
    }
