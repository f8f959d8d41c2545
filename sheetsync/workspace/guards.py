"""What makes a run stop before it writes: settings, tabs that shrank, tabs that cannot be used."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from sheetsync.errors import (
    MissingTabError,
    ModuleError,
    SettingsError,
    ShrunkTabError,
    UnusableTabError,
)
from sheetsync.language import Lang, Phrase
from sheetsync.rules.validation import PublishedTab, unusable_tabs, worded
from sheetsync.rules.validation.trust import place_of
from sheetsync.tables.catalogue.finding_codes import V_SET_01
from sheetsync.tables.catalogue.modules import module_of, people_by_code, tool_tabs
from sheetsync.tables.catalogue.ranges import MONEY_GROUP_COLUMNS
from sheetsync.tables.catalogue.rating import GROUPS
from sheetsync.tables.catalogue.settings import SETTINGS
from sheetsync.tables.schema import Finding
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.sheet_order import sheet_order
from sheetsync.tables.table import Tables
from sheetsync.workbook.marks import strange_headers
from sheetsync.workspace.workbook_reading import Reading

_BAD_SETTING = V_SET_01
#: Two rows deleted on purpose are no accident, even in a short tab.
_FEWEST_LOST = 3


class LastRun(Protocol):
    """What is remembered of the last good run; the journal keeps it."""

    def row_counts(self) -> dict[str, int]:
        """Rows by the code of the people's tab."""
        ...

    def published(self, code: str) -> object:
        """The rows that a tool tab held then, as they are read again; None when unknown."""
        ...


def published_tabs(last_run: LastRun, reading: Reading) -> list[PublishedTab]:
    """Tool tabs as they were published last beside what they hold now (V-GEN-15)."""
    tabs = []
    for tab in tool_tabs(reading.tables.settings.modules):
        present, header = reading.rows_of(tab), reading.header_of(tab)
        if tab.log or not header:
            continue
        before = last_run.published(tab.code)
        published = before if isinstance(before, list) else present
        names = ["" if at is None else tab.columns[at].name for at in sheet_order(tab, header)]
        strange = strange_headers(tab, header)
        tabs.append(PublishedTab(tab.code, published, present, strange, names))
    return tabs


def refuse_bad_settings(tables: Tables) -> None:
    """Stop on a setting or a group's term that decides money and cannot be used.

    Raises:
        SettingsError: naming the first one; no default is assumed for it.
    """
    finding = bad_setting(tables)
    if finding is not None:
        raise SettingsError(
            Phrase(
                ru="{place}: {what}; ничего не записано", en="{place}: {what}; nothing was written"
            ),
            cure=Phrase(ru="{cure_words}", en="{cure_words}"),
            place=place_of(tables, finding),
            what=_FindingWords(finding, tables, "message"),
            cure_words=_FindingWords(finding, tables, "cure"),
        )


@dataclass(frozen=True, slots=True)
class _FindingWords:
    """What validation says of a finding, in the language of whoever hears of the stop."""

    finding: Finding
    tables: Tables
    part: Literal["message", "cure"]

    def said(self, lang: Lang) -> str:
        words = worded(self.finding, self.tables, lang)
        return words.message if self.part == "message" else words.cure


def bad_setting(tables: Tables) -> Finding | None:
    """The first finding that leaves open what is paid or who gets letters; None without one."""
    return next(
        (
            finding
            for finding in tables.findings
            if finding.severity == "error" and _decides_money(finding)
        ),
        None,
    )


def _decides_money(finding: Finding) -> bool:
    """Whether a finding leaves open what is paid, until when, or who gets letters."""
    if finding.tab == GROUPS.code:
        return finding.code == _BAD_SETTING or finding.column in MONEY_GROUP_COLUMNS
    return finding.tab == SETTINGS.code and finding.effect == "tab"


def refuse_shrunk_tabs(tables: Tables, before: Mapping[str, int], percent: int) -> None:
    """Stop when a people's tab lost most of its rows: somebody emptied or filtered it away.

    Args:
        tables: as they are now.
        before: rows by tab code in the last good run.
        percent: more than this share of the rows, and at least three, may not be lost
            (safety.lost_rows_percent); nor all of them, however few they were.

    Raises:
        ShrunkTabError: naming the tab.
    """
    for code, count in before.items():
        table = tables.tables.get(code)
        if table is None or table.error not in {None, "EMPTY_SHEET"}:
            # A tab or header that is missing has a finding and a cure of its own.
            continue
        now = len(table.frame)
        lost = count - now
        if (count and not now) or (lost >= _FEWEST_LOST and lost * 100 > count * percent):
            place = table.place(f"A{(table.header_row or 0) + 1}")
            title = place.title or people_by_code()[code].title(tables.lang)
            raise ShrunkTabError(
                Phrase(
                    ru="Во вкладке «{title}» при последнем успешном запуске было "
                    "строк: {count}, сейчас {now}, см. {title}!{cell}; ничего не "
                    "записано",
                    en="Tab {title!r} had {count} rows at the last good run and has "
                    "{now} now, see {title}!{cell}; nothing was written",
                ),
                cure=Phrase(
                    ru="верните строки («Файл» → «История версий») или добавьте "
                    "--force, если всё верно",
                    en="bring the rows back (File, Version history), or add --force if right",
                ),
                title=title,
                count=count,
                now=now,
                cell=place.cell,
            )


def refuse_off(code: str, settings: Settings) -> None:
    """Stop when the module of a tab is off.

    Raises:
        ModuleError: naming it, and how to switch it on.
    """
    module = module_of(code)
    if module.code not in settings.modules:
        raise ModuleError(
            Phrase(
                ru="Модуль {code} в этой таблице выключен; ничего не записано",
                en="The module {code} is off in this workbook; nothing was written",
            ),
            cure=Phrase(
                ru="включите его: sheetsync modules on {code}",
                en="switch it on: sheetsync modules on {code}",
            ),
            code=module.code,
        )


def require_tabs(tables: Tables, codes: Collection[str], percent: int) -> None:
    """Stop unless these tabs can be used.

    Raises:
        ModuleError: the module of one of them is off.
        MissingTabError: the workbook lacks one of them.
        UnusableTabError: headers are missing or doubled, or too many rows are bad.
    """
    for code in codes:
        refuse_off(code, tables.settings)
        if code not in tables.tables:
            raise MissingTabError(
                Phrase(
                    ru="В таблице нет вкладки «{title}»; ничего не записано",
                    en="The workbook has no tab {title!r}; nothing was written",
                ),
                cure=Phrase(
                    ru="запустите sheetsync init --repair или верните вкладке её название",
                    en="run sheetsync init --repair, or give the tab its name back",
                ),
                title=people_by_code()[code].title(tables.lang),
            )
    reasons = unusable_tabs(tables, percent)
    for code in codes:
        if code in reasons:
            raise UnusableTabError(
                Phrase(
                    ru="Вкладка «{title}»: {reason}; ничего не записано",
                    en="Tab {title!r}: {reason}; nothing was written",
                ),
                cure=Phrase(
                    ru="запустите sheetsync run validate: вкладка «Проверка» назовёт каждую ячейку",
                    en="run sheetsync run validate: the Validation tab names each cell",
                ),
                title=tables.tables[code].title,
                reason=reasons[code],
            )
