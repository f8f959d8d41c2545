"""``sheetsync mirror …``: how the mirror stands, whether it is right, and its upkeep."""

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from sheetsync.cli.mirror_tables import FORMATS, tell_rows
from sheetsync.cli.moments import end_of
from sheetsync.cli.options import config_option, json_option
from sheetsync.cli.output import print_json, print_table, progress


@click.group()
def mirror() -> None:
    """Look after the database that keeps every change of every tab."""


@mirror.command()
@config_option
@json_option
def status(config: Path, *, json: bool) -> int:
    """Tell tabs, rows, versions, size, the last check, and what is held and why."""
    from sheetsync.cli.mirror_opening import opened_mirror  # noqa: PLC0415  # the database is slow
    from sheetsync.mirror import upkeep  # noqa: PLC0415  # likewise

    with opened_mirror(config) as (one, _):
        found = upkeep.status(one)
    tabs = [
        asdict(tab) | {"checked_at": _iso(tab.checked_at), "held_since": _iso(tab.held_since)}
        for tab in found.tabs
    ]
    if json:
        print_json(asdict(found) | {"tabs": tabs})
        return _code(tabs)
    names = ("title", "rows", "versions", "checked_at", "held")
    print_table(found.workbook, names, [[_text(tab[name]) for name in names] for tab in tabs])
    click.echo(f"{found.bytes / 1_000_000:.1f} MB, layout {found.layout}")
    for line in found.pending:
        click.echo(f"the next run adds: {line}")
    return _code(tabs)


@mirror.command()
@config_option
@json_option
def check(config: Path, *, json: bool) -> int:
    """Read the workbook again and compare every row by its values."""
    from sheetsync.cli.mirror_opening import opened_mirror  # noqa: PLC0415  # likewise
    from sheetsync.mirror import upkeep  # noqa: PLC0415
    from sheetsync.workspace import RunOptions, open_workspace  # noqa: PLC0415
    from sheetsync.workspace.mirroring import seen_workbook  # noqa: PLC0415

    with (
        progress(quiet=json) as tell,
        opened_mirror(config) as (one, checked),
        open_workspace(config, options=RunOptions(dry_run=True, progress=tell)) as ws,
    ):
        seen = seen_workbook(ws.reading, checked, one.known_sheets())
        found = [asdict(difference) for difference in upkeep.check(one, seen)]
    if json:
        print_json({"equal": not found, "differences": found})
    elif found:
        tell_rows(found, "differences", "table")
    else:
        click.echo("equal")
    return int(bool(found))


@mirror.command()
@click.argument("tab")
@config_option
@click.option("--as-of", required=True, metavar="DAY", help="At the end of this day.")
@click.option("--format", "form", type=click.Choice((*FORMATS, "parquet")), default="table")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False))
def show(tab: str, config: Path, as_of: str, form: str, output: Path | None) -> int:
    """Show TAB as it was at the end of a day."""
    from sheetsync.cli.mirror_opening import opened_past  # noqa: PLC0415  # likewise

    with opened_past(config, [tab]) as (past, clock):
        at = end_of(as_of, past.kept.workbook["time_zone"], clock)
        rows = past.rows(tab, at)
    tell_rows(rows, "rows", form, output=output)
    return 0


@mirror.command()
@config_option
@click.option("--keep-days", type=click.IntRange(min=1), help="Instead of mirror.keep_days.")
@click.option("--dry-run", is_flag=True, help="Say how many; delete nothing.")
def prune(config: Path, keep_days: int | None, *, dry_run: bool) -> int:
    """Delete versions that ended long ago, never the newest of a row."""
    from sheetsync.cli.mirror_opening import opened_mirror  # noqa: PLC0415  # likewise
    from sheetsync.mirror import upkeep  # noqa: PLC0415
    from sheetsync.workspace.clock import SystemClock  # noqa: PLC0415

    with opened_mirror(config, read_only=dry_run) as (one, checked):
        days = keep_days or checked.mirror.keep_days
        if not days:
            raise click.UsageError("Say how many days are kept: --keep-days, or mirror.keep_days.")
        before = SystemClock().now() - timedelta(days=days)
        count = upkeep.prune(one, before, dry_run=dry_run)
    click.echo(f"{'would delete' if dry_run else 'deleted'} {count} versions")
    return 0


@mirror.command()
@click.argument("key")
@click.option("--tab", required=True, metavar="TAB")
@config_option
def forget(key: str, tab: str, config: Path) -> int:
    """Blank words, addresses and accounts of the row KEY in everything that is past."""
    from sheetsync.cli.mirror_opening import opened_mirror  # noqa: PLC0415  # likewise
    from sheetsync.mirror import upkeep  # noqa: PLC0415
    from sheetsync.workspace.clock import SystemClock  # noqa: PLC0415

    with opened_mirror(config, read_only=False) as (one, _):
        if tab not in one.kept:
            raise click.BadParameter(f"the mirror has no tab {tab!r}")
        count = upkeep.forget(one, tab, key, SystemClock().now())
    click.echo(f"{count} versions were blanked")
    return 0


@mirror.command()
@click.argument("url")
@config_option
def copy(url: str, config: Path) -> int:
    """Copy everything into the empty database URL, and compare."""
    from sheetsync.cli.mirror_opening import opened_mirror  # noqa: PLC0415  # likewise
    from sheetsync.mirror import upkeep  # noqa: PLC0415
    from sheetsync.mirror.opening import open_target  # noqa: PLC0415

    with opened_mirror(config) as (one, checked), open_target(checked.mirror, url) as target:
        counts = upkeep.copy(one, target)
    click.echo(f"copied {sum(counts.values())} rows of {len(counts)} tables; all are equal")
    return 0


def _code(tabs: list[dict[str, Any]]) -> int:
    return int(any(tab["held"] for tab in tabs))


def _iso(moment: Any) -> str | None:  # noqa: ANN401  # an instant or nothing
    return None if moment is None else moment.isoformat(timespec="seconds")


def _text(value: object) -> str:
    return "" if value is None else str(value)
