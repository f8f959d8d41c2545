"""Payment orders as pain.001, which banks of the SEPA area take in; made and checked by `sepaxml`.

Source: adoption.md P5; ISO 20022 pain.001.001.03. What the library leaves to chance, its ids and
the moment, is set by us: the same batch at the same moment is the same file.
"""

from xml.etree import ElementTree as ET

from sheetsync.errors import MissingExtraError
from sheetsync.files.orders.order import Order, OrderBatch
from sheetsync.language import Phrase, Sayable
from sheetsync.rules.payments.bank_accounts import account_is_right, is_russian
from sheetsync.rules.payments.order_purpose import SEPA_SIGNS
from sheetsync.rules.payments.requisites import Requisites

SCHEMA = "pain.001.001.03"
#: A name has so many signs, an id too.
NAME_SIGNS, _ID_SIGNS = 70, 35
#: The only currency of SEPA.
CURRENCY = "EUR"
_DECLARED = b'<?xml version="1.0" encoding="UTF-8"?>'
_NAMESPACE = f"urn:iso:std:iso:20022:tech:xsd:{SCHEMA}"

RUSSIAN_ACCOUNT = Phrase(
    ru="расчётный счёт — не IBAN: для него нужен --format 1c",
    en="the account is no IBAN: use --format 1c",
)
_WRONG_IBAN = Phrase(ru="ошибка в IBAN или БИК", en="the IBAN or the BIC is wrong")
_UNSPELT_NAME = Phrase(
    ru="наименование не записать латиницей: {text}",
    en="the name cannot be spelt in Latin letters: {text}",
)
_UNSPELT_PURPOSE = Phrase(
    ru="назначение не записать латиницей в {most} знаков: {text}",
    en="the purpose cannot be spelt in {most} Latin signs: {text}",
)


def sepa_name(name: str) -> str | None:
    """A name as the file has it; None: it cannot be spelt.

    Raises:
        MissingExtraError: the optional package is not installed.
    """
    return _spelt(name, NAME_SIGNS)


def refused_by_sepa(payee: Requisites, purpose: str) -> Sayable | None:
    """Why an order cannot stand in this format; None: it can.

    Raises:
        MissingExtraError: the optional package is not installed.
    """
    if is_russian(payee.account):
        return RUSSIAN_ACCOUNT
    if not account_is_right(payee.account, payee.bic):
        return _WRONG_IBAN
    if sepa_name(payee.legal_name) is None:
        return _UNSPELT_NAME.given(text=payee.legal_name)
    if _whole(purpose) is None:
        return _UNSPELT_PURPOSE.given(most=SEPA_SIGNS, text=purpose)
    return None


def pain001_file(batch: OrderBatch) -> bytes:
    """The file, checked against the schema.

    Raises:
        MissingExtraError: the optional package is not installed.
        sepaxml.validation.ValidationError: a bug of ours: an order was not looked at first.
    """
    _require()
    from sepaxml import SepaTransfer  # noqa: PLC0415  # an extra
    from sepaxml.validation import try_valid_xml  # noqa: PLC0415

    payer = batch.payer
    ours = {
        "name": sepa_name(payer.name) or "",
        "IBAN": payer.account,
        "BIC": payer.bic,
        "batch": True,
        "currency": payer.currency,
    }
    transfer = SepaTransfer(ours, schema=SCHEMA, clean=False)
    transfer.msg_id = batch.batch_id
    for order in batch.orders:
        transfer.add_payment(_payment(order, batch))
    content = _with_our_facts(transfer.export(validate=False), batch)
    try_valid_xml(content, SCHEMA)
    return content


def _payment(order: Order, batch: OrderBatch) -> dict[str, object]:
    return {
        "name": sepa_name(order.payee.legal_name) or "",
        "IBAN": order.payee.account,
        "BIC": order.payee.bic,
        "amount": order.amount_minor,
        "execution_date": order.ordered_on,
        "description": _whole(order.purpose) or "",
        "endtoend_id": f"{batch.batch_id}-{order.order_no}"[-_ID_SIGNS:],
    }


def _with_our_facts(content: bytes, batch: OrderBatch) -> bytes:
    """The file with our ids, our moment, and the declaration that every bank reads."""
    ET.register_namespace("", _NAMESPACE)
    tree = ET.fromstring(content)  # noqa: S314  # what we have just made
    ours = {
        "GrpHdr/MsgId": batch.batch_id,
        "GrpHdr/CreDtTm": f"{batch.made_at:%Y-%m-%dT%H:%M:%S}",
        "PmtInf/PmtInfId": batch.batch_id,
    }
    for place, value in ours.items():
        path = "/".join(
            f"{{{_NAMESPACE}}}{name}" for name in ("CstmrCdtTrfInitn", *place.split("/"))
        )
        for element in tree.iterfind(path):
            element.text = value
    written: bytes = ET.tostring(tree, "utf-8", xml_declaration=False)
    return _DECLARED + b"\n" + written + b"\n"


def _whole(purpose: str) -> str | None:
    """A purpose as the file has it; what would be cut, or lose a letter, is none."""
    longer = _spelt(purpose, SEPA_SIGNS + 1)
    return longer if longer is not None and len(longer) <= SEPA_SIGNS else None


def _spelt(text: str, most: int) -> str | None:
    _require()
    from sheetsync.files.orders.sepa_texts import sepa_text  # noqa: PLC0415  # an extra

    return sepa_text(text, most)


def _require() -> None:
    try:
        import sepaxml  # noqa: F401, PLC0415  # an extra
    except ImportError:
        raise MissingExtraError(
            Phrase(
                ru="для --format pain001 нужен пакет sepaxml",
                en="--format pain001 needs the package sepaxml",
            ),
            cure=Phrase(
                ru="установите его: pip install 'sheetsync[sepa]'",
                en="install it: pip install 'sheetsync[sepa]'",
            ),
        ) from None
