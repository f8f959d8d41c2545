"""What every kind of batchUpdate request is handed."""

from dataclasses import dataclass
from typing import Any

from sheetsync.sandbox.access import World
from sheetsync.sandbox.dimensions import refuse_too_many
from sheetsync.sandbox.identity import Identity
from sheetsync.sandbox.protection import refuse_protected
from sheetsync.sandbox.ranges import Area, area_of
from sheetsync.sandbox.workbook import Sheet, Workbook

Json = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """A batch under way.

    Attributes:
        world: the store and the switches.
        workbook: what is changed.
        identity: who changes it.
    """

    world: World
    workbook: Workbook
    identity: Identity

    def area(self, grid_range: Json) -> Area:
        """A GridRange that is going to be written.

        Raises:
            ApiError: it is empty, outside the grid, or protected against the caller.
        """
        area = area_of(self.workbook, grid_range)
        refuse_protected(self.workbook, area, self.identity)
        return area

    def whole(self, sheet: Sheet) -> Area:
        """All of a sheet, going to be restructured.

        Raises:
            ApiError: part of it is protected against the caller.
        """
        area = Area(sheet, 0, 0, sheet.row_count, sheet.column_count)
        refuse_protected(self.workbook, area, self.identity)
        return area

    def refuse_too_many_cells(self) -> None:
        """Refuse a workbook that outgrew the limit.

        Raises:
            ApiError: as Google words it.
        """
        refuse_too_many(self.workbook, self.world.switches.most_cells)
