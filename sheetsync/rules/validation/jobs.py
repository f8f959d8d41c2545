"""Rules of the Jobs tab, and of legal entities that work without a contract."""

import pandas as pd

from sheetsync.language import Phrase
from sheetsync.rules.payables.entities import default_entities, legal_entities
from sheetsync.rules.validation.book import Book
from sheetsync.rules.validation.rule import (
    ATTENTION,
    ROW_OUT,
    Hits,
    ValidationRule,
    Wording,
    at,
)
from sheetsync.tables.catalogue.finding_codes import (
    V_AGR_04,
    V_GEN_04,
    V_JOB_01,
    V_JOB_02,
    V_JOB_03,
    V_JOB_04,
    V_JOB_05,
    V_JOB_06,
    V_JOB_07,
)
from sheetsync.tables.catalogue.jobs import LIVE_JOBS

_TIMES = 10
_FEWEST_FOR_MEDIAN = 10


def no_amount(book: Book) -> Hits:
    """A job that is done, without what it brought."""
    rows = book.readable("jobs", "amount", "status")
    return at(rows[(rows["status"] == "done") & rows["amount_minor"].isna()])


def done_without_date(book: Book) -> Hits:
    """A job that is done, without the day."""
    rows = book.readable("jobs", "done_date", "status")
    return at(rows[(rows["status"] == "done") & rows["done_date"].isna()])


def date_without_done(book: Book) -> Hits:
    """A day of completion at a job that is not done."""
    rows = book.readable("jobs", "done_date", "status").dropna(subset=["status", "done_date"])
    wrong = rows[rows["status"] != "done"]
    return at(wrong, done_on=wrong["done_date"])


def done_in_future(book: Book) -> Hits:
    """Work done on a day that has not come."""
    rows = book.readable("jobs", "done_date")
    return at(rows[rows["done_date"] > book.today])


def answered_in_future(book: Book) -> Hits:
    """An answer on a day that has not come."""
    rows = book.readable("jobs", "responded_at")
    return at(rows[rows["responded_at"].dt.normalize() > book.today])


def entity_of_another(book: Book) -> Hits:
    """A legal entity that belongs to another partner."""
    rows = book.readable("jobs", "entity_id", "partner_id").dropna(
        subset=["entity_id", "partner_id"]
    )
    if rows.empty:
        return rows
    entities = book.frame("entities").dropna(subset=["entity_id", "partner_id"])
    owner = rows["entity_id"].map(
        entities.drop_duplicates("entity_id").set_index("entity_id")["partner_id"]
    )
    wrong = owner.notna() & (owner != rows["partner_id"])
    return at(rows[wrong], owner=owner[wrong], partner_id=rows.loc[wrong, "partner_id"])


def done_before_assigned(book: Book) -> Hits:
    """Work done before it was given out."""
    rows = book.readable("jobs", "done_date", "assigned_at")
    return at(rows[rows["done_date"] < rows["assigned_at"].dt.normalize()])


def answered_before_assigned(book: Book) -> Hits:
    """An answer before the question."""
    rows = book.readable("jobs", "responded_at", "assigned_at")
    return at(rows[rows["responded_at"] < rows["assigned_at"]])


def no_due_date(book: Book) -> Hits:
    """A job that nobody promised a day for."""
    rows = book.readable("jobs", "due_date", "status")
    return at(rows[rows["due_date"].isna() & rows["status"].isin(LIVE_JOBS)])


def amount_below_zero(book: Book) -> Hits:
    """A job with a negative amount."""
    rows = book.frame("jobs")
    return at(rows[(rows["amount_minor"] < 0).fillna(value=False)])


def defects_below_zero(book: Book) -> Hits:
    """A negative count of defects."""
    rows = book.frame("jobs")
    return at(rows[(rows["defects"] < 0).fillna(value=False)])


def quantity_not_above_zero(book: Book) -> Hits:
    """A job of nothing."""
    rows = book.frame("jobs")
    return at(rows[(rows["qty"] <= 0).fillna(value=False)])


def amount_out_of_line(book: Book) -> Hits:
    """An amount ten times the partner's median, told from ten jobs on."""
    rows = book.readable("jobs", "amount", "partner_id", "currency")
    rows = rows.dropna(subset=["amount_minor", "partner_id"])
    if len(rows) < _FEWEST_FOR_MEDIAN:
        return rows.iloc[:0]
    amounts = rows["amount_minor"].astype("float64")
    by_partner = amounts.groupby([rows["partner_id"], rows["currency"]])
    median = by_partner.transform("median")
    enough = by_partner.transform("size") >= _FEWEST_FOR_MEDIAN
    wrong = enough & (median > 0) & (amounts >= _TIMES * median)
    return at(
        rows[wrong],
        partner_id=rows.loc[wrong, "partner_id"],
        median_minor=median[wrong].round().astype("int64"),
        currency=rows.loc[wrong, "currency"],
    )


def no_contract(book: Book) -> Hits:
    """A legal entity of an active partner that has jobs but no active contract."""
    rows = book.readable("entities", "entity_id", "partner_id", "is_default")
    if not book.has("agreements", "partners", "jobs") or book.frame("jobs").empty:
        return at(rows.iloc[:0])
    partners = book.frame("partners")
    active = partners.loc[partners["status"] == "active", "partner_id"]
    agreements = book.frame("agreements")
    covered = agreements.loc[
        (agreements["kind"] == "contract") & (agreements["status"] == "active"), "entity_id"
    ]
    counts = entities_of_jobs(book).value_counts()
    bare = rows[
        rows["partner_id"].isin(active)
        & rows["entity_id"].isin(counts.index)
        & ~rows["entity_id"].isin(covered)
    ]
    return at(bare, jobs=bare["entity_id"].map(counts))


def entities_of_jobs(book: Book) -> pd.Series:
    """The legal entity of each job: the one named, else the partner's default or first one."""
    jobs = book.frame("jobs")
    default = default_entities(legal_entities(book.tables))
    by_partner = default.reindex(jobs["partner_id"]).set_axis(jobs.index).astype("str")
    return jobs["entity_id"].fillna(by_partner)


_NOT_BEFORE = Phrase(
    ru="показатель «ответ вовремя» без этой работы",
    en="the KPI “answered in time” skips the job",
)

RULES = (
    ValidationRule(
        V_AGR_04, "warning", "entities", "entity_id", "none", no_contract,
        Wording(
            Phrase(
                ru="у контрагента {value} работ: {jobs}, а действующего договора нет.",
                en="legal entity {value} has jobs: {jobs}, but no active contract.",
            ),
            Phrase(
                ru="Внесите договор во вкладку «Договоры».", en="Enter the contract in Agreements."
            ),
            ATTENTION,
        ),
    ),
    ValidationRule(
        V_GEN_04, "error", "jobs", "amount", "cell", no_amount,
        Wording(
            Phrase(ru="не заполнено «{column}».", en="“{column}” is blank."),
            Phrase(ru="Впишите сумму выполненной работы.", en="Enter the amount of the job done."),
            Phrase(ru="работа не входит в оборот", en="the job is not in the turnover"),
        ),
    ),
    ValidationRule(
        V_JOB_01, "error", "jobs", "done_date", "row", done_without_date,
        Wording(
            Phrase(
                ru="работа выполнена, а даты нет.", en="the job is done but has no date."
            ),
            Phrase(
                ru="Впишите день выполнения или верните статус «в работе».",
                en="Enter the day it was done or set the status back to “in progress”.",
            ),
            ROW_OUT,
        ),
    ),
    ValidationRule(
        V_JOB_01, "error", "jobs", "status", "row", date_without_done,
        Wording(
            Phrase(
                ru="указан день выполнения {done_on}, а статус «{value}».",
                en="the day it was done is {done_on}, but the status is “{value}”.",
            ),
            Phrase(
                ru="Поставьте «выполнено» или сотрите дату.",
                en="Set the status to “done” or clear the date.",
            ),
            ROW_OUT,
        ),
    ),
    ValidationRule(
        V_JOB_02, "error", "jobs", "done_date", "row", done_in_future,
        Wording(
            Phrase(ru="дата {value} ещё не наступила.", en="{value} has not come yet."),
            Phrase(ru="Исправьте день выполнения.", en="Correct the day it was done."),
            ROW_OUT,
        ),
    ),
    ValidationRule(
        V_JOB_02, "error", "jobs", "responded_at", "row", answered_in_future,
        Wording(
            Phrase(ru="время {value} ещё не наступило.", en="{value} has not come yet."),
            Phrase(ru="Исправьте время ответа.", en="Correct the time of the answer."),
            ROW_OUT,
        ),
    ),
    ValidationRule(
        V_JOB_03, "error", "jobs", "entity_id", "row", entity_of_another,
        Wording(
            Phrase(
                ru=(
                    "контрагент «{value}» принадлежит партнёру {owner}, а "
                    "работа — партнёру {partner_id}."
                ),
                en="legal entity “{value}” belongs to partner {owner}, the job to {partner_id}.",
            ),
            Phrase(
                ru="Выберите контрагента этого партнёра или исправьте код партнёра.",
                en="Choose an entity of this partner or correct the partner ID.",
            ),
            ROW_OUT,
        ),
    ),
    ValidationRule(
        V_JOB_04, "warning", "jobs", "done_date", "none", done_before_assigned,
        Wording(
            Phrase(
                ru="работа выполнена {value}, раньше чем передана.",
                en="the job was done on {value}, before it was assigned.",
            ),
            Phrase(ru="Проверьте обе даты.", en="Check both dates."),
            _NOT_BEFORE,
        ),
    ),
    ValidationRule(
        V_JOB_04, "warning", "jobs", "responded_at", "none", answered_before_assigned,
        Wording(
            Phrase(
                ru="партнёр ответил {value}, раньше чем получил работу.",
                en="the partner answered at {value}, before the job was assigned.",
            ),
            Phrase(
                ru="Проверьте время передачи и время ответа.",
                en="Check when the job was assigned and when it was answered.",
            ),
            _NOT_BEFORE,
        ),
    ),
    ValidationRule(
        V_JOB_05, "warning", "jobs", "due_date", "none", no_due_date,
        Wording(
            Phrase(
                ru="без срока работа не участвует в показателе «сроки».",
                en="a job without a due date is not in the KPI “on time”.",
            ),
            Phrase(ru="Впишите срок.", en="Enter the due date."),
            Phrase(ru="показатель «сроки» без этой работы", en="on-time KPI skips the job"),
        ),
    ),
    ValidationRule(
        V_JOB_06, "error", "jobs", "amount", "row", amount_below_zero,
        Wording(
            Phrase(ru="сумма {value} меньше нуля.", en="the amount {value} is below zero."),
            Phrase(ru="Впишите сумму без минуса.", en="Enter the amount without the minus."),
            ROW_OUT,
        ),
    ),
    ValidationRule(
        V_JOB_06, "error", "jobs", "defects", "row", defects_below_zero,
        Wording(
            Phrase(ru="брак {value} меньше нуля.", en="defects {value} are below zero."),
            Phrase(ru="Впишите 0 или больше.", en="Enter 0 or more."),
            ROW_OUT,
        ),
    ),
    ValidationRule(
        V_JOB_06, "error", "jobs", "qty", "row", quantity_not_above_zero,
        Wording(
            Phrase(
                ru="количество {value} не больше нуля.",
                en="quantity {value} is not above zero.",
            ),
            Phrase(
                ru="Впишите количество или сотрите.",
                en="Enter the quantity or clear the cell.",
            ),
            ROW_OUT,
        ),
    ),
    ValidationRule(
        V_JOB_07, "warning", "jobs", "amount", "none", amount_out_of_line,
        Wording(
            Phrase(
                ru="сумма {value} в десять раз больше обычной у партнёра {partner_id} "
                "({median_minor}): лишний ноль?",
                en="the amount {value} is ten times the usual of partner {partner_id} "
                "({median_minor}): a zero too many?",
            ),
            Phrase(ru="Проверьте сумму.", en="Check the amount."),
            Phrase(ru="оборот: сумма учтена как есть", en="the turnover: counted as it stands"),
        ),
    ),
)  # fmt: skip
