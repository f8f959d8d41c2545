"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from sheetsync.cli.speech import Speech
from sheetsync.language import Lang, languages

#: What click's decorators take and give back.
FC = TypeVar("FC", bound=Callable[..., Any])

config_option = click.option(
    "--config",
    "-c",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("config.yaml"),
    envvar="SHEETSYNC_CONFIG",
    show_default=True,
    help="The config file.",
)
json_option = click.option("--json", is_flag=True, help="One JSON document on stdout.")


def _speak(context: click.Context, _option: click.Parameter, lang: Lang | None) -> Lang | None:
    """Have the terminal speak the language that was asked for."""
    if lang is not None:
        context.ensure_object(Speech).asked = lang
    return lang


def _speak_if_asked(context: click.Context, option: click.Parameter, lang: Lang) -> Lang:
    """Likewise; a default is no wish."""
    given = context.get_parameter_source(str(option.name))
    if given is not ParameterSource.DEFAULT:
        context.ensure_object(Speech).asked = lang
    return lang


def headers_lang_option(says: str = "Language.") -> Callable[[FC], FC]:
    """``--lang`` of commands that make tabs: of their headers, and of the terminal.

    Args:
        says: its line in the help.
    """
    return click.option(
        "--lang",
        type=click.Choice(languages()),
        default="ru",
        show_default=True,
        callback=_speak_if_asked,
        is_eager=True,
        help=says,
    )


#: For commands that only speak: the workbook's language, else the system's, unless one is asked.
speech_option = click.option(
    "--lang",
    type=click.Choice(languages()),
    callback=_speak,
    expose_value=False,
    is_eager=True,
    help="Language of the terminal; the workbook's, else the system's, if not given.",
)
