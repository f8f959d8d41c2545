"""Open a workspace, or a company to look at, from a config file."""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from google.auth.transport.requests import AuthorizedSession

from sheetsync.config import Config, load_config
from sheetsync.dates import Clock
from sheetsync.journal import Journal, host_lock
from sheetsync.language import Phrase, Sayable
from sheetsync.workbook.session import SHEETS_SCOPE
from sheetsync.workbook.spreadsheet_tabs import NOTHING_BESIDES
from sheetsync.workspace.adopted import adopted_of
from sheetsync.workspace.clock import SystemClock
from sheetsync.workspace.company import Company
from sheetsync.workspace.doors import open_workbook
from sheetsync.workspace.logs import open_log
from sheetsync.workspace.options import MIRROR_JOB, RESTORE_JOB, RunOptions
from sheetsync.workspace.workbook_reading import read_workbook
from sheetsync.workspace.workspace import Workspace

if TYPE_CHECKING:
    from sheetsync.workspace.mirroring import Mirroring

_WAITS = Phrase(ru="{why}: ждём {wait_s:.0f} с", en="{why}: waiting {wait_s:.0f} s")


def open_workspace(  # noqa: PLR0913  # what differs between production and a test, by keyword
    config: Config | Path | str = "config.yaml",
    *,
    clock: Clock | None = None,
    options: RunOptions | None = None,
    job: str = "",
    scopes: tuple[str, ...] = (SHEETS_SCOPE,),
    http: AuthorizedSession | None = None,
    source_http: AuthorizedSession | None = None,
) -> Workspace:
    """Open the workbook and the journal that a config names.

    Args:
        config: a config, or the path of its file.
        clock: tells the time; this machine's when not given.
        options: what was asked of the run.
        job: the job's name for the Run log; "" for somebody who only looks. A job holds the lock
            of this machine's state folder until the workspace is closed.
        scopes: what the service account asks for.
        http: a session of your own in front of the sandbox; `sheetsync.testing` uses it.
        source_http: likewise in front of the team's own workbook (config.yaml, ``source``).

    Returns:
        The workspace; close it, or use it in a ``with`` statement.

    Raises:
        ConfigError: the config is wrong.
        RunActiveError: another run is active on this machine.
        WorkbookError: the workbook cannot be opened.
    """
    checked = config if isinstance(config, Config) else load_config(Path(config))
    open_log(checked)
    asked = options or RunOptions()
    time = clock or SystemClock()
    if asked.from_mirror:
        return _remembered(checked, time, asked, job)
    state = checked.path(checked.state)
    writes = bool(job) and not asked.dry_run
    with ExitStack() as stack:
        if writes:
            stack.enter_context(host_lock(state))
        waiting = partial(_tell_wait, asked)
        adopted = adopted_of(checked, time, waiting, source_http)
        session = open_workbook(
            checked,
            time,
            on_wait=waiting,
            scopes=scopes,
            http=http,
        )
        journal = stack.enter_context(
            Journal(state / "journal.sqlite", session.spreadsheet_id, time, read_only=not writes)
        )
        run_id = _run_id(time)
        mirroring = _mirroring(checked, job, run_id, asked)
        if mirroring is not None:
            stack.callback(mirroring.close)
        company = Company(
            config=checked,
            options=asked,
            clock=time,
            last_run=journal.memory,
            read=lambda: read_workbook(
                session,
                checked,
                time,
                besides=mirroring.besides() if mirroring else NOTHING_BESIDES,
                adopted=adopted,
            ),
        )
        return Workspace(
            company=company,
            session=session,
            journal=journal,
            options=asked,
            job=job,
            run_id=run_id,
            closing=stack.pop_all(),
            mirroring=mirroring,
        )


def _tell_wait(options: RunOptions, wait_s: float, why: Sayable) -> None:
    options.progress(_WAITS.given(why=why, wait_s=wait_s))


def _remembered(config: Config, clock: Clock, options: RunOptions, job: str) -> Workspace:
    """The workbook as the mirror kept it: looked at, and nothing is asked of Google or written."""
    from sheetsync.workbook.kept_session import kept_session  # noqa: PLC0415  # seldom asked for
    from sheetsync.workspace.from_mirror import NoLastRun, mirror_reading  # noqa: PLC0415  # SQLAlchemy

    asked = replace(options, dry_run=True)
    reading = mirror_reading(config, asked.as_of)
    session = kept_session(reading.snapshot)
    with ExitStack() as stack:
        file = config.path(config.state) / "journal.sqlite"
        journal = stack.enter_context(Journal(file, session.spreadsheet_id, clock, read_only=True))
        company = Company(
            config=config, options=asked, clock=clock, last_run=NoLastRun(), read=lambda: reading
        )
        return Workspace(
            company=company,
            session=session,
            journal=journal,
            options=asked,
            job=job,
            run_id=_run_id(clock),
            closing=stack.pop_all(),
        )


def _run_id(clock: Clock) -> str:
    return f"{clock.now():%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


def _mirroring(config: Config, job: str, run_id: str, options: RunOptions) -> "Mirroring | None":
    """The mirror beside a job; None where there is none, or the run writes nothing."""
    section = config.mirror
    is_own = job in {MIRROR_JOB, RESTORE_JOB}
    if not section.is_on or not job or (not is_own and (options.dry_run or not section.with_runs)):
        return None
    from sheetsync.workspace.mirroring import Mirroring  # noqa: PLC0415  # SQLAlchemy takes a while

    return Mirroring(config, job, run_id, options)


@contextmanager
def open_company(
    config: Config | Path | str = "config.yaml",
    *,
    clock: Clock | None = None,
    options: RunOptions | None = None,
    http: AuthorizedSession | None = None,
    source_http: AuthorizedSession | None = None,
) -> Iterator[Company]:
    """Look at the company that a config names; nothing can be written through it.

    Args:
        config: a config, or the path of its file.
        clock: tells the time; this machine's when not given.
        options: the day and the month that are looked at.
        http: a session of your own in front of the sandbox; `sheetsync.testing` uses it.
        source_http: likewise in front of the team's own workbook.

    Raises:
        ConfigError: the config is wrong.
        WorkbookError: the workbook cannot be opened.
    """
    with open_workspace(
        config, clock=clock, options=options, http=http, source_http=source_http
    ) as workspace:
        yield workspace.company
