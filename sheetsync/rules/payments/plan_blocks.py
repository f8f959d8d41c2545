"""Why an invoice must not be ordered now, in the order in which a person mends it.

Source: adoption.md P5 (plan, changed account, tax); P1 (V-PAY-10).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from sheetsync.dates import WorkCalendar
from sheetsync.language import Phrase, Sayable
from sheetsync.rules.payments.bank_accounts import account_is_right, is_iban, is_russian
from sheetsync.rules.payments.order_purpose import PaidInvoice, fits, order_purpose, plain
from sheetsync.rules.payments.requisites import Requisites
from sheetsync.rules.payments.said_facts import SaidDay
from sheetsync.tables.document_numbers import folded_number

#: So long somebody may find out that an account was changed by a stranger. Source: adoption.md P5.
WATCHED_WORKING_DAYS = 5

UNKNOWN_ENTITY = Phrase(
    ru="контрагента с этим кодом нет, или он вписан дважды",
    en="no legal entity has this code, or two have it",
)
UNSETTLED = Phrase(
    ru="в журнале оплат есть оплата счёта, которого больше нет",
    en="the payment log has a payment of an invoice that is no longer there",
)
NO_ACCOUNT = Phrase(ru="не указан расчётный счёт", en="no bank account is given")
NO_BIC = Phrase(ru="не указан БИК", en="no BIC is given")
WRONG_ACCOUNT = Phrase(
    ru="расчётный счёт не соответствует БИК", en="the bank account does not fit the BIC"
)
WRONG_IBAN = Phrase(ru="ошибка в IBAN или БИК", en="the IBAN or the BIC is wrong")
WRONG_FORM = Phrase(
    ru="расчётный счёт — не 20 цифр и не IBAN",
    en="the bank account is neither 20 digits nor an IBAN",
)
NO_INN = Phrase(ru="не указан ИНН", en="no tax ID is given")
NO_NUMBER = Phrase(ru="у счёта нет номера", en="the invoice has no number")
NO_VAT = Phrase(ru="не указан НДС", en="the VAT is not given")
LONG_NUMBER = Phrase(
    ru="номер счёта слишком длинный для назначения платежа",
    en="the invoice's number is too long for the purpose of a payment",
)
CHANGED = Phrase(ru="реквизиты изменились {day}", en="the bank details changed on {day}")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAccounts:
    """What is known of the account of one legal entity.

    Attributes:
        used: the account last ordered to, and the one last seen in Bank; empty: none of either.
        noticed: by account, the first day on which a plan had it.
        confirmed: accounts that were ticked in a plan in spite of the warning.
    """

    used: Collection[str] = ()
    noticed: Mapping[str, date] = field(default_factory=dict)
    confirmed: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An account that is none of those we knew.

    Attributes:
        noticed_on: the day on which we first met it.
        is_confirmed: it was ticked before, after the warning.
    """

    noticed_on: date
    is_confirmed: bool


def changed_account(
    account: str, known: KnownAccounts, as_of: date, calendar: WorkCalendar
) -> Changed | None:
    """Whether an account is so new that somebody should ask the payee, by a number known before.

    Args:
        account: where money would go now.
        known: what is known of this payee.
        as_of: the day of calculation.
        calendar: the working days.

    Returns:
        None for an account that was used before, of a payee that is new, and once five working
        days have passed since it was noticed.

    Source: adoption.md P5, changed account.
    """
    if not known.used or account in known.used:
        return None
    noticed_on = min(known.noticed.get(account, as_of), as_of)
    if as_of > calendar.add_working(noticed_on, WATCHED_WORKING_DAYS):
        return None
    return Changed(noticed_on=noticed_on, is_confirmed=account in known.confirmed)


def payee_block(payee: Requisites | None) -> Phrase | None:
    """What is wrong with where the money goes; None: nothing."""
    if payee is None:
        return UNKNOWN_ENTITY
    if not payee.account:
        return NO_ACCOUNT
    if is_russian(payee.account):
        return _russian_block(payee)
    return _iban_block(payee) if is_iban(payee.account) else WRONG_FORM


def _russian_block(payee: Requisites) -> Phrase | None:
    if not payee.bic:
        return NO_BIC
    if not account_is_right(payee.account, payee.bic):
        return WRONG_ACCOUNT
    return None if payee.inn or payee.is_foreign else NO_INN


def _iban_block(payee: Requisites) -> Phrase | None:
    if not payee.bic:
        return NO_BIC
    return None if account_is_right(payee.account, payee.bic) else WRONG_IBAN


def invoice_block(invoice: PaidInvoice, ordered_minor: int, account: str) -> Phrase | None:
    """What is wrong with what an order would say of the invoice; None: nothing.

    Without a number nobody would know from the bank's statement which invoice was paid.
    """
    if folded_number(invoice.number) is None:
        return NO_NUMBER
    if is_russian(account) and invoice.lacks_vat:
        return NO_VAT
    return None if fits(order_purpose(invoice, ordered_minor, account), account) else LONG_NUMBER


def said_changed(changed: Changed) -> Sayable:
    """The warning of a changed account, by the day on which it was noticed."""
    return CHANGED.given(day=SaidDay(changed.noticed_on))


def warns_of_change(blocked: str) -> bool:
    """Whether a cell of the column Blocked by has that warning, in any language.

    >>> warns_of_change("реквизиты изменились 12.04.2026"), warns_of_change("не указан НДС")
    (True, False)
    """
    cell = plain(blocked)
    return any(plain(text.partition("{")[0]) in cell for text in CHANGED.each)
