"""``sheetsync portal``: the web process, and the worker as its child.

Nothing here knows frames, the spreadsheet or mail: the worker does, in a process of its own.
"""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from sheetsync.cli.demo_addresses import (
    Address,
    addresses_aligned,
    demo_addresses,
    show_letter,
)
from sheetsync.cli.speech import speech
from sheetsync.cli.termination import TERMINATION, Terminated
from sheetsync.config import Config, load_config
from sheetsync.errors import PortalError
from sheetsync.language import Phrase, is_language
from sheetsync.portal.store.opening import Store, store_address
from sheetsync.portal.store.owner import owner_of
from sheetsync.portal.store.shelf import desk_page
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.serving import serve
from sheetsync.workspace.clock import SystemClock
from sheetsync.workspace.portal_config import is_demo, made_store, portal_section, portal_vault
from sheetsync.workspace.secret_files import portal_keys

#: Another worker is active; there is nothing to start anew.
_EXIT_ACTIVE = 3
_LOOK_S = 0.5
#: The worker makes the store, once it has opened the workbook.
_STORE_WAIT_S = 120.0
#: A worker that died is started anew after so long, each time twice as long.
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 2.0, 60.0
_GRACE_S = 30.0

_LISTENS = Phrase(ru="страницы партнёров: {url}", en="partners' pages: {url}")
_DIED = Phrase(
    ru="обработчик кончился с кодом {code}; запускаем снова",
    en="the worker ended with code {code}; it is started anew",
)
_NO_STORE = Phrase(
    ru="обработчик не сделал базу портала за {seconds:.0f} с",
    en="the worker did not make the portal's store within {seconds:.0f} s",
)


class WorkerChild:
    """The worker as a child process, started anew when it dies.

    Args:
        config: the config's file.
    """

    def __init__(self, config: Path) -> None:
        self._command = [
            sys.executable, "-m", "sheetsync", "portal", "worker", "--config", str(config),
        ]  # fmt: skip
        self._ending = threading.Event()
        self._child = subprocess.Popen(self._command)  # noqa: S603  # our own command, no shell
        self._watch = threading.Thread(target=self._watched, daemon=True)
        self.code: int | None = None

    def watch(self) -> None:
        """Start it anew when it dies, from now on."""
        self._watch.start()

    def ended(self) -> int | None:
        """Its exit code, None while it lives."""
        return self._child.poll()

    def end(self) -> None:
        """Have it finish, tell the log, and free its lock."""
        self._ending.set()
        if self._child.poll() is None:
            self._child.terminate()
        try:
            self._child.wait(_GRACE_S)
        except subprocess.TimeoutExpired:
            self._child.kill()

    def _watched(self) -> None:
        pause_s = _FIRST_PAUSE_S
        while not self._ending.wait(_LOOK_S):
            code = self._child.poll()
            if code is None:
                continue
            if code == _EXIT_ACTIVE:
                self.code = code
                signal.raise_signal(signal.SIGTERM)
                return
            click.echo(f"sheetsync portal: {speech().say(_DIED, code=code)}", err=True)
            if self._ending.wait(pause_s):
                return
            pause_s = min(pause_s * 2, _LONGEST_PAUSE_S)
            self._child = subprocess.Popen(self._command)  # noqa: S603  # likewise


def served(config: Path, *, with_worker: bool, beside: Sequence[Address] = ()) -> int:
    """Serve until SIGTERM; the exit code.

    Args:
        config: the config's file.
        with_worker: whether a worker is started beside.
        beside: of a demo: addresses of other pages, told of once ours answer.

    Raises:
        SheetsyncError: it cannot begin.
    """
    checked = load_config(config)
    portal_section(checked)
    keys = portal_keys(checked)
    signal.signal(signal.SIGINT, TERMINATION.ask)
    if not with_worker:
        return _serve(checked, keys, beside)
    with _worker(config) as child:
        code = _await_store(checked, child)
        if code is None:
            child.watch()
            code = _serve(checked, keys, beside)
    return child.code or code


def _serve(config: Config, keys: Sequence[str], beside: Sequence[Address]) -> int:
    with made_store(config) as store:
        desk = desk_page(store)
        if desk is not None and is_language(desk.lang):
            speech().hear(desk.lang)
        web = PortalWeb(
            store=store,
            vault=portal_vault(config),
            config=portal_section(config),
            keys=keys,
            clock=SystemClock(),
            max_age_days=config.uploads.max_age_days,
            show_letter=show_letter if is_demo(config) else None,
        )
        try:
            # Who is sending when it is told to stop may finish that.
            serve(
                web, lambda url: _announce(url, config, store, beside), finishing=TERMINATION.held
            )
        except Terminated:
            return 0
    return 0


def _announce(url: str, config: Config, store: Store, beside: Sequence[Address]) -> None:
    """Say where the pages are, of a demo each that opens without a letter."""
    click.echo(speech().say(_LISTENS, url=url))
    if is_demo(config):
        for line in addresses_aligned([*demo_addresses(config, store, speech()), *beside]):
            click.echo(line)


@contextmanager
def _worker(config: Path) -> Iterator[WorkerChild]:
    child = WorkerChild(config)
    try:
        yield child
    finally:
        with TERMINATION.gently(), TERMINATION.held():
            child.end()


def _await_store(config: Config, child: WorkerChild) -> int | None:
    """Wait until the worker has made the store; one that is there already is waited for no longer.

    Returns:
        The exit code of a worker that ended before; it has said why. None: the store is there.

    Raises:
        PortalError: it takes too long.
    """
    address = store_address(config)
    waited_s = 0.0
    while not owner_of(address):
        code = child.ended()
        if code is not None:
            return code
        if waited_s >= _STORE_WAIT_S:
            raise PortalError(_NO_STORE, seconds=_STORE_WAIT_S)
        TERMINATION.event.wait(_LOOK_S)
        waited_s += _LOOK_S
    return None
