"""What makes a run stop before it writes: settings, tabs that shrank, tabs that cannot be used."""

from collections.abc import Collection, Mapping

from sheetsync.errors import MissingTabError, SettingsError, ShrunkTabError, UnusableTabError
from sheetsync.journal.memory import Memory
from sheetsync.rules.validation import PublishedTab, unusable_tabs, worded
from sheetsync.tables.catalogue.people import BY_CODE
from sheetsync.tables.catalogue.tool import TOOL_TABS
from sheetsync.tables.table import Tables
from sheetsync.workspace.reading import Reading

_BAD_SETTING = "V-SET-01"


def published_tabs(memory: Memory, reading: Reading) -> list[PublishedTab]:
    """Tool tabs as they were published last beside what they hold now (V-GEN-15)."""
    tabs = []
    for tab in TOOL_TABS:
        before = memory.published(tab.code)
        if not tab.log and tab.code in reading.titles and isinstance(before, list):
            tabs.append(PublishedTab(tab.code, before, reading.rows_of(tab)))
    return tabs


def refuse_bad_settings(tables: Tables) -> None:
    """Stop on a setting that cannot be used: no default is assumed for it.

    Raises:
        SettingsError: naming the first one.
    """
    for finding in tables.findings:
        if finding.code == _BAD_SETTING:
            words = worded(finding, tables, "en")
            place = f"{words.title}!{words.cell}: " if words.cell else ""
            raise SettingsError(f"{place}{words.message}; nothing was written", cure=words.cure)


def refuse_shrunk_tabs(tables: Tables, before: Mapping[str, int], percent: int) -> None:
    """Stop when a people's tab lost most of its rows: somebody emptied or filtered it away.

    Args:
        tables: as they are now.
        before: rows by tab code in the last good run.
        percent: more than this share of the rows may not be lost (safety.lost_rows_percent).

    Raises:
        ShrunkTabError: naming the tab.
    """
    for code, count in before.items():
        table = tables.tables.get(code)
        if table is None or table.error not in {None, "EMPTY_SHEET"}:
            # A tab or header that is missing has a finding and a cure of its own.
            continue
        now = len(table.frame)
        if (count - now) * 100 > count * percent:
            title = table.title or BY_CODE[code].title(tables.lang)
            raise ShrunkTabError(
                f"Tab {title!r} had {count} rows at the last good run and has {now} now; "
                "nothing was written",
                cure="bring the rows back (File, Version history), or add --force if right",
            )


def require_tabs(tables: Tables, codes: Collection[str], percent: int) -> None:
    """Stop unless these tabs can be used.

    Raises:
        MissingTabError: the workbook lacks one of them.
        UnusableTabError: headers are missing or doubled, or too many rows are bad.
    """
    for code in codes:
        if code not in tables.tables:
            raise MissingTabError(
                f"The workbook has no tab {BY_CODE[code].title(tables.lang)!r}; "
                "nothing was written",
                cure="run sheetsync init --repair, or give the tab its name back",
            )
    reasons = unusable_tabs(tables, percent)
    for code in codes:
        if code in reasons:
            raise UnusableTabError(
                f"Tab {tables.tables[code].title!r}: {reasons[code]}; nothing was written",
                cure="run sheetsync run validate: the Validation tab names each cell",
            )
