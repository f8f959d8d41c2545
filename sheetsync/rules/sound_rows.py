"""Rows that a rule may use, with the catalogue's columns even when the tab is missing."""

from collections.abc import Collection

import pandas as pd

from sheetsync.tables.frames import typed_frame
from sheetsync.tables.schema import PeopleTab
from sheetsync.tables.table import Tables


def sound_rows(
    tables: Tables, tab: PeopleTab, *columns: str, despite: Collection[str] = ()
) -> pd.DataFrame:
    """The rows of a people's tab without errors in the columns used (see `Tables.sound`).

    A tab that is missing has no rows, but its columns.
    """
    rows = tables.sound(tab.code, *columns, despite=despite)
    return typed_frame(tab.columns) if rows.columns.empty else rows
