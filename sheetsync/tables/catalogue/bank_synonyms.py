"""Words of banks: how their tables are headed, and what they write in them."""

from collections.abc import Mapping

from sheetsync.tables.bank_lines import Flow

#: What banks call a column of a statement, by what it means for `payments.mappings`.
BANK_NAMES: Mapping[str, tuple[str, ...]] = {
    "booked_on": (
        "Дата", "Дата операции", "Дата проводки", "Дата проведения", "Дата транзакции", "Date",
        "Дата платежа", "Дата списания или зачисления", "Booking date", "Transaction date",
        "Posting date", "Booked on", "Posted date",
    ),
    "amount": (
        "Сумма", "Сумма операции", "Сумма платежа", "Amount", "Сумма в валюте счёта",
        "Сумма операции в валюте счёта", "Transaction amount", "Сумма транзакции",
    ),
    "amount_out": (
        "Дебет", "Списание", "Списано", "Расход", "Сумма списания", "Сумма по дебету",
        "Обороты по дебету", "Дебет, сумма", "Debit", "Debit amount", "Withdrawal", "Withdrawals",
        "Paid out", "Money out", "Amount debit", "Расходы", "Оборот Дт", "Дт",
    ),
    "amount_in": (
        "Кредит", "Зачисление", "Зачислено", "Приход", "Поступление", "Поступило",
        "Сумма зачисления", "Сумма по кредиту", "Обороты по кредиту", "Кредит, сумма", "Credit",
        "Credit amount", "Deposit", "Deposits", "Paid in", "Money in", "Amount credit", "Доходы",
        "Оборот Кт", "Кт",
    ),
    "flow": (
        "Тип операции", "Вид операции", "Приход/расход", "Направление", "Дебет/кредит", "Д/К",
        "Type", "Transaction type", "Debit/credit", "D/C", "Credit/debit", "Тип",
    ),
    "account": (
        "Номер счёта", "Счёт", "Наш счёт", "Счёт клиента", "Account", "Account number",
        "Our account",
    ),
    "currency": ("Валюта", "Валюта операции", "Валюта счёта", "Currency", "Код валюты"),
    "counterparty": (
        "Контрагент", "Наименование контрагента", "Кому/от кого", "Корреспондент", "Counterparty",
        "Наименование корреспондента", "Плательщик/получатель", "Payee", "Name", "To or from",
        "Контрагент, наименование", "Partner name",
    ),
    "inn": ("ИНН", "ИНН контрагента", "ИНН корреспондента", "Tax ID", "ИНН плательщика/получателя"),
    "kpp": ("КПП", "КПП контрагента", "КПП корреспондента"),
    "their_account": (
        "Счёт контрагента", "Номер счёта контрагента", "Счёт корреспондента", "Их счёт",
        "Р/с контрагента", "Counterparty account", "Partner IBAN", "Their account",
        "Расчётный счёт контрагента",
    ),
    "purpose": (
        "Назначение платежа", "Назначение", "Основание платежа", "Описание операции", "Описание",
        "Содержание операции", "Purpose", "Description", "Details", "Payment reference",
        "Remittance information", "Детали платежа", "Комментарий",
    ),
    "doc_no": (
        "№ документа", "Номер документа", "Номер", "Номер платёжного поручения", "№ док",
        "Document no.", "Document number", "Номер платежа",
    ),
}  # fmt: skip
#: Columns of statements that mean nothing of these.
BANK_NOT_KEPT = (
    "№ п/п", "п/п", "Row", "Остаток", "Входящий остаток", "Исходящий остаток", "Сальдо", "Баланс",
    "Balance", "Saldo",
    "Running balance", "НДС", "Сумма НДС", "в т.ч. НДС", "Комиссия", "Fee", "Кэшбэк", "Курс",
    "Дата документа", "Дата валютирования", "Value date", "Банк", "БИК", "Банк контрагента",
    "БИК банка контрагента", "Вид операции банка", "ВО", "Статус", "Status", "Категория",
    "Category", "Сумма в рублях", "Сумма в национальной валюте", "Рублёвое покрытие", "Время",
)  # fmt: skip
#: Words of a column that tells which way a sum went.
FLOW_WORDS: Mapping[str, Flow] = {
    **dict.fromkeys(
        ("дебет", "дт", "д", "списание", "расход", "исходящий", "исходящий платеж", "debit", "d",
         "dr", "dt", "withdrawal", "out", "outgoing", "-", "dbit"),
        "out",
    ),
    **dict.fromkeys(
        ("кредит", "кт", "к", "зачисление", "приход", "поступление", "входящий",
         "входящий платеж", "credit", "c", "cr", "kt", "k", "deposit", "in", "incoming", "+",
         "crdt"),
        "in",
    ),
}  # fmt: skip
#: How the labels of the balances before and after begin, as compared.
OPENING_LABELS = (
    "входящий остаток", "начальный остаток", "остаток на начало", "входящее сальдо",
    "сальдо на начало", "opening balance", "beginning balance", "balance brought forward",
)  # fmt: skip
CLOSING_LABELS = (
    "исходящий остаток", "конечный остаток", "остаток на конец", "исходящее сальдо",
    "сальдо на конец", "closing balance", "ending balance", "balance carried forward",
)  # fmt: skip
