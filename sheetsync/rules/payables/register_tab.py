"""The rows of the tab Document register: invoices, closing documents and agreements in one list."""

from datetime import date

import pandas as pd

from sheetsync.rules.payables.contracts import ends_on
from sheetsync.rules.payables.entities import known_entities
from sheetsync.rules.payables.ledger import Payables
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.documents import AGREEMENTS, DOCUMENT_CLASS, DOCUMENTS, REGISTER
from sheetsync.tables.catalogue.finding_codes import V_AGR_01, V_DOC_01
from sheetsync.tables.frames import frame_name, typed_frame
from sheetsync.tables.table import Tables

_NAMES = ["legal_name", "inn", "partner"]
_CLASS_ORDER = {choice.code: number for number, choice in enumerate(DOCUMENT_CLASS)}
#: A contract without a signature or a file is listed all the same; V-AGR-01 says what it lacks.
_LISTED_FAULTS = (V_AGR_01, V_DOC_01)


def register_rows(tables: Tables, payables: Payables) -> pd.DataFrame:
    """Every invoice, closing document and agreement, by legal entity and month.

    Invoices stand with their status, due date, age and signal; closing documents and agreements
    with their status, an agreement's end as its due date. An agreement belongs to the month in
    which it was signed, sent or began.

    Args:
        tables: Closing documents and Agreements are used.
        payables: the invoices, and the day on which agreements have expired or not.

    Returns:
        The columns of the tab by code, money as ``<code>_minor``; legal entities by name, in each
        the newest month first, then class and date.

    Source: workbook-and-rules.md 1.3, Document register.
    """
    entities = known_entities(tables)
    listed = [
        _invoices(payables),
        _documents(tables, entities),
        _agreements(tables, entities, payables.as_of),
    ]
    columns = [frame_name(column) for column in REGISTER.columns]
    empty = typed_frame(REGISTER.columns)
    rows = pd.concat(
        [frame.reindex(columns=columns).astype(empty.dtypes) for frame in listed], ignore_index=True
    )
    return _ordered(rows).reset_index(drop=True)


def _invoices(payables: Payables) -> pd.DataFrame:
    invoices = payables.invoices.rename(columns={"invoice_date": "date", "file_url": "file"})
    return invoices.assign(**{"class": "invoice"})


def _documents(tables: Tables, entities: pd.DataFrame) -> pd.DataFrame:
    documents = sound_rows(tables, DOCUMENTS, "entity_id", "month", "kind", despite=_LISTED_FAULTS)
    documents = documents.assign(
        entity_id=matched(documents["entity_id"], entities.index.to_series()),
        currency=_base_currency(documents, tables),
        **{"class": "closing"},
    )
    return documents.rename(columns={"doc_date": "date", "file_url": "file"}).join(
        entities[_NAMES], on="entity_id"
    )


def _base_currency(documents: pd.DataFrame, tables: Tables) -> pd.Series:
    currency = pd.Series(tables.settings.currency, index=documents.index, dtype="str")
    return currency.where(documents["amount_minor"].notna())


def _agreements(tables: Tables, entities: pd.DataFrame, as_of: date) -> pd.DataFrame:
    agreements = sound_rows(tables, AGREEMENTS, "entity_id", "kind", despite=_LISTED_FAULTS)
    day = agreements["signed_on"].fillna(agreements["sent_on"]).fillna(agreements["valid_from"])
    ends = ends_on(agreements)
    today = pd.Timestamp(as_of)
    notice = today + pd.Timedelta(days=tables.settings.legal_notice_days)
    active = agreements["status"] == "active"
    status = agreements["status"].astype("str")
    status = status.mask(active & (ends <= notice), "expiring").mask(
        active & (ends < today), "expired"
    )
    listed = agreements.assign(
        entity_id=matched(agreements["entity_id"], entities.index.to_series()),
        date=day,
        month=day.dt.strftime("%Y-%m"),
        due=agreements["valid_to"],
        status=status,
        **{"class": "agreement"},
    )
    return listed.rename(columns={"file_url": "file"}).join(entities[_NAMES], on="entity_id")


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    order = pd.DataFrame(
        {
            "name": rows["legal_name"].str.casefold(),
            "entity_id": rows["entity_id"],
            "month": rows["month"],
            "class": rows["class"].astype("str").map(_CLASS_ORDER),
            "date": rows["date"],
            "number": rows["number"],
        }
    )
    ascending = [name != "month" for name in order.columns]
    places = order.sort_values(list(order.columns), ascending=ascending, kind="stable").index
    return rows.loc[places]
