"""Moments as people write them on the command line: a day of the workbook, or an instant."""

from datetime import datetime, timedelta

import click

from sheetsync.cli.speech import speech
from sheetsync.dates import Clock
from sheetsync.language import Phrase
from sheetsync.workspace.instants import instant_of

_TO_COME = Phrase(
    ru="{text}: этого дня ещё никто не видел", en="{text}: nobody has seen a day to come"
)
_NO_MOMENT = Phrase(
    ru="{text}: пишите день как 2026-03-31, момент — как 2026-03-31T14:30",
    en="{text}: write a day as 2026-03-31, or an instant as 2026-03-31T14:30",
)


def end_of(text: str, zone: str, clock: Clock) -> datetime:
    """The instant that a text names: of a day its end, in the workbook's zone.

    Raises:
        BadParameter: it is neither, or it is a day to come.
    """
    moment = _moment(text, zone, end=True)
    begun = _moment(text, zone, end=False)
    if begun > clock.now():
        raise click.BadParameter(speech().say(_TO_COME, text=text))
    return moment


def beginning_of(text: str, zone: str, clock: Clock) -> datetime:
    """The instant that a text names: of a day its beginning, in the workbook's zone.

    Raises:
        BadParameter: it is neither, or it is a day to come.
    """
    moment = _moment(text, zone, end=False)
    if moment > clock.now():
        raise click.BadParameter(speech().say(_TO_COME, text=text))
    # What was seen at this very instant belongs to it.
    return moment - timedelta(microseconds=1)


def _moment(text: str, zone: str, *, end: bool) -> datetime:
    try:
        return instant_of(text, zone, end=end)
    except (ValueError, OverflowError):
        raise click.BadParameter(speech().say(_NO_MOMENT, text=text)) from None
