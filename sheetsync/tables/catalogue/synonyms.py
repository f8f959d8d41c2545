"""Words of others: how teams that never saw our tabs head theirs, and what they write in them."""

from collections.abc import Mapping

#: Words as people shorten them, compared in lower case -> whole.
ABBREVIATIONS: Mapping[str, str] = {
    "№": "номер",
    "#": "номер",
    "no": "номер",
    "nr": "номер",
    "number": "номер",
    "numbers": "номер",
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
    "amt": "amount",
    "qty": "quantity",
    "юр": "юридическое",
}
#: Words that say nothing of what a column holds.
NOISE = frozenset(
    {"руб", "шт", "г", "за", "the", "of", "в", "по", "rub", "usd", "eur", "kzt", "тг", "тенге"}
    | {"на", "и", "and", "our", "наш", "дн"}
)
#: Words beside which a reference is still one: «название партнёра» names the partner.
NAMING = ("название", "наименование", "имя", "name", "title")
#: What a row under the headers says of their columns and of no record: units, kinds, forms of days.
UNITS = frozenset({
    "руб", "руб.", "рублей", "тыс. руб.", "₽", "$", "€", "rub", "usd", "eur", "kzt", "тг", "тенге",
    "шт", "шт.", "pcs", "%", "дн", "дней", "days", "дата", "число", "текст", "сумма", "text",
    "number", "date", "дд.мм.гггг", "дд.мм.гг", "мм.гггг", "dd.mm.yyyy", "mm/dd/yyyy",
    "dd/mm/yyyy", "yyyy-mm-dd",
})  # fmt: skip
#: How a row of totals begins.
TOTALS = ("общий итог", "итого", "всего", "итог", "subtotal", "grand total", "total")
#: How the headers of a pivot table begin; its figures stand elsewhere already.
PIVOTS = ("сумма по полю", "количество по полю", "среднее по полю", "sum of", "count of")
PIVOT_HEADERS = ("названия строк", "названия столбцов", "row labels", "column labels")

#: What others call a column, by `tab.column` of the catalogue.
COLUMN_NAMES: Mapping[str, tuple[str, ...]] = {
    "partners.name": (
        "Контрагент", "Подрядчик", "Студия", "Дилер", "Company", "Dealer", "Партнёр", "Partner",
        "Бригада", "Исполнитель", "Поставщик", "Vendor", "Supplier", "Contractor", "Агент",
        "Company name", "Название компании", "Организация",
    ),
    "partners.partner_id": (
        "Dealer #", "Код подрядчика", "Код поставщика", "Vendor ID", "Supplier code",
        "Partner code",
        "Dealer code", "Код дилера", "Код исполнителя", "ID партнёра",
    ),
    "partners.group_id": (
        "Тип подрядчика", "Region", "Регион", "Категория", "Category", "Направление работы",
        "Partner type", "Тип партнёра", "Сегмент", "Segment",
    ),
    "partners.curator": (
        "Ответственный менеджер", "Account manager", "Manager", "Менеджер", "Ответственный",
        "Account owner", "Ведёт", "Owner",
    ),
    "partners.report_email": (
        "E-mail для документов", "Почта бухгалтерии", "Billing email", "Почта", "E-mail",
        "Электронная почта", "Email address", "Адрес электронной почты", "Contact email",
    ),
    "partners.status": ("Статус работы", "Active", "Активен", "Состояние", "Status"),
    "partners.onboarded_on": (
        "Работаем с", "Since", "Дата начала работы", "Start date", "Partner since",
        "Сотрудничаем с",
    ),
    "partners.folder_url": ("Папка с документами", "Drive folder"),
    "partners.comment": ("Примечание", "Заметки", "Notes", "Remarks"),
    "entities.legal_name": (
        "Полное наименование", "Юр. лицо", "Юрлицо", "Юридическое лицо", "Legal entity",
        "Наименование организации", "Юридическое название", "Registered name",
    ),
    "entities.kind": ("Организационная форма", "Форма собственности", "ОПФ", "Legal form"),
    "entities.inn": ("ИНН контрагента", "ИНН поставщика", "ИНН организации"),
    "entities.kpp": ("КПП организации",),
    "entities.vat": ("Плательщик НДС", "Система налогообложения", "VAT registered"),
    "entities.bic": ("БИК банка",),
    "entities.account": ("Р/с", "Расчётный счёт", "Номер счёта в банке", "Account number"),
    "agreements.number": ("Номер договора", "№ договора", "Contract number", "Contract #"),
    "agreements.kind": ("Вид договора", "Тип договора"),
    "agreements.status": ("Статус договора",),
    "agreements.signed_on": (
        "Договор от", "Дата договора", "Дата подписания", "Contract date", "Signed",
    ),
    "agreements.valid_to": (
        "Договор до", "Срок действия", "Действует до", "Expires", "Contract end",
        "Окончание договора",
    ),
    "agreements.valid_from": ("Начало действия", "Contract start"),
    "agreements.auto_renew": ("Автопролонгация", "Автопродление"),
    "agreements.pay_days": ("Отсрочка платежа", "Отсрочка", "Payment terms, days"),
    "agreements.file_url": ("Скан договора", "Ссылка на договор"),
    "invoices.number": (
        "Номер счёта", "Счёт №", "Счёт", "Invoice number", "Invoice", "Invoice #", "Bill no",
        "Номер документа", "Document number", "Номер счёта-фактуры",
    ),
    "invoices.invoice_date": (
        "Дата счёта", "Invoice date", "От", "Счёт от", "Дата выставления", "Bill date",
        "Issue date",
        "Дата документа",
    ),
    "invoices.direction": ("Кто платит", "Входящий или исходящий"),
    "invoices.kind": ("Вид документа", "Document type"),
    "invoices.amount": (
        "Сумма", "Начислено", "Total", "Amount", "Сумма счёта", "Сумма документа", "Invoice amount",
        "Invoice total", "К оплате", "Итого", "Сумма к оплате", "Amount due",
    ),
    "invoices.currency": ("Валюта счёта", "Curr", "Валюта документа"),
    "invoices.month": (
        "За какой месяц", "Период", "За месяц", "Месяц оказания услуг", "Period", "Billing month",
        "Отчётный месяц",
    ),
    "invoices.received_on": ("Дата получения", "Received on", "Счёт получен", "Когда получили"),
    "invoices.due_date": (
        "Срок оплаты", "Due by", "Due date", "Оплатить до", "Крайний срок оплаты", "Payment due",
        "Заплатить до", "Payment due date",
    ),
    "invoices.paid_amount": (
        "Оплачено", "Paid", "Сумма оплаты", "Paid amount", "Amount paid", "Оплаченная сумма",
        "Сколько оплатили", "Payment amount", "Сумма платежа",
    ),
    "invoices.paid_date": (
        "Когда оплатили", "Дата оплаты", "Date paid", "Payment date", "Paid on", "Оплачен",
        "Дата платежа", "Paid date",
    ),
    "invoices.state": ("Спорный",),
    "invoices.file_url": (
        "Ссылка", "Ссылка на счёт", "Скан", "Скан счёта", "Link", "Invoice link", "PDF",
    ),
    "invoices.comment": ("Примечание", "Remarks", "Комментарии", "Заметки", "Notes", "Memo"),
    "jobs.job_id": (
        "№ заявки", "Order number", "Order no", "Номер заказа", "Заказ", "Номер заявки", "Order ID",
        "№ наряда", "Номер наряда", "Заявка", "Job number", "Work order", "Order #", "№ заказа",
    ),
    "jobs.client": ("Клиент", "Customer", "Заказчик", "Покупатель", "Customer name", "Client name"),
    "jobs.assigned_at": (
        "Выдано", "Order date", "Дата заказа", "Дата заявки", "Дата выдачи", "Дата передачи",
        "Assigned on", "Передан",
    ),
    "jobs.responded_at": ("Дата ответа", "Ответил", "Принял в работу", "Accepted on"),
    "jobs.due_date": (
        "Сдать до", "Promised", "Срок сдачи", "Срок выполнения", "Deadline", "Дедлайн", "Due date",
        "Promised date", "Плановая дата",
    ),
    "jobs.done_date": (
        "Сдано", "Delivered", "Дата сдачи", "Дата выполнения", "Completed", "Фактическая дата",
        "Completed on", "Delivery date", "Выполнен",
    ),
    "jobs.status": ("Order status", "Статус заказа", "Статус заявки", "Job status"),
    "jobs.qty": ("Посещения", "Количество посещений", "Кол-во", "Объём", "Qty", "Units"),
    "jobs.amount": (
        "Стоимость работ", "Order total", "Сумма заказа", "Стоимость", "Order amount",
        "Цена заказа",
        "Сумма работ",
    ),
    "jobs.payout": ("Вознаграждение", "Выплата партнёру", "Commission", "Комиссия партнёра"),
    "jobs.defects": ("Замечания", "Returns", "Рекламации", "Возвраты", "Дефекты", "Complaints"),
    "jobs.comment": ("Примечание", "Комментарии", "Notes", "Remarks"),
    "documents.number": ("Номер акта", "№ акта", "Номер УПД"),
    "documents.doc_date": ("Дата акта", "Акт от", "Дата УПД"),
    "documents.amount": ("Сумма акта", "Сумма УПД"),
    "documents.kind": ("Вид документа", "Документ"),
    "documents.status": ("Статус акта", "Статус документа"),
    "documents.month": ("За какой месяц", "Период"),
    "documents.received_on": ("Акт получен", "Дата получения акта", "Документы получены"),
    "documents.file_url": ("Скан акта", "Ссылка на акт"),
    "documents.comment": ("Примечание", "Комментарии"),
    "feedback.score": (
        "Оценка клиента", "Балл", "Рейтинг клиента", "Customer rating", "Rating",
        "Оценка заказчика",
        "CSAT", "NPS",
    ),
    "feedback.date": ("Дата отзыва", "Review date"),
    "feedback.comment": ("Отзыв", "Отзыв клиента", "Review"),
    "touches.date": ("Дата звонка", "Дата встречи", "Дата контакта", "Call date"),
    "touches.channel": ("Способ связи", "Канал связи"),
    "touches.note": ("О чём говорили", "Итоги", "Результат звонка", "Summary"),
    "touches.next_touch_on": (
        "Следующий звонок", "Когда связаться", "Next call", "Следующая встреча", "Follow up on",
    ),
    "touches.curator": ("Кто звонил", "Менеджер", "Ответственный"),
}  # fmt: skip
#: How a column is headed that names a partner.
PARTNER_NAMES = (
    "Партнёр", "Partner", "Подрядчик", "Студия", "Дилер", "Dealer", "Бригада", "Исполнитель",
    "Contractor", "Агент", "Agent", "Reseller", "Субподрядчик",
)  # fmt: skip
#: How a column is headed that names a legal entity.
ENTITY_NAMES = (
    "Контрагент", "Поставщик", "Vendor", "Supplier", "Юрлицо", "Юр. лицо", "Организация",
    "Legal entity", "Получатель", "Payee", "Кому платим",
)  # fmt: skip
#: How a column is headed that names either by its code.
PARTNER_CODES = (
    "Код партнёра",
    "Partner ID",
    "Dealer #",
    "Код подрядчика",
    "Код дилера",
    "Vendor ID",
    "Supplier code",
    "ID партнёра",
)
ENTITY_CODES = ("Код организации", "Код юр. лица")
#: How a column is headed that names either by the INN.
INN_NAMES = (
    "ИНН",
    "ИНН контрагента",
    "ИНН поставщика",
    "ИНН партнёра",
    "ИНН подрядчика",
    "ИНН организации",
)

#: What is not kept: a column likest to one of these is the team's own.
NOT_KEPT = (
    "Телефон", "Phone", "Мобильный", "Контакт", "Контактное лицо", "Contact person", "Факс", "Fax",
    "Остаток", "Balance", "Сальдо", "Долг", "Debt", "Остаток к оплате", "Баланс", "Balance due",
    "в т.ч. НДС", "Сумма НДС", "VAT amount", "Ставка НДС", "VAT rate", "Tax", "Sales tax",
    "Без НДС", "Сумма без НДС", "Net amount", "Subtotal",
    "№ п/п", "п/п", "Row", "Адрес", "Address", "Город", "City", "Индекс", "ZIP", "Страна",
    "Country",
    "Должность", "Position", "Договор и реквизиты", "Сайт", "Website", "Terms", "Условия",
    "Условия оплаты",
    "Payment terms", "Email consent", "Согласие на рассылку", "Дата рождения", "Birthday",
    "Скидка", "Discount", "Процент", "Цена", "Price", "Unit price", "Цена за единицу",
    "Себестоимость",
    "Назначение платежа", "Склад", "Warehouse", "Артикул", "SKU", "Created by", "Modified by",
    "Кто изменил",
    "Created", "Created time", "Дата создания", "Дата изменения", "Last modified", "Updated",
    "Last updated",
    "Дней просрочки", "Просрочка", "Days overdue", "Аванс", "Prepayment", "Ссылка на карточку",
    "Фото", "Сумма возврата", "Refund amount", "Пени", "Сумма пени", "Неустойка", "Штраф",
    "Penalty amount", "Комиссия", "Сумма комиссии", "Commission amount", "Залог", "Сумма договора",
    "Contract amount", "Contract value",
    "Telegram", "WhatsApp", "Банк", "Bank", "Корр. счёт", "К/с", "Источник", "Lead source", "Теги",
    "Tags",
)  # fmt: skip

#: What others call a tab, by its code.
TAB_NAMES: Mapping[str, tuple[str, ...]] = {
    "partners": (
        "Подрядчики", "Дилеры", "Справочник студий", "Dealers", "Dealer list", "Vendors",
        "Suppliers",
        "Поставщики", "База партнёров", "Contractors", "Исполнители", "Companies",
    ),
    "entities": ("Реквизиты", "Юридические лица", "Организации", "Справочник контрагентов"),
    "agreements": ("Реестр договоров", "Contracts"),
    "jobs": ("Заказы", "Заявки", "Orders", "Наряды", "Work orders", "Проекты", "Реестр заказов"),
    "invoices": (
        "Реестр счетов", "Счета к оплате", "Payables", "Bills", "Реестр оплат", "Оплаты", "Реестр",
        "Счета на оплату",
    ),
    "documents": ("Акты", "Реестр актов", "Закрывающие", "УПД"),
    "feedback": ("Оценки", "Reviews", "Оценки клиентов"),
    "touches": ("Звонки", "Встречи", "Calls", "Meetings", "Журнал звонков"),
}  # fmt: skip

#: Headers that stand in any table and tell none: they join no further tab, nor make one sure.
GENERIC = (
    "Номер", "№", "Дата", "Сумма", "Статус", "ID", "Код", "Вид", "Тип", "Файл", "Комментарий",
    "Комментарии", "Примечание", "Заметки", "Название", "Наименование", "Имя", "Месяц", "Описание",
    "Срок", "Клиент", "Итого", "Всего", "Валюта", "Ответственный", "Количество", "Организация",
    "Number", "Date", "Amount", "Status", "Code", "Kind", "Type", "File", "Comment", "Note",
    "Notes",
    "Remarks", "Name", "Title", "Month", "Description", "Due", "Due date", "Client", "Customer",
    "Total",
    "Currency", "Owner", "Manager", "Quantity", "Qty", "Company", "Region", "Category", "Регион",
    "Категория", "Менеджер", "Контакт", "Ссылка", "Link", "Memo", "Paid", "Email", "Почта", "Done",
    "Active", "Период", "Period", "Язык", "Language", "Источник", "Source", "Оценка", "Score",
)  # fmt: skip

#: What others write where we keep a code, by `tab.column`.
VALUE_WORDS: Mapping[str, Mapping[str, str]] = {
    "partners.status": {
        "активный": "active", "действующий": "active", "в работе": "active",
        "приостановлен": "paused", "пауза": "paused", "на стопе": "paused",
        "on hold": "paused", "не работаем": "ended", "неактивен": "ended", "закрыт": "ended",
        "inactive": "ended", "closed": "ended", "новый": "onboarding", "new": "onboarding",
        "потенциальный": "lead", "prospect": "lead",
    },
    "entities.vat": {
        "да": "vat", "yes": "vat", "осно": "vat", "нет": "novat", "no": "novat", "усн": "novat",
        "патент": "novat", "самозанятый": "npd",
    },
    "entities.kind": {
        "ооо": "company", "ао": "company", "зао": "company", "пао": "company", "llc": "company",
        "ltd": "company", "индивидуальный предприниматель": "sole", "sole trader": "sole",
        "самозанятая": "self_employed", "физическое лицо": "person",
    },
    "agreements.status": {
        "действует": "active", "подписан": "active", "signed": "active", "расторгнут": "terminated",
        "истёк": "terminated", "на подписании": "sent", "отправлен": "sent", "черновик": "draft",
    },
    "agreements.kind": {"договор": "contract", "доп. соглашение": "addendum", "дс": "addendum"},
    "jobs.status": {
        "delivered": "done", "completed": "done", "closed": "done", "finished": "done",
        "сдан": "done", "сдано": "done", "выполнен": "done", "завершён": "done", "закрыт": "done",
        "готово": "done", "open": "in_progress", "active": "in_progress",
        "в процессе": "in_progress",
        "выполняется": "in_progress", "принят": "in_progress", "new": "planned", "новый": "planned",
        "новая": "planned", "запланирован": "planned", "scheduled": "planned",
        "отменён клиентом": "cancelled_client", "отказ клиента": "cancelled_client",
        "отказ партнёра": "cancelled_partner",
    },
    "invoices.state": {"спорный": "disputed", "оспорен": "disputed", "аннулирован": "void"},
    "invoices.direction": {"входящий": "in", "исходящий": "out", "мы должны": "in"},
    "documents.kind": {"акт": "act", "упд": "upd1", "счёт-фактура": "sf", "накладная": "waybill"},
    "documents.status": {
        "получен": "received", "есть": "received", "подписан": "signed", "ждём": "expected",
        "нет": "expected", "отклонён": "rejected",
    },
    "touches.channel": {"телефон": "call", "phone": "call", "телеграм": "chat", "email": "mail"},
}  # fmt: skip
#: Marks for yes and no beside the words that are read anywhere.
YES_MARKS = ("+", "✓", "✔", "v", "x", "х", "оплачено", "оплачен", "paid", "done", "есть")
NO_MARKS = ("-", "—", "не оплачено", "не оплачен", "unpaid", "not paid", "пусто")
