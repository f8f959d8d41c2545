"""What looks odd in a form that was sent; the partner may send it all the same."""

from sheetsync.language import Phrase

PHRASES = {
    "warnings_title": Phrase(ru="Ещё не отправлено. Проверьте:", en="Not sent yet. Please check:"),
    "warnings_pass": Phrase(
        ru="Всё верно, отправить как есть", en="All is right, send it as it is"
    ),
    "amount_differs": Phrase(
        ru="Вы вписали {amount}, а мы ожидаем {expected}.",
        en="You wrote {amount}, and we expect {expected}.",
    ),
    "date_off_month": Phrase(
        ru="Дата документа — {day}, а он за {month}.",
        en="The document is dated {day}, but it is for {month}.",
    ),
    "not_asked_invoice": Phrase(
        ru="Счёта за {month} мы не ждём. Возможно, он уже у нас.",
        en="We are not waiting for an invoice for {month}. Perhaps we have it already.",
    ),
    "not_asked_document": Phrase(
        ru="Такого документа за {month} мы не ждём. Возможно, он уже у нас.",
        en="We are not waiting for such a document for {month}. Perhaps we have it already.",
    ),
    "upd2_with_vat": Phrase(
        ru="Контрагент платит НДС, а УПД со статусом 2 не заменяет счёт-фактуру. "
        "Обычно нужен УПД со статусом 1.",
        en="This legal entity pays VAT, and a UPD of status 2 does not stand for a VAT invoice. "
        "Usually a UPD of status 1 is needed.",
    ),
    "number_known": Phrase(
        ru="Документ с таким номером уже есть: {other}{dated}. Дата и сумма у него другие.",
        en="There is a document of this number already: {other}{dated}. Its date and amount "
        "differ.",
    ),
    "replaces": Phrase(
        ru="Документ с таким номером уже ждёт решения: {other}. Этот заменит его.",
        en="A document of this number is waiting already: {other}. This one will replace it.",
    ),
    "dated": Phrase(ru=" от {day}", en=" of {day}"),
}
