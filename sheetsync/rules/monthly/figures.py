"""The key figures of a report as texts, so that a correction can tell what it changes.

Source: workbook-and-rules.md 4.6 ("what changed").
"""

from collections.abc import Iterable, Mapping

from sheetsync.language.numbers import rounded
from sheetsync.rules.monthly.plain_values import sums_by_currency
from sheetsync.rules.monthly.report import Change, Correction, Figures, MonthlyReport
from sheetsync.rules.monthly.report_parts import Amount
from sheetsync.tables.catalogue.payables import UNPAID

_MINOR_DIGITS = 2


def figures_of(report: MonthlyReport) -> Figures:
    """The figures that a partner would ask about, in no language: ``285000.00 RUB``, ``84.5``.

    To be remembered with the letter; a correction compares them.
    """
    work, rating = report.work, report.rating
    asks = (ask.amount for ask in report.invoices if ask.amount is not None)
    score = rating.score if rating is not None else None
    return {
        "jobs_done": str(work.done),
        "turnover": _sums(work.turnover),
        "jobs_in_time": str(work.in_time),
        "jobs_defective": str(work.defective),
        "client_score": "" if work.score is None else str(rounded(work.score, 1)),
        "invoices_to_issue": _sums(asks),
        "documents_awaited": str(report.documents_awaited),
        "outstanding": _sums(part.outstanding for part in report.payments if part.status in UNPAID),
        "receivable": _sums(
            part.outstanding for part in report.receivables if part.status in UNPAID
        ),
        "score": "" if score is None else str(rounded(score, 1)),
        "tier": rating.tier if rating is not None else "",
    }


def correction(report: MonthlyReport, before: Mapping[str, str], revision: int) -> Correction:
    """What a letter changes that goes out as a further revision.

    Args:
        report: the month as it is now.
        before: the figures of the letter sent last; {} when nobody remembers them.
        revision: of this letter.
    """
    now = figures_of(report)
    changes = tuple(
        Change(name, before[name], figure)
        for name, figure in now.items()
        if name in before and before[name] != figure
    )
    return Correction(revision, changes)


def _sums(amounts: Iterable[Amount]) -> str:
    return "; ".join(
        f"{part.minor / 10**_MINOR_DIGITS:.2f} {part.currency}"
        for part in sums_by_currency(amounts, first="")
    )
