"""The rows of the tab Overdue: what waits to be paid, the worst first."""

from collections.abc import Sequence

import pandas as pd

from sheetsync.rules.payables.ledger import Payables
from sheetsync.tables.catalogue.payables import DIRECTION, HIGHLIGHT, OVERDUE
from sheetsync.tables.frames import frame_name, typed_frame

_URGENCY = {choice.code: number for number, choice in enumerate(HIGHLIGHT)}
_WHO_PAYS = {choice.code: number for number, choice in enumerate(DIRECTION)}


def overdue_rows(payables: Payables) -> pd.DataFrame:
    """All unpaid invoices, part payments and disputes among them, in the order of `worst_first`.

    Returns:
        The columns of the tab Overdue by code, money as ``<code>_minor``.

    Source: workbook-and-rules.md 1.3, Overdue.
    """
    rows = worst_first(payables.unpaid)
    rows = rows.rename(columns={"invoice_date": "date", "file_url": "file"})
    return rows.reset_index(drop=True)[[frame_name(column) for column in OVERDUE.columns]]


def with_last_lines(rows: pd.DataFrame, lines: Sequence[str], link: object) -> pd.DataFrame:
    """The rows of the tab with lines below them that are no invoices.

    Args:
        rows: what `overdue_rows` returns.
        lines: as the column of legal entities shows them.
        link: where the column of files leads from them.
    """
    if not lines:
        return rows
    below = typed_frame(OVERDUE.columns, [{"legal_name": line} for line in lines])
    below = below.assign(file=pd.Series([link] * len(lines), index=below.index, dtype="object"))
    return pd.concat([rows.astype({"file": "object"}), below], ignore_index=True)


def worst_first(unpaid: pd.DataFrame) -> pd.DataFrame:
    """Unpaid invoices in the order in which they want to be seen.

    The highest level comes first; within it what we pay, then by colour, days overdue, due date,
    days waiting and the outstanding sum. What is disputed comes last: nobody can pay it.
    """
    order = pd.DataFrame(
        {
            "level": -unpaid["level"],
            "is_disputed": unpaid["status"] == "disputed",
            "payer": unpaid["direction"].astype("str").map(_WHO_PAYS),
            "urgency": _urgency(unpaid),
            "days_overdue": -unpaid["days_overdue"],
            "due": unpaid["due"],
            "waiting": -unpaid["waiting"],
            "outstanding_minor": -unpaid["outstanding_minor"],
            "entity_id": unpaid["entity_id"],
            "number": unpaid["number"],
        },
        index=unpaid.index,
    )
    order = order.rename_axis(index="row").reset_index()
    return unpaid.loc[order.sort_values([*order.columns[1:], "row"])["row"]]


def _urgency(unpaid: pd.DataFrame) -> pd.Series:
    return unpaid["highlight"].astype("str").map(_URGENCY).astype("Int64").fillna(len(_URGENCY))
