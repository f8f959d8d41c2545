"""In which format orders leave, and what a format cannot hold."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sheetsync.errors import RunRequestError
from sheetsync.files.orders.client_bank import (
    LAST_ORDER_NO,
    client_bank_file,
    lacking_sign,
    refused_by_client_bank,
)
from sheetsync.files.orders.order import OrderBatch, Payer
from sheetsync.files.orders.pain001 import (
    CURRENCY,
    RUSSIAN_ACCOUNT,
    pain001_file,
    refused_by_sepa,
    sepa_name,
)
from sheetsync.language import Phrase, Sayable
from sheetsync.rules.payments.bank_accounts import is_russian
from sheetsync.rules.payments.requisites import Requisites

FormatName = Literal["1c", "pain001"]

_IBAN_ACCOUNT = Phrase(
    ru="наш счёт {account} — IBAN: для него нужен --format pain001",
    en="our account {account} is an IBAN: use --format pain001",
)
_NO_INN = Phrase(
    ru="у нашего счёта {account} не указан ИНН: впишите inn в payments.accounts (config.yaml)",
    en="our account {account} has no tax number: fill inn in under payments.accounts (config.yaml)",
)
_NOT_EURO = Phrase(
    ru="pain.001 — только для {currency}, а наш счёт {account} в {own}",
    en="pain.001 is for {currency} only, and our account {account} is in {own}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFormat:
    """A format of orders.

    Attributes:
        name: as it is asked for.
        payer_refusal: why we cannot pay in it; None: we can.
        refusal: why an order cannot stand in it; None: it can.
        content: the file of a batch.
        spelt: a name as the file has it.
        last_no: the highest number of an order.
    """

    name: FormatName
    payer_refusal: Callable[[Payer], Sayable | None]
    refusal: Callable[[Requisites, str], Sayable | None]
    content: Callable[[OrderBatch], bytes]
    spelt: Callable[[str], str | None]
    last_no: int


def _client_bank_payer(payer: Payer) -> Sayable | None:
    if not is_russian(payer.account):
        return _IBAN_ACCOUNT.given(account=payer.account)
    if not payer.inn:
        return _NO_INN.given(account=payer.account)
    return lacking_sign((payer.name, payer.bank, payer.city))


def _sepa_payer(payer: Payer) -> Sayable | None:
    if is_russian(payer.account):
        return RUSSIAN_ACCOUNT
    if payer.currency != CURRENCY:
        return _NOT_EURO.given(currency=CURRENCY, account=payer.account, own=payer.currency)
    return None


_FORMATS: Mapping[str, OrderFormat] = {
    "1c": OrderFormat(
        name="1c",
        payer_refusal=_client_bank_payer,
        refusal=refused_by_client_bank,
        content=client_bank_file,
        spelt=lambda name: name,
        last_no=LAST_ORDER_NO,
    ),
    "pain001": OrderFormat(
        name="pain001",
        payer_refusal=_sepa_payer,
        refusal=refused_by_sepa,
        content=pain001_file,
        spelt=sepa_name,
        last_no=LAST_ORDER_NO,
    ),
}


def format_for(asked: str, payer: Payer) -> OrderFormat:
    """The format that was asked for, else that of our account.

    Raises:
        RunRequestError: we cannot pay in it.
    """
    name = asked or ("1c" if is_russian(payer.account) else "pain001")
    chosen = _FORMATS[name]
    refusal = chosen.payer_refusal(payer)
    if refusal is not None:
        raise RunRequestError(
            Phrase(ru="Файл не записан: {why}", en="No file was written: {why}"), why=refusal
        )
    return chosen


def respelt(names: Iterable[str], chosen: OrderFormat) -> tuple[tuple[str, str], ...]:
    """The names that stand otherwise in the file: as they are, and as the bank gets them."""
    told = {name: chosen.spelt(name) or "" for name in names}
    return tuple((name, spelt) for name, spelt in told.items() if spelt != name)
