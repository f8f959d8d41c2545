"""Words of the page of invoices, and of its file."""

from sheetsync.language import Phrase
from sheetsync.language.plurals import Noun

INVOICE = Noun(ru=("счёт", "счёта", "счетов"), en=("invoice", "invoices"))

PHRASES = {
    "invoices_title": Phrase(ru="Счета", en="Invoices"),
    "show_which": Phrase(ru="Какие счета показать", en="Which invoices to show"),
    "show_all": Phrase(ru="Все", en="All"),
    "show_unpaid": Phrase(ru="Неоплаченные", en="Unpaid"),
    "show_overdue": Phrase(ru="Просроченные", en="Overdue"),
    "none_all": Phrase(ru="Счетов пока нет.", en="There are no invoices yet."),
    "none_unpaid": Phrase(ru="Неоплаченных счетов нет.", en="There are no unpaid invoices."),
    "none_overdue": Phrase(
        ru="Просроченных счетов нет: мы ничего не задерживаем.",
        en="There are no overdue invoices: we are not late with anything.",
    ),
    "sum_amount": Phrase(ru="{count} на {amount}", en="{count} of {amount}"),
    "sum_left": Phrase(ru="осталось оплатить {amount}", en="{amount} left to pay"),
    "sum_overdue": Phrase(ru="просрочено {amount}", en="{amount} overdue"),
    "column_invoice": Phrase(ru="Счёт", en="Invoice"),
    "column_amount": Phrase(ru="Сумма", en="Amount"),
    "no_month": Phrase(ru="без месяца", en="without a month"),
    "no_due_day": Phrase(ru="срок оплаты уточняем", en="payment day to be agreed"),
    "void": Phrase(ru="аннулирован", en="void"),
    "theirs_open": Phrase(ru="оплатите до {day}", en="please pay by {day}"),
    "theirs_due_today": Phrase(ru="срок оплаты сегодня", en="due today"),
    "theirs_overdue": Phrase(
        ru="ждём вашу оплату, срок был {day}", en="waiting for your payment, it was due on {day}"
    ),
    "theirs_disputed": Phrase(ru="спорный, разбираемся", en="disputed, we are looking into it"),
    "theirs_undated": Phrase(ru="ждём вашу оплату", en="waiting for your payment"),
    "was_due": Phrase(ru="Срок был {day}", en="It was due on {day}"),
    "credited": Phrase(ru="Корректировки: минус {amount}", en="Credit notes: less {amount}"),
    "overpaid": Phrase(ru="Переплата {amount}, зачтём", en="Overpaid by {amount}, to be offset"),
    "credit_note": Phrase(ru="Корректировка {paper}", en="Credit note {paper}"),
    "credit_applied": Phrase(ru="учтена в счёте {number}", en="applied to invoice {number}"),
    "credit_waits": Phrase(
        ru="к счёту {number}: его у нас пока нет",
        en="for invoice {number}, which we do not have yet",
    ),
    "credit_any": Phrase(ru="уточняем, к какому счёту", en="we are finding its invoice"),
    "by_submission": Phrase(ru="Заявка {number}", en="Submission {number}"),
    "download_csv": Phrase(ru="Скачать таблицей (CSV)", en="Download as CSV"),
    "new_invoice": Phrase(ru="Отправить счёт", en="Send an invoice"),
    "piece": Phrase(ru="{first}–{last} из {count}", en="{first}–{last} of {count}"),
    "piece_nav": Phrase(ru="Страницы списка", en="Pages of the list"),
    "piece_before": Phrase(ru="Предыдущие", en="Previous"),
    "piece_after": Phrase(ru="Следующие", en="Next"),
    "csv_name": Phrase(ru="счета-{day}.csv", en="invoices-{day}.csv"),
    "csv_month": Phrase(ru="Месяц", en="Month"),
    "csv_entity": Phrase(ru="Контрагент", en="Legal entity"),
    "csv_number": Phrase(ru="Номер", en="Number"),
    "csv_date": Phrase(ru="Дата", en="Date"),
    "csv_amount": Phrase(ru="Сумма", en="Amount"),
    "csv_credited": Phrase(ru="Корректировки", en="Credit notes"),
    "csv_paid": Phrase(ru="Оплачено", en="Paid"),
    "csv_left": Phrase(ru="Осталось", en="Outstanding"),
    "csv_currency": Phrase(ru="Валюта", en="Currency"),
    "csv_status": Phrase(ru="Состояние", en="Status"),
    "csv_due": Phrase(ru="Оплатить до", en="Due"),
    "csv_paid_on": Phrase(ru="Дата оплаты", en="Paid on"),
    "csv_submission": Phrase(ru="Заявка", en="Submission"),
}
