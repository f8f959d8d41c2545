"""The tabs that lead through the workbook: Contents and Help, as runs write them too."""

from collections.abc import Iterator

import pandas as pd

from sheetsync.language import Lang
from sheetsync.rules.contents import contents
from sheetsync.rules.help import help_lines
from sheetsync.tables.catalogue.overview import CONTENTS, HELP
from sheetsync.tables.schema import ToolTab
from sheetsync.workbook.setup.layout import Layouts, TabLayout


def guides(layouts: Layouts, lang: Lang) -> Iterator[tuple[ToolTab, TabLayout, pd.DataFrame]]:
    """Each of them that the workbook has, with all its rows."""
    own = [each for each in layouts.values() if not each.is_foreign]
    places = {each.tab: (each.title, f"#gid={each.sheet_id}") for each in own}
    titles = {each.tab.code: each.title for each in own}
    for tab, rows in ((CONTENTS, contents(places, lang)), (HELP, help_lines(titles, lang))):
        layout = layouts.get(tab.code)
        if layout is not None and not layout.is_foreign:
            yield tab, layout, rows
