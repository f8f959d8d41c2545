"""Notes on the headers of Payments."""

from sheetsync.tables.catalogue.notes import Noted

PAYMENTS_NOTES: Noted = {
    "entity_id": (
        "Чей счёт оплачен: код из вкладки «Контрагенты»",
        "E-001",
        "Whose invoice it pays: the code from Legal entities",
        "E-001",
    ),
    "number": (
        "Номер оплаченного счёта, как он стоит во вкладке «Счета»",
        "45",
        "The number of the paid invoice, as it stands in Invoices",
        "45",
    ),
    "invoice_date": (
        "Дата этого счёта: нужна, если счетов с таким номером несколько",
        "12.03.2026",
        "The date of that invoice: needed where several have that number",
        "2026-03-12",
    ),
    "direction": (
        "Чей это счёт: партнёра нам или наш партнёру; пусто — партнёра",
        "партнёру",
        "Whose invoice it is: the partner's, or ours to them; blank: the partner's",
        "to partner",
    ),
    "date": ("В какой день заплатили", "02.04.2026", "The day of the payment", "2026-04-02"),
    "amount": (
        "Сколько заплатили этим платежом",
        "20 000,00",
        "How much this payment was",
        "20,000.00",
    ),
    "currency": ("Валюта платежа", "RUB", "The currency of the payment", "RUB"),
    "doc_no": (
        "Номер кассового ордера или другой бумаги",
        "КО-17",
        "The number of the receipt or another paper",
        "CR-17",
    ),
    "comment": ("Заметка для себя", "наличными", "A note for yourselves", "in cash"),
}
