"""``sheetsync history`` and ``sheetsync changes``: what became of a row, and of everything."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from sheetsync.cli.changes_told import print_changes
from sheetsync.cli.mirror_tables import FORMATS, tell_rows
from sheetsync.cli.moments import beginning_of, end_of
from sheetsync.cli.options import config_option

tab_option = click.option("--tab", "tabs", multiple=True, metavar="TAB", help="Only this tab.")
since_option = click.option("--since", metavar="DAY", help="From this day, or instant, on.")
format_option = click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True
)


@click.command()
@click.argument("key")
@config_option
@tab_option
@click.option("--column", default="", metavar="CODE", help="Only this column.")
@since_option
@format_option
def history(  # noqa: PLR0913, PLR0917  # click's options
    key: str, config: Path, tabs: tuple[str, ...], column: str, since: str | None, form: str
) -> int:
    """Tell what became of the rows whose key is KEY or begins with it, in all tabs."""
    from sheetsync.cli.mirror_opening import opened_past  # noqa: PLC0415  # the database is slow

    with opened_past(config, tabs) as (past, clock):
        zone = past.kept.workbook["time_zone"]
        start = beginning_of(since, zone, clock) if since else None
        found = past.history(key, past.codes(tabs), column, start)
    tell_changes(found, form)
    return 0


@click.command()
@config_option
@tab_option
@since_option
@click.option("--until", metavar="DAY", help="Up to the end of this day, or an instant.")
@format_option
def changes(
    config: Path, tabs: tuple[str, ...], since: str | None, until: str | None, form: str
) -> int:
    """Tell every changed cell, and every row that came or went."""
    from sheetsync.cli.mirror_opening import opened_past  # noqa: PLC0415  # likewise

    with opened_past(config, tabs) as (past, clock):
        zone = past.kept.workbook["time_zone"]
        start = beginning_of(since, zone, clock) if since else None
        end = end_of(until, zone, clock) if until else None
        found = past.changes(start, end, past.codes(tabs))
    tell_changes(found, form)
    return 0


def tell_changes(found: Sequence[Mapping[str, Any]], form: str) -> None:
    """Print changes for people, or as rows for machines."""
    if form == "table":
        print_changes(found)
    else:
        tell_rows(found, "changes", form)
