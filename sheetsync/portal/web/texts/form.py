"""Words of the form that takes an invoice or a document."""

from sheetsync.language import Phrase

PHRASES = {
    "title_invoice": Phrase(ru="Счёт за {month}", en="Invoice for {month}"),
    "title_closing": Phrase(
        ru="Закрывающие документы за {month}", en="Closing documents for {month}"
    ),
    "inn": Phrase(ru="ИНН {inn}", en="INN {inn}"),
    "needed_title": Phrase(ru="Что нужно от вас", en="What we need from you"),
    "nothing_needed": Phrase(
        ru="За {month} мы от вас больше ничего не ждём.",
        en="We are not waiting for anything else from you for {month}.",
    ),
    "ask_invoice": Phrase(
        ru="Выставьте до {until} счёт на {amount}",
        en="Issue an invoice for {amount} by {until}",
    ),
    "ask_invoice_any": Phrase(ru="Выставьте счёт до {until}", en="Issue an invoice by {until}"),
    "ask_invoice_late": Phrase(
        ru="Выставьте счёт на {amount}: срок был {until}",
        en="Issue an invoice for {amount}: it was due by {until}",
    ),
    "ask_invoice_any_late": Phrase(
        ru="Выставьте счёт: срок был {until}", en="Issue an invoice: it was due by {until}"
    ),
    "contract": Phrase(ru="Договор {number}", en="Contract {number}"),
    "pay_by": Phrase(
        ru="Пришлёте до {until} — оплатим до {day}.",
        en="If it comes by {until}, we pay by {day}.",
    ),
    "ask_documents": Phrase(ru="Пришлите до {until}: {kinds}", en="Send by {until}: {kinds}"),
    "ask_documents_late": Phrase(
        ru="Пришлите: {kinds} (срок был {until})", en="Send: {kinds} (due by {until})"
    ),
    "or": Phrase(ru=" или ", en=" or "),
    "ask_again": Phrase(
        ru="Пришлите замену: {paper} — {reason}", en="Send a replacement: {paper} — {reason}"
    ),
    "not_accepted": Phrase(ru="мы не смогли его принять", en="we could not accept it"),
    "sent_already": Phrase(ru="Уже прислано: {numbers}", en="Already sent: {numbers}"),
    "kind_switch": Phrase(ru="Что вы отправляете", en="What you are sending"),
    "kind_invoice": Phrase(ru="Счёт", en="Invoice"),
    "kind_closing": Phrase(ru="Закрывающий документ", en="Closing document"),
    "form_invoice": Phrase(ru="Отправить счёт", en="Send an invoice"),
    "form_closing": Phrase(ru="Отправить закрывающий документ", en="Send a closing document"),
    "send_more": Phrase(ru="Отправить что-нибудь ещё", en="Send something else"),
    "form_replace": Phrase(ru="Заменить {number}", en="Replace {number}"),
    "doc_kind": Phrase(ru="Вид документа", en="Kind of document"),
    "number_invoice": Phrase(ru="Номер счёта", en="Invoice number"),
    "number_closing": Phrase(
        ru="Номер документа (если есть)", en="Document number (if it has one)"
    ),
    "number_hint": Phrase(
        ru="Как в самом документе, например 31 или УТ-15",
        en="As written in the document, for example 31 or INV-15",
    ),
    "date_invoice": Phrase(ru="Дата счёта", en="Invoice date"),
    "date_closing": Phrase(ru="Дата документа", en="Document date"),
    "amount_invoice": Phrase(ru="Сумма счёта, {currency}", en="Invoice amount, {currency}"),
    "amount_closing": Phrase(
        ru="Сумма, {currency} (если есть)", en="Amount, {currency} (if there is one)"
    ),
    "amount_hint": Phrase(
        ru="Мы ожидаем {amount}. Если в счёте другая сумма, впишите её.",
        en="We expect {amount}. If the invoice says otherwise, write its amount.",
    ),
    "amount_hint_any": Phrase(
        ru="К оплате, вместе с НДС, если он есть", en="The total to pay, VAT included if any"
    ),
    "files": Phrase(ru="Файл", en="File"),
    "files_hint": Phrase(
        ru="PDF, JPG, PNG, XLSX или DOCX, не больше {size} МБ каждый, до {count} файлов. "
        "С телефона можно сфотографировать.",
        en="PDF, JPG, PNG, XLSX or DOCX, up to {size} MB each, at most {count} files. "
        "On a phone you can take a photo.",
    ),
    "kept_title": Phrase(
        ru="Эти файлы уже у нас, выбирать их снова не нужно:",
        en="We already have these files, no need to choose them again:",
    ),
    "kept_file": Phrase(ru="{name} ({size})", en="{name} ({size})"),
    "text": Phrase(ru="Комментарий (необязательно)", en="Comment (optional)"),
    "send_invoice": Phrase(ru="Отправить счёт", en="Send the invoice"),
    "send_closing": Phrase(ru="Отправить документ", en="Send the document"),
    "promise": Phrase(
        ru="Сразу после отправки вы увидите номер заявки. Ответим в течение {days}.",
        en="You see the submission's number at once. We answer within {days}.",
    ),
    "sending": Phrase(ru="Отправляем…", en="Sending…"),
    "sent_share": Phrase(ru="Отправлено {percent}", en="{percent} sent"),
    "checking_now": Phrase(
        ru="Файл передан, проверяем…", en="The file is here, we are checking it…"
    ),
    "lost": Phrase(
        ru="Связь прервалась, ничего не отправлено. Нажмите «Отправить» ещё раз: "
        "дважды документ не запишется.",
        en="The connection broke, nothing was sent. Press Send again: nothing is recorded twice.",
    ),
    "size_kb": Phrase(ru="{size} КБ", en="{size} KB"),
    "size_mb": Phrase(ru="{size} МБ", en="{size} MB"),
    "entity_gone": Phrase(
        ru="Этот контрагент больше не числится за вами, поэтому отправить по ссылке ничего нельзя. "
        "То, что вы прислали раньше, у нас.",
        en="This legal entity is no longer registered with you, so nothing can be sent by this "
        "link. We have all you sent before.",
    ),
    "future_month": Phrase(
        ru="Этот месяц ещё не начался: документы за него можно отправить с {day}.",
        en="This month has not begun: its documents can be sent from {day}.",
    ),
}
