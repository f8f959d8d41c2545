"""An office for tests of jobs: a workbook in the sandbox, people, a clock, a folder of mail."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from sheetsync.config import Config, load_config
from sheetsync.language import Lang, language
from sheetsync.sandbox.adapter import mount
from sheetsync.sandbox.hooks import Hooks
from sheetsync.sandbox.hooks.people import People
from sheetsync.sandbox.server import create_app
from sheetsync.tables.catalogue.modules import people_tabs, tool_by_code
from sheetsync.tables.cells import a1
from sheetsync.tables.cleaning import header_key
from sheetsync.tables.reading.headers import find_tab
from sheetsync.tables.schema import PeopleTab
from sheetsync.testing.clock import StillClock
from sheetsync.testing.drawing import drawn_tabs
from sheetsync.workbook.open_session import open_session
from sheetsync.workbook.session import Session, quoted
from sheetsync.workbook.setup import SetupOptions, set_up
from sheetsync.workspace import Outcome, RunOptions, Workspace, open_workspace
from sheetsync.workspace.doors import sandbox_patience
from sheetsync.workspace.making import wanted_tabs

_CONFIG = """\
sandbox: workbook.sqlite
state: state
mail:
  sender: "Organizer <reports@organizer.example>"
  folder: letters
"""
_NOON = 9
#: A workbook as `init` makes it, by language and tabs that only some have: made once a process,
#: since it takes a second.
_BLANK: dict[tuple[Lang, frozenset[str], tuple[str, ...]], bytes] = {}


class Office:
    """A company's workbook, as `init` makes it, and everything a job needs around it.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     office = Office(Path(folder), date(2026, 4, 15))
    ...     office.type_in('''
    ...         Settings
    ...         Key     | Value
    ...         company | ООО «Организатор»
    ...     ''')
    ...     with office.open() as workspace:
    ...         workspace.settings.company
    'ООО «Организатор»'

    Attributes:
        hooks: faults, quota, the request log of the sandbox.
        source_http: in front of the team's own workbook, where the config names one at Google.
        clock: noon in Moscow of the day the office is at; moves only when somebody sleeps.
    """

    def __init__(
        self,
        folder: Path,
        day: date,
        *,
        lang: Lang = "ru",
        config: str = _CONFIG,
        modules: tuple[str, ...] = (),
    ) -> None:
        self.folder = folder
        self.lang: Lang = lang
        self._modules = modules
        self.source_http: AuthorizedSession | None = None
        self.hooks = Hooks()
        self.clock = StillClock(datetime(day.year, day.month, day.day, _NOON, tzinfo=UTC))
        self.path = folder / "config.yaml"
        self.path.write_text(config, encoding="utf-8")
        workbook = folder / "workbook.sqlite"
        made = (lang, wanted_tabs(self.config), modules)
        if made in _BLANK:
            workbook.write_bytes(_BLANK[made])
        self._app = create_app(workbook, hooks=self.hooks)
        self.http = AuthorizedSession(Credentials(token="owner"))  # noqa: S106  # a role, no secret
        mount(self.http, self._app)
        self.session = self._opened_workbook() if made in _BLANK else self._new_workbook()
        if made not in _BLANK:
            with closing(sqlite3.connect(workbook)) as file:
                _BLANK[made] = file.serialize()

    @property
    def config(self) -> Config:
        """The config as it stands in its file."""
        return load_config(self.path)

    @property
    def people(self) -> People:
        """Colleagues who type, sort, rename and delete."""
        return self.hooks.people(self.session.spreadsheet_id)

    @property
    def today(self) -> date:
        """The day the office is at."""
        return self.clock.now().date()

    def type_in(self, drawing: str) -> None:
        """Fill people's tabs from a drawing (see `sheetsync.testing.drawing`), from row 2 on.

        Columns are found by their headers; those that are not drawn stay as they are.
        """
        updates: dict[str, Sequence[Sequence[object]]] = {}
        for title, grid in drawn_tabs(drawing, locale=language(self.lang).spreadsheet).items():
            tab = next(tab for tab in people_tabs() if find_tab(tab, [title]))
            headers = [_column_number(tab, str(header)) for header in grid.shown[0]]
            rows = [*grid.stored][1:]
            for position, number in enumerate(headers):
                place = f"{quoted(tab.title(self.lang))}!{a1(2, number)}"
                updates[place] = [[row[position] if position < len(row) else ""] for row in rows]
        self.session.write_values(updates, "RAW")

    def open(self, job: str = "", **options: Any) -> Workspace:  # noqa: ANN401  # of RunOptions
        """The workspace of this office; close it."""
        return open_workspace(
            self.path,
            clock=self.clock,
            options=RunOptions(**options),
            job=job,
            http=self.http,
            source_http=self.source_http,
        )

    def run(self, story: Callable[[Workspace], Outcome], **options: Any) -> Outcome:  # noqa: ANN401  # of RunOptions
        """Run a job as the command line would."""
        name = story.__module__.rpartition(".")[2].replace("_", "-")
        with self.open(name, **options) as workspace:
            return workspace.run(story)

    def tab(self, code: str) -> pd.DataFrame:
        """What a tool tab holds, by codes."""
        with self.open() as workspace:
            return workspace.reading.tool_frame(tool_by_code()[code])

    def stored(self) -> dict[str, Sequence[Sequence[object]]]:
        """The stored cells of all tabs, as columns, by title."""
        with self.open() as workspace:
            return dict(workspace.reading.snapshot.stored)

    def letters(self) -> dict[str, bytes]:
        """The drafts in the folder, by file name."""
        return {file.name: file.read_bytes() for file in (self.folder / "letters").glob("*.eml")}

    def _opened_workbook(self) -> Session:
        session = open_session(self.http, "", sandbox_patience(self.config, self.clock))
        (book,) = session.client.list_spreadsheet_files()
        return Session(session.client, book["id"], session.account)

    def _new_workbook(self) -> Session:
        patience = sandbox_patience(self.config, self.clock)
        session = open_session(self.http, "", patience)
        book = session.client.create("Office")
        made = Session(session.client, book.id, session.account)
        properties = {"locale": language(self.lang).spreadsheet, "timeZone": "Europe/Moscow"}
        change = {"properties": properties, "fields": "locale,timeZone"}
        made.batch_update([{"updateSpreadsheetProperties": change}])
        wanted = wanted_tabs(self.config)
        # Without names beside codes, as workbooks of the version before: formulas take time.
        options = SetupOptions(lang=self.lang, examples=False, names=False, wanted=wanted)
        set_up(made, replace(options, modules=self._modules))
        return made


def _column_number(tab: PeopleTab, header: str) -> int:
    wanted = header_key(header)
    for number, column in enumerate(tab.columns, start=1):
        if wanted in {header_key(name) for name in column.names}:
            return number
    raise KeyError(f"no column {header!r} in the tab {tab.en!r}")
