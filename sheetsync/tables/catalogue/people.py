"""The tabs that people edit, column by column (workbook-and-rules.md 1.2)."""

from sheetsync.tables.schema import Choice, Column, PeopleTab

PARTNER_STATUS = (
    Choice("lead", "lead", "кандидат"),
    Choice("onboarding", "onboarding", "подключение"),
    Choice("active", "active", "активен"),
    Choice("paused", "paused", "пауза"),
    Choice("ended", "ended", "завершён"),
)
LANG = (Choice("ru", "ru", "русский"), Choice("en", "en", "английский"))
ENTITY_KIND = (
    Choice("company", "company", "ООО·АО"),
    Choice("sole", "sole", "ИП"),
    Choice("self_employed", "self-employed", "самозанятый"),
    Choice("person", "person", "физлицо"),
    Choice("foreign", "foreign", "иностранное"),
)
VAT = (
    Choice("vat", "vat", "с НДС"),
    Choice("novat", "no VAT", "без НДС"),
    Choice("npd", "npd", "НПД"),
)
AGREEMENT_KIND = (
    Choice("contract", "contract", "договор"),
    Choice("addendum", "addendum", "доп. соглашение"),
    Choice("nda", "NDA", "соглашение о неразглашении"),
    Choice("power", "power of attorney", "доверенность"),
    Choice("pd_consent", "personal data consent", "согласие ПДн"),
    Choice("licence", "licence", "лицензия"),
    Choice("insurance", "insurance", "страховка"),
    Choice("other", "other", "прочее"),
)
AGREEMENT_STATUS = (
    Choice("draft", "draft", "проект"),
    Choice("sent", "sent", "отправлен"),
    Choice("active", "active", "действует"),
    Choice("terminated", "terminated", "расторгнут"),
)
PAY_DAY_TYPE = (
    Choice("calendar", "calendar", "календ."),
    Choice("business", "business", "рабочих"),
)
PAY_BASE = (
    Choice("invoice_date", "invoice date", "дата счёта"),
    Choice("received_date", "received date", "дата получения"),
    Choice("closing_docs", "closing documents", "закрывающие"),
)
JOB_STATUS = (
    Choice("planned", "planned", "план"),
    Choice("in_progress", "in progress", "в работе"),
    Choice("done", "done", "выполнено"),
    Choice("cancelled_client", "cancelled by client", "отмена клиентом"),
    Choice("cancelled_partner", "cancelled by partner", "отмена партнёром"),
    Choice("cancelled_us", "cancelled by us", "отмена нами"),
)
DIRECTION = (Choice("in", "from partner", "от партнёра"), Choice("out", "to partner", "партнёру"))
INVOICE_KIND = (
    Choice("invoice", "invoice", "счёт"),
    Choice("credit_note", "credit note", "корректировка"),
)
INVOICE_STATE = (
    Choice("draft", "draft", "черновик"),
    Choice("disputed", "disputed", "спор"),
    Choice("void", "void", "аннулирован"),
)
DOCUMENT_KIND = (
    Choice("act", "act", "акт"),
    Choice("upd1", "UPD-1", "УПД-1"),
    Choice("upd2", "UPD-2", "УПД-2"),
    Choice("sf", "VAT invoice", "счёт-фактура"),
    Choice("ks2", "KS-2", "КС-2"),
    Choice("ks3", "KS-3", "КС-3"),
    Choice("agent_report", "agent report", "отчёт агента"),
    Choice("receipt", "NPD receipt", "чек НПД"),
    Choice("waybill", "waybill", "накладная"),
    Choice("other", "other", "прочее"),
)
DOCUMENT_STATUS = (
    Choice("expected", "expected", "ждём"),
    Choice("received", "received", "скан есть"),
    Choice("signed", "signed", "подписан"),
    Choice("rejected", "rejected", "отклонён"),
)
FEEDBACK_SOURCE = (Choice("client", "client", "клиент"), Choice("curator", "curator", "куратор"))
TOUCH_CHANNEL = (
    Choice("call", "call", "звонок"),
    Choice("mail", "mail", "почта"),
    Choice("chat", "chat", "чат"),
    Choice("meeting", "meeting", "встреча"),
    Choice("visit", "visit", "визит"),
)
TOUCH_KIND = (
    Choice("checkin", "check-in", "контакт"),
    Choice("question", "question", "вопрос"),
    Choice("complaint", "complaint", "жалоба"),
    Choice("training", "training", "обучение"),
)
KPI = (
    Choice("on_time", "on time", "сроки"),
    Choice("defect", "defects", "брак"),
    Choice("cancel", "cancellations", "отмены"),
    Choice("feedback", "feedback", "отзывы"),
    Choice("attention", "attention", "внимание к клиенту"),
    Choice("documents", "documents", "документы"),
    Choice("payment", "payment to us", "оплата нам"),
    Choice("volume", "volume", "объём"),
    Choice("growth", "growth", "рост"),
)
TIER = (
    Choice("A", "A", "A"),
    Choice("B", "B", "B"),
    Choice("C", "C", "C"),
    Choice("D", "D", "D"),
)
DAY_KIND = (Choice("holiday", "holiday", "выходной"), Choice("workday", "workday", "рабочий"))


def _partner_id(*, key: bool = False, required: bool = True) -> Column:
    headers = ("Partner ID", "Код") if key else ("Partner ID", "Код партнёра")
    refers_to = "" if key else "partners.partner_id"
    return Column(
        "partner_id", "id", required=required, headers=headers, key=key, refers_to=refers_to
    )


def _entity_id(*, key: bool = True, required: bool = True) -> Column:
    return Column(
        "entity_id",
        "id",
        required=required,
        headers=("Entity ID", "Код юрлица"),
        key=key,
        refers_to="entities.entity_id",
    )


def _comment() -> Column:
    return Column("comment", "text", headers=("Comment", "Комментарий"), width_px=220)


def _currency() -> Column:
    return Column(
        "currency", "currency", headers=("Currency", "Валюта"), default="settings.currency"
    )


def _file_url(required_when: str = "") -> Column:
    return Column("file_url", "url", headers=("File", "Файл"), required_when=required_when)


def _money(name: str, en: str, ru: str, *, required: bool = False, when: str = "") -> Column:
    return Column(
        name,
        "money",
        required=required,
        headers=(en, ru),
        required_when=when,
        currency_column="currency",
    )


PARTNERS = PeopleTab(
    "partners",
    "Partners",
    "Партнёры",
    (
        _partner_id(key=True),
        Column("name", "text", required=True, headers=("Name", "Название"), width_px=200),
        Column(
            "group_id",
            "id",
            required=True,
            headers=("Group", "Группа"),
            refers_to="groups.group_id",
        ),
        Column(
            "status", "enum", required=True, allowed=PARTNER_STATUS, headers=("Status", "Статус")
        ),
        Column(
            "onboarded_on",
            "date",
            headers=("Partner since", "Партнёр с"),
            required_when="status is active, paused or ended",
        ),
        Column(
            "curator",
            "text",
            headers=("Curator", "Куратор"),
            required_when="status is active or paused",
        ),
        Column(
            "report_email",
            "email",
            multiple=True,
            headers=("Report e-mail", "Почта для отчётов"),
            required_when="gets_report is yes",
            width_px=220,
        ),
        Column("gets_report", "bool", headers=("Monthly report", "Отчёт"), default="yes"),
        Column("lang", "enum", allowed=LANG, headers=("Language", "Язык"), default="settings.lang"),
        Column("folder_url", "url", headers=("Folder", "Папка")),
        _comment(),
    ),
)

ENTITIES = PeopleTab(
    "entities",
    "Legal entities",
    "Юрлица",
    (
        Column("entity_id", "id", required=True, headers=("Entity ID", "Код юрлица"), key=True),
        _partner_id(),
        Column(
            "legal_name",
            "text",
            required=True,
            headers=("Legal name", "Наименование"),
            width_px=220,
        ),
        Column("kind", "enum", required=True, allowed=ENTITY_KIND, headers=("Kind", "Форма")),
        Column(
            "inn",
            "inn",
            headers=("Tax ID (INN)", "ИНН"),
            required_when="kind is not foreign",
            kind_column="kind",
        ),
        Column("kpp", "kpp", headers=("KPP", "КПП"), required_when="kind is company"),
        Column("ogrn", "ogrn", headers=("OGRN", "ОГРН/ОГРНИП"), kind_column="kind"),
        Column("vat", "enum", required=True, allowed=VAT, headers=("VAT payer", "НДС")),
        Column("doc_set", "text", headers=("Document set", "Комплект")),
        Column("bic", "bic", headers=("BIC", "БИК"), kind_column="kind"),
        Column(
            "account",
            "account",
            headers=("Account", "Счёт"),
            bic_column="bic",
            kind_column="kind",
            width_px=170,
        ),
        Column("is_default", "bool", headers=("Default", "Основное")),
    ),
)

AGREEMENTS = PeopleTab(
    "agreements",
    "Agreements",
    "Договоры",
    (
        _entity_id(),
        Column(
            "kind",
            "enum",
            required=True,
            allowed=AGREEMENT_KIND,
            headers=("Kind", "Вид"),
            key=True,
        ),
        Column("number", "id", required=True, headers=("Number", "Номер"), key=True),
        Column(
            "status", "enum", required=True, allowed=AGREEMENT_STATUS, headers=("Status", "Статус")
        ),
        Column("sent_on", "date", headers=("Sent on", "Отправлен"), required_when="status is sent"),
        Column(
            "signed_on", "date", headers=("Signed on", "Подписан"), required_when="status is active"
        ),
        Column("valid_from", "date", headers=("Valid from", "Действует с")),
        Column("valid_to", "date", headers=("Valid to", "Действует по"), open_ended=True),
        Column("auto_renew", "bool", headers=("Auto-renew", "Пролонгация")),
        Column("pay_days", "integer", headers=("Payment days", "Срок оплаты, дни")),
        Column(
            "pay_day_type",
            "enum",
            allowed=PAY_DAY_TYPE,
            headers=("Payment day type", "Какие дни"),
        ),
        Column("pay_base", "enum", allowed=PAY_BASE, headers=("Payment from", "Срок считать от")),
        Column("reviewed_on", "date", headers=("Reviewed on", "Проверен юристом")),
        _file_url("status is active"),
    ),
)

JOBS = PeopleTab(
    "jobs",
    "Jobs",
    "Работы",
    (
        Column("job_id", "id", required=True, headers=("Job ID", "№ работы"), key=True),
        _partner_id(),
        _entity_id(key=False, required=False),
        Column("client", "text", headers=("Client", "Клиент")),
        Column("assigned_at", "datetime", headers=("Assigned", "Передано")),
        Column("responded_at", "datetime", headers=("Responded", "Ответ партнёра")),
        Column("due_date", "date", headers=("Due", "Срок"), required_when="not lead-like"),
        Column("done_date", "date", headers=("Done", "Выполнено"), required_when="status is done"),
        Column("status", "enum", required=True, allowed=JOB_STATUS, headers=("Status", "Статус")),
        Column("qty", "decimal", headers=("Quantity", "Количество"), default="1"),
        _money("amount", "Amount", "Сумма", when="status is done"),
        _money("payout", "Payout", "К выплате"),
        _currency(),
        Column("defects", "integer", headers=("Defects", "Брак")),
        _comment(),
    ),
)

INVOICES = PeopleTab(
    "invoices",
    "Invoices",
    "Счета",
    (
        Column(
            "direction",
            "enum",
            allowed=DIRECTION,
            headers=("Direction", "Направление"),
            key=True,
            default="in",
        ),
        _entity_id(),
        Column(
            "kind",
            "enum",
            allowed=INVOICE_KIND,
            headers=("Kind", "Вид"),
            key=True,
            default="invoice",
        ),
        Column("number", "id", required=True, headers=("Number", "Номер"), key=True),
        Column("invoice_date", "date", required=True, headers=("Date", "Дата"), key=True),
        Column("month", "month", required=True, headers=("Month", "Месяц")),
        _money("amount", "Amount", "Сумма", required=True),
        _currency(),
        Column("received_on", "date", headers=("Received", "Получен")),
        Column("due_date", "date", headers=("Due", "Оплатить до")),
        _money("paid_amount", "Paid", "Оплачено"),
        Column("paid_date", "date", headers=("Paid on", "Дата оплаты")),
        Column(
            "ref_number",
            "id",
            headers=("Corrects", "К счёту №"),
            required_when="kind is credit_note",
        ),
        Column("state", "enum", allowed=INVOICE_STATE, headers=("State", "Отметка")),
        _file_url(),
        _comment(),
    ),
)

DOCUMENTS = PeopleTab(
    "documents",
    "Closing documents",
    "Закрывающие документы",
    (
        _entity_id(),
        Column("month", "month", required=True, headers=("Month", "Месяц"), key=True),
        Column(
            "kind", "enum", required=True, allowed=DOCUMENT_KIND, headers=("Kind", "Вид"), key=True
        ),
        Column("number", "id", headers=("Number", "Номер"), key=True),
        Column("doc_date", "date", headers=("Date", "Дата")),
        Column("amount", "money", headers=("Amount", "Сумма")),
        Column(
            "status", "enum", required=True, allowed=DOCUMENT_STATUS, headers=("Status", "Статус")
        ),
        Column(
            "received_on",
            "date",
            headers=("Received", "Получен"),
            required_when="status is received or signed",
        ),
        _file_url(),
        _comment(),
    ),
)

FEEDBACK = PeopleTab(
    "feedback",
    "Feedback",
    "Отзывы",
    (
        Column("date", "date", required=True, headers=("Date", "Дата")),
        Column(
            "job_id",
            "id",
            headers=("Job ID", "№ работы"),
            refers_to="jobs.job_id",
            required_when="partner_id is blank",
        ),
        Column(
            "partner_id",
            "id",
            headers=("Partner ID", "Код партнёра"),
            refers_to="partners.partner_id",
            required_when="job_id is blank",
        ),
        Column("score", "decimal", required=True, headers=("Score", "Оценка")),
        Column(
            "source",
            "enum",
            allowed=FEEDBACK_SOURCE,
            headers=("Source", "Кто"),
            default="client",
        ),
        _comment(),
    ),
)

TOUCHES = PeopleTab(
    "touches",
    "Touches",
    "Касания",
    (
        Column("date", "date", required=True, headers=("Date", "Дата")),
        _partner_id(),
        Column("curator", "text", required=True, headers=("Curator", "Куратор")),
        Column("channel", "enum", allowed=TOUCH_CHANNEL, headers=("Channel", "Канал")),
        Column("kind", "enum", allowed=TOUCH_KIND, headers=("Kind", "Вид"), default="checkin"),
        Column("note", "text", headers=("Note", "Суть"), width_px=220),
        Column("next_touch_on", "date", headers=("Next on", "Следующее")),
        Column("resolved_on", "date", headers=("Resolved", "Решено")),
    ),
)

GROUPS = PeopleTab(
    "groups",
    "Groups",
    "Группы",
    (
        Column("group_id", "id", required=True, headers=("Group ID", "Код группы"), key=True),
        Column("name", "text", required=True, headers=("Name", "Название")),
        Column("window_months", "integer", headers=("Window, months", "Окно, мес."), default="6"),
        Column(
            "half_life_months",
            "decimal",
            headers=("Half-life, months", "Полураспад, мес."),
        ),
        Column("min_jobs", "integer", headers=("Min jobs", "Мин. работ"), default="3"),
        Column(
            "min_jobs_a", "integer", headers=("Min jobs for A", "Мин. работ для A"), default="8"
        ),
        Column("min_coverage", "percent", headers=("Min coverage", "Мин. полнота"), default="0.6"),
        Column("sla_hours", "decimal", headers=("Answer within, h", "Ответ, ч"), default="24"),
        Column("grace_days", "integer", headers=("Grace, days", "Льгота, дн."), default="0"),
        Column("tier_a", "decimal", headers=("Tier A from", "Порог A"), default="80"),
        Column("tier_b", "decimal", headers=("Tier B from", "Порог B"), default="60"),
        Column("tier_c", "decimal", headers=("Tier C from", "Порог C"), default="40"),
        Column("hysteresis", "decimal", headers=("Keep margin", "Запас удержания"), default="3"),
        Column(
            "touch_days",
            "integer",
            headers=("Touch every, days", "Касание раз в, дн."),
            default="30",
        ),
        Column("payout_share", "percent", headers=("Payout share", "Доля к выплате"), default="1"),
        Column("doc_set", "text", headers=("Document set", "Комплект")),
        Column(
            "docs_deadline_day",
            "integer",
            headers=("Documents by day", "Документы до, число"),
            default="10",
        ),
    ),
)

RULES = PeopleTab(
    "rules",
    "Rating rules",
    "Правила рейтинга",
    (
        Column(
            "group_id",
            "id",
            required=True,
            headers=("Group", "Группа"),
            key=True,
            refers_to="groups.group_id",
        ),
        Column("kpi", "enum", required=True, allowed=KPI, headers=("KPI", "Показатель"), key=True),
        Column("weight", "decimal", required=True, headers=("Weight", "Вес")),
        Column("worst", "decimal", required=True, headers=("0 points at", "0 баллов при")),
        Column("target", "decimal", required=True, headers=("100 points at", "100 баллов при")),
        Column("prior_weight", "decimal", headers=("Mix in", "Подмешать"), default="3"),
        Column("prior", "decimal", headers=("Norm", "Норма")),
        Column("stop_below", "decimal", headers=("Stop below, points", "Стоп ниже, баллов")),
        Column(
            "stop_tier",
            "enum",
            allowed=TIER[1:],
            headers=("Not better than", "Не выше"),
            required_when="stop_below is given",
        ),
    ),
)

CALENDAR = PeopleTab(
    "calendar",
    "Calendar",
    "Календарь",
    (
        Column("date", "date", required=True, headers=("Date", "Дата"), key=True),
        Column("kind", "enum", required=True, allowed=DAY_KIND, headers=("Kind", "Вид")),
        Column("note", "text", headers=("Note", "Примечание")),
    ),
)

SETTINGS = PeopleTab(
    "settings",
    "Settings",
    "Настройки",
    (
        Column("key", "text", required=True, headers=("Key", "Ключ"), key=True, width_px=180),
        Column("value", "text", headers=("Value", "Значение"), width_px=260),
        Column("note", "text", headers=("Note", "Примечание"), width_px=360),
    ),
)

#: In the order of the workbook's tabs.
PEOPLE_TABS = (
    PARTNERS,
    ENTITIES,
    AGREEMENTS,
    JOBS,
    INVOICES,
    DOCUMENTS,
    FEEDBACK,
    TOUCHES,
    GROUPS,
    RULES,
    CALENDAR,
    SETTINGS,
)
BY_CODE = {tab.code: tab for tab in PEOPLE_TABS}
