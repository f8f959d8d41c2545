"""Rows for a tool tab, typed: what a run publishes before a door makes cells, or SQL, of them."""

from dataclasses import dataclass

import pandas as pd

from sheetsync.tables.schema import ToolTab


@dataclass(frozen=True, slots=True)
class TabFrame:
    """What a tool tab shall hold, or what is appended to a log.

    Attributes:
        tab: which one.
        frame: a column for each of the tab's columns by `frame_name` (money in minor units, enums
            as codes); one that is not there stays blank.
    """

    tab: ToolTab
    frame: pd.DataFrame
