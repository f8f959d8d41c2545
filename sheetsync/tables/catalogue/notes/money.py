"""Notes on the headers of Agreements, Invoices and Closing documents."""

from sheetsync.tables.catalogue.notes import Noted

_ENTITY = (
    "На кого бумага: код контрагента",
    "9900000017",
    "Whose paper it is: the legal entity's code",
    "9900000017",
)
_FILE = (
    "Ссылка на файл, чтобы открыть его одним щелчком",
    "https://disk.example/act-5.pdf",
    "A link to the file, to open it with one click",
    "https://disk.example/act-5.pdf",
)

AGREEMENTS_NOTES: Noted = {
    "entity_id": _ENTITY,
    "kind": (
        "Что за бумага: срок оплаты берётся только из договора",
        "договор",
        "What paper it is: payment terms come from contracts only",
        "contract",
    ),
    "number": ("Номер бумаги, как в ней самой", "14/24", "The paper's own number", "14/24"),
    "status": (
        "Решает, действуют ли условия и напоминать ли о подписи",
        "действует",
        "Decides whether the terms are in force and whether to remind of the signature",
        "active",
    ),
    "sent_on": (
        "От этого дня считается, сколько ждём подпись",
        "05.11.2026",
        "The wait for the signature counts from this day",
        "2026-11-05",
    ),
    "signed_on": (
        "День подписи: без него договор не считается заключённым",
        "12.11.2026",
        "The day of signing: without it the contract does not count",
        "2026-11-12",
    ),
    "valid_from": (
        "С какого дня действуют условия; пусто — со дня подписи",
        "01.12.2026",
        "The day from which the terms hold; blank: from the day of signing",
        "2026-12-01",
    ),
    "valid_to": (
        "До какого дня: о продлении напомним заранее; пусто — без срока",
        "31.12.2027",
        "The last day: you are reminded to renew in time; blank: no end",
        "2027-12-31",
    ),
    "auto_renew": (
        "Продлевается ли сам: тогда конец срока — не повод беспокоиться",
        "да",
        "Whether it renews itself: then its end is no reason to act",
        "yes",
    ),
    "pay_days": (
        "Через сколько дней платить счета контрагента; пусто — как в «Настройках»",
        "14",
        "In how many days invoices are to be paid; blank: as in Settings",
        "14",
    ),
    "pay_day_type": (
        "Какие дни считать; пусто — как в «Настройках»",
        "рабочие",
        "Which days to count; blank: as in Settings",
        "business",
    ),
    "pay_base": (
        "От чего считать срок оплаты; пусто — как в «Настройках»",
        "дата счёта",
        "What the payment days count from; blank: as in Settings",
        "invoice date",
    ),
    "reviewed_on": (
        "Когда договор смотрел юрист: через год напомним снова",
        "15.01.2026",
        "When a lawyer last looked at it: a year later you are reminded",
        "2026-01-15",
    ),
    "file_url": _FILE,
}

INVOICES_NOTES: Noted = {
    "direction": (
        "Кто кому должен: «от партнёра» — мы ему, «партнёру» — он нам",
        "от партнёра",
        "Who pays: “from partner”, we do; “to partner”, they pay us",
        "from partner",
    ),
    "entity_id": _ENTITY,
    "kind": (
        "Счёт увеличивает долг, корректировка уменьшает его",
        "корректировка",
        "An invoice adds to the debt, a credit note reduces it",
        "credit note",
    ),
    "number": (
        "Номер, как в самом счёте: по нему ищутся повторы",
        "31",
        "The number as the invoice has it: repeats are found by it",
        "31",
    ),
    "invoice_date": (
        "Дата счёта: от неё считается срок оплаты",
        "02.03.2026",
        "The invoice's date: the due date counts from it",
        "2026-03-02",
    ),
    "month": (
        "За какой месяц работ счёт: по нему собирается комплект",
        "2026-02",
        "The month of the work invoiced: the month's pack is made by it",
        "2026-02",
    ),
    "amount": (
        "Сколько заплатить, числом; у корректировки тоже без минуса",
        "285 000,00",
        "How much is to be paid, as a number; a credit note has no minus either",
        "285,000.00",
    ),
    "currency": (
        "В какой валюте сумма и оплата",
        "USD",
        "The currency of the amount and the payment",
        "USD",
    ),
    "received_on": (
        "Когда счёт пришёл: от этого дня считается, сколько он ждёт",
        "04.03.2026",
        "When the invoice came: its wait counts from this day",
        "2026-03-04",
    ),
    "due_date": (
        "До какого дня платить; пусто — посчитаем по договору",
        "16.03.2026",
        "The day by which to pay; blank: worked out from the contract",
        "2026-03-16",
    ),
    "paid_amount": (
        "Сколько заплачено всего: частичную оплату пишите суммой платежей",
        "100 000,00",
        "How much was paid in all: for part payments their sum",
        "100,000.00",
    ),
    "paid_date": (
        "День последней оплаты: по нему видно, вовремя ли заплатили",
        "13.03.2026",
        "The day of the last payment: it tells whether it was in time",
        "2026-03-13",
    ),
    "ref_number": (
        "Какой счёт исправляет корректировка: его номер",
        "31",
        "The number of the invoice that a credit note corrects",
        "31",
    ),
    "state": (
        "Отметка, если счёт пока не считать как обычный: спор, черновик, аннулирован",
        "спор",
        "A mark for an invoice that is not an ordinary one: disputed, draft, void",
        "disputed",
    ),
    "file_url": _FILE,
    "comment": (
        "Заметка: она видна рядом со счётом и в сводке бухгалтеру",
        "нет подписи",
        "A note, shown beside the invoice and in the accountant's digest",
        "signature is missing",
    ),
    "vat_amount": (
        "Сколько в сумме НДС: он нужен для платёжного поручения; сам не считается",
        "47 500,00",
        "How much of the amount is VAT: payment orders name it; it is never worked out",
        "47,500.00",
    ),
}

DOCUMENTS_NOTES: Noted = {
    "entity_id": _ENTITY,
    "month": (
        "За какой месяц документ: по нему собирается комплект",
        "2026-02",
        "The month the document closes: the pack is made by it",
        "2026-02",
    ),
    "kind": (
        "Что пришло; у УПД важен статус: со статусом 2 вычета НДС нет",
        "УПД (статус 1)",
        "What came; a UPD's status matters: status 2 gives no VAT deduction",
        "UPD (status 1)",
    ),
    "number": ("Номер, как в самом документе", "5", "The number as the document has it", "5"),
    "doc_date": (
        "Дата самого документа, чтобы найти его в бумагах",
        "28.02.2026",
        "The document's own date, to find it among the papers",
        "2026-02-28",
    ),
    "amount": (
        "Сумма документа: сверяется со счетами за месяц",
        "285 000,00",
        "The document's amount: checked against the month's invoices",
        "285,000.00",
    ),
    "status": (
        "Решает, засчитан ли документ: ждём, скан есть, подписан, отклонён",
        "скан есть",
        "Decides whether the document counts: expected, received, signed, rejected",
        "received",
    ),
    "received_on": (
        "Когда пришёл: по этому дню видно, вовремя ли собран комплект",
        "04.03.2026",
        "When it came: this day tells whether the pack was complete in time",
        "2026-03-04",
    ),
    "file_url": _FILE,
    "comment": (
        "Почему отклонён или чего ждём: партнёр увидит это в отчёте",
        "нет подписи",
        "Why it was rejected: the partner reads it in the report",
        "signature is missing",
    ),
}
