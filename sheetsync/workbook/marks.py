"""Which tool tabs are ours to write: marked, with our headers, or empty.

A team may have a tab of its own under a title that a tool tab has; it is never written into.
Source: amendments.md 6; https://developers.google.com/sheets/api/guides/metadata
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sheetsync.tables.catalogue.modules import Tab, tool_tabs
from sheetsync.tables.catalogue.overview import DASHBOARD
from sheetsync.tables.cleaning import header_key
from sheetsync.tables.reading.headers import find_tab, titles_like
from sheetsync.tables.schema import Column, ToolTab
from sheetsync.tables.sheet_order import sheet_order
from sheetsync.tables.spellings import spellings

#: Key of the developer metadata on every tool tab, and on every tab of a module that is switched
#: on; its value is the tab's code.
MARK_KEY = "sheetsync-tab"
#: What a field mask asks of a sheet to know whether it is marked.
MARK_FIELDS = "developerMetadata(metadataKey,metadataValue)"
#: A summary whose words stand in many tables is known by its first two headers.
_KNOWN_BY_FIRST = {DASHBOARD.code: 2}


def mark_request(sheet_id: int, code: str) -> dict[str, Any]:
    """The request that marks a tab as ours."""
    metadata = {
        "metadataKey": MARK_KEY,
        "metadataValue": code,
        "location": {"sheetId": sheet_id},
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": metadata}}


def is_marked(sheet: Mapping[str, Any]) -> bool:
    """Whether a sheet's metadata say that a run of ours made or published it."""
    return any(mark.get("metadataKey") == MARK_KEY for mark in sheet.get("developerMetadata", ()))


def mark_of(sheet: Mapping[str, Any]) -> str:
    """The code that a sheet's mark names; "" for a sheet without our mark."""
    marks = sheet.get("developerMetadata", ())
    codes = (mark.get("metadataValue", "") for mark in marks if mark["metadataKey"] == MARK_KEY)
    return next(codes, "")


def title_in(tab: Tab, marks: Mapping[str, str], configured: Mapping[str, str]) -> str | None:
    """The title under which a tab stands in the workbook, None when it is missing.

    Args:
        tab: one that a workbook may do without is found by its mark besides: a team may have tabs
            of its own under such a title. Where two tabs answer, one by a title of today and one by
            a title of an earlier version, the marks tell which is ours: a tool tab carries its own,
            and people's tabs are called as the version called them that made the tool tabs.
        marks: the code that each tab's mark names, "" without one, by title.
        configured: titles of your own by tab code (config.yaml, ``tabs``).

    Raises:
        UnusableTabError: two tabs answer to it, and choosing one would be guessing.
    """
    if not (isinstance(tab, ToolTab) and tab.optional):
        named = titles_like(tab, marks, configured)
        ours = _of_its_version(tab, named, marks) if len(named) > 1 else named
        return find_tab(tab, ours, configured)
    named = titles_like(tab, marks, configured)
    return next((title for title in named if marks[title] == tab.code), None)


def _of_its_version(tab: Tab, named: Sequence[str], marks: Mapping[str, str]) -> list[str]:
    """Of tabs that answer to one name those that the marks speak for; all where they are silent."""
    marked = [title for title in named if marks[title] == tab.code]
    if marked or isinstance(tab, ToolTab):
        return marked or list(named)
    ages = {
        _is_former(tool, title)
        for tool in tool_tabs()
        for title, code in marks.items()
        if code == tool.code and tool.formerly
    }
    if len(ages) != 1:
        return list(named)
    is_old = ages.pop()
    return [title for title in named if _is_former(tab, title) == is_old] or list(named)


def _is_former(tab: Tab, title: str) -> bool:
    """Whether no title of today is a tab's."""
    return not titles_like(replace(tab, formerly=()), [title])


def is_ours(tab: ToolTab, columns: Sequence[Sequence[object]], *, marked: bool) -> bool:
    """Whether a tab under a tool tab's title may be written.

    Args:
        tab: whose title it has.
        columns: its cells, column by column.
        marked: whether it carries our mark.

    Returns:
        Whether it is empty, marked, or has at least half of the tab's headers in row 1, of any
        language. A tab that a workbook may do without is ours with the mark alone.
    """
    if tab.optional:
        return marked
    if marked or not any(cell not in ("", None) for column in columns for cell in column):
        return True
    first = _KNOWN_BY_FIRST.get(tab.code)
    row = [header_key(str(column[0])) if column else "" for column in columns]
    known = [spellings(column) for column in tab.columns]
    if first is not None:
        return len(row) >= first and all(row[at] in known[at] for at in range(first))
    there = sum(not names.isdisjoint(row) for names in known)
    return there * 2 >= len(known)


def strange_headers(tab: ToolTab, row: Sequence[object]) -> list[int]:
    """Positions, from 0, of headers that are not as any language or version writes them.

    Columns may stand in any order; one that each run heads anew may be headed anyhow, and one that
    workbooks of earlier versions lack may be missing. A tab that is laid out as a tab of people's
    has their headers too.
    """
    if tab.is_laid_out:
        return []
    texts = [header_key(cell) for cell in row]
    strange = []
    for position, at in enumerate(sheet_order(tab, row)):
        text = texts[position] if position < len(texts) else ""
        if at is None:
            strange += [position] if text else []
        elif text not in spellings(tab.columns[at]) and not _may_differ(tab.columns[at], text):
            strange.append(position)
    return strange


def _may_differ(column: Column, text: str) -> bool:
    return column.varies or (column.newer and not text)
