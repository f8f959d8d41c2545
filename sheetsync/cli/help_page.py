"""``--help`` in the language of the terminal: click lays it out, the words are ours."""

from collections.abc import Iterable

import click

from sheetsync.cli.help_words import USAGE, help_text
from sheetsync.cli.speech import speech


class SpokenFormatter(click.HelpFormatter):
    """Says every text that click hands it in the language to speak."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the command is called."""
        super().write_usage(prog, args, speech().say(USAGE) if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """The title of a part."""
        super().write_heading(help_text(heading, speech().lang))

    def write_text(self, text: str) -> None:
        """What the command is for, a paragraph at a time."""
        lang = speech().lang
        super().write_text("\n\n".join(help_text(part, lang) for part in text.split("\n\n")))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Options or commands, each with its line."""
        lang = speech().lang
        said = [(name, help_text(line, lang)) for name, line in rows]
        super().write_dl(said, col_max, col_spacing)


class SpokenContext(click.Context):
    """A call whose help is said in the language of the terminal."""

    formatter_class = SpokenFormatter


def spoken(command: click.Command) -> click.Command:
    """The command, and those below it, with a help that speaks."""
    command.context_class = SpokenContext
    for below in getattr(command, "commands", {}).values():
        spoken(below)
    return command
