"""What a sight of the workbook brought, and what of it waits for a person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

#: What waits, or is said, and why (road-out.md 3). Codes of unusable tabs stand for themselves.
NoticeCode = str
LOST_ROWS = "HELD_LOST_ROWS"
ERROR_COLUMN = "HELD_ERRORS"
LOADING_CELLS = "HELD_LOADING"
TAB_GONE = "HELD_TAB_GONE"
TAB_ANEW = "HELD_TAB_ANEW"
UNUSABLE = "HELD_UNUSABLE"
#: That tab's history stands still until a person settles it.
HELD = frozenset({LOST_ROWS, ERROR_COLUMN, LOADING_CELLS, TAB_GONE, TAB_ANEW, UNUSABLE})
TAB_RENAMED = "TAB_RENAMED"
COLUMN_GONE = "COLUMN_GONE"
ROW_WITHOUT_KEY = "ROW_WITHOUT_KEY"
KEY_REPEATED = "KEY_REPEATED"
NOT_WRITTEN = "NOT_WRITTEN"
STALE = "STALE"

Fact = str | int


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that a person should know.

    Attributes:
        code: what it is.
        tab: code of the tab, "" for the whole database.
        facts: what its sentence is filled with; `title` of the tab among them.
    """

    code: NoticeCode
    tab: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(slots=True)
class TabCounts:
    """How many rows of a tab came, changed, went and came back."""

    inserted: int = 0
    updated: int = 0
    deleted: int = 0
    returned: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.inserted + self.updated + self.deleted + self.returned


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one sight brought.

    Attributes:
        at: the instant that its versions begin at.
        sync_id: its number; None when nothing was written.
        counts: by code of the tab, those with news only.
        notices: what is held or should be known.
    """

    at: datetime
    sync_id: int | None
    counts: Mapping[str, TabCounts]
    notices: Sequence[Notice]

    @property
    def is_held(self) -> bool:
        """Whether a person is waited for."""
        return any(notice.code != STALE for notice in self.notices)

    @property
    def versions(self) -> int:
        """How many versions were written or closed."""
        return sum(count.total for count in self.counts.values())


@dataclass(frozen=True, slots=True)
class SyncTerms:
    """How a sight is to be taken.

    Attributes:
        run_id, job, tool_version: noted with it.
        lost_rows_percent: closings wait when more of a tab's rows, and more than five, are gone.
        force: take what is held.
        by: who wrote what people's tabs hold now.
        written_rows: rows of the sheet, by tab, that `writer` wrote: their versions are its own.
        writer: who.
        dry_run: find out what it would bring, and write nothing.
    """

    run_id: str = ""
    job: str = ""
    tool_version: str = ""
    lost_rows_percent: int = 20
    force: bool = False
    by: str = "sheet"
    dry_run: bool = False
    written_rows: Mapping[str, Collection[int]] = field(default_factory=dict)
    writer: str = ""

    def writer_of(self, tab: str, row: int) -> str:
        """Who wrote a row of the sheet; "" where that is not known apart."""
        return self.writer if row in self.written_rows.get(tab, ()) else ""
