"""The tabs that sheetsync owns, column by column (workbook-and-rules.md 1.3)."""

from sheetsync.tables.catalogue.people import (
    AGREEMENT_KIND,
    DOCUMENT_KIND,
    DOCUMENT_STATUS,
    INVOICE_KIND,
    KPI,
    TIER,
)
from sheetsync.tables.schema import Choice, Column, Kind, ToolTab

PERIOD_STATE = (
    Choice("final", "final", "окончательный"),
    Choice("preliminary", "preliminary", "предварительный"),
)
RATING_STATUS = (
    Choice("rated", "rated", "оценён"),
    Choice("few_jobs", "few jobs", "мало работ"),
    Choice("few_data", "few data", "мало данных"),
)
TREND = (
    Choice("up", "↑", "↑"),
    Choice("flat", "→", "→"),
    Choice("down", "↓", "↓"),
    Choice("new", "new", "нов."),
)
RATING_LIST = (
    Choice("strongest", "strongest", "сильные"),
    Choice("drag_down", "drag down", "тянут вниз"),
    Choice("watch", "watch", "присмотреться"),
)
INVOICE_STATUS = (
    Choice("void", "void", "аннулирован"),
    Choice("draft", "draft", "черновик"),
    Choice("duplicate", "duplicate", "повтор"),
    Choice("line", "line of an invoice", "строка счёта"),
    Choice("applied", "applied", "зачтена"),
    Choice("unapplied_credit", "unapplied credit", "не зачтена"),
    Choice("error", "error", "ошибка"),
    Choice("overpaid", "overpaid", "переплата"),
    Choice("paid", "paid", "оплачен"),
    Choice("disputed", "disputed", "спор"),
    Choice("waiting_docs", "waiting for documents", "ждёт документов"),
    Choice("no_due_date", "no due date", "без срока"),
    Choice("open", "open", "к оплате"),
    Choice("due_today", "due today", "срок сегодня"),
    Choice("overdue", "overdue", "просрочен"),
)
BUCKET = (
    Choice("not_due", "not due", "срок не наступил"),
    Choice("1-30", "1-30", "1-30"),
    Choice("31-60", "31-60", "31-60"),
    Choice("61-90", "61-90", "61-90"),
    Choice("90+", "90+", "90+"),
    Choice("no_due_date", "no due date", "без срока"),
    Choice("credit", "credit", "в нашу пользу"),
)
#: The directions of invoices, as the answer to "who pays".
WHO_PAYS = (Choice("in", "we", "мы"), Choice("out", "partner", "партнёр"))
HIGHLIGHT = (
    Choice("red", "red", "красный"),
    Choice("orange", "orange", "оранжевый"),
    Choice("yellow", "yellow", "жёлтый"),
    Choice("grey", "grey", "серый"),
)
BLOCKED_BY = (
    Choice("no_closing_docs", "no closing documents", "нет закрывающих"),
    Choice("dispute", "dispute", "спор"),
)
DOCUMENT_CLASS = (
    Choice("invoice", "invoice", "счёт"),
    Choice("closing", "closing document", "закрывающий"),
    Choice("agreement", "agreement", "договор"),
)
#: What the register's status column may say of closing documents and agreements besides.
AGREEMENT_STATUS_SHOWN = (
    Choice("draft", "draft", "проект"),
    Choice("sent", "sent", "отправлен"),
    Choice("active", "active", "действует"),
    Choice("terminated", "terminated", "расторгнут"),
    Choice("expired", "expired", "истёк"),
    Choice("expiring", "expiring", "истекает"),
)
PACK_STATE = (
    Choice("not_needed", "not needed", "не нужен"),
    Choice("complete", "complete", "собран"),
    Choice("complete_late", "complete, late", "собран с опозданием"),
    Choice("waiting", "waiting", "ждём"),
    Choice("missing", "missing", "не хватает"),
    Choice("mismatch", "sums differ", "суммы расходятся"),
)
SEVERITY = (
    Choice("alarm", "alarm", "тревога"),
    Choice("warning", "warning", "внимание"),
    Choice("note", "note", "заметка"),
)
ATTENTION_REASON = (
    Choice("neglected", "no touches", "нет касаний"),
    Choice("promise", "promised touch missed", "обещанное касание"),
    Choice("complaint", "complaint open", "жалоба открыта"),
    Choice("silent", "silent", "молчит"),
    Choice("tier_drop", "tier dropped", "уровень упал"),
    Choice("expiring", "contract expiring", "договор истекает"),
    Choice("expired", "contract expired", "истёк"),
    Choice("unsigned", "does not sign", "не подписывает"),
    Choice("review_due", "legal review due", "пора проверить"),
    Choice("no_contract", "no contract", "нет договора"),
    Choice("packs", "documents missing", "нет документов"),
    Choice("mail_failed", "letter not delivered", "письмо не дошло"),
)
FINDING_SEVERITY = (Choice("error", "error", "ошибка"), Choice("warning", "warning", "замечание"))
LETTER_KIND = (
    Choice("monthly", "monthly report", "отчёт за месяц"),
    Choice("digest", "digest", "сводка"),
    Choice("notice", "notice to the manager", "извещение"),
)
LETTER_STATE = (
    Choice("due", "due", "уйдёт"),
    Choice("held", "held", "задержано"),
    Choice("sent", "sent", "отправлено"),
    Choice("drafted", "drafted", "черновик"),
    Choice("failed", "failed", "ошибка"),
    Choice("unknown", "unknown", "неизвестно"),
    Choice("skipped", "skipped", "пропущено"),
)


def _column(  # noqa: PLR0913  # the words of a column, told by keyword
    name: str,
    en: str,
    ru: str,
    kind: Kind = "text",
    *,
    key: bool = False,
    allowed: tuple[Choice, ...] = (),
    width_px: int = 0,
) -> Column:
    return Column(
        name,
        "enum" if allowed else kind,
        headers=(en, ru),
        key=key,
        allowed=allowed,
        width_px=width_px,
    )


def _money(name: str, en: str, ru: str) -> Column:
    return Column(name, "money", headers=(en, ru), currency_column="currency")


def _partner_code(*, key: bool = True) -> Column:
    return _column("partner_id", "Partner ID", "Код", "id", key=key)


def _entity_code() -> Column:
    return _column("entity_id", "Entity ID", "Код юрлица", "id", key=True, width_px=130)


def _legal_name() -> Column:
    return _column("legal_name", "Legal entity", "Юрлицо", width_px=200)


def _partner_name() -> Column:
    return _column("partner", "Partner", "Партнёр", width_px=180)


DASHBOARD = ToolTab(
    "dashboard",
    "Dashboard",
    "Сводка",
    (
        _column("section", "Section", "Раздел", width_px=180),
        _column("item", "Item", "Показатель", width_px=380),
        _column("count", "Count", "Число", "integer"),
        _money("amount", "Amount", "Сумма"),
        _column("currency", "Currency", "Валюта"),
        _column("note", "Note", "Пояснение", width_px=360),
        _column("link", "Link", "Ссылка", "url", width_px=160),
    ),
)

RATINGS = ToolTab(
    "ratings",
    "Ratings",
    "Рейтинг",
    (
        _partner_code(),
        _column("name", "Name", "Название", width_px=180),
        _column("group", "Group", "Группа"),
        _column("curator", "Curator", "Куратор"),
        _column("period", "Period", "Период", "month"),
        _column("state", "State", "Состояние", allowed=PERIOD_STATE),
        _column("score", "Score", "Балл", "decimal"),
        _column("tier", "Tier", "Уровень", allowed=TIER),
        _column("prev_tier", "Was", "Был", allowed=TIER),
        _column("change", "Change", "Изм.", "decimal"),
        _column("trend", "Trend", "Тренд", allowed=TREND),
        _column("rank", "Rank", "Место", "integer"),
        _column("of", "Of", "Из", "integer"),
        _column("jobs", "Jobs", "Работ", "integer"),
        _column("coverage", "Coverage", "Полнота", "percent"),
        _column("status", "Status", "Статус", allowed=RATING_STATUS),
        _column("stops", "Stop factors", "Стоп-факторы", width_px=160),
        _column("why", "Why", "Почему", width_px=480),
        _column("next", "To the next tier", "До следующего", width_px=360),
        _column("list", "List", "Список", allowed=RATING_LIST),
    ),
)

RATING_DETAILS = ToolTab(
    "rating_details",
    "Rating details",
    "Рейтинг: детали",
    (
        _column("period", "Period", "Период", "month", key=True),
        _partner_code(),
        _column("kpi", "KPI", "Показатель", key=True, allowed=KPI),
        _column("n", "Records", "Записей", "integer"),
        _column("raw", "Fact", "Факт", "decimal"),
        _column("prior", "Group norm", "Норма группы", "decimal"),
        _column("value", "Corrected", "С поправкой", "decimal"),
        _column("points", "Points", "Баллы", "decimal"),
        _column("weight", "Weight", "Вес", "decimal"),
        _column("share", "Share", "Доля", "percent"),
        _column("contribution", "Contribution", "Вклад", "decimal"),
        _column("loss", "Loss", "Потеря", "decimal"),
        _column("vs_group", "Against group", "К группе", "decimal"),
        _column("change", "Against last month", "К прошлому месяцу", "decimal"),
    ),
)

RATING_HISTORY = ToolTab(
    "rating_history",
    "Rating history",
    "История рейтинга",
    (
        _column("period", "Period", "Период", "month", key=True),
        _column("revision", "Revision", "Редакция", "integer", key=True),
        _partner_code(),
        _column("group", "Group", "Группа"),
        _column("score", "Score", "Балл", "decimal"),
        _column("tier", "Tier", "Уровень", allowed=TIER),
        _column("rank", "Rank", "Место", "integer"),
        _column("of", "Of", "Из", "integer"),
        _column("jobs", "Jobs", "Работ", "integer"),
        _column("coverage", "Coverage", "Полнота", "percent"),
        _column("stops", "Stop factors", "Стоп-факторы"),
        _column("rules_hash", "Rules", "Правила"),
        _column("run_id", "Run", "Запуск"),
        _column("published_at", "Published", "Записано", "datetime"),
    ),
    log=True,
)

REGISTER = ToolTab(
    "register",
    "Document register",
    "Реестр документов",
    (
        _entity_code(),
        _legal_name(),
        _column("inn", "Tax ID (INN)", "ИНН"),
        _partner_name(),
        _column("month", "Month", "Месяц", "month", key=True),
        _column("class", "Class", "Раздел", key=True, allowed=DOCUMENT_CLASS),
        _column(
            "kind", "Kind", "Вид", key=True, allowed=INVOICE_KIND + DOCUMENT_KIND + AGREEMENT_KIND
        ),
        _column("number", "Number", "Номер", "id", key=True),
        _column("date", "Date", "Дата", "date"),
        _money("amount", "Amount", "Сумма"),
        _column("currency", "Currency", "Валюта"),
        _money("paid", "Paid", "Оплачено"),
        _money("outstanding", "Outstanding", "Остаток"),
        _column(
            "status",
            "Status",
            "Статус",
            allowed=INVOICE_STATUS + DOCUMENT_STATUS + AGREEMENT_STATUS_SHOWN,
        ),
        _column("due", "Due", "Срок", "date"),
        _column("days_overdue", "Days overdue", "Просрочка, дн.", "integer"),
        _column("bucket", "Bucket", "Корзина", allowed=BUCKET),
        _column("waiting", "Waiting, days", "Ждёт, дн.", "integer"),
        _column("highlight", "Signal", "Сигнал", allowed=HIGHLIGHT),
        _column("file", "File", "Файл", "url"),
        _column("comment", "Comment", "Комментарий", width_px=220),
    ),
)

OVERDUE = ToolTab(
    "overdue",
    "Overdue",
    "Ждут оплаты",
    (
        _column("level", "Level", "Уровень", "integer"),
        _column("highlight", "Signal", "Сигнал", allowed=HIGHLIGHT),
        _column("direction", "Who pays", "Кто платит", allowed=WHO_PAYS),
        _entity_code(),
        _legal_name(),
        _partner_name(),
        _column("curator", "Curator", "Куратор"),
        _column("number", "Number", "Номер", "id", key=True),
        _column("date", "Date", "Дата", "date"),
        _column("month", "Month", "Месяц", "month", key=True),
        _money("outstanding", "Outstanding", "Остаток"),
        _column("currency", "Currency", "Валюта"),
        _column("due", "Due", "Срок", "date"),
        _column("days_overdue", "Days overdue", "Просрочка", "integer"),
        _column("waiting", "Waiting, days", "Ждёт", "integer"),
        _column("blocked_by", "Blocked by", "Мешает", allowed=BLOCKED_BY),
        _column("file", "File", "Файл", "url"),
        _column("comment", "Comment", "Комментарий", width_px=220),
    ),
)

PACKS = ToolTab(
    "packs",
    "Document packs",
    "Комплекты",
    (
        _entity_code(),
        _legal_name(),
        _partner_name(),
        _column("month", "Month", "Месяц", "month", key=True),
        _column("doc_set", "Document set", "Комплект"),
        _column("state", "State", "Состояние", allowed=PACK_STATE),
        _column("missing", "Missing", "Не хватает", width_px=200),
        _column("deadline", "Deadline", "Срок", "date"),
        _column("completed_on", "Completed on", "Собран", "date"),
        _money("invoices_sum", "Invoices", "Счета"),
        _money("acts_sum", "Acts", "Акты"),
        _money("difference", "Difference", "Разница"),
    ),
)

ATTENTION = ToolTab(
    "attention",
    "Attention",
    "Внимание",
    (
        _column("severity", "Severity", "Важность", allowed=SEVERITY),
        _partner_code(),
        _column("name", "Partner", "Партнёр", width_px=180),
        _column("curator", "Curator", "Куратор"),
        _column("reason", "Reason", "Причина", key=True, allowed=ATTENTION_REASON),
        _column("since", "Since", "С", "date"),
        _column("days", "Days", "Дней", "integer"),
        _column("action", "What to do", "Что сделать", width_px=640),
    ),
)

VALIDATION = ToolTab(
    "validation",
    "Validation",
    "Проверка",
    (
        _column("severity", "Severity", "Важность", allowed=FINDING_SEVERITY),
        _column("code", "Code", "Код", key=True),
        _column("tab", "Tab", "Вкладка", key=True),
        _column("cell", "Cell", "Ячейка", "url", key=True),
        _column("value", "Value", "Значение", width_px=160),
        _column("message", "What is wrong", "Что не так", width_px=420),
        _column("cure", "What to do", "Что сделать", width_px=420),
        _column("effect", "What it affects", "На что влияет", width_px=220),
        _column("first_seen", "First seen", "Впервые", "date"),
        _column("row_key", "Row key", "Ключ строки"),
        _column("column", "Column", "Столбец"),
    ),
)

LETTERS = ToolTab(
    "letters",
    "Letters",
    "Письма",
    (
        _column("kind", "Kind", "Вид", allowed=LETTER_KIND),
        _partner_code(),
        _column("name", "Name", "Название", width_px=180),
        _column("period", "Period", "Период", "month", key=True),
        _column("state", "State", "Состояние", allowed=LETTER_STATE),
        _column("when", "When", "Когда", "date"),
        _column("reason", "Why", "Почему", width_px=320),
        _column("cure", "What to do", "Что сделать", width_px=320),
        _column("to", "To", "Кому", width_px=200),
    ),
)

PARTNER_LINKS = ToolTab(
    "partner_links",
    "Partner links",
    "Ссылки партнёров",
    (
        _partner_code(),
        _column("name", "Name", "Название", width_px=180),
        _column("folder", "Folder", "Папка", "url", width_px=320),
        _column("shared_with", "Shared with", "Открыта для"),
    ),
)

SEND_LOG = ToolTab(
    "send_log",
    "Send log",
    "Журнал отправок",
    (
        _column("key", "Key", "Ключ", key=True, width_px=220),
        _column("kind", "Kind", "Вид"),
        _partner_code(key=False),
        _column("period", "Period", "Период", "month"),
        _column("revision", "Revision", "Редакция", "integer"),
        _column("to", "To", "Кому"),
        _column("subject", "Subject", "Тема", width_px=320),
        _column("state", "State", "Состояние"),
        _column("reason", "Reason", "Причина"),
        _column("message_id", "Message ID", "ID письма"),
        _column("content_hash", "Content hash", "Отпечаток"),
        _column("at", "At", "Когда"),
        _column("run_id", "Run", "Запуск"),
        _column("row_id", "Row ID", "ID строки", key=True),
    ),
    log=True,
)

RUN_LOG = ToolTab(
    "run_log",
    "Run log",
    "Журнал запусков",
    (
        _column("run_id", "Run", "Запуск", key=True),
        _column("job", "Job", "Задание"),
        _column("started", "Started", "Начат"),
        _column("finished", "Finished", "Закончен"),
        _column("as_of", "As of", "Дата расчёта", "date"),
        _column("status", "Status", "Итог"),
        _column("rows_read", "Rows read", "Прочитано", "integer"),
        _column("errors", "Errors", "Ошибок", "integer"),
        _column("warnings", "Warnings", "Предупреждений", "integer"),
        _column("sent", "Sent", "Отправлено", "integer"),
        _column("held", "Held", "Задержано", "integer"),
        _column("version", "Version", "Версия"),
        _column("rules_hash", "Rules", "Правила"),
    ),
    log=True,
)

#: In the order of the workbook's tabs.
TOOL_TABS = (
    DASHBOARD,
    OVERDUE,
    REGISTER,
    PACKS,
    ATTENTION,
    RATINGS,
    RATING_DETAILS,
    RATING_HISTORY,
    VALIDATION,
    LETTERS,
    PARTNER_LINKS,
    SEND_LOG,
    RUN_LOG,
)
BY_CODE = {tab.code: tab for tab in TOOL_TABS}
