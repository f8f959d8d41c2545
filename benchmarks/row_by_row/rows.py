"""Rows as a plain script has them: named tuples, dictionaries by code, keys of numbers."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from sheetsync.tables.table import Tables

Row = Any
"""A row of a frame as a named tuple; what is missing is None."""
PackKey = tuple[str, str]
"""A legal entity and a month."""

LOOK_ALIKES = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
NUMBER_SIGN = re.compile(r"\s*(?:(?:[№#]|N(?=[\s\d№#]))\s*)+")
DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
SPACES = re.compile(r"[\s\u200b]+")


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """The rows with plain values: days as dates, None for what is missing."""
    plain = frame.astype(object).where(frame.notna(), None)
    for name in frame.columns[frame.dtypes == "datetime64[s]"]:
        plain[name] = pd.Series(
            [None if day is None else day.date() for day in plain[name]], frame.index, object
        )
    return list(plain.itertuples())


def key_of(number: str) -> str:
    """A document number as it is compared."""
    key = DASHES.sub("-", number)
    key = SPACES.sub("", NUMBER_SIGN.sub("", key.upper(), count=1)).translate(LOOK_ALIKES)
    return key.lstrip("0") or "0" if key.isdigit() else key


@dataclass
class Workbook:
    """The rows that others refer to, by their code."""

    tables: Tables
    as_of: date
    entities: dict[str, Row] = field(init=False)
    partners: dict[str, Row] = field(init=False)
    groups: dict[str, Row] = field(init=False)

    def __post_init__(self) -> None:
        self.entities = {row.entity_id: row for row in rows_of(self.tables.frame("entities"))}
        self.partners = {row.partner_id: row for row in rows_of(self.tables.frame("partners"))}
        self.groups = {row.group_id: row for row in rows_of(self.tables.frame("groups"))}
