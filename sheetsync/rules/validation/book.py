"""The workbook as validation rules see it: every row, with what could not be read told apart."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cached_property

import pandas as pd

from sheetsync.rules.validation.references import with_meant_keys
from sheetsync.tables.catalogue.people import BY_CODE
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.table import Tables

_MONEY = "_minor"


class Book:
    """People's tabs on one day.

    Codes that only look like another tab's code already stand for it (see `with_meant_keys`), so
    that rules join on codes.

    Attributes:
        as_read: what was read.
        tables: the same with look-alike codes put right.
        settings: what the Settings tab says.
        as_of: the day of calculation.
        today: the same day as frames hold it.
    """

    def __init__(self, tables: Tables, as_of: date) -> None:
        self.as_read = tables
        self.tables = with_meant_keys(tables)
        self.settings = tables.settings
        self.as_of = as_of
        self.today = pd.Timestamp(as_of)

    def has(self, *tabs: str) -> bool:
        """Whether all the tabs are there and could be read."""
        return all(tab in self.tables.tables and self.tables.tables[tab].ok for tab in tabs)

    def frame(self, tab: str) -> pd.DataFrame:
        """All rows of a tab; none, but the columns, when it is missing."""
        frame = self.tables.frame(tab)
        return typed_frame(BY_CODE[tab].columns) if frame.columns.empty else frame

    def readable(self, tab: str, *columns: str) -> pd.DataFrame:
        """The rows whose cells in the columns are blank or could be read.

        What could not be read has its finding already, and is not "missing" besides.

        Args:
            tab: code of the tab.
            columns: names as in the frame.
        """
        frame = self.frame(tab)
        unreadable = self._unreadable[tab]
        bad: set[int] = set()
        for name in columns:
            bad |= unreadable.get(name.removesuffix(_MONEY), set())
        return frame[~frame.index.isin(bad)] if bad else frame

    @cached_property
    def _unreadable(self) -> Mapping[str, Mapping[str, set[int]]]:
        """Sheet rows of cells with an error, by tab and column."""
        rows: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for finding in self.tables.findings:
            if finding.severity == "error" and finding.row is not None and finding.column:
                rows[finding.tab][finding.column].add(finding.row)
        return rows
