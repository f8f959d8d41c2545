"""Codes of new rows that no row of the tab they refer to has, and none that comes with them.

Such rows go all the same, as they do into an empty tab: what they refer to may come tomorrow, and
Validation names them until then (V-GEN-11).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sheetsync.rules.references import matched
from sheetsync.tables.catalogue.modules import people_by_code
from sheetsync.tables.catalogue.rating import EVERY_GROUP
from sheetsync.tables.schema import Column
from sheetsync.tables.table import Table


@dataclass(frozen=True, slots=True)
class UnknownCode:
    """A code that stands nowhere.

    Attributes:
        tab: code of the tab that the row goes to.
        row: 1-based, of the file.
        column: name of the column.
        code: as typed.
        referred: code of the tab that should have it.
    """

    tab: str
    row: int
    column: str
    code: str
    referred: str


def unknown_codes(
    brought: Mapping[str, Table], new: Mapping[str, Sequence[int]], there: Mapping[str, Table]
) -> tuple[UnknownCode, ...]:
    """The codes of new rows that stand nowhere; those that only look otherwise are known.

    Args:
        brought: by tab code, a file as it was read.
        new: by tab code, the rows of it that are added.
        there: by tab code, the workbook's tabs that hold rows.
    """
    added = {code: table.frame.loc[list(new[code])] for code, table in brought.items()}
    return tuple(
        UnknownCode(tab, row, column.name, code, column.refers_to.partition(".")[0])
        for tab, frame in added.items()
        for column in people_by_code()[tab].columns
        if column.refers_to
        for row, code in _strange(frame[column.name], _keys(column, added, there))
    )


def _keys(
    column: Column, added: Mapping[str, pd.DataFrame], there: Mapping[str, Table]
) -> pd.Index:
    """The codes that a column may refer to once the new rows stand."""
    return pd.Index(list(dict.fromkeys(_all_keys(column, added, there))), dtype="str")


def _all_keys(
    column: Column, added: Mapping[str, pd.DataFrame], there: Mapping[str, Table]
) -> Iterator[str]:
    tab, _, key = column.refers_to.partition(".")
    frames = [there[tab].frame] if tab in there else []
    for frame in (*frames, *([added[tab]] if tab in added else [])):
        yield from frame[key].dropna()


def _strange(typed: pd.Series, keys: pd.Index) -> Iterator[tuple[int, str]]:
    """Rows with their codes that are none of the keys."""
    known = set(keys)
    for row, code in matched(typed.dropna(), keys).items():
        if code not in known and code != EVERY_GROUP:
            yield int(str(row)), str(code)
