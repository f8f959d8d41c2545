"""Sample reports of groups that call a job by a word of their own."""

from collections.abc import Mapping
from dataclasses import replace

from sheetsync.letters.rating_samples import EVERYTHING, FEW_JOBS
from sheetsync.rules.monthly.report import MonthlyReport
from sheetsync.rules.monthly.report_parts import Loss


def unit_samples(
    full: MonthlyReport, first_month: MonthlyReport, silent: MonthlyReport
) -> Mapping[str, MonthlyReport]:
    """Reports by name: orders, no_orders, classes; every place that counts jobs counts those.

    Args:
        full: a report that tells of everything.
        first_month: a report of a partner with too few jobs for a score.
        silent: a report of a month without jobs.
    """
    few = Loss("defect", 2.3, 0.0, 0.02, 4, corrected=0.046)
    rating = replace(EVERYTHING, unit="order", losses=(few, *EVERYTHING.losses[:1]))
    work = replace(first_month.work, done=1, with_due=1, in_time=1)
    return {
        "orders": replace(full, unit="order", correction=None, rating=rating),
        "no_orders": replace(silent, unit="order"),
        "classes": replace(
            first_month, unit="class", work=work, rating=replace(FEW_JOBS, unit="class")
        ),
    }
