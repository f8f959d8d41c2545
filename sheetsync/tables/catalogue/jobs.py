"""Jobs and what clients said of them: choices, tabs (workbook-and-rules.md 1.2)."""

from dataclasses import dataclass, field

from sheetsync.language import Phrase
from sheetsync.tables.catalogue.columns import comment, currency, entity_id, money, partner_id
from sheetsync.tables.catalogue.notes import noted
from sheetsync.tables.catalogue.notes.work import FEEDBACK_NOTES, JOBS_NOTES
from sheetsync.tables.schema import Choice, Column, PeopleTab, codes


@dataclass(frozen=True, slots=True)
class JobStatus(Choice):
    """How far a job is.

    Attributes:
        is_open: it is still to be done.
        not_theirs: it was taken back, and not by the partner: it says nothing of them.
        cancelled: nobody will do it any more.
    """

    is_open: bool = field(default=False, kw_only=True)
    not_theirs: bool = field(default=False, kw_only=True)
    cancelled: bool = field(default=False, kw_only=True)


JOB_STATUS = (
    JobStatus("planned", en="planned", ru="план", is_open=True),
    JobStatus("in_progress", en="in progress", ru="в работе", is_open=True),
    JobStatus("done", en="done", ru="выполнено"),
    JobStatus(
        "cancelled_client",
        en="cancelled by client",
        ru="отмена клиентом",
        cancelled=True,
        not_theirs=True,
    ),
    JobStatus(
        "cancelled_partner", en="cancelled by partner", ru="отмена партнёром", cancelled=True
    ),
    JobStatus(
        "cancelled_us", en="cancelled by us", ru="отмена нами", cancelled=True, not_theirs=True
    ),
)

#: Jobs that are still to be done.
OPEN_JOBS = codes(one for one in JOB_STATUS if one.is_open)
#: Jobs that nobody cancelled.
LIVE_JOBS = codes(one for one in JOB_STATUS if not one.cancelled)
#: Jobs that say nothing of the partner.
NOT_THEIRS = codes(one for one in JOB_STATUS if one.not_theirs)

FEEDBACK_SOURCE = (
    Choice("client", en="client", ru="клиент"),
    Choice("curator", en="curator", ru="куратор"),
)


JOBS = PeopleTab(
    "jobs",
    en="Jobs",
    ru="Работы",
    about=Phrase(
        ru="Переданные работы: сроки, статус, сумма",
        en="Work handed over: deadlines, status, amount",
    ),
    columns=noted(
        JOBS_NOTES,
        (
            Column(
                "job_id", "id", required=True, heading=Phrase(ru="№ работы", en="Job ID"), key=True
            ),
            partner_id(),
            entity_id(key=False, required=False),
            Column("client", "text", heading=Phrase(ru="Клиент", en="Client")),
            Column("assigned_at", "datetime", heading=Phrase(ru="Передано", en="Assigned")),
            Column("responded_at", "datetime", heading=Phrase(ru="Ответ партнёра", en="Responded")),
            Column("due_date", "date", heading=Phrase(ru="Срок", en="Due")),
            Column(
                "done_date",
                "date",
                heading=Phrase(ru="Выполнено", en="Done"),
                required_when="status is done",
            ),
            Column(
                "status",
                "enum",
                required=True,
                allowed=JOB_STATUS,
                heading=Phrase(ru="Статус", en="Status"),
            ),
            Column("qty", "decimal", heading=Phrase(ru="Количество", en="Quantity"), default="1"),
            money("amount", en="Amount", ru="Сумма", when="status is done"),
            money("payout", en="Payout", ru="К выплате"),
            currency(),
            Column("defects", "integer", heading=Phrase(ru="Брак", en="Defects")),
            comment(),
        ),
    ),
)


FEEDBACK = PeopleTab(
    "feedback",
    en="Feedback",
    ru="Отзывы",
    about=Phrase(
        ru="Оценки работ: от них зависит рейтинг",
        en="Scores of work done: the rating depends on them",
    ),
    columns=noted(
        FEEDBACK_NOTES,
        (
            Column("date", "date", required=True, heading=Phrase(ru="Дата", en="Date")),
            Column(
                "job_id",
                "id",
                heading=Phrase(ru="№ работы", en="Job ID"),
                refers_to="jobs.job_id",
                required_when="partner_id is blank",
            ),
            Column(
                "partner_id",
                "id",
                heading=Phrase(ru="Код партнёра", en="Partner ID"),
                refers_to="partners.partner_id",
                required_when="job_id is blank",
            ),
            Column("score", "decimal", required=True, heading=Phrase(ru="Оценка", en="Score")),
            Column(
                "source",
                "enum",
                allowed=FEEDBACK_SOURCE,
                heading=Phrase(ru="Кто", en="Source"),
                default="client",
            ),
            comment(),
        ),
    ),
)
