"""Rules of the Feedback and Touches tabs."""

from decimal import Decimal

import pandas as pd

from sheetsync.language import Phrase
from sheetsync.rules.validation.book import Book
from sheetsync.rules.validation.rule import (
    NOTHING,
    ROW_OUT,
    Hits,
    ValidationRule,
    Wording,
    at,
)
from sheetsync.tables.catalogue.finding_codes import V_FBK_01, V_FBK_02, V_TCH_01

_TEN = Decimal(10)


def score_out_of_range(book: Book) -> Hits:
    """A score below 1, or 0 on a scale to ten, or above the best."""
    rows = book.frame("feedback")
    best = book.settings.feedback_max
    lowest = 0 if best == _TEN else 1
    wrong = ~rows["score"].between(lowest, float(best)) & rows["score"].notna()
    return at(rows[wrong.astype(bool)], lowest=lowest, best=f"{best:g}")


def of_nobody(book: Book) -> Hits:
    """Feedback that names neither a job nor a partner."""
    rows = book.readable("feedback", "job_id", "partner_id")
    return at(rows[rows["job_id"].isna() & rows["partner_id"].isna()])


def job_of_another(book: Book) -> Hits:
    """Feedback on a job that another partner did."""
    rows = book.readable("feedback", "job_id", "partner_id").dropna(subset=["job_id", "partner_id"])
    jobs = book.frame("jobs").dropna(subset=["job_id", "partner_id"]).drop_duplicates("job_id")
    owner = rows["job_id"].map(jobs.set_index("job_id")["partner_id"])
    wrong = owner.notna() & (owner != rows["partner_id"])
    return at(rows[wrong], job_id=rows.loc[wrong, "job_id"], owner=owner[wrong])


def touch_in_future(book: Book) -> Hits:
    """A touch on a day that has not come."""
    rows = book.readable("touches", "date")
    return at(rows[rows["date"] > book.today])


def complaint_without_text(book: Book) -> Hits:
    """A complaint that does not say what about."""
    rows = book.readable("touches", "note", "kind")
    wrong: pd.Series = (rows["kind"] == "complaint") & rows["note"].isna()
    return at(rows[wrong])


RULES = (
    ValidationRule(
        V_FBK_01, "error", "feedback", "score", "row", score_out_of_range,
        Wording(
            Phrase(
                ru="оценка {value} вне шкалы от {lowest} до {best}.",
                en="the score {value} is outside {lowest} to {best}.",
            ),
            Phrase(
                ru="Исправьте оценку или ключ feedback_max.",
                en="Correct the score or the key feedback_max.",
            ),
            ROW_OUT,
        ),
    ),
    ValidationRule(
        V_FBK_02, "error", "feedback", "job_id", "row", of_nobody,
        Wording(
            Phrase(
                ru="не указаны ни работа, ни партнёр.", en="neither a job nor a partner is named."
            ),
            Phrase(
                ru="Впишите № работы или код партнёра.",
                en="Enter the job ID or the partner ID.",
            ),
            ROW_OUT,
        ),
    ),
    ValidationRule(
        V_FBK_02, "error", "feedback", "partner_id", "row", job_of_another,
        Wording(
            Phrase(
                ru="работа {job_id} не этого партнёра, а {owner}.",
                en="job {job_id} is not this partner's but {owner}'s.",
            ),
            Phrase(
                ru="Исправьте код партнёра или сотрите его: хватит номера работы.",
                en="Correct the partner ID or clear it: the job ID is enough.",
            ),
            ROW_OUT,
        ),
    ),
    ValidationRule(
        V_TCH_01, "warning", "touches", "date", "none", touch_in_future,
        Wording(
            Phrase(ru="дата {value} ещё не наступила.", en="{value} has not come yet."),
            Phrase(
                ru="Исправьте дату; обещанный контакт пишите в «Следующий контакт».",
                en="Correct the date; a promised contact goes into “Next contact on”.",
            ),
            Phrase(ru="контакт не учитывается до этого дня", en="it counts from that day on"),
        ),
    ),
    ValidationRule(
        V_TCH_01, "warning", "touches", "note", "none", complaint_without_text,
        Wording(
            Phrase(ru="жалоба без текста.", en="a complaint without text."),
            Phrase(ru="Впишите, на что жалуются.", en="Enter what it is about."),
            NOTHING,
        ),
    ),
)  # fmt: skip
