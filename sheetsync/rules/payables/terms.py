"""Payment terms: what the contract says on the day of the invoice, else what Settings say."""

import numpy as np
import pandas as pd

from sheetsync.rules.payables.grouping import Columns, Numbers, day_numbers, places_in, taken
from sheetsync.tables.settings import Settings

#: A longer term is a typing mistake, and no term at all.
_LONGEST_PAY_DAYS = 3650
_FOREVER = np.iinfo(np.int64).max
_TERMS = ("pay_days", "pay_day_type", "pay_base")


def contracts_with_terms(agreements: pd.DataFrame) -> pd.DataFrame:
    """Active contracts that say in how many days to pay.

    A term below zero or beyond ten years is none.

    Args:
        agreements: rows of Agreements, index = sheet row.

    Returns:
        entity_id, pay_days, pay_day_type, pay_base (the last two missing where the contract leaves
        them open), valid_from, valid_to (missing: open, also for a contract that renews itself);
        the one that prevails last.

    Source: workbook-and-rules.md 3.2; V-AGR-03 (of two contracts the later one is used).
    """
    stated = agreements["pay_days"].between(0, _LONGEST_PAY_DAYS).to_numpy(bool, na_value=False)
    is_active = (agreements["kind"] == "contract") & (agreements["status"] == "active")
    begins = day_numbers(agreements["valid_from"].fillna(agreements["signed_on"]))
    renews = agreements["auto_renew"].to_numpy(bool, na_value=False)
    places = np.flatnonzero(is_active & stated)
    order = np.lexsort((agreements.index[places], begins[places]))
    contracts = agreements[["entity_id", *_TERMS, "valid_from"]].assign(
        valid_to=agreements["valid_to"].mask(renews)
    )
    return contracts.iloc[places[order]]


def payment_terms(
    invoices: pd.DataFrame, agreements: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """The terms of each invoice: those of its entity's contract in force on the invoice date.

    What a contract leaves open (which days are counted, from when) follows Settings.

    Args:
        invoices: rows of Invoices, index = sheet row.
        agreements: rows of Agreements, index = sheet row.
        settings: gives the terms of invoices without a contract that states any.

    Returns:
        The rows of `invoices` with pay_days (``Int64``, missing without terms), pay_day_type and
        pay_base.

    Source: workbook-and-rules.md 3.2, steps 2 to 4.
    """
    contracts = contracts_with_terms(agreements)
    chosen = _in_force(invoices, contracts)
    # The last place, which -1 takes, stands for "no contract".
    table = taken(contracts[list(_TERMS)], np.append(np.arange(len(contracts)), -1))
    terms = _with_defaults(table, settings)
    return pd.DataFrame(
        {name: column.take(chosen) for name, column in terms.items()}, invoices.index, copy=False
    )


def _in_force(invoices: pd.DataFrame, contracts: pd.DataFrame) -> Numbers:
    """The place of the contract that prevails on each invoice's date, -1 for none."""
    owner, entities = pd.factorize(contracts["entity_id"])
    entity = places_in(entities, invoices["entity_id"])
    day = day_numbers(invoices["invoice_date"])
    starts = day_numbers(contracts["valid_from"])
    ends = np.where(contracts["valid_to"].isna(), _FOREVER, day_numbers(contracts["valid_to"]))
    chosen = np.full(len(invoices), -1)
    # An entity has few contracts: the first of every entity, then the second …, the later prevails.
    turns = _turns(owner)
    for turn in range(turns.max(initial=-1) + 1):
        places = np.flatnonzero(turns == turn)
        of_entity = np.full(len(entities) + 1, -1)
        of_entity[owner[places]] = places
        place = of_entity[entity]
        valid = (place >= 0) & (starts[place] <= day) & (day <= ends[place])
        chosen = np.where(valid, place, chosen)
    return chosen


def _turns(owner: Numbers) -> Numbers:
    """Of each contract, how many of its owner stand before it."""
    by_owner = np.argsort(owner, kind="stable")
    turns = np.empty_like(owner)
    turns[by_owner] = np.arange(len(owner)) - np.searchsorted(owner[by_owner], owner[by_owner])
    return turns


def _with_defaults(terms: Columns, settings: Settings) -> Columns:
    days = terms["pay_days"]
    default = settings.default_pay_days
    if default is not None and 0 <= default <= _LONGEST_PAY_DAYS:
        days = days.fillna(default)
    return {
        "pay_days": days,
        "pay_day_type": terms["pay_day_type"].fillna(settings.default_pay_day_type),
        "pay_base": terms["pay_base"].fillna(settings.default_pay_base),
    }
