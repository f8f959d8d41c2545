"""Months rated after the fact: recorded once, oldest first, each holding on to the one before."""

from datetime import date
from functools import partial

import pandas as pd
import pytest

from sheetsync.tables.catalogue.rating import RATING_DETAILS, RATING_HISTORY
from sheetsync.testing.office import Office
from sheetsync.workspace.past_ratings import record_months_before

NETWORK = """
    Settings
    Key          | Value
    month_closed | '2026-03

    Groups
    group_id | name | window_months | min_jobs | min_jobs_a | tier_a | tier_b | tier_c | hysteresis
    g     | Студии | 1             | 1        | 1          | 80     | 60     | 40     | 10

    Rating rules
    group_id | kpi     | weight | worst | target | prior_weight
    g     | on_time | 100    | 0%    | 100%   | 0

    Partners
    Partner ID | Name   | Group | Status | Partner since | Curator
    P-001      | Вектор | g     | active | 2025-01-10    | Анна

    Jobs
    Job ID | Partner ID | Due | Done | Status | Amount
"""


def jobs(month: str, late: int) -> str:
    """Four jobs of a month, so many of them late."""
    return "\n".join(
        f"    {month}-{n} | P-001 | {month}-1{n} | {month}-{2 if n < late else 1}{n} | done | 5"
        for n in range(4)
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("past"), date(2026, 4, 15))
    months = [jobs("2026-01", 0), jobs("2026-02", 1), jobs("2026-03", 1)]
    office.type_in(NETWORK + "\n".join(months) + "\n")
    assert office.run(partial(record_months_before, count=2)).exit_code == 0
    return office


def history(office: Office) -> pd.DataFrame:
    with office.open() as workspace:
        return workspace.company.reading.tool_frame(RATING_HISTORY)


def test_each_month_before_is_recorded_as_if_published_in_its_time(office: Office) -> None:
    rows = history(office)
    assert rows["period"].tolist() == ["2026-01", "2026-02"]
    # 75 is below A's 80; the margin of 10 holds the tier that January had.
    assert rows["score"].tolist() == [100.0, 75.0]
    assert rows["tier"].tolist() == ["A", "A"]


def test_details_keep_both_months(office: Office) -> None:
    with office.open() as workspace:
        details = workspace.company.reading.tool_frame(RATING_DETAILS)
    assert set(details["period"]) == {"2026-01", "2026-02"}


def test_months_that_stand_in_the_history_stay_as_they_are(office: Office) -> None:
    before = history(office)
    assert office.run(partial(record_months_before, count=2)).exit_code == 0
    pd.testing.assert_frame_equal(history(office), before)
