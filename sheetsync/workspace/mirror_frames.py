"""What the mirror tells, for analysts: a tab as of a day, changes, the life of a row, as frames."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd

from sheetsync.config import Config
from sheetsync.dates import Clock
from sheetsync.mirror.mirror import Kept
from sheetsync.tables.catalogue.modules import people_by_code, tool_by_code
from sheetsync.workspace.from_mirror import reading_at
from sheetsync.workspace.history import Past
from sheetsync.workspace.instants import instant_of
from sheetsync.workspace.mirroring import mirror_of

When = str | date | datetime
_CHANGE = (
    "not_before", "at", "tab", "title", "key", "column", "header", "was", "now", "by", "sync",
    "renamed_from", "what", "named", "row",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MirrorFrames:
    """The mirror of a company, to be asked.

    Attributes:
        config: names it.
        clock: tells what now is.
    """

    config: Config
    clock: Clock

    def table(self, tab: str, as_of: When | None = None) -> pd.DataFrame:
        """A tab as it stood.

        Args:
            tab: its code, as ``partners``; or the short name of a team's own tab.
            as_of: a day (its end, by the workbook's clock) or a moment; None: as it was seen last.

        Returns:
            The typed rows of a tab of the catalogue by the codes of its columns; of a team's own,
            the texts by its headers.

        Raises:
            KeyError: the mirror has no such tab.
            RunRequestError: nobody had looked by then.
        """
        with self._held() as held:
            if tab not in held.tabs:
                raise KeyError(tab)
            at = self._instant(held, as_of, end=True) or self.clock.now()
            if tab in people_by_code():
                return reading_at(self.config, held, at).tables.frame(tab)
            if tab in tool_by_code():
                return reading_at(self.config, held, at).tool_frame(tool_by_code()[tab])
            return pd.DataFrame(self._past(held).rows(tab, at))

    def changes(
        self, since: When | None = None, until: When | None = None, tab: str | None = None
    ) -> pd.DataFrame:
        """Every changed cell, and every row that came or went, the oldest first.

        Args:
            since: from this day, or moment, on.
            until: up to the end of this day, or a moment.
            tab: only of this tab, by its code.
        """
        with self._held() as held:
            start = self._instant(held, since, end=False)
            end = self._instant(held, until, end=True)
            # What was seen at this very instant belongs to it.
            before = start - timedelta(microseconds=1) if start else None
            return _frame(self._past(held).changes(before, end, [tab] if tab else None))

    def history(self, key: str, tab: str | None = None, column: str = "") -> pd.DataFrame:
        """What became of the rows whose key is, or begins with, a text.

        Args:
            key: of a row, as ``P-017``.
            tab: only in this tab, by its code.
            column: only this column, by its code.
        """
        with self._held() as held:
            return _frame(self._past(held).history(key, [tab] if tab else None, column, None))

    @contextmanager
    def _held(self) -> Iterator[Kept]:
        with mirror_of(self.config, read_only=True) as mirror, mirror.reading() as held:
            yield held

    def _past(self, held: Kept) -> Past:
        return Past(held, str(held.workbook["lang"]))

    def _instant(self, held: Kept, told: When | None, *, end: bool) -> datetime | None:
        return None if told is None else instant_of(told, held.workbook["time_zone"], end=end)


def _frame(rows: Sequence[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(_CHANGE), dtype="object")
