"""The rules of the Invoices tab and of money against work, row by row."""

from sheetsync.language import Phrase
from sheetsync.rules.validation import invoices, work_and_money
from sheetsync.rules.validation.rule import NOTHING, ROW_OUT, ValidationRule, Wording
from sheetsync.tables.catalogue.finding_codes import (
    V_INV_02,
    V_INV_03,
    V_INV_04,
    V_INV_05,
    V_INV_06,
    V_INV_07,
    V_INV_08,
    V_INV_09,
    V_INV_10,
    V_INV_11,
    V_INV_12,
    V_INV_13,
    V_INV_14,
    V_INV_15,
    V_INV_16,
    V_INV_17,
    V_INV_18,
)

RULES = (
    ValidationRule(
        V_INV_02, "error", "invoices", "invoice_date", "row", invoices.dated_ahead,
        Wording(
            Phrase(
                ru="дата счёта {value} больше чем на неделю впереди.",
                en="the invoice date {value} is more than a week ahead.",
            ),
            Phrase(ru="Исправьте дату.", en="Correct the date."),
            ROW_OUT,
        ),
    ),
    ValidationRule(
        V_INV_03, "error", "invoices", "number", "row", invoices.repeated,
        Wording(
            Phrase(
                ru="счёт № {number} этого контрагента за {year} год уже есть в {other_cell}.",
                en="invoice {number} of this legal entity for {year} is already in {other_cell}.",
            ),
            Phrase(
                ru="Учтена строка с {other_cell}. [Сумма или оплата здесь не та, что в "
                "{unlike_cell}: сверьте обе строки с документами. Если счёт другой, исправьте "
                "номер; если тот же, соберите верную сумму и оплату в одной строке.|Удалите "
                "повтор или исправьте номер: повтор не учитывается.]",
                en="The row of {other_cell} counts. [The sum or the payment here is not that of "
                "{unlike_cell}: check both rows against the documents. If it is another invoice, "
                "correct the number; if it is the same, put the right sum and payment into one "
                "row.|Delete the repeat or correct the number: the repeat is not counted.]",
            ),
            Phrase(ru="повтор не учитывается", en="the repeat is not counted"),
        ),
    ),
    ValidationRule(
        V_INV_04, "warning", "invoices", "number", "none", invoices.perhaps_repeated,
        Wording(
            Phrase(
                ru="похоже на счёт в {other_cell}: [тот же контрагент и та же сумма "
                "{amount_minor}.|тот же номер «{number}», а день, месяц или сумма другие; "
                "учтены оба.]",
                en="looks like the invoice in {other_cell}: [the same legal entity and amount "
                "{amount_minor}.|the same number “{number}” with another day, month or amount; "
                "both are counted.]",
            ),
            Phrase(
                ru="Проверьте, чтобы не оплатить дважды.",
                en="Check it, to avoid paying twice.",
            ),
            NOTHING,
        ),
    ),
    ValidationRule(
        V_INV_05, "error", "invoices", "amount", "row", invoices.amount_not_above_zero,
        Wording(
            Phrase(
                ru="сумма счёта {value} не больше нуля.",
                en="the amount {value} is not above zero.",
            ),
            Phrase(
                ru="Для возврата выберите вид «корректировка» и положительную сумму.",
                en="For a refund choose the kind “credit note” and a positive amount.",
            ),
            ROW_OUT,
        ),
    ),
    ValidationRule(
        V_INV_06, "warning", "invoices", "due_date", "none", invoices.never_due,
        Wording(
            Phrase(
                ru="нет ни срока оплаты, ни условий в договоре.",
                en="there is neither a due date nor payment terms.",
            ),
            Phrase(
                ru="Впишите «Оплатить до» или срок оплаты в договоре.",
                en="Enter the due date, or payment days in the agreement.",
            ),
            Phrase(
                ru="счёт в строке «без срока»",
                en="the invoice is counted under “no due date”",
            ),
        ),
    ),
    ValidationRule(
        V_INV_07, "warning", "invoices", "paid_amount", "none", invoices.paid_without_amount,
        Wording(
            Phrase(
                ru="день оплаты есть, а суммы нет: счёт взят как оплаченный полностью.",
                en="there is a day of payment but no amount: taken as paid in full.",
            ),
            Phrase(ru="Впишите сумму.", en="Enter the amount."),
            Phrase(ru="счёт считается оплаченным", en="the invoice counts as paid"),
        ),
    ),
    ValidationRule(
        V_INV_08, "warning", "invoices", "paid_date", "none", invoices.paid_without_date,
        Wording(
            Phrase(ru="сумма оплаты есть, а дня нет.", en="there is a paid amount but no day."),
            Phrase(ru="Впишите дату оплаты.", en="Enter the day of payment."),
            Phrase(ru="опоздание оплаты неизвестно", en="lateness of the payment is unknown"),
        ),
    ),
    ValidationRule(
        V_INV_09, "error", "invoices", "ref_number", "none", invoices.credit_of_nothing,
        Wording(
            Phrase(
                ru="[корректировка № {number}: счёта № {ref_number} у этого контрагента нет.|"
                "корректировка № {number}: не указано, какой счёт она исправляет.]",
                en="[credit note {number}: this legal entity has no invoice {ref_number}.|"
                "credit note {number} does not say which invoice it corrects.]",
            ),
            Phrase(
                ru="Укажите номер исправляемого счёта.",
                en="Enter the number of the invoice it corrects.",
            ),
            Phrase(
                ru="сумма в строке «переплаты и корректировки»",
                en="the amount is counted under “credits”",
            ),
        ),
    ),
    ValidationRule(
        V_INV_10, "error", "invoices", "paid_date", "none", invoices.paid_in_future,
        Wording(
            Phrase(
                ru="день оплаты {value} ещё не наступил.",
                en="the payment day {value} has not come yet.",
            ),
            Phrase(ru="Исправьте дату оплаты.", en="Correct the day of payment."),
            Phrase(ru="оплата не учитывается до этого дня", en="the payment counts from that day"),
        ),
    ),
    ValidationRule(
        V_INV_11, "warning", "invoices", "paid_date", "none", invoices.paid_before_invoiced,
        Wording(
            Phrase(
                ru="оплачен {paid_on}, раньше даты счёта {invoice_on}: предоплата?",
                en="paid on {paid_on}, before the invoice date {invoice_on}: a prepayment?",
            ),
            Phrase(ru="Если нет, исправьте дату.", en="If not, correct the date."),
            NOTHING,
        ),
    ),
    ValidationRule(
        V_INV_12, "warning", "invoices", "paid_amount", "none", invoices.overpaid,
        Wording(
            Phrase(ru="переплата {surplus_minor}.", en="overpaid by {surplus_minor}."),
            Phrase(
                ru="[Зачтите или запросите возврат у контрагента {holder}.|"
                "Зачтите или верните партнёру.]",
                en="[Offset it, or ask {holder} for a refund.|Offset it, or refund the partner.]",
            ),
            Phrase(
                ru="излишек в строке «переплаты и корректировки»",
                en="the surplus is counted under “credits”",
            ),
        ),
    ),
    ValidationRule(
        V_INV_13, "warning", "invoices", "due_date", "none", invoices.due_before_invoiced,
        Wording(
            Phrase(
                ru="срок оплаты {due_on} раньше даты счёта {invoice_on}.",
                en="the due date {due_on} is before the invoice date {invoice_on}.",
            ),
            Phrase(ru="Проверьте обе даты.", en="Check both dates."),
            Phrase(ru="срок взят как указано", en="the due date is used as it stands"),
        ),
    ),
    ValidationRule(
        V_INV_14, "warning", "invoices", "amount", "none",
        work_and_money.invoiced_more_than_earned,
        Wording(
            Phrase(
                ru="счета за {month} — на {invoiced_minor}, а выполнено на {earned_minor}.",
                en="invoices for {month} come to {invoiced_minor}, work done to {earned_minor}.",
            ),
            Phrase(ru="Проверьте до оплаты.", en="Check before paying."),
            NOTHING,
        ),
    ),
    ValidationRule(
        V_INV_16, "warning", "invoices", "number", "none", invoices.number_names_another_day,
        Wording(
            Phrase(
                ru="в номере «{value}» день {written_on}, а дата счёта {invoice_on}.",
                en="the number “{value}” names {written_on}, the invoice date is {invoice_on}.",
            ),
            Phrase(
                ru="Исправьте дату или оставьте в ячейке только номер.",
                en="Correct the date, or keep the number alone in the cell.",
            ),
            Phrase(
                ru="повторы ищутся по дню из номера", en="repeats are looked for by the day named"
            ),
        ),
    ),
    ValidationRule(
        V_INV_17, "error", "invoices", "number", "row", invoices.perhaps_lines,
        Wording(
            Phrase(
                ru="похоже на строки одного счёта: № {number} того же дня с другой суммой стоит в "
                "{other_cell}.",
                en=(
                    "looks like lines of one invoice: {number} of the same "
                    "day with another amount is "
                    "in {other_cell}."
                ),
            ),
            Phrase(
                ru=(
                    "Учтена строка с {other_cell}. Строки одного счёта "
                    "впишите одной строкой; если это "
                    "исправленный счёт, оставьте верную строку."
                ),
                en=(
                    "The row of {other_cell} counts. Enter the lines of "
                    "one invoice as one row; if it "
                    "is a corrected invoice, keep the right row."
                ),
            ),
            Phrase(ru="строка стоит в «Не прочитано»", en="the row stands in “Left out”"),
        ),
    ),
    ValidationRule(
        V_INV_17, "warning", "invoices", "amount", "none", invoices.lines_of_one,
        Wording(
            Phrase(
                ru="похоже на строки одного счёта: № {number} того же дня с другой суммой стоит в "
                "{other_cell}.",
                en=(
                    "looks like lines of one invoice: {number} of the same "
                    "day with another amount is "
                    "in {other_cell}."
                ),
            ),
            Phrase(
                ru="Впишите счёт одной строкой, на всю сумму.",
                en="Enter the invoice as one row, with its whole sum.",
            ),
            Phrase(
                ru="строки сложены в один счёт", en="the rows are added up as one invoice"
            ),
        ),
    ),
    ValidationRule(
        V_INV_18, "error", "invoices", "paid_amount", "row", invoices.negative_payment,
        Wording(
            Phrase(
                ru="оплачено {value}, меньше нуля.",
                en="the paid amount {value} is below zero.",
            ),
            Phrase(
                ru="Возврат внесите отдельной строкой, вид «корректировка».",
                en="Enter a refund as a row of its own, of the kind “credit note”.",
            ),
            ROW_OUT,
        ),
    ),
    ValidationRule(
        V_INV_15, "warning", "jobs", "currency", "none", work_and_money.currency_without_rate,
        Wording(
            Phrase(
                ru="нет курса {foreign} к {base} (работ: {jobs}).",
                en="there is no rate of {foreign} to {base} (jobs: {jobs}).",
            ),
            Phrase(
                ru="Добавьте в «Настройки» ключ fx_{foreign}.",
                en="Add the key fx_{foreign} to Settings.",
            ),
            Phrase(ru="показатель «объём» без этих работ", en="the volume KPI skips these jobs"),
        ),
    ),
)  # fmt: skip
