"""Payment orders as 1C hands them to a bank: a text of keys and values.

Source: v8.1c.ru/edi/edi_stnd/100/101.htm, version 1.03; adoption.md P3, P5.
"""

from collections.abc import Iterable, Iterator

from sheetsync.files.orders.order import Order, OrderBatch, Payer
from sheetsync.language import Phrase, Sayable
from sheetsync.rules.payments.bank_accounts import is_russian
from sheetsync.rules.payments.order_purpose import RUSSIAN_SIGNS, plain
from sheetsync.rules.payments.requisites import Requisites

_ENCODING = "cp1251"
_KIND = "Платежное поручение"
#: A name has so many signs, an order's number so many digits. Source: 762-P, fields 3, 8, 16.
NAME_SIGNS = 160
LAST_ORDER_NO = 999_999
#: A transfer order; of ordinary payments. Source: adoption.md P5; ГК ст. 855.
_ORDER_CODE, _TURN = "01", "5"

_FOREIGN_SIGN = Phrase(
    ru="знака «{sign}» нет в кодировке файла (cp1251): {text}",
    en="the file's encoding (cp1251) has no sign “{sign}”: {text}",
)
_LONG_NAME = Phrase(
    ru="наименование длиннее {most} знаков, банк его не примет",
    en="the name has over {most} signs, which the bank refuses",
)
_LONG_PURPOSE = Phrase(
    ru="назначение длиннее {most} знаков, банк его не примет",
    en="the purpose has over {most} signs, which the bank refuses",
)
_NOT_RUSSIAN = Phrase(
    ru="счёт получателя — не 20 цифр: для IBAN нужен --format pain001",
    en="the payee's account is not one of 20 digits: an IBAN needs --format pain001",
)


def refused_by_client_bank(payee: Requisites, purpose: str) -> Sayable | None:
    """Why an order cannot stand in this format; None: it can."""
    name = plain(payee.legal_name)
    if not is_russian(payee.account):
        return _NOT_RUSSIAN
    if len(name) > NAME_SIGNS:
        return _LONG_NAME.given(most=NAME_SIGNS)
    if len(plain(purpose)) > RUSSIAN_SIGNS:
        return _LONG_PURPOSE.given(most=RUSSIAN_SIGNS)
    return lacking_sign((name, plain(purpose), payee.inn, payee.kpp, payee.bic))


def lacking_sign(texts: Iterable[str]) -> Sayable | None:
    """The first sign of the texts that the file cannot hold, as words; None: there is none."""
    for text in texts:
        try:
            text.encode(_ENCODING)
        except UnicodeEncodeError as error:
            return _FOREIGN_SIGN.given(sign=text[error.start], text=text)
    return None


def client_bank_file(batch: OrderBatch) -> bytes:
    """The file: cp1251, lines ended as on Windows.

    What stands in a value can end neither its line nor its section: it is one line of signs.

    Raises:
        UnicodeEncodeError: a text was not looked at by `lacking_sign`.
    """
    lines = [*_header(batch)]
    for order in batch.orders:
        lines += _document(order, batch.payer)
    return "".join(f"{line}\r\n" for line in (*lines, "КонецФайла")).encode(_ENCODING)


def _header(batch: OrderBatch) -> Iterator[str]:
    days = sorted(order.ordered_on for order in batch.orders)
    yield "1CClientBankExchange"
    yield from _lines(
        ("ВерсияФормата", "1.03"),
        ("Кодировка", "Windows"),
        ("Отправитель", "sheetsync"),
        ("ДатаСоздания", f"{batch.made_at:%d.%m.%Y}"),
        ("ВремяСоздания", f"{batch.made_at:%H:%M:%S}"),
        ("ДатаНачала", f"{days[0]:%d.%m.%Y}"),
        ("ДатаКонца", f"{days[-1]:%d.%m.%Y}"),
        ("РасчСчет", batch.payer.account),
        ("Документ", _KIND),
    )


def _document(order: Order, payer: Payer) -> Iterator[str]:
    payee = order.payee
    yield f"СекцияДокумент={_KIND}"
    yield from _lines(
        ("Номер", str(order.order_no)),
        ("Дата", f"{order.ordered_on:%d.%m.%Y}"),
        ("Сумма", f"{order.amount_minor // 100}.{order.amount_minor % 100:02}"),
        ("ПлательщикСчет", payer.account),
        ("Плательщик", payer.name),
        ("ПлательщикИНН", payer.inn),
        ("ПлательщикКПП", payer.kpp),
        ("Плательщик1", payer.name),
        ("ПлательщикРасчСчет", payer.account),
        ("ПлательщикБанк1", payer.bank),
        ("ПлательщикБанк2", payer.city),
        ("ПлательщикБИК", payer.bic),
        ("ПлательщикКорсчет", payer.corr_account),
        ("ПолучательСчет", payee.account),
        ("Получатель", payee.legal_name),
        ("ПолучательИНН", payee.inn),
        ("ПолучательКПП", payee.kpp),
        ("Получатель1", payee.legal_name),
        ("ПолучательРасчСчет", payee.account),
        ("ПолучательБИК", payee.bic),
        ("ВидОплаты", _ORDER_CODE),
        ("Очередность", _TURN),
        ("НазначениеПлатежа", order.purpose),
    )
    yield "КонецДокумента"


def _lines(*pairs: tuple[str, str]) -> Iterator[str]:
    """Keys with what is known of them; what is not known, the bank knows by its BIC."""
    for key, value in pairs:
        text = plain(value)
        if text:
            yield f"{key}={text}"
