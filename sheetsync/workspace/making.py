"""Make a workbook: the file in the sandbox, the tabs in either, a backup copy first."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from tempfile import TemporaryDirectory

from google.auth.transport.requests import AuthorizedSession
from msgspec.structs import replace as replace_struct

from sheetsync.config import Config
from sheetsync.errors import AccessDeniedError, SpreadsheetNotFoundError
from sheetsync.language import Lang, Phrase, Sayable, language
from sheetsync.tables.catalogue.changes import CHANGES
from sheetsync.tables.catalogue.logs import CODES
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.workbook.open_session import open_session
from sheetsync.workbook.session import DRIVE_SCOPE, SHEETS_SCOPE, Session
from sheetsync.workbook.setup import SetupOptions, set_up, tidy
from sheetsync.workspace.clock import SystemClock
from sheetsync.workspace.doors import open_workbook, sandbox_http, sandbox_patience

TIME_ZONE = "Europe/Moscow"
_BACKUP = Phrase(ru="резервная копия: {url}", en="backup: {url}")


def make_workbook(
    config: Config,
    options: SetupOptions,
    *,
    backup: bool,
    now: datetime,
    http: AuthorizedSession | None = None,
) -> list[str]:
    """Make what the workbook lacks; a workbook with values is copied first.

    Args:
        config: names the workbook; one that a sandbox file lacks is made.
        options: what to make.
        backup: make a copy through Drive when the workbook holds values and would change.
        now: names the copy.
        http: a session of your own in front of the sandbox, for tests that meddle with it.

    Returns:
        A line for every thing made, or under dry run for every thing that would be.

    Raises:
        AccessDeniedError: the account may not make a copy; nothing was written.
    """
    with opened_workbook(config, options.lang, dry_run=options.dry_run, http=http) as session:
        return completed(session, config, options, backup=backup, now=now)


def completed(
    session: Session, config: Config, options: SetupOptions, *, backup: bool, now: datetime
) -> list[str]:
    """`make_workbook` for a workbook that is open; moving tabs needs no copy."""
    options = replace(
        _beside_source(options) if config.has_source else options,
        tabs=config.tabs,
        columns=config.columns,
        wanted=wanted_tabs(config),
        approvers=config.payments.approvers if config.payments else (),
    )
    if options.tidy:
        return tidy(session, options)
    planned = set_up(session, replace(options, dry_run=True))
    if options.dry_run or not planned.lines:
        return list(planned.lines)
    backups = [_copied(session, now)] if planned.has_values and backup else []
    lines = [_BACKUP.said(options.lang, url=url) for url in backups]
    return [*lines, *set_up(session, options).lines]


def _beside_source(options: SetupOptions) -> SetupOptions:
    """Names and marks serve rows, and the rows stand in the team's own workbook."""
    return replace(options, names=False, marks=False)


def _copied(session: Session, now: datetime) -> str:
    """The address of a backup copy."""
    try:
        copy = session.client.copy(session.spreadsheet_id, title=f"backup {now:%Y-%m-%d %H:%M:%S}")
    except AccessDeniedError as error:
        # A service account has no storage of its own outside shared drives.
        raise AccessDeniedError(
            Phrase(
                ru="Резервную копию сделать нельзя, ничего не записано: {why}",
                en="No backup copy can be made, nothing was written: {why}",
            ),
            cure=Phrase(
                ru="сделайте копию вручную («Файл» → «Создать копию») и запустите с --no-backup",
                en="make one by hand (File, Make a copy), then run again with --no-backup",
            ),
            why=error.words,
        ) from None
    return str(copy.url)


@contextmanager
def opened_workbook(
    config: Config, lang: Lang, *, dry_run: bool, http: AuthorizedSession | None = None
) -> Iterator[Session]:
    """The workbook, a new one in a sandbox file that holds none.

    Under dry run that new one is made in a file that is thrown away.

    Args:
        config: names the workbook.
        lang: of a new one: its title and locale.
        dry_run: whether nothing may be made.
        http: a session of your own in front of the sandbox.
    """
    session = _opened(config, http)
    if session is not None:
        yield session
        return
    with TemporaryDirectory() as folder:
        kept = replace_struct(config, sandbox=f"{folder}/empty.sqlite") if dry_run else config
        yield make_sandbox(kept, PARTNERS.title(lang), language(lang).spreadsheet, TIME_ZONE)


def _opened(config: Config, http: AuthorizedSession | None) -> Session | None:
    """The workbook; None when the sandbox file, or the spreadsheet in it, is not there yet."""
    if config.sandbox and http is None and not config.path(config.sandbox).exists():
        return None
    scopes = (SHEETS_SCOPE, DRIVE_SCOPE)
    try:
        return open_workbook(config, SystemClock(), on_wait=_unheard, scopes=scopes, http=http)
    except SpreadsheetNotFoundError:
        if not config.sandbox:
            raise
        return None


def _unheard(_wait_s: float, _why: Sayable) -> None:
    """Waits are short here, and nobody is told of them."""


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


def set_up_book(
    session: Session,
    lang: Lang,
    rows: Mapping[str, int],
    wanted: frozenset[str] | None = None,
    modules: Sequence[str] = (),
) -> None:
    """The tabs of a new workbook, with room for so many rows, without example rows."""
    options = SetupOptions(
        lang=lang, examples=False, rows=rows, wanted=wanted, modules=tuple(modules)
    )
    set_up(session, options)


def wanted_tabs(config: Config) -> frozenset[str]:
    """Codes of tabs that only some workbooks have use for, of those that this config gives one."""
    is_told = bool(config.mirror.is_on and config.mirror.changes_tab)
    wanted = ((CHANGES, is_told), (CODES, config.has_source))
    return frozenset(tab.code for tab, is_wanted in wanted if is_wanted)
