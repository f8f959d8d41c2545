"""Rows of any engine brought to the serial form of `Facts`, by expressions every engine knows.

The same as `sheetsync.rules.rating.facts_from_frames` does for pandas frames; there it is faster,
here it never loads the rows.
"""

from typing import Any

import narwhals as nw

from sheetsync.dates import SECONDS_A_DAY
from sheetsync.errors import FactsError
from sheetsync.language import Phrase
from sheetsync.rules.rating.facts_from_frames import NO_PROMISE

Rows = nw.LazyFrame[Any]

#: 1970-01-01 as a serial day.
_UNIX_EPOCH_DAY = 25_569
_JOBS = ("job_id", "partner_id", "due_date", "done_date", "status", "amount", "defects")


def job_rows(jobs: Rows) -> Rows:
    """Jobs in serial form: dates as days, moments as seconds, blank as 0; see `Facts.jobs`.

    Raises:
        FactsError: a column is missing or of the wrong type.
    """
    table = _Table("jobs", jobs, _JOBS)
    amount = nw.col("amount").cast(nw.Float64)
    return jobs.select(
        table.text("job_id"),
        table.text("partner_id"),
        table.text("status"),
        table.day("due_date", "due_day"),
        table.day("done_date", "done_day"),
        table.second("assigned_at", "assigned_s"),
        table.second("responded_at", "responded_s"),
        amount.fill_null(0.0).alias("amount"),
        _one(~amount.is_null()).alias("amount_known"),
        nw.lit(1).alias("rate_known"),
        nw.col("defects").cast(nw.Float64).fill_null(0.0).alias("defects"),
    )


def feedback_rows(feedback: Rows) -> Rows:
    """Feedback in serial form; `row` decides between scores of one day where there is one."""
    table = _Table("feedback", feedback, ("date", "score"))
    source = table.text("source")
    row = nw.col("row").cast(nw.Int64).fill_null(0) if "row" in table.types else nw.lit(0)
    return feedback.filter(~nw.col("score").is_null()).select(
        table.text("job_id"),
        table.text("partner_id"),
        nw.when(source != "").then(source).otherwise(nw.lit("client")).alias("source"),
        table.day("date", "day"),
        row.alias("row"),
        nw.col("score").cast(nw.Float64).alias("score"),
    )


def pack_rows(packs: Rows) -> Rows:
    """Document packs in serial form."""
    table = _Table("doc_packs", packs, ("partner_id", "deadline", "completed_on"))
    return packs.select(
        table.text("partner_id"),
        table.day("deadline", "deadline_day"),
        table.day("completed_on", "completed_day"),
    )


def invoice_rows(invoices: Rows) -> Rows:
    """Invoices that partners pay us, in serial form; settled means paid on a known day."""
    table = _Table("invoices", invoices, ("partner_id", "due", "paid_date"))
    rows = invoices
    for column, wanted in (("direction", "out"), ("kind", "invoice")):
        if column in table.types:
            rows = rows.filter(table.text(column) == wanted)
    for column in ("state", "status"):
        if column in table.types:
            rows = rows.filter(~table.text(column).is_in(NO_PROMISE))
    paid = table.day("paid_date", "paid_day")
    settled = nw.col("settled") if table.types.get("settled") == nw.Boolean else paid > 0
    return rows.select(
        table.text("partner_id"),
        table.day("due", "due_day"),
        paid,
        _one(settled).alias("settled"),
    )


def _one(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def _whole(part: nw.Expr) -> nw.Expr:
    """A part of a date, wide enough to reckon with: Polars keeps hours in 8 bits."""
    return part.fill_null(0).cast(nw.Int64)


def _instant(when: nw.Expr) -> nw.Expr:
    """Seconds since 1899-12-30, where an engine counts them: far faster than parts of dates."""
    return _whole(when.dt.timestamp("ms")) // 1000 + _UNIX_EPOCH_DAY * SECONDS_A_DAY


def _serial_day(when: nw.Expr) -> nw.Expr:
    """Days since 1899-12-30, from 1901 to 2100."""
    year = _whole(when.dt.year())
    new_year = 365 * (year - 1900) + (year - 1901) // 4 + 2
    return new_year + _whole(when.dt.ordinal_day()) - 1


def _or_zero(when: nw.Expr, number: nw.Expr) -> nw.Expr:
    return nw.when(when.is_null()).then(nw.lit(0)).otherwise(number).cast(nw.Int64)


class _Table:
    """A table's columns by type, and the expressions that read them."""

    def __init__(self, name: str, rows: Rows, required: tuple[str, ...]) -> None:
        self.name = name
        self.types = dict(rows.collect_schema())
        self._counts_instants = rows.implementation.is_polars()
        missing = [column for column in required if column not in self.types]
        if missing:
            raise FactsError(
                Phrase(ru="{name}: нет колонок: {missing}", en="{name}: no column {missing}"),
                cure=Phrase(
                    ru="в таблице есть колонки {columns}; добавьте или переименуйте",
                    en="its columns are {columns}; add or rename",
                ),
                name=name,
                missing=", ".join(map(repr, missing)),
                columns=", ".join(self.types),
            )

    def text(self, column: str) -> nw.Expr:
        """Text, "" for blank and for a column that is not there."""
        if column not in self.types:
            return nw.lit("").alias(column)
        return nw.col(column).cast(nw.String).fill_null("").alias(column)

    def day(self, column: str, name: str) -> nw.Expr:
        """A date or moment as a serial day."""
        when = self._dated(column)
        if self._counts_instants:
            return _or_zero(when, _instant(when) // SECONDS_A_DAY).alias(name)
        return _or_zero(when, _serial_day(when)).alias(name)

    def second(self, column: str, name: str) -> nw.Expr:
        """A moment as seconds since serial day 0; 0 for a column that is not there."""
        if column not in self.types:
            return nw.lit(0).alias(name)
        when = self._dated(column)
        if self._counts_instants:
            return _or_zero(when, _instant(when)).alias(name)
        clock = _whole(when.dt.hour()) * 3600 + _whole(when.dt.minute()) * 60
        moment = _serial_day(when) * SECONDS_A_DAY + clock + _whole(when.dt.second())
        return _or_zero(when, moment).alias(name)

    def _dated(self, column: str) -> nw.Expr:
        kind = self.types[column]
        if not isinstance(kind, nw.Date | nw.Datetime) and kind not in {nw.Date, nw.Datetime}:
            raise FactsError(
                Phrase(
                    ru="{name}.{column}: {kind}, а нужны даты",
                    en="{name}.{column}: is {kind}, not dates",
                ),
                cure=Phrase(
                    ru="храните её колонкой дат или моментов времени",
                    en="store it as a date or a timestamp column",
                ),
                name=self.name,
                column=column,
                kind=kind,
            )
        return nw.col(column)
