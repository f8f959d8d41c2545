"""Modules of a workbook: which are on, and switching one on or off."""

from collections.abc import Callable
from dataclasses import dataclass

from google.auth.transport.requests import AuthorizedSession

from sheetsync.config import Config
from sheetsync.language import Lang, Sayable
from sheetsync.tables.catalogue.modules import Module
from sheetsync.tables.catalogue.modules import modules as all_modules
from sheetsync.workbook.setup import SetupOptions, known_modules, switch_off
from sheetsync.workbook.setup.looking import read_present
from sheetsync.workspace.clock import SystemClock
from sheetsync.workspace.doors import open_workbook
from sheetsync.workspace.making import make_workbook


@dataclass(frozen=True, slots=True)
class ModuleState:
    """A module, whether it is on, and the titles of tabs that it left in the workbook when off."""

    module: Module
    is_on: bool
    left: tuple[str, ...] = ()

    def tree(self) -> dict[str, object]:
        """As one JSON object."""
        return {
            "code": self.module.code,
            "name": self.module.en,
            "on": self.is_on,
            "tabs": [tab.code for tab in self.module.tabs],
            "needs": list(self.module.needs),
            "left": list(self.left),
        }


def module_states(
    config: Config,
    hear: Callable[[Lang], None] = lambda _lang: None,
    http: AuthorizedSession | None = None,
) -> list[ModuleState]:
    """Every module there is, core first.

    Args:
        config: names the workbook.
        hear: told the workbook's language.
        http: a session of your own in front of the sandbox.
    """
    session = open_workbook(config, SystemClock(), on_wait=_unheard, http=http)
    codes = [one.code for one in all_modules()]
    present = read_present(session, config.tabs, config.columns, codes)
    hear(present.lang)
    return [
        ModuleState(one, True)
        if one.code in present.said
        else ModuleState(
            one,
            False,
            tuple(
                present.tabs[tab.code].title
                for tab in one.tabs
                if tab.code in present.tabs and present.tabs[tab.code].is_marked
            ),
        )
        for one in all_modules()
    ]


def switched_off(
    config: Config,
    name: str,
    *,
    dry_run: bool,
    http: AuthorizedSession | None = None,
) -> list[str]:
    """Take a module out of Settings; what was done and what stays, a line each."""
    session = open_workbook(config, SystemClock(), on_wait=_unheard, http=http)
    lang = language_of(config, http)
    options = SetupOptions(lang=lang, tabs=config.tabs, columns=config.columns, dry_run=dry_run)
    return switch_off(session, name, options)


def switched_on(
    config: Config,
    name: str,
    *,
    backup: bool,
    dry_run: bool,
    http: AuthorizedSession | None = None,
) -> list[str]:
    """Switch a module on as `init` does, in the language of the workbook; what was made."""
    options = SetupOptions(
        lang=language_of(config, http),
        dry_run=dry_run,
        examples=False,
        modules=known_modules([name]),
    )
    return make_workbook(config, options, backup=backup, now=SystemClock().now(), http=http)


def language_of(config: Config, http: AuthorizedSession | None = None) -> Lang:
    """The language that the workbook's Settings say."""
    session = open_workbook(config, SystemClock(), on_wait=_unheard, http=http)
    return read_present(session, config.tabs, config.columns).lang


def _unheard(_wait_s: float, _why: Sayable) -> None:
    """Waits are short here, and nobody is told of them."""
