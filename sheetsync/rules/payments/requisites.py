"""Where money for a legal entity goes, as its row says it today."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sheetsync.rules.payments.bank_accounts import plain_account
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.finding_codes import V_ENT_01, V_ENT_02, V_ENT_03, V_ENT_04
from sheetsync.tables.catalogue.partners import ENTITIES
from sheetsync.tables.table import Tables

#: Faults of figures that are looked at one by one: a row with one stays, without the figure.
_FAULTS = (V_ENT_01, V_ENT_02, V_ENT_03, V_ENT_04)
#: Wrong ones are told apart from missing ones.
_LOOKED_AT = frozenset({"account", "bic"})
_FOREIGN, _VAT = "foreign", "vat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requisites:
    """What a payment order says of its payee; "" for what is not known or cannot be read."""

    legal_name: str = ""
    inn: str = ""
    kpp: str = ""
    account: str = ""
    bic: str = ""
    is_foreign: bool = False
    pays_vat: bool = False


def requisites(tables: Tables) -> Mapping[str, Requisites]:
    """The requisites of every legal entity, by its id; an id that stands twice has none.

    An account or a BIC that could not be read stands as it was typed: whoever looks at it says why.
    """
    rows = sound_rows(tables, ENTITIES, "entity_id", despite=_FAULTS)
    unread, refused = _unread(tables), _refused(tables)
    found: dict[str, Requisites] = {}
    for row, facts in zip(rows.index, rows.to_dict("records"), strict=True):
        read = {name: value for name, value in facts.items() if pd.notna(value)}
        found[str(facts["entity_id"])] = _requisites(
            {**unread.get(row, {}), **read, **refused.get(row, {})}
        )
    return found


def _unread(tables: Tables) -> Mapping[object, Mapping[Any, str]]:
    """What is doubted in each row's account and BIC, as it was typed."""
    told: dict[object, dict[Any, str]] = {}
    for finding in tables.findings:
        if finding.tab == ENTITIES.code and finding.column in _LOOKED_AT:
            told.setdefault(finding.row, {})[finding.column] = finding.value
    return told


def _refused(tables: Tables) -> Mapping[object, Mapping[Any, str]]:
    """Other cells of each row that validation calls wrong: no bank is told them."""
    told: dict[object, dict[Any, str]] = {}
    for finding in tables.findings:
        is_wrong = finding.severity == "error" and finding.column not in _LOOKED_AT
        if finding.tab == ENTITIES.code and is_wrong:
            told.setdefault(finding.row, {})[finding.column] = ""
    return told


def _requisites(facts: Mapping[Any, Any]) -> Requisites:
    def text(name: str) -> str:
        return str(facts.get(name, ""))

    return Requisites(
        legal_name=text("legal_name"),
        inn=text("inn"),
        kpp=text("kpp"),
        account=plain_account(text("account")),
        bic=plain_account(text("bic")),
        is_foreign=text("kind") == _FOREIGN,
        pays_vat=text("vat") == _VAT,
    )
