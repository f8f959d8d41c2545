"""Rows for a tool tab, typed: what a run publishes before a door makes cells, or SQL, of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pandas as pd

from sheetsync.tables.schema import ToolTab

#: Every column has the header that the catalogue says.
NO_HEADINGS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class TabFrame:
    """What a tool tab shall hold, or what is appended to a log.

    Attributes:
        tab: which one.
        frame: a column for each of the tab's columns by `frame_name` (money in minor units, enums
            as codes); one that is not there stays blank.
        headings: headers that the run says itself, as the months of a table by months, by the
            column's name.
    """

    tab: ToolTab
    frame: pd.DataFrame
    headings: Mapping[str, str] = field(default_factory=lambda: NO_HEADINGS)
