"""Make a workbook: the file in the sandbox, the tabs in either, a backup copy first."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sheetsync.config import Config
from sheetsync.errors import SpreadsheetNotFoundError
from sheetsync.tables.schema import Lang
from sheetsync.workbook.session import DRIVE_SCOPE, SHEETS_SCOPE, Session, open_session
from sheetsync.workbook.setup import SetupOptions, set_up
from sheetsync.workspace.clock import SystemClock
from sheetsync.workspace.doors import open_workbook, sandbox_http, sandbox_patience

_TITLES = {"ru": "Партнёры", "en": "Partners"}
_LOCALES = {"ru": "ru_RU", "en": "en_US"}
TIME_ZONE = "Europe/Moscow"


def make_workbook(
    config: Config, options: SetupOptions, *, backup: bool, now: datetime
) -> list[str]:
    """Make what the workbook lacks; a workbook with values is copied first.

    Args:
        config: names the workbook.
        options: what to make.
        backup: make a copy through Drive when the workbook holds values and would change.
        now: names the copy.

    Returns:
        A line for every thing made, or under dry run for every thing that would be.
    """
    session = _opened(config, options)
    options = replace(options, tabs=config.tabs, columns=config.columns)
    planned = set_up(session, replace(options, dry_run=True))
    if options.dry_run or not planned.lines:
        return list(planned.lines)
    lines = []
    if planned.has_values and backup:
        copy = session.client.copy(session.spreadsheet_id, title=f"backup {now:%Y-%m-%d %H:%M:%S}")
        lines.append(f"backup: {copy.url}")
    return [*lines, *set_up(session, options).lines]


def make_sandbox(config: Config, title: str, locale: str, time_zone: str) -> Session:
    """A new, empty spreadsheet in the sandbox file that the config names."""
    http = sandbox_http(config.path(config.sandbox))
    session = open_session(http, "", sandbox_patience(config, SystemClock()))
    book = session.client.create(title)
    made = Session(session.client, book.id, session.account)
    made.batch_update(
        [
            {
                "updateSpreadsheetProperties": {
                    "properties": {"locale": locale, "timeZone": time_zone},
                    "fields": "locale,timeZone",
                }
            }
        ]
    )
    return made


def set_up_book(session: Session, lang: Lang, rows: Mapping[str, int]) -> None:
    """The tabs of a new workbook, with room for so many rows, without example rows."""
    set_up(session, SetupOptions(lang=lang, examples=False, rows=rows))


def _opened(config: Config, options: SetupOptions) -> Session:
    try:
        return open_workbook(
            config,
            SystemClock(),
            on_wait=lambda _wait_s, _why: None,
            scopes=(SHEETS_SCOPE, DRIVE_SCOPE),
        )
    except SpreadsheetNotFoundError:
        if not config.sandbox:
            raise
        lang: Lang = options.lang
        return make_sandbox(config, _TITLES[lang], _LOCALES[lang], TIME_ZONE)
