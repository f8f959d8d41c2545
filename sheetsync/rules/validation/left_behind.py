"""Tabs of a module that is off and decides what is paid (V-SET-05)."""

from collections.abc import Iterator, Mapping

from sheetsync.tables.catalogue.finding_codes import V_SET_05
from sheetsync.tables.catalogue.modules import module_of
from sheetsync.tables.catalogue.settings import SETTINGS
from sheetsync.tables.schema import Finding
from sheetsync.tables.settings.keys import MODULES_KEY


def left_behind(titles: Mapping[str, str]) -> Iterator[Finding]:
    """An error for each module with money of which a tab with our mark is there while it is off.

    Args:
        titles: of the tabs with the mark of a module that is off, by their codes.
    """
    told = set()
    for code, title in titles.items():
        module = module_of(code)
        if module.money and module.code not in told:
            told.add(module.code)
            facts = {"key": MODULES_KEY, "module": module.code, "tab_title": title}
            yield Finding(V_SET_05, "error", SETTINGS.code, effect="tab", facts=facts)
