"""The rules of the bank's tabs and of payments, as people read them: V-PAY (adoption.md P4)."""

from sheetsync.language import Phrase
from sheetsync.rules.validation import bank_payments as payments
from sheetsync.rules.validation.rule import NOTHING, ValidationRule, Wording
from sheetsync.tables.catalogue.finding_codes import (
    V_PAY_01,
    V_PAY_02,
    V_PAY_03,
    V_PAY_04,
    V_PAY_08,
    V_PAY_09,
    V_PAY_10,
    V_PAY_11,
    V_PAY_12,
)

_UNPAID = Phrase(ru="оплата не проведена", en="the payment is not entered")
_LEFT_OUT = Phrase(
    ru="платёж стоит в строке «Оплаты без счёта»",
    en="the payment stands in the line “Payments without an invoice”",
)

RULES = (
    ValidationRule(
        V_PAY_01, "warning", "invoices", "paid_amount", "none", payments.typed_otherwise,
        Wording(
            Phrase(
                ru="вписана оплата[ {typed_minor}] от {typed_on}, а по выписке и вкладке "
                "«Платежи» оплачено {booked_minor}[, последний раз {last_on}].",
                en="a payment[ of {typed_minor}] on {typed_on} is typed here, but the bank and the "
                "tab Payments tell of {booked_minor}[, last on {last_on}].",
            ),
            Phrase(
                ru="Сотрите вписанное. Если этой оплаты в выписке нет, внесите её во вкладку "
                "«Платежи».",
                en="Clear what is typed. A payment that no statement brings goes into Payments.",
            ),
            Phrase(
                ru="учтены выписка и «Платежи»", en="what the bank and Payments tell is counted"
            ),
        ),
    ),
    ValidationRule(
        V_PAY_11, "error", "invoices", "paid_amount", "none", payments.typed_undated,
        Wording(
            Phrase(
                ru="оплата {value} вписана без даты, а оплаты этого счёта уже есть в выписке или "
                "во вкладке «Платежи».",
                en="the payment {value} has no date, and payments of this invoice already come "
                "from the bank or from Payments.",
            ),
            Phrase(
                ru="Впишите дату оплаты или сотрите сумму.",
                en="Enter the day of payment, or clear the sum.",
            ),
            Phrase(
                ru="вписанное не учтено, в план оплат счёт не попадёт",
                en="what is typed is not counted, and no payment plan holds the invoice",
            ),
        ),
    ),
    ValidationRule(
        V_PAY_09, "warning", "entities", "account", "none", payments.paid_elsewhere,
        Wording(
            Phrase(
                ru="последняя оплата[ {bank_on}] ушла на счёт {account}, а здесь {value}.",
                en="the last payment[ on {bank_on}] went to {account}, here is {value}.",
            ),
            Phrase(
                ru="Сверьте реквизиты с контрагентом по известному вам телефону до следующей "
                "оплаты.",
                en="Check the account with them, by a phone number you know, before the next "
                "payment.",
            ),
            NOTHING,
        ),
    ),
    ValidationRule(
        V_PAY_02, "error", "payments", "number", "row", payments.cash_for_no_invoice,
        Wording(
            Phrase(
                ru="счёта № {number}[ от {dated_on}] у этого контрагента нет.",
                en="this legal entity has no invoice {number}[ of {dated_on}].",
            ),
            Phrase(
                ru="Сверьте номер, дату, направление и валюту с вкладкой «Счета».",
                en="Compare number, date, direction and currency with Invoices.",
            ),
            _LEFT_OUT,
        ),
    ),
    ValidationRule(
        V_PAY_12, "error", "payments", "number", "row", payments.cash_for_several,
        Wording(
            Phrase(
                ru="счетов № {number} у этого контрагента несколько.",
                en="this legal entity has several invoices {number}.",
            ),
            Phrase(ru="Впишите дату счёта.", en="Enter the invoice date."),
            _LEFT_OUT,
        ),
    ),
    ValidationRule(
        V_PAY_08, "warning", "payments", "amount", "none", payments.twice_paid,
        Wording(
            Phrase(
                ru="такая же оплата есть в выписке: {bank_on}, строка {line_id}.",
                en="the bank tells of the same payment: {bank_on}, line {line_id}.",
            ),
            Phrase(
                ru="Если это она, удалите строку здесь.",
                en="If it is that one, delete the row here.",
            ),
            Phrase(ru="оплата учтётся дважды", en="the payment counts twice"),
        ),
    ),
    ValidationRule(
        V_PAY_03, "error", "bank", "instead", "none", payments.instead_refused,
        Wording(
            Phrase(
                ru="[«{unreadable}» не прочитано.|счёта № {unknown} у этого контрагента нет.|"
                "под номером {several} несколько счетов.|"
                "по счёту № {nothing_left} платить больше нечего.|"
                "части вместе больше суммы строки.]",
                en="[“{unreadable}” cannot be read.|this legal entity has no invoice {unknown}.|"
                "several invoices have the number {several}.|"
                "nothing is left to pay of invoice {nothing_left}.|"
                "the parts are more than the line together.]",
            ),
            Phrase(
                ru="[Впишите номера через точку с запятой, часть суммы — после «=»: 12; 13=20000. "
                "Вместо {unreadable}.|Сверьте номер {unknown} с вкладкой «Счета».|"
                "Добавьте дату: {several} от 16.03.2026.|"
                "Если это переплата, впишите её: {nothing_left}=1000.|Уменьшите части.]",
                en="[Enter numbers with semicolons between, a part of the sum behind “=”: "
                "12; 13=20000. In place of {unreadable}.|Compare the number {unknown} with "
                "Invoices.|Add the date: {several} of 2026-03-16.|"
                "If it is overpaid, enter how much: {nothing_left}=1000.|Make the parts smaller.]",
            ),
            _UNPAID,
        ),
    ),
    ValidationRule(
        V_PAY_04, "warning", "bank", "decision", "none", payments.decision_waits,
        Wording(
            Phrase(
                ru="решение ждёт: предложение изменилось, пока вы отвечали.",
                en="the decision waits: the proposal changed while you answered.",
            ),
            Phrase(
                ru="Впишите номера счетов в столбец «Вместо этого» или сотрите решение, а после "
                "запуска ответьте снова.",
                en="Enter the invoice numbers under Instead, or clear the decision and answer "
                "again after the next run.",
            ),
            _UNPAID,
        ),
    ),
    ValidationRule(
        V_PAY_10, "error", "payment_log", "number", "none", payments.entry_of_no_invoice,
        Wording(
            Phrase(
                ru="{amount_minor} проведены по счёту № {number}[ от {dated_on}], а такого счёта "
                "больше нет.",
                en="{amount_minor} are entered for invoice {number}[ of {dated_on}], which is no "
                "longer there.",
            ),
            Phrase(
                ru="Верните счёту номер и дату или впишите новый номер в «Выписку», в столбец "
                "«Вместо этого».",
                en="Give the invoice its number and date back, or enter the new number in Bank, "
                "under Instead.",
            ),
            _LEFT_OUT,
        ),
    ),
)  # fmt: skip
