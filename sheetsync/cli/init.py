"""``sheetsync init``: make what a workbook lacks."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from click.core import ParameterSource

from sheetsync.cli.options import config_option, headers_lang_option, json_option
from sheetsync.cli.output import NOTHING_MISSING, print_json, progress
from sheetsync.cli.speech import speech
from sheetsync.config import Config, load_config
from sheetsync.language import Phrase, Sayable

_ADD_REPAIR = Phrase(
    ru="--tidy двигает вкладки таблицы, которая уже в работе: добавьте --repair",
    en="--tidy moves the tabs of a workbook in use: add --repair",
)
_NOTHING_TO_MOVE = Phrase(ru="двигать нечего", en="nothing to move")
_FILL_FIRST = Phrase(ru="Заполните сначала:", en="Fill in first:")
_THEN_LOOK = Phrase(
    ru="Проверить, что вышло: sheetsync run validate",
    en="To see what came of it: sheetsync run validate",
)
_LOOKING = Phrase(ru="смотрим таблицу", en="looking at the workbook")


@click.command()
@config_option
@headers_lang_option("Of headers.")
@click.option("--repair", is_flag=True, help="Add what is missing to a workbook in use.")
@click.option("--tidy", is_flag=True, help="With --repair: only move tabs into our order.")
@click.option(
    "--with", "modules", default="", metavar="NAME[,NAME]", help="Modules to switch on as well."
)
@click.option("--calendar", default="", metavar="COUNTRY-YEAR", help="As ru-2026: fill Calendar.")
@click.option("--no-backup", is_flag=True, help="Make no backup copy first.")
@click.option("--dry-run", is_flag=True, help="Say what would be made; make nothing.")
@json_option
def init(**asked: object) -> None:
    """Make missing tabs, headers, notes, dropdowns, formats, colours and filter views.

    A value, a format or a name that a person set is never changed. `sheetsync modules` lists the
    modules there are.
    """
    speaking = speech()
    if asked["tidy"] and not asked["repair"]:
        raise click.UsageError(speaking.say(_ADD_REPAIR))
    as_json = bool(asked["json"])
    with progress(quiet=as_json) as tell:
        tell(_LOOKING)
        config = load_config(Path(str(asked["config"])))
        lines = _carried_out(asked, config)
        if not _as_titled(asked):
            # The workbook speaks it from now on.
            speaking.hear(str(asked["lang"]))
        first = _to_fill_in(asked, lines)
    if as_json:
        told = {"fill_first": first} if first else {}
        left_out = [one.said(speaking.lang) for one in _left_out(config)]
        told |= {"left_out": left_out} if left_out else {}
        print_json({"dry_run": bool(asked["dry_run"]), "made": lines, **told})
        return
    for line in lines or [speaking.say(_NOTHING_TO_MOVE if asked["tidy"] else NOTHING_MISSING)]:
        click.echo(line)
    for one in _left_out(config):
        click.echo(one.said(speaking.lang))
    if first:
        steps = (f"{number}. {line}" for number, line in enumerate(first, start=1))
        click.echo(f"\n{speaking.say(_FILL_FIRST)}")
        click.echo("\n".join((*steps, speaking.say(_THEN_LOOK))))


def _to_fill_in(asked: Mapping[str, object], made: Sequence[str]) -> list[str]:
    """What comes first in a workbook that was made just now; nothing in one that holds values."""
    from sheetsync.workspace.beginnings import fill_first, is_fresh  # noqa: PLC0415  # likewise

    if asked["repair"] or asked["dry_run"] or not is_fresh(made):
        return []
    return fill_first(str(asked["lang"]))


def _left_out(config: Config) -> list[Sayable]:
    """What a workbook goes without because its rows stand in a team's own."""
    from sheetsync.workspace.move_first import NO_NAMES  # noqa: PLC0415  # likewise

    return [NO_NAMES] if config.has_source else []


def _carried_out(asked: Mapping[str, object], config: Config) -> list[str]:
    from sheetsync.workbook.setup import SetupOptions, known_modules  # noqa: PLC0415  # gspread
    from sheetsync.workspace.clock import SystemClock  # noqa: PLC0415
    from sheetsync.workspace.making import make_workbook  # noqa: PLC0415

    options = SetupOptions(
        lang=str(asked["lang"]),
        calendar=str(asked["calendar"]),
        dry_run=bool(asked["dry_run"]),
        examples=not asked["repair"],
        modules=known_modules(named(str(asked["modules"]))),
        tidy=bool(asked["tidy"]),
        as_titled=_as_titled(asked),
    )
    return make_workbook(
        config,
        options,
        backup=not asked["no_backup"],
        now=SystemClock().now(),
    )


def _as_titled(asked: Mapping[str, object]) -> bool:
    """Whether a workbook in use is asked for its language: nobody named one."""
    given = click.get_current_context().get_parameter_source("lang")
    return bool(asked["repair"]) and given is ParameterSource.DEFAULT


def named(text: str) -> list[str]:
    """Names parted by commas.

    >>> named("portal, payments")
    ['portal', 'payments']
    """
    return [part.strip() for part in text.split(",") if part.strip()]
