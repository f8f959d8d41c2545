"""The mirror beside a run: what its workbook was seen to hold is kept, and what that brought."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from sheetsync import __version__
from sheetsync.config import Config
from sheetsync.errors import ConfigError, SheetsyncError
from sheetsync.language import Lang, Phrase
from sheetsync.mirror.latest import latest_changes
from sheetsync.mirror.mirror import Mirror
from sheetsync.mirror.opening import is_made, mirror_file, open_copy, open_mirror
from sheetsync.mirror.report import SyncReport, SyncTerms
from sheetsync.mirror.seen import SeenTab, SeenWorkbook
from sheetsync.mirror.upkeep import copy
from sheetsync.mirror.words import said
from sheetsync.tables.catalogue.modules import people_by_code
from sheetsync.tables.cells import Grid
from sheetsync.tables.reading.people_tabs import read_sourced_tabs
from sheetsync.tables.reading.sheet_columns import sheet_columns
from sheetsync.tables.tab_source import TabGrid
from sheetsync.tables.table import Table
from sheetsync.workbook.spreadsheet_tabs import NOTHING_BESIDES, Besides
from sheetsync.workspace.changes_tab import changes_rows
from sheetsync.workspace.history import Past
from sheetsync.workspace.options import MIRROR_JOB, Outcome, RunOptions
from sheetsync.workspace.secret_files import secret_of, variable_of
from sheetsync.workspace.workbook_reading import Reading

_NOT_WRITTEN = Phrase(
    ru="зеркало: не записано ({reason}); {cure}", en="mirror: not written ({reason}); {cure}"
)


def no_mirror(file: str = "config.yaml") -> ConfigError:
    """What a command says that needs a mirror where the config names none."""
    return ConfigError(
        Phrase(
            ru="{file}: mirror.url: база не названа", en="{file}: mirror.url: names no database"
        ),
        cure=Phrase(
            ru="впишите mirror.url, например sqlite:///state/mirror.sqlite; затем sheetsync "
            "run mirror",
            en="set mirror.url, for example sqlite:///state/mirror.sqlite; then sheetsync run "
            "mirror",
        ),
        file=file,
    )


def mirror_of(config: Config, *, read_only: bool = False) -> Mirror:
    """The mirror that a config names.

    Raises:
        ConfigError: it names none, or a secret or a name in it cannot be used.
        DatabaseError: it cannot be opened.
        MissingExtraError: PostgreSQL's driver is not installed.
    """
    section = config.mirror
    url = _url_of(config)
    password = ""
    if section.password_file:
        password = secret_of(config.path(section.password_file), "mirror.password_file")
    return open_mirror(section, url, config.path("."), password=password, read_only=read_only)


def mirror_path(config: Config) -> Path | None:
    """The file of the mirror that a config names; None for one on a server.

    Raises:
        ConfigError: the variable with its address is not set.
        DatabaseError: the address is none.
    """
    return mirror_file(_url_of(config), config.path("."))


def copy_to_file(config: Config, path: Path) -> None:
    """Copy all rows of the mirror that a config names into a new SQLite file.

    Raises:
        ConfigError: as `mirror_of`.
        DatabaseError: the mirror cannot be read, or holds nothing.
    """
    with mirror_of(config, read_only=True) as mirror, open_copy(path, read_only=False) as target:
        copy(mirror, target)


@dataclass(frozen=True, slots=True)
class Mirrored:
    """What keeping the workbook brought.

    Attributes:
        report: None when nothing could be written.
        error: why not.
    """

    report: SyncReport | None = None
    error: SheetsyncError | None = None

    def lines(self, lang: Lang) -> tuple[str, ...]:
        """What a person should know, a sentence each."""
        if self.error is not None:
            reason, cure = self.error.words.said(lang), self.error.cure_words.said(lang)
            return (_NOT_WRITTEN.said(lang, reason=reason, cure=cure),)
        return tuple(said(notice, lang) for notice in self.report.notices) if self.report else ()

    @property
    def exit_code(self) -> int:
        """1 when somebody has to look."""
        return int(self.error is not None or (self.report is not None and self.report.is_held))

    def told(self, outcome: Outcome, lang: Lang) -> Outcome:
        """The outcome of a job with what the mirror has to say."""
        lines = self.lines(lang)
        if not lines:
            return outcome
        return replace(
            outcome,
            exit_code=max(outcome.exit_code, self.exit_code),
            left_out=(*outcome.left_out, *lines),
            payload={**outcome.payload, "mirror": list(lines)},
        )


class Mirroring:
    """The mirror of a run, opened when it is first needed.

    Args:
        config: names it.
        job: of the run.
        run_id: of the run.
        options: whether what waits is taken, and whether anything is written.
    """

    def __init__(self, config: Config, job: str, run_id: str, options: RunOptions) -> None:
        self._config = config
        self._terms = SyncTerms(
            run_id=run_id,
            job=job,
            tool_version=__version__,
            lost_rows_percent=config.mirror.lost_rows_percent,
            force=options.force and job == MIRROR_JOB,
            dry_run=options.dry_run,
        )
        self._error: SheetsyncError | None = None

    @cached_property
    def mirror(self) -> Mirror:
        """The mirror itself.

        Raises:
            SheetsyncError: it cannot be opened.
        """
        return mirror_of(self._config)

    @cached_property
    def known(self) -> Mapping[str, int]:
        """Numbers of tabs that were kept before, by code; {} when the database cannot be asked."""
        if self._is_unmade:
            return {}
        try:
            return self.mirror.known_sheets()
        except SheetsyncError as error:
            self._error = error
            return {}

    def besides(self) -> Besides:
        """What is read of the workbook besides what jobs need."""
        own = tuple(one.title for one in self._config.mirror.own_tabs.values())
        known = frozenset(self.known.values())
        formulas = self._config.mirror.formulas
        return Besides(own, known, formulas) if own or known or formulas else NOTHING_BESIDES

    def keep(self, reading: Reading) -> Mirrored:
        """Keep what was read; a database that fails is told, and stops nobody."""
        try:
            return Mirrored(self.sync(reading))
        except SheetsyncError as error:
            return Mirrored(error=error)

    def sync(
        self,
        reading: Reading,
        written_rows: Mapping[str, Collection[int]] | None = None,
        writer: str = "",
    ) -> SyncReport:
        """Keep what was read.

        Args:
            reading: the workbook.
            written_rows: rows of the sheet that were written just now, by the code of their tab.
            writer: who wrote them.

        Raises:
            DatabaseError: nothing was written.
        """
        known = self.known
        if self._error is not None:
            raise self._error
        if self._is_unmade:
            return SyncReport(reading.began_at, None, {}, ())
        terms = replace(self._terms, written_rows=written_rows or {}, writer=writer)
        return self.mirror.sync(seen_workbook(reading, self._config, known), terms)

    def changes(self, lang: Lang) -> pd.DataFrame | None:
        """The rows of the tab Changes; None where none is wanted, or nothing can be told."""
        limit = self._config.mirror.changes_tab
        if not limit or self._error is not None or self._is_unmade:
            return None
        try:
            with self.mirror.reading() as kept:
                return changes_rows(latest_changes(kept, limit), Past(kept, lang))
        except SheetsyncError:
            # That the database fails was told when the workbook was to be kept.
            return None

    @property
    def _is_unmade(self) -> bool:
        """Whether a dry run would have to make the file."""
        return self._terms.dry_run and not is_made(self._config.mirror.url, self._config.path("."))

    def close(self) -> None:
        """Close the database, if it was opened."""
        if "mirror" in self.__dict__:
            self.mirror.close()


def seen_workbook(reading: Reading, config: Config, known: Mapping[str, int]) -> SeenWorkbook:
    """What was read, as the mirror takes it.

    Args:
        reading: of the workbook.
        config: names a team's own tabs.
        known: numbers of tabs that were kept before, by code.
    """
    snapshot = reading.snapshot
    by_number = {state.sheet_id: title for title, state in snapshot.tabs.items()}
    renamed = {
        code: by_number[number]
        for code, number in known.items()
        if code not in reading.titles and by_number.get(number) in snapshot.stored
    }
    own = {
        code: one.title
        for code, one in config.mirror.own_tabs.items()
        if one.title in snapshot.stored
    }
    tables = reading.tables.tables
    tabs = [
        _seen_tab(reading, code, title, tables.get(code)) for code, title in reading.titles.items()
    ]
    tabs += [
        replace(
            _seen_tab(reading, code, title, table_of(reading, code, title, snapshot.grid(title))),
            is_renamed=True,
        )
        for code, title in renamed.items()
        if code not in own
    ]
    tabs += [_seen_tab(reading, code, title, None) for code, title in own.items()]
    return SeenWorkbook(
        snapshot.spreadsheet_id,
        snapshot.title,
        snapshot.locale,
        snapshot.time_zone,
        reading.tables.lang,
        reading.began_at,
        tabs,
        by_number,
    )


def _url_of(config: Config) -> str:
    section = config.mirror
    return variable_of(section.url_env, "mirror.url_env") if section.url_env else section.url


def _seen_tab(reading: Reading, code: str, title: str, table: Table | None) -> SeenTab:
    snapshot = reading.snapshot
    tab = people_by_code().get(code)
    if table is not None and tab is not None and reading.adopted and reading.adopted.tab(tab):
        # Its rows stand in the team's own workbook, and are kept as they were read.
        columns = sheet_columns(table.grid)
        grid = Grid(columns.stored, columns.shown, columns_major=True)
        return SeenTab(code, snapshot.tabs[title].sheet_id, title, grid, replace(table, grid=grid))
    return SeenTab(
        code,
        snapshot.tabs[title].sheet_id,
        title,
        snapshot.grid(title),
        table,
        formulas=snapshot.formulas.get(title),
    )


def table_of(reading: Reading, code: str, title: str, grid: Grid) -> Table | None:
    """What a people's tab means, under whatever title; None of a team's own."""
    tab = people_by_code().get(code)
    if tab is None:
        return None
    terms = replace(reading.terms, catalogue=(tab,), settings=reading.tables.settings)
    given = TabGrid(title, grid)
    return read_sourced_tabs({code: given}, terms).tables.get(code)
