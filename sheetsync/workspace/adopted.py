"""A team's own workbook beside ours: opened for reading only, read anew by every run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from google.auth.transport.requests import AuthorizedSession

from sheetsync.config import Config, SourceConfig
from sheetsync.config.mapping_file import load_mapping
from sheetsync.dates import Clock
from sheetsync.language import Sayable
from sheetsync.tables.adoption.codes import GivenCode
from sheetsync.tables.adoption.derived_groups import with_derived_groups
from sheetsync.tables.adoption.lens import Lens, OwnTerms, read_through, wanted_titles
from sheetsync.tables.adoption.mapping import Mapping
from sheetsync.tables.adoption.source import Source, SourceSheet
from sheetsync.tables.catalogue.logs import CODES
from sheetsync.tables.catalogue.rating import GROUPS
from sheetsync.tables.reading.people_tabs import TablesTerms
from sheetsync.tables.reading.tool_tabs import read_tool_tab
from sheetsync.tables.schema import PeopleTab, ToolTab
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.tab_source import TabGrid
from sheetsync.workbook.source_tabs import Choose, read_source_spreadsheet, with_looks
from sheetsync.workbook.spreadsheet_tabs import SpreadsheetTabs
from sheetsync.workspace.doors import open_source

if TYPE_CHECKING:
    from sheetsync.files import SourceTab

#: Waits for Google, told in seconds with the reason.
OnWait = Callable[[float, Sayable], None]


@dataclass(frozen=True, slots=True)
class AdoptedTabs:
    """The tabs that a source gives through its mapping.

    Attributes:
        lens: the source as tabs of ours.
        groups: the own workbook's groups, with those that partners of the source belong to.
    """

    lens: Lens
    groups: TabGrid | None

    def tab(self, tab: PeopleTab | ToolTab) -> TabGrid | None:
        """A tab's cells; None when its rows stand in the own workbook."""
        return self.groups if tab.code == GROUPS.code else self.lens.tab(tab)


@dataclass(frozen=True, slots=True)
class Adopted:
    """A team's workbook, and what its tabs mean.

    Attributes:
        config: names both.
        clock: tells the time and sleeps.
        on_wait: told seconds and reason before each wait for Google.
        http: a session of your own in front of a local Google.
    """

    config: Config
    source: SourceConfig
    clock: Clock
    on_wait: OnWait
    http: AuthorizedSession | None = None

    @property
    def mapping(self) -> Mapping:
        """What the tabs mean.

        Raises:
            ConfigError: the file is missing, or says what cannot be meant.
        """
        return load_mapping(self.config.path(self.source.mapping))

    def read(self, choose: Choose, headers: Sequence[str] = (), *, looks: bool = False) -> Source:
        """Read the tabs that are chosen among the titles.

        Args:
            choose: told all titles, says which tabs are wanted.
            headers: that are known; they tell a .csv file's encoding.
            looks: ask Google for colours too, by one read more; a file tells them anyway.

        Raises:
            SourceFileError: a file that is wanted cannot be read.
            WorkbookError: the spreadsheet cannot be read.
        """
        if self.source.file:
            return read_source_files(self.config.path(self.source.file), choose, headers)
        session = open_source(self.config, self.source, self.clock, self.on_wait, http=self.http)
        source = read_source_spreadsheet(session, choose, self.clock)
        return with_looks(session, source) if looks else source

    def tabs(self, sheet: SpreadsheetTabs, settings: Settings, terms: TablesTerms) -> AdoptedTabs:
        """The source through its mapping.

        Args:
            sheet: the own workbook: codes that were given, groups.
            settings: what its Settings say.
            terms: how it is read.
        """
        mapping = self.mapping
        headers = [rule.from_ for tab in mapping.used for _, _, rule in tab.rules()]
        source = self.read(lambda titles: wanted_titles(mapping, titles), headers)
        own = OwnTerms(given_codes(sheet), settings.currency, settings.lang)
        lens = read_through(mapping, source, own)
        groups = with_derived_groups(sheet.tab(GROUPS), lens.group_ids, terms.locale)
        return AdoptedTabs(lens, groups)


def waits_unheard(_wait_s: float, _why: Sayable) -> None:
    """Waits for Google that nobody is told of."""


def given_codes(sheet: SpreadsheetTabs) -> list[GivenCode]:
    """The codes of earlier runs, as the own workbook keeps them."""
    given = sheet.tab(CODES)
    frame = read_tool_tab(CODES, given.grid if given else None)
    names = ("tab", "code", "name", "inn", "source")
    return [
        GivenCode(*(str(row[name]) for name in names))
        for row in frame[list(names)].fillna("").to_dict("records")
    ]


def read_source_files(path: Path, choose: Choose, headers: Sequence[str]) -> Source:
    """An .xlsx file, or a folder of .csv files, as a source.

    Raises:
        SourceFileError: it cannot be read, or a file of the folder that is wanted cannot.
    """
    from sheetsync.files import read_source  # noqa: PLC0415  # openpyxl, for files alone

    tabs = read_source(path, [header for header in headers if header])
    titles = [tab.name for tab in tabs]
    wanted = set(choose(titles))
    return Source(path.name, [_sheet(tab) for tab in tabs if tab.name in wanted], titles)


def _sheet(tab: "SourceTab") -> SourceSheet:
    if tab.refusal is not None:
        raise tab.refusal
    return SourceSheet(tab.name, tab.grid, "", tab.looks)


def adopted_of(
    config: Config, clock: Clock, on_wait: OnWait, http: AuthorizedSession | None
) -> Adopted | None:
    """The team's workbook that a config names; None where it names none."""
    source = config.source
    if source is None or not source.is_on:
        return None
    return Adopted(config, source, clock, on_wait, http)
