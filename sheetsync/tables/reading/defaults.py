"""What a blank cell means where the catalogue states a default."""

from collections.abc import Collection, Mapping
from decimal import Decimal

import pandas as pd

from sheetsync.tables.frames import frame_name
from sheetsync.tables.schema import Column, PeopleTab
from sheetsync.tables.settings.keys import Settings

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


def with_defaults(
    frame: pd.DataFrame,
    tab: PeopleTab,
    settings: Settings,
    refused: Mapping[str, Collection[int]],
) -> pd.DataFrame:
    """The tab's frame with blank cells filled where the catalogue states a default.

    Args:
        frame: the tab's rows.
        tab: whose defaults count.
        settings: what defaults such as ``settings.currency`` refer to.
        refused: by column name, the sheet rows whose cell could not be read. They are not blank
            and stay missing: a broken currency is not the usual one.
    """
    filled = {}
    for column in tab.columns:
        value = default_of(column, settings)
        if value is not None:
            cells = frame[frame_name(column)]
            blank = cells.isna() & ~frame.index.isin(list(refused.get(column.name, ())))
            filled[frame_name(column)] = cells.mask(blank, value)
    return frame.assign(**filled)
