"""What a rating is computed from: jobs, feedback, document packs and invoices of partners."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw
import pandas as pd

from sheetsync.language import Lang
from sheetsync.rules.rating.facts_from_frames import (
    feedback_rows,
    invoice_rows,
    job_rows,
    pack_rows,
    partner_rows,
)

Rows = nw.LazyFrame[Any]


def on_pandas(frame: pd.DataFrame) -> Rows:
    """A small pandas frame as the default engine's rows."""
    return nw.from_native(frame).lazy()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a rating needs, one frame a kind; the four large ones on any engine.

    The large frames are in *serial form*, which every engine sums alike: days are whole serial
    numbers of a spreadsheet (0 is 1899-12-30), moments are seconds since then, blank is 0 and
    blank text "". What is unknown is told by flags, never by null.

    Attributes:
        jobs: one row a job. `job_id`, `partner_id`, `status` (code); `due_day`, `done_day` (-1:
            filled, but unreadable); `assigned_s`, `responded_s`; `amount` in units of the base
            currency; `amount_known` 0 when it is blank or unreadable; `rate_known` 0 when its
            currency has no rate; `defects` (-1: unreadable).
        feedback: one row a score: `job_id`, `partner_id` (one of them may be ""), `source`,
            `day`, `row` (a later row wins on the same day), `score` on the scale of 1…5.
        doc_packs: one row a pack: `partner_id`, `deadline_day`, `completed_day`.
        invoices: one row a live invoice that a partner pays us: `partner_id`, `due_day`,
            `paid_day`, `settled` 1 or 0.
        partners: pandas, one row a partner: `partner_id`, `name`, `group_id`, `onboarded_day`,
            `curator`, `partner_status` ("" when unknown).
        groups: pandas, one row a group, columns as in the Groups tab; `unsound` true where a cell
            that the rating uses is wrong.
        currency: the base currency, for texts.
        month_closed: the last month that people declared complete, from Settings.
        lang: the language of `why` and `next`.
        to_engine: brings a small pandas frame to the engine of the large ones.

    Source: workbook-and-rules.md 2.2.
    """

    jobs: Rows
    partners: pd.DataFrame
    groups: pd.DataFrame
    feedback: Rows | None = None
    doc_packs: Rows | None = None
    invoices: Rows | None = None
    currency: str = "RUB"
    month_closed: str | None = None
    lang: Lang = "ru"
    to_engine: Callable[[pd.DataFrame], Rows] = field(default=on_pandas)

    @classmethod
    def from_frames(
        cls,
        frames: Mapping[str, pd.DataFrame],
        *,
        currency: str = "RUB",
        month_closed: str | None = None,
        lang: Lang = "ru",
    ) -> "Facts":
        """Facts from plain pandas frames, as they come from CSV files.

        Args:
            frames: ``jobs``, ``partners``, ``groups``, and, where there are any, ``feedback``,
                ``doc_packs``, ``invoices``. Days and moments are ISO text, dates or datetimes;
                numbers are numbers or text; further columns and the order of rows say nothing.
            currency: the base currency.
            month_closed: the last complete month, ``YYYY-MM``.
            lang: the language of texts.

        Raises:
            FactsError: a table or a column is missing, or a cell cannot be read.
        """
        return cls(
            jobs=on_pandas(job_rows(frames.get("jobs"))),
            partners=partner_rows(frames.get("partners")),
            groups=pd.DataFrame(frames["groups"]) if "groups" in frames else pd.DataFrame(),
            currency=currency,
            month_closed=month_closed,
            lang=lang,
            feedback=_read(frames, "feedback", feedback_rows),
            doc_packs=_read(frames, "doc_packs", pack_rows),
            invoices=_read(frames, "invoices", invoice_rows),
        )


def _read(
    frames: Mapping[str, pd.DataFrame], name: str, read: Callable[[pd.DataFrame], pd.DataFrame]
) -> Rows | None:
    """The rows of a table; None for one without rows, which takes as long to sum as a full one."""
    frame = frames.get(name)
    rows = None if frame is None else read(frame)
    return None if rows is None or rows.empty else on_pandas(rows)
