"""The mirror, opened for a command that only looks."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from sheetsync.cli.mirror_tables import NO_TAB
from sheetsync.cli.speech import speech
from sheetsync.config import Config, load_config
from sheetsync.dates import Clock
from sheetsync.mirror.mirror import Mirror
from sheetsync.mirror.opening import open_copy, open_target
from sheetsync.mirror.upkeep import copy
from sheetsync.workspace.clock import SystemClock
from sheetsync.workspace.history import Past
from sheetsync.workspace.mirroring import mirror_of, no_mirror


@contextmanager
def opened_mirror(config: Path, *, read_only: bool = True) -> Iterator[tuple[Mirror, Config]]:
    """The mirror that a config names.

    Raises:
        ConfigError: it names none.
        DatabaseError: it cannot be opened.
    """
    checked = load_config(config)
    if not checked.mirror.is_on:
        raise no_mirror(config.name)
    with mirror_of(checked, read_only=read_only) as mirror:
        if lang := mirror.lang():
            speech().hear(lang)
        yield mirror, checked


def copied(config: Path, url: str, file: Path | None) -> dict[str, int]:
    """Copy a mirror; the config's database is whichever of the two sides is not told.

    Args:
        config: the config file.
        url: of the database to copy into; "" for the config's.
        file: to copy from; None for the config's database.

    Returns:
        Rows by table.

    Raises:
        ConfigError: the config names no mirror.
        DatabaseError: one of them cannot be opened, or the target holds something.
    """
    with ExitStack() as stack:
        ours, checked = stack.enter_context(opened_mirror(config, read_only=bool(url)))
        source, target = ours, ours.database
        if file is not None:
            source = stack.enter_context(Mirror(open_copy(file), ours.kept))
        if url:
            target = stack.enter_context(open_target(checked.mirror, url))
        return copy(source, target)


@contextmanager
def opened_past(config: Path, tabs: Sequence[str]) -> Iterator[tuple[Past, Clock]]:
    """What the mirror tells of the past, in the workbook's language.

    Args:
        config: the config file.
        tabs: codes or titles that were asked for.

    Raises:
        ConfigError: it names no mirror.
        DatabaseError: it cannot be read.
        BadParameter: there is no such tab in it.
    """
    with opened_mirror(config) as (mirror, _), mirror.reading() as kept:
        past = Past(kept, str(kept.workbook["lang"]))
        unknown = [named for named in tabs if past.code(named) is None]
        if unknown:
            known = ", ".join(sorted(kept.tabs))
            raise click.BadParameter(f"{speech().say(NO_TAB, tab=unknown[0])}: {known}")
        yield past, SystemClock()
