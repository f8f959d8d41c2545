from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from sheetsync.rules.monthly.report import MonthlyReport
from sheetsync.rules.monthly.report_parts import Amount, Chart, MonthJob, MonthPoint, NamedJob, Work

Report = Callable[..., MonthlyReport]

#: Grace is one day.
JOBS = """
    Jobs
    Job ID | Partner ID | Due        | Done       | Status                | Quantity | Amount  | Defects
    J-01   | P-001      | 2026-02-10 | 2026-02-10 | done                  | 1        | 200 000 |
    J-02   | P-001      | 2026-03-10 | 2026-03-10 | done                  | 1        | 100 000 | 0
    J-03   | P-001      | 2026-03-10 | 2026-03-11 | done                  | 1        | 50 000  |
    J-04   | P-001      | 2026-03-10 | 2026-03-12 | done                  | 1        | 40 000  | 2
    J-05   | P-001      |            | 2026-03-13 | done                  | 1        | 10 000  | 1
    J-06   | P-001      | 2026-03-20 |            | in progress           | 1        |         |
    J-07   | P-001      | 2026-03-21 |            | cancelled by partner  | 1        | 5 000   |
    J-08   | P-001      | 2026-03-22 |            | cancelled by client   | 1        | 5 000   |
    J-09   | P-001      | 2026-04-20 |            | planned               | 1        | 5 000   |
    J-10   | P-001      | 2026-02-20 | 2026-04-01 | done                  | 1        | 7 000   |
"""  # noqa: E501  # a sheet is as wide as it is
DAY = date(2026, 3, 10)


def rub(units: int) -> Amount:
    return Amount(units * 100, "RUB")


def test_the_month_is_counted_by_the_day_jobs_were_done(report: Report) -> None:
    assert report(JOBS).work == Work(
        done=4,
        turnover=(rub(200_000),),
        with_due=3,
        in_time=2,  # one day late is within the grace
        defective=2,
        growth=0.0,
        named=(
            NamedJob("J-04", ("late", "defective"), DAY, date(2026, 3, 12), rub(40_000), 1, 2),
            NamedJob("J-05", ("defective",), None, date(2026, 3, 13), rub(10_000), 0, 1),
            NamedJob("J-06", ("undelivered",), date(2026, 3, 20), None, None),
            NamedJob("J-07", ("cancelled",), date(2026, 3, 21), None, rub(5_000)),
        ),
    )


def test_a_job_due_in_the_month_is_late_only_after_its_day(report: Report) -> None:
    text = """
    Jobs
    Job ID | Partner ID | Due        | Status
    J-1    | P-001      | 2026-03-31 | planned
    """
    told = report(text, as_of=date(2026, 3, 31), month_closed="2026-04", no_activity_report="full",
                  dispatch=None)  # fmt: skip
    assert told.work == Work()


def test_the_csv_has_the_same_jobs(report: Report) -> None:
    jobs = report(JOBS).jobs
    assert [job.job_id for job in jobs] == ["J-02", "J-03", "J-04", "J-05", "J-06", "J-07"]
    assert jobs[0] == MonthJob(
        "J-02", "ООО «Вектор»", "done", DAY, DAY, 1.0, rub(100_000), rub(80_000), 0
    )
    assert (jobs[4].amount, jobs[4].payout, jobs[4].defects) == (None, None, None)


@pytest.mark.parametrize(
    ("quantities", "told"), [(("1", "1"), None), (("", "1"), None), (("100", "20,5"), 120.5)]
)
def test_a_quantity_is_told_when_it_is_not_one_a_job(
    quantities: tuple[str, str], told: float | None, report: Report
) -> None:
    rows = "\n".join(
        f"    J-{place} | P-001 | 2026-03-10 | done | {quantity} | 100"
        for place, quantity in enumerate(quantities)
    )
    text = f"\n    Jobs\n    Job ID | Partner ID | Done | Status | Quantity | Amount\n{rows}\n"
    assert report(text).work.quantity == told


def months(*rows: str) -> str:
    drawn = "\n".join(f"    J-{place} | P-001 | {row}" for place, row in enumerate(rows))
    return f"\n    Jobs\n    Job ID | Partner ID | Done | Amount | Currency | Status\n{drawn}\n"


@pytest.mark.parametrize(
    ("rows", "growth"),
    [
        (["2026-02-10 | 200 | RUB | done", "2026-03-10 | 208 | RUB | done"], 0.04),
        (["2026-03-10 | 208 | RUB | done"], None),
        (["2026-02-10 | 0 | RUB | done", "2026-03-10 | 208 | RUB | done"], None),
        (["2026-02-10 | 200 | USD | done", "2026-03-10 | 208 | RUB | done"], None),
        (
            [
                "2026-02-10 | 200 | RUB | done",
                "2026-03-10 | 208 | RUB | done",
                "2026-03-10 | 1 | USD | done",
            ],
            None,
        ),
    ],
)
def test_turnover_is_compared_only_with_the_same_currency(
    rows: list[str], growth: float | None, report: Report
) -> None:
    found = report(months(*rows)).work.growth
    assert found == (None if growth is None else pytest.approx(growth))


def test_currencies_are_never_added(report: Report) -> None:
    work = report(
        months(
            "2026-03-10 | 5 | USD | done",
            "2026-03-11 | 7 | EUR | done",
            "2026-03-12 | 100 | RUB | done",
            "2026-03-13 | 6 | USD | done",
        )
    ).work
    assert work.turnover == (Amount(10_000, "RUB"), Amount(700, "EUR"), Amount(1_100, "USD"))


PERIODS = ("2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03")


def chart(currency: str, *minor: int, converted: bool = False) -> Chart:
    points = tuple(MonthPoint(month, sum_) for month, sum_ in zip(PERIODS, minor, strict=True))
    return Chart(points, currency, converted=converted)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ["2025-09-30 | 1 | RUB | done", "2025-10-01 | 2 | RUB | done",
             "2026-03-31 | 3 | RUB | done", "2026-03-01 | 4 | RUB | done"],
            chart("RUB", 200, 0, 0, 0, 0, 700),
        ),
        (["2026-03-10 | 5 | USD | done"], chart("USD", 0, 0, 0, 0, 0, 500)),
        (
            ["2026-02-10 | 5 | USD | done", "2026-03-10 | 7 | RUB | done"],
            chart("RUB", 0, 0, 0, 0, 45_050, 700, converted=True),
        ),
        (["2026-02-10 | 5 | EUR | done", "2026-03-10 | 7 | RUB | done"], Chart()),
    ],
    ids=["six months", "one foreign currency", "converted", "no rate"],
)  # fmt: skip
def test_a_chart_has_one_currency_or_is_none(
    rows: list[str], expected: Chart, report: Report
) -> None:
    assert report(months(*rows), rates={"USD": Decimal("90.1")}).chart == expected


FEEDBACK = """
    Jobs
    Job ID | Partner ID | Done       | Status | Amount
    J-1    | P-001      | 2026-03-10 | done   | 100
    J-2    | P-001      | 2026-02-10 | done   | 100

    Feedback
    Date       | Job ID | Partner ID | Score | Source
    2026-04-01 | J-1    |            | 2     |
    2026-04-02 | J-1    |            | 4     | client
    2026-03-15 | J-2    |            | 1     |
    2026-03-16 |        | P-001      | 5     |
    2026-03-17 |        | P-001      | 3     |
    2026-03-18 | J-1    |            | 1     | curator
    2026-03-19 |        |            | 1     |
"""


def test_client_scores_belong_to_the_month_of_the_job_and_the_last_one_counts(
    report: Report,
) -> None:
    work = report(FEEDBACK).work
    assert (work.score, work.reviews, work.score_max) == (4.0, 3, 5.0)


def test_a_scale_of_ten_is_told_as_such(report: Report) -> None:
    assert report(FEEDBACK, feedback_max=Decimal(10)).work.score_max == 10
