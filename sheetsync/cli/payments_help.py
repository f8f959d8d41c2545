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
    Phrase(
        ru="Загрузить выписки банка: для 1С, camt.053, MT940 или таблицу.",
        en="Import statements of the bank: for 1C, camt.053, MT940, or a table.",
    ),
    Phrase(
        ru="Строка появляется один раз, сколько бы раз ни пришёл её файл. Затем записываются "
        "решения, а для остальных строк во вкладке «Выписка» предлагается, что они оплачивают.",
        en="A line comes once, however often its file does. Then decisions are noted, and what the "
        "other lines pay is proposed in the tab Bank.",
    ),
    Phrase(
        ru="Всех файлов; если не указан, виден по каждому из них.",
        en="Of all files; seen from each by itself, if not given.",
    ),
    Phrase(
        ru="Для таблиц: payments.mappings.NAME из config.yaml.",
        en="For tables: payments.mappings.NAME of the config.",
    ),
    Phrase(ru="Сказать; ничего не записать.", en="Say it; write nothing."),
    Phrase(
        ru="Записать решения и заново предложить, что оплачивают строки без решения.",
        en="Note what people decided, then propose anew what the lines without a decision pay.",
    ),
    Phrase(
        ru="Почему именно так разнесена эта строка; ничего не записывает.",
        en="Why this line; writes nothing.",
    ),
)
