"""Tool tabs and log rows that a run has ready, written together at its end."""

from dataclasses import dataclass, field

import pandas as pd

from sheetsync.journal.memory import Memory
from sheetsync.language import Lang
from sheetsync.tables.schema import ToolTab
from sheetsync.tables.writing import TabCells, tab_cells
from sheetsync.workbook.publish import TabPublication, changed_tabs, publish, published_content
from sheetsync.workbook.session import Session
from sheetsync.workspace.workbook_reading import Reading


@dataclass(slots=True)
class Staged:
    """What waits to be written; a tab that is staged twice stands as it was staged last."""

    _tabs: dict[str, TabCells] = field(default_factory=dict, repr=False)
    _logs: list[TabCells] = field(default_factory=list, repr=False)

    def replace(self, tab: ToolTab, rows: pd.DataFrame, lang: Lang) -> None:
        """Have a tool tab hold these rows."""
        self._tabs[tab.code] = tab_cells(tab, rows, lang)

    def append(self, tab: ToolTab, rows: pd.DataFrame, lang: Lang) -> None:
        """Have these rows appended to a log."""
        self._logs.append(tab_cells(tab, rows, lang))

    def changed(self, reading: Reading) -> list[TabCells]:
        """The tabs that would change."""
        return changed_tabs(reading.snapshot, reading.titles, list(self._tabs.values()))

    def write(self, session: Session, reading: Reading, memory: Memory) -> TabPublication:
        """Write everything in one request, or nothing when nothing changed; remember it."""
        tabs = list(self._tabs.values())
        done = publish(session, reading.snapshot, reading.titles, tabs, self._logs)
        memory.remember_published({cells.tab.code: published_content(cells) for cells in tabs})
        self._tabs.clear()
        self._logs.clear()
        return done
