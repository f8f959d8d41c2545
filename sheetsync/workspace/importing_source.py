"""What an import has been given: the tabs of files, of a mapping, or of the matcher, as ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from google.auth.transport.requests import AuthorizedSession
from msgspec.structs import replace as replace_struct

from sheetsync.config import Config
from sheetsync.errors import SourceFileError
from sheetsync.files import SourceTab, read_source
from sheetsync.language import Lang, Phrase, Sayable, Several
from sheetsync.tables.adoption.codes import GivenCode
from sheetsync.tables.adoption.lens import OwnTerms
from sheetsync.tables.catalogue.modules import people_tabs, tool_tabs
from sheetsync.tables.catalogue.rating import GROUPS
from sheetsync.tables.cleaning import comparable
from sheetsync.tables.importing.transfer import (
    source_headers,
    source_tab,
)
from sheetsync.tables.schema import PeopleTab
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.tab_source import TabGrid
from sheetsync.tables.wrong_headers import wrong_headers
from sheetsync.workbook.setup.present import Present, own_headers
from sheetsync.workspace.importing_mapped import mapped_tabs
from sheetsync.workspace.importing_matched import matched_tabs

#: Tabs of a file that may be ours in words of their own; ours by their title have other reasons.
_ASKED_OF_MATCHER = frozenset({"unknown", "headers"})


@dataclass(frozen=True, slots=True)
class Asked:
    """How a source is to be read.

    Attributes:
        path: an .xlsx file, a folder of .csv files, with a mapping also an address.
        lang: of codes that are made.
        mapping: what its tabs mean; None: they are called as ours are.
        http: a session of your own in front of a Google spreadsheet.
    """

    path: Path
    lang: Lang
    mapping: Path | None = None
    http: AuthorizedSession | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A tab of the file that went nowhere.

    Attributes:
        source: its name in the file.
        reason: "tool", "unknown", "headers", "empty", "unsure" for a column that the matcher does
            not surely know, or "off" for a tab whose module is off.
        detail: of "headers", what stands there, what is wanted, and how the file was read.
    """

    source: str
    reason: str
    detail: Sayable | None = None


@dataclass(frozen=True, slots=True)
class ImportSource:
    """A file's tabs as the catalogue knows them.

    Attributes:
        locale: how days and numbers are written in the tabs of `mapped`; "": as in the workbook.
        mapped: tabs as a mapping, or the matcher, gives them.
        asked: how they were read where names in them stand for codes; None where nothing does.
        months: tabs of it whose month is that of a day.
        are_groups_derived: whether the groups are those that partners are said to be in, and no
            tab of the file.
    """

    tabs: Mapping[str, SourceTab]
    left_out: tuple[LeftOut, ...]
    locale: str = ""
    mapped: Mapping[str, TabGrid] = field(default_factory=dict)
    asked: Asked | None = None
    months: tuple[str, ...] = ()
    are_groups_derived: bool = False

    def locale_of(self, code: str, workbook: str) -> str:
        """How days and numbers are written in a tab; one that is called as ours is as in ours."""
        return (self.locale if code in self.mapped else "") or workbook


def read_asked(config: Config, asked: Asked, given: Sequence[GivenCode] = ()) -> ImportSource:
    """What is to be imported, by the codes of our tabs.

    Args:
        config: titles and headers of the team's own.
        asked: what is read, and how.
        given: codes that partners and legal entities have already.

    Raises:
        ConfigError: the mapping cannot be used.
        SourceFileError: a file cannot be read.
        UnusableTabError: it has not what the mapping names.
    """
    own = OwnTerms(given, Settings().currency, asked.lang)
    if asked.mapping is None:
        tabs = read_source(asked.path, config.columns.values())
        return _with_matched(tabs, _known(tabs, config), own, asked)
    mapped = mapped_tabs(config, asked.path, asked.mapping, own, asked.http)
    found = _known(mapped.tabs, replace_struct(config, tabs={}))
    return ImportSource(
        _called_as_there(found.tabs, mapped.grids),
        found.left_out,
        mapped.locale,
        mapped.grids,
        asked,
        are_groups_derived=GROUPS.code not in mapped.grids,
    )


def _with_matched(
    tabs: Sequence[SourceTab], by_headers: ImportSource, own: OwnTerms, asked: Asked
) -> ImportSource:
    """Besides the tabs that are called as ours are, what the matcher surely knows of the others."""
    unknown = {left.source for left in by_headers.left_out if left.reason in _ASKED_OF_MATCHER}
    known = {given.name: code for code, given in by_headers.tabs.items()}
    wanted = [tab for tab in tabs if tab.name in unknown or tab.name in known]
    matched = matched_tabs(wanted, known, own) if unknown else None
    if matched is None:
        return by_headers
    found = _known(matched.found.tabs, Config())
    left_out = [left for left in by_headers.left_out if left.source not in matched.titles]
    left_out += [LeftOut(name, "unsure") for name in matched.columns]
    return ImportSource(
        {**_called_as_there(found.tabs, matched.found.grids), **by_headers.tabs},
        (*left_out, *found.left_out),
        matched.found.locale,
        matched.found.grids,
        asked,
        matched.months,
        are_groups_derived=GROUPS.code not in by_headers.tabs,
    )


def _called_as_there(
    tabs: Mapping[str, SourceTab], grids: Mapping[str, TabGrid]
) -> dict[str, SourceTab]:
    """The tabs by the titles that the file has for them."""
    titles = {code: given.origins.titles for code, given in grids.items() if given.origins}
    return {
        code: replace(given, name=", ".join(titles[code]) if titles.get(code) else given.name)
        for code, given in tabs.items()
    }


def _known(tabs: Sequence[SourceTab], config: Config) -> ImportSource:
    """Which tab of the file is which, and those that are none.

    Raises:
        SourceFileError: a file that is one of ours, or the only kind there is, cannot be read.
    """
    by_name = {tab.name: tab for tab in tabs}
    found: dict[str, SourceTab] = {}
    left_out = []
    for tab in people_tabs():
        name = source_tab(tab, list(by_name), config.tabs)
        if name is None:
            continue
        given = by_name.pop(name)
        if given.refusal:
            raise given.refusal
        reason, detail = _reason_to_leave_out(tab, given, config)
        if reason:
            left_out.append(LeftOut(name, reason, detail))
        else:
            found[tab.code] = given
    unread = next((given.refusal for given in by_name.values() if given.refusal), None)
    if unread and not found:
        raise unread
    tool = {_letters(title) for tab in tool_tabs() for title in (*tab.titles, tab.code)}
    left_out += [LeftOut(name, "tool" if _letters(name) in tool else "unknown") for name in by_name]
    return ImportSource(found, tuple(left_out))


def _letters(title: str) -> str:
    """A title by its letters alone: an export changes signs that file names may not have."""
    return "".join(filter(str.isalnum, comparable(title)))


def _reason_to_leave_out(
    tab: PeopleTab, given: SourceTab, config: Config
) -> tuple[str, Sayable | None]:
    """Why a tab goes nowhere ("" for one that goes), and what is wrong with its headers."""
    if not given.grid.stored:
        return "empty", None
    headers = source_headers(given.grid, tab, own_headers(config.columns, tab.code))
    if headers.error == "NO_HEADER":
        return "headers", wrong_headers(given.grid, tab, given.read_as)
    return ("empty" if headers.row == len(given.grid.stored) else "", None)


def of_modules(source: ImportSource, present: Present) -> ImportSource:
    """What goes into tabs of modules that are on."""
    on = {tab.code for tab in people_tabs(present.modules)}
    off = [LeftOut(given.name, "off") for code, given in source.tabs.items() if code not in on]
    kept = {code: given for code, given in source.tabs.items() if code in on}
    return replace(source, tabs=kept, left_out=(*source.left_out, *off))


def with_groups_kept(source: ImportSource, present: Present) -> ImportSource:
    """Groups that follow from partners alone leave those that are there already as they are."""
    there = present.tabs.get(GROUPS.code)
    if not source.are_groups_derived or there is None or not there.has_rows:
        return source
    tabs = {code: given for code, given in source.tabs.items() if code != GROUPS.code}
    return replace(source, tabs=tabs)


def nothing_to_import(path: Path, left_out: Sequence[LeftOut]) -> SourceFileError:
    """What is told of a file that has nothing for the workbook."""
    wrong = [
        Phrase(ru="«{source}»: {detail}", en="{source!r}: {detail}").given(
            source=left.source, detail=left.detail
        )
        for left in left_out
        if left.reason == "headers"
    ]
    if wrong:
        return SourceFileError(
            Phrase(
                ru="{path}: ни в одной строке нет известных заголовков: {wrong}",
                en="{path}: no row is known as headers in {wrong}",
            ),
            cure=Phrase(
                ru="исправьте заголовки в файле или скажите в config.yaml (columns:), что они "
                "значат",
                en="correct the headers in the file, or say under columns: in config.yaml what "
                "they mean",
            ),
            path=path,
            wrong=Several(wrong, "; in "),
        )
    names = ", ".join(repr(left.source) for left in left_out)
    return SourceFileError(
        Phrase(
            ru="{path}: нет ни одной вкладки из таблицы, в которой есть строки под заголовками: "
            "{names}",
            en="{path}: no tab of it is one of the workbook's with rows below headers: {names}",
        ),
        cure=Phrase(
            ru="назовите вкладки так же, как в таблице, или скажите в config.yaml (tabs:), какая "
            "есть какая",
            en="name the tabs as in the workbook, or say under tabs: in config.yaml which is which",
        ),
        path=path,
        names=names or Phrase(ru="ни одной", en="nothing"),
    )
