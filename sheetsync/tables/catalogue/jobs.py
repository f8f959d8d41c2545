"""Jobs and what clients said of them: choices, tabs (workbook-and-rules.md 1.2)."""

from sheetsync.tables.catalogue.columns import comment, currency, entity_id, money, partner_id
from sheetsync.tables.schema import Choice, Column, PeopleTab

JOB_STATUS = (
    Choice("planned", en="planned", ru="план"),
    Choice("in_progress", en="in progress", ru="в работе"),
    Choice("done", en="done", ru="выполнено"),
    Choice("cancelled_client", en="cancelled by client", ru="отмена клиентом"),
    Choice("cancelled_partner", en="cancelled by partner", ru="отмена партнёром"),
    Choice("cancelled_us", en="cancelled by us", ru="отмена нами"),
)

FEEDBACK_SOURCE = (
    Choice("client", en="client", ru="клиент"),
    Choice("curator", en="curator", ru="куратор"),
)


JOBS = PeopleTab(
    "jobs",
    en="Jobs",
    ru="Работы",
    columns=(
        Column("job_id", "id", required=True, headers=("Job ID", "№ работы"), key=True),
        partner_id(),
        entity_id(key=False, required=False),
        Column("client", "text", headers=("Client", "Клиент")),
        Column("assigned_at", "datetime", headers=("Assigned", "Передано")),
        Column("responded_at", "datetime", headers=("Responded", "Ответ партнёра")),
        Column("due_date", "date", headers=("Due", "Срок"), required_when="not lead-like"),
        Column("done_date", "date", headers=("Done", "Выполнено"), required_when="status is done"),
        Column("status", "enum", required=True, allowed=JOB_STATUS, headers=("Status", "Статус")),
        Column("qty", "decimal", headers=("Quantity", "Количество"), default="1"),
        money("amount", en="Amount", ru="Сумма", when="status is done"),
        money("payout", en="Payout", ru="К выплате"),
        currency(),
        Column("defects", "integer", headers=("Defects", "Брак")),
        comment(),
    ),
)


FEEDBACK = PeopleTab(
    "feedback",
    en="Feedback",
    ru="Отзывы",
    columns=(
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
        comment(),
    ),
)
