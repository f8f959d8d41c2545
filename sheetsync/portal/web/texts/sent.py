"""Words about what was sent: the answer at once, the list, its states, what may be done."""

from sheetsync.language import Phrase
from sheetsync.language.plurals import Noun

#: "Within so many": the genitive in Russian.
WITHIN_WORKING_DAYS = Noun(
    ru=("рабочего дня", "рабочих дней", "рабочих дней"), en=("working day", "working days")
)

PHRASES = {
    "received_title": Phrase(ru="Получили: {number}", en="Received: {number}"),
    "received": Phrase(
        ru="{what}. Получили {when}. Ответим в течение {days}.",
        en="{what}. Received {when}. We answer within {days}.",
    ),
    "received_again_title": Phrase(
        ru="Этот файл уже у нас: {number}", en="We already have this file: {number}"
    ),
    "received_again": Phrase(
        ru="{what}. Получили {when}. Второй раз ничего не записали.",
        en="{what}. Received {when}. Nothing was recorded a second time.",
    ),
    "received_instead": Phrase(ru="Заменили {number}.", en="It stands in place of {number}."),
    "keep_number": Phrase(
        ru="Номер заявки пригодится, если будете нам звонить.",
        en="Mention the number if you call us.",
    ),
    "withdrawn_title": Phrase(ru="Отозвали: {number}", en="Withdrawn: {number}"),
    "answered_title": Phrase(
        ru="Ответ по {number} получили", en="We received your answer on {number}"
    ),
    "sent_title": Phrase(ru="Что вы отправили за {month}", en="What you sent for {month}"),
    "sent_none": Phrase(ru="Пока ничего.", en="Nothing yet."),
    "column_number": Phrase(ru="Заявка", en="Submission"),
    "column_what": Phrase(ru="Что", en="What"),
    "column_state": Phrase(ru="Состояние", en="State"),
    "paper_numbered": Phrase(ru="{kind} {number}", en="{kind} {number}"),
    "paper_dated": Phrase(ru="{paper} от {day}", en="{paper} of {day}"),
    "paper_amount": Phrase(ru="{paper}, {amount}", en="{paper}, {amount}"),
    "invoice": Phrase(ru="счёт", en="invoice"),
    "state_checking": Phrase(ru="проверяем файл", en="the file is being checked"),
    "state_waiting": Phrase(ru="получили, смотрим", en="received, being entered"),
    "state_asked": Phrase(ru="есть вопрос", en="we have a question"),
    "state_rejected": Phrase(ru="возвращён", en="sent back"),
    "state_accepted": Phrase(ru="принят", en="accepted"),
    "state_withdrawn": Phrase(ru="отозван вами", en="withdrawn by you"),
    "state_replaced": Phrase(ru="заменён: {other}", en="replaced by {other}"),
    "state_replaced_plain": Phrase(ru="заменён", en="replaced"),
    "state_infected": Phrase(
        ru="в файле нашли вирус, мы его не открывали",
        en="a virus was found in the file; we did not open it",
    ),
    "infected_do": Phrase(
        ru="Проверьте компьютер антивирусом и пришлите чистый файл.",
        en="Check your computer for viruses and send a clean file.",
    ),
    "accepted_and": Phrase(ru="принят, {payment}", en="accepted, {payment}"),
    "pay_open": Phrase(ru="оплатим до {day}", en="we pay by {day}"),
    "pay_waiting_docs": Phrase(
        ru="оплатим после документов: {kinds}", en="paid after documents: {kinds}"
    ),
    "pay_waiting_docs_any": Phrase(
        ru="оплатим после закрывающих документов", en="paid after the closing documents"
    ),
    "pay_overdue": Phrase(
        ru="мы задерживаем оплату на {days}, просим прощения",
        en="we are {days} late with the payment, our apologies",
    ),
    "pay_disputed": Phrase(ru="оплата остановлена: спор", en="payment stopped: disputed"),
    "pay_paid": Phrase(ru="оплачен {day}", en="paid {day}"),
    "pay_paid_late": Phrase(
        ru="оплачен {day}, на {days} позже срока", en="paid {day}, {days} late"
    ),
    "pay_paid_any": Phrase(ru="оплачен", en="paid"),
    "pay_part": Phrase(ru="оплачено {paid}, осталось {left}", en="{paid} paid, {left} outstanding"),
    "our_question": Phrase(ru="Наш вопрос:", en="Our question:"),
    "our_reason": Phrase(ru="Причина:", en="Reason:"),
    "answer_label": Phrase(ru="Ваш ответ по {number}", en="Your answer on {number}"),
    "answer": Phrase(ru="Ответить", en="Answer"),
    "replace": Phrase(ru="Заменить", en="Replace"),
    "replace_named": Phrase(ru="Заменить {number}", en="Replace {number}"),
    "withdraw": Phrase(ru="Отозвать", en="Withdraw"),
    "withdraw_named": Phrase(ru="Отозвать {number}", en="Withdraw {number}"),
    "withdraw_sure": Phrase(
        ru="Мы не станем рассматривать {number}. Вернуть её нельзя, но можно отправить заново.",
        en="We will not look at {number}. It cannot be brought back, but you can send it anew.",
    ),
    "withdraw_yes": Phrase(ru="Да, отозвать {number}", en="Yes, withdraw {number}"),
}
