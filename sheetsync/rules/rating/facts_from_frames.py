"""Plain pandas frames, as CSV files or tabs give them, brought to the serial form of `Facts`."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sheetsync.dates import SECONDS_A_DAY, SERIAL_EPOCH
from sheetsync.errors import FactsError
from sheetsync.language import Phrase
from sheetsync.tables.catalogue.payables import INVOICE_STATUS
from sheetsync.tables.schema import codes

#: What a filled cell that cannot be read counts as, where blank (0) would say something else.
UNREADABLE = -1
#: Invoices in these states or statuses are no promise to pay. Source: workbook-and-rules.md 2.2.
NO_PROMISE = codes(one for one in INVOICE_STATUS if one.no_promise)

_JOB_COLUMNS = ("job_id", "partner_id", "due_date", "done_date", "status", "amount", "defects")
_EPOCH = np.datetime64(SERIAL_EPOCH, "s")


def job_rows(jobs: pd.DataFrame | None) -> pd.DataFrame:
    """Jobs in serial form; see `Facts.jobs`.

    Besides the columns of golden jobs.csv these may be there, all true or false: `done_unknown`
    and `defects_unknown` (filled, but unreadable), `rate_unknown` (no rate for its currency).
    """
    rows = _with_columns(jobs, "jobs", _JOB_COLUMNS)
    amount = _numbers(rows, "jobs", "amount")
    done = _days(rows, "jobs", "done_date")
    defects = _numbers(rows, "jobs", "defects").fillna(0.0)
    return pd.DataFrame(
        {
            "job_id": _texts(rows, "job_id"),
            "partner_id": _texts(rows, "partner_id"),
            "status": _texts(rows, "status"),
            "due_day": _days(rows, "jobs", "due_date"),
            "done_day": np.where(_flags(rows, "done_unknown"), UNREADABLE, done),
            "assigned_s": _seconds(rows, "jobs", "assigned_at"),
            "responded_s": _seconds(rows, "jobs", "responded_at"),
            "amount": amount.fillna(0.0).to_numpy(),
            "amount_known": amount.notna().to_numpy().astype("int64"),
            "rate_known": 1 - _flags(rows, "rate_unknown").astype("int64"),
            "defects": np.where(_flags(rows, "defects_unknown"), UNREADABLE, defects),
        }
    )


def feedback_rows(feedback: pd.DataFrame) -> pd.DataFrame:
    """Feedback in serial form; see `Facts.feedback`. Rows without a score are left out.

    The order of rows on the same day is that of the index, which is the sheet's row number.
    """
    rows = _with_columns(feedback, "feedback", ("date", "score"))
    rows = rows[rows["score"].notna()]
    row = rows.index if pd.api.types.is_integer_dtype(rows.index) else range(len(rows))
    return pd.DataFrame(
        {
            "job_id": _texts(rows, "job_id"),
            "partner_id": _texts(rows, "partner_id"),
            "source": np.where(_texts(rows, "source") == "", "client", _texts(rows, "source")),
            "day": _days(rows, "feedback", "date"),
            "row": np.asarray(row, dtype="int64"),
            "score": _numbers(rows, "feedback", "score").to_numpy(),
        }
    )


def pack_rows(packs: pd.DataFrame) -> pd.DataFrame:
    """Document packs in serial form; see `Facts.doc_packs`."""
    rows = _with_columns(packs, "doc_packs", ("partner_id", "deadline", "completed_on"))
    return pd.DataFrame(
        {
            "partner_id": _texts(rows, "partner_id"),
            "deadline_day": _days(rows, "doc_packs", "deadline"),
            "completed_day": _days(rows, "doc_packs", "completed_on"),
        }
    )


def invoice_rows(invoices: pd.DataFrame) -> pd.DataFrame:
    """Invoices that partners pay us, in serial form; see `Facts.invoices`.

    `due` may also be named `due_date`. Rows of `direction` in, of another `kind` than invoice, or
    void, draft, disputed or doubled by `state` or `status` are left out. Without a column
    `settled` an invoice is settled when it has a `paid_date`.
    """
    named = invoices.rename(columns={"due_date": "due"}) if "due" not in invoices else invoices
    rows = _with_columns(named, "invoices", ("partner_id", "due", "paid_date"))
    promised = np.ones(len(rows), dtype="bool")
    for column, wanted in (("direction", "out"), ("kind", "invoice")):
        if column in rows:
            promised &= np.asarray(_texts(rows, column) == wanted)
    for column in ("state", "status"):
        promised &= ~np.asarray(_texts(rows, column).isin(NO_PROMISE))
    rows = rows[promised]
    paid = _days(rows, "invoices", "paid_date")
    settled = _flags(rows, "settled") if "settled" in rows else paid > 0
    return pd.DataFrame(
        {
            "partner_id": _texts(rows, "partner_id"),
            "due_day": _days(rows, "invoices", "due"),
            "paid_day": paid,
            "settled": settled.astype("int64"),
        }
    )


def partner_rows(partners: pd.DataFrame | None) -> pd.DataFrame:
    """Partners with the columns that `Facts.partners` names, in the order of their ids.

    Raises:
        FactsError: a column is missing, or a partner stands there twice.
    """
    rows = _with_columns(partners, "partners", ("partner_id", "name", "group_id", "onboarded_on"))
    named = pd.DataFrame(
        {
            "partner_id": _texts(rows, "partner_id"),
            "name": _texts(rows, "name"),
            "group_id": _texts(rows, "group_id"),
            "onboarded_day": _days(rows, "partners", "onboarded_on"),
            "curator": _texts(rows, "curator"),
            "partner_status": _texts(rows, "status"),
        }
    )
    doubled = named.loc[named["partner_id"].duplicated(), "partner_id"]
    if len(doubled):
        raise FactsError(
            Phrase(
                ru="partners: {partner!r} записан дважды",
                en="partners: {partner!r} stands there twice",
            ),
            cure=Phrase(ru="оставьте одну строку", en="keep one row"),
            partner=doubled.iloc[0],
        )
    return named.sort_values("partner_id", ignore_index=True)


def _with_columns(frame: pd.DataFrame | None, table: str, columns: tuple[str, ...]) -> pd.DataFrame:
    if frame is None:
        raise FactsError(
            Phrase(ru="{table}: такой таблицы нет", en="{table}: no such table"),
            cure=Phrase(ru="дайте таблицу «{table}»", en="give the facts a table {table!r}"),
            table=table,
        )
    if frame.empty and not len(frame.columns):
        return pd.DataFrame({column: pd.Series(dtype="str") for column in columns})
    missing = [column for column in columns if column not in frame]
    if missing:
        raise FactsError(
            Phrase(ru="{table}: нет колонок: {missing}", en="{table}: no column {missing}"),
            cure=Phrase(
                ru="в таблице есть колонки {columns}; добавьте или переименуйте",
                en="its columns are {columns}; add or rename",
            ),
            table=table,
            missing=", ".join(map(repr, missing)),
            columns=", ".join(map(str, frame.columns)),
        )
    return frame


def _texts(rows: pd.DataFrame, column: str) -> "pd.Series[str]":
    """Text with "" for blank; ids that pandas took for numbers read as typed: 7.0 is 7."""
    if column not in rows:
        return pd.Series([""] * len(rows), dtype="str")
    values = rows[column].reset_index(drop=True)
    if values.dtype == "str" and not values.hasnans:
        return values
    if pd.api.types.is_float_dtype(values.dtype):
        values = values.astype("Int64")
    return values.astype("str").where(values.notna(), "").astype("str")


def _numbers(rows: pd.DataFrame, table: str, column: str) -> "pd.Series[float]":
    values = rows[column].reset_index(drop=True)
    numbers = pd.to_numeric(values, errors="coerce").astype("float64")
    _refuse(values[values.notna() & numbers.isna()], table, _A_NUMBER)
    return numbers


_A_NUMBER = (
    Phrase(
        ru="{table}.{column}: {value!r} — не число",
        en="{table}.{column}: {value!r} is not a number",
    ),
    Phrase(ru="запишите его как 1234.56", en="write it as 1234.56"),
)
_A_DAY = (
    Phrase(
        ru="{table}.{column}: {value!r} — не дата", en="{table}.{column}: {value!r} is not a day"
    ),
    Phrase(ru="запишите её как ГГГГ-ММ-ДД", en="write it as YYYY-MM-DD"),
)


def _refuse(wrong: pd.Series, table: str, words: tuple[Phrase, Phrase]) -> None:
    """Stop at the first value that is not what it should be."""
    if len(wrong):
        what, cure = words
        raise FactsError(what, cure=cure, table=table, column=wrong.name, value=wrong.iloc[0])


def _flags(rows: pd.DataFrame, column: str) -> NDArray[np.bool_]:
    """True where a cell says so; blank and a missing column are false."""
    if column not in rows:
        return np.zeros(len(rows), dtype="bool")
    said = rows[column].astype("str").str.lower()
    return np.asarray(said.isin(["true", "yes", "1", "1.0"]))


def _seconds(rows: pd.DataFrame, table: str, column: str) -> NDArray[np.int64]:
    """Seconds since serial day 0; a blank cell or a missing column is 0."""
    if column not in rows:
        return np.zeros(len(rows), dtype="int64")
    values = rows[column].reset_index(drop=True)
    if not pd.api.types.is_datetime64_any_dtype(values.dtype):
        dated = pd.to_datetime(values, format="ISO8601", errors="coerce")
        _refuse(values[values.notna() & dated.isna()], table, _A_DAY)
        values = dated
    moments = values.to_numpy(dtype="datetime64[s]")
    seconds = (moments - _EPOCH).astype("int64")
    return np.where(np.isnat(moments), 0, seconds)


def _days(rows: pd.DataFrame, table: str, column: str) -> NDArray[np.int64]:
    """Serial days; a blank cell is 0."""
    return _seconds(rows, table, column) // SECONDS_A_DAY
