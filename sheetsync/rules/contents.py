"""The tab Contents: every tab in a line, what it is for, whose it is, with a link."""

from collections.abc import Mapping

import pandas as pd

from sheetsync.language import Lang
from sheetsync.tables.catalogue.modules import Tab, in_workbook_order
from sheetsync.tables.catalogue.overview import CONTENTS
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.schema import PeopleTab
from sheetsync.tables.writing import Link


def contents(tabs: Mapping[Tab, tuple[str, str]], lang: Lang) -> pd.DataFrame:
    """A row for every tab but itself, in the order of a new workbook.

    Args:
        tabs: the tabs that the workbook has, each with its title there and its address.
        lang: of what they are for.

    Returns:
        The columns of the tab Contents by code.
    """
    shown = [tab for tab in in_workbook_order(tabs) if tab.code != CONTENTS.code]
    rows = [
        {
            "shelf": tab.shelf,
            "tab": tabs[tab][0],
            "about": tab.about.text(lang),
            "owner": "people" if isinstance(tab, PeopleTab) else "tool",
        }
        for tab in shown
    ]
    links = [Link(*tabs[tab]) for tab in shown]
    frame = typed_frame(CONTENTS.columns, rows)
    return frame.assign(tab=pd.Series(links, index=frame.index, dtype="object"))
