"""The rows of the tab Document packs: what is missing first."""

import pandas as pd

from sheetsync.dates import month_of
from sheetsync.language import Lang
from sheetsync.rules.payables.document_sets import set_name
from sheetsync.rules.payables.ledger import Payables
from sheetsync.tables.catalogue.documents import DOCUMENT_KIND, PACK_STATE, PACKS
from sheetsync.tables.catalogue.payables import INVOICE_KIND
from sheetsync.tables.frames import frame_name
from sheetsync.tables.schema import codes

_PLACES = {state.code: state.place for state in PACK_STATE}
_WAITING = "waiting"
_OPEN = codes(state for state in PACK_STATE if state.is_open)


def named_kinds(kinds: tuple[str, ...], lang: Lang) -> str:
    """Kinds of documents as people read them.

    >>> named_kinds(("invoice", "upd2"), "ru")
    'счёт, УПД (статус 2)'
    """
    labels = {choice.code: choice.label(lang) for choice in (*INVOICE_KIND, *DOCUMENT_KIND)}
    return ", ".join(labels[kind] for kind in kinds)


def pack_rows(payables: Payables, lang: Lang) -> pd.DataFrame:
    """All packs: missing, with sums that differ, waiting, then complete ones.

    Of waiting packs those of a month that has not ended come last: nobody is late with them.

    Among missing and waiting ones the oldest deadline comes first, else the newest month.

    Returns:
        The columns of the tab Document packs by code, money as ``<code>_minor``, what is missing
        as labels.

    Source: workbook-and-rules.md 1.3, Document packs.
    """
    packs = payables.packs
    missing = packs["missing"].map(lambda kinds: named_kinds(kinds, lang)).astype("str")
    is_early = (packs["state"] == _WAITING) & (packs["month"] >= month_of(payables.as_of))
    packs = packs.assign(
        doc_set=packs["doc_set"].map(lambda name: set_name(str(name), lang)).astype("str"),
        missing=missing.where(missing != ""),
        rank=2 * packs["state"].astype("str").map(_PLACES).astype("int64") + is_early,
    )
    is_open = packs["state"].isin(_OPEN)
    by_deadline = packs[is_open].sort_values(["rank", "deadline", "legal_name", "entity_id"])
    by_month = packs[~is_open].sort_values(
        ["rank", "month", "legal_name", "entity_id"], ascending=[True, False, True, True]
    )
    rows = pd.concat([by_deadline, by_month], ignore_index=True)
    return rows[[frame_name(column) for column in PACKS.columns]]
