"""Options that several commands share."""

from pathlib import Path

import click

from sheetsync.language import languages

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
lang_option = click.option(
    "--lang", type=click.Choice(languages()), default="ru", show_default=True, help="Language."
)
