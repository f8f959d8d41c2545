"""Rules of the Agreements tab."""

import pandas as pd

from sheetsync.language import Phrase
from sheetsync.rules.payables.contracts import begins_on, ends_on
from sheetsync.rules.validation.book import Book
from sheetsync.rules.validation.rule import (
    ATTENTION,
    ROW_OUT,
    Hits,
    ValidationRule,
    Wording,
    at,
)
from sheetsync.tables.catalogue.finding_codes import V_AGR_01, V_AGR_02, V_AGR_03, V_GEN_04
from sheetsync.tables.cells import a1

_TERMS = ["pay_days", "pay_day_type", "pay_base"]
_SPAN = ("signed_on", "valid_from", "valid_to", "auto_renew")


def not_sent_on(book: Book) -> Hits:
    """A document that was sent, without the day."""
    rows = book.readable("agreements", "sent_on", "status")
    return at(rows[(rows["status"] == "sent") & rows["sent_on"].isna()])


def active_without_signature(book: Book) -> Hits:
    """An agreement in force without the day it was signed."""
    rows = book.readable("agreements", "signed_on", "status")
    return at(rows[(rows["status"] == "active") & rows["signed_on"].isna()])


def active_without_file(book: Book) -> Hits:
    """An agreement in force without its file."""
    rows = book.readable("agreements", "file_url", "status")
    return at(rows[(rows["status"] == "active") & rows["file_url"].isna()])


def ends_before_it_begins(book: Book) -> Hits:
    """A term that ends before it begins."""
    rows = book.readable("agreements", "valid_from", "valid_to")
    wrong = rows[rows["valid_to"] < rows["valid_from"]]
    return at(wrong, valid_from_on=wrong["valid_from"], valid_to_on=wrong["valid_to"])


def terms_disagree(book: Book) -> Hits:
    """Two contracts of one legal entity in force at once that say different payment terms."""
    rows = book.readable("agreements", "entity_id", *_SPAN, *_TERMS)
    rows = rows[(rows["kind"] == "contract") & (rows["status"] == "active")]
    # Only contracts that say when to pay can differ in it.
    rows = rows.dropna(subset=["entity_id", "pay_days"])
    rows = rows[rows["entity_id"].duplicated(keep=False)]
    if rows.empty:
        return rows
    rows = rows.assign(begins=begins_on(rows), ends=ends_on(rows))
    contracts = rows.astype(dict.fromkeys(_TERMS, "str")).assign(row=rows.index)
    pairs = contracts.merge(contracts, on="entity_id", suffixes=("", "_other"))
    pairs = pairs[pairs["row"] > pairs["row_other"]]
    differ = pd.concat(
        [pairs[name].fillna("") != pairs[f"{name}_other"].fillna("") for name in _TERMS], axis=1
    ).any(axis=1)
    apart = (pairs["ends"] < pairs["begins_other"]) | (pairs["ends_other"] < pairs["begins"])
    clash = pairs[differ & ~apart].drop_duplicates("row").set_index("row")
    position = book.position("agreements", "pay_days")
    return at(
        clash,
        entity_id=clash["entity_id"],
        other_cell=clash["row_other"].map(lambda row: a1(int(row), position)),
    )


RULES = (
    ValidationRule(
        V_GEN_04, "error", "agreements", "sent_on", "cell", not_sent_on,
        Wording(
            Phrase(ru="не заполнено «{column}».", en="“{column}” is blank."),
            Phrase(ru="Впишите день отправки.", en="Enter the day it was sent."),
            Phrase(
                ru="задача о неподписанном договоре не появится",
                en="no task about an unsigned contract will appear",
            ),
        ),
    ),
    ValidationRule(
        V_AGR_01, "error", "agreements", "signed_on", "none", active_without_signature,
        Wording(
            Phrase(
                ru="договор действует, а даты подписания нет.",
                en="the agreement is active but has no date of signing.",
            ),
            Phrase(
                ru="Впишите дату или верните статус «отправлен».",
                en="Enter the date or set the status back to “sent”.",
            ),
            ATTENTION,
        ),
    ),
    ValidationRule(
        V_AGR_01, "error", "agreements", "file_url", "none", active_without_file,
        Wording(
            Phrase(
                ru="договор действует, а файла нет.", en="the agreement is active but has no file."
            ),
            Phrase(
                ru="Вставьте ссылку на подписанный файл.", en="Paste the link to the signed file."
            ),
            ATTENTION,
        ),
    ),
    ValidationRule(
        V_AGR_02, "error", "agreements", "valid_to", "row", ends_before_it_begins,
        Wording(
            Phrase(
                ru="конец {valid_to_on} раньше начала {valid_from_on}.",
                en="the end {valid_to_on} is before the beginning {valid_from_on}.",
            ),
            Phrase(ru="Исправьте одну из дат.", en="Correct one of the dates."),
            ROW_OUT,
        ),
    ),
    ValidationRule(
        V_AGR_03, "warning", "agreements", "pay_days", "none", terms_disagree,
        Wording(
            Phrase(
                ru="у контрагента {entity_id} два действующих договора с разным сроком оплаты "
                "(второй в {other_cell}).",
                en="legal entity {entity_id} has two active contracts with different payment terms "
                "(the other in {other_cell}).",
            ),
            Phrase(
                ru="Для срока оплаты взят более поздний; лишний договор расторгните.",
                en="The later one is used for due dates; terminate the other.",
            ),
            Phrase(ru="взят более поздний договор", en="the later contract is used"),
        ),
    ),
)  # fmt: skip
