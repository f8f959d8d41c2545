"""Partners with whom nothing happened, and whether they were told so already.

Source: workbook-and-rules.md 4.4 (no activity).
"""

from collections.abc import Collection, Mapping

import pandas as pd

from sheetsync.dates import month_of


def active_months(
    jobs: pd.DataFrame, invoices: pd.DataFrame, documents: pd.DataFrame
) -> Mapping[str, frozenset[str]]:
    """The months in which anything happened with a partner: a job done, money or papers received.

    Args:
        jobs: partner_id and month ("" for jobs not done).
        invoices: partner_id, received_on, invoice_date, paid_date.
        documents: partner_id and received_on.
    """
    columns = ("received_on", "invoice_date", "paid_date")
    parts = [invoices[["partner_id", column]] for column in columns]
    parts.append(documents[["partner_id", "received_on"]])
    days = pd.concat([part.set_axis(["partner_id", "day"], axis=1) for part in parts]).dropna()
    done = jobs[(jobs["month"] != "") & jobs["partner_id"].notna()]
    found: dict[str, set[str]] = {}
    for partner_id, month in done[["partner_id", "month"]].itertuples(index=False, name=None):
        found.setdefault(str(partner_id), set()).add(str(month))
    for partner_id, when in days.itertuples(index=False, name=None):
        found.setdefault(str(partner_id), set()).add(month_of(when.date()))
    return {partner_id: frozenset(months) for partner_id, months in found.items()}


def was_told(period: str, active: Collection[str], sent: Collection[str]) -> bool:
    """Whether a report has gone for an earlier month of the same silence.

    Args:
        period: a month without activity.
        active: months with activity.
        sent: months whose report has gone.

    >>> was_told("2026-03", {"2026-01"}, {"2026-01"}), was_told("2026-04", {"2026-01"}, {"2026-03"})
    (False, True)
    """
    last_active = max((month for month in active if month < period), default="")
    return any(last_active < month < period for month in sent)
