"""The portal's worker as a process: its life, its end, and what it says on stderr."""

import signal
from pathlib import Path

import click

from sheetsync.cli.speech import speech
from sheetsync.cli.termination import TERMINATION
from sheetsync.config import ClamdConfig, Config, load_config
from sheetsync.errors import SheetsyncError
from sheetsync.language import Phrase
from sheetsync.portal.vault.scanning import Clamd
from sheetsync.workspace.clock import SystemClock
from sheetsync.workspace.logs import open_log
from sheetsync.workspace.portal_loop import PortalLoop
from sheetsync.workspace.portal_mailing import open_post
from sheetsync.workspace.portal_remote import file_keeper
from sheetsync.workspace.portal_round import RoundReport
from sheetsync.workspace.portal_worker import PortalWorker, open_worker

_MISSING = Phrase(
    ru="в таблице нет вкладок портала: {tabs}; запустите sheetsync init --repair --with portal",
    en="the workbook lacks tabs of the portal: {tabs}; run sheetsync init --repair --with portal",
)


class _Told:
    """Says what stops a round, once until it changes."""

    def __init__(self) -> None:
        self._before: tuple[str, ...] = ()
        self._beside = ""

    def hear(self, report: RoundReport) -> None:
        """A round has ended."""
        lang = speech().lang
        lines = [error.said(lang) for error in report.trouble]
        if report.missing:
            lines.append(speech().say(_MISSING, tabs=", ".join(report.missing)))
        if tuple(lines) != self._before:
            for line in lines:
                click.echo(f"sheetsync portal: {line}", err=True)
            self._before = tuple(lines)

    def hear_beside(self, error: SheetsyncError) -> None:
        """Letters, scans or files cannot go on."""
        line = error.said(speech().lang)
        if line != self._beside:
            click.echo(f"sheetsync portal: {line}", err=True)
            self._beside = line


def worked(config: Path, *, once: bool) -> int:
    """Work until SIGTERM, or one round; the exit code.

    Raises:
        SheetsyncError: the worker cannot begin, or lost its lease.
    """
    checked, told = load_config(config), _Told()
    open_log(checked)
    signal.signal(signal.SIGINT, TERMINATION.ask)
    with open_worker(checked, SystemClock()) as worker:
        speech().hear(worker.lang)
        loop = _loop(checked, worker, told)
        loop.post.begin()
        if once:
            return _once(loop)
        with TERMINATION.gently():
            loop.run()
    return 0


def _once(loop: PortalLoop) -> int:
    report = loop.turn()
    loop.beside()
    is_kept = _files_kept(loop)
    # What the round decided is told at once; nobody comes back in ten seconds.
    loop.finish()
    loop.post.close()
    is_well = is_kept and not (report is not None and (report.trouble or report.missing))
    return 0 if is_well else 1


def _files_kept(loop: PortalLoop) -> bool:
    """Files sent where they are kept; what is in the way is told, and stops nothing else."""
    if loop.files is None:
        return True
    try:
        loop.files.turn()
    except SheetsyncError as error:
        loop.tell_trouble(error)
        return False
    return True


def _loop(config: Config, worker: PortalWorker, told: _Told) -> PortalLoop:
    scan = worker.section.scan
    return PortalLoop(
        worker=worker,
        post=open_post(config, worker, hold=TERMINATION.held, stop=TERMINATION.asked),
        clamd=Clamd.at(scan.clamd) if isinstance(scan, ClamdConfig) else None,
        files=file_keeper(worker),
        stop=TERMINATION.event,
        tell=told.hear,
        tell_trouble=told.hear_beside,
        held=TERMINATION.held,
    )
