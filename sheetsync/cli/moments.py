"""Moments as people write them on the command line: a day of the workbook, or an instant."""

from datetime import UTC, date, datetime, time, timedelta

import click

from sheetsync.cli.speech import speech
from sheetsync.dates import Clock, zone_of
from sheetsync.language import Phrase

_TO_COME = Phrase(
    ru="{text}: этого дня ещё никто не видел", en="{text}: nobody has seen a day to come"
)
_NO_MOMENT = Phrase(
    ru="{text}: пишите день как 2026-03-31, момент — как 2026-03-31T14:30",
    en="{text}: write a day as 2026-03-31, or an instant as 2026-03-31T14:30",
)
_DAY_LENGTH = len("2026-03-01")


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
        if len(text) == _DAY_LENGTH:
            day = date.fromisoformat(text) + timedelta(days=int(end))
            local = datetime.combine(day, time(), zone_of(zone))
            return local.astimezone(UTC) - timedelta(microseconds=int(end))
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise click.BadParameter(speech().say(_NO_MOMENT, text=text)) from None
    told = moment if moment.tzinfo else moment.replace(tzinfo=zone_of(zone))
    return told.astimezone(UTC)
