"""What a blank cell means where the catalogue states a default."""

from decimal import Decimal

import pandas as pd

from sheetsync.tables.frames import frame_name
from sheetsync.tables.schema import Column, PeopleTab
from sheetsync.tables.settings import Settings

_SETTINGS = "settings."


def default_of(column: Column, settings: Settings) -> str | float | bool | None:
    """The value that stands for a blank cell, as the frame holds it; None without a default.

    A default ``settings.currency`` is what Settings says, enums are codes, yes and no are booleans.
    """
    text = column.default
    if text.startswith(_SETTINGS):
        return str(getattr(settings, text.removeprefix(_SETTINGS)))
    if not text:
        return None
    if column.kind == "bool":
        return text == "yes"
    if column.kind == "integer":
        return int(text)
    return float(Decimal(text)) if column.kind in {"decimal", "percent"} else text


def with_defaults(frame: pd.DataFrame, tab: PeopleTab, settings: Settings) -> pd.DataFrame:
    """The tab's frame with blank cells filled where the catalogue states a default."""
    filled = {
        frame_name(column): frame[frame_name(column)].fillna(value)
        for column in tab.columns
        if (value := default_of(column, settings)) is not None
    }
    return frame.assign(**filled)
