"""``sheetsync payments list``: the lines of the bank; nothing is written anywhere."""

from pathlib import Path

import click

from sheetsync.cli.options import config_option, json_option, speech_option
from sheetsync.cli.output import progress
from sheetsync.cli.payment_told import tell_outcome
from sheetsync.cli.speech import speech


@click.command("list")
@config_option
@click.option("--open", "only_open", is_flag=True, help="Only lines without a decision.")
@speech_option
@json_option
def list_(config: Path, *, only_open: bool, json: bool) -> int:
    """List the lines of the bank with what is proposed and decided, the oldest first."""
    from sheetsync.workspace import RunOptions, open_company  # noqa: PLC0415  # pandas takes a second
    from sheetsync.workspace.outcomes.bank_lines import bank_lines_outcome  # noqa: PLC0415

    with (
        progress(quiet=json) as tell,
        open_company(
            config, options=RunOptions(progress=tell, on_language=speech().hear)
        ) as company,
    ):
        outcome = bank_lines_outcome(company, only_open=only_open)
    return tell_outcome(outcome, as_json=json)
