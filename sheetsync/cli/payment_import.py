"""``sheetsync payments import`` and ``match``: files of the bank in, proposals out."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sheetsync.cli.options import config_option, json_option, speech_option
from sheetsync.cli.output import progress
from sheetsync.cli.payment_mapping import settle_mapping
from sheetsync.cli.payment_told import tell_outcome
from sheetsync.cli.speech import speech
from sheetsync.cli.termination import TERMINATION

if TYPE_CHECKING:
    from sheetsync.workspace import Outcome, Workspace

FORMATS = ("auto", "1c", "camt053", "mt940", "table")


@click.command("import")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(path_type=Path, dir_okay=False),
)
@config_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="auto",
    show_default=True,
    help="Of all files; seen from each by itself, if not given.",
)
@click.option(
    "--mapping",
    default="",
    metavar="NAME",
    help="For tables: payments.mappings.NAME of the config.",
)
@click.option("--dry-run", is_flag=True, help="Say it; write nothing.")
@speech_option
@json_option
def import_(  # noqa: PLR0913  # click's options
    files: tuple[Path, ...], config: Path, form: str, mapping: str, *, dry_run: bool, json: bool
) -> int:
    """Import statements of the bank: for 1C, camt.053, MT940, or a table.

    A line comes once, however often its file does. Then decisions are noted, and what the other
    lines pay is proposed in the tab Bank.
    """
    from sheetsync.workspace.paying import import_and_match  # noqa: PLC0415  # pandas takes a second
    from sheetsync.workspace.statement_files import FileRequest  # noqa: PLC0415

    request = FileRequest(files, form, mapping)
    if mapping:
        settle_mapping(config, request, may_ask=not (json or dry_run))
    return _run(config, lambda ws: import_and_match(ws, request), dry_run=dry_run, as_json=json)


@click.command("match")
@config_option
@click.option("--explain", default="", metavar="LINE", help="Why this line; writes nothing.")
@click.option("--dry-run", is_flag=True, help="Say it; write nothing.")
@speech_option
@json_option
def match_(config: Path, explain: str, *, dry_run: bool, json: bool) -> int:
    """Note what people decided, then propose anew what the lines without a decision pay."""
    if explain:
        return _explain(config, explain, as_json=json)
    from sheetsync.workspace.paying import match  # noqa: PLC0415  # likewise

    return _run(config, match, dry_run=dry_run, as_json=json)


def _run(
    config: Path, story: "Callable[[Workspace], Outcome]", *, dry_run: bool, as_json: bool
) -> int:
    from sheetsync.workspace import RunOptions, open_workspace  # noqa: PLC0415  # likewise
    from sheetsync.workspace.outcomes.bank_lines import PAYMENTS_JOB  # noqa: PLC0415

    with progress(quiet=as_json) as tell:
        options = RunOptions(
            dry_run=dry_run, progress=tell, on_language=speech().hear, hold=TERMINATION.held
        )
        with open_workspace(config, options=options, job=PAYMENTS_JOB) as workspace:
            outcome = workspace.run(story)
    return tell_outcome(outcome, as_json=as_json)


def _explain(config: Path, line_id: str, *, as_json: bool) -> int:
    from sheetsync.workspace import RunOptions, open_company  # noqa: PLC0415  # likewise
    from sheetsync.workspace.explaining_line import explained_line  # noqa: PLC0415

    with progress(quiet=as_json) as tell:
        options = RunOptions(progress=tell, on_language=speech().hear)
        with open_company(config, options=options) as company:
            outcome = explained_line(company, line_id)
    return tell_outcome(outcome, as_json=as_json)
