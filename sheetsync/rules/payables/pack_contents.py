"""What has come for each legal entity and month: invoices, closing documents, work done."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from sheetsync.rules.payables.document_sets import PACK_KINDS
from sheetsync.rules.payables.due_dates import received_days
from sheetsync.rules.payables.entities import entities_of_jobs
from sheetsync.rules.payables.first_code import is_one_of
from sheetsync.rules.payables.grouping import (
    NO_DAY,
    Numbers,
    Truths,
    day_number,
    day_numbers,
    months_of,
    places_in,
)
from sheetsync.rules.payables.pack_keys import NO_PACK, entities_and_months, keys_of, pack_keys
from sheetsync.rules.payables.payouts import payouts_of
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.documents import DOCUMENTS, came_from
from sheetsync.tables.catalogue.jobs import JOBS
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.table import Tables

#: The day of a document that has not come.
NEVER = np.iinfo(np.int64).max
#: The day of a document that nobody waits for: before any other, so that it completes nothing.
_NOT_ASKED = NO_DAY
_KINDS = len(PACK_KINDS)
_INVOICE, _KS2, _KS3 = (PACK_KINDS.index(kind) for kind in ("invoice", "ks2", "ks3"))
#: КС-3 repeats the sum of КС-2, so it is added only where there is no КС-2.
_IS_SUMMED = np.array([kind in ("act", "upd1", "upd2", "ks2") for kind in PACK_KINDS])


@dataclass(frozen=True, slots=True)
class PackContents:
    """The packs there are, by entity id and month, and what has come for them; one a row.

    Attributes:
        entity: its place among the entities.
        month: see `month_numbers`.
        arrived: the day the first document of each kind came (`PACK_KINDS`), `NEVER` when it has
            not, `NO_DAY` for one that nobody waits for.
        mentioned: whether any document of the kind is spoken of, be it expected or rejected.
        invoices_sum_minor: the month's invoices from partners less their credit notes; missing
            without invoices and when they are in several currencies.
        acts_sum_minor: the month's acts; missing without any, and when one of them has no amount.
        of_invoice: the place of the pack that each invoice is of or, being ours, goes with; -1 for
            none; one an invoice.
    """

    entity: Numbers
    month: Numbers
    arrived: Numbers
    mentioned: Truths
    invoices_sum_minor: pd.arrays.IntegerArray
    acts_sum_minor: pd.arrays.IntegerArray
    of_invoice: Numbers


@dataclass(frozen=True, slots=True)
class _Papers:
    """Invoices or closing documents.

    Attributes:
        pack: the place of the pack, -1 for none. Arrays about packs have one place more than there
            are packs, which -1 takes, and which is dropped in the end.
        kind: place in `PACK_KINDS`.
        came_on: the day it came, `NEVER` when it has not, or in a status that does not count.
    """

    pack: Numbers
    kind: Numbers
    came_on: Numbers


def pack_contents(
    tables: Tables, invoices: pd.DataFrame, entities: pd.DataFrame, as_of: date
) -> PackContents:
    """Every pack that exists on a day, and its contents.

    A pack exists when a job with a payout was done in the month, or a live invoice from the partner
    names it, or any closing document does. Our own invoices to partners belong to no pack; where
    only we bill, as with a dealer, the partner is asked for no invoice.
    Documents count from the status Settings.docs_ok_from, once they came.

    Args:
        tables: Jobs and Closing documents are used.
        invoices: rows with is_owed (others close nothing), direction, pack_key (see `pack_keys`),
            received_on, invoice_date, currency (a category), amount_minor, credits_minor.
        entities: what `legal_entities` returns; those without a doc_set have no packs.
        as_of: documents that come after this day have not come.

    Source: workbook-and-rules.md 3.6; amendments.md 2, packs.
    """
    documents = _documents(tables)
    billed = (invoices["is_owed"] & (invoices["direction"] == "in")).to_numpy()
    keys = [
        np.where(billed, invoices["pack_key"], NO_PACK),
        pack_keys(documents, entities),
        _months_worked(tables, entities),
    ]
    packs, (of_invoice, of_document, of_work) = _numbered(keys, entities)
    invoiced = _Papers(
        of_invoice,
        np.full(len(invoices), _INVOICE),
        _until(received_days(invoices), as_of),
    )
    documented = _Papers(
        of_document,
        # Documents have the kinds of the catalogue, in its order, behind the invoice.
        documents["kind"].cat.codes.to_numpy() + np.int64(1),
        _until(_counting_days(documents, tables.settings), as_of),
    )
    arrived, mentioned = _by_kind([invoiced, documented], len(packs))
    places = _places_of(packs, invoices, billed, of_invoice)
    partner_bills = _met(of_invoice, len(packs)) | _met(of_work, len(packs))
    arrived[(_met(places, len(packs)) & ~partner_bills)[:-1], _INVOICE] = _NOT_ASKED
    return PackContents(
        *entities_and_months(packs),
        arrived,
        mentioned,
        _invoices_sums(invoiced, invoices, len(packs)),
        _acts_sums(documented, documents, len(packs)),
        places,
    )


def _places_of(packs: Numbers, invoices: pd.DataFrame, billed: Truths, filled: Numbers) -> Numbers:
    """The pack by which each invoice may be due: our own ones belong to none, but follow it."""
    others = np.flatnonzero((invoices["is_owed"]).to_numpy() & ~billed)
    places = filled.copy()
    places[others] = pd.Index(packs).get_indexer(pd.Index(invoices["pack_key"].to_numpy()[others]))
    return places


def _documents(tables: Tables) -> pd.DataFrame:
    documents = sound_rows(
        tables, DOCUMENTS, "entity_id", "month", "kind", "status", "received_on", "amount"
    )
    for name in ("entity_id", "month", "kind"):
        is_given = documents[name].notna()
        documents = documents if is_given.all() else documents[is_given]
    return documents


def _months_worked(tables: Tables, entities: pd.DataFrame) -> Numbers:
    """The key of the pack of every done job that earns a payout."""
    jobs = sound_rows(
        tables, JOBS, "partner_id", "entity_id", "status", "done_date", "amount", "payout"
    )
    is_done = (jobs["status"] == "done") & jobs["done_date"].notna()
    jobs = jobs[["partner_id", "entity_id", "done_date", "amount_minor", "payout_minor"]][is_done]
    if jobs.empty:
        return np.zeros(0, dtype=np.int64)
    entity = places_in(entities.index, entities_of_jobs(jobs, entities))
    earns = (payouts_of(jobs, entities) > 0).to_numpy(bool, na_value=False)
    return keys_of(entity, months_of(jobs["done_date"]))[earns]


def _numbered(keys: list[Numbers], entities: pd.DataFrame) -> tuple[Numbers, list[Numbers]]:
    """The key of each pack, by entity id and month; and which pack each given key is of, or -1."""
    codes, distinct = pd.factorize(np.concatenate(keys))
    entity, month = entities_and_months(distinct)
    # What belongs to no pack has no entity, and takes the last.
    has_set = np.append(entities["doc_set"].notna(), False)[entity]
    by_id = np.append(entities.index.argsort().argsort(), -1)[entity]
    order = np.lexsort((month, by_id))
    order = order[has_set[order]]
    pack = np.full(len(distinct), -1)
    pack[order] = np.arange(len(order))
    return distinct[order], np.split(pack[codes], np.cumsum([len(part) for part in keys])[:-1])


def _counting_days(documents: pd.DataFrame, settings: Settings) -> Numbers:
    counts = is_one_of(documents["status"], came_from(settings.docs_ok_from))
    days = day_numbers(documents["received_on"])
    return np.where(counts & (days != NO_DAY), days, NEVER)


def _until(days: Numbers, as_of: date) -> Numbers:
    return np.where(days <= day_number(as_of), days, NEVER)


def _by_kind(papers: list[_Papers], packs: int) -> tuple[Numbers, Truths]:
    """When the first document of each pack and kind came, and which are spoken of."""
    arrived = np.full((packs + 1) * _KINDS, NEVER)
    mentioned = np.zeros(len(arrived), dtype=np.bool_)
    for some in papers:
        place = some.pack * _KINDS + some.kind
        np.minimum.at(arrived, place, some.came_on)
        mentioned[place] = True
    return arrived.reshape(-1, _KINDS)[:-1], mentioned.reshape(-1, _KINDS)[:-1]


def _invoices_sums(papers: _Papers, invoices: pd.DataFrame, packs: int) -> pd.arrays.IntegerArray:
    currency = invoices["currency"].cat.codes.to_numpy()
    one_of_them = np.zeros(packs + 1, dtype=np.int64)
    one_of_them[papers.pack] = currency
    # Amounts of different currencies are never added.
    is_mixed = _met(papers.pack[one_of_them[papers.pack] != currency], packs)
    net = invoices["amount_minor"] - invoices["credits_minor"]
    return _known_sums(papers.pack, net.to_numpy(), packs, unless=is_mixed)


def _acts_sums(papers: _Papers, documents: pd.DataFrame, packs: int) -> pd.arrays.IntegerArray:
    came = papers.came_on != NEVER
    of_builders = _met(papers.pack[came & (papers.kind == _KS2)], packs)
    is_act = _IS_SUMMED[papers.kind] | ((papers.kind == _KS3) & ~of_builders[papers.pack])
    pack, amounts = papers.pack[came & is_act], documents["amount_minor"][came & is_act]
    has_unknown = _met(pack[amounts.isna()], packs)
    sizes = amounts.to_numpy(dtype=np.int64, na_value=0)
    return _known_sums(pack, sizes, packs, unless=has_unknown)


def _known_sums(
    pack: Numbers, amounts: Numbers, packs: int, *, unless: Truths
) -> pd.arrays.IntegerArray:
    """The sum of each pack, missing without any amount and where it is not to be told."""
    sums = np.zeros(packs + 1, dtype=np.int64)
    np.add.at(sums, pack, amounts)
    return pd.arrays.IntegerArray(sums[:-1], (unless | ~_met(pack, packs))[:-1])


def _met(pack: Numbers, packs: int) -> Truths:
    """Which packs are met among these."""
    met = np.zeros(packs + 1, dtype=np.bool_)
    met[pack] = True
    return met
