"""Which files a picture may be written to."""

from pathlib import Path

import click

from sheetsync.cli.speech import speech
from sheetsync.language import Phrase

_PICTURES = (".png", ".svg", ".pdf")
_ONE_OF = Phrase(ru="подходят: {endings}", en="write one of {endings}")


def refuse_other_pictures(output: Path) -> None:
    """Refuse a file whose ending names no picture.

    Raises:
        click.BadParameter: it does not.
    """
    if output.suffix.lower() not in _PICTURES:
        told = speech().say(_ONE_OF, endings=", ".join(_PICTURES))
        raise click.BadParameter(told, param_hint="--output")
