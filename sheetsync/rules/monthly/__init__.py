"""One partner's month as numbers and facts: who hears of it, when, and what. No layout."""

from sheetsync.rules.monthly.plan import (
    Dispatch,
    Earlier,
    Held,
    MonthlyPlan,
    Skipped,
    monthly_reports,
)
from sheetsync.rules.monthly.rated import ScoreBook
from sheetsync.rules.monthly.recipients import with_folder_links
from sheetsync.rules.monthly.report import MonthlyReport
from sheetsync.rules.monthly.timing import due_period, send_day, shown_period

__all__ = [
    "Dispatch",
    "Earlier",
    "Held",
    "MonthlyPlan",
    "MonthlyReport",
    "ScoreBook",
    "Skipped",
    "due_period",
    "monthly_reports",
    "send_day",
    "shown_period",
    "with_folder_links",
]
