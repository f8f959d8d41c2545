"""Rules of the Closing documents tab, and of links to files in every tab."""

from urllib.parse import urlsplit

import pandas as pd

from sheetsync.language import Phrase
from sheetsync.rules.payables import packs_alone
from sheetsync.rules.validation.book import Book
from sheetsync.rules.validation.rule import NOTHING, Hits, ValidationRule, Wording, at, together
from sheetsync.tables.catalogue.documents import came_from
from sheetsync.tables.catalogue.finding_codes import V_DOC_01, V_DOC_02, V_DOC_03, V_DOC_04
from sheetsync.tables.catalogue.modules import people_tabs

_CAME = came_from("received")
#: What proves the work done; КС-3 only repeats КС-2.
_ACTS = ("act", "upd1", "upd2", "ks2", "ks3")


def came_without_date(book: Book) -> Hits:
    """A document that came, without the day."""
    rows = book.readable("documents", "received_on", "status")
    return at(rows[rows["status"].isin(_CAME) & rows["received_on"].isna()])


def vat_document_without_vat(book: Book) -> Hits:
    """A VAT invoice or an УПД-1 from somebody who pays no VAT."""
    rows = _with_vat(book)
    wrong = rows[rows["kind"].isin(["sf", "upd1"]) & rows["vat"].isin(["novat", "npd"])]
    return at(wrong, entity_id=wrong["entity_id"])


def vat_payer_without_vat_document(book: Book) -> Hits:
    """An УПД-2 from a VAT payer that gave neither УПД-1 nor a VAT invoice for the month."""
    rows = _with_vat(book)
    keys = pd.MultiIndex.from_frame(rows[["entity_id", "month"]].astype("str"))
    taxed = keys[rows["kind"].isin(["sf", "upd1"]).to_numpy()]
    wrong = rows[(rows["kind"] == "upd2") & (rows["vat"] == "vat") & ~keys.isin(taxed)]
    return at(wrong, month=wrong["month"])


def _with_vat(book: Book) -> pd.DataFrame:
    rows = book.readable("documents", "entity_id", "kind", "month")
    entities = book.readable("entities", "vat").drop_duplicates("entity_id")
    vat = rows["entity_id"].map(entities.set_index("entity_id")["vat"].astype("str"))
    return rows.assign(vat=vat)


def sums_differ(book: Book) -> Hits:
    """Acts of a month that do not add up to its invoices; told at the first of them."""
    packs = packs_alone(book.tables, book.as_of)
    differing = packs[
        (packs["difference_minor"].abs() > book.settings.amount_tolerance_minor)
        .fillna(value=False)
        .astype(bool)
    ]
    rows = book.readable("documents", "entity_id", "month", "kind", "amount")
    acts = rows[rows["kind"].isin(_ACTS) & rows["status"].isin(_CAME)]
    acts = acts.drop_duplicates(["entity_id", "month"]).rename_axis(index="row").reset_index()
    sums = ["entity_id", "month", "acts_sum_minor", "invoices_sum_minor"]
    found = acts.merge(differing[sums], on=["entity_id", "month"]).set_index("row")
    return at(
        found,
        month=found["month"],
        acts_minor=found["acts_sum_minor"],
        invoices_minor=found["invoices_sum_minor"],
    )


def link_elsewhere(book: Book) -> Hits:
    """Files outside the hosts that Settings.file_hosts allows, of every tab with files."""
    hosts = {host.strip().casefold() for host in book.settings.file_hosts}
    tabs = people_tabs(book.settings.modules)
    return together([_elsewhere(book, tab.code, hosts) for tab in tabs])


def _elsewhere(book: Book, tab: str, hosts: set[str]) -> Hits:
    frame = book.frame(tab)
    if not hosts or frame.empty or "file_url" not in frame.columns:
        return pd.DataFrame()
    links = frame["file_url"].dropna()
    named = links.map(lambda link: (urlsplit(link).hostname or "").casefold())
    allowed = named.map(lambda host: any(host == h or host.endswith(f".{h}") for h in hosts))
    outside = ~allowed.astype(bool)
    return at(links[outside].to_frame(), tab=tab, host=named[outside])


RULES = (
    ValidationRule(
        V_DOC_01, "error", "documents", "received_on", "row", came_without_date,
        Wording(
            Phrase(ru="документ получен, а даты нет.", en="the document came but has no date."),
            Phrase(ru="Впишите день получения.", en="Enter the day it came."),
            Phrase(ru="документ не учитывается", en="the document is not counted"),
        ),
    ),
    ValidationRule(
        V_DOC_02, "warning", "documents", "kind", "none", vat_document_without_vat,
        Wording(
            Phrase(
                ru="«{value}» от контрагента {entity_id} без НДС: счёт-фактура не нужна.",
                en="“{value}” from legal entity {entity_id} without VAT: no VAT invoice is needed.",
            ),
            Phrase(ru="Проверьте «НДС» контрагента.", en="Check “VAT payer” of the legal entity."),
            NOTHING,
        ),
    ),
    ValidationRule(
        V_DOC_02, "warning", "documents", "month", "none", vat_payer_without_vat_document,
        Wording(
            Phrase(
                ru="плательщик НДС дал за {month} УПД (статус 2), а нужен УПД (статус 1)"
                " или акт со счётом-фактурой.",
                en="a VAT payer gave a UPD (status 2) for {month}; needed is a UPD (status 1), "
                "or an"
                " act and a VAT invoice.",
            ),
            Phrase(
                ru="Запросите документ или проверьте «НДС» контрагента.",
                en="Ask for the document or check “VAT payer” of the legal entity.",
            ),
            Phrase(ru="комплект за месяц не собран", en="the month's pack is not complete"),
        ),
    ),
    ValidationRule(
        V_DOC_03, "warning", "documents", "amount", "none", sums_differ,
        Wording(
            Phrase(
                ru="акты за {month} — на {acts_minor}, а счета — на {invoices_minor}.",
                en="acts for {month} come to {acts_minor}, invoices to {invoices_minor}.",
            ),
            Phrase(ru="Сверьте суммы до оплаты.", en="Compare the sums before paying."),
            Phrase(ru="комплект «суммы расходятся»", en="the pack says “sums differ”"),
        ),
    ),
    ValidationRule(
        V_DOC_04, "warning", "", "file_url", "none", link_elsewhere,
        Wording(
            Phrase(
                ru="ссылка ведёт на {host}, а такого сайта нет среди разрешённых.",
                en="the link points to {host}, which is not an allowed host.",
            ),
            Phrase(
                ru="Положите файл в папку партнёра или добавьте сайт в ключ file_hosts.",
                en="Put the file into the partner's folder or add the host to the key file_hosts.",
            ),
            NOTHING,
        ),
    ),
)  # fmt: skip
