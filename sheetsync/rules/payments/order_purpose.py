"""What a payment order says it pays: one sentence, which the bank's statement brings back.

The words are those that the matcher reads (adoption.md P4): the invoice's number behind «счету» or
«invoice», everything else behind words that it takes out first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sheetsync.language import Lang, Phrase
from sheetsync.language.days import line_day, month_year
from sheetsync.language.money import bare_money
from sheetsync.rules.payments.bank_accounts import is_iban
from sheetsync.tables.cleaning import folded
from sheetsync.tables.document_numbers import number_key

#: A bank in Russia takes so many signs. Source: adoption.md P5; 762-P, field 24.
RUSSIAN_SIGNS = 210
#: A SEPA transfer takes so many. Source: ISO 20022 pain.001, Ustrd.
SEPA_SIGNS = 140
#: Of the bank, whatever the workbook speaks.
_RUSSIAN: Lang = "ru"
_ABROAD: Lang = "en"

_PAID = Phrase(
    ru="Оплата по счету № {number} от {day}{month}{contract}.{vat}",
    en="Payment of invoice {number} dated {day}{month}{contract}",
)
_MONTH = Phrase(ru=" за {month}", en=" for {month}")
_CONTRACT = Phrase(ru=", договор № {number}", en=", contract {number}")
#: The phrase has its own sign, whatever was copied with the number.
_NUMBER_SIGNS = "№#\u00a0 "
#: Told to banks in Russia alone.
_VAT = " В т.ч. НДС {sum}"
_NO_VAT = " НДС не облагается"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidInvoice:
    """What is known of an invoice that an order pays.

    Attributes:
        number: as typed.
        invoice_date: its day.
        month: ``YYYY-MM``, "" where it has none.
        contract: number of the contract in force on its day, "" for none.
        amount_minor: of the whole invoice.
        vat_minor: VAT in it, as typed; None: nothing is typed.
        pays_vat: whether the legal entity bills with VAT.
    """

    number: str
    invoice_date: date
    month: str = ""
    contract: str = ""
    amount_minor: int
    vat_minor: int | None = None
    pays_vat: bool = False

    @property
    def lacks_vat(self) -> bool:
        """Whether the tax must be told and nobody typed it: rates are never computed."""
        return self.pays_vat and self.vat_minor is None


def order_purpose(invoice: PaidInvoice, ordered_minor: int, account: str) -> str:
    """What the order says, in the language of the bank that gets it.

    What must not be missing is never cut: where it gets too long, the contract is left out first,
    then the month. An order for a part of the invoice tells the same part of its VAT.

    Args:
        invoice: what is paid.
        ordered_minor: the sum of the order.
        account: of the payee; an IBAN is abroad.

    Returns:
        The text with plain single spaces; too long, when the number alone is (see `fits`).

    Source: adoption.md P5.
    """
    if is_iban(account):
        texts = _texts(replace(invoice, number=_in_latin(invoice.number)), "", _ABROAD)
    else:
        texts = _texts(invoice, _vat(invoice, ordered_minor), _RUSSIAN)
    text = ""
    for text in texts:
        if fits(text, account):
            break
    return text


def fits(purpose: str, account: str) -> bool:
    """Whether the payee's bank takes a text of this length."""
    return len(purpose) <= (SEPA_SIGNS if is_iban(account) else RUSSIAN_SIGNS)


def plain(text: str) -> str:
    r"""A text for a bank's field: no control signs, no line breaks, plain single spaces.

    >>> plain("ООО «Век\nтор»\u00a0 №\u00a012\x00")
    'ООО «Век тор» № 12'
    """
    return " ".join("".join(" " if _breaks(sign) else sign for sign in text).split())


def _breaks(sign: str) -> bool:
    return not sign.isprintable() or sign.isspace()


def _texts(invoice: PaidInvoice, vat: str, lang: Lang) -> Iterator[str]:
    """The text and its shorter forms, the longest first."""
    month = _MONTH.said(lang, month=month_year(invoice.month, lang)) if invoice.month else ""
    contract = _CONTRACT.said(lang, number=invoice.contract) if invoice.contract else ""
    number = invoice.number.lstrip(_NUMBER_SIGNS)
    day = line_day(invoice.invoice_date, _RUSSIAN)
    return (
        plain(_PAID.said(lang, number=number, day=day, vat=vat, **parts))
        for parts in (
            {"month": month, "contract": contract},
            {"month": month, "contract": ""},
            {"month": "", "contract": ""},
        )
    )


def _in_latin(number: str) -> str:
    """The number in Latin letters that look alike, where its key stays what it was."""
    latin = folded(number.upper())
    return latin if latin.isascii() and number_key(latin) == number_key(number) else number


def _vat(invoice: PaidInvoice, ordered_minor: int) -> str:
    """What is said of the tax: as typed, of a part of the invoice its part; never by a rate."""
    if not invoice.pays_vat or not invoice.vat_minor:
        return _NO_VAT
    share = Decimal(invoice.vat_minor) * ordered_minor / invoice.amount_minor
    in_it = int(share.quantize(Decimal(1), ROUND_HALF_UP))
    return _VAT.format(sum=bare_money(in_it, _RUSSIAN))
