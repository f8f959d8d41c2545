"""Payment terms: what the contract says on the day of the invoice, else what Settings say."""

import numpy as np
import pandas as pd

from sheetsync.rules.payables.contracts import begins_on, ends_on
from sheetsync.rules.payables.grouping import Columns, Numbers, day_numbers, places_in, taken
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.documents import AGREEMENTS
from sheetsync.tables.catalogue.finding_codes import V_AGR_01
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.table import Tables

#: A longer term is a typing mistake, and no term at all.
_LONGEST_PAY_DAYS = 3650
#: What a contract lacks here does not change how long it gives us to pay.
_AGREEMENT_FAULTS = (V_AGR_01,)
_FOREVER = np.iinfo(np.int64).max
_TERMS = ("pay_days", "pay_day_type", "pay_base")


def readable_agreements(tables: Tables, entities: pd.DataFrame) -> pd.DataFrame:
    """The agreements whose term and payment terms can be read.

    Args:
        tables: Agreements are used.
        entities: what `legal_entities` returns; entity_id is told as they spell it.
    """
    agreements = sound_rows(
        tables,
        AGREEMENTS,
        *("entity_id", "kind", "status", "signed_on", "valid_from", "valid_to", "auto_renew"),
        *("pay_days", "pay_day_type", "pay_base"),
        despite=_AGREEMENT_FAULTS,
    )
    entity_id = matched(agreements["entity_id"], entities.index)
    return agreements.assign(entity_id=entity_id)


def contracts_with_terms(agreements: pd.DataFrame) -> pd.DataFrame:
    """Active contracts that say in how many days to pay.

    A term below zero or beyond ten years is none.

    Args:
        agreements: rows of Agreements, index = sheet row.

    Returns:
        entity_id, pay_days, pay_day_type, pay_base (the last two missing where the contract leaves
        them open), begins and ends (see `sheetsync.rules.payables.contracts`); the one that
        prevails last.

    Source: workbook-and-rules.md 3.2; amendments.md 2, contract in force; V-AGR-03 (of two
    contracts the later one is used).
    """
    stated = agreements["pay_days"].between(0, _LONGEST_PAY_DAYS).to_numpy(bool, na_value=False)
    is_active = (agreements["kind"] == "contract") & (agreements["status"] == "active")
    begins = begins_on(agreements)
    places = np.flatnonzero(is_active & stated)
    order = np.lexsort((agreements.index[places], day_numbers(begins)[places]))
    contracts = agreements[["entity_id", *_TERMS]].assign(begins=begins, ends=ends_on(agreements))
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
    starts = day_numbers(contracts["begins"])
    ends = np.where(contracts["ends"].isna(), _FOREVER, day_numbers(contracts["ends"]))
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
