"""What payables need to know of a legal entity, its partner and the partner's group."""

import pandas as pd

from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.people import ENTITIES, GROUPS, PARTNERS
from sheetsync.tables.table import Tables

#: Mail and curator are not used here; a partner without them still has invoices.
PARTNER_FAULTS = ("V-PAR-01", "V-PAR-02", "V-PAR-03")
#: A doubtful tax id is shown with a sign; the entity's invoices are owed all the same.
_ENTITY_FAULTS = ("V-ENT-01", "V-ENT-02", "V-ENT-03", "V-ENT-04")
_WHOLE_PAYOUT = 1.0
_DOUBTFUL = "⚠"


def legal_entities(tables: Tables) -> pd.DataFrame:
    """The legal entities with their partner's and group's figures.

    Returns:
        One row an entity, index entity_id: partner_id, legal_name, inn (a wrong one as typed,
        behind ⚠), vat, doc_set (blank: none of its own), is_default, partner (name), curator,
        group_doc_set, docs_deadline_day, payout_share. What is not known is missing.

    Source: workbook-and-rules.md 1.2; V-ENT-01 ("register shows ⚠").
    """
    entities = sound_rows(tables, ENTITIES, "entity_id", despite=_ENTITY_FAULTS)
    entities = entities.drop_duplicates("entity_id")
    partners = _partners(tables)
    facts = entities[["entity_id", "legal_name", "vat", "doc_set", "is_default"]].assign(
        partner_id=matched(entities["partner_id"], partners["partner_id"]),
        inn=_tax_ids(tables, entities),
    )
    return facts.merge(partners, on="partner_id", how="left").set_index("entity_id")


def default_entities(entities: pd.DataFrame) -> pd.Series:
    """The entity that a partner's jobs go to when they name none: the default one, else the first.

    Args:
        entities: what `legal_entities` returns.

    Returns:
        Entity ids, index partner_id. Source: workbook-and-rules.md 1.2, is_default; V-ENT-08.
    """
    is_default = entities["is_default"].fillna(value=False).astype(bool)
    ordered = pd.concat([entities[is_default], entities[~is_default]])
    first = ordered[ordered["partner_id"].notna()].reset_index().drop_duplicates("partner_id")
    return first.set_index("partner_id")["entity_id"]


def entities_of_jobs(jobs: pd.DataFrame, entities: pd.DataFrame) -> pd.Series:
    """The legal entity that each job belongs to: the one it names, else its partner's default one.

    Args:
        jobs: rows of Jobs with partner_id and entity_id.
        entities: what `legal_entities` returns.

    Returns:
        Entity ids of the same rows, missing when neither is known.
    """
    partner_id = matched(jobs["partner_id"], entities["partner_id"])
    entity_id = matched(jobs["entity_id"], entities.index.to_series())
    return entity_id.fillna(partner_id.map(default_entities(entities)).astype("str"))


def _partners(tables: Tables) -> pd.DataFrame:
    partners = sound_rows(tables, PARTNERS, "partner_id", "name", despite=PARTNER_FAULTS)
    groups = sound_rows(tables, GROUPS, "group_id")
    partners = partners[["partner_id", "name", "curator", "group_id"]].drop_duplicates("partner_id")
    partners = partners.assign(group_id=matched(partners["group_id"], groups["group_id"]))
    readable = sound_rows(tables, GROUPS, "group_id", "payout_share").index
    figures = groups[["group_id", "doc_set", "docs_deadline_day", "payout_share"]]
    figures = figures.assign(
        payout_share=groups["payout_share"].where(groups.index.isin(readable))
    ).drop_duplicates("group_id")
    named = partners.merge(
        figures.rename(columns={"doc_set": "group_doc_set"}), on="group_id", how="left"
    )
    # Without its group a partner has the default; a share that cannot be read stays unknown.
    named["payout_share"] = named["payout_share"].mask(
        ~named["group_id"].isin(figures["group_id"]), _WHOLE_PAYOUT
    )
    return named.rename(columns={"name": "partner"}).drop(columns="group_id")


def _tax_ids(tables: Tables, entities: pd.DataFrame) -> pd.Series:
    """The tax ids; one that validation doubts as people typed it, behind a sign of warning."""
    doubted = {
        finding.row: finding.value
        for finding in tables.findings
        if finding.tab == ENTITIES.code and finding.column == "inn" and finding.severity == "error"
    }
    marked = {row: f"{_DOUBTFUL} {value}".rstrip() for row, value in doubted.items()}
    shown = pd.Series([marked.get(row) for row in entities.index], entities.index, dtype="str")
    return shown.fillna(entities["inn"])
