"""Some of the unpaid invoices: those of a legal entity, a month, a side, an account manager."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from sheetsync.tables.cleaning import comparable

#: Which columns of Overdue may hold what was asked for.
ASKED_IN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "entity": ("entity_id", "legal_name", "partner"),
        "month": ("month",),
        "direction": ("direction",),
        "curator": ("curator",),
    }
)


def chosen(unpaid: pd.DataFrame, asked: Mapping[str, str]) -> pd.DataFrame:
    """The rows that hold everything that was asked for, in their order.

    Args:
        unpaid: rows of the tab Overdue by code.
        asked: what to look for by the keys of `ASKED_IN`, in any letter case; "" asks for all. An
            entity is found by its code, its name and its partner's.

    >>> rows = pd.DataFrame({"curator": ["Анна", "Борис", None]})
    >>> chosen(rows, {"curator": "анна"}).index.tolist()
    [0]
    """
    for name, text in asked.items():
        if text:
            unpaid = unpaid[_holds(unpaid, name, comparable(text))]
    return unpaid


def known(unpaid: pd.DataFrame, name: str) -> list[str]:
    """What may be asked for, by a key of `ASKED_IN`.

    >>> known(pd.DataFrame({"curator": ["Борис", "Анна", None]}), "curator")
    ['Анна', 'Борис']
    """
    texts = {text for column in ASKED_IN[name] for text in unpaid[column].dropna().astype("str")}
    return sorted(texts)


def _holds(unpaid: pd.DataFrame, name: str, asked: str) -> "pd.Series[bool]":
    texts = unpaid[list(ASKED_IN[name])].astype("str").map(comparable, na_action="ignore")
    return (texts == asked).any(axis=1)
