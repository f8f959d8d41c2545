"""Jobs with all that the report asks of them: partner, legal entity, month, payout."""

import pandas as pd

from sheetsync.rules.monthly.plain_values import months_of
from sheetsync.rules.monthly.recipients import partner_rows
from sheetsync.rules.payables.entities import entities_of_jobs
from sheetsync.rules.payables.payouts import payouts_minor
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.jobs import JOBS
from sheetsync.tables.catalogue.rating import GROUPS
from sheetsync.tables.table import Tables

#: An error in one of these takes the job out; the month it belongs to is then held anyway.
_USED = ("partner_id", "entity_id", "status", "done_date", "amount", "payout")


def report_jobs(tables: Tables, entities: pd.DataFrame) -> pd.DataFrame:
    """The jobs of all partners.

    Args:
        tables: Jobs, Partners and Groups are used.
        entities: what `legal_entities` returns.

    Returns:
        One row a sound row of Jobs, index = sheet row: its columns, `partner_id` and `entity_id` as
        their own tabs spell them (a blank entity is the partner's default one), and

        * month: the month of `done_date` for done jobs, "" for others
        * payout_minor: a blank one is the amount times the group's payout share
        * days_late: days done after the due date and the group's grace, 0 for none

    Source: workbook-and-rules.md 1.2 (Jobs), 2.2 (on_time).
    """
    partners = _partners_with_terms(tables)
    jobs = _counted_in_sums(sound_rows(tables, JOBS, *_USED))
    partner_id = matched(jobs["partner_id"], partners["partner_id"])
    terms = partners.set_index("partner_id").reindex(partner_id).set_axis(jobs.index)
    done = (jobs["status"] == "done") & jobs["done_date"].notna()
    late = (jobs["done_date"] - jobs["due_date"]).dt.days - terms["grace_days"]
    share = terms["payout_share"].fillna(1.0).astype("float64")
    return jobs.assign(
        partner_id=partner_id,
        entity_id=entities_of_jobs(jobs.assign(partner_id=partner_id), entities),
        month=months_of(jobs["done_date"]).where(done, ""),
        payout_minor=payouts_minor(jobs["payout_minor"], jobs["amount_minor"], share.tolist()),
        days_late=late.where(done, 0).fillna(0).clip(lower=0).astype("int64"),
    )


def _counted_in_sums(jobs: pd.DataFrame) -> pd.DataFrame:
    """The jobs, without amounts where the currency could not be read: they count but in no sum."""
    unknown = jobs["currency"].isna()
    if not unknown.any():
        return jobs
    amounts = ("amount_minor", "payout_minor")
    return jobs.assign(**{name: jobs[name].mask(unknown) for name in amounts})


def _partners_with_terms(tables: Tables) -> pd.DataFrame:
    partners = partner_rows(tables)[["partner_id", "group_id"]]
    groups = sound_rows(tables, GROUPS, "group_id").drop_duplicates("group_id")
    partners = partners.assign(group_id=matched(partners["group_id"], groups["group_id"]))
    terms = groups[["group_id", "payout_share", "grace_days"]]
    merged = partners.merge(terms, on="group_id", how="left")
    return merged.assign(grace_days=merged["grace_days"].fillna(0))
