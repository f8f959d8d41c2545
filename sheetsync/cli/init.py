"""``sheetsync init``: make what a workbook lacks."""

from collections.abc import Mapping
from pathlib import Path

import click

from sheetsync.cli.options import config_option, json_option
from sheetsync.cli.output import print_json, progress
from sheetsync.config import load_config


@click.command()
@config_option
@click.option(
    "--lang", type=click.Choice(["ru", "en"]), default="ru", show_default=True, help="Of headers."
)
@click.option("--repair", is_flag=True, help="Add what is missing to a workbook in use.")
@click.option("--calendar", default="", metavar="COUNTRY-YEAR", help="As ru-2026: fill Calendar.")
@click.option("--no-backup", is_flag=True, help="Make no backup copy first.")
@click.option("--dry-run", is_flag=True, help="Say what would be made; make nothing.")
@json_option
def init(**asked: object) -> None:
    """Make missing tabs, headers, notes, dropdowns, formats, colours and filter views.

    A value, a format or a name that a person set is never changed.
    """
    as_json = bool(asked["json"])
    with progress(quiet=as_json) as tell:
        tell("looking at the workbook")
        lines = _carried_out(asked)
    if as_json:
        print_json({"dry_run": bool(asked["dry_run"]), "made": lines})
        return
    for line in lines or ["nothing was missing"]:
        click.echo(line)


def _carried_out(asked: Mapping[str, object]) -> list[str]:
    from sheetsync.workbook.setup import SetupOptions  # noqa: PLC0415  # gspread takes a while
    from sheetsync.workspace.clock import SystemClock  # noqa: PLC0415
    from sheetsync.workspace.making import make_workbook  # noqa: PLC0415

    options = SetupOptions(
        lang="en" if asked["lang"] == "en" else "ru",
        calendar=str(asked["calendar"]),
        dry_run=bool(asked["dry_run"]),
        examples=not asked["repair"],
    )
    return make_workbook(
        load_config(Path(str(asked["config"]))),
        options,
        backup=not asked["no_backup"],
        now=SystemClock().now(),
    )
