"""What ``--help`` says of the commands about payments."""

from sheetsync.language import Phrase

PAYMENTS_HELP = (
    Phrase(
        ru="Выписка банка: загрузить, разнести, посмотреть.",
        en="The bank's statement: import, match, list.",
    ),
    Phrase(
        ru="Что оплачено по выписке банка и что пора оплатить; в банк ничего не отправляется.",
        en="What the bank says was paid, and what is to be paid; nothing is ever sent to a bank.",
    ),
    Phrase(
        ru="Показать строки выписки: что предложено и что решено; сначала самые старые.",
        en="List the lines of the bank with what is proposed and decided, the oldest first.",
    ),
    Phrase(ru="Только строки без решения.", en="Only lines without a decision."),
)
