"""The row of a run in the Run log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

import pandas as pd

from sheetsync import __version__
from sheetsync.tables.schema import Finding
from sheetsync.workspace.options import Outcome

_STAMP = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """What is noted of a run besides its outcome.

    Attributes:
        started_at, finished_at: instants; shown in the company's zone.
        rows_read: rows of people's tabs.
        rules_hashes: of the groups that were rated.
    """

    run_id: str
    job: str
    started_at: datetime
    finished_at: datetime
    zone: tzinfo
    as_of: date
    rows_read: int
    findings: Iterable[Finding]
    rules_hashes: Iterable[str]


def run_row(outcome: Outcome, facts: RunFacts) -> pd.DataFrame:
    """The one row, by the codes of the tab Run log; its run_id tells it from all others."""
    severities = [finding.severity for finding in facts.findings]
    return pd.DataFrame(
        [
            {
                "run_id": facts.run_id,
                "job": facts.job,
                "started": facts.started_at.astimezone(facts.zone).strftime(_STAMP),
                "finished": facts.finished_at.astimezone(facts.zone).strftime(_STAMP),
                "as_of": pd.Timestamp(facts.as_of),
                "status": str(outcome.exit_code),
                "rows_read": facts.rows_read,
                "errors": severities.count("error"),
                "warnings": severities.count("warning"),
                "sent": outcome.counts.get("sent", 0),
                "held": outcome.counts.get("held", 0),
                "version": __version__,
                "rules_hash": " ".join(sorted(set(facts.rules_hashes))),
            }
        ]
    )
