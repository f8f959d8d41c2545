"""Tool tabs and log rows that a run has ready, written together at its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pandas as pd

from sheetsync.journal.memory import Memory
from sheetsync.tables.schema import ToolTab
from sheetsync.tables.tab_frame import NO_HEADINGS, TabFrame
from sheetsync.workbook.publication_plan import TabPublication


class Publisher(Protocol):
    """A door for tool tabs; it makes of typed rows whatever stands behind it."""

    def changed(self, tabs: Sequence[TabFrame]) -> list[ToolTab]:
        """The tabs that do not hold already what they shall."""
        ...

    def publish(self, tabs: Sequence[TabFrame], logs: Sequence[TabFrame]) -> TabPublication:
        """Write the tabs that changed and append the log rows, all or nothing."""
        ...


@dataclass(slots=True)
class Staged:
    """What waits to be written; a tab that is staged twice stands as it was staged last."""

    _tabs: dict[str, TabFrame] = field(default_factory=dict, repr=False)
    _logs: list[TabFrame] = field(default_factory=list, repr=False)

    def replace(
        self, tab: ToolTab, rows: pd.DataFrame, headings: Mapping[str, str] = NO_HEADINGS
    ) -> None:
        """Have a tool tab hold these rows, as they are now, under the headers it shall have."""
        self._tabs[tab.code] = _kept(tab, rows, headings)

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The rows that tool tabs shall hold, by the tabs' codes."""
        return {code: staged.frame for code, staged in self._tabs.items()}

    def append(self, tab: ToolTab, rows: pd.DataFrame) -> None:
        """Have these rows, as they are now, appended to a log."""
        self._logs.append(_kept(tab, rows))

    def changed(self, publisher: Publisher) -> list[ToolTab]:
        """The tabs that would change."""
        return publisher.changed(list(self._tabs.values()))

    def write(self, publisher: Publisher, memory: Memory) -> TabPublication:
        """Write everything, or nothing when nothing changed; remember it."""
        done = publisher.publish(list(self._tabs.values()), self._logs)
        memory.remember_published(done.content)
        self._tabs.clear()
        self._logs.clear()
        return done


def _kept(tab: ToolTab, rows: pd.DataFrame, headings: Mapping[str, str] = NO_HEADINGS) -> TabFrame:
    """The rows by themselves: a job may go on with its frame. Copied only once it does."""
    return TabFrame(tab, rows.copy(deep=False), headings)
