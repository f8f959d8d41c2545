"""Open a workspace from a config file."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sheetsync.config import Config, load_config
from sheetsync.dates import Clock
from sheetsync.journal import Journal, host_lock
from sheetsync.workbook.session import SHEETS_SCOPE
from sheetsync.workspace.clock import SystemClock
from sheetsync.workspace.doors import open_workbook
from sheetsync.workspace.options import RunOptions
from sheetsync.workspace.workspace import Workspace


@contextmanager
def open_workspace(
    config: Config | Path | str = "config.yaml",
    *,
    clock: Clock | None = None,
    options: RunOptions | None = None,
    job: str = "",
    scopes: tuple[str, ...] = (SHEETS_SCOPE,),
) -> Iterator[Workspace]:
    """Open the workbook, the journal and the way out for letters that a config names.

    Args:
        config: a config, or the path of its file.
        clock: tells the time; this machine's when not given.
        options: what was asked of the run.
        job: the job's name for the Run log; "" for somebody who only looks.
        scopes: what the service account asks for.

    Yields:
        The workspace. A job holds the lock of this machine's state folder while it is open.

    Raises:
        ConfigError: the config is wrong.
        RunActiveError: another run is active on this machine.
        WorkbookError: the workbook cannot be opened.
    """
    checked = config if isinstance(config, Config) else load_config(Path(config))
    asked = options or RunOptions()
    time = clock or SystemClock()
    state = checked.path(checked.state)
    session = open_workbook(
        checked,
        time,
        on_wait=lambda wait_s, why: asked.progress(f"{why}: waiting {wait_s:.0f} s"),
        scopes=scopes,
    )
    run_id = f"{time.now():%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    with host_lock(state) if job and not asked.dry_run else _no_lock():
        path = state / "journal.sqlite"
        with Journal(path, session.spreadsheet_id, time, read_only=asked.dry_run) as journal:
            yield Workspace(checked, session, journal, time, asked, job, run_id)


@contextmanager
def _no_lock() -> Iterator[None]:
    yield
