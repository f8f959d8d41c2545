"""What was seen of a workbook at one moment, as the mirror takes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sheetsync.language import Lang
from sheetsync.tables.cells import Grid
from sheetsync.tables.table import Table


@dataclass(frozen=True, slots=True)
class SeenTab:
    """One tab as it was read.

    Attributes:
        code: of the catalogue, or of the config's own tabs.
        sheet_id: Google's number of the tab, which outlives its title.
        title: as it stands in the workbook.
        grid: its cells.
        table: of a people's tab: what they mean.
        formulas: its cells, as columns: of a formula its text, else the stored value; None where
            they were not read.
        is_renamed: it was found by its number alone; jobs do not find it under this title.
    """

    code: str
    sheet_id: int
    title: str
    grid: Grid
    table: Table | None = None
    is_renamed: bool = False
    formulas: Sequence[Sequence[object]] | None = None


@dataclass(frozen=True, slots=True)
class SeenWorkbook:
    """All tabs of one snapshot.

    Attributes:
        spreadsheet_id: whose history it is.
        title, locale, time_zone: of the spreadsheet.
        lang: of the tool tabs.
        at: when reading began, in UTC.
        tabs: those that were read.
        sheet_ids: numbers of all tabs there are, with their titles.
    """

    spreadsheet_id: str
    title: str
    locale: str
    time_zone: str
    lang: Lang
    at: datetime
    tabs: Sequence[SeenTab]
    sheet_ids: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnTab:
    """A tab that the catalogue does not know and a team wants to keep.

    Attributes:
        title: as it stands in the workbook.
        key: headers of the columns that tell its rows apart; () for none.
    """

    title: str
    key: tuple[str, ...] = ()
