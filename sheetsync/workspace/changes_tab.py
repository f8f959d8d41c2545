"""The rows of the tab Changes: what the mirror saw change in people's tabs."""

from collections.abc import Sequence

import pandas as pd

from sheetsync.language.marks import clipped
from sheetsync.mirror.layout import REMOVED, WHOLE_ROW
from sheetsync.mirror.versions import Change
from sheetsync.tables.catalogue.changes import CHANGES
from sheetsync.tables.frames import typed_frame
from sheetsync.workspace.history import Past

#: A comment of a page would make a row of the tab a page high.
_LONGEST = 300
#: Who wrote a version -> how it came into the sheet; everything else was a program.
_HOW = {"sheet": "typed", "request": "edit", "restore": "restored"}
_PROGRAM = "program"


def changes_rows(changes: Sequence[Change], past: Past) -> pd.DataFrame:
    """The rows of the tab, in the order of the changes.

    Args:
        changes: of people's tabs, the newest first.
        past: titles, headers and the workbook's clock.
    """
    return typed_frame(CHANGES.columns, [_row(change, past) for change in changes])


def _row(change: Change, past: Past) -> dict[str, object]:
    what = change.what
    was, now = ("", change.row) if what else (change.was, change.now)
    if what == REMOVED:
        was, now = now, was
    return {
        "seen_at": past.local(change.at),
        "not_before": past.local(change.not_before),
        "tab": past.title(change.tab),
        "key": clipped(change.named, _LONGEST),
        "what": what or "cell",
        "column": None if what else past.header(change.tab, change.column),
        "was": clipped(was, _LONGEST) or None,
        "now": clipped(now, _LONGEST) or None,
        "how": _how(change),
    }


def _how(change: Change) -> str:
    # A version names who wrote it; a row that is gone was taken out by people.
    if change.column == WHOLE_ROW and change.what == REMOVED:
        return "typed"
    return _HOW.get(change.by.partition(":")[0], _PROGRAM)
