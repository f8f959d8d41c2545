"""A team's own workbook for the import: once through its mapping, as tabs of the catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from google.auth.transport.requests import AuthorizedSession

from sheetsync.config import Config, SourceConfig
from sheetsync.config.mapping_file import load_mapping
from sheetsync.errors import UnusableTabError
from sheetsync.files import SourceTab
from sheetsync.language import Phrase
from sheetsync.rules.validation.finding import seen_place
from sheetsync.tables.adoption.lens import Lens, OwnTerms, read_through, wanted_titles
from sheetsync.tables.catalogue.modules import people_by_code
from sheetsync.tables.catalogue.rating import GROUPS
from sheetsync.tables.cells import Grid
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.tab_source import TabGrid
from sheetsync.tables.table import Tables
from sheetsync.workspace.adopted import Adopted, waits_unheard
from sheetsync.workspace.clock import SystemClock

#: What an address of a Google spreadsheet has, and no path of a file.
_ADDRESS = "/spreadsheets/"


@dataclass(frozen=True, slots=True)
class MappedTabs:
    """What a source gives.

    Attributes:
        tabs: called by the codes of our tabs.
        locale: how days and numbers are written in it; "" where nothing tells.
        grids: the same tabs with where their cells stand in the source.
    """

    tabs: list[SourceTab]
    locale: str
    grids: Mapping[str, TabGrid]


def mapped_tabs(
    config: Config,
    source: Path,
    mapping: Path,
    own: OwnTerms,
    http: AuthorizedSession | None = None,
) -> MappedTabs:
    """Read a source through a mapping, for tabs that are to be filled.

    Args:
        config: the key and the patience for a Google spreadsheet.
        source: an .xlsx file, a folder of .csv files, or a spreadsheet's address.
        mapping: what its tabs mean.
        own: codes that people have already, and the language of those that are made.
        http: a session of your own in front of a local Google.

    Raises:
        ConfigError: the mapping cannot be used.
        SourceFileError: the source cannot be read.
        UnusableTabError: it has not what the mapping names; nothing is guessed.
    """
    known = load_mapping(mapping)
    is_google = _ADDRESS in str(source)
    # A path makes one slash of two.
    address = str(source).replace(":/", "://").replace(":///", "://") if is_google else ""
    named = SourceConfig(spreadsheet=address, file="" if is_google else str(source.resolve()))
    adopted = Adopted(config, named, SystemClock(), waits_unheard, http)
    headers = [rule.from_ for tab in known.used for _, _, rule in tab.rules()]
    read = adopted.read(lambda titles: wanted_titles(known, titles), headers)
    return lens_tabs(read_through(known, read, own), known.locale or read.locale)


def lens_tabs(lens: Lens, locale: str) -> MappedTabs:
    """What a source gives that was read.

    Raises:
        UnusableTabError: it has not what the mapping names.
    """
    _refuse_unusable(lens)
    tabs = [SourceTab(code, given.grid) for code, given in lens.grids.items()]
    if lens.group_ids:
        tabs.append(SourceTab(GROUPS.code, _groups(lens.group_ids)))
    return MappedTabs(tabs, locale, lens.grids)


def _refuse_unusable(lens: Lens) -> None:
    for code, given in lens.grids.items():
        for finding in given.findings:
            if finding.effect == "tab":
                place = seen_place(finding, Tables({}, Settings()))
                raise UnusableTabError(
                    Phrase(
                        ru="{place}: в источнике нет того, что называет mapping.yaml: «{header}»; "
                        "ничего не записано",
                        en="{place}: the source has not what mapping.yaml names: {header!r}; "
                        "nothing was written",
                    ),
                    cure=Phrase(
                        ru="верните заголовок или вкладку, или запустите sheetsync adopt --again",
                        en="bring the header or the tab back, or run sheetsync adopt --again",
                    ),
                    place=place.named or people_by_code()[code].en,
                    header=finding.facts.get("adopted", place.title),
                )


def _groups(group_ids: Sequence[str]) -> Grid:
    rows = [("group_id", "name"), *((one, one) for one in group_ids)]
    return Grid(rows, rows)
