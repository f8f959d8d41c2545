"""Words of others: how teams that never saw our tabs head theirs, and how they abbreviate."""

from collections.abc import Mapping

#: Words as people shorten them, compared in lower case -> whole.
ABBREVIATIONS: Mapping[str, str] = {
    "№": "номер",
    "#": "номер",
    "no": "номер",
    "number": "номер",
    "num": "номер",
    "р/с": "расчетный счет",
    "сч": "счет",
    "дог": "договор",
    "вх": "входящий",
    "опл": "оплата",
    "к-агент": "контрагент",
    "mgr": "manager",
    "inv": "invoice",
    "прим": "примечание",
    "e-mail": "email",
    "эл": "электронная",
}
#: Words that say nothing of what a column holds.
NOISE = frozenset({"руб", "шт", "г", "за", "the", "of", "в", "по", "rub", "usd"})
#: How a row of totals begins.
TOTALS = ("общий итог", "итого", "всего", "итог", "subtotal", "grand total", "total")

#: What others call a column, by `tab.column` of the catalogue.
COLUMN_NAMES: Mapping[str, tuple[str, ...]] = {
    "partners.name": ("Контрагент", "Подрядчик", "Студия", "Дилер", "Company", "Dealer"),
    "partners.partner_id": ("Dealer #", "Код подрядчика"),
    "partners.curator": ("Ответственный менеджер", "Account manager", "Manager"),
    "partners.report_email": ("E-mail для документов", "Почта бухгалтерии", "Billing email"),
    "partners.status": ("Статус работы", "Active"),
    "partners.onboarded_on": ("Работаем с", "Since"),
    "entities.legal_name": ("Полное наименование", "Юр. лицо"),
    "entities.account": ("Р/с", "Расчётный счёт"),
    "invoices.number": ("Номер счёта", "Счёт №", "Invoice number", "Invoice"),
    "invoices.invoice_date": ("Дата счёта", "Invoice date"),
    "invoices.entity_id": ("Поставщик", "Vendor", "Supplier"),
    "invoices.amount": ("Сумма", "Начислено", "Total", "Amount"),
    "invoices.month": ("За какой месяц", "Период"),
    "invoices.due_date": ("Срок оплаты", "Due by", "Due date"),
    "invoices.paid_amount": ("Оплачено", "Paid"),
    "invoices.paid_date": ("Когда оплатили", "Дата оплаты", "Date paid"),
    "invoices.comment": ("Примечание", "Remarks", "Комментарии"),
    "jobs.job_id": ("№ заявки", "Order number"),
    "jobs.client": ("Клиент", "Customer"),
    "jobs.assigned_at": ("Выдано", "Order date"),
    "jobs.due_date": ("Сдать до", "Promised"),
    "jobs.done_date": ("Сдано", "Delivered"),
    "jobs.amount": ("Стоимость работ", "Order total"),
    "jobs.defects": ("Замечания", "Returns"),
    "jobs.status": ("Order status",),
    "feedback.score": ("Оценка клиента",),
}
