"""What the mirror tells of a workbook's past, in rows for people and for machines."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from sheetsync.dates import zone_of
from sheetsync.language import Lang
from sheetsync.mirror.keys import shown_key
from sheetsync.mirror.layout import WHOLE_ROW
from sheetsync.mirror.mirror import Kept
from sheetsync.mirror.seen_columns import OWN
from sheetsync.mirror.versions import Change, TabVersions, Version, shown_text
from sheetsync.tables.catalogue.modules import all_tabs
from sheetsync.tables.cleaning import header_key


@dataclass(frozen=True, slots=True)
class Past:
    """The mirror's versions as people read them.

    Attributes:
        kept: what the mirror holds.
        lang: of headers and titles.
    """

    kept: Kept
    lang: Lang

    @property
    def zone(self) -> tzinfo:
        """Where the workbook is."""
        return zone_of(self.kept.workbook["time_zone"])

    def title(self, code: str) -> str:
        """A tab's title as it was seen last."""
        state = self.kept.states.get(code)
        return str(state["title"]) if state else code

    def code(self, named: str) -> str | None:
        """The tab that somebody names by its code or its title; None: there is none."""
        if named in self.kept.tabs:
            return named
        found = (
            code for code in self.kept.tabs if header_key(self.title(code)) == header_key(named)
        )
        return next(found, None)

    def codes(self, named: Sequence[str]) -> list[str] | None:
        """The tabs that somebody named; None, for all, when nobody named any."""
        return [code for one in named if (code := self.code(one)) is not None] or None

    def header(self, code: str, name: str) -> str:
        """A column's header; `WHOLE_ROW` and a team's own headers as they are."""
        if name.startswith(OWN):
            return name.removeprefix(OWN)
        columns = _headers(self.lang).get(code, {})
        return columns.get(name, name)

    def local(self, moment: datetime | None) -> datetime | None:
        """An instant by the workbook's clock, without its zone, to the second."""
        if moment is None:
            return None
        return moment.astimezone(self.zone).replace(tzinfo=None, microsecond=0)

    def change(self, change: Change) -> dict[str, Any]:
        """A change as one flat row: codes beside words, times by the workbook's clock."""
        return {
            "not_before": _iso(self.local(change.not_before)),
            "at": _iso(self.local(change.at)),
            "tab": change.tab,
            "title": self.title(change.tab),
            "key": shown_key(change.key),
            "column": change.column,
            "header": self.header(change.tab, change.column),
            "was": change.was,
            "now": change.now,
            "by": change.by,
            "sync": change.sync,
            "renamed_from": shown_key(change.renamed_from),
            "what": change.what,
            "named": change.named,
            "row": change.row,
        }

    def changes(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        tabs: Collection[str] | None = None,
    ) -> list[dict[str, Any]]:
        """Every change after `since`, up to `until`, oldest first."""
        return [self.change(change) for change in self.kept.changes(since, until, tabs)]

    def history(
        self, key: str, tabs: Collection[str] | None, column: str, since: datetime | None
    ) -> list[dict[str, Any]]:
        """What became of the rows under a key: each changed cell, or those of one column."""
        found = []
        for code, versions in self.kept.history(key, tabs).items():
            for change in _lives(self.kept.tabs[code], versions):
                is_wanted = not column or change.column in {column, WHOLE_ROW}
                if is_wanted and (since is None or change.at > since):
                    found.append(self.change(change))
        return found

    def rows(self, code: str, at: datetime | None) -> list[dict[str, str]]:
        """A tab as it was: the shown text of every cell by header, in the order of the sheet."""
        versions = self.kept.tabs[code]
        names = [column.name for column in versions.kept.columns]
        told = []
        for row in versions.as_of(at):
            cells = versions.cells(row)
            own = sorted(name for name in cells if name.startswith(OWN))
            told.append(
                {self.header(code, name): shown_text(cells.get(name)) for name in (*names, *own)}
            )
        return told


def _lives(versions: TabVersions, rows: Iterable[Version]) -> list[Change]:
    """The changes of some versions, those of each key one after the other."""
    return sorted(versions.changes_of(list(rows)), key=lambda one: (one.key, one.at))


def _headers(lang: Lang) -> Mapping[str, Mapping[str, str]]:
    return {
        tab.code: {column.name: column.header(lang) for column in tab.columns} for tab in all_tabs()
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(sep=" ")
