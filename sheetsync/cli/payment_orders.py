"""``sheetsync payments plan`` and ``order``: what to pay, and the file for the bank."""

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from sheetsync.cli.options import config_option, json_option, speech_option
from sheetsync.cli.output import is_terminal, progress
from sheetsync.cli.payment_told import tell_outcome
from sheetsync.cli.speech import speech
from sheetsync.language import Phrase

_NAMES = Phrase(
    ru="в файле эти наименования будут записаны латиницей:",
    en="the file will spell these names so:",
)
_WRITE = Phrase(ru="Записать файл?", en="Write the file?")
_MONEY = re.compile(r"[0-9]{1,13}(?:[.,][0-9]{1,2})?")
_NO_SUM = Phrase(
    ru="{text!r} — не сумма; например: 500000 или 500000,50",
    en="{text!r} is no sum; for example, 500000 or 500000.50",
)
_HIGHEST = 999_999


def minor_units(text: str) -> int:
    """A sum in major units, as people type it, in minor units.

    >>> minor_units("1 234,5")
    123450

    Raises:
        click.BadParameter: it is no sum.
    """
    plain = "".join(text.split())
    if not _MONEY.fullmatch(plain):
        raise click.BadParameter(speech().say(_NO_SUM, text=text))
    return int(Decimal(plain.replace(",", ".")) * 100)


def _limit(_context: click.Context, _option: click.Parameter, typed: str | None) -> int | None:
    return None if typed is None else minor_units(typed)


@click.command()
@click.option(
    "--until",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="Last due date of what is planned.",
)
@click.option("--limit", callback=_limit, metavar="SUM", help="At most so much money.")
@click.option("--currency", default="", metavar="CODE", help="Of the invoices; the account's.")
@click.option("--account", default="", metavar="N", help="Our account, or how its number ends.")
@click.option("--dry-run", is_flag=True, help="Say it; change nothing.")
@config_option
@speech_option
@json_option
def plan(until: datetime, config: Path, **asked: Any) -> int:  # noqa: ANN401  # click's options
    """Append what is due to the tab Payment plan, the worst overdue first.

    People tick there what to pay. Nothing is ever sent to a bank.
    """
    from sheetsync.workspace import RunOptions, open_workspace  # noqa: PLC0415  # pandas takes a second
    from sheetsync.workspace.ordering import PlanRequest, make_plan  # noqa: PLC0415
    from sheetsync.workspace.outcomes.payment_orders import PLAN_JOB  # noqa: PLC0415

    request = PlanRequest(
        until=until.date(),
        limit_minor=asked["limit"],
        currency=str(asked["currency"]).strip().upper(),
        account=str(asked["account"]),
    )
    with progress(quiet=bool(asked["json"])) as tell:
        options = RunOptions(
            dry_run=bool(asked["dry_run"]), progress=tell, on_language=speech().hear
        )
        with open_workspace(config, options=options, job=PLAN_JOB) as workspace:
            outcome = make_plan(workspace, request)
    return tell_outcome(outcome, as_json=bool(asked["json"]))


@click.command()
@click.argument("plan_id", metavar="PLAN")
@click.option(
    "--format",
    type=click.Choice(["1c", "pain001"]),
    help="Of the file; that of our account, if not given.",
)
@click.option(
    "--first-number",
    required=True,
    type=click.IntRange(min=1, max=_HIGHEST),
    help="Number of the first payment order.",
)
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; one that is there is never overwritten.",
)
@click.option("--again", is_flag=True, help="Also what was ordered before and is not paid yet.")
@config_option
@speech_option
@json_option
def order(plan_id: str, config: Path, **asked: Any) -> int:  # noqa: ANN401  # click's options
    """Write the ticked rows of PLAN into a file that the bank takes in.

    Each row is looked at anew; one that must not be paid now is named and left out.
    """
    from sheetsync.workspace import RunOptions, open_workspace  # noqa: PLC0415  # likewise
    from sheetsync.workspace.ordering import OrderRequest, make_orders  # noqa: PLC0415
    from sheetsync.workspace.outcomes.payment_orders import ORDER_JOB  # noqa: PLC0415

    request = OrderRequest(
        plan_id=plan_id.strip(),
        format=str(asked["format"] or ""),
        first_no=int(asked["first_number"]),
        path=asked["output"],
        again=bool(asked["again"]),
        show=_shown,
    )
    # A question may come in between: no live line.
    options = RunOptions(on_language=speech().hear)
    with open_workspace(config, options=options, job=ORDER_JOB) as workspace:
        outcome = make_orders(workspace, request)
    return tell_outcome(outcome, as_json=bool(asked["json"]))


def _shown(names: Sequence[tuple[str, str]]) -> None:
    """Show the names that the file spells otherwise; on a terminal, ask whether to go on."""
    if not names:
        return
    click.echo(speech().say(_NAMES), err=True)
    for name, spelt in names:
        click.echo(f"  {name} → {spelt}", err=True)
    if is_terminal():
        click.confirm(speech().say(_WRITE), abort=True, err=True)
