"""The rules of the Invoices tab and of money against work, row by row."""

from sheetsync.rules.validation import invoices, work_and_money
from sheetsync.rules.validation.rule import NOTHING, ROW_OUT, Phrase, Rule, Wording

RULES = (
    Rule(
        "V-INV-02", "error", "invoices", "invoice_date", "row", invoices.dated_ahead,
        Wording(
            Phrase(
                "дата счёта {value} больше чем на неделю впереди.",
                "the invoice date {value} is more than a week ahead.",
            ),
            Phrase("Исправьте дату.", "Correct the date."),
            ROW_OUT,
        ),
    ),
    Rule(
        "V-INV-03", "error", "invoices", "number", "row", invoices.repeated,
        Wording(
            Phrase(
                "счёт № {number} этого юрлица за {year} год уже есть в {other_cell}.",
                "invoice {number} of this legal entity for {year} is already in {other_cell}.",
            ),
            Phrase(
                "Учтена строка с {other_cell}. [Сумма или оплата здесь не та, что в {unlike_cell}: "
                "сверьте обе строки с документами. Если счёт другой, исправьте номер; если тот же, "
                "соберите верную сумму и оплату в одной строке.|Удалите повтор или исправьте "
                "номер: повтор не учитывается.]",
                "The row of {other_cell} counts. [The sum or the payment here is not that of "
                "{unlike_cell}: hold both rows against the papers. If it is another invoice, "
                "correct the number; if it is the same, bring the right sum and payment together "
                "in one row.|Delete the repeat or correct the number: the repeat is not counted.]",
            ),
            Phrase("повтор не учитывается", "the repeat is not counted"),
        ),
    ),
    Rule(
        "V-INV-04", "warning", "invoices", "number", "none", invoices.perhaps_repeated,
        Wording(
            Phrase(
                "похоже на счёт в {other_cell}: [то же юрлицо и та же сумма {amount_minor}.|"
                "тот же номер «{number}», а день, месяц или сумма другие; учтены оба.]",
                "looks like the invoice in {other_cell}: [the same legal entity and amount "
                "{amount_minor}.|the same number “{number}” with another day, month or amount; "
                "both are counted.]",
            ),
            Phrase(
                "Проверьте до оплаты: не оплатить бы дважды.",
                "Check before paying, lest it be paid twice.",
            ),
            NOTHING,
        ),
    ),
    Rule(
        "V-INV-05", "error", "invoices", "amount", "row", invoices.amount_not_above_zero,
        Wording(
            Phrase("сумма счёта {value} не больше нуля.", "the amount {value} is not above zero."),
            Phrase(
                "Для возврата выберите вид «корректировка» и положительную сумму.",
                "For a refund choose the kind “credit note” and a positive amount.",
            ),
            ROW_OUT,
        ),
    ),
    Rule(
        "V-INV-06", "warning", "invoices", "due_date", "none", invoices.never_due,
        Wording(
            Phrase(
                "нет ни срока оплаты, ни условий в договоре.",
                "there is neither a due date nor payment terms.",
            ),
            Phrase(
                "Впишите «Оплатить до» или срок оплаты в договоре.",
                "Enter the due date, or payment days in the agreement.",
            ),
            Phrase("счёт в корзине «без срока»", "the invoice is in the bucket “no due date”"),
        ),
    ),
    Rule(
        "V-INV-07", "warning", "invoices", "paid_amount", "none", invoices.paid_without_amount,
        Wording(
            Phrase(
                "день оплаты есть, а суммы нет: считаю оплаченным полностью.",
                "there is a day of payment but no amount: taken as paid in full.",
            ),
            Phrase("Впишите сумму.", "Enter the amount."),
            Phrase("счёт считается оплаченным", "the invoice counts as paid"),
        ),
    ),
    Rule(
        "V-INV-08", "warning", "invoices", "paid_date", "none", invoices.paid_without_date,
        Wording(
            Phrase("сумма оплаты есть, а дня нет.", "there is a paid amount but no day."),
            Phrase("Впишите дату оплаты.", "Enter the day of payment."),
            Phrase("опоздание оплаты неизвестно", "lateness of the payment is unknown"),
        ),
    ),
    Rule(
        "V-INV-09", "error", "invoices", "ref_number", "none", invoices.credit_of_nothing,
        Wording(
            Phrase(
                "[корректировка № {number}: счёта № {ref_number} у этого юрлица нет.|"
                "корректировка № {number}: не указано, какой счёт она исправляет.]",
                "[credit note {number}: this legal entity has no invoice {ref_number}.|"
                "credit note {number} does not say which invoice it corrects.]",
            ),
            Phrase(
                "Укажите номер исправляемого счёта.",
                "Enter the number of the invoice it corrects.",
            ),
            Phrase("сумма в корзине «в нашу пользу»", "the amount is in the bucket “credit”"),
        ),
    ),
    Rule(
        "V-INV-10", "error", "invoices", "paid_date", "none", invoices.paid_in_future,
        Wording(
            Phrase("день оплаты {value} ещё не наступил.", "the payment day {value} is to come."),
            Phrase("Исправьте дату оплаты.", "Correct the day of payment."),
            Phrase("оплата не учитывается до этого дня", "the payment counts from that day"),
        ),
    ),
    Rule(
        "V-INV-11", "warning", "invoices", "paid_date", "none", invoices.paid_before_invoiced,
        Wording(
            Phrase(
                "оплачен {paid_on}, раньше даты счёта {invoice_on}: предоплата?",
                "paid on {paid_on}, before the invoice date {invoice_on}: a prepayment?",
            ),
            Phrase("Если нет, исправьте дату.", "If not, correct the date."),
            NOTHING,
        ),
    ),
    Rule(
        "V-INV-12", "warning", "invoices", "paid_amount", "none", invoices.overpaid,
        Wording(
            Phrase("переплата {surplus_minor}.", "overpaid by {surplus_minor}."),
            Phrase("Зачтите или верните.", "Set it off or have it returned."),
            Phrase("излишек в корзине «в нашу пользу»", "the surplus is in the bucket “credit”"),
        ),
    ),
    Rule(
        "V-INV-13", "warning", "invoices", "due_date", "none", invoices.due_before_invoiced,
        Wording(
            Phrase(
                "срок оплаты {due_on} раньше даты счёта {invoice_on}.",
                "the due date {due_on} is before the invoice date {invoice_on}.",
            ),
            Phrase("Проверьте обе даты.", "Check both dates."),
            Phrase("срок взят как указано", "the due date is used as it stands"),
        ),
    ),
    Rule(
        "V-INV-14", "warning", "invoices", "amount", "none",
        work_and_money.invoiced_more_than_earned,
        Wording(
            Phrase(
                "счета {invoiced_minor} больше выполненного {earned_minor} за {month}.",
                "invoiced {invoiced_minor}, more than the {earned_minor} of work done in {month}.",
            ),
            Phrase("Проверьте до оплаты.", "Check before paying."),
            NOTHING,
        ),
    ),
    Rule(
        "V-INV-16", "warning", "invoices", "number", "none", invoices.number_names_another_day,
        Wording(
            Phrase(
                "в номере «{value}» день {written_on}, а дата счёта {invoice_on}.",
                "the number “{value}” names {written_on}, the invoice date is {invoice_on}.",
            ),
            Phrase(
                "Исправьте дату или оставьте в ячейке только номер.",
                "Correct the date, or keep the number alone in the cell.",
            ),
            Phrase(
                "повторы ищутся по дню из номера", "repeats are looked for by the day named"
            ),
        ),
    ),
    Rule(
        "V-INV-17", "error", "invoices", "number", "row", invoices.perhaps_lines,
        Wording(
            Phrase(
                "похоже на строки одного счёта: № {number} того же дня с другой суммой стоит в "
                "{other_cell}.",
                "looks like lines of one invoice: {number} of the same day with another amount is "
                "in {other_cell}.",
            ),
            Phrase(
                "Учтена строка с {other_cell}. Строки одного счёта впишите одной строкой; если это "
                "исправленный счёт, оставьте верную строку.",
                "The row of {other_cell} counts. Enter the lines of one invoice as one row; if it "
                "is a corrected invoice, keep the right row.",
            ),
            Phrase("строка стоит в «Не прочитано»", "the row stands in “Left out”"),
        ),
    ),
    Rule(
        "V-INV-17", "warning", "invoices", "amount", "none", invoices.lines_of_one,
        Wording(
            Phrase(
                "похоже на строки одного счёта: № {number} того же дня с другой суммой стоит в "
                "{other_cell}.",
                "looks like lines of one invoice: {number} of the same day with another amount is "
                "in {other_cell}.",
            ),
            Phrase(
                "Впишите счёт одной строкой, на всю сумму.",
                "Enter the invoice as one row, with its whole sum.",
            ),
            Phrase(
                "строки сложены в один счёт", "the rows are added up as one invoice"
            ),
        ),
    ),
    Rule(
        "V-INV-18", "error", "invoices", "paid_amount", "row", invoices.negative_payment,
        Wording(
            Phrase("оплачено {value}, меньше нуля.", "the paid amount {value} is below zero."),
            Phrase(
                "Возврат внесите отдельной строкой, вид «корректировка».",
                "Enter a refund as a row of its own, of the kind “credit note”.",
            ),
            ROW_OUT,
        ),
    ),
    Rule(
        "V-INV-15", "warning", "jobs", "currency", "none", work_and_money.currency_without_rate,
        Wording(
            Phrase(
                "нет курса {foreign} к {base} (работ: {jobs}).",
                "there is no rate of {foreign} to {base} (jobs: {jobs}).",
            ),
            Phrase(
                "Добавьте в «Настройки» ключ fx_{foreign}.",
                "Add the key fx_{foreign} to Settings.",
            ),
            Phrase("показатель «объём» без этих работ", "the volume KPI skips these jobs"),
        ),
    ),
)  # fmt: skip
