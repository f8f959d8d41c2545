"""``sheetsync modules``: which modules there are, which are on; switch one on or off."""

from pathlib import Path

import click

from sheetsync.cli.options import config_option, json_option, speech_option
from sheetsync.cli.output import NOTHING_MISSING, print_json
from sheetsync.cli.speech import speech
from sheetsync.config import load_config
from sheetsync.language import Phrase

_ON = Phrase(ru="включён ", en="on ")
_OFF = Phrase(ru="выключен", en="off")
_LINE = Phrase(
    ru="{mark}  {code}: {name}, вкладок: {count}{needs}{held}",
    en="{mark}  {code}: {name}, {count} tabs{needs}{held}",
)
_NEEDS = Phrase(ru=", нужен {needs}", en=", needs {needs}")
_HELD = Phrase(ru="; но в таблице остались: {left}", en="; in the workbook all the same: {left}")
_dry_run_option = click.option("--dry-run", is_flag=True, help="Say it; change nothing.")


@click.group(invoke_without_command=True)
@config_option
@speech_option
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

    states = module_states(load_config(config), speech().hear)
    if as_json:
        print_json({"modules": [state.tree() for state in states]})
        return
    lang = speech().lang
    for state in states:
        module = state.module
        parts = {
            "needs": _NEEDS.said(lang, needs=", ".join(module.needs)) if module.needs else "",
            "held": _HELD.said(lang, left=", ".join(state.left)) if state.left else "",
        }
        mark = (_ON if state.is_on else _OFF).said(lang)
        name = Phrase(ru=module.ru, en=module.en).said(lang)
        line = _LINE.said(
            lang, mark=mark, code=module.code, name=name, count=len(module.tabs), **parts
        )
        click.echo(line)


@modules.command()
@click.argument("name")
@config_option
@speech_option
@_dry_run_option
@json_option
def off(name: str, config: Path, *, dry_run: bool, json: bool) -> None:
    """Take a module out of Settings: its tabs and what they hold stay as they are."""
    from sheetsync.workspace.modules import switched_off  # noqa: PLC0415  # likewise

    _tell(
        switched_off(load_config(config), name, dry_run=dry_run),
        dry_run=dry_run,
        as_json=json,
    )


@modules.command()
@click.argument("name")
@config_option
@speech_option
@click.option("--no-backup", is_flag=True, help="Make no backup copy first.")
@_dry_run_option
@json_option
def on(name: str, config: Path, *, no_backup: bool, dry_run: bool, json: bool) -> None:
    """Switch a module on, and what it needs: the same as init --repair --with NAME."""
    from sheetsync.workspace.modules import language_of, switched_on  # noqa: PLC0415  # likewise

    checked = load_config(config)
    speech().hear(language_of(checked))
    lines = switched_on(checked, name, backup=not no_backup, dry_run=dry_run)
    _tell(lines, dry_run=dry_run, as_json=json)


def _tell(lines: list[str], *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        print_json({"dry_run": dry_run, "done": lines})
        return
    for line in lines or [speech().say(NOTHING_MISSING)]:
        click.echo(line)
