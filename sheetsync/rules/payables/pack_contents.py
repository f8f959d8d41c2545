"""What has come for each legal entity and month: invoices, closing documents, work done."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sheetsync.rules.payables.document_sets import PACK_KINDS
from sheetsync.rules.payables.entities import entities_of_jobs
from sheetsync.rules.payables.grouping import (
    Numbers,
    day_numbers,
    group_numbers,
    month_numbers,
    places_in,
)
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.people import DOCUMENTS, JOBS
from sheetsync.tables.table import Tables

#: The day of a document that has not come.
NEVER = np.iinfo(np.int64).max
_PAIR = ["entity", "month"]
_COUNTING = {"received": ("received", "signed"), "signed": ("signed",)}
#: КС-3 repeats the sum of КС-2, so it is added only where there is no КС-2.
_SUMMED_KINDS = ("act", "upd1", "upd2", "ks2")


@dataclass(frozen=True, slots=True)
class PackContents:
    """The packs there are and what has come for them; rows of all arrays are those of `packs`.

    Attributes:
        packs: entity (place among the entities), month (see `month_numbers`); one row a pack.
        arrived: the day the first document of each kind came (`PACK_KINDS`), `NEVER` when it has
            not.
        mentioned: whether any document of the kind is spoken of, be it expected or rejected.
        invoices_sum_minor: the month's invoices less their credit notes; missing without invoices
            and when they are in several currencies.
        acts_sum_minor: the month's acts; missing without any, and when one of them has no amount.
    """

    packs: pd.DataFrame
    arrived: Numbers
    mentioned: NDArray[np.bool_]
    invoices_sum_minor: pd.Series
    acts_sum_minor: pd.Series


def pack_contents(
    tables: Tables, invoices: pd.DataFrame, entities: pd.DataFrame, as_of: date
) -> PackContents:
    """Every pack that exists on a day, and its contents.

    A pack exists when a job with a payout was done in the month, or a live invoice names it, or any
    closing document does. Documents count from the status Settings.docs_ok_from, once they came.

    Args:
        tables: Jobs and Closing documents are used.
        invoices: the invoices that count (no credit notes), with entity_id, month, received_on,
            invoice_date, currency, amount_minor, credits_minor.
        entities: what `legal_entities` returns; those without a doc_set have no packs.
        as_of: documents that come after this day have not come.

    Source: workbook-and-rules.md 3.6.
    """
    papers = _papers(tables, invoices, entities, as_of)
    pairs = pd.concat([papers[_PAIR], _months_worked(tables, entities)], ignore_index=True)
    has_set = np.append(entities["doc_set"].notna(), False)  # what -1 takes
    needed = has_set[pairs["entity"]]
    papers = papers[needed[: len(papers)]]
    pairs = pairs[needed]
    pack = group_numbers(pairs["entity"], pairs["month"])
    packs = pairs[~pd.Series(pack).duplicated().to_numpy()].reset_index(drop=True)
    papers = papers.assign(pack=pack[: len(papers)])
    arrived = np.full((len(packs), len(PACK_KINDS)), NEVER)
    mentioned = np.zeros(arrived.shape, dtype=np.bool_)
    mentioned[papers["pack"], papers["kind"]] = True
    came = papers[papers["came"]]
    np.minimum.at(arrived, (came["pack"].to_numpy(), came["kind"].to_numpy()), came["day"])
    return PackContents(
        packs, arrived, mentioned, _invoices_sums(papers, packs), _acts_sums(came, packs)
    )


def _papers(
    tables: Tables, invoices: pd.DataFrame, entities: pd.DataFrame, as_of: date
) -> pd.DataFrame:
    """Invoices and closing documents as one list, all in numbers.

    Returns:
        entity (place among the entities, -1 for none), month (see `month_numbers`), kind (place in
        `PACK_KINDS`), day it came, came (by `as_of`, and in a status that counts), amount_minor,
        currency (a number; 0 for closing documents).
    """
    documents = sound_rows(
        tables, DOCUMENTS, "entity_id", "month", "kind", "status", "received_on", "amount"
    )
    for name in ("entity_id", "month", "kind"):
        is_given = documents[name].notna()
        documents = documents if is_given.all() else documents[is_given]
    entity_id = matched(documents["entity_id"], entities.index.to_series())
    received = invoices["received_on"].fillna(invoices["invoice_date"])
    net = invoices["amount_minor"] - invoices["credits_minor"]
    kind_codes = documents["kind"].cat.codes.to_numpy().astype(np.int64)
    last = int(np.datetime64(as_of, "D").astype(np.int64))
    day = np.append(day_numbers(received), day_numbers(documents["received_on"]))
    counts = documents["status"].isin(_COUNTING[tables.settings.docs_ok_from])
    counts &= documents["received_on"].notna()
    return pd.DataFrame(
        {
            "entity": np.append(
                places_in(entities.index, invoices["entity_id"]),
                places_in(entities.index, entity_id),
            ),
            "month": np.append(month_numbers(invoices["month"]), month_numbers(documents["month"])),
            # Documents have the kinds of the catalogue, in its order, behind the invoice.
            "kind": np.append(np.zeros(len(invoices), dtype=np.int64), kind_codes + 1),
            "day": day,
            "came": np.append(np.ones(len(invoices), dtype=np.bool_), counts) & (day <= last),
            "amount_minor": pd.concat([net, documents["amount_minor"]], ignore_index=True),
            "currency": np.append(
                pd.factorize(invoices["currency"])[0], np.zeros(len(documents), dtype=np.int64)
            ),
        }
    )


def _months_worked(tables: Tables, entities: pd.DataFrame) -> pd.DataFrame:
    """Entity and month of every done job that earns a payout."""
    jobs = sound_rows(
        tables, JOBS, "partner_id", "entity_id", "status", "done_date", "amount", "payout"
    )
    jobs = jobs[(jobs["status"] == "done") & jobs["done_date"].notna()]
    partners = entities.drop_duplicates("partner_id").set_index("partner_id")
    partner_id = matched(jobs["partner_id"], entities["partner_id"])
    share = partner_id.map(partners["payout_share"]).astype("Float64")
    payout = jobs["payout_minor"].astype("Float64").fillna(jobs["amount_minor"] * share)
    worked = pd.DataFrame(
        {
            "entity": places_in(entities.index, entities_of_jobs(jobs, entities)),
            "month": jobs["done_date"].dt.year * 12 + jobs["done_date"].dt.month,
        }
    )
    return worked[(payout > 0).fillna(value=False)].drop_duplicates()


def _invoices_sums(papers: pd.DataFrame, packs: pd.DataFrame) -> pd.Series:
    invoices = papers[papers["kind"] == 0]
    by_pack = invoices.groupby("pack")
    # Amounts of different currencies are never added.
    one_currency = by_pack["currency"].min() == by_pack["currency"].max()
    sums = by_pack["amount_minor"].sum().where(one_currency)
    return sums.reindex(packs.index).astype("Int64")


def _acts_sums(came: pd.DataFrame, packs: pd.DataFrame) -> pd.Series:
    acts = came[came["kind"].isin([PACK_KINDS.index(kind) for kind in _SUMMED_KINDS])]
    certificates = came[came["kind"] == PACK_KINDS.index("ks3")]
    builders = came["pack"][came["kind"] == PACK_KINDS.index("ks2")]
    acts = pd.concat([acts, certificates[~certificates["pack"].isin(builders)]])
    sums = acts.groupby("pack")["amount_minor"].sum(min_count=1)
    unknown = acts["pack"][acts["amount_minor"].isna()]
    return sums[~sums.index.isin(unknown)].reindex(packs.index).astype("Int64")
