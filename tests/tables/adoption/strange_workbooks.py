"""Five workbooks in words that nobody told the matcher, and what a person says they mean.

Each is as a program exports it or a team elsewhere keeps it: 1C, Bitrix24 and AmoCRM, Notion and
Airtable, QuickBooks and Xero, a German and a Kazakh team. Beside their tables stand some that only
look like ours: stock, pay, a bank's statement, tasks of an office.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

FIRMS = ("Орбита", "Каскад Плюс", "Дом света", "Ремстрой", "Ольха", "Гранит-М", "Север", "Пульс")
SUPPLIERS = ("Oak & Ivy", "Blue Kite", "Fern Works", "Salt Road", "Tall Pines", "Red Barn")
GERMAN = ("Müller Bau", "Klein Elektro", "Nordlicht", "Schreiner Hahn", "Weber Dach")
KAZAKH = ("Алтын Дән", "Көктем", "Самал", "Жібек жолы", "Тұлпар")
MANAGERS = ("Зоя Мирова", "Олег Тарас", "Ида Флор")

Row = Sequence[object]


@dataclass(frozen=True)
class StrangeTab:
    """A tab and its meaning.

    Attributes:
        columns: by the order of the table's columns what each means: ``tab.column`` perhaps with
            ``@name``, several with ``|`` between where either is right, None for an own column.
        header_row: 1-based; 0 for a tab without a table of ours.
    """

    title: str
    rows: Sequence[Row]
    columns: Sequence[str | None] = ()
    header_row: int = 1


@dataclass
class _Book:
    tabs: list[StrangeTab] = field(default_factory=list)


def _days(rng: random.Random, count: int) -> list[date]:
    return sorted(date(2026, 1, 9) + timedelta(days=rng.randrange(110)) for _ in range(count))


def _sum(rng: random.Random) -> int:
    return 500 * rng.randrange(20, 400)


def one_c() -> list[StrangeTab]:
    """Reports of 1C: title rows, groups of words in headers, a stock list beside."""
    rng = random.Random("1c")
    rows: list[Row] = [
        ("Задолженность перед исполнителями",),
        ("Параметры:", "Период: I квартал 2026"),
        (),
        (
            "Реквизит «Номер входящего документа»",
            "Входящий от",
            "Кому причитается",
            "ИНН исполнителя работ",
            "По документу начислено",
            "Рассчитаться до",
            "Погашено",
            "День погашения",
            "Субконто",
        ),
    ]
    for number, day in enumerate(_days(rng, 18), start=1):
        due = _sum(rng)
        paid = number % 3 == 0
        rows.append(
            (
                f"РТ-{number:04d}",
                day,
                FIRMS[number % 8],
                "7707083893" if number % 2 else "7736050003",
                due,
                day + timedelta(days=21),
                due if paid else None,
                day + timedelta(days=19) if paid else None,
                "Основное",
            )
        )
    debts = StrangeTab(
        "Взаиморасчёты",
        rows,
        (
            "invoices.number",
            "invoices.invoice_date|invoices.received_on",
            "invoices.entity_id@name",
            "invoices.entity_id@inn",
            "invoices.amount",
            "invoices.due_date",
            "invoices.paid_amount",
            "invoices.paid_date",
            None,
        ),
        header_row=4,
    )
    stock: list[Row] = [("Номенклатура", "Код", "Количество", "Сумма", "Дата", "Статус")]
    stock += [
        (f"Плита {n}", f"00-{n:05d}", n, _sum(rng), day, "в наличии")
        for n, day in enumerate(_days(rng, 9), start=1)
    ]
    register: list[Row] = [
        (
            "Номера счетов",
            "Даты счетов",
            "Контрагенты",
            "Телефон контрагента",
            "Суммы счетов",
            "Сумма налога",
            "Сроки оплат",
            "Даты оплат",
            "Дата валюты",
            "Кем оплачен",
        )
    ]
    register += [
        (
            f"СЧ-{n}",
            day,
            FIRMS[n % 8],
            f"+7 902 000-00-{n:02d}",
            _sum(rng),
            _sum(rng) // 6,
            day + timedelta(days=14),
            day + timedelta(days=12),
            day + timedelta(days=13),
            MANAGERS[n % 3],
        )
        for n, day in enumerate(_days(rng, 12), start=1)
    ]
    received = StrangeTab(
        "Поступления",
        register,
        (
            "invoices.number",
            "invoices.invoice_date",
            "invoices.entity_id@name",
            None,
            "invoices.amount",
            None,
            "invoices.due_date",
            "invoices.paid_date",
            None,
            None,
        ),
    )
    return [debts, received, StrangeTab("Остатки склада", stock, (None,) * 6)]


def crm() -> list[StrangeTab]:
    """Deals of Bitrix24, contacts of AmoCRM: stages, budgets, people."""
    rng = random.Random("crm")
    deals: list[Row] = [
        (
            "ID сделки",
            "Наименование сделки",
            "Стадия воронки",
            "Бюджет",
            "Кому поручили",
            "Дата начала сделки",
            "Предполагаемое закрытие",
            "Контактный e-mail",
            "Мастер",
        )
    ]
    stages = ("Переговоры", "Договорённость", "Успех", "Провал")
    deals += [
        (
            5100 + n,
            f"Ремонт кухни, {n}-я Парковая",
            stages[n % 4],
            _sum(rng),
            MANAGERS[n % 3],
            day,
            day + timedelta(days=30),
            f"client{n}@mail.example",
            FIRMS[n % 8],
        )
        for n, day in enumerate(_days(rng, 16), start=1)
    ]
    contacts: list[Row] = [
        ("Имя", "Должность", "Рабочий телефон", "Рабочий email", "День рождения", "Ответственный")
    ]
    contacts += [
        (f"Гость {n}", "прораб", f"+7 901 000-00-{n:02d}", f"g{n}@x.example", day, MANAGERS[n % 3])
        for n, day in enumerate(_days(rng, 9), start=11)
    ]
    pay: list[Row] = [("Сотрудник", "Месяц", "Оклад", "Премия", "Сумма", "Дата", "Комментарий")]
    pay += [
        (MANAGERS[n % 3], f"0{n % 3 + 1}.2026", 90000, 5000, 95000, day, "аванс")
        for n, day in enumerate(_days(rng, 9), start=1)
    ]
    orders: list[Row] = [
        (
            "Номера заказов",
            "Заказчики",
            "Согласие заказчика на рассылку",
            "Даты заказов",
            "Сроки выполнения",
            "Даты выполнения",
            "Стоимость заказа",
            "Статусы заказов",
            "Дата последнего изменения",
            "Оценки заказчиков",
        )
    ]
    orders += [
        (
            f"Z{n}",
            f"Семья {n}",
            "да",
            day,
            day + timedelta(days=9),
            day + timedelta(days=8),
            _sum(rng),
            ("Выполнен", "В работе")[n % 2],
            day + timedelta(days=40),
            n % 5 + 1,
        )
        for n, day in enumerate(_days(rng, 12), start=1)
    ]
    return [
        StrangeTab(
            "Заказы CRM",
            orders,
            (
                "jobs.job_id",
                "jobs.client",
                None,
                "jobs.assigned_at",
                "jobs.due_date",
                "jobs.done_date",
                "jobs.amount",
                "jobs.status",
                None,
                "feedback.score",
            ),
        ),
        StrangeTab(
            "Сделки",
            deals,
            (
                "jobs.job_id",
                "jobs.comment|jobs.client",
                None,
                "jobs.amount",
                "jobs.partner_id@name|partners.curator",
                "jobs.assigned_at",
                "jobs.due_date",
                None,
                "jobs.partner_id@name",
            ),
        ),
        StrangeTab(
            "Люди",
            contacts,
            ("partners.name", None, None, "partners.report_email", None, "partners.curator"),
        ),
        StrangeTab("Зарплата", pay, (None,) * 7),
    ]


def notion() -> list[StrangeTab]:
    """Boards of Notion and Airtable: an office's tasks, studios, visits."""
    rng = random.Random("notion")
    tasks: list[Row] = [("Task", "Assignee", "Due", "Done", "Priority", "Notes", "Status")]
    tasks += [
        (f"Call the landlord {n}", MANAGERS[n % 3], day, n % 2 == 0, "High", "ask again", "Doing")
        for n, day in enumerate(_days(rng, 12), start=1)
    ]
    studios: list[Row] = [
        ("Studio title", "Billing contact mail", "With us from", "Looked after by", "How it goes")
    ]
    studios += [
        (name, f"desk@s{n}.example", day, MANAGERS[n % 3], ("fine", "slow")[n % 2])
        for n, (name, day) in enumerate(zip(SUPPLIERS, _days(rng, 6), strict=True), start=1)
    ]
    visits: list[Row] = [
        ("Visit ref", "Studio title", "Guest", "Booked for", "Came on", "Guest stars", "Fee")
    ]
    visits += [
        (f"V{n:03d}", SUPPLIERS[n % 6], f"Guest {n}", day, day, n % 5 + 1, _sum(rng) / 100)
        for n, day in enumerate(_days(rng, 20), start=1)
    ]
    exported: list[Row] = [
        (
            "order_number",
            "customer_name",
            "customer_email_consent",
            "order_date",
            "promised_date",
            "completed_on",
            "order_total",
            "order_total_discount",
            "order_status",
            "last_updated_by",
            "customer_rating",
        )
    ]
    exported += [
        (
            f"A-{n}",
            f"Guest {n}",
            "yes",
            day,
            day + timedelta(days=9),
            day + timedelta(days=8),
            _sum(rng),
            n,
            ("completed", "open")[n % 2],
            MANAGERS[n % 3],
            n % 5 + 1,
        )
        for n, day in enumerate(_days(rng, 12), start=1)
    ]
    return [
        StrangeTab(
            "grid_view",
            exported,
            (
                "jobs.job_id",
                "jobs.client",
                None,
                "jobs.assigned_at",
                "jobs.due_date",
                "jobs.done_date",
                "jobs.amount",
                None,
                "jobs.status",
                None,
                "feedback.score",
            ),
        ),
        StrangeTab("Office to-do", tasks, (None,) * 7),
        StrangeTab(
            "Studios we run with",
            studios,
            (
                "partners.name",
                "partners.report_email",
                "partners.onboarded_on",
                "partners.curator",
                "partners.comment|partners.status",
            ),
        ),
        StrangeTab(
            "Visits",
            visits,
            (
                "jobs.job_id",
                "jobs.partner_id@name",
                "jobs.client",
                "jobs.assigned_at|jobs.due_date",
                "jobs.done_date",
                "feedback.score",
                "jobs.amount|jobs.payout",
            ),
        ),
    ]


def ledger() -> list[StrangeTab]:
    """QuickBooks and Xero: unpaid bills, a bank feed, an item list."""
    rng = random.Random("ledger")
    bills: list[Row] = [
        ("Unpaid bills detail",),
        ("As of Apr 30, 2026",),
        (
            "Bill ref",
            "Payee display name",
            "Txn date",
            "Bill total incl. everything",
            "Open balance",
            "Past due",
            "Pay no later than",
            "Cleared on",
        ),
    ]
    for n, day in enumerate(_days(rng, 15), start=1):
        total = _sum(rng) / 100
        is_paid = n % 4 == 0
        bills.append(
            (
                f"B-{n:04d}",
                SUPPLIERS[n % 6],
                day,
                total,
                0 if is_paid else total,
                n % 9,
                day + timedelta(days=30),
                day + timedelta(days=25) if is_paid else None,
            )
        )
    bills.append(("TOTAL", None, None, 12345.5))
    feed: list[Row] = [("Date", "Description", "Amount", "Currency", "Status", "Number", "Comment")]
    feed += [
        (day, f"CARD PAYMENT {n} COFFEE", -n * 3.5, "USD", "posted", 900 + n, "office")
        for n, day in enumerate(_days(rng, 14), start=1)
    ]
    items: list[Row] = [
        ("Item name", "SKU", "Type", "Sales price", "Qty on hand", "Income account")
    ]
    items += [(f"Lamp {n}", f"L-{n}", "Inventory", n * 9.5, n, "4000 Sales") for n in range(1, 10)]
    xero: list[Row] = [
        (
            "InvoiceNumber",
            "ContactName",
            "SupplierNumber",
            "InvoiceDate",
            "DueDate",
            "InvoiceTotal",
            "TaxTotal",
            "AmountPaid",
            "AmountPaidBy",
            "PaidDate",
            "LastUpdated",
        )
    ]
    xero += [
        (
            f"X-{n}",
            SUPPLIERS[n % 6],
            1000 + n % 6,
            day,
            day + timedelta(days=14),
            _sum(rng),
            _sum(rng) / 6,
            _sum(rng),
            MANAGERS[n % 3],
            day + timedelta(days=12),
            day + timedelta(days=50),
        )
        for n, day in enumerate(_days(rng, 12), start=1)
    ]
    return [
        StrangeTab(
            "Export",
            xero,
            (
                "invoices.number",
                "invoices.entity_id@name",
                "invoices.entity_id",
                "invoices.invoice_date",
                "invoices.due_date",
                "invoices.amount",
                None,
                "invoices.paid_amount",
                None,
                "invoices.paid_date",
                None,
            ),
        ),
        StrangeTab(
            "Unpaid bills",
            bills,
            (
                "invoices.number",
                "invoices.entity_id@name",
                "invoices.invoice_date",
                "invoices.amount",
                None,
                None,
                "invoices.due_date",
                "invoices.paid_date",
            ),
            header_row=3,
        ),
        StrangeTab("Bank feed", feed, (None,) * 7),
        StrangeTab("Items", items, (None,) * 6),
    ]


def abroad() -> list[StrangeTab]:
    """A German and a Kazakh team, each in its own words."""
    rng = random.Random("abroad")
    german: list[Row] = [
        ("Eingangsrechnungen",),
        ("Rechnungsnr.", "Lieferant", "Rechnungsdatum", "Betrag brutto", "Fällig am", "Bezahlt am"),
    ]
    german += [
        (f"RE-{n:03d}", GERMAN[n % 5], day, _sum(rng), day + timedelta(days=14), day)
        for n, day in enumerate(_days(rng, 12), start=1)
    ]
    kazakh: list[Row] = [
        ("Шот нөмірі", "Серіктес атауы", "Күні", "Сомасы", "Төлеу мерзімі", "Төленген күні", "БСН")
    ]
    kazakh += [
        (f"Ш-{n}", KAZAKH[n % 5], day, _sum(rng), day + timedelta(days=10), day, "990040001234")
        for n, day in enumerate(_days(rng, 12), start=1)
    ]
    mixed: list[Row] = [
        ("Mail der Buchhaltung", "Firma", "Steuernummer", "Ansprechpartner", "Partner seit Jahr")
    ]
    mixed += [
        (f"rechnung{n}@de{n}.example", name, f"DE{n}12345678", MANAGERS[n % 3], 2019 + n)
        for n, name in enumerate(GERMAN)
    ]
    both: list[Row] = [
        (
            "Rechnung / Invoice numbers",
            "Lieferant / Vendors",
            "Datum / Invoice dates",
            "Netto / Net amounts",
            "USt / VAT amounts",
            "Brutto / Invoice totals",
            "Fällig / Due dates",
            "Bezahlt / Payment dates",
            "Valuta / Value date",
        )
    ]
    both += [
        (
            f"R{n}",
            GERMAN[n % 5],
            day,
            _sum(rng),
            _sum(rng) // 5,
            _sum(rng),
            day + timedelta(days=14),
            day + timedelta(days=10),
            day + timedelta(days=11),
        )
        for n, day in enumerate(_days(rng, 12), start=1)
    ]
    invoices = (
        "invoices.number",
        "invoices.entity_id@name",
        "invoices.invoice_date",
        "invoices.amount",
        "invoices.due_date",
        "invoices.paid_date",
    )
    return [
        StrangeTab("Rechnungen 2026", german, invoices, header_row=2),
        StrangeTab(
            "Both",
            both,
            (
                *invoices[:3],
                None,
                None,
                "invoices.amount",
                "invoices.due_date",
                "invoices.paid_date",
                None,
            ),
        ),
        StrangeTab("Шоттар", kazakh, (*invoices, "invoices.entity_id@inn")),
        StrangeTab(
            "Firmenliste",
            mixed,
            ("partners.report_email", "partners.name", None, "partners.curator", None),
        ),
    ]


STRANGE: Mapping[str, Callable[[], list[StrangeTab]]] = {
    "one_c": one_c,
    "crm": crm,
    "notion": notion,
    "ledger": ledger,
    "abroad": abroad,
}


def write_strange(name: str, folder: Path) -> Path:
    """One of the workbooks as an .xlsx file, days as Excel keeps them."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for tab in STRANGE[name]():
        sheet = book.create_sheet(tab.title)
        for at, row in enumerate(tab.rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    cell = sheet.cell(at, column, value)
                    if isinstance(value, date):
                        cell.number_format = "DD.MM.YYYY"
    path = folder / f"{name}.xlsx"
    book.save(path)
    return path
