"""Outcomes for people and for machines: results on stdout, progress and errors on stderr."""

import json
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from sheetsync.errors import SheetsyncError
from sheetsync.workspace.options import Outcome, Section


def print_outcome(outcome: Outcome) -> None:
    """What was left out, on stderr; then the outcome as tables and one sentence."""
    from rich.console import Console  # noqa: PLC0415  # only when something is printed

    for line in outcome.left_out:
        click.echo(f"{outcome.job}: {line}", err=True)
    console = Console(highlight=False)
    for section in outcome.sections:
        console.print(_table(section))
        if section.note:
            console.print(section.note, style="dim")
    console.print(f"{outcome.job}: {outcome.headline}", markup=False)


def print_error(job: str, error: Exception) -> None:
    """Why a job stopped, on stderr; of a bug the lines that help to find it."""
    if isinstance(error, SheetsyncError):
        click.echo(f"sheetsync {job}: {error}", err=True)
        return
    traceback.print_exception(error)
    click.echo(f"sheetsync {job}: a bug of ours; please report the lines above", err=True)


def print_json(tree: object) -> None:
    """One JSON document, readable by people too; NaN is a bug and raises."""
    click.echo(json.dumps(tree, ensure_ascii=False, indent=2, allow_nan=False))


def _table(section: Section) -> Any:  # noqa: ANN401  # a rich Table; rich is imported lazily
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(title=section.title, title_justify="left", title_style="bold", box=SIMPLE_HEAD)
    for header in section.headers:
        table.add_column(header, overflow="fold")
    for row in section.rows:
        # As Text: what people typed must never be read as markup.
        table.add_row(*(Text(cell) for cell in row))
    return table


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Say on stderr what is being done: a live line on a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield lambda _text: None
        return
    from rich.console import Console  # noqa: PLC0415

    console = Console(stderr=True, highlight=False)
    started = time.monotonic()
    with console.status("") as status:

        def tell(text: str) -> None:
            status.update(f"{text} [dim]{time.monotonic() - started:.0f} s[/dim]")

        yield tell
