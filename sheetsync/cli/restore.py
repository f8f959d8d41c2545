"""``sheetsync restore``: a cell, a row or a tab as it was, or a paste undone; the plan first."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheetsync.cli.options import config_option, json_option, speech_option
from sheetsync.cli.output import print_json, progress
from sheetsync.cli.speech import speech
from sheetsync.language import Phrase, Sayable

if TYPE_CHECKING:
    from sheetsync.workspace.restore_writing import RestoreDone  # pandas takes a second
    from sheetsync.workspace.restoring import RestorePlan

_NAME_WHAT = Phrase(
    ru="Назовите --tab и --as-of, или --sync N.", en="Name --tab and --as-of, or --sync N."
)
_NOT_BOTH = Phrase(
    ru="--sync отменяет то, что увидел просмотр: --as-of и --in-place с ним не бывает.",
    en="--sync takes back what a sight saw: it takes no --as-of and no --in-place.",
)
_COLUMN_OF_ROW = Phrase(ru="К --column назовите --key.", en="--column needs a --key.")
_ASK = Phrase(ru="Записать? Введите «да»", en='Write it? Type "yes"')
#: The words of yes, whatever language is spoken.
_YES = frozenset({"yes", "да"})


@click.command()
@config_option
@click.option("--tab", default="", metavar="TAB", help="Code or title of the tab.")
@click.option("--key", default="", metavar="KEY", help="The row with this key.")
@click.option("--column", default="", metavar="COLUMN", help="One cell of it.")
@click.option("--as-of", metavar="DAY", help="As it was at the end of this day, or at an instant.")
@click.option(
    "--sync",
    type=click.IntRange(min=1),
    help="Undo what this sight saw; sheetsync changes tells the numbers.",
)
@click.option(
    "--in-place",
    is_flag=True,
    help="The tab where it stands: cells that differ, and lost rows; nothing is deleted.",
)
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Show the plan; write nothing.")
@click.option("--force", is_flag=True, help="Write over what was changed since, too.")
@click.option("--values", is_flag=True, help="Write over formulas, too.")
@speech_option
@json_option
def restore(config: Path, **asked: Any) -> int:  # noqa: ANN401  # click's options
    """Bring back what the mirror remembers; the plan comes first, cell by cell.

    With --key a row, and with --column one cell of it. Without --key a whole tab: as a new tab, or
    where it stands (--in-place). --sync takes back all that one sight saw. It is written with
    --yes, or once you type yes; what was changed since, and formulas, stay.
    """
    as_json, yes, dry_run = (bool(asked.pop(name)) for name in ("json", "yes", "dry_run"))
    _refuse_odd(asked)
    from sheetsync.cli.restore_told import document, tell_done, tell_plan  # noqa: PLC0415  # pandas

    with progress(quiet=as_json) as tell:
        plan = _planned(config, asked, tell)
    if not as_json:
        tell_plan(plan)
    if plan.is_empty or dry_run or not (yes or (not as_json and _is_confirmed())):
        if as_json:
            print_json(document(plan, None))
        else:
            tell_done(plan, None)
        return int(plan.is_empty and plan.left > 0)
    with progress(quiet=as_json) as tell:
        done = _written(config, plan, tell)
    if as_json:
        print_json(document(plan, done))
    else:
        tell_done(plan, done)
    return done.exit_code


def _refuse_odd(asked: dict[str, Any]) -> None:
    """Stop where the options do not fit together.

    Raises:
        click.UsageError: naming what is missing.
    """
    if asked["sync"] is None and not (asked["tab"] and asked["as_of"]):
        raise click.UsageError(speech().say(_NAME_WHAT))
    if asked["sync"] is not None and (asked["as_of"] or asked["in_place"]):
        raise click.UsageError(speech().say(_NOT_BOTH))
    if asked["column"] and not asked["key"]:
        raise click.UsageError(speech().say(_COLUMN_OF_ROW))


def _planned(config: Path, asked: dict[str, Any], tell: Callable[[Sayable], None]) -> "RestorePlan":
    """The plan, made without holding anybody up."""
    from sheetsync.cli.mirror_opening import opened_mirror  # noqa: PLC0415  # the database is slow
    from sheetsync.cli.moments import end_of  # noqa: PLC0415
    from sheetsync.workspace import RunOptions, open_workspace  # noqa: PLC0415
    from sheetsync.workspace.restore_asked import RestoreAsked  # noqa: PLC0415
    from sheetsync.workspace.restoring import restore_plan  # noqa: PLC0415

    options = RunOptions(dry_run=True, progress=tell, on_language=speech().hear)
    with (
        opened_mirror(config) as (mirror, checked),
        mirror.reading() as held,
        open_workspace(checked, options=options) as ws,
    ):
        day = asked.pop("as_of")
        at = end_of(day, held.workbook["time_zone"], ws.clock) if day else None
        return restore_plan(ws, held, RestoreAsked(as_of=at, **asked))


def _written(config: Path, plan: "RestorePlan", tell: Callable[[Sayable], None]) -> "RestoreDone":
    """Write it, as a run of its own."""
    from sheetsync.workspace import RunOptions, open_workspace  # noqa: PLC0415  # pandas
    from sheetsync.workspace.options import RESTORE_JOB  # noqa: PLC0415
    from sheetsync.workspace.restore_writing import write_restore  # noqa: PLC0415

    options = RunOptions(progress=tell, on_language=speech().hear)
    with open_workspace(config, options=options, job=RESTORE_JOB) as ws:
        return write_restore(ws, plan)


def _is_confirmed() -> bool:
    """Whether a person typed yes; where nobody can, nobody did."""
    try:
        said = click.prompt(speech().say(_ASK), default="", show_default=False, err=True)
    except click.Abort:
        return False
    return str(said).strip().casefold() in _YES
