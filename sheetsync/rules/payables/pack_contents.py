"""What has come for each legal entity and month: invoices, closing documents, work done."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sheetsync.rules.payables.document_sets import PACK_KINDS
from sheetsync.rules.payables.entities import default_entities
from sheetsync.rules.payables.grouping import Numbers, day_numbers, group_numbers
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.people import DOCUMENTS, JOBS
from sheetsync.tables.table import Tables

#: The day of a document that has not come.
NEVER = np.iinfo(np.int64).max
_COUNTING = {"received": ("received", "signed"), "signed": ("signed",)}
#: КС-3 repeats the sum of КС-2, so it is added only where there is no КС-2.
_SUMMED_KINDS = ("act", "upd1", "upd2", "ks2")


@dataclass(frozen=True, slots=True)
class PackContents:
    """The packs there are and what has come for them; rows of all arrays are those of `packs`.

    Attributes:
        packs: entity_id, month; one row a pack.
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
    pairs = pd.concat(
        [papers[["entity_id", "month"]], _months_worked(tables, entities)], ignore_index=True
    )
    pairs = pairs[pairs["entity_id"].isin(entities.index[entities["doc_set"].notna()])]
    papers = papers[papers.index.isin(pairs.index)]
    pack = group_numbers(pairs["entity_id"], pairs["month"])
    packs = pairs[~pd.Series(pack).duplicated().to_numpy()].reset_index(drop=True)
    papers = papers.assign(pack=pack[: len(papers)])
    arrived = np.full((len(packs), len(PACK_KINDS)), NEVER)
    mentioned = np.zeros(arrived.shape, dtype=np.bool_)
    kinds = papers["kind"].to_numpy()
    mentioned[papers["pack"], kinds] = True
    came = papers["came"].to_numpy()
    np.minimum.at(arrived, (papers["pack"].to_numpy()[came], kinds[came]), papers["day"][came])
    return PackContents(
        packs, arrived, mentioned, _invoices_sums(papers, packs), _acts_sums(papers, packs)
    )


def _papers(
    tables: Tables, invoices: pd.DataFrame, entities: pd.DataFrame, as_of: date
) -> pd.DataFrame:
    """Invoices and closing documents as one list: entity_id, month, kind (its place), day, came."""
    documents = sound_rows(
        tables, DOCUMENTS, "entity_id", "month", "kind", "status", "received_on", "amount"
    )
    documents = documents.dropna(subset=["entity_id", "month", "kind", "status"])
    place = {kind: number for number, kind in enumerate(PACK_KINDS)}
    received = invoices["received_on"].fillna(invoices["invoice_date"])
    papers = pd.DataFrame(
        {
            "entity_id": _joined(
                invoices["entity_id"], matched(documents["entity_id"], entities.index.to_series())
            ),
            "month": _joined(invoices["month"], documents["month"]),
            "kind": np.concatenate(
                [
                    np.zeros(len(invoices), dtype=np.int64),
                    documents["kind"].map(place).to_numpy(dtype=np.int64),
                ]
            ),
            "day": np.concatenate([day_numbers(received), day_numbers(documents["received_on"])]),
            "amount_minor": _joined(
                invoices["amount_minor"] - invoices["credits_minor"], documents["amount_minor"]
            ),
            "currency": _joined(
                invoices["currency"], pd.Series(None, index=documents.index, dtype="str")
            ),
        }
    )
    counts = documents["status"].isin(_COUNTING[tables.settings.docs_ok_from])
    counts &= documents["received_on"].notna()
    last = int(np.datetime64(as_of, "D").astype(np.int64))
    papers["came"] = _joined(received.notna(), counts).to_numpy() & (papers["day"] <= last)
    return papers


def _joined(first: pd.Series, second: pd.Series) -> pd.Series:
    return pd.concat([first, second], ignore_index=True)


def _months_worked(tables: Tables, entities: pd.DataFrame) -> pd.DataFrame:
    """Entity and month of every done job that earns a payout."""
    jobs = sound_rows(
        tables, JOBS, "partner_id", "entity_id", "status", "done_date", "amount", "payout"
    )
    jobs = jobs[(jobs["status"] == "done") & jobs["done_date"].notna()]
    partners = entities.drop_duplicates("partner_id").set_index("partner_id")
    partner_id = matched(jobs["partner_id"], entities["partner_id"])
    share = partner_id.map(partners["payout_share"]).astype("Float64").fillna(1.0)
    payout = jobs["payout_minor"].astype("Float64").fillna(jobs["amount_minor"] * share)
    earns = (payout > 0).fillna(value=False)
    entity_id = matched(jobs["entity_id"], entities.index.to_series())
    worked = pd.DataFrame(
        {
            "entity_id": entity_id.fillna(partner_id.map(default_entities(entities))),
            "month": jobs["done_date"].dt.strftime("%Y-%m"),
        }
    )
    return worked[earns].drop_duplicates()


def _invoices_sums(papers: pd.DataFrame, packs: pd.DataFrame) -> pd.Series:
    invoices = papers[papers["kind"] == 0]
    by_pack = invoices.groupby("pack")
    # Amounts of different currencies are never added.
    one_currency = by_pack["currency"].min() == by_pack["currency"].max()
    sums = by_pack["amount_minor"].sum().where(one_currency)
    return sums.reindex(packs.index).astype("Int64")


def _acts_sums(papers: pd.DataFrame, packs: pd.DataFrame) -> pd.Series:
    came = papers[papers["came"]]
    acts = came[came["kind"].isin([PACK_KINDS.index(kind) for kind in _SUMMED_KINDS])]
    certificates = came[came["kind"] == PACK_KINDS.index("ks3")]
    builders = came["pack"][came["kind"] == PACK_KINDS.index("ks2")]
    acts = pd.concat([acts, certificates[~certificates["pack"].isin(builders)]])
    sums = acts.groupby("pack")["amount_minor"].sum(min_count=1)
    unknown = acts["pack"][acts["amount_minor"].isna()]
    return sums[~sums.index.isin(unknown)].reindex(packs.index).astype("Int64")
