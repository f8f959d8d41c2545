"""What payables need to know of a legal entity, its partner and the partner's group."""

import numpy as np
import pandas as pd

from sheetsync.rules.payables.grouping import taken
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.finding_codes import (
    V_ENT_01,
    V_ENT_02,
    V_ENT_03,
    V_ENT_04,
    V_ENT_07,
    V_PAR_01,
    V_PAR_02,
    V_PAR_03,
)
from sheetsync.tables.catalogue.partners import ENTITIES, PARTNERS
from sheetsync.tables.catalogue.rating import GROUPS
from sheetsync.tables.table import Tables

#: Mail and curator are not used here; a partner without them still has invoices.
PARTNER_FAULTS = (V_PAR_01, V_PAR_02, V_PAR_03)
#: A doubtful tax id is shown with a sign; the entity's invoices are owed all the same.
_ENTITY_FAULTS = (V_ENT_01, V_ENT_02, V_ENT_03, V_ENT_04)
#: A legal entity that stands in the tab already, under another code.
_REPEATED = V_ENT_07
_WHOLE_PAYOUT = 1.0
_DOUBTFUL = "⚠"


def legal_entities(tables: Tables) -> pd.DataFrame:
    """The legal entities that count: those of `known_entities` that repeat no other."""
    known = known_entities(tables)
    return known[~known["is_repeated"]]


def known_entities(tables: Tables) -> pd.DataFrame:
    """The legal entities with their partner's and group's figures.

    One that was entered a second time counts nowhere, but its papers still have names: somebody
    has to be asked about them.

    Returns:
        One row an entity, index entity_id: partner_id, legal_name, inn (a wrong one as typed,
        behind ⚠), vat, doc_set (blank: none of its own), is_default, is_repeated (V-ENT-07),
        partner (name), curator, group_doc_set, docs_deadline_day, payout_share. What is not known
        is missing.

    Source: workbook-and-rules.md 1.2; V-ENT-01 ("register shows ⚠").
    """
    entities = _by_code(
        sound_rows(tables, ENTITIES, "entity_id", despite=(*_ENTITY_FAULTS, _REPEATED)),
        "entity_id",
    )
    partners = _partners(tables)
    partner_id = matched(entities["partner_id"], partners.index)
    repeated = [finding.row for finding in tables.findings if finding.code == _REPEATED]
    facts = {
        "partner_id": partner_id,
        "inn": _tax_ids(tables, entities),
        "is_repeated": entities.index.isin(repeated),
        **{name: entities[name] for name in ("legal_name", "vat", "doc_set", "is_default")},
        **taken(partners, partners.index.get_indexer(pd.Index(partner_id))),
    }
    return pd.DataFrame(facts, entities.index).set_index(
        pd.Index(entities["entity_id"], name="entity_id")
    )


def default_entities(entities: pd.DataFrame) -> pd.Series:
    """The entity that a partner's jobs go to when they name none: the default one, else the first.

    Args:
        entities: what `legal_entities` returns.

    Returns:
        Entity ids, index partner_id. Source: workbook-and-rules.md 1.2, is_default; V-ENT-08.
    """
    is_default = entities["is_default"].to_numpy(dtype=bool, na_value=False)
    ordered = entities["partner_id"].iloc[np.argsort(~is_default, kind="stable")]
    first = ordered[ordered.notna() & ~ordered.duplicated()]
    # Without any entity the index is one of numbers, and codes are texts.
    codes = first.index.astype("str")
    return pd.Series(codes, index=pd.Index(first, name="partner_id"), name="entity_id")


def entities_of_jobs(jobs: pd.DataFrame, entities: pd.DataFrame) -> pd.Series:
    """The legal entity that each job belongs to: the one it names, else its partner's default one.

    Args:
        jobs: rows of Jobs with partner_id and entity_id.
        entities: what `legal_entities` returns.

    Returns:
        Entity ids of the same rows, missing when neither is known.
    """
    defaults = default_entities(entities)
    partner_id = matched(jobs["partner_id"], defaults.index)
    own = defaults.array.take(defaults.index.get_indexer(pd.Index(partner_id)), allow_fill=True)
    entity_id = matched(jobs["entity_id"], entities.index)
    return entity_id.fillna(pd.Series(own, jobs.index))


def _partners(tables: Tables) -> pd.DataFrame:
    """Partner (name), curator and the figures of the group, index partner_id."""
    partners = _by_code(
        sound_rows(tables, PARTNERS, "partner_id", "name", despite=PARTNER_FAULTS), "partner_id"
    )
    groups = _groups(tables)
    group_id = matched(partners["group_id"], groups.index)
    group = groups.index.get_indexer(pd.Index(group_id))
    named = pd.DataFrame(
        {"partner": partners["name"], "curator": partners["curator"], **taken(groups, group)}
    )
    # Without its group a partner has the default; a share that cannot be read stays unknown.
    named["payout_share"] = named["payout_share"].where(group >= 0, _WHOLE_PAYOUT)
    return named.set_index(pd.Index(partners["partner_id"]))


def _groups(tables: Tables) -> pd.DataFrame:
    """What groups ask of their partners, index group_id."""
    groups = _by_code(sound_rows(tables, GROUPS, "group_id"), "group_id")
    readable = sound_rows(tables, GROUPS, "group_id", "payout_share").index
    figures = {
        "group_doc_set": groups["doc_set"],
        "docs_deadline_day": groups["docs_deadline_day"],
        "payout_share": groups["payout_share"].where(groups.index.isin(readable)),
    }
    return pd.DataFrame(figures).set_index(pd.Index(groups["group_id"]))


def _by_code(rows: pd.DataFrame, code: str) -> pd.DataFrame:
    """The first row of each code."""
    is_first = rows[code].notna() & ~rows[code].duplicated()
    return rows if is_first.all() else rows[is_first]


def _tax_ids(tables: Tables, entities: pd.DataFrame) -> pd.Series:
    """The tax ids; one that validation doubts as people typed it, behind a sign of warning."""
    doubted = {
        finding.row: finding.value
        for finding in tables.findings
        if finding.tab == ENTITIES.code and finding.column == "inn" and finding.severity == "error"
    }
    if not doubted:
        return entities["inn"]
    marked = {row: f"{_DOUBTFUL} {value}".rstrip() for row, value in doubted.items()}
    shown = pd.Series([marked.get(row) for row in entities.index], entities.index, dtype="str")
    return shown.fillna(entities["inn"])
