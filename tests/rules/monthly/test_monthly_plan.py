from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from sheetsync.rules.monthly import Dispatch, Earlier, MonthlyPlan
from sheetsync.rules.monthly.report import MonthlyReport
from sheetsync.rules.monthly.report_parts import Amount, Work
from sheetsync.tables.settings.keys import Curator

Plan = Callable[..., MonthlyPlan]
Report = Callable[..., MonthlyReport]

DONE = """
    Jobs
    Job ID | Partner ID | Due        | Done       | Status | Amount
    J-1    | P-001      | 2026-03-13 | 2026-03-13 | done   | 100 000
"""
OLD_WORK = """
    Jobs
    Job ID | Partner ID | Due        | Done       | Status | Amount
    J-1    | P-001      | 2026-01-13 | 2026-01-13 | done   | 100 000
"""
#: Everything of January is here, so that nothing is missing or unpaid.
SETTLED = """
    Invoices
    Entity ID | Number | Date       | Month    | Amount | Received   | Paid   | Paid on
    E-1       | 1      | 2026-01-20 | '2026-01 | 80 000 | 2026-01-20 | 80 000 | 2026-01-25

    Closing documents
    Entity ID | Month    | Kind  | Number | Status   | Received
    E-1       | '2026-01 | upd1  | 1      | received | 2026-01-20
"""
QUIET = OLD_WORK + SETTLED


def others(status: str, **cells: str) -> str:
    """A second partner of some status, in the place of the first."""
    wanted = cells.get("wanted", "")
    return f"""
    Partners
    Partner ID | Name  | Group | Status   | Partner since | Report e-mail   | Monthly report
    P-001      | Север | g     | {status} | 2025-01-10    | n@north.example | {wanted}
    """


def shape(plan: MonthlyPlan) -> tuple[list[str], list[tuple[str, str]], list[tuple[str, str]]]:
    return (
        [report.partner_id for report in plan.due],
        [(one.partner_id, one.reason) for one in plan.held],
        [(one.partner_id, one.reason) for one in plan.skipped],
    )


@pytest.mark.parametrize(
    ("status", "due"),
    [
        ("lead", False),
        ("onboarding", False),
        ("active", True),
        ("paused", True),
        ("ended", True),  # March is not invoiced yet
    ],
)
def test_a_report_is_for_partners_who_are_with_us(status: str, *, due: bool, plan: Plan) -> None:
    assert shape(plan(DONE + others(status))) == (["P-001"] if due else [], [], [])


def test_a_partner_who_left_gets_reports_only_while_anything_is_open(plan: Plan) -> None:
    assert shape(plan(QUIET + others("ended"))) == ([], [], [])


def test_a_partner_who_wants_no_report_gets_none(plan: Plan) -> None:
    assert shape(plan(DONE + others("active", wanted="no"))) == ([], [], [("P-001", "declined")])
    assert shape(plan(DONE + others("ended", wanted="no"))) == ([], [], [])


def test_a_report_that_has_gone_does_not_go_again(plan: Plan) -> None:
    sent = Dispatch(sent={"P-001": ["2026-02", "2026-03"]})
    assert shape(plan(DONE, dispatch=sent)) == ([], [], [("P-001", "sent")])
    assert shape(plan(DONE + others("ended"), dispatch=sent)) == ([], [], [("P-001", "sent")])


def test_a_report_of_last_month_does_not_stop_this_months(plan: Plan) -> None:
    sent = Dispatch(sent={"P-001": ["2026-02"]})
    assert shape(plan(DONE, dispatch=sent)) == (["P-001"], [], [])


@pytest.mark.parametrize(
    ("as_of", "period", "goes"),
    [
        (date(2026, 4, 2), "2026-03", True),
        (date(2026, 4, 28), "2026-03", True),
        (date(2026, 4, 1), "2026-02", True),
    ],
)
def test_a_run_that_was_missed_is_caught_up_for_a_month(
    as_of: date, period: str, *, goes: bool, plan: Plan
) -> None:
    made = plan(DONE, as_of=as_of)
    assert (made.period, made.day_has_come, bool(made.to_send)) == (period, goes, goes)


def test_before_the_send_day_a_plan_tells_what_will_go(plan: Plan) -> None:
    made = plan(DONE, as_of=date(2026, 4, 1), dispatch=Dispatch(period="2026-03"))
    assert shape(made) == (["P-001"], [], [])
    assert (made.send_on, made.day_has_come, made.to_send) == (date(2026, 4, 2), False, ())


@pytest.mark.parametrize("month_closed", [None, "2026-02", "2025-12"])
def test_no_report_goes_before_a_person_has_closed_the_month(
    month_closed: str | None, plan: Plan
) -> None:
    made = plan(DONE, month_closed=month_closed)
    assert shape(made) == ([], [("P-001", "month_open")], [])
    assert not made.closed


def test_a_later_closed_month_closes_earlier_ones(plan: Plan) -> None:
    assert plan(DONE, month_closed="2026-04").closed


def test_a_forced_report_goes_before_the_month_is_closed_and_before_its_day(plan: Plan) -> None:
    forced = Dispatch(period="2026-03", forced=["P-001"])
    made = plan(DONE, as_of=date(2026, 4, 1), dispatch=forced, month_closed=None)
    assert [report.partner_id for report in made.to_send] == ["P-001"]


def test_a_partner_without_an_address_is_held(plan: Plan) -> None:
    unreachable = """
    Partners
    Partner ID | Name  | Group | Status | Report e-mail
    P-001      | Север | g     | active |
    """
    assert shape(plan(DONE + unreachable)) == ([], [("P-001", "no_address")], [])


@pytest.mark.parametrize(
    ("setting", "sent", "expected"),
    [
        ("short", [], "short"),
        ("short", ["2026-01"], "short"),  # the report of the last month with work
        ("short", ["2026-02"], None),  # told last month already
        ("short", ["2026-04"], "short"),
        ("skip", [], None),
        ("full", ["2026-02"], "full"),
    ],
)
def test_the_first_silent_month_is_told_in_short_and_then_nothing(
    setting: str, sent: list[str], expected: str | None, plan: Plan
) -> None:
    made = plan(QUIET, dispatch=Dispatch(sent={"P-001": sent}), no_activity_report=setting)
    if expected is None:
        assert shape(made) == ([], [], [("P-001", "silent")])
    else:
        (report,) = made.due
        assert report.short == (expected == "short")


def test_a_short_report_still_tells_of_papers_that_wait(report: Report) -> None:
    unsigned = """
    Agreements
    Entity ID | Kind | Number | Status | Sent on
    E-1       | nda  | 3      | sent   | 2026-03-01
    """
    quiet = report(QUIET + unsigned)
    assert quiet.short
    assert [note.state for note in quiet.agreements] == ["unsigned"]


@pytest.mark.parametrize(
    "happened",
    [
        "E-1 | 2 | 2025-12-20 | '2025-12 | 80 000 | 2025-12-20 | 80 000 | 2026-03-05",
        "E-1 | 2 | 2025-12-20 | '2025-12 | 80 000 | 2025-12-20 | 50 000 | 2025-12-25",
    ],
    ids=["paid in the month", "not paid in full"],
)
def test_a_month_with_money_is_not_silent(happened: str, report: Report) -> None:
    text = QUIET.replace("\n    E-1       | 1 ", f"\n    {happened}\n    E-1       | 1 ")
    assert not report(text, dispatch=Dispatch(sent={"P-001": ["2026-02"]})).short


def test_a_job_that_was_due_and_not_done_is_told_though_nothing_else_happened(
    report: Report,
) -> None:
    late = """
    Jobs
    Job ID | Partner ID | Due        | Status
    J-9    | P-001      | 2026-03-13 | in progress
    """
    told = report(late, dispatch=Dispatch(sent={"P-001": ["2026-02"]}))
    assert [job.faults for job in told.work.named] == [("undelivered",)]
    assert not told.short


def test_the_first_month_of_a_partner_is_explained(report: Report) -> None:
    new = others("active").replace("2025-01-10", "2026-03-15")
    assert report(DONE + new).newcomer
    assert not report(DONE).newcomer


def test_a_correction_goes_again_with_what_has_changed(report: Report) -> None:
    before = {"jobs_done": "0", "turnover": "", "tier": "", "gone": "1"}
    revise = {"P-001": Earlier(2, before)}
    corrected = report(DONE, dispatch=Dispatch(sent={"P-001": ["2026-03"]}, revise=revise))
    assert corrected.correction is not None
    assert corrected.revision == 3
    assert [(one.name, one.before, one.now) for one in corrected.correction.changes] == [
        ("jobs_done", "0", "1"),
        ("turnover", "", "100000.00 RUB"),
    ]


def test_a_correction_of_a_letter_that_nobody_remembers_tells_no_changes(report: Report) -> None:
    corrected = report(DONE, dispatch=Dispatch(revise={"P-001": Earlier(1)}))
    assert corrected.correction is not None
    assert corrected.correction.changes == ()


def test_a_report_is_in_the_partners_language_and_has_the_curators_address(
    report: Report,
) -> None:
    cells = """
    Partners
    Partner ID | Name   | Group | Status | Curator | Report e-mail            | Language | Folder
    P-001      | Vector | g     | active | anna    | a@v.example, b@v.example | en       | https://d.example/1
    """
    anna = Curator("Anna", "anna@company.example", "+7 900")
    staff = (Curator("Oleg", "oleg@company.example"), anna)
    told = report(DONE + cells, curators=staff, manager_email="boss@company.example")
    assert (told.lang, told.to) == ("en", ("a@v.example", "b@v.example"))
    assert (told.curator, told.reply_to) == (anna, "anna@company.example")
    assert told.folder_url == "https://d.example/1"
    assert told.name == "Vector"


@pytest.mark.parametrize(
    ("cell", "curator", "reply_to"),
    [
        ("Олег", Curator("Олег"), "boss@company.example"),
        ("oleg@company.example", Curator("", "oleg@company.example"), "oleg@company.example"),
        ("", Curator(""), "boss@company.example"),
    ],
)
def test_a_curator_whom_settings_do_not_know_is_named_as_in_the_cell(
    cell: str, curator: Curator, reply_to: str, report: Report
) -> None:
    cells = f"""
    Partners
    Partner ID | Name   | Group | Status | Curator | Report e-mail
    P-001      | Вектор | g     | active | {cell}  | a@v.example
    """
    told = report(DONE + cells, manager_email="boss@company.example")
    assert (told.curator, told.reply_to) == (curator, reply_to)


def test_a_name_is_on_one_line(report: Report) -> None:
    cells = """
    Partners
    Partner ID | Name        | Group | Status | Report e-mail
    P-001      | Вектор⏎и Ко | g     | active | a@v.example
    """
    assert report(DONE + cells).name == "Вектор и Ко"


def test_a_workbook_without_any_tab_has_an_empty_plan(plan: Plan) -> None:
    made = plan("\n    Partners\n    Partner ID | Status\n")
    assert shape(made) == ([], [], [])


def test_a_report_of_a_partner_without_anything_is_empty(report: Report) -> None:
    told = report("", no_activity_report="full")
    assert told.work == Work()
    assert told.rating is None
    assert told.chart.points == ()


def test_a_report_knows_which_entities_it_speaks_of(report: Report) -> None:
    told = report(DONE)
    assert told.entities == {"E-1"}
    assert told.previous_month == "2026-02"
    assert told.documents_awaited == 1


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        ([Amount(100, "RUB"), Amount(50, "RUB")], Amount(150, "RUB")),
        ([Amount(100, "RUB"), Amount(50, "USD")], None),
        ([Amount(100, "RUB"), None], None),
        ([], None),
    ],
)
def test_invoices_have_a_total_in_one_currency(
    amounts: list[Amount | None], total: Amount | None, report: Report
) -> None:
    (ask,) = report(DONE).invoices
    asked = replace(report(DONE), invoices=tuple(replace(ask, amount=each) for each in amounts))
    assert asked.invoices_total == total
