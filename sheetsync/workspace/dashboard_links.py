"""Where the Dashboard's links lead: to tabs, to filter views, and to single rows."""

import re
from collections.abc import Mapping
from functools import cache

import pandas as pd

from sheetsync.language import Lang, Phrase
from sheetsync.rules.dashboard.lines import RowLink
from sheetsync.tables.catalogue.modules import tool_by_code
from sheetsync.tables.frames import key_of
from sheetsync.tables.writing import Link
from sheetsync.workspace.workbook_reading import Reading

_FIRST_ROW = 2
_RANGE = re.compile(r"&range=[A-Z]+(\d+)")
_OPEN = Phrase(ru="открыть", en="open")
_ROW = Phrase(ru="строка {row}", en="row {row}")


def link_to(url: str, lang: Lang) -> Link:
    """A link that says which row it leads to, if to one.

    A run compares what cells show: a link that said no row would stay where its row once stood.

    >>> link_to("#gid=7&range=A12:R12", "en").text, link_to("#gid=7", "en").text
    ('row 12', 'open')
    """
    row = _RANGE.search(url)
    return Link(_ROW.said(lang, row=row[1]) if row else _OPEN.text(lang), url)


def row_links(reading: Reading, staged: Mapping[str, pd.DataFrame]) -> RowLink:
    """Addresses of rows by their keys: in what is published now, else in what the workbook holds.

    Args:
        reading: the workbook.
        staged: rows of tool tabs that are published in the same request, by their codes.
    """

    @cache
    def rows_of(code: str) -> Mapping[tuple[str, ...], int]:
        tab = tool_by_code()[code]
        frame = staged.get(code)
        if frame is None:
            frame = reading.tool_frame(tab)
            numbers = [int(row) for row in frame.index]
        else:
            numbers = list(range(_FIRST_ROW, len(frame) + _FIRST_ROW))
        keys = [key_of(tab, row) for row in frame[list(tab.key)].to_dict("records")]
        # Of rows with one key the first is meant.
        return dict(reversed(list(zip(keys, numbers, strict=True))))

    def row_link(code: str, key: tuple[str, ...]) -> str:
        row = rows_of(code).get(key)
        return reading.place_of(tool_by_code()[code]).rows(row, row) if row else ""

    return row_link
