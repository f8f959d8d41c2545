"""Whom people mean when they say a name where a code is wanted."""

import re
from collections.abc import Iterator

import pandas as pd

from sheetsync.tables.catalogue.partners import ENTITIES, PARTNERS
from sheetsync.tables.catalogue.rating import GROUPS
from sheetsync.tables.cleaning import cleaned, comparable
from sheetsync.tables.table import Tables

#: People leave quotes out, or type those of their keyboard.
_QUOTES = re.compile("[«»\"“”„‟'‘’]")
_PARTNER, _ENTITY = "partner_id", "entity_id"


def codes_called(tables: Tables, tab: str, said: pd.Series) -> pd.Series:
    """The codes of the rows of a tab that bear a name, a list for each text; [] for no name.

    A partner is known by the names of its legal entities too, a legal entity by its partner's.

    Args:
        tables: of the workbook.
        tab: code of the tab whose codes are wanted.
        said: what was said.
    """
    known: dict[str, dict[str, None]] = {}
    for names in _names(tables, tab):
        found: dict[str, dict[str, None]] = {}
        for name, code in names:
            found.setdefault(_name_key(name), {})[code] = None
        # The tab's own names come first: another's count where nobody is called so.
        known = {**found, **known}
    return said.map(lambda text: list(known.get(_name_key(text), ())))


def partners_called(tables: Tables, said: str) -> list[str]:
    """The codes of the partners that somebody means: the one of that code, else all of that name.

    >>> from sheetsync.testing import drawn
    >>> tables = drawn('''
    ...     Partners
    ...     Partner ID | Name
    ...     P-001      | Вектор
    ... ''')
    >>> partners_called(tables, "вектор"), partners_called(tables, "P-001")
    (['P-001'], ['P-001'])
    """
    codes = tables.frame(PARTNERS.code)[_PARTNER].dropna().tolist()
    if said in codes:
        return [said]
    found: list[str] = codes_called(tables, PARTNERS.code, pd.Series([said])).iloc[0]
    return found


def _name_key(text: str) -> str:
    return comparable(_QUOTES.sub("", cleaned(text).text)).strip()


def _names(tables: Tables, tab: str) -> Iterator[list[tuple[str, str]]]:
    """Names with their codes, the tab's own first."""
    partners, entities = tables.frame(PARTNERS.code), tables.frame(ENTITIES.code)
    if tab == GROUPS.code:
        yield _pairs(tables.frame(tab), "name", "group_id")
    if tab == PARTNERS.code:
        yield _pairs(partners, "name", _PARTNER)
        yield _pairs(entities, "legal_name", _PARTNER)
    if tab == ENTITIES.code:
        yield _pairs(entities, "legal_name", _ENTITY)
        named = entities[[_ENTITY, _PARTNER]].merge(partners[[_PARTNER, "name"]], on=_PARTNER)
        yield _pairs(named, "name", _ENTITY)


def _pairs(frame: pd.DataFrame, name: str, code: str) -> list[tuple[str, str]]:
    rows = frame[[name, code]].dropna()
    return list(zip(rows[name].astype("str"), rows[code].astype("str"), strict=True))
