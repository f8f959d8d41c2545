"""Partners with whom nothing happened, and whether they were told so already.

Source: workbook-and-rules.md 4.4 (no activity).
"""

from collections.abc import Collection, Mapping

import pandas as pd

from sheetsync.rules.monthly.plain_values import months_of


def active_months(
    jobs: pd.DataFrame, invoices: pd.DataFrame, documents: pd.DataFrame
) -> Mapping[str, frozenset[str]]:
    """The months in which anything happened with a partner: a job done, money or papers received.

    Args:
        jobs: partner_id and month ("" for jobs not done).
        invoices: partner_id, received_on, invoice_date, paid_date.
        documents: partner_id and received_on.
    """
    dated = [invoices[["partner_id", day]] for day in ("received_on", "invoice_date", "paid_date")]
    dated.append(documents[["partner_id", "received_on"]])
    parts = [rows.set_axis(["partner_id", "month"], axis=1) for rows in dated]
    parts = [rows.assign(month=months_of(rows["month"])) for rows in parts]
    parts.append(jobs.loc[jobs["month"] != "", ["partner_id", "month"]])
    pairs = pd.concat([rows.drop_duplicates() for rows in parts]).dropna().drop_duplicates()
    found: dict[str, set[str]] = {}
    for partner_id, month in pairs.itertuples(index=False, name=None):
        found.setdefault(str(partner_id), set()).add(str(month))
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
