"""What ``--help`` says of the way out to the bank: a plan, and orders."""

from sheetsync.language import Phrase

PAYMENT_ORDERS_HELP = (
    Phrase(
        ru="Дописать во вкладку «План оплат» то, чему пришёл срок; худшая просрочка — первой.",
        en="Append what is due to the tab Payment plan, the worst overdue first.",
    ),
    Phrase(
        ru="Что платить, отмечают там люди. В банк не уходит ничего.",
        en="People tick there what to pay. Nothing is ever sent to a bank.",
    ),
    Phrase(ru="Последний срок оплаты в плане.", en="Last due date of what is planned."),
    Phrase(ru="Не больше такой суммы.", en="At most so much money."),
    Phrase(ru="Валюта счетов; иначе — нашего счёта.", en="Of the invoices; the account's."),
    Phrase(
        ru="Наш расчётный счёт или конец его номера.", en="Our account, or how its number ends."
    ),
    Phrase(
        ru="Записать отмеченные строки плана PLAN в файл, который загружают в банк.",
        en="Write the ticked rows of PLAN into a file that the bank takes in.",
    ),
    Phrase(
        ru="Каждая строка проверяется заново; ту, которую сейчас платить нельзя, команда назовёт и "
        "пропустит.",
        en="Each row is looked at anew; one that must not be paid now is named and left out.",
    ),
    Phrase(
        ru="Вид файла; иначе — по нашему счёту.",
        en="Of the file; that of our account, if not given.",
    ),
    Phrase(ru="Номер первого поручения.", en="Number of the first payment order."),
    Phrase(
        ru="Файл; тот, что уже есть, никогда не перезаписывается.",
        en="The file to write; one that is there is never overwritten.",
    ),
    Phrase(
        ru="И то, что уже было в поручениях и не оплачено.",
        en="Also what was ordered before and is not paid yet.",
    ),
)
