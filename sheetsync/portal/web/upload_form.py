"""The fields of the form as they were typed, and what they mean; nothing here asks anybody.

Amounts and days are read by the rules of the sheets' cells, so that `285 000,00 ₽`, `285000-00` and
`02.04.2026` mean here what they mean there. Source: cells-and-tables.md, Numbers and Date.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sheetsync.language import Lang, Phrase
from sheetsync.language.days import typed_day
from sheetsync.language.money import bare_money
from sheetsync.language.numbers import number
from sheetsync.language.phrases import Sentence
from sheetsync.portal.partner_texts import NUMBER_LENGTH, TEXT_LENGTH
from sheetsync.portal.web.texts import phrase
from sheetsync.rules.portal.submissions import Submission
from sheetsync.tables.catalogue.documents import DOCUMENT_KIND
from sheetsync.tables.cleaning import cleaned
from sheetsync.tables.document_numbers import folded_number
from sheetsync.tables.kinds.cell_input import CellInput, CellResult
from sheetsync.tables.kinds.dates import read_date
from sheetsync.tables.kinds.money import MINOR_PER_MAJOR, read_money
from sheetsync.tables.locales import UNKNOWN, Conventions
from sheetsync.tables.schema import Column, codes
from sheetsync.tables.signed_links import UploadKind

#: A field that is longer is not kept for the page that says so.
_MOST_KEPT = 3_000
_EXAMPLE_MINOR, _EXAMPLE_DAY = 285_000_00, date(2026, 4, 2)
_DOC_KINDS = codes(DOCUMENT_KIND)
_DATE = Column("doc_date", "date", heading=Phrase(ru="Дата", en="Date"))
#: How a person writes whose language decides nothing else: 1.234,50 and 1,234.50 are both clear.
_WRITTEN = replace(UNKNOWN, slashes="day", dots="day")


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields as they were typed, cleaned of what nobody sees; kept if the page asks again.

    Attributes:
        accepted: codes of the warnings that were shown beside the tick.
        ticked: whether it was ticked.
        replaces: number of the submission that this one shall stand instead of; "" for none.
    """

    kind: UploadKind
    once: str
    doc_kind: str = ""
    number: str = ""
    doc_date: str = ""
    amount: str = ""
    text: str = ""
    replaces: str = ""
    accepted: frozenset[str] = frozenset()
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a field.

    Attributes:
        field: its id on the page.
        words: what is wrong and what to do.
    """

    field: str
    words: Sentence


def once_in(form: Mapping[str, str]) -> str:
    """What makes a form that was sent unique; "" for what no form of ours holds."""
    once = form.get("once", "")
    is_ours = once.isascii() and once.isalnum() and len(once) <= NUMBER_LENGTH
    return once if is_ours else ""


def typed_fields(kind: UploadKind, form: Mapping[str, str]) -> Typed:
    """The fields of a form that was sent."""
    return Typed(
        kind=kind,
        once=once_in(form),
        doc_kind=_clean(form, "doc_kind") if kind == "closing" else "",
        number=_line(form, "number"),
        doc_date=_line(form, "doc_date"),
        amount=_line(form, "amount"),
        text=_clean(form, "text"),
        replaces=_line(form, "replaces"),
        accepted=frozenset(form.get("accepted", "")[:_MOST_KEPT].split()),
        ticked=form.get("accept") == "yes",
    )


def draft_of(
    typed: Typed, blank: Submission, currency: str, lang: Lang
) -> tuple[Submission, list[Problem]]:
    """What the fields mean, and what is wrong with them, in the order of the page.

    Args:
        typed: the fields.
        blank: whose it is and for what month; the rest is taken from the fields.
        currency: that amounts are in.
        lang: in which amounts and days are read where they could be two.
    """
    problems: list[Problem] = []
    kind = _doc_kind(typed, problems)
    number_typed = _number(typed, problems)
    day = _day(typed.doc_date, problems, lang)
    amount_minor = _amount(typed, currency, problems, lang)
    if len(typed.text) > TEXT_LENGTH:
        problems.append(_problem("text", "text_long", limit=TEXT_LENGTH))
    draft = Submission(
        no="",
        partner_id=blank.partner_id,
        entity_id=blank.entity_id,
        month=blank.month,
        kind="invoice" if typed.kind == "invoice" else "document",
        opened_at=blank.opened_at,
        once=typed.once,
        doc_kind=kind,
        number=number_typed,
        number_key=(folded_number(number_typed) or "") if number_typed else "",
        doc_date=day,
        amount_minor=amount_minor,
        currency=currency if amount_minor is not None else "",
        text=typed.text,
    )
    return draft, problems


def _problem(field: str, name: str, /, **facts: object) -> Problem:
    return Problem(field, phrase(name).given(**facts))


def _doc_kind(typed: Typed, problems: list[Problem]) -> str:
    if typed.kind == "invoice":
        return ""
    if typed.doc_kind not in _DOC_KINDS:
        problems.append(_problem("doc_kind", "doc_kind_missing"))
        return ""
    return typed.doc_kind


def _number(typed: Typed, problems: list[Problem]) -> str:
    written = typed.number
    if len(written) > NUMBER_LENGTH:
        problems.append(_problem("number", "number_long", limit=NUMBER_LENGTH))
    elif typed.kind == "invoice" and not written:
        problems.append(_problem("number", "number_missing"))
    elif typed.kind == "invoice" and folded_number(written) is None:
        problems.append(_problem("number", "number_none"))
    return written[:NUMBER_LENGTH]


def _day(text: str, problems: list[Problem], lang: Lang) -> date | None:
    if not text:
        problems.append(_problem("doc_date", "date_missing"))
        return None
    read = read_date(CellInput(text, text, conventions=_WRITTEN), _DATE)
    if isinstance(read.value, date):
        return read.value
    problems.append(_problem("doc_date", "date_bad", example=typed_day(_EXAMPLE_DAY, lang)))
    return None


def _amount(typed: Typed, currency: str, problems: list[Problem], lang: Lang) -> int | None:
    if not typed.amount:
        if typed.kind == "invoice":
            problems.append(_problem("amount", "amount_missing"))
        return None
    column = Column("amount", "money", heading=Phrase(ru="Сумма", en="Amount"), currency=currency)
    read = read_money(CellInput(typed.amount, typed.amount, conventions=Conventions()), column)
    if not isinstance(read.value, Decimal):
        problems.append(Problem("amount", _amount_words(read, currency, lang)))
        return None
    if read.value <= 0:
        problems.append(_problem("amount", "amount_not_positive"))
        return None
    return int(read.value * MINOR_PER_MAJOR)


def _amount_words(read: CellResult, currency: str, lang: Lang) -> Sentence:
    example = bare_money(_EXAMPLE_MINOR, lang)
    if read.error == "AMBIGUOUS_NUMBER":
        either = bare_money(int(read.facts["either"]) * MINOR_PER_MAJOR, lang)
        other = number(Decimal(read.facts["or"]), lang, 3)
        return phrase("amount_unclear").given(either=either, other=other, example=example)
    if read.error == "WRONG_CURRENCY":
        return phrase("amount_currency").given(currency=currency)
    return phrase("amount_bad").given(example=example)


def _clean(form: Mapping[str, str], name: str) -> str:
    return cleaned(form.get(name, "")[:_MOST_KEPT]).text


def _line(form: Mapping[str, str], name: str) -> str:
    return " ".join(_clean(form, name).split())
