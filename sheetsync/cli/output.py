"""Outcomes for people and for machines: results on stdout, progress and errors on stderr."""

import json
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from sheetsync.cli.aligned import fitting
from sheetsync.cli.speech import speech
from sheetsync.errors import SheetsyncError
from sheetsync.language import Phrase, Sayable
from sheetsync.workspace.options import Outcome, Section

BUG = Phrase(
    ru="это наша ошибка; пришлите нам, пожалуйста, строки выше",
    en="this is a bug of ours; please report the lines above",
)
NOTHING_MISSING = Phrase(ru="всё уже на месте", en="nothing was missing")
#: A cell longer than this goes over several lines rather than costs a column.
_FOLDS_AT = 40
_SECONDS = Phrase(ru="{seconds:.0f}\u00a0с", en="{seconds:.0f} s")


def print_outcome(outcome: Outcome) -> None:
    """What was left out, on stderr; then the outcome as tables and one sentence."""
    from rich.console import Console  # noqa: PLC0415  # only when something is printed

    for line in outcome.left_out:
        click.echo(f"{outcome.job}: {line}", err=True)
    console = Console(highlight=False)
    for section in outcome.sections:
        console.print(_table(section, console.width))
        if section.note:
            console.print(section.note, style="dim")
    console.print(f"{outcome.job}: {outcome.headline}", markup=False)


def print_error(job: str, error: Exception) -> None:
    """Why a job stopped, on stderr; of a bug the lines that help to find it."""
    if isinstance(error, SheetsyncError):
        click.echo(f"sheetsync {job}: {error.said(speech().lang)}", err=True)
        return
    traceback.print_exception(error)
    click.echo(f"sheetsync {job}: {speech().say(BUG)}", err=True)


def print_json(tree: object) -> None:
    """One JSON document, readable by people too; NaN is a bug and raises."""
    click.echo(json.dumps(tree, ensure_ascii=False, indent=2, allow_nan=False))


def print_table(title: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table on stdout; where the terminal is too narrow, its last columns are left out."""
    from rich.console import Console  # noqa: PLC0415  # only when something is printed

    console = Console(highlight=False)
    spare = tuple(range(len(headers) - 1, 0, -1))
    section = Section(title, tuple(headers), tuple(tuple(row) for row in rows), spare=spare)
    console.print(_table(section, console.width))


def _table(section: Section, width: int) -> Any:  # noqa: ANN401  # a rich Table; rich is imported lazily
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(title=section.title, title_justify="left", title_style="bold", box=SIMPLE_HEAD)
    kept = fitting([section.headers, *section.rows], width, section.spare, folds_at=_FOLDS_AT)
    for place in kept:
        table.add_column(section.headers[place], overflow="fold")
    for row in section.rows:
        # As Text: what people typed must never be read as markup.
        table.add_row(*(Text(row[place]) for place in kept))
    return table


def is_terminal() -> bool:
    """Whether a person sits there, who reads and types."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Callable[[Sayable], None]]:
    """Say on stderr what is being done: a live line on a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield lambda _words: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(stderr=True, highlight=False)
    started, speaking = time.monotonic(), speech()
    with console.status("") as status:

        def tell(words: Sayable) -> None:
            # As text: what people named must never be read as markup.
            passed = speaking.say(_SECONDS, seconds=time.monotonic() - started)
            status.update(Text.assemble(words.said(speaking.lang), (f" {passed}", "dim")))

        yield tell
