"""``sheetsync modules``: which modules there are, which are on; switch one on or off."""

from pathlib import Path

import click

from sheetsync.cli.options import config_option, json_option
from sheetsync.cli.output import print_json
from sheetsync.config import load_config

_dry_run_option = click.option("--dry-run", is_flag=True, help="Say it; change nothing.")


@click.group(invoke_without_command=True)
@config_option
@json_option
@click.pass_context
def modules(ctx: click.Context, config: Path, *, json: bool) -> None:
    """List the modules there are: on or off, their tabs, and what they need.

    Which are on stands in the workbook, tab Settings, key modules.
    """
    if ctx.invoked_subcommand is None:
        _list(config, as_json=json)


def _list(config: Path, *, as_json: bool) -> None:
    from sheetsync.workspace.modules import module_states  # noqa: PLC0415  # gspread takes a while

    states = module_states(load_config(config))
    if as_json:
        print_json({"modules": [state.tree() for state in states]})
        return
    for state in states:
        needs = f", needs {', '.join(state.module.needs)}" if state.module.needs else ""
        held = f"; in the workbook all the same: {', '.join(state.left)}" if state.left else ""
        click.echo(
            f"{'on ' if state.is_on else 'off'}  {state.module.code}: {state.module.en}, "
            f"{len(state.module.tabs)} tabs{needs}{held}"
        )


@modules.command()
@click.argument("name")
@config_option
@_dry_run_option
@json_option
def off(name: str, config: Path, *, dry_run: bool, json: bool) -> None:
    """Take a module out of Settings: its tabs and what they hold stay as they are."""
    from sheetsync.workspace.modules import switched_off  # noqa: PLC0415  # likewise

    _tell(switched_off(load_config(config), name, dry_run=dry_run), dry_run=dry_run, as_json=json)


@modules.command()
@click.argument("name")
@config_option
@click.option("--no-backup", is_flag=True, help="Make no backup copy first.")
@_dry_run_option
@json_option
def on(name: str, config: Path, *, no_backup: bool, dry_run: bool, json: bool) -> None:
    """Switch a module on, and what it needs: the same as init --repair --with NAME."""
    from sheetsync.workspace.modules import switched_on  # noqa: PLC0415  # likewise

    lines = switched_on(load_config(config), name, backup=not no_backup, dry_run=dry_run)
    _tell(lines, dry_run=dry_run, as_json=json)


def _tell(lines: list[str], *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        print_json({"dry_run": dry_run, "done": lines})
        return
    for line in lines or ["nothing was missing"]:
        click.echo(line)
