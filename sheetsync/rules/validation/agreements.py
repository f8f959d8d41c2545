"""Rules of the Agreements tab."""

import pandas as pd

from sheetsync.rules.payables.contracts import begins_on, ends_on
from sheetsync.rules.validation.book import Book
from sheetsync.rules.validation.rule import ATTENTION, ROW_OUT, Hits, Phrase, Rule, Wording, at
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
    rows = rows.assign(begins=begins_on(rows), ends=ends_on(rows))
    terms = rows.astype(dict.fromkeys(_TERMS, "str"))
    contracts = terms[(rows["kind"] == "contract") & (rows["status"] == "active")]
    # Only contracts that say when to pay can differ in it.
    contracts = contracts.dropna(subset=["entity_id", "pay_days"])
    contracts = contracts.assign(row=contracts.index)
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
    Rule(
        "V-GEN-04", "error", "agreements", "sent_on", "cell", not_sent_on,
        Wording(
            Phrase("не заполнено «{column}».", "“{column}” is blank."),
            Phrase("Впишите день отправки.", "Enter the day it was sent."),
            Phrase(
                "тревога о неподписанном договоре не сработает",
                "the alarm about an unsigned contract will not ring",
            ),
        ),
    ),
    Rule(
        "V-AGR-01", "error", "agreements", "signed_on", "none", active_without_signature,
        Wording(
            Phrase(
                "договор действует, а даты подписания нет.",
                "the agreement is active but has no date of signing.",
            ),
            Phrase(
                "Впишите дату или верните статус «отправлен».",
                "Enter the date or set the status back to “sent”.",
            ),
            ATTENTION,
        ),
    ),
    Rule(
        "V-AGR-01", "error", "agreements", "file_url", "none", active_without_file,
        Wording(
            Phrase(
                "договор действует, а файла нет.", "the agreement is active but has no file."
            ),
            Phrase(
                "Вставьте ссылку на подписанный файл.", "Paste the link to the signed file."
            ),
            ATTENTION,
        ),
    ),
    Rule(
        "V-AGR-02", "error", "agreements", "valid_to", "row", ends_before_it_begins,
        Wording(
            Phrase(
                "конец {valid_to_on} раньше начала {valid_from_on}.",
                "the end {valid_to_on} is before the beginning {valid_from_on}.",
            ),
            Phrase("Исправьте одну из дат.", "Correct one of the dates."),
            ROW_OUT,
        ),
    ),
    Rule(
        "V-AGR-03", "warning", "agreements", "pay_days", "none", terms_disagree,
        Wording(
            Phrase(
                "у юрлица {entity_id} два действующих договора с разным сроком оплаты "
                "(второй в {other_cell}).",
                "legal entity {entity_id} has two active contracts with different payment terms "
                "(the other in {other_cell}).",
            ),
            Phrase(
                "Для срока оплаты взят более поздний; лишний договор расторгните.",
                "The later one is used for due dates; terminate the other.",
            ),
            Phrase("взят более поздний договор", "the later contract is used"),
        ),
    ),
)  # fmt: skip
